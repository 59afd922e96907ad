"""Which statements may tell of one incident."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from sayso.incidents.likeness import score, why
from sayso.incidents.model import Incident, Member
from sayso.incidents.profile import Profile, of_members
from sayso.incidents.stories import stories
from sayso.incidents.tying import tie
from sayso.record import Change, Event, EventType, RelationKind, Span, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.record import Place, Report, Statement

_TRIED = frozenset({Stage.ACCOMPLISHED, Stage.ONGOING, Stage.ATTEMPTED, Stage.FAILED})
_HANDS = frozenset({Change.GAINS, Change.LOSES})


def propose(reports: Iterable[Report]) -> tuple[Incident, ...]:
    """Propose which events of one or more reports may be one incident.

    Args:
        reports: Records; neither their order nor a repeated one makes a difference.

    Returns:
        One proposal for each incident, a single event being one of its own,
        in order of date, place and id. ``score`` is that of the weakest tie
        (1.0 for a single event), from 0 to 1.
    """
    told = sorted({report.id: report for report in reports}.values(), key=lambda report: report.id)
    story = {report: one.id for one in stories(told) for report in one.reports}
    members = [member for report in told for member in candidates(report)]
    profiles = list(of_members(members, story))
    groups = tie(profiles, _pairs(members), "statements")
    incidents = [_incident([members[i] for i in group], [profiles[i] for i in group]) for group in groups]
    return tuple(sorted(incidents, key=lambda i: (i.earliest or "9999", i.place.name or "" if i.place else "", i.id)))


def candidates(report: Report) -> Iterator[Member]:
    """Give what a report tells or denies to have happened, or to have failed: events and changes of control.

    Threats and plans are none.
    """
    places = {place.id: place for place in report.places}
    times = {time.id: time for time in report.times}
    for statement in report.statements:
        event = statement.event or _taking(statement)
        if event is not None and statement.same_as is None and event.stage in _TRIED:
            yield Member(
                report=report,
                statement=statement,
                event=event,
                place=_ground(places.get(event.place or ""), places),
                time=times.get(event.time or ""),
            )


def _taking(statement: Statement) -> Event | None:
    """Give the act by which ground changes hands; to take territory is COERCE in PLOVER (CAMEO 192)."""
    control = statement.control
    if control is None or control.change not in _HANDS:
        return None
    gains = control.change is Change.GAINS
    return Event(
        type=EventType.COERCE,
        modes=("seize",),
        contexts=("territory",),
        cameo="192",
        acled=None,
        ucdp=None,
        stage=Stage.ACCOMPLISHED,
        trigger=Span(start=statement.start, end=statement.end, text=statement.text),
        first=False,
        actors=control.holders if gains else (),
        recipients=control.taken_from if gains else control.holders,
        instruments=(),
        targets=(),
        place=control.place,
        place_basis="clause",
        time=control.time,
        time_basis="clause" if control.time is not None else None,
        of=None,
    )


def _ground(place: Place | None, places: Mapping[str, Place]) -> Place | None:
    """Give the place to compare by: Langa in "Langa, near Cape Town"; of "near Homs" or "22 km from Homs", Homs."""
    if place is None or place.relation is None or len(place.relation.of) != 1:
        return place
    if place.relation.kind is RelationKind.ACROSS:
        return place
    by = places[place.relation.of[0]]
    before = next((p for p in places.values() if p.relation is None and p.end + len(", ") == place.start), by)
    return before if before.country else replace(before, country=by.country, admin1=by.admin1)


def _pairs(members: Sequence[Member]) -> Iterator[tuple[int, int]]:
    """Give the pairs of one type: no other can be one incident."""
    by_type: dict[str, list[int]] = defaultdict(list)
    for i, member in enumerate(members):
        by_type[member.event.type].append(i)
    for alike in by_type.values():
        yield from combinations(alike, 2)


def _incident(group: Sequence[Member], profiles: Sequence[Profile]) -> Incident:
    """Put a proposal together: its place is the one told most, its days are those that statements tell themselves."""
    dated = [(m.event.time_basis, m.time) for m in group if m.time is not None and m.time.earliest and m.time.latest]
    own = [time for basis, time in dated if basis != "story"] or [time for _, time in dated]
    return Incident(
        id=f"incident:{group[0].key}",
        status="proposed",
        type=group[0].event.type.value,
        place=told_most(group),
        earliest=min((t.earliest[:10] for t in own if t.earliest), default=None),
        latest=max((t.latest[:10] for t in own if t.latest), default=None),
        members=tuple(group),
        score=score(profiles, "statements"),
        reasons=why(profiles, "statements"),
    )


def told_most(members: Sequence[Member]) -> Place | None:
    """Give the place that most members tell, the first of equals."""
    placed = Counter(m.place.geonames_id or m.place.text for m in members if m.place is not None)
    return max(
        (m.place for m in members if m.place is not None), key=lambda p: placed[p.geonames_id or p.text], default=None
    )
