"""What is on the desk: reports, statements and incidents, filtered and searched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Select, and_, or_, select, union_all

from sayso.desk.model import DeskIncident, Entry, Filter, State, Told
from sayso.desk.review import entered_of, members_of
from sayso.desk.rows import first_number, fold_name, last_number
from sayso.desk.tables import (
    STRADDLING,
    candidates,
    history,
    incidents,
    members,
    parties,
    proposals,
    report_words,
    reports,
    statement_words,
    statements,
)
from sayso.desk.words import matching, parse_query
from sayso.errors import UsageError
from sayso.grounding.gazetteer import load_gazetteer
from sayso.record import StatementKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from typing import Any

    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.engine import Connection, Row

_ENTRY = ("id", "url", "title", "publisher", "published", "item", "captured_at", "original", "revision")
_TOLD = ("kind", "type", "stage", "polarity", "certainty", "what", "low", "high")
_WHERE = ("place", "country")
_AT_ONCE = 500  # ids in one question to the database
_DAYS = ("first_day", "last_day")


def find_reports(connection: Connection, query: str | None, url: str | None, limit: int | None) -> tuple[Entry, ...]:
    """Give the reports that answer a query, those that came last first."""
    asked = select(*(reports.c[name] for name in _ENTRY)).order_by(reports.c.number.desc()).limit(limit)
    if url is not None:
        asked = asked.where(reports.c.url == url)
    if query is not None:
        said = matching(connection, report_words, parse_query(query))
        found = select(report_words.c.rowid).where(said).order_by(report_words.c.rowid.desc())
        asked = asked.where(reports.c.number.in_(found.limit(limit) if url is None else found))
    return tuple(entry(row) for row in connection.execute(asked))


def entry(row: Row[Any]) -> Entry:
    """Make a report's entry of its row."""
    return Entry(**{name: getattr(row, name) for name in _ENTRY})


def find_statements(connection: Connection, what: Filter, limit: int | None) -> tuple[Told, ...]:
    """Give the statements that answer a filter, those with the latest day first."""
    found: list[Told] = []
    for days in _spans(what):
        asked = _asking_statements(connection, what).where(*days)
        rows = connection.execute(asked.limit(None if limit is None else limit - len(found)))
        found += [Told(**{**row._mapping, **_days(row)}) for row in rows]
        if len(found) == limit:
            break
    return tuple(found)


def _asking_statements(connection: Connection, what: Filter) -> Select[Any]:
    """Ask for the statements that answer a filter on whatever days, in the order of their numbers, the last first."""
    number: ColumnElement[int] = statements.c.number
    asked = select(
        reports.c.id.label("report"),
        statements.c.id.label("statement"),
        *(statements.c[name] for name in (*_TOLD, *_WHERE, *_DAYS)),
    ).join(reports, reports.c.number == statements.c.report)
    asked = _filtered(asked, statements, replace(what, since=None, until=None))
    if what.kind == StatementKind.EVENT:  # these alone have a type
        asked = asked.where(statements.c.type.is_not(None))
    elif what.kind is not None:
        asked = asked.where(statements.c.type.is_(None), statements.c.kind == what.kind)
    if what.actor is not None:
        number = parties.c.statement
        asked = asked.join(parties, number == statements.c.number).where(*_is_actor(what.actor))
    if what.query is not None:
        number = statement_words.c.rowid
        said = matching(connection, statement_words, parse_query(what.query))
        asked = asked.join(statement_words, number == statements.c.number).where(said)
    return asked.order_by(number.desc())


def _spans(what: Filter) -> Iterator[list[ColumnElement[bool]]]:
    """Give conditions on days for which statements are asked one after the other: no later day comes after.

    What may have happened on the first day or later began then or later, or began before and reaches so far.
    """
    number = statements.c.number
    until = [number > last_number(""), number <= last_number(what.until)] if what.until is not None else []
    if what.since is None:
        yield until
        return
    yield [number >= first_number(what.since), *until]
    before = and_(STRADDLING, statements.c.last_day >= what.since, number < first_number(what.since))
    yield [number.in_(select(number).where(before)), *until]


def find_incidents(
    connection: Connection,
    what: Filter,
    states: Collection[State],
    limit: int | None,
    threshold: float | None = None,
) -> Iterator[DeskIncident]:
    """Give the incidents in some states that answer a filter, those with the latest day first, few at a time."""
    for ids in find_ids(connection, what, states, threshold, limit):
        yield from incidents_by(connection, ids)


def find_ids(
    connection: Connection,
    what: Filter,
    states: Collection[State],
    threshold: float | None = None,
    limit: int | None = None,
) -> Iterator[list[str]]:
    """Give the ids of the same incidents in the same order, in portions."""
    asked = asking(connection, what, states, threshold, limit)
    asked = asked.order_by(*_latest_first(asked)).limit(limit)
    rows = connection.execute(asked, execution_options={"yield_per": _AT_ONCE})
    yield from ([row.id for row in portion] for portion in rows.partitions())


def find_withdrawn(connection: Connection) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Give those accepted or let out once that do not stand now: id, state, since when, merged into which."""
    once = select(history.c.incident).where(history.c.after.contains('"state":"accepted"', autoescape=True))
    went_out = select(history.c.incident).where(history.c.action.in_(["export", "release"]))
    fallen = [State.REJECTED, State.MERGED, State.WITHDRAWN]
    rows = connection.execute(
        select(incidents.c.id, incidents.c.state, incidents.c.changed_at, incidents.c.merged_into)
        .where(
            or_(
                and_(incidents.c.id.in_(once), incidents.c.state != State.ACCEPTED),
                and_(incidents.c.id.in_(went_out), incidents.c.state.in_(fallen)),
            )
        )
        .order_by(incidents.c.id),
        execution_options={"yield_per": _AT_ONCE},
    )
    yield from rows.tuples()


def asking(
    connection: Connection,
    what: Filter,
    states: Collection[State],
    threshold: float | None = None,
    limit: int | None = None,
) -> Select[tuple[str, str]]:
    """Ask for the ids and first days of the incidents in some states that answer a filter, in no order.

    Raises:
        UsageError: The filter asks for a kind of statement.
    """
    if what.kind is not None:
        raise UsageError("incidents are not of a kind of statement; filter them by type")
    asked = _holding(connection, incidents, members, members.c.incident, what).where(incidents.c.state.in_(states))
    if threshold is not None:
        asked = asked.where(or_(incidents.c.state != State.PROPOSED, incidents.c.score >= threshold))
    parts = [asked]
    if State.PROPOSED in states:
        asked = _holding(connection, proposals, candidates, candidates.c.proposal, what)
        parts.append(asked if threshold is None else asked.where(proposals.c.score >= threshold))
    if limit is not None:
        parts = [select(part.order_by(*_latest_first(part)).limit(limit).subquery()) for part in parts]
    both = union_all(*parts).subquery()
    return select(both.c.id, both.c.first_day)


def _latest_first(asked: Select[tuple[str, str]]) -> tuple[ColumnElement[str], ColumnElement[str]]:
    return asked.selected_columns.first_day.desc(), asked.selected_columns.id


def _holding(
    connection: Connection, rows: Table, told: Table, incident: ColumnElement[str], what: Filter
) -> Select[tuple[str, str]]:
    """Ask for incidents or proposals that answer a filter; ``told`` holds their statements."""
    asked = _filtered(select(rows.c.id, rows.c.first_day), rows, what)
    if what.actor is not None:
        same = and_(statements.c.report == told.c.report, statements.c.id == told.c.statement)
        acting = select(incident).join(statements, same).where(statements.c.number.in_(_acting(what.actor)))
        if told is members:
            newest = and_(reports.c.number == members.c.report, reports.c.revision == members.c.revision)
            acting = acting.join(reports, newest)
        asked = asked.where(rows.c.id.in_(acting))
    if what.query is not None:
        said = matching(connection, report_words, parse_query(what.query))
        found = select(incident).where(told.c.report.in_(select(report_words.c.rowid).where(said)))
        asked = asked.where(rows.c.id.in_(found))
    return asked


def incidents_named(connection: Connection, beginning: str) -> tuple[DeskIncident, ...]:
    """Give the incidents whose id is or begins so, with or without "incident:"."""
    named = beginning if beginning.startswith("incident:") else f"incident:{beginning}"
    rows = [
        row
        for kept in (incidents, proposals)
        for row in connection.execute(select(kept).where(kept.c.id.startswith(named, autoescape=True)).limit(2))
    ]
    return tuple(_incidents(connection, rows))


def incidents_of(connection: Connection, number: int) -> tuple[DeskIncident, ...]:
    """Give the incidents and proposals that stand and have a statement of a report."""
    decided = (
        select(members.c.incident)
        .join(incidents, incidents.c.id == members.c.incident)
        .where(members.c.report == number, incidents.c.state.in_([State.ACCEPTED, State.PROPOSED]))
    )
    proposed = select(candidates.c.proposal).where(candidates.c.report == number, candidates.c.proposal.is_not(None))
    return incidents_by(connection, sorted(connection.scalars(decided.union(proposed))))


def incidents_by(connection: Connection, ids: Sequence[str]) -> tuple[DeskIncident, ...]:
    """Give incidents and proposals by their ids, in that order; those that are not there are left out."""
    rows = {
        row.id: row
        for kept in (incidents, proposals)
        for i in range(0, len(ids), _AT_ONCE)
        for row in connection.execute(select(kept).where(kept.c.id.in_(ids[i : i + _AT_ONCE])))
    }
    return tuple(_incidents(connection, [rows[one] for one in ids if one in rows]))


def _incidents(connection: Connection, rows: list[Row[Any]]) -> Iterator[DeskIncident]:
    told = members_of(connection, [row.id for row in rows])
    for row in rows:
        yield DeskIncident(
            id=row.id,
            state=State(row._mapping.get("state", State.PROPOSED)),
            merged_into=row._mapping.get("merged_into"),
            type=row.type,
            score=row.score,
            reasons=tuple(msgspec.json.decode(row.reasons)) if row.reasons else (),
            members=told.get(row.id, ()),
            place=row.place,
            country=row.country,
            first_day=row.first_day or None,
            last_day=row.last_day or None,
            changed_at=row.changed_at,
            entered=entered_of(row._mapping.get("entered")),
        )


def _days(row: Row[Any]) -> dict[str, str | None]:
    return {name: getattr(row, name) or None for name in _DAYS}


def _filtered(asked: Select[Any], rows: Table, what: Filter) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = []
    if what.type is not None:
        conditions.append(rows.c.type == what.type.upper())
    if what.country is not None:
        conditions.append(rows.c.country == what.country.upper())
    if what.place is not None:
        numbered = what.place.isdigit() and "geonames_id" in rows.c
        named = rows.c.place.in_(_names(what.place))
        conditions.append(rows.c.geonames_id == int(what.place) if numbered else named)
    if what.since is not None:
        conditions.append(or_(rows.c.last_day >= what.since, rows.c.first_day >= what.since))
    if what.until is not None:
        conditions += [rows.c.first_day > "", rows.c.first_day <= what.until]
    return asked.where(*conditions)


def _names(place: str) -> set[str]:
    """Give the names that the gazetteer has for the places which a name may mean, and that name itself."""
    return {place, *(entry.name for entry in load_gazetteer().find(place))}


def _acting(name: str) -> Select[tuple[int]]:
    return select(parties.c.statement).where(*_is_actor(name))


def _is_actor(name: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return parties.c.name == fold_name(name), parties.c.role == "actor"
