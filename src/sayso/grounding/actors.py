"""Mentions to actors: one identity each within a report, left open when not safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.grounding.belonging import link
from sayso.grounding.cast import NAME, NOMINAL, PRONOUN, Cast, is_first_person
from sayso.grounding.descriptions import described
from sayso.grounding.mentions import find_mentions
from sayso.grounding.names import named
from sayso.grounding.pronouns import antecedent, gender
from sayso.grounding.speakers import first_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.grounding.arms import Arm
    from sayso.grounding.cast import Mention
    from sayso.grounding.gazetteer import Gazetteer
    from sayso.grounding.registry import Registry
    from sayso.reading.model import Reading
    from sayso.record import Actor, Place, Time


def find_actors(
    reading: Reading,
    gazetteer: Gazetteer,
    registry: Registry,
    places: Sequence[Place],
    times: Sequence[Time],
    arms: Sequence[Arm],
) -> tuple[tuple[Actor, ...], tuple[Mention, ...]]:
    """Find the actors of a reading.

    Mentions are resolved one after the other, in the order of their head
    words: names, descriptions and pronouns each by their own file; "I" and
    "we" last, as whoever is quoted may be named behind the quotation. Then
    each is tied to whoever it belongs to.

    Returns:
        Actors ``a1…`` in order of first mention, and all mentions; a mention
        whose ``actor`` is ``None`` was left open.
    """
    cast = Cast(reading, gazetteer, registry)
    speaking: list[Mention] = []
    for mention in find_mentions(reading, gazetteer, registry, places, times, arms):
        if is_first_person(mention):
            speaking.append(mention)
            continue
        known = _RESOLVERS[mention.kind](cast, mention)
        cast.add(mention, known)
        if known is not None:
            known.gender = known.gender or gender(cast, mention)
    for mention in speaking:
        cast.add(mention, first_person(cast, mention))
    cast.join_bodies()
    link(cast)
    return cast.result()


_RESOLVERS = {NAME: named, NOMINAL: described, PRONOUN: antecedent}
