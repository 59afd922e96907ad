"""What incidents rest on, what may belong to them, what changed, and who repeats whom: asked, never stored."""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from sayso import codec
from sayso.desk.candidates import members_in, unpack_profile
from sayso.desk.finding import incidents_by
from sayso.desk.model import Changed, Evidence, State
from sayso.desk.proposals import keys_of, linked_to
from sayso.desk.review import members_of, record_of
from sayso.desk.rows import unpack
from sayso.desk.tables import candidates, history, incidents, links, members, proposals, reports, revisions, runs
from sayso.incidents.likeness import likeness, score, why
from sayso.incidents.model import Incident
from sayso.incidents.origins import find_origins
from sayso.incidents.profile import Profile
from sayso.incidents.proposals import told_most
from sayso.incidents.tying import THRESHOLDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.engine import Connection

    from sayso.desk.model import DeskIncident
    from sayso.desk.proposals import Key
    from sayso.incidents.model import Member
    from sayso.incidents.origins import Repeat
    from sayso.record import Report

A_REVIEWER = "a reviewer"  # who decided, for the public
_AT_HAND = 64  # readings
_MOST_COPIES = 50  # reports that are compared; a run of words that more have may be but a form of words
_TELLING = 3  # sampled runs in common that are more than a form of words
_AT_ONCE = 500  # values in one question to the database


class Readings:
    """What readings tell of incidents, the last ones used kept at hand."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: OrderedDict[tuple[str, int], Mapping[str, Member]] = OrderedDict()

    def of(self, connection: Connection, report: str, revision: int) -> Mapping[str, Member]:
        """Give the candidates of a reading by the ids of their statements."""
        found = self._kept.pop((report, revision), None)
        if found is None:
            found = members_in(record_of(connection, report, revision))
        self._kept[report, revision] = found
        if len(self._kept) > _AT_HAND:
            self._kept.popitem(last=False)
        return found


def gathered(connection: Connection, incident: DeskIncident, readings: Readings | None = None) -> Incident:
    """Give an incident with its members as their readings have them; statements that tell of no event are left out."""
    readings = readings or Readings()
    told = [readings.of(connection, one.report, one.revision).get(one.statement) for one in incident.members]
    members = tuple(sorted((one for one in told if one is not None), key=lambda m: (m.report.id, m.statement.start)))
    return Incident(
        id=incident.id,
        status=incident.state.value,
        type=incident.type or "",
        place=told_most(members),
        earliest=incident.first_day,
        latest=incident.last_day,
        members=members,
        score=1.0 if incident.score is None else incident.score,
        reasons=incident.reasons,
        threshold=incident.threshold,
        changed_at=incident.changed_at,
        entered=incident.entered,
    )


def evidence_for(connection: Connection, incident: DeskIncident) -> tuple[Evidence, ...]:
    """Give the proposals that are as like an incident as its members have to be to each other, the likest first."""
    own = set(keys_of(connection, incident.members).values())
    beside = {key: story for key, story in linked_to(connection, own).items() if key not in own}
    mine = _profiles(connection, own)
    named: dict[str, set[Key]] = {}
    for number, statement in beside:
        proposal = connection.scalar(
            select(candidates.c.proposal).where(candidates.c.report == number, candidates.c.statement == statement)
        )
        if proposal is not None:
            named.setdefault(proposal, set()).add((number, statement))
    found = []
    for proposal, near in sorted(named.items()):
        told = select(candidates.c.report, candidates.c.statement).where(candidates.c.proposal == proposal)
        theirs = _profiles(connection, {(row.report, row.statement) for row in connection.execute(told)})
        one_story = any(beside[key] for key in near)
        pair = [
            reduce(Profile.with_, some.values()).telling("story", ["both" if one_story else side])
            for side, some in (("mine", mine), ("theirs", theirs))
            if some
        ]
        if len(pair) > 1 and likeness(pair[0], pair[1], "statements") >= THRESHOLDS["statements"]:
            (shown,) = incidents_by(connection, [proposal])
            found.append(Evidence(proposal=shown, score=score(pair, "statements"), reasons=why(pair, "statements")))
    return tuple(sorted(found, key=lambda one: (-one.score, one.proposal.id)))


def _profiles(connection: Connection, keys: Iterable[Key]) -> dict[Key, Profile]:
    wanted = set(keys)
    rows = connection.execute(select(candidates).where(candidates.c.report.in_({number for number, _ in wanted})))
    return {
        key: unpack_profile(row.profile)
        for row in sorted(rows, key=lambda row: (row.report, row.position))
        if (key := (row.report, row.statement)) in wanted
    }


def changes(connection: Connection, since: str, *, public: bool = False) -> tuple[Changed, ...]:
    """Give what changed at an instant or day or later: decisions, readings, new evidence, and proposals.

    For the public, who decided is a reviewer, and reasons are left out.
    """
    told: dict[str, list[tuple[str, str]]] = {}
    for row in connection.execute(select(history).where(history.c.at >= since)):
        said = f"{row.action} by {A_REVIEWER}" if public else f"{row.action} by {row.who}: {row.why}"
        told.setdefault(row.incident, []).append((row.at, said))
    again = (
        select(members.c.incident, reports.c.id, revisions.c.revision, revisions.c.read_at)
        .join(reports, reports.c.number == members.c.report)
        .join(revisions, and_(revisions.c.report == members.c.report, revisions.c.revision > members.c.revision))
        .where(revisions.c.read_at >= since)
        .distinct()
    )
    for row in list(connection.execute(again)):
        lost = _lost(connection, row.incident, row.id)
        said = f"; its newest has none of {', '.join(lost)}, which is not held any more" if lost else ""
        told.setdefault(row.incident, []).append((row.read_at, f"another reading of {row.id}{said}"))
    new = select(reports.c.number, reports.c.id, reports.c.captured_at).where(reports.c.captured_at >= since)
    came = {row.id: (row.number, row.captured_at) for row in connection.execute(new)}
    for incident in incidents_by(connection, _beside_new(connection, since)):
        for one in evidence_for(connection, incident):
            days = [came[member.report][1] for member in one.proposal.members if member.report in came]
            if days:
                reasons = "" if public else f": {'; '.join(one.reasons)}"
                said = f"{one.proposal.id} may belong to it, score {one.score:.2f}{reasons}"
                told.setdefault(incident.id, []).append((max(days), said))
    for row in connection.execute(select(proposals).where(proposals.c.changed_at >= since)):
        told.setdefault(row.id, []).append((row.changed_at, "proposed as it stands"))
    shown = {one.id: one for one in incidents_by(connection, sorted(told))}
    return tuple(Changed(incident=shown[name], what=tuple(sorted(what))) for name, what in sorted(told.items()))


def _lost(connection: Connection, incident: str, report: str) -> list[str]:
    """Give the members of an incident, statements of one report, that are nothing in its newest reading."""
    mine = [member for member in members_of(connection, [incident]).get(incident, ()) if member.report == report]
    there = keys_of(connection, mine)
    return sorted(member.statement for member in mine if member not in there)


def _beside_new(connection: Connection, since: str) -> list[str]:
    """Give the standing incidents that have a member linked to a report that came since."""
    new = select(reports.c.number).where(reports.c.captured_at >= since)
    found: set[str] = set()
    for mine, statement, theirs in (
        (links.c.one_report, links.c.one, links.c.other_report),
        (links.c.other_report, links.c.other, links.c.one_report),
    ):
        asked = (
            select(members.c.incident)
            .join(incidents, incidents.c.id == members.c.incident)
            .join(links, and_(mine == members.c.report, statement == members.c.statement))
            .where(theirs.in_(new), incidents.c.state.in_([State.ACCEPTED, State.PROPOSED]))
        )
        found |= set(connection.scalars(asked))
    return sorted(found)


def repeats_of(connection: Connection, numbers: Iterable[int]) -> tuple[Repeat, ...]:
    """Give which reports each of some repeats, and which repeat it, in whole, in part or in a quotation.

    With each those are compared that have one of its sampled runs of words, or a longer quotation; of very many, those
    that have the most.
    """
    asked = set(numbers)
    near = {other for number in asked for other in _sharing(connection, number)}
    records = _newest(connection, near | asked)
    mine = {records[number].id for number in asked}
    return tuple(one for one in find_origins(records.values()).repeats if mine & {one.report, one.of})


def _sharing(connection: Connection, number: int) -> list[int]:
    """Give the reports that have runs of words of one, those that share the most first."""
    own = list(connection.scalars(select(runs.c.run).where(runs.c.report == number)))
    holders: dict[int, set[int]] = {}
    for i in range(0, len(own), _AT_ONCE):
        for row in connection.execute(select(runs).where(runs.c.run.in_(own[i : i + _AT_ONCE]))):
            holders.setdefault(row.run, set()).add(row.report)
    rare = {other for some in holders.values() if len(some) <= _MOST_COPIES for other in some}
    shared = Counter(other for some in holders.values() for other in some)
    near = [other for other, count in shared.items() if other != number and (other in rare or count >= _TELLING)]
    return sorted(near, key=lambda other: (-shared[other], other))[:_MOST_COPIES]


def _newest(connection: Connection, numbers: Iterable[int]) -> Mapping[int, Report]:
    """Give the newest records of reports, each under its id on the desk, whatever a later reading has."""
    wanted = sorted(set(numbers))
    asked = select(reports.c.number, reports.c.id, revisions.c.record).join(
        revisions, and_(revisions.c.report == reports.c.number, revisions.c.revision == reports.c.revision)
    )
    return {
        row.number: replace(codec.from_json(unpack(row.record)), id=row.id)
        for i in range(0, len(wanted), _AT_ONCE)
        for row in connection.execute(asked.where(reports.c.number.in_(wanted[i : i + _AT_ONCE])))
    }
