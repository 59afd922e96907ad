"""How far two statements may tell of one incident, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.incidents.model import Member
from sayso.record import PlacePrecision, RelationKind, Stage, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.record import Place, Ref, Report, Time

_DONE = frozenset({Stage.ACCOMPLISHED, Stage.ONGOING, Stage.ATTEMPTED})


def candidates(report: Report) -> Iterator[Member]:
    """Give a report's events that are said to have happened, or denied; threats and plans are none."""
    places = {place.id: place for place in report.places}
    times = {time.id: time for time in report.times}
    for statement in report.statements:
        event = statement.event
        if (
            statement.kind is StatementKind.EVENT
            and event is not None
            and statement.same_as is None
            and event.stage in _DONE
        ):
            yield Member(
                report=report,
                statement=statement,
                event=event,
                place=_ground(places.get(event.place or ""), places),
                time=times.get(event.time or ""),
            )


def _ground(place: Place | None, places: Mapping[str, Place]) -> Place | None:
    """Give the place that "near Homs" or "22 km from Homs" lies by, for comparing; any other as it is."""
    if place is None or place.relation is None or len(place.relation.of) != 1:
        return place
    return places[place.relation.of[0]] if place.relation.kind is not RelationKind.ACROSS else place


def likeness(one: Member, other: Member) -> tuple[float, tuple[str, ...]]:
    """Score two statements from 0 (not one incident) to 1, with the reasons.

    Type, place and day must not contradict each other, and place and day must
    both be known and agree; named actors, recipients and modes add to it.
    """
    if one.report.id == other.report.id and one.statement.id == other.statement.id:
        return 1.0, ()
    if one.event.type is not other.event.type:
        return 0.0, ()
    place = _same_place(one.place, other.place)
    day = _same_day(one.time, other.time)
    if place is None or day is None:
        return 0.0, ()
    score, reasons = 0.6, [f"both tell of {one.event.type}", place, day]
    for name in ("actors", "recipients"):
        mine, theirs = _names(one, getattr(one.event, name)), _names(other, getattr(other.event, name))
        if mine and theirs:
            shared = sorted(mine & theirs)
            score += 0.15 if shared else -0.2
            reasons.append(f"{name}: {', '.join(shared)}" if shared else f"different {name}")
    modes = set(one.event.modes) & set(other.event.modes)
    if modes:
        score += 0.1
        reasons.append(f"mode: {', '.join(sorted(modes))}")
    return round(min(score, 1.0), 2), tuple(reasons)


def _same_place(one: Place | None, other: Place | None) -> str | None:
    if one is None or other is None or one.geonames_id is None or one.geonames_id != other.geonames_id:
        return None
    if one.precision not in {PlacePrecision.SITE, PlacePrecision.TOWN}:
        return None
    return f"place: {one.name}"


def _same_day(one: Time | None, other: Time | None) -> str | None:
    if one is None or other is None or not (one.earliest and other.earliest and one.latest and other.latest):
        return None
    low, high = max(one.earliest[:10], other.earliest[:10]), min(one.latest[:10], other.latest[:10])
    days = {one.precision, other.precision}
    return f"day: {low}" if low <= high and days <= {"day", "part-of-day", "hour", "minute"} else None


def _names(member: Member, refs: Sequence[Ref]) -> set[str]:
    actors = {actor.id: actor.name for actor in member.report.actors}
    return {actors[ref.actor] for ref in refs if ref.actor is not None}
