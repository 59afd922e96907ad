"""Where something happened that its own sentence does not place: what the story has said before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.grounding.places import in_dateline
from sayso.record import PlacePrecision

if TYPE_CHECKING:
    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Place

_REACH = 4  # sentences back in the same paragraph


def story_place(reading: Reading, identities: Identities, i: int) -> tuple[str | None, str | None]:
    """Give the place that the story gives to what token ``i`` tells, and from where it is known.

    A place named in the sentences before, in the same paragraph and in the
    country that the report is about, has the basis "story"; a dateline's town
    "dateline", if it lies in that country; else the country itself, "report".
    Both are ``None`` where the report names no place of its main country.
    """
    country = identities.main_country
    if country is None:
        return None, None
    for place in _before(reading, identities, i):
        if place.country == country:
            return place.same_as or place.id, "story"
    named = (place for place in identities.places if place.country == country and not place.part_of_name)
    whole = None
    for place in named:
        if in_dateline(reading, place):
            return place.same_as or place.id, "dateline"
        if whole is None and place.precision is PlacePrecision.COUNTRY:
            whole = place.same_as or place.id
    return whole, "report" if whole is not None else None


def _before(reading: Reading, identities: Identities, i: int) -> list[Place]:
    """Give the places of the sentences before, in the same block, the nearest first."""
    number = reading.tokens[i].sentence
    block = reading.sentences[number].block
    found: list[Place] = []
    for other in range(number - 1, max(number - 1 - _REACH, -1), -1):
        sentence = reading.sentences[other]
        if sentence.block != block:
            break
        start, end = reading.tokens[sentence.first].start, reading.tokens[sentence.last - 1].end
        found += identities.placed.inside(start, end)
    return found
