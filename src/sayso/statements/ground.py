"""What counts as ground that can be held, and how much of it words give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import Extent, ExtentUnit
from sayso.statements.people import place_in, prepositional

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Place

PART = "part"  # of the table's words: ground only of something ("a string of villages")
WEAK = "weak"  # ground and much else ("lost ground in the polls")


def is_ground(reading: Reading, identities: Identities, i: int) -> bool:
    """Tell whether a noun is ground: a named place, a word for ground, or a part of one."""
    token = reading.tokens[i]
    if any(identities.placed.over(token.start, token.end)):
        return True
    kind = strength(reading, i)
    if kind is None:
        counted = prepositional(reading, i, frozenset({"of"})) if i in reading.quantity_at else ()
        return any(is_ground(reading, identities, k) for k in counted)  # "two of the passes"
    if kind != PART:
        return True
    inner = list(prepositional(reading, i, frozenset({"of"})))
    if inner and token.lemma not in lexicon.by_pattern("area_units") and not _is_square(reading, max(i - 1, 0)):
        return any(is_ground(reading, identities, k) for k in inner)
    if i in reading.quantity_at and reading.quantity_at[i].fraction:
        return True
    return token.lemma in _measures() or _place_of(reading, identities, i) is not None


def _measures() -> set[str]:
    return {*lexicon.by_pattern("units"), *(row["pattern"].split()[-1] for row in lexicon.table("area_units"))}


def _place_of(reading: Reading, identities: Identities, i: int) -> Place | None:
    span = reading.subtree(i)
    return place_in(identities, [(span.start, span.end)])


def strength(reading: Reading, i: int) -> str | None:
    """Give what a word alone says of ground: "" for ground, ``PART``, ``WEAK``, or ``None`` for none."""
    token = reading.tokens[i]
    row = lexicon.by_pattern("control_grounds").get(token.lemma) or lexicon.by_pattern("control_grounds").get(
        token.lower
    )
    if row is not None:
        return row["value"]
    return PART if i in reading.quantity_at and reading.quantity_at[i].fraction else None


def is_sure(reading: Reading, grounds: Sequence[int], place: Place | None, *, loose: bool) -> bool:
    """Tell whether ground is named well enough to be held by nobody named: a place, or a settlement.

    With verbs that are not ``loose`` any word for nothing but ground will do.
    """
    settlements = lexicon.by_pattern("settlements")
    if place is not None or any(reading.tokens[g].lemma in settlements for g in grounds):
        return True
    return not loose and any(strength(reading, g) == "" for g in grounds)


def last_of(reading: Reading, ground: int) -> int:
    """Give the last word of a ground's phrase, an attribution behind it left out."""
    last = ground
    for kid in reading.kids(ground, "prep", "acl", "appos"):
        if kid > ground and reading.tokens[kid].lower not in _OUTSIDE:
            last = max(last, reading.edges[kid][1])
    return last


_OUTSIDE = frozenset({"according", "by", "to", "from"})


def extent_of(reading: Reading, ground: int) -> Extent | None:
    """Give how much is held: a share, an area, a length, or a number of places."""
    beside = tuple(reading.kids(ground, "nummod", "compound", "amod", "quantmod"))
    around = (ground, *beside, *(k for i in beside for k in reading.kids(i, "nummod")))  # "40 sq km"
    if ground > 1 and _is_square(reading, ground - 1):
        around = (*around, ground - 1, ground - 2)
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
