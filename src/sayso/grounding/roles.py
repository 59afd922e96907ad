"""Whether the name of a place stands for the place or for whoever governs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon

if TYPE_CHECKING:
    from sayso.reading.model import Reading


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


def is_continental(reading: Reading, i: int) -> bool:
    """Tell a demonym that is part of a continent's ("Central American"), at its last word."""
    return i > 0 and f"{reading.tokens[i - 1].lower} {reading.tokens[i].lower}" in lexicon.by_pattern("continentals")
