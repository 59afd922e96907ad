"""Places known by how they lie to others: roads that link towns, distances from a place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import Place, PlacePrecision, Relation, RelationKind, Span
from sayso.spans import SpanIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.reading.model import Quantity, Reading

_FROM = frozenset({"from", "of", "off"})
_POINTING = frozenset({"this", "that", "the"})


def unplaced(span: Span, basis: str, relation: Relation | None = None) -> Place:
    """Give a place that has no coordinates (yet)."""
    return Place(
        id="",
        start=span.start,
        end=span.end,
        text=span.text,
        name=None,
        country=None,
        admin1=None,
        lat=None,
        lon=None,
        geonames_id=None,
        precision=PlacePrecision.UNKNOWN,
        radius_km=None,
        same_as=None,
        candidates=(),
        basis=basis,
        relation=relation,
    )


def number(reading: Reading, toponyms: Sequence[Place], related: Sequence[Place] = ()) -> tuple[Place, ...]:
    """Add the related places, number all in text order, and link repeated mentions and grounds.

    A place that lies to others as the text says is in their country and
    division, where they share one, unless it is across a border from them.
    """
    roads = list(_roads(reading))
    distances = list(_distances(reading))
    named = min((road.end for road in roads), default=None)
    taken_up = [p for p in (_again(reading, d[1], named) for d in distances) if p is not None]
    ordered = sorted(
        [*toponyms, *related, *roads, *taken_up, *(d[0] for d in distances)], key=lambda p: (p.start, -p.end)
    )
    road: str | None = None
    firsts: dict[tuple[str, object], str] = {}
    numbered: list[Place] = []
    for place in (replace(place, id=f"p{n}") for n, place in enumerate(ordered, 1)):
        key = (place.text.lower().removeprefix("the "), place.geonames_id or (place.lat, place.lon))
        same = firsts.get(key)
        if place.basis == _TAKEN_UP:
            same = road
        if place.basis == _LINKED:
            road = place.id
        firsts.setdefault(key, place.id)
        numbered.append(replace(place, same_as=same))
    index = SpanIndex(numbered)
    by_id = {place.id: place for place in numbered}
    return tuple(_beside(replace(p, relation=_grounded(p, index)), by_id) if p.relation else p for p in numbered)


def _beside(place: Place, by_id: dict[str, Place]) -> Place:
    """Give a related place the country and division of its grounds."""
    relation = place.relation
    if relation is None or relation.kind in {RelationKind.ACROSS, RelationKind.LINKING}:
        return place
    grounds = [by_id[ground] for ground in relation.of]
    countries, divisions = {ground.country for ground in grounds}, {ground.admin1 for ground in grounds}
    return replace(
        place,
        country=countries.pop() if len(countries) == 1 else None,
        admin1=divisions.pop() if len(divisions) == 1 else None,
    )


_LINKED = "named only by what it links"
_ALONG = "along a road or river that the text names or describes"
_TAKEN_UP = "takes up a road named before"
_MEASURED = "a distance from another place"


def _grounded(place: Place, places: SpanIndex[Place]) -> Relation | None:
    """Fill in the places that a relation is to: those named inside its words."""
    if place.relation is None:
        return None
    inside = [p for p in places.inside(place.start, place.end) if p.id != place.id and p.relation is None]
    return replace(place.relation, of=tuple(dict.fromkeys(p.same_as or p.id for p in inside)))


def _roads(reading: Reading) -> Iterator[Place]:
    """Find roads and the like that link places ("a road linking Damascus to Homs") or are followed ("along the M5")."""
    grounds, linking = lexicon.by_pattern("grounds"), lexicon.by_pattern("ground_verbs")
    for token in reading.tokens:
        if token.lemma not in grounds or token.pos not in {"NOUN", "PROPN"}:
            continue
        verb = next((i for i in reading.kids(token.i, "acl", "relcl") if reading.tokens[i].lemma in linking), None)
        if verb is not None:
            span = reading.span(reading.edges[token.i][0], reading.edges[verb][1])
            yield unplaced(span, _LINKED, Relation(kind=RelationKind.LINKING))
        elif token.dep == "pobj" and reading.tokens[token.head].lower == "along":
            yield unplaced(reading.span(token.head, token.i), _ALONG, Relation(kind=RelationKind.ALONG))


def _distances(reading: Reading) -> Iterator[tuple[Place, int]]:
    """Find "22 miles from X", with the noun it is measured from; km to 0.1."""
    units = lexicon.by_pattern("units")
    for quantity in reading.quantities:
        unit = quantity.last if quantity.last < len(reading.tokens) else quantity.head
        preposition = unit + 1
        row = units.get(reading.tokens[unit].lemma)
        if row is None or preposition >= len(reading.tokens) or reading.tokens[preposition].lower not in _FROM:
            continue
        ground = reading.kid(preposition, "pobj")
        if ground is not None:
            last = reading.edges[ground][1] if _short(reading, ground) else ground
            while reading.tokens[last].pos in {"CCONJ", "PUNCT"}:  # "from this highway and"
                last -= 1
            span = reading.span(quantity.first, last)
            yield unplaced(span, _MEASURED, _relation(quantity, float(row["value"]))), ground


def _short(reading: Reading, ground: int) -> bool:
    """Tell whether a ground's phrase ends with the ground or a name beside it."""
    return reading.kid(ground, "relcl", "prep", "acl", "conj") is None


def _relation(quantity: Quantity, factor: float) -> Relation:
    low, high = kilometres(quantity, factor)
    return Relation(kind=RelationKind.DISTANCE, km_low=low, km_high=high)


def kilometres(quantity: Quantity, factor: float) -> tuple[float | None, float | None]:
    """Give a quantity's bounds in km, to 0.1; ``factor`` is its unit in km."""
    low = None if quantity.low is None else round(quantity.low * factor, 1)
    high = None if quantity.high is None else round(quantity.high * factor, 1)
    return low, high


def _again(reading: Reading, ground: int, named: int | None) -> Place | None:
    """Give "this highway" as a mention of the road named before it, if there is one."""
    token = reading.tokens[ground]
    pointing = any(reading.tokens[kid].lower in _POINTING for kid in reading.kids(ground, "det"))
    if token.lemma in lexicon.by_pattern("grounds") and pointing and named is not None and named <= token.start:
        return unplaced(reading.span(reading.edges[ground][0], ground), _TAKEN_UP)
    return None
