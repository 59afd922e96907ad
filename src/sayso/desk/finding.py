"""What is on the desk: reports, statements and incidents, filtered and searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Select, and_, or_, select

from sayso.desk.model import DeskIncident, Entry, Filter, State, Told
from sayso.desk.review import members_of
from sayso.desk.tables import incidents, members, parties, report_words, reports, statement_words, statements
from sayso.desk.words import fold, matching, parse_query
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Any

    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.engine import Connection, Row

_ENTRY = ("id", "url", "title", "publisher", "published", "item", "captured_at", "original", "revision")
_TOLD = ("kind", "type", "stage", "polarity", "certainty", "what", "low", "high")
_WHERE = ("place", "country")
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
    asked = select(
        reports.c.id.label("report"),
        statements.c.id.label("statement"),
        *(statements.c[name] for name in (*_TOLD, *_WHERE, *_DAYS)),
    ).join(reports, reports.c.number == statements.c.report)
    asked = _filtered(asked, statements, what)
    if what.kind is not None:
        asked = asked.where(statements.c.kind == what.kind)
    if what.actor is not None:
        asked = asked.where(statements.c.number.in_(_acting(what.actor)))
    if what.query is not None:
        said = matching(connection, statement_words, parse_query(what.query))
        asked = asked.where(statements.c.number.in_(select(statement_words.c.rowid).where(said)))
    asked = asked.order_by(statements.c.first_day.desc(), statements.c.number.desc()).limit(limit)
    return tuple(Told(**{**row._mapping, **_days(row)}) for row in connection.execute(asked))


def find_incidents(
    connection: Connection, what: Filter, states: Collection[State], limit: int | None
) -> tuple[DeskIncident, ...]:
    """Give the incidents in some states that answer a filter, those with the latest day first."""
    if what.kind is not None:
        raise UsageError("incidents are not of a kind of statement; filter them by type")
    asked = _filtered(select(incidents), incidents, what).where(incidents.c.state.in_(states))
    if what.actor is not None:
        newest = and_(reports.c.number == members.c.report, reports.c.revision == members.c.revision)
        same = and_(statements.c.report == members.c.report, statements.c.id == members.c.statement)
        told = select(members.c.incident).join(reports, newest).join(statements, same)
        asked = asked.where(incidents.c.id.in_(told.where(statements.c.number.in_(_acting(what.actor)))))
    if what.query is not None:
        said = matching(connection, report_words, parse_query(what.query))
        found = select(members.c.incident).where(members.c.report.in_(select(report_words.c.rowid).where(said)))
        asked = asked.where(incidents.c.id.in_(found))
    asked = asked.order_by(incidents.c.first_day.desc(), incidents.c.id).limit(limit)
    return tuple(_incidents(connection, list(connection.execute(asked))))


def incidents_named(connection: Connection, beginning: str) -> tuple[DeskIncident, ...]:
    """Give the incidents whose id is or begins so, with or without "incident:"."""
    named = beginning if beginning.startswith("incident:") else f"incident:{beginning}"
    rows = connection.execute(select(incidents).where(incidents.c.id.startswith(named, autoescape=True)).limit(2))
    return tuple(_incidents(connection, list(rows)))


def _incidents(connection: Connection, rows: list[Row[Any]]) -> Iterator[DeskIncident]:
    told = members_of(connection, [row.id for row in rows])
    for row in rows:
        yield DeskIncident(
            id=row.id,
            state=State(row.state),
            merged_into=row.merged_into,
            type=row.type,
            score=row.score,
            reasons=tuple(msgspec.json.decode(row.reasons)) if row.reasons else (),
            members=told.get(row.id, ()),
            **{name: getattr(row, name) for name in _WHERE},
            **_days(row),
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
        conditions.append(rows.c.geonames_id == int(what.place) if numbered else rows.c.place == what.place)
    if what.since is not None:
        conditions.append(or_(rows.c.last_day >= what.since, rows.c.first_day >= what.since))
    if what.until is not None:
        conditions += [rows.c.first_day > "", rows.c.first_day <= what.until]
    return asked.where(*conditions)


def _acting(name: str) -> Select[tuple[int]]:
    return select(parties.c.statement).where(parties.c.name == " ".join(fold(name)), parties.c.role == "actor")
