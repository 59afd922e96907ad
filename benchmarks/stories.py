"""Which reports tell of the same story, on ECB+ (a few sentences a report).

Measured, with the set's own scorer: F1 of pairs of reports said to tell of one story, and B-cubed F1; both on the
violent stories alone, and on all. Each topic has two sister stories (two like events at other places and times); the
share of pairs across sisters that were linked is given too. Samples for the intervals leave pairs of a report with
itself out.

Goal, on the violent stories: pairs 80, and links between sister stories on at most 1 % of their pairs.

First table: ``sayso.incidents.stories`` at the threshold it ships with; each story is a cluster. None of the set's
reports has a day of publication, which a desk would have.

A second table gives what ``sayso.propose`` ties, with no mapping but this: two reports are linked where statements of
both are members of one proposal. A report in which no event is read has none.

A third does the same with the proposals of a desk (SQLite, in a temporary file) that the reports were added to,
first to last; a note tells whether last to first gives the same.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from common import (
    Figure,
    Mark,
    Reader,
    Row,
    Settings,
    Table,
    Value,
    commonest,
    f1,
    interval,
    main,
    percent,
    resampled,
    rows,
    scorer,
    unread_note,
)

import sayso
from sayso.incidents import stories

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from sayso import Report

PARTS = ("dev", "train")
VIOLENT = frozenset({8, 12, 16, 18, 19, 22, 24, 32, 33})  # topics
MARKS = {"pairs, violent": Mark(goal=80.0)}
MOST_SISTERS = 1.0  # per cent


@cache
def _scorer() -> ModuleType:
    return scorer("stories/score_stories.py")


def told(reports: Sequence[Report | None]) -> list[list[str]]:
    """Give each report the story that it tells."""
    found = {name: [story.id] for story in stories(filter(None, reports)) for name in story.reports}
    return [found[report.id] if report is not None else [] for report in reports]


def proposed(reports: Sequence[Report | None]) -> list[list[str]]:
    """Give each report the proposals that it shares in."""
    found: dict[str, list[str]] = {}
    for incident in sayso.propose(filter(None, reports)):
        for member in incident.members:
            found.setdefault(member.report.id, []).append(incident.id)
    return [found.get(report.id, []) if report is not None else [] for report in reports]


def on_desk(reports: Sequence[Report | None]) -> list[list[str]]:
    """Give each report the proposals of a desk that it shares in; reports are added in the order given."""
    found: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder, sayso.Desk(f"sqlite:///{folder}/desk.db") as desk:
        desk.add(filter(None, reports))
        for incident in desk.incidents(states=("proposed",), limit=None):
            for member in incident.members:
                found.setdefault(member.report, []).append(incident.id)
    return [sorted(found.get(report.id, [])) if report is not None else [] for report in reports]


# ---- scoring


def violent(row: Row) -> bool:
    """Tell whether a report's topic is a violent one."""
    return row["topic"] in VIOLENT


def measure(gold: Sequence[Row], found: Sequence[Sequence[str]]) -> dict[str, Value]:
    """Score reports, the violent ones alone and all."""
    values: dict[str, Value] = {}
    for name, keep in (("violent", violent), ("all", lambda _: True)):
        chosen = [(row, groups) for row, groups in zip(gold, found, strict=True) if keep(row)]
        if not chosen:
            continue
        scores: dict[str, Any] = _scorer().score(
            {row["docid"]: row["story"] for row, _ in chosen}, {row["docid"]: groups for row, groups in chosen}
        )
        precision, recall, balance = scores["pairs"]
        same = sum(one["story"] == other["story"] for (one, _), (other, _) in combinations(chosen, 2))
        linked = sum(_linked(mine, theirs) for (_, mine), (_, theirs) in combinations(chosen, 2))
        values[f"pairs, {name}"] = Value(100 * balance, same)
        values[f"  precision, {name}"] = Value(100 * precision, linked)
        values[f"  recall, {name}"] = Value(100 * recall, same)
        values[f"B-cubed, {name}"] = Value(100 * scores["b3"][2], len(chosen))
        crossed, asked = _sisters(chosen)
        values[f"links between sisters, {name}"] = Value(percent(crossed, asked), asked)
    return values


def _linked(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    return not set(mine).isdisjoint(theirs)


def _sisters(chosen: Sequence[tuple[Row, Sequence[str]]]) -> tuple[int, int]:
    across = [
        _linked(mine, theirs)
        for (one, mine), (other, theirs) in combinations(chosen, 2)
        if one["topic"] == other["topic"] and one["story"] != other["story"]
    ]
    return sum(across), len(across)


def spread(gold: Sequence[Row], found: Sequence[Sequence[str]], times: int) -> dict[str, list[float]]:
    """Give pair F1 and sister links of samples of reports; a pair counts as often as both are drawn."""
    kinds = {
        (i, j): (gold[i]["story"] == gold[j]["story"], _linked(found[i], found[j]))
        for i, j in combinations(range(len(gold)), 2)
        if gold[i]["topic"] == gold[j]["topic"] or _linked(found[i], found[j])
    }
    values: dict[str, list[float]] = {}
    for sample in resampled(range(len(gold)), times):
        drawn = Counter(sample)
        for name, keep in (("violent", violent), ("all", lambda _: True)):
            counts: Counter[str] = Counter()
            for (i, j), (same, linked) in kinds.items():
                if keep(gold[i]) and keep(gold[j]):
                    _count(counts, same, linked, gold[i]["topic"] == gold[j]["topic"], drawn[i] * drawn[j])
            precision = percent(counts["right"], counts["linked"])
            values.setdefault(f"pairs, {name}", []).append(f1(precision, percent(counts["right"], counts["same"])))
            if counts["sisters"]:
                share = 100 * counts["crossed"] / counts["sisters"]
                values.setdefault(f"links between sisters, {name}", []).append(share)
    return values


def _count(counts: Counter[str], same: bool, linked: bool, topic: bool, times: int) -> None:
    counts["right"] += times * (same and linked)
    counts["same"] += times * same
    counts["linked"] += times * linked
    counts["sisters"] += times * (topic and not same)
    counts["crossed"] += times * (topic and not same and linked)


def mistakes(gold: Sequence[Row], found: Sequence[Sequence[str]]) -> Iterator[str]:
    """Name the stories between which pairs were linked wrongly, and those whose pairs were missed."""
    for (one, mine), (other, theirs) in combinations(zip(gold, found, strict=True), 2):
        linked, same = _linked(mine, theirs), one["story"] == other["story"]
        if linked and not same:
            yield f"wrongly linked: {' and '.join(sorted((one['story'], other['story'])))}"
        elif same and not linked:
            yield f"not linked: two of {one['story']}"


def _table(title: str, gold: Sequence[Row], found: Sequence[Sequence[str]], settings: Settings) -> Table:
    points = measure(gold, found)
    samples = spread(gold, found, settings.resamples)
    lines = [
        Figure(name, value, *interval(samples.get(name, [])), MARKS.get(name, Mark())) for name, value in points.items()
    ]
    wrong: Iterable[str] = mistakes(gold, found) if settings.errors else ()
    return Table(title, lines, _sister_notes(points), commonest(wrong, settings.errors))


def _sister_notes(points: Mapping[str, Value]) -> list[str]:
    value = points.get("links between sisters, violent", Value(None)).value
    if value is None:
        return []
    reached = "reached" if value <= MOST_SISTERS else "not yet"
    return [f"links between violent sister stories: {value:.1f} %; goal at most {MOST_SISTERS:.0f} %, {reached}"]


def run(settings: Settings) -> list[Table]:
    """Measure the stories, then the proposals, then those of a desk."""
    gold = rows(f"stories/ecb_{settings.part}.jsonl", settings.limit)
    reader = Reader("stories")
    reports = reader.read_all((row["docid"], row["text"], None) for row in gold)
    title = f"stories: ECB+ {settings.part}, {len(gold)} reports"
    first = _table(f"{title}, stories", gold, told(reports), settings)
    first.notes += unread_note(reader)
    found = on_desk(reports)
    desk = _table(f"{title}, a desk", gold, found, settings)
    same = on_desk(reports[::-1])[::-1] == found
    desk.notes.append(f"added last to first, the desk's proposals are {'the same' if same else 'OTHERS'}")
    return [first, _table(f"{title}, sayso.propose", gold, proposed(reports), settings), desk]


if __name__ == "__main__":
    sys.exit(main(__doc__, run, PARTS))
