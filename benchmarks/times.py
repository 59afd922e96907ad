"""Time expressions and their values, on TimeBank and AQUAINT (TimeML).

Measured, with the set's own scorer: expressions found (any overlap, F1) and found exactly; value F1 (found, with the
very TimeML value), type F1, and day F1 (dates and times whose value is right to the day).

To beat: HeidelTime on an unseen set, relaxed 90.7, value 78.1; dateparser's search 31.8. Goal: value 80, relaxed 90.

Mapping from the record: every entry of ``times`` with its ``type`` and ``value``, as they are; no value is the empty
string, which is never right. The document's own date is given as day of publication and is not scored. The set marks
no expression inside another, so of two that overlap the longer is taken.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

from common import Case, Mark, Reader, Row, Settings, Table, Value, iso_day, main, rows, scorer, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    from sayso import Report

MARKS = {"relaxed": Mark(90.7, 90.0), "value": Mark(78.1, 80.0)}
SETS = ("timebank", "aquaint")


@cache
def _scorer() -> ModuleType:
    return scorer("times/score_times.py")


def timexes(report: Report | None) -> list[Row]:
    """Give the times of a record in the scorer's form."""
    if report is None:
        return []
    found: list[Row] = []
    for time in sorted(report.times, key=lambda time: time.start - time.end):
        if not any(time.start < other["end"] and other["start"] < time.end for other in found):
            value = time.value or ""
            found.append(
                {"start": time.start, "end": time.end, "type": time.type.value, "value": value, "text": time.text}
            )
    return found


def measure(cases: Sequence[Case]) -> Mapping[str, Value]:
    """Score documents."""
    gold = {str(n): case.gold for n, case in enumerate(cases)}
    scores = _scorer().score(gold, {str(n): case.found for n, case in enumerate(cases)})
    asked, given = scores["gold"], scores["pred"]
    return {
        "value": Value(100 * scores["value_F1"], asked),
        "relaxed": Value(100 * scores["relaxed_F1"], asked),
        "  precision": Value(100 * scores["relaxed_P"], given),
        "  recall": Value(100 * scores["relaxed_R"], asked),
        "exact": Value(100 * scores["strict_F1"], asked),
        "type": Value(100 * scores["type_F1"], asked),
        "value, of those found": Value(100 * scores["value_acc"], round(scores["relaxed_R"] * asked)),
        "right to the day": Value(
            100 * scores["day_F1"], sum(t["type"] in {"DATE", "TIME"} for g in gold.values() for t in g)
        ),
    }


def mistakes(cases: Sequence[Case]) -> Iterator[str]:
    """Name the words (three at most) of what was missed or found too much, and wrong values by their form."""
    for case in cases:
        pairs = _scorer().match(case.gold, case.found)
        got, used = {i for i, _ in pairs}, {j for _, j in pairs}
        yield from (f"missed {t['type']}: {_words(t)}" for i, t in enumerate(case.gold) if i not in got)
        yield from (f"found too much: {_words(t)}" for j, t in enumerate(case.found) if j not in used)
        for i, j in pairs:
            gold, found = case.gold[i], case.found[j]
            if gold["value"] != found["value"]:
                yield f"value: {_words(gold)}: {_form(gold['value'])} found as {_form(found['value'])}"


def _words(timex: Row) -> str:
    return " ".join(timex["text"].lower().split()[:3])


def _form(value: str) -> str:
    return "".join("9" if character.isdigit() else character for character in value) or "nothing"


def _read(settings: Settings, name: str, reader: Reader) -> list[Case]:
    gold = rows(f"times/{name}_dev.jsonl", settings.limit)
    reports = reader.read_all((row["docid"], row["text"], iso_day(row["dct"])) for row in gold)
    return [Case(row["timexes"], timexes(report)) for row, report in zip(gold, reports, strict=True)]


def run(settings: Settings) -> list[Table]:
    """Measure each set, and both as one: the goal is for both."""
    tables, whole = [], []
    for name in SETS:
        reader = Reader(f"times: {name}")
        cases = _read(settings, name, reader)
        title = f"times: {name}, {len(cases)} documents"
        tables.append(table(title, cases, measure, {}, reader, settings, mistakes(cases)))
        whole += cases
    title = f"times: both sets, {len(whole)} documents"
    return [*tables, table(title, whole, measure, MARKS, Reader("times"), settings)]


if __name__ == "__main__":
    sys.exit(main(__doc__, run))
