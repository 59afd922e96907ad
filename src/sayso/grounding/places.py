"""Toponyms, and what the gazetteer knows them to be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.entries import COUNTRY, DISTRICT, DIVISION
from sayso.grounding.namesakes import Choice, choose
from sayso.grounding.relations import number, unplaced
from sayso.grounding.surroundings import find_surroundings
from sayso.grounding.toponyms import find_toponyms
from sayso.record import BlockKind, Place, PlaceCandidate, PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sayso.grounding.entries import Entry
    from sayso.grounding.gazetteer import Gazetteer
    from sayso.grounding.toponyms import Toponym
    from sayso.reading.model import Reading

_MOST_CANDIDATES = 3
_FIRST_BLOCKS = 8  # among which a dateline stands


def find_places(reading: Reading, gazetteer: Gazetteer, actors: AbstractSet[str] = frozenset()) -> tuple[Place, ...]:
    """Find and resolve the toponyms of a reading, one entry a mention.

    A place named again points to its first mention by ``same_as``. Roads that
    link places, and places known by how they lie to others, have no
    coordinates of their own.

    Args:
        reading: One parsed report.
        gazetteer: The table of places.
        actors: Keys of names (:func:`entries.fold`) that are somebody's, not a place's.

    Returns:
        Places ``p1…`` in text order, the longer first where two begin together.
    """
    toponyms = find_toponyms(reading, gazetteer, actors)
    choices = choose(reading, gazetteer, toponyms)
    kept = [pair for pair in zip(toponyms, choices, strict=True) if pair[1].entry is not None or pair[0].seen]
    found = [_place(reading, toponym, choice, gazetteer) for toponym, choice in kept]
    named = [(toponym.first, toponym.last) for toponym, _ in kept if not toponym.part_of_name]
    return number(reading, found, list(find_surroundings(reading, named)))


def in_dateline(reading: Reading, place: Place) -> bool:
    """Tell whether a place is named in a dateline, among the first blocks of a document."""
    return any(
        block.kind is BlockKind.DATELINE and block.start <= place.start < block.end
        for block in reading.document.blocks[:_FIRST_BLOCKS]
    )


def _place(reading: Reading, toponym: Toponym, choice: Choice, gazetteer: Gazetteer) -> Place:
    """Give a toponym as a place of the record."""
    base = replace(
        unplaced(reading.span(toponym.first, toponym.last - 1), choice.basis),
        part_of_name=toponym.part_of_name,
        candidates=tuple(
            PlaceCandidate(name=entry.name, geonames_id=entry.geonames_id, score=share)
            for entry, share in choice.ranked[:_MOST_CANDIDATES]
        ),
    )
    entry = choice.entry
    base = replace(base, stated=_stated(base.text, entry))
    if entry is None:
        within = choice.within
        country = within.country if within is not None and within.country else None
        division = gazetteer.entry(within.admin1) if within is not None and within.admin1 else None
        if within is not None and within.kind == DIVISION:
            division = within
        return replace(base, country=country, admin1=division.name if division is not None else None)
    division = entry if entry.kind == DIVISION else gazetteer.entry(entry.admin1) if entry.admin1 else None
    return replace(
        base,
        name=entry.name,
        country=entry.country or None,
        admin1=division.name if division is not None else None,
        lat=entry.lat,
        lon=entry.lon,
        geonames_id=entry.geonames_id,
        precision=PlacePrecision(lexicon.by_pattern("place_kinds")[entry.kind]["value"]),
        radius_km=entry.radius_km,
        basis="name of a country" if entry.kind == COUNTRY else choice.basis,
    )


def _stated(words: str, entry: Entry | None) -> PlacePrecision | None:
    """Tell how exactly words put a place: by the sort of place that they end in, else as the gazetteer has it."""
    last = words.rpartition(" ")[2].lower()
    if " " in words and last in lexicon.by_pattern("sites"):
        return PlacePrecision.SITE
    kinds = lexicon.by_pattern("place_kinds")
    division = lexicon.by_pattern("division_words").get(last)
    if division is not None and " " in words:
        order = kinds.get(division["value"])  # none for words of any order: "Tigray Region"
        if order is not None:
            return PlacePrecision(order["value"])
        if entry is None or entry.kind not in {DIVISION, DISTRICT}:
            return PlacePrecision.REGION
    return None if entry is None else PlacePrecision(kinds[entry.kind]["value"])
