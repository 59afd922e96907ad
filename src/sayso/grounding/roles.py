"""For what a name stands: a place, whoever governs it, or a group of fighters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.reading.model import Reading, Token


def stands_for_place(reading: Reading, i: int) -> bool:
    """Tell whether a country's name at token ``i`` means the country's ground.

    "in Syria" and "holds half of Syria" do; "Syria said", "the president of
    Syria" and "an agreement with Syria" mean its state.
    """
    token = reading.tokens[i]
    if token.dep == "pobj":
        governor = reading.tokens[token.head]
        if governor.lower not in lexicon.by_pattern("locative_prepositions"):
            return False
        whole = reading.tokens[governor.head]
        return not (governor.lower == "of" and whole.lemma in lexicon.by_pattern("actor_heads"))
    if token.dep in {"conj", "appos"}:
        return reading.tokens[token.head].pos == "PROPN" and stands_for_place(reading, token.head)
    if token.dep == "dobj":
        return reading.tokens[token.head].lemma in lexicon.by_pattern("place_verbs")
    return token.dep == "npadvmod"


def speaks(reading: Reading, i: int) -> bool:
    """Tell whether token ``i`` is the subject of a verb that cites ("Washington said")."""
    token = reading.tokens[i]
    if token.dep != "nsubj":
        return False
    return is_citing_verb(reading.tokens[token.head].lemma)


def cited(reading: Reading, i: int) -> bool:
    """Tell whether somebody named at token ``i`` is cited there: by a verb, as its agent, or by "according to"."""
    token = reading.tokens[i]
    governing = reading.tokens[token.head]
    row = lexicon.by_pattern("cues").get(governing.lemma)
    if row is not None and row["pos"] == "verb" and token.dep in _SPEAKERS.get(row["form"], {"nsubj"}):
        return True
    if token.dep == "appos":
        return cited(reading, token.head)
    governor = reading.tokens[token.head]
    if token.dep != "pobj":
        return False
    if governor.dep == "agent":
        return is_citing_verb(reading.tokens[governor.head].lemma)
    return governor.lower == "to" and governor.i > 0 and reading.tokens[governor.i - 1].lower == "according"


def denies(reading: Reading, i: int) -> bool:
    """Tell whether the verb of token ``i`` denies, so that its subject may as well be whoever was accused before."""
    row = lexicon.by_pattern("cues").get(reading.tokens[reading.tokens[i].head].lemma)
    return row is not None and row["form"] == "deny"


_SPEAKERS = {"quote": {"nsubj", "nsubjpass", "dobj"}}


def is_citing_verb(lemma: str) -> bool:
    """Tell whether a verb is one that cites somebody's words."""
    row = lexicon.by_pattern("cues").get(lemma)
    return row is not None and row["pos"] == "verb" and row["form"] in _CITING_FORMS


_CITING_FORMS = frozenset(
    {"say", "show", "ask", "deny", "doubt", "decline", "utter", "quote", "accuse", "portray", "call"}
)


def is_about(reading: Reading, i: int) -> bool:
    """Tell a name behind "anti-" or "pro-", which is about somebody but is not them."""
    tokens = reading.tokens
    return (
        i >= 2 and tokens[i - 1].text == "-" and tokens[i - 1].end == tokens[i].start and tokens[i - 2].lower in _ABOUT
    )


_ABOUT = frozenset(row["pattern"] for row in lexicon.table("about_prefixes"))


def is_office(token: Token) -> bool:
    """Tell a capitalised word for an office or a rank ("Minister", "Gen.")."""
    if not token.text[0].isupper() or token.pos not in {"NOUN", "PROPN"}:
        return False
    row = lexicon.by_pattern("actor_heads").get(token.lower)
    return row["value"] == "person" if row is not None else token.lower in lexicon.by_pattern("titles")


def office_before(reading: Reading, first: int) -> int:
    """Give where the office before a person's name begins; ``first`` where there is none.

    "Deputy Secretary of State", "Minister for the Middle East", "Pentagon
    Press Secretary", right before the name.
    """
    tokens = reading.tokens
    begin = reading.sentence_of(first).first
    at = first
    for i in range(first - 1, max(first - _LONGEST_OFFICE, begin) - 1, -1):
        token = tokens[i]
        behind = tokens[i + 1].lower if i + 1 < first else ""
        if behind == "to" and at < first:
            break  # "Adviser to President Hale" is an office of somebody else
        if is_office(token) and (not behind or behind in _OFFICE_LINKS or at == i + 1):
            at = i
        elif not (token.text[0].isupper() or token.lower in _OFFICE_WORDS):
            break
    while (
        at < first
        and at > begin
        and tokens[at - 1].text[0].isupper()
        and tokens[at - 1].dep in {"compound", "amod", "nmod"}
    ):
        at -= 1
    return at


_LONGEST_OFFICE = 12  # tokens of "Special Envoy for the Global Coalition to Counter …"
_OFFICE_LINKS = frozenset({"of", "for", "to", "on"})
_OFFICE_WORDS = _OFFICE_LINKS | {"the", "and", "&", "-"}


def is_continental(reading: Reading, i: int) -> bool:
    """Tell a demonym that is part of a continent's ("Central American"), at its last word."""
    return i > 0 and f"{reading.tokens[i - 1].lower} {reading.tokens[i].lower}" in lexicon.by_pattern("continentals")


def before_fighters(reading: Reading) -> Iterator[tuple[int, int]]:
    """Give the names that a report sets before fighters ("Red Harvest militants"), as first token and last, excluded.

    Whatever else the parser takes such a name for, a place or a person, it
    is the group's wherever the report uses it. Names of peoples are none.
    """
    heads = lexicon.by_pattern("actor_heads")
    for token in reading.tokens:
        if token.tag != "NNS" or heads.get(token.lemma, _NOBODY)["value"] != "armed-group":
            continue
        first = token.i
        while first and _names_group(reading, first - 1, token.i):
            first -= 1
        while first < token.i and not reading.tokens[first].text[0].isupper():
            first += 1
        if first < token.i and (not first or reading.tokens[first - 1].text != "-"):
            yield first, token.i


_NOBODY = {"value": ""}
_LINKS = frozenset({"-", "al", "el"})


def _names_group(reading: Reading, i: int, fighters: int) -> bool:
    token = reading.tokens[i]
    known = token.lower in lexicon.by_pattern("actor_heads") or token.lower in lexicon.by_pattern("directions")
    proper = token.pos == "PROPN" and token.text[0].isupper() and token.entity != "NORP"
    linked = token.text in _LINKS and i + 1 < fighters  # "Ansar al-Fajr"
    return (proper or linked) and not known and token.sentence == reading.tokens[fighters].sentence
