"""Is a desk whole: do digests, records, derived rows, incidents and history agree?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import func, select, text, update

from sayso import codec
from sayso.desk.adding import drop_derived, propose, put_carried, put_derived, record_of
from sayso.desk.candidates import candidate_rows, carried_over
from sayso.desk.model import Standing
from sayso.desk.ready import drop_ready, stale
from sayso.desk.review import standing_of
from sayso.desk.rows import digest, statement_rows, unpack
from sayso.desk.tables import (
    candidates,
    carried,
    history,
    incidents,
    members,
    originals,
    parties,
    report_words,
    reports,
    revisions,
    statement_words,
    statements,
)
from sayso.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

    from sayso.desk.proposals import Proposer
    from sayso.record import Report

_FOUND_BY = ("statement", "position", "type", "near_cell", "near_country", "near_first", "near_last")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How much a desk holds, and what is wrong with it, a line each."""

    reports: int
    revisions: int
    statements: int
    incidents: int
    faults: tuple[str, ...]
    waiting: int  # reports that were added without proposing and are not compared yet


def check(connection: Connection) -> Checked:
    """Look through a whole desk, in one state of it."""
    faults = [
        *_file(connection),
        *_originals(connection),
        *_records(connection),
        *(f"what report {name} is found by is not what its record says; 'sayso verify --repair' makes it anew"
          for name in unlike(connection).values()),
        *_incidents(connection),
        *(f"the row of {name} that is ready for exports is not what it tells; 'sayso verify --repair' takes it away"
          for name in stale(connection)),
    ]  # fmt: skip
    counts = {t.name: connection.scalar(select(func.count()).select_from(t)) or 0
              for t in (reports, revisions, statements, incidents)}  # fmt: skip
    waiting = connection.scalar(select(func.count()).select_from(reports).where(reports.c.waits)) or 0
    return Checked(**counts, faults=tuple(faults), waiting=waiting)


def repair(connection: Connection, now: str, propose_for: Proposer | None) -> int:
    """Make anew what reports are found by, where it is not what their records say; give how many."""
    wrong = unlike(connection)
    for number in wrong:
        report = record_of(connection, number)
        left = drop_derived(connection, number)
        put_derived(connection, number, report)
        put_carried(connection, number, report)
        connection.execute(update(reports).where(reports.c.number == number).values(waits=propose_for is None))
        propose(connection, number, report, now, propose_for, left)
    drop_ready(connection, stale(connection))
    return len(wrong)


def unlike(connection: Connection) -> dict[int, str]:
    """Give the reports whose derived rows are not what their newest record says, by number."""
    found: dict[int, str] = {}
    for number, name, waits in list(
        connection.execute(select(reports.c.number, reports.c.id, reports.c.waits)).tuples()
    ):
        try:
            record = record_of(connection, number)
        except RecordError:
            continue  # told of with the records
        made = {
            (row.columns["id"], tuple(row.columns.values()), frozenset(row.parties)) for row in statement_rows(record)
        }
        if (
            made != _stored(connection, number)
            or not _found(connection, number)
            or (set() if waits else _compared(record)) != _comparable(connection, number)
            or _carried(connection, number, record) != _carrying(connection, number)
        ):
            found[number] = name
    return found


def _stored(connection: Connection, number: int) -> set[tuple[str, tuple[object, ...], frozenset[tuple[str, str]]]]:
    """Give a report's statements as they stand in the tables, in the shape of ``unlike``."""
    told: dict[int, list[tuple[str, str]]] = {}
    rows = connection.execute(select(statements).where(statements.c.report == number)).all()
    having = select(statements.c.number).where(statements.c.report == number)
    for row in connection.execute(select(parties).where(parties.c.statement.in_(having))):
        told.setdefault(row.statement, []).append((row.role, row.name))
    return {(row.id, tuple(row[2:]), frozenset(told.get(row.number, ()))) for row in rows}


def _compared(report: Report) -> set[tuple[object, ...]]:
    """Give what a report's candidates are found by; their profiles are left out, as another version may make others."""
    return {tuple(row[name] for name in _FOUND_BY) for row in candidate_rows(report)}


def _comparable(connection: Connection, number: int) -> set[tuple[object, ...]]:
    asked = select(*(candidates.c[name] for name in _FOUND_BY)).where(candidates.c.report == number)
    return {tuple(row) for row in connection.execute(asked)}


def _carried(connection: Connection, number: int, record: Report) -> set[tuple[object, ...]]:
    """Give what the statements of earlier readings are in the newest; nothing where one cannot be read."""
    asked = select(revisions.c.revision, revisions.c.record).where(revisions.c.report == number)
    rows = connection.execute(asked.order_by(revisions.c.revision)).all()[:-1]
    try:
        earlier = [(row.revision, codec.from_json(unpack(row.record))) for row in rows]
    except RecordError:
        return _carrying(connection, number)  # told of with the records
    return {(n, *both) for n, reading in earlier for both in carried_over(reading, record).items()}


def _carrying(connection: Connection, number: int) -> set[tuple[object, ...]]:
    asked = select(carried.c.revision, carried.c.statement, carried.c.becomes).where(carried.c.report == number)
    return {tuple(row) for row in connection.execute(asked)}


def _found(connection: Connection, number: int) -> bool:
    """Tell whether a report and all its statements are among the words."""
    having = select(statements.c.number).where(statements.c.report == number)
    said = connection.scalar(
        select(func.count()).select_from(statement_words).where(statement_words.c.rowid.in_(having))
    )
    told = connection.scalar(select(func.count()).select_from(statements).where(statements.c.report == number))
    whole = connection.scalar(select(func.count()).select_from(report_words).where(report_words.c.rowid == number))
    return said == told and whole == 1


def _file(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield f"the file is damaged: {said}"
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"a row of {row[0]} points to a row of {row[2]} that is not there"


def _originals(connection: Connection) -> Iterator[str]:
    for name in list(connection.scalars(select(originals.c.digest))):
        raw = connection.execute(select(originals.c.bytes).where(originals.c.digest == name)).scalar_one()
        if digest(raw) != name:
            yield f"the original {name} is not what was captured"


def _records(connection: Connection) -> Iterator[str]:
    names = select(reports.c.id, revisions.c.report, revisions.c.revision).join(
        reports, reports.c.number == revisions.c.report
    )
    for name, number, revision in list(connection.execute(names).tuples()):
        row = connection.execute(
            select(revisions).where(revisions.c.report == number, revisions.c.revision == revision)
        ).one()
        try:
            raw = unpack(row.record)
            report = codec.from_json(raw)
        except RecordError as error:
            yield f"reading {revision} of report {name}: {error}"
            continue
        said = f"sha256:{hashlib.sha256(report.document.text.encode()).hexdigest()}"
        if digest(raw) != row.digest or report.id != row.record_id or not said == row.document_id == report.document.id:
            yield f"reading {revision} of report {name} is not what was kept: its digests differ"


def _incidents(connection: Connection) -> Iterator[str]:
    last = select(func.max(history.c.number)).group_by(history.c.incident)
    decided = {
        row.incident: msgspec.json.decode(row.after, type=Standing)
        for row in connection.execute(select(history).where(history.c.number.in_(last)))
    }
    for incident in list(connection.scalars(select(incidents.c.id).order_by(incidents.c.id))):
        if incident not in decided:
            yield f"{incident} has no history"
        elif standing_of(connection, incident) != decided[incident]:
            yield f"{incident} does not stand as its history says"
    for row in connection.execute(
        select(members.c.incident)
        .outerjoin(revisions, (revisions.c.report == members.c.report) & (revisions.c.revision == members.c.revision))
        .where(revisions.c.report.is_(None))
        .distinct()
    ):
        yield f"{row.incident} has a member in a reading that is not there"
