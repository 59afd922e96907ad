"""Who belongs to whom, as the words say: holders of offices, spokesmen, leaders; armies, ministries, militias."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.cast import ARMED, NAME, PRONOUN, heads
from sayso.grounding.roles import is_office, office_before
from sayso.record import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.grounding.cast import Cast, Known, Mention

_BODIES = ARMED | {ActorKind.GOVERNMENT, ActorKind.OTHER}
_STATES = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT})
_OF_STATES = frozenset({ActorKind.MILITARY, ActorKind.POLICE, ActorKind.GOVERNMENT, ActorKind.PERSON})


_ALONE = frozenset({ActorKind.STATE, ActorKind.PERSON})  # "a general in Kenya" need not be Kenya's
_BEFORE_OFFICE = frozenset({"POS", "DT", "CD", "PRP$"})


def link(cast: Cast) -> None:
    """Note with each actor to whom its words say it belongs, and in what office; what comes first in the text stands.

    Rebels of a country do not belong to its state, nor do its people. A body
    of a state ("the Kenyan navy") belongs to the state where the report
    names it, whatever words name the body.
    """
    for known in cast.known.values():
        named = known.key[0] in {"person", "registry"}
        for mention in known.mentions if known.kind in _BODIES or known.kind is ActorKind.PERSON else ():
            if mention.kind == PRONOUN:
                continue
            owner, office = _told(cast, mention, known)
            if owner is not None:
                known.owner, known.office = owner, office
                break
            if named and known.office is None:
                known.office = office
        if known.owner is None and known.key[0] == "body":
            known.owner = cast.known.get(("state", known.key[2]))


def _told(cast: Cast, mention: Mention, known: Known) -> tuple[Known | None, str | None]:
    """Give the owner and the office that the words of one mention tell."""
    tokens = cast.reading.tokens
    first, head = _before_name(cast, mention) if mention.kind == NAME else (mention.first, mention.head)
    if head is None or _is_past(cast, first, head):
        return None, None
    owner, last = None, first - 1
    for i in range(first, head):
        one = cast.at.get(i)
        if one is not None and one is not known:
            owner, last = one, i
    office = None
    if known.kind is ActorKind.PERSON:
        begin = last + 1
        while begin < head and (not tokens[begin].text[0].isalpha() or tokens[begin].tag in _BEFORE_OFFICE):
            begin += 1
        end = mention.first if mention.kind == NAME else mention.last
        while end - 1 > begin and _is_calling(cast, end - 2) and tokens[end - 1].lower in lexicon.by_pattern("titles"):
            end -= 1
        office = cast.reading.span(begin, end - 1).text if _is_calling(cast, head) else None
    if owner is None:
        owner = next((one for one in _behind(cast, head) if one is not known), None)
    if owner is None or not _may_own(cast, owner, known, head) or _is_between(cast, last, head):
        return None, office
    return owner, office


def _is_past(cast: Cast, first: int, head: int) -> bool:
    """Tell an office held no more ("the former president", "ex-minister")."""
    tokens = cast.reading.tokens
    begin = first - 2 if first > 1 and tokens[first - 1].text == "-" else first
    return any(token.lower in lexicon.by_pattern("past_offices") for token in tokens[begin:head])


def _before_name(cast: Cast, mention: Mention) -> tuple[int, int | None]:
    """Give the first word of the office before a name ("Velda's Minister for Fish, Ann Hale"), and its noun."""
    first = min((*cast.phrase(mention.head), office_before(cast.reading, mention.first), mention.first))
    tokens = cast.reading.tokens
    noun = next((i for i in range(first, mention.first) if is_office(tokens[i]) or _is_calling(cast, i)), None)
    while noun is not None and noun + 1 < mention.first and _is_calling(cast, noun + 1):
        noun += 1
    return first, noun


def _is_calling(cast: Cast, i: int) -> bool:
    """Tell a word for an office or a calling."""
    token = cast.reading.tokens[i]
    row = heads().get(token.lemma) or heads().get(token.lower)
    return row is not None and row["value"] == ActorKind.PERSON and bool(row["sector"]) and row["sector"] != "CVL"


def _behind(cast: Cast, head: int) -> Iterator[Known]:
    """Give whoever stands behind a noun: "leader of X", "spokesman for X", "an official with X"."""
    reading = cast.reading
    for i in reading.kids(head, "prep"):
        inner = reading.kid(i, "pobj")
        row = lexicon.by_pattern("belonging").get(reading.tokens[i].lower)
        if row is None or inner is None or inner not in cast.at:
            continue
        owner = cast.at[inner]
        if owner.key[0] != "generic" and (row["value"] == "any" or owner.kind not in _ALONE):
            yield owner


def _may_own(cast: Cast, owner: Known, known: Known, head: int) -> bool:
    """Tell whether an actor may have another: a state its bodies and officials, anybody their own."""
    if owner.kind in {ActorKind.CIVILIANS, ActorKind.POPULATION, ActorKind.MEDICAL}:
        return False
    if owner.kind in _STATES:
        row = heads().get(cast.reading.tokens[head].lemma) or heads().get(cast.reading.tokens[head].lower)
        served = known.kind is not ActorKind.PERSON or (row is not None and row["sector"] in {"GOV", "MIL", "COP"})
        return known.kind in _OF_STATES and served
    return True


def _is_between(cast: Cast, first: int, head: int) -> bool:
    """Tell fighters or a party between an owner and an office ("the Syrian rebel leader"), who are nobody's."""
    rows = (heads().get(token.lemma) for token in cast.reading.tokens[first + 1 : head])
    return any(row is not None and row["value"] in {ActorKind.ARMED_GROUP, ActorKind.PARTY} for row in rows)
