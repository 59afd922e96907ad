"""How many were killed and injured, in newswire: are an incident's figures among the tolls of its report (MUC-4)?

Measured over all templates that must be found and that carry a number of killed or injured: ``exact`` (a toll, or a
count of the persons killed by name, has the template's very bounds) and ``within bounds`` (one of them agrees with
the template: its bounds and the template's overlap). The answer key counts whom a text calls victims of the incident;
whether a toll was tied to the right incident is measured by ``incidents.py`` (matched incidents: killed, injured).

Goal: exact 60, within bounds 75.

Mapping from the record: ``toll`` statements that are not negative, of kind killed or injured; words without a number
("dozens", "killed peasants") are two and more, as the key has it for plurals; persons killed or hurt by name are
counted per event (recipients that are persons); the tolls of one event that are no parts are added up, as the key
adds an incident's victims (the record never does).
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from common import Case, Mark, Reader, Row, Settings, Table, Value, main, percent, rows, table

from sayso.record import ActorKind, EventType, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso import Report

PARTS = ("dev", "train")
MARKS = {"exact": Mark(goal=60.0), "within bounds": Mark(goal=75.0)}

_NAMED = frozenset({ActorKind.PERSON, ActorKind.OTHER})

_DEADLY = re.compile(r"\b(?:assassin|execut|gun|kill|lynch|massacr|murder|slain|slaughter|slay)", re.IGNORECASE)
_PLURAL = re.compile(r"(?:[a-z]s|men|women|children|people)$")

Bounds = tuple[int | None, int | None]


def asked(row: Row) -> list[tuple[str, Bounds]]:
    """Give the figures of the templates that must be found."""
    return [
        (what, (figure[0], figure[1]))
        for template in row["templates"]
        if not template["optional"]
        for what in ("killed", "injured")
        if (figure := template[what]) is not None
    ]


def told(report: Report | None) -> dict[str, set[Bounds]]:
    """Give the bounds of the tolls of a record, by kind."""
    found: dict[str, set[Bounds]] = {"killed": set(), "injured": set()}
    if report is None:
        return found
    kinds = {actor.id: actor.kind for actor in report.actors}
    of_event: dict[tuple[str, str], list[Bounds]] = {}
    for statement in report.statements:
        if statement.polarity is Polarity.NEGATIVE:
            continue
        toll, event = statement.toll, statement.event
        if toll is not None and str(toll.what) in found:
            bounds = (toll.low, toll.high) if (toll.low, toll.high) != (None, None) else (2, None)
            found[str(toll.what)].add(bounds)
            if toll.event and toll.part_of is None:
                of_event.setdefault((str(toll.what), toll.event), []).append(bounds)
        if event is not None and event.type is EventType.ASSAULT:
            persons = {r.actor for r in event.recipients if kinds.get(r.actor or "") in _NAMED}
            if _DEADLY.search(event.trigger.text) and any(_PLURAL.search(r.text) for r in event.recipients):
                found["killed"].add((2, None))
            if persons:
                for what, figures in found.items():
                    figures.add((len(persons), len(persons)))
                    if (what, statement.id) in of_event:
                        of_event[what, statement.id].append((len(persons), len(persons)))
    for (what, _), each in of_event.items():
        highs = [high for _, high in each if high is not None]
        found[what].add((sum(low or 0 for low, _ in each), sum(highs) if len(highs) == len(each) else None))
    return found


def agrees(one: Bounds, other: Bounds) -> bool:
    """Tell whether two pairs of bounds overlap; an open end agrees with everything beyond."""
    low = max(one[0] or 0, other[0] or 0)
    ends = [end for end in (one[1], other[1]) if end is not None]
    return not ends or low <= min(ends)


def measure(cases: Sequence[Case]) -> Mapping[str, Value]:
    """Count the figures that are among the tolls of their report."""
    values: dict[str, Value] = {}
    for name, kinds in (("", ("killed", "injured")), (", killed", ("killed",)), (", injured", ("injured",))):
        figures = [(what, bounds, case.found) for case in cases for what, bounds in case.gold if what in kinds]
        exact = sum(bounds in found[what] for what, bounds, found in figures)
        close = sum(any(agrees(bounds, one) for one in found[what]) for what, bounds, found in figures)
        values[f"exact{name}"] = Value(percent(exact, len(figures)), len(figures))
        values[f"within bounds{name}"] = Value(percent(close, len(figures)), len(figures))
    return values


def mistakes(cases: Sequence[Case]) -> Iterator[str]:
    """Name the figures that were not found, and what was there instead."""
    for case in cases:
        for what, bounds in case.gold:
            if bounds not in case.found[what]:
                near = any(agrees(bounds, one) for one in case.found[what])
                yield f"{what}: {'other bounds' if near else 'other figures' if case.found[what] else 'none found'}"


def run(settings: Settings) -> list[Table]:
    """Measure the newswire texts."""
    golds: list[dict[str, Any]] = rows(f"incidents/muc4_{settings.part}.jsonl", settings.limit)
    reader = Reader("tolls")
    reports = reader.read_all((row["docid"], row["text_cased"], row["date_iso"]) for row in golds)
    cases = [Case(asked(row), told(report)) for row, report in zip(golds, reports, strict=True)]
    title = f"tolls: MUC-4 {settings.part}, {len(golds)} texts"
    return [table(title, cases, measure, MARKS, reader, settings, mistakes(cases))]


if __name__ == "__main__":
    sys.exit(main(__doc__, run, PARTS))
