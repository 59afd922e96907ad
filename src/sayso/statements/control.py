"""Who holds, gains or loses which ground, and where forces stand."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import ActorKind, Change, Control, Extent, ExtentUnit, Position
from sayso.statements.drafts import Draft
from sayso.statements.modality import judge
from sayso.statements.people import objects, place_in, prepositional, refs, subjects, time_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Ref

_FROM = frozenset({"from"})
_OF = frozenset({"of"})
_TOWARDS = frozenset({"to", "toward", "towards", "on", "into", "from", "at", "near", "across", "in", "through"})
_HOLDERS = frozenset(
    {ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.ARMED_GROUP, ActorKind.OTHER}
)
_MOVES = frozenset({Change.ADVANCES, Change.RETREATS})


@cache
def _patterns() -> Mapping[tuple[str, str], list[Mapping[str, str]]]:
    found: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    for row in lexicon.table("control"):
        found.setdefault((row["pattern"].split()[0], row["pos"]), []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: -len(row["pattern"].split()))
    return found


def find_control(reading: Reading, identities: Identities, asked: set[int]) -> Iterator[Draft]:
    """Find who holds, gains, loses, besieges, advances to or retreats from what.

    A holder must be somebody who can hold ground, and what is held must be
    ground: a place, a share of one, or a word for ground.
    """
    for token in reading.tokens:
        if token.sentence in asked or token.pos not in {"VERB", "NOUN"}:
            continue
        pos = token.pos.lower()
        row = next((row for row in _patterns().get((token.lemma, pos), ()) if _matches(reading, token.i, row)), None)
        if row is None:
            continue
        draft = _control(reading, identities, token.i, row)
        if draft is not None:
            yield draft


def _matches(reading: Reading, i: int, row: Mapping[str, str]) -> bool:
    words = row["pattern"].split()[1:]
    following = [token.lower for token in reading.tokens[i + 1 : i + 1 + len(words)]]
    return following == words


def _control(reading: Reading, identities: Identities, i: int, row: Mapping[str, str]) -> Draft | None:
    change = Change(row["value"])
    verb = i if row["pos"] == "verb" else _moving_verb(reading, i)
    if verb is None:
        return None
    holders = tuple(ref for ref in refs(reading, identities, subjects(reading, verb)) if _can_hold(identities, ref))
    if not holders:
        return None
    length = len(row["pattern"].split())
    if change in _MOVES:
        ground = [g for w in (i, *reading.kids(i, "prt", "advmod")) for g in prepositional(reading, w, _TOWARDS)]
    elif length > 1:
        ground = [k for w in range(i + 1, i + length) for k in reading.kids(w, "pobj")]
    else:
        ground = list(objects(reading, i))
    grounds = [g for g in ground if _is_ground(reading, identities, g)]
    if not grounds and (change not in _MOVES or row["pos"] == "verb"):
        return None
    spans = [(s.start, s.end) for s in (reading.subtree(g) for g in grounds)]
    place = place_in(identities, spans)
    sentence = reading.sentence_of(i)
    whole = [(reading.tokens[sentence.first].start, reading.tokens[sentence.last - 1].end)]
    time = time_in(identities, whole)
    losers = refs(reading, identities, prepositional(reading, i, _FROM)) if change is Change.GAINS else ()
    auxiliaries = list(reading.kids(verb, "aux"))
    first = min([i, verb, *auxiliaries, *(reading.edges[g][0] for g in grounds)])
    last = max([i, *(_last(reading, g) for g in grounds)])
    own = reading.kid(verb, "nsubj")
    if own is not None:
        first = min(first, reading.edges[own][0])
    judged = judge(reading, i, verb)
    return Draft(
        first=first,
        last=last,
        predicate=i,
        sentence=reading.tokens[i].sentence,
        rule=row["id"],
        polarity=judged.polarity,
        certainty=judged.certainty,
        body=Control(
            holders=holders,
            taken_from=losers,
            change=change,
            extent=next((e for e in (_extent(reading, g) for g in grounds) if e is not None), None),
            place=place.id if place is not None else None,
            time=time.id if time is not None else None,
        ),
    )


def _last(reading: Reading, ground: int) -> int:
    """Give the last word of a ground's phrase, an attribution behind it left out."""
    last = ground
    for kid in reading.kids(ground, "prep", "acl", "appos"):
        if kid > ground and reading.tokens[kid].lower != "according":
            last = max(last, reading.edges[kid][1])
    return last


def _moving_verb(reading: Reading, noun: int) -> int | None:
    """Give the verb that has somebody in "retreat" or on an "advance"."""
    token = reading.tokens[noun]
    if token.dep == "pobj" and reading.tokens[token.head].lower in {"on", "in"}:
        verb = reading.tokens[token.head].head
        return verb if reading.tokens[verb].lemma in {"be", "remain", "go"} else None
    if token.dep == "dobj":
        return token.head
    return None


def _can_hold(identities: Identities, ref: Ref) -> bool:
    return ref.actor is None or identities.actor[ref.actor].kind in _HOLDERS


def _is_ground(reading: Reading, identities: Identities, i: int) -> bool:
    token = reading.tokens[i]
    if any(identities.placed.over(token.start, token.end)):
        return True
    grounds = lexicon.by_pattern("control_grounds")
    if token.lower == "most":
        return any(reading.tokens[k].lemma in grounds for k in prepositional(reading, i, _OF)) or _of_place(
            reading, identities, i
        )
    if token.lemma in grounds:
        quantity = next(
            (reading.quantity_at[k] for k in reading.kids(i, "nummod", "compound") if k in reading.quantity_at), None
        )
        return (
            token.lemma not in {"part", "cent", "percent", "most"}
            or quantity is not None
            or any(reading.tokens[k].lemma in grounds for k in prepositional(reading, i, _OF))
            or _of_place(reading, identities, i)
        )
    return i in reading.quantity_at and reading.quantity_at[i].fraction


def _of_place(reading: Reading, identities: Identities, i: int) -> bool:
    span = reading.subtree(i)
    return place_in(identities, [(span.start, span.end)]) is not None


def _extent(reading: Reading, ground: int) -> Extent | None:
    """Give how much is held: a share, an area, a length, or a number of places."""
    beside = tuple(reading.kids(ground, "nummod", "compound", "amod", "quantmod"))
    around = (ground, *beside, *(k for i in beside for k in reading.kids(i, "nummod")))  # "40 sq km"
    quantity = next((reading.quantity_at[k] for k in around if k in reading.quantity_at), None)
    if quantity is None:
        return None
    lemma = reading.tokens[ground].lemma
    square = next((reading.tokens[k].lower.rstrip(".") for k in around[1:] if _is_square(reading, k)), "")
    area = lexicon.by_pattern("area_units").get(f"{square} {lemma}".strip())
    if quantity.fraction:
        unit, factor = ExtentUnit.SHARE, 1.0
    elif area is not None:
        unit, factor = ExtentUnit.KM2, float(area["value"])
    elif lemma in lexicon.by_pattern("units"):
        unit, factor = ExtentUnit.KM, float(lexicon.by_pattern("units")[lemma]["value"])
    elif reading.tokens[ground].tag == "NNS":
        unit, factor = ExtentUnit.PLACES, 1.0
    else:
        return None
    span = reading.span(quantity.first, max(quantity.last - 1, ground if unit is not ExtentUnit.SHARE else 0))
    return Extent(
        start=span.start,
        end=span.end,
        text=span.text,
        low=None if quantity.low is None else round(quantity.low * factor, 3),
        high=None if quantity.high is None else round(quantity.high * factor, 3),
        unit=unit,
    )


def _is_square(reading: Reading, i: int) -> bool:
    return reading.tokens[i].lower.rstrip(".") in {row["pattern"].split()[0] for row in lexicon.table("area_units")}


def find_positions(reading: Reading, identities: Identities, asked: set[int]) -> Iterator[Draft]:
    """Find where forces are said to be ("Its forces are 22 miles from this highway")."""
    for token in reading.tokens:
        if (
            token.sentence in asked
            or token.lemma not in {"be", "stand", "remain", "lie"}
            or token.pos not in {"AUX", "VERB"}
        ):
            continue
        who = tuple(ref for ref in refs(reading, identities, subjects(reading, token.i)) if _can_hold(identities, ref))
        if not who:
            continue
        subtree = reading.subtree(token.i)
        inside = identities.placed.inside(token.end, subtree.end)
        place = next((p for p in inside if p.relation is not None and p.relation.km_low is not None), None)
        if place is None:
            continue
        last = max(t.i for t in reading.tokens[token.i :][:40] if t.end <= place.end)
        judged = judge(reading, token.i)
        yield Draft(
            first=min(reading.edges[i][0] for i in reading.kids(token.i, "nsubj"))
            if reading.kid(token.i, "nsubj") is not None
            else token.i,
            last=last,
            predicate=token.i,
            sentence=token.sentence,
            rule="position-distance",
            polarity=judged.polarity,
            certainty=judged.certainty,
            body=Position(who=who, place=place.id),
        )
