"""Threads: the reports come in; what they say of ground, aims and what is to come goes out, dated and side by side.

Nothing is merged into one truth. Statements that cannot both hold are marked
as standing against one another, and stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sayso.threads.against import opposed
from sayso.threads.entries import entries_of
from sayso.threads.model import Against, Basis, Entry, Holder, Reason, Situation, Subject, Thread
from sayso.threads.picking import picked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.record import Report

__all__ = ["Against", "Basis", "Entry", "Holder", "Reason", "Situation", "Subject", "Thread", "situation"]


def situation(
    reports: Iterable[Report],
    *,
    place: str | None = None,
    holder: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Situation:
    """Set side by side who says that who holds, wants or expects what, since when.

    Each statement of control, position, aim, forecast or condition is one
    entry of one thread; what a report says again stands within the entry that
    it repeats. Threads of ground are by place: a place of the gazetteer, or
    else a name; a town within a district is not the district. Aims are by who
    has them, forecasts and conditions by who makes them.

    Args:
        reports: Records; the order does not matter, and the same report given
            twice counts once.
        place: Keep the threads of this place, by any name that a report or
            the gazetteer gives it, and of what is told by how it lies to it.
        holder: Keep the statements about this holder, by name, mention or
            registry id.
        since: The first day (ISO 8601, also a month or year) to keep.
        until: The last day to keep.

    Returns:
        The threads in order of name, entries in order of time. What stands
        against a kept entry is kept with it; ``left_out`` counts the rest.

    Raises:
        UsageError: ``since`` or ``until`` is no day, or they run backwards.
    """
    once = _once(reports)
    found = picked(
        opposed(sorted((entry for report in once for entry in entries_of(report)), key=_in_time)),
        place=place,
        holder=holder,
        since=since,
        until=until,
    )
    return Situation(reports=once, threads=_threads(found.kept), left_out=found.left_out)


def _once(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Give each report once, in order of id; of several readings under one id always the same is taken."""
    by_id: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_id[report.id].append(report)
    return tuple(min(same, key=repr) if len(same) > 1 else same[0] for _, same in sorted(by_id.items()))


def _in_time(entry: Entry) -> tuple[str, ...]:
    """Sort by the first day, then the last, then by report and place in it; what has no date comes last."""
    return (
        entry.earliest or "9999",
        entry.latest or "9999",
        entry.report.document.published or "9999",
        entry.report.id,
        f"{entry.statement.start:09}",
        entry.statement.id,
    )


def _threads(entries: Iterable[Entry]) -> tuple[Thread, ...]:
    by_key: dict[tuple[Subject, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_key[entry.subject, entry.key].append(entry)
    subjects = list(Subject)
    made = [Thread(subject=subject, key=key, entries=tuple(found)) for (subject, key), found in by_key.items()]
    return tuple(
        sorted(made, key=lambda one: (subjects.index(one.subject), one.key == "", one.name.casefold(), one.key))
    )
