"""Rows of the full table, ready on the desk: made once, kept until their incident changes, streamed in order.

Whatever changes an incident or a proposal takes its rows away in the same transaction (triggers of the database do
so). What lacks a row when it is asked for gets one; the bytes are the same either way.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import and_, delete, func, select

from sayso import lexicon
from sayso.brief.exports.columns import SCHEMA_VERSION
from sayso.brief.exports.table import row_of, with_asked
from sayso.desk.finding import asking, find_ids, incidents_by
from sayso.desk.showing import Readings, gathered
from sayso.desk.tables import candidates, members, put_rows, ready, reports, revisions

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from sqlalchemy import ScalarSelect
    from sqlalchemy.engine import Connection

    from sayso.brief.exports.table import Row
    from sayso.desk.model import DeskIncident, Filter, State
    from sayso.incidents.model import Incident

AT_ONCE = 200  # rows made in one transaction
_LOOKED_UP = 5_000  # incidents without a row, found by one question


class Form(NamedTuple):
    """How incidents are made fit for those who get them; the name tells forms apart that differ in anything."""

    name: str
    of: Callable[[Incident], Incident]


_decode = msgspec.json.Decoder(list[object]).decode
PRIVATE = Form("private", lambda incident: incident)


def lacking(
    connection: Connection, what: Filter, states: Collection[State], threshold: float | None, form: Form
) -> list[str]:
    """Give some of the incidents that are asked for and have no row, those of one report beside each other."""
    asked = asking(connection, what, states, threshold).subquery()
    there = and_(ready.c.incident == asked.c.id, ready.c.form == form.name, ready.c.maker == maker())
    first = func.coalesce(
        _first_report(members.c.report, members.c.incident == asked.c.id),
        _first_report(candidates.c.report, candidates.c.proposal == asked.c.id),
    )
    found = (
        select(asked.c.id)
        .outerjoin(ready, there)
        .where(ready.c.incident.is_(None))
        .order_by(first, asked.c.id)
        .limit(_LOOKED_UP)
    )
    return list(connection.scalars(found))


def _first_report(number: object, own: object) -> ScalarSelect[int]:
    return select(func.min(number)).where(own).scalar_subquery()  # type: ignore[arg-type]


def put_ready(connection: Connection, ids: Sequence[str], form: Form, readings: Readings) -> None:
    """Make and keep the rows of incidents, within the transaction of whoever writes."""
    found = incidents_by(connection, ids)
    sources = _made_of(connection, found)
    connection.execute(delete(ready).where(ready.c.incident.in_(ids), ready.c.form == form.name))
    put_rows(
        connection,
        ready,
        [
            {
                "incident": one.id,
                "form": form.name,
                "maker": maker(),
                "made_of": sources[one.id],
                "row": msgspec.json.encode(row_of(form.of(gathered(connection, one, readings)))).decode(),
            }
            for one in found
        ],
    )


def find_rows(
    connection: Connection,
    what: Filter,
    states: Collection[State],
    threshold: float | None,
    form: Form,
    links: str | None,
) -> Iterator[Row]:
    """Give the rows of incidents in order, few at a time; one that is not ready is made and not kept."""
    readings = Readings()
    for ids in find_ids(connection, what, states, threshold):
        for row in rows_by(connection, ids, form, readings):
            yield with_asked(row, threshold=threshold, links=links)


def rows_by(
    connection: Connection, ids: Sequence[str], form: Form = PRIVATE, readings: Readings | None = None
) -> Iterator[Row]:
    """Give the rows of incidents by their ids, in that order."""
    kept = select(ready.c.incident, ready.c.row).where(
        ready.c.incident.in_(ids), ready.c.form == form.name, ready.c.maker == maker()
    )
    there = {incident: _decode(row) for incident, row in connection.execute(kept).tuples()}
    if absent := [one for one in ids if one not in there]:
        for one in incidents_by(connection, absent):
            there[one.id] = row_of(form.of(gathered(connection, one, readings)))
    return (there[one] for one in ids)


def stale(connection: Connection) -> list[str]:
    """Give the incidents with a row that was made from something else than what is there now."""
    found: set[str] = set()
    asked = select(ready.c.incident, ready.c.made_of).where(ready.c.maker == maker()).order_by(ready.c.incident)
    for portion in connection.execute(asked, execution_options={"yield_per": AT_ONCE}).partitions():
        ids = sorted({row.incident for row in portion})
        sources = _made_of(connection, incidents_by(connection, ids))
        found |= {row.incident for row in portion if sources.get(row.incident) != row.made_of}
    return sorted(found)


def drop_ready(connection: Connection, ids: Sequence[str]) -> None:
    """Take away the rows of incidents, and those that another version made."""
    connection.execute(delete(ready).where(ready.c.maker != maker()))
    for i in range(0, len(ids), AT_ONCE):
        connection.execute(delete(ready).where(ready.c.incident.in_(ids[i : i + AT_ONCE])))


@cache
def maker() -> str:
    """Give a digest of what makes rows: the columns and words, and the version."""
    return hashlib.sha256(f"{SCHEMA_VERSION} {version('sayso')} {lexicon.digest()}".encode()).hexdigest()


def _made_of(connection: Connection, found: Sequence[DeskIncident]) -> dict[str, str]:
    """Give for each incident a digest of all that its row is made from."""
    told = {(member.report, member.revision) for one in found for member in one.members}
    digests: dict[tuple[str, int], str] = {}
    names = sorted({report for report, _ in told})
    for i in range(0, len(names), AT_ONCE):
        rows = connection.execute(
            select(reports.c.id, revisions.c.revision, revisions.c.digest)
            .join(reports, reports.c.number == revisions.c.report)
            .where(reports.c.id.in_(names[i : i + AT_ONCE]))
        )
        digests |= {(row.id, row.revision): row.digest for row in rows}
    return {
        one.id: hashlib.sha256(
            msgspec.json.encode((one, [digests.get((m.report, m.revision)) for m in one.members]))
        ).hexdigest()
        for one in found
    }
