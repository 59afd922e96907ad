"""Where somebody is named, described or meant by a pronoun."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.arms import is_weapon
from sayso.grounding.cast import NAME, NOMINAL, PRONOUN, Mention
from sayso.grounding.finders import common, find_names, head_of
from sayso.grounding.roles import (
    cited,
    is_office,
    office_before,
    stands_for_place,
)
from sayso.record import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.grounding.arms import Arm
    from sayso.grounding.gazetteer import Gazetteer
    from sayso.grounding.registry import Registry
    from sayso.reading.model import Reading
    from sayso.record import Place, Time

_GUESSED = frozenset({"name", "person"})
_ARMED = frozenset({"military", "armed-group", "police", "igo"})
_INSIDE_PHRASE = ("det", "amod", "compound", "poss", "nummod", "nmod", "quantmod")


def find_mentions(
    reading: Reading,
    gazetteer: Gazetteer,
    registry: Registry,
    places: Sequence[Place],
    times: Sequence[Time],
    arms: Sequence[Arm],
) -> list[Mention]:
    """Find every mention of somebody, unresolved, in the order of their head words.

    Names come first: the registry's, countries and demonyms, the parser's
    entities, then other proper nouns. Names of places in a place's role
    ("in Syria") are none. Heads of phrases ("the jihadist group") and
    pronouns follow where no name stands.
    """
    taken: dict[int, Mention] = {}
    placed = _indices(reading, places)
    timed = _indices(reading, times)
    names = list(find_names(reading, gazetteer, registry, places, placed, timed))
    groups = {reading.span(first, last - 1).text.lower() for first, last, known in names if known == "group"}
    armed = {i for arm in arms for i in range(arm.first, arm.last)}
    tokens = reading.tokens
    for first, last, known in names:
        if any(i in taken for i in range(first, last)) or (known in _GUESSED and first in armed):
            continue
        if known in _GUESSED and all(i in timed for i in range(first, last) if tokens[i].text[0].isupper()):
            continue  # "last Friday soldiers", taken for a name
        if known in _GUESSED and groups and reading.span(first, last - 1).text.lower() in groups:
            known = "group"
        for begin, end, sort in (
            _without_office(reading, first, last, known) if known == "name" else [(first, last, known)]
        ):
            mention = Mention(begin, end, head_of(reading, begin, end), NAME, sort)
            if sort.startswith("state:") and _is_ground(reading, mention.head):
                mention = replace(mention, known="place")
            taken.update(dict.fromkeys(range(begin, end), mention))
    found = {mention.first: mention for mention in taken.values()}
    offices = {
        i
        for m in found.values()
        if m.known == "person"
        for i in range(office_before(reading, m.first), m.first)
        if tokens[i].dep not in _OWN_PART
    }
    located = {
        reading.span(m.first, m.last - 1).text
        for m in found.values()
        if m.known in _GUESSED and _is_located(reading, m)
    }
    kept = [
        mention
        for mention in found.values()
        if mention.known != "place"
        and reading.block_of(mention.head).kind is not BlockKind.DATELINE
        and not (
            mention.known == "name" and not _names_body(reading, mention) and _of_office(reading, mention, offices)
        )
        and not (mention.known in _GUESSED and reading.span(mention.first, mention.last - 1).text in located)
    ]
    others = [*_nominals(reading, taken, armed | offices), *_pronouns(reading, taken)]
    return sorted([*kept, *others], key=lambda mention: (*_turn(reading, mention), mention.first))


def _turn(reading: Reading, mention: Mention) -> tuple[int, bool]:
    """Give the token at which a mention is resolved: its head, or behind whoever a description is of."""
    at = mention.head
    for _ in range(_DEEP if mention.kind == NOMINAL else 0):
        of = next((kid for kid in reading.kids(at, "prep") if reading.tokens[kid].lower == "of"), None)
        inner = reading.kid(of, "pobj") if of is not None else None
        if inner is None or inner - mention.head > _FAR:
            break
        at = inner
    return at, at != mention.head


_DEEP = 3  # phrases inside one another ("the head of the staff of the army of Velda")
_FAR = 12  # tokens from a description to whoever it is of


def _of_office(reading: Reading, mention: Mention, offices: set[int]) -> bool:
    """Tell what an office is for, which is nobody: "Secretary of State", "Minister of Foreign Affairs"."""
    if mention.head in offices:
        return True
    before = mention.first - 1
    return before > 0 and reading.tokens[before].lower in {"of", "for"} and is_office(reading.tokens[before - 1])


def _without_office(reading: Reading, first: int, last: int, known: str) -> list[tuple[int, int, str]]:
    """Part an office from a person's name ("Foreign Office Minister Anna Hale"); an office alone is no name."""
    tokens, bodies = reading.tokens, lexicon.by_pattern("name_words")
    at = next((i for i in range(last - 1, first - 1, -1) if is_office(tokens[i])), None)
    if at is None:
        return [] if _is_thing(reading, first, last) else [(first, last, known)]
    left = [(first, at, known)] if any(token.lower in bodies for token in tokens[first:at]) else []
    rest = tokens[at + 1 : last]
    if any(token.lower in bodies or not token.text[0].isupper() for token in rest):
        return [(first, last, known)]
    return [*left, (at + 1, last, "person")] if rest else left


def _is_thing(reading: Reading, first: int, last: int) -> bool:
    """Tell the name of something that is nobody: an operation, a treaty, a mosque, a language."""
    tokens, things = reading.tokens, lexicon.by_pattern("named_things")
    if any(token.lower in lexicon.by_pattern("name_words") for token in tokens[first:last]):
        return False
    return tokens[first].lower in things or tokens[last - 1].lower in things


def _names_body(reading: Reading, mention: Mention) -> bool:
    bodies = lexicon.by_pattern("name_words")
    return any(token.lower in bodies for token in reading.tokens[mention.first : mention.last])


def _is_ground(reading: Reading, i: int) -> bool:
    """Tell a country named for its ground: "in Syria", "the Syrian border", "Syria's Idlib province"."""
    token = reading.tokens[i]
    if token.pos == "PROPN" and stands_for_place(reading, i):
        return True
    whole = reading.tokens[token.head]
    lands, settlements = lexicon.by_pattern("lands"), lexicon.by_pattern("settlements")
    of_land = whole.lemma in lands or whole.lemma in settlements
    return token.dep in {"amod", "compound", "nmod", "poss"} and whole.i > i and of_land


def _is_located(reading: Reading, mention: Mention) -> bool:
    """Tell a guessed name that stands where a place's does ("near Karabila")."""
    token = reading.tokens[mention.head]
    before = reading.tokens[mention.first - 1] if mention.first else token
    inside = token.dep == "pobj" and reading.tokens[token.head].lower in _INSIDE and token.head == before.i
    return (
        inside
        and not _names_body(reading, mention)
        and reading.tokens[before.head].lemma not in lexicon.by_pattern("trusting")
    )


_OWN_PART = frozenset({"nsubj", "nsubjpass", "dobj", "ROOT", "attr"})  # an office that the parser takes for the person
_INSIDE = frozenset({"in", "near", "inside", "outside", "around", "across"})


def _indices(reading: Reading, spans: Sequence[Place | Time]) -> set[int]:
    """Give the tokens that stand inside spans."""
    inside: set[int] = set()
    ordered = sorted(spans, key=lambda span: span.start)
    at = 0
    for token in reading.tokens:
        while at < len(ordered) and ordered[at].end <= token.start:
            at += 1
        if at < len(ordered) and ordered[at].start <= token.start < ordered[at].end:
            inside.add(token.i)
    return inside


def _nominals(reading: Reading, taken: Mapping[int, Mention], armed: set[int]) -> Iterator[Mention]:
    """Find noun phrases whose head says that somebody is meant."""
    heads = lexicon.by_pattern("actor_heads")
    for token in reading.tokens:
        if token.i in taken or token.i in armed or token.pos not in {"NOUN", "PROPN", "ADJ"}:
            continue
        if token.pos == "ADJ" and token.dep not in {"nsubj", "nsubjpass", "dobj", "pobj", "conj", "amod"}:
            continue
        known = common(token)
        previous = reading.tokens[token.i - 1] if token.i else token
        if previous.head == token.i:
            terms = (f"{word} {known}" for word in (previous.lemma, previous.lower))
            known = next((term for term in terms if term in heads), known)
        if known not in heads and _somebody_speaks(reading, token.i):
            body = lexicon.by_pattern("speaking_bodies").get(token.lemma)
            known = body["value"] if body is not None else "somebody"
        if known not in heads:
            continue
        beside = token.dep == "compound" or (token.pos == "ADJ" and token.dep == "amod")
        if beside and not _does_harm(reading, token.i, heads[known]["value"]):
            continue
        first = min(
            (_start(reading, kid) for kid in reading.kids(token.i, *_INSIDE_PHRASE) if kid < token.i), default=token.i
        )
        yield Mention(first, token.i + 1, token.i, NOMINAL, known)


def _does_harm(reading: Reading, i: int, kind: str) -> bool:
    """Tell fighters before a noun of violence ("army shelling"), or a side before arms ("regime jets")."""
    act = reading.tokens[reading.tokens[i].head]
    if act.pos not in {"NOUN", "PROPN"}:
        return False
    if is_weapon(act):
        return kind in _ARMED or kind in {"government", "party"}
    return kind in _ARMED and (act.lemma in _acts() or act.lemma.removesuffix("s") in _acts())


@cache
def _acts() -> frozenset[str]:
    rows = (row for row in lexicon.table("triggers") if row["pos"] == "noun" and row["type"] == "ASSAULT")
    return frozenset(row["pattern"].split()[-1] for row in rows)


def _somebody_speaks(reading: Reading, i: int) -> bool:
    """Tell a person by what it does: no known head, but the subject of a verb that cites ("a baker said")."""
    token = reading.tokens[i]
    row = lexicon.by_pattern("cues").get(reading.tokens[token.head].lemma)
    if row is None or token.tag not in {"NN", "NNS"} or token.entity or not cited(reading, i):
        return False
    others = ("media", "fictions", "capacities")
    known = next((table for table in others if token.lemma in lexicon.by_pattern(table)), None)
    paper = known == "capacities" and lexicon.by_pattern("capacities")[token.lemma]["value"] == "document"
    return row["form"] in {"say", "ask", "utter", "deny", "quote"} and known not in {"media", "fictions"} and not paper


def _start(reading: Reading, kid: int) -> int:
    """Give where a word before a noun begins; of a wrongly joined possessor only the name ("the road and X’s army")."""
    token = reading.tokens[kid]
    name = reading.kid(kid, "conj")
    if token.dep == "poss" and token.pos == "NOUN" and name is not None and reading.tokens[name].pos == "PROPN":
        return reading.edges[name][0]
    return reading.edges[kid][0]


def _pronouns(reading: Reading, taken: Mapping[int, Mention]) -> Iterator[Mention]:
    pronouns = lexicon.by_pattern("pronouns")
    for token in reading.tokens:
        if token.lower in pronouns and token.pos == "PRON" and token.i not in taken and not _is_empty(reading, token.i):
            yield Mention(token.i, token.i + 1, token.i, PRONOUN, token.lower)


def _is_empty(reading: Reading, i: int) -> bool:
    """Tell an "it" that means nobody: "it is clear that …", "it was reported that …"."""
    token = reading.tokens[i]
    if token.dep == "expl" or token.lower != "it":
        return token.dep == "expl"
    verb = reading.tokens[token.head]
    if token.dep == "nsubjpass":
        return reading.kid(verb.i, "ccomp") is not None
    told = reading.kid(verb.i, "acomp", "attr") if token.dep == "nsubj" and verb.lemma == "be" else None
    clauses = ("ccomp", "xcomp", "advcl", "acl", "relcl")
    return told is not None and any(reading.kid(at, *clauses) is not None for at in (verb.i, told))
