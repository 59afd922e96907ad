"""What people decide about incidents: every change an entry with who, when, why, before and after."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, func, insert, select, update

from sayso import codec
from sayso.desk.model import Change, Coarsen, MemberId, Publication, Standing, State
from sayso.desk.proposals import commonest, keys_of, numbers_of
from sayso.desk.rows import statement_rows, unpack
from sayso.desk.tables import (
    candidates,
    history,
    incidents,
    members,
    proposals,
    put_rows,
    reports,
    revisions,
    statements,
)
from sayso.errors import DeskError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from typing import Any

    from sqlalchemy.engine import Connection, Row

    from sayso.desk.proposals import Key
    from sayso.record import Report

_LIVE = (State.PROPOSED, State.ACCEPTED)
_COPIED = ("changed_at", "type", "place", "country", "first_day", "last_day")  # from a proposal
_LASTING = frozenset({"delete", "release", "export"})  # actions that cannot be taken back


class Decision:
    """One decision of a person, which may change several incidents; all its entries share a number."""

    def __init__(self, connection: Connection, *, by: str, why: str, action: str, now: str) -> None:
        """Begin a decision.

        Raises:
            UsageError: Nobody is named, or no reason is given.
        """
        if not by.strip() or not why.strip():
            raise UsageError("each decision needs who made it and why; give --by and --why")
        self.connection = connection
        self._about: dict[str, str | int | None] = {"at": now, "who": by, "action": action, "why": why, "undoes": None}
        self.now = now
        self.touched: set[Key] = set()  # statements that joined or left incidents, or whose incident changed state
        self.number = (connection.scalar(select(func.max(history.c.decision))) or 0) + 1

    def takes_back(self, undone: int) -> None:
        """Say that this decision takes another back."""
        self._about["undoes"] = undone

    def note(self, standings: Mapping[str, Standing]) -> None:
        """Enter in the history of incidents what changes nothing of them: that they were released as they stand."""
        self._enter([(incident, standing, standing) for incident, standing in standings.items()])

    def _enter(self, changes: Iterable[tuple[str, Standing | None, Standing]]) -> None:
        last = self.connection.scalar(select(func.max(history.c.number))) or 0
        rows = [
            {
                "number": number,
                "decision": self.number,
                "incident": incident,
                "before": _to_json(before) if before else None,
                "after": _to_json(after),
                **self._about,
            }
            for number, (incident, before, after) in enumerate(changes, start=last + 1)
        ]
        put_rows(self.connection, history, rows)

    def change(self, incident: str, after: Standing) -> None:
        """Change an incident, or make it where there is none, and enter that in its history."""
        take_over(self.connection, incident, self.now)
        before = standing_of(self.connection, incident)
        after = _settled(self.connection, after)
        if after == before and self._about["undoes"] is None:
            return
        if after.state in _LIVE:
            _check_free(self.connection, incident, after)
        self._enter([(incident, before, after)])
        self._put(incident, before, after)
        self.touched |= set(keys_of(self.connection, (*(before.members if before else ()), *after.members)).values())

    def _put(self, incident: str, before: Standing | None, after: Standing) -> None:
        values = {
            "state": after.state.value,
            "merged_into": after.merged_into,
            "changed_at": self.now,
            "entered": msgspec.json.encode(after.entered).decode() if after.entered else None,
        }
        if before is None:
            empty = {"first_day": "", "last_day": ""}
            self.connection.execute(insert(incidents).values(id=incident, made_at=self.now, **values, **empty))
        if before is None or before.members != after.members:
            values |= {"score": None, "reasons": None, **_told(self.connection, after.members)}
            self.connection.execute(delete(members).where(members.c.incident == incident))
            numbers = numbers_of(self.connection, {member.report for member in after.members})
            if after.members:
                self.connection.execute(
                    insert(members),
                    [
                        {
                            "incident": incident,
                            "report": numbers[member.report],
                            "statement": member.statement,
                            "revision": member.revision,
                        }
                        for member in after.members
                    ],
                )
        self.connection.execute(update(incidents).where(incidents.c.id == incident).values(values))


def take_over(connection: Connection, incident: str, now: str) -> None:
    """Make an incident of a proposal as it stands, because somebody decides about it; any other id changes nothing."""
    row = connection.execute(select(proposals).where(proposals.c.id == incident)).first()
    if row is None:
        return
    values = {name: row._mapping[name] for name in _COPIED}  # score and reasons are the proposal's
    connection.execute(insert(incidents).values(id=incident, state=State.PROPOSED.value, made_at=now, **values))
    _move_members(connection, [incident])


def _move_members(connection: Connection, ids: Collection[str]) -> None:
    """Make the statements of proposals the members of incidents that have their ids."""
    told = select(candidates.c.proposal, candidates.c.report, candidates.c.statement, reports.c.revision).join(
        reports, reports.c.number == candidates.c.report
    )
    connection.execute(
        insert(members).from_select(
            ["incident", "report", "statement", "revision"], told.where(candidates.c.proposal.in_(ids))
        )
    )
    connection.execute(update(candidates).where(candidates.c.proposal.in_(ids)).values(proposal=None))
    connection.execute(delete(proposals).where(proposals.c.id.in_(ids)))


def hold_proposed(decision: Decision, ids: Collection[str]) -> int:
    """Have the proposals among some keep their ids and members as they are; only people change them. Give how many."""
    connection = decision.connection
    kept = ("id", *_COPIED, "score", "reasons")  # nobody decided about them, so they have score and reasons still
    rows = connection.execute(select(*(proposals.c[name] for name in kept)).where(proposals.c.id.in_(ids)))
    found = {row.id: row._mapping for row in sorted(rows)}
    told = members_of(connection, list(found))
    new = {"state": State.PROPOSED.value, "made_at": decision.now}
    put_rows(connection, incidents, [{**row, **new} for row in found.values()])
    _move_members(connection, list(found))
    decision.note({one: Standing(state=State.PROPOSED, members=told.get(one, ())) for one in found})
    decision.touched |= set(keys_of(connection, chain.from_iterable(told.values())).values())
    return len(found)


def hold(decision: Decision, incident: str, told: Collection[tuple[str, str]]) -> None:
    """Have an incident keep its id and members (report, statement) as they were released; only people change it.

    Raises:
        DeskError: It is a proposal that is not what was released any more.
    """
    connection = decision.connection
    proposal = connection.execute(select(proposals).where(proposals.c.id == incident)).first()
    if proposal is not None:
        members = members_of(connection, [incident]).get(incident, ())
        if {(member.report, member.statement) for member in members} != set(told):
            raise DeskError(f"{incident} changed while it was being released; release again")
        take_over(connection, incident, decision.now)
        kept = {"score": proposal.score, "reasons": proposal.reasons}  # nobody decided about it, so it has them still
        connection.execute(update(incidents).where(incidents.c.id == incident).values(kept))
    standing = standing_of(connection, incident)
    if standing is None:
        raise DeskError(f"{incident} is not on the desk any more; release again")
    decision.note({incident: standing})
    decision.touched |= set(keys_of(connection, standing.members).values())


def make(decision: Decision, told: Collection[MemberId], state: State) -> str:
    """Make an incident of statements; give its id, which is a digest of them.

    Raises:
        UsageError: No statement, or one that the desk does not have.
        DeskError: A statement belongs to another incident already.
    """
    chosen = tuple(sorted(told))
    if not chosen:
        raise UsageError("an incident needs at least one statement")
    for member in chosen:
        _check(decision.connection, member)
    incident = new_id(decision.connection, chosen)
    decision.change(incident, Standing(state=state, members=chosen))
    return incident


def set_state(decision: Decision, incident: str, state: State) -> None:
    """Accept or reject an incident.

    Raises:
        DeskError: It was merged or withdrawn.
    """
    decision.change(incident, replace(_live(decision, incident, State.REJECTED), state=state))


def set_publication(decision: Decision, incident: str, change: Callable[[Publication], Publication]) -> None:
    """Change how an incident is published.

    Raises:
        DeskError: It was merged or withdrawn.
    """
    standing = _live(decision, incident, State.REJECTED)
    publication = change(standing.publication or Publication())
    decision.change(incident, replace(standing, publication=None if publication == Publication() else publication))


def _merged(into: Publication | None, other: Publication | None) -> Publication | None:
    """Give how two incidents are published as one: what was withheld of either stays so."""
    if other is None or (other.coarsen is None and not other.hidden):
        return into
    order = [None, *Coarsen]
    into = into or Publication()
    coarsen = max(into.coarsen, other.coarsen, key=order.index)
    hidden = tuple(dict.fromkeys((*into.hidden, *other.hidden)))
    return replace(into, unlocked=into.unlocked and coarsen is None, coarsen=coarsen, hidden=hidden)


def merge(decision: Decision, into: str, others: Iterable[str]) -> None:
    """Put the members of other incidents into one, which keeps its id and its state.

    Raises:
        DeskError: One of them does not stand for itself, or both are the same.
    """
    target = _live(decision, into)
    gathered = set(target.members)
    for other in dict.fromkeys(others):
        if other == into:
            raise DeskError(f"{into} cannot be merged into itself; name two incidents")
        standing = _live(decision, other)
        gathered |= set(standing.members)
        target = replace(target, publication=_merged(target.publication, standing.publication))
        decision.change(other, replace(standing, state=State.MERGED, members=(), merged_into=into))
    decision.change(into, replace(target, members=tuple(sorted(gathered))))


def split(decision: Decision, incident: str, leaving: Collection[tuple[str, str]]) -> str:
    """Take statements (report, id) out of an incident into a new one of the same state; give its id.

    Raises:
        DeskError: A statement is no member, or none would be left.
    """
    standing = _live(decision, incident)
    out = tuple(member for member in standing.members if (member.report, member.statement) in leaving)
    if len(out) != len(set(leaving)):
        raise DeskError(f"not all of these statements belong to {incident}; see 'sayso incidents show {incident}'")
    kept = tuple(member for member in standing.members if member not in out)
    if not out or not kept:
        raise DeskError(f"splitting {incident} must leave statements on both sides")
    decision.change(incident, replace(standing, members=kept))
    made = new_id(decision.connection, out)
    decision.change(made, Standing(state=standing.state, members=out, publication=standing.publication))
    return made


def to_undo(connection: Connection, incident: str) -> int:
    """Give the number of the last decision on an incident that still stands; a deletion cannot be taken back.

    Raises:
        DeskError: There is none, or another incident that it changed was decided on since.
    """
    open_ones = _open(history_of(connection, incident))
    if not open_ones:
        raise DeskError(f"nothing is left to undo on {incident}")
    last = open_ones[-1].decision
    for other in _incidents_of(connection, last):
        latest = _open(history_of(connection, other))[-1]
        if latest.decision > last:
            raise DeskError(f"{other} was decided on since ({latest.action}); undo that first")
    return last


def _open(entries: Sequence[Change]) -> list[Change]:
    """Give the entries that were not taken back and can be."""
    undone = {entry.undoes for entry in entries}
    return [
        entry
        for entry in entries
        if entry.undoes is None and entry.decision not in undone and entry.action not in _LASTING
    ]


def undo(decision: Decision, undone: int) -> None:
    """Bring back what was before a decision, for all incidents that it changed, as new entries."""
    decision.takes_back(undone)
    rows = decision.connection.execute(
        select(history).where(history.c.decision == undone).order_by(history.c.number.desc())
    )
    for row in list(rows):
        before = _from_json(row.before) if row.before else Standing(state=State.WITHDRAWN, members=())
        decision.change(row.incident, before)


def forget(decision: Decision, report: str) -> None:
    """Take a report's statements out of all incidents, before it is deleted."""
    number = numbers_of(decision.connection, [report]).get(report)
    touched = decision.connection.scalars(
        select(members.c.incident).where(members.c.report == number).distinct().order_by(members.c.incident)
    )
    for incident in list(touched):
        standing = standing_of(decision.connection, incident)
        if standing is not None:
            kept = tuple(member for member in standing.members if member.report != report)
            state = standing.state if kept or standing.state not in _LIVE else State.WITHDRAWN
            entered = standing.entered if kept else ()
            publication = standing.publication if kept else None
            decision.change(
                incident, replace(standing, members=kept, state=state, entered=entered, publication=publication)
            )
            if not kept:
                _forget_entered(decision.connection, incident)


def _forget_entered(connection: Connection, incident: str) -> None:
    """Take what people wrote about an incident out of its history."""
    for row in list(connection.execute(select(history).where(history.c.incident == incident))):
        values = {
            name: _to_json(replace(_from_json(said), entered=(), publication=None))
            for name in ("before", "after")
            if (said := getattr(row, name)) is not None
        }
        connection.execute(update(history).where(history.c.number == row.number).values(values))


def standing_of(connection: Connection, incident: str) -> Standing | None:
    """Give how an incident stands, or None where there is none of that id."""
    row = connection.execute(select(incidents).where(incidents.c.id == incident)).first()
    if row is None:
        return None
    told = members_of(connection, [incident]).get(incident, ())
    last = connection.scalar(
        select(history.c.after).where(history.c.incident == incident).order_by(history.c.number.desc()).limit(1)
    )
    return Standing(
        state=State(row.state),
        members=told,
        merged_into=row.merged_into,
        entered=entered_of(row.entered),
        publication=_from_json(last).publication if last else None,
    )


def publications(connection: Connection) -> dict[str, Standing]:
    """Give the incidents whose publication people decided about, as they stand."""
    told = select(history.c.incident).where(history.c.after.contains('"publication":{')).distinct()
    found = {incident: standing_of(connection, incident) for incident in connection.scalars(told.order_by("incident"))}
    return {incident: one for incident, one in found.items() if one is not None and one.publication is not None}


def entered_of(stored: str | None) -> tuple[tuple[str, str], ...]:
    """Give what people wrote about an incident, as it is stored."""
    return msgspec.json.decode(stored, type=tuple[tuple[str, str], ...]) if stored else ()


def members_of(connection: Connection, ids: Sequence[str]) -> Mapping[str, tuple[MemberId, ...]]:
    """Give the members of incidents and proposals, in order."""
    found: dict[str, list[MemberId]] = {}
    proposed = select(
        candidates.c.proposal.label("incident"),
        reports.c.id.label("report"),
        candidates.c.statement,
        reports.c.revision,
    ).join(reports, reports.c.number == candidates.c.report)
    decided = select(members.c.incident, reports.c.id.label("report"), members.c.statement, members.c.revision).join(
        reports, reports.c.number == members.c.report
    )
    for row in connection.execute(
        decided.where(members.c.incident.in_(ids)).union_all(proposed.where(candidates.c.proposal.in_(ids)))
    ):
        member = MemberId(report=row.report, statement=row.statement, revision=row.revision)
        found.setdefault(row.incident, []).append(member)
    return {incident: tuple(sorted(told)) for incident, told in found.items()}


def history_of(connection: Connection, incident: str) -> tuple[Change, ...]:
    """Give all that was decided on an incident, oldest first."""
    rows = connection.execute(select(history).where(history.c.incident == incident).order_by(history.c.number))
    return tuple(_entry(row) for row in rows)


def new_id(connection: Connection, told: Sequence[MemberId]) -> str:
    """Give a free id for an incident of these statements."""
    key, tries = "\n".join(f"{member.report} {member.statement}" for member in told), 0
    while True:
        tries += 1
        named = f"incident:{hashlib.sha256(f'{key} {tries}'.encode()).hexdigest()[:16]}"
        if connection.scalar(select(incidents.c.id).where(incidents.c.id == named)) is None:
            return named


def _entry(row: Row[Any]) -> Change:
    return Change(
        decision=row.decision,
        incident=row.incident,
        at=row.at,
        who=row.who,
        action=row.action,
        why=row.why,
        undoes=row.undoes,
        before=_from_json(row.before) if row.before else None,
        after=_from_json(row.after),
    )


def _to_json(standing: Standing) -> str:
    return msgspec.json.encode(standing).decode()


def _from_json(said: str) -> Standing:
    return msgspec.json.decode(said, type=Standing)


def _incidents_of(connection: Connection, decision: int) -> list[str]:
    return list(connection.scalars(select(history.c.incident).where(history.c.decision == decision).distinct()))


def _live(decision: Decision, incident: str, *also: State) -> Standing:
    connection = decision.connection
    take_over(connection, incident, decision.now)
    standing = standing_of(connection, incident)
    if standing is None:
        raise DeskError(f"there is no incident {incident} on the desk")
    if standing.state not in (*_LIVE, *also):
        where = f" into {standing.merged_into}" if standing.merged_into else ""
        raise DeskError(f"{incident} is {standing.state}{where}; undo that first")
    return standing


def _check(connection: Connection, member: MemberId) -> None:
    """See that the desk has a statement."""
    number = numbers_of(connection, [member.report]).get(member.report)
    if number is None:
        raise UsageError(f"there is no report {member.report} on the desk")
    stored = connection.scalar(
        select(statements.c.id).where(statements.c.report == number, statements.c.id == member.statement)
    )
    if stored is None:
        raise UsageError(f"report {member.report} has no statement {member.statement}")


def _check_free(connection: Connection, incident: str, standing: Standing) -> None:
    """See that no statement, in whichever reading, would tell of two incidents that both stand."""
    now = keys_of(connection, standing.members)
    for report, number in numbers_of(connection, {member.report for member in standing.members}).items():
        held = connection.execute(
            select(members.c.incident, members.c.statement, members.c.revision)
            .join(incidents, incidents.c.id == members.c.incident)
            .where(members.c.report == number, members.c.incident != incident, incidents.c.state.in_(_LIVE))
        )
        theirs = {MemberId(report=report, statement=row.statement, revision=row.revision): row.incident for row in held}
        also = keys_of(connection, theirs)
        for member, other in theirs.items():
            if member in standing.members or (member in also and also[member] in now.values()):
                raise DeskError(f"statement {member.statement} of {report} belongs to {other}; split or merge that")


def _settled(connection: Connection, standing: Standing) -> Standing:
    """Leave out members whose reports were deleted since."""
    there = numbers_of(connection, {member.report for member in standing.members})
    return replace(standing, members=tuple(member for member in standing.members if member.report in there))


def _told(connection: Connection, told: Sequence[MemberId]) -> dict[str, str | None]:
    """Give what the members tell of type, place and days: what most say, and the first and last day of all."""
    by_report: dict[tuple[str, int], set[str]] = {}
    for member in told:
        by_report.setdefault((member.report, member.revision), set()).add(member.statement)
    rows = [
        row.columns
        for (report, revision), wanted in sorted(by_report.items())
        for row in statement_rows(record_of(connection, report, revision))
        if row.columns["id"] in wanted
    ]
    return {
        **{name: commonest(row[name] for row in rows) for name in ("type", "place", "country")},
        "first_day": min((row["first_day"] for row in rows if row["first_day"]), default=""),
        "last_day": max((row["last_day"] for row in rows if row["last_day"]), default=""),
    }


def record_of(connection: Connection, report: str, revision: int) -> Report:
    """Give the record of a report as one revision has it."""
    stored = connection.execute(
        select(revisions.c.record)
        .join(reports, reports.c.number == revisions.c.report)
        .where(reports.c.id == report, revisions.c.revision == revision)
    ).scalar_one()
    return codec.from_json(unpack(stored))
