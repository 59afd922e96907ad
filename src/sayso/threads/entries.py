"""The statements of one report as entries: in which thread, of whom, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.grounding.times import document_day
from sayso.record import Change, StatementKind
from sayso.threads.model import Basis, Entry, Subject
from sayso.threads.where import Places
from sayso.threads.who import Holders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.record import Document, Report, Statement, Time
    from sayso.threads.model import Holder

_SUBJECTS = {
    StatementKind.CONTROL: Subject.PLACE,
    StatementKind.POSITION: Subject.PLACE,
    StatementKind.AIM: Subject.AIM,
    StatementKind.FORECAST: Subject.FORECAST,
    StatementKind.CONDITION: Subject.CONDITION,
}
_LASTING = frozenset({Change.HOLDS, Change.BESIEGES, Change.CONTESTS})
_SINCE = "since"


def entries_of(report: Report) -> Iterator[Entry]:
    """Give an entry for each statement of ground, aim or what is to come, its repeats within it; ids are to come."""
    places, holders = Places(report), Holders(report)
    times = {time.id: time for time in report.times}
    day, _ = document_day(report.document)
    by_id = {statement.id: statement for statement in report.statements}
    order = {key: n for n, key in enumerate(by_id)}
    repeats: dict[str, list[Statement]] = {}
    for statement in report.statements:
        if statement.kind in _SUBJECTS:
            repeats.setdefault(_first(statement, by_id, order), []).append(statement)
    for first, again in repeats.items():
        statement = by_id[first]
        body = statement.control or statement.position
        place = places.place(body.place if body is not None else None)
        who = _holders(statement, holders)
        subject = _SUBJECTS[statement.kind]
        time = times.get(_time(statement) or "")
        earliest, latest, since, basis = _bounds(
            statement, time, report.document, day.isoformat() if day is not None else None
        )
        yield Entry(
            id="",
            subject=subject,
            key=places.key(place) if subject is Subject.PLACE else " + ".join(sorted({one.key for one in who})),
            report=report,
            statement=statement,
            repeats=tuple(one for one in again if one.id != first),
            holders=who,
            taken_from=holders.of_refs(statement.control.taken_from) if statement.control is not None else (),
            place=place,
            grounds=places.grounds(place),
            time=time,
            earliest=earliest,
            latest=latest,
            since=since,
            basis=basis,
        )


def _first(statement: Statement, by_id: Mapping[str, Statement], order: Mapping[str, int]) -> str:
    """Give the id of the first of the statements that say the same; only what stands before can be repeated."""
    while statement.same_as is not None and order.get(statement.same_as, len(order)) < order[statement.id]:
        statement = by_id[statement.same_as]
    return statement.id


def _holders(statement: Statement, holders: Holders) -> tuple[Holder, ...]:
    """Give who holds ground or an aim; who forecasts or sets a condition is whoever says it."""
    if statement.control is not None:
        return holders.of_refs(statement.control.holders)
    if statement.position is not None:
        return holders.of_refs(statement.position.who)
    if statement.aim is not None:
        return holders.of_refs(statement.aim.holders)
    return (holders.of_voice(statement.voices[-1]),)


def _time(statement: Statement) -> str | None:
    body = statement.control or statement.forecast
    return body.time if body is not None else None


def _bounds(
    statement: Statement, time: Time | None, document: Document, day: str | None
) -> tuple[str | None, str | None, bool, Basis]:
    """Give the first and last day, whether it is only a beginning, and from where they are known."""
    if time is not None and time.earliest is not None and time.latest is not None:
        since = _is_beginning(statement, time, document)
        return time.earliest, max(time.latest, day or "") if since else time.latest, since, Basis.STATED
    if day is None:
        return None, None, False, Basis.UNKNOWN
    return day, day, False, Basis.PUBLISHED if document.published else Basis.DATELINE


def _is_beginning(statement: Statement, time: Time, document: Document) -> bool:
    """Tell "has held the town since May": what lasts holds on from then to the day of the report."""
    if statement.control is None or statement.control.change not in _LASTING:
        return False
    return document.text[max(0, time.start - 20) : time.start].casefold().split()[-1:] == [_SINCE]
