"""Which statements on the desk a new report may tell of the same as: found by index, never by looking through all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import and_, insert, select

from sayso import codec
from sayso.desk.model import Link
from sayso.desk.rows import cells_around, unpack
from sayso.desk.tables import links, reports, revisions, statements
from sayso.record import Report

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Row

LONGEST = 31  # days over which a statement may reach and still be a neighbour
WINDOW = 3  # days that two statements may lie apart
_MOST = 200  # neighbours of one statement, the nearest days first


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A statement of another report that lies near in place and time."""

    report: str
    statement: str
    kind: str
    type: str | None
    place: str | None
    geonames_id: int | None
    first_day: str
    last_day: str


class Neighbours:
    """The statements around those of a report that was just added, within its transaction."""

    def __init__(self, connection: Connection, number: int) -> None:
        """Look around the report of this number."""
        self._connection = connection
        self._number = number
        self._reports: dict[str, Report] = {}

    def of(self, statement: str, *, window: int = WINDOW) -> tuple[Neighbour, ...]:
        """Give what lies near one statement of the new report.

        Near in place: in the same half degree or one beside it (PRIO-GRID), or
        where one of the two names only the country. Near in time: at most
        ``window`` days apart, where both reach over at most a month.
        """
        here = self._connection.execute(
            select(statements).where(statements.c.report == self._number, statements.c.id == statement)
        ).one()
        if here.country is None or not here.first_day or not here.last_day:
            return ()
        first, last = date.fromisoformat(here.first_day), date.fromisoformat(here.last_day)
        if (last - first).days > LONGEST:
            return ()
        near_in_time = and_(
            statements.c.first_day >= (first - timedelta(days=window + LONGEST)).isoformat(),
            statements.c.first_day <= (last + timedelta(days=window)).isoformat(),
            statements.c.last_day >= (first - timedelta(days=window)).isoformat(),
        )
        near = (
            statements.c.cell.in_([*map(str, cells_around(int(here.cell))), here.country])
            if here.cell != here.country
            else statements.c.country == here.country
        )
        rows = self._connection.execute(
            select(
                reports.c.id.label("report"),
                *(statements.c[n] for n in ("id", "kind", "type", "place", "geonames_id", "first_day", "last_day")),
            )
            .join(reports, reports.c.number == statements.c.report)
            .where(near, near_in_time, statements.c.kind == here.kind, statements.c.report != self._number)
            .order_by(statements.c.first_day.desc(), statements.c.number)
            .limit(_MOST)
        )
        return tuple(_neighbour(row) for row in rows)

    def report(self, report: str) -> Report:
        """Give the newest record of a report on the desk."""
        if report not in self._reports:
            stored = self._connection.execute(
                select(revisions.c.record)
                .join(reports, (reports.c.number == revisions.c.report) & (reports.c.revision == revisions.c.revision))
                .where(reports.c.id == report)
            ).scalar_one()
            self._reports[report] = codec.from_json(unpack(stored))
        return self._reports[report]


def _neighbour(row: Row[tuple[object, ...]]) -> Neighbour:
    return Neighbour(row.report, row.id, row.kind, row.type, row.place, row.geonames_id, row.first_day, row.last_day)


Proposer = Callable[[Report, Neighbours], Iterable[Link]]
"""Called for each new report, in the transaction that adds it; its links are stored."""


def no_proposals(report: Report, neighbours: Neighbours) -> Iterable[Link]:  # noqa: ARG001 - a Proposer
    """Propose nothing."""
    return ()


def put_links(connection: Connection, found: Iterable[Link]) -> None:
    """Store links, each pair once and in one order, whichever report came first."""
    made = {}
    for link in found:
        one, other = sorted((link.one, link.other))
        made[one, other] = link
    if made:
        numbers = _numbers(connection, {report for pair in made for report, _ in pair})
        connection.execute(
            insert(links),
            [
                {
                    "one_report": numbers[one[0]],
                    "one": one[1],
                    "other_report": numbers[other[0]],
                    "other": other[1],
                    "score": link.score,
                    "reasons": msgspec.json.encode(link.reasons).decode(),
                }
                for (one, other), link in made.items()
            ],
        )


def _numbers(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    rows = connection.execute(select(reports.c.id, reports.c.number).where(reports.c.id.in_(list(ids))))
    return {row.id: row.number for row in rows}
