"""Grounding: a ``Reading`` comes in; its actors, places and times go out.

Each mention gets an identity where the report allows it, and stays open
where it does not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sayso.grounding.actors import find_actors
from sayso.grounding.arms import find_arms
from sayso.grounding.places import find_places, in_dateline
from sayso.grounding.registry import load_registry
from sayso.grounding.times import find_times
from sayso.record import PlacePrecision
from sayso.spans import SpanIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sayso.grounding.cast import Mention
    from sayso.grounding.gazetteer import Gazetteer
    from sayso.grounding.registry import Registry
    from sayso.reading.model import Reading
    from sayso.record import Actor, Place, Span, Time

__all__ = ["Identities", "ground"]


@dataclass(frozen=True)
class Identities:
    """Who, where, when and with what arms: what the mentions of one reading were resolved to."""

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    places: tuple[Place, ...]
    times: tuple[Time, ...]
    weapons: tuple[Span, ...] = ()
    main_country: str | None = None  # ISO alpha-2 of the one that the report names most
    setting: tuple[str, str] | None = None  # a place of that country for what nothing else places, and its basis

    @cached_property
    def actor(self) -> Mapping[str, Actor]:
        """Actors by id."""
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def placed(self) -> SpanIndex[Place]:
        """The places, by where they are named; less those that are only part of somebody's name."""
        return SpanIndex(place for place in self.places if not place.part_of_name)

    @cached_property
    def timed(self) -> SpanIndex[Time]:
        """The times, by where they are named."""
        return SpanIndex(self.times)

    @cached_property
    def place(self) -> Mapping[str, Place]:
        """Places by id."""
        return {place.id: place for place in self.places}

    @cached_property
    def mention_at(self) -> Mapping[int, Mention]:
        """Mentions by the index of their head token; of two with one head, the longer."""
        found: dict[int, Mention] = {}
        for mention in self.mentions:
            other = found.get(mention.head)
            if other is None or mention.last - mention.first > other.last - other.first:
                found[mention.head] = mention
        return found


def ground(reading: Reading, gazetteer: Gazetteer, registry: Registry | None = None) -> Identities:
    """Resolve who, where and when.

    Args:
        reading: One parsed document.
        gazetteer: The table of places and countries.
        registry: The actors that are known by name; by default those of our own tables.

    Returns:
        Actors ``a1…``, places ``p1…`` and times ``t1…`` in order of first
        mention, with the mentions that were resolved to them.
    """
    registry = registry or load_registry()
    places = find_places(reading, gazetteer, registry.keys)
    times = find_times(reading)
    arms = find_arms(reading)
    free = [place for place in places if not place.part_of_name]
    actors, mentions = find_actors(reading, gazetteer, registry, free, times, arms)
    country = _main_country(reading, gazetteer, places, actors)
    return Identities(
        actors=actors,
        mentions=mentions,
        places=places,
        times=times,
        weapons=tuple(reading.span(arm.first, arm.last - 1) for arm in arms),
        main_country=country,
        setting=_setting(reading, places, country),
    )


def _setting(reading: Reading, places: Iterable[Place], country: str | None) -> tuple[str, str] | None:
    """Give the dateline's town, if it lies in the report's main country, else that country where it is named."""
    whole = None
    for place in places:
        if country is None or place.country != country or place.part_of_name:
            continue
        if in_dateline(reading, place):
            return place.same_as or place.id, "dateline"
        if whole is None and place.precision is PlacePrecision.COUNTRY:
            whole = (place.same_as or place.id, "report")
    return whole


def _main_country(
    reading: Reading, gazetteer: Gazetteer, places: Iterable[Place], actors: Iterable[Actor]
) -> str | None:
    """Give the country that a report names most: its places, and once each whoever belongs to it.

    A dateline's counts three times. A name inside somebody's name ("U.S.
    soldiers") is theirs, and somebody named often is still but one.
    ``None`` where none is named, or two are named equally often.
    """
    counts: Counter[str] = Counter()
    for place in places:
        if place.country and not place.part_of_name:
            counts[place.country] += _DATELINE if in_dateline(reading, place) else 1
    for actor in actors:
        if actor.country in gazetteer.countries:
            counts[gazetteer.countries[actor.country].alpha2] += 1
    (first, most), (_, next_most) = (*counts.most_common(2), (None, 0), (None, 0))[:2]
    return first if most > next_most else None


_DATELINE = 3
