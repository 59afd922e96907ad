"""Which reports tell of the same story, on ECB+ (a few sentences a report).

Measured, with the set's own scorer: F1 of pairs of reports said to tell of one story, and B-cubed F1; both on the
violent stories alone, and on all. Each topic has two sister stories (two like events at other places and times); the
share of pairs across sisters that were linked is given too. Samples for the intervals leave pairs of a report with
itself out.

Goal, on the violent stories: pairs 80, and links between sister stories on at most 1 % of their pairs.

Mapping from the record, the simple score of this program (``similarity``): a report is the set of
  - its places (GeoNames id, else the name; none that only lie to others), each weighing 2, countries and regions 1;
  - its actors' names and registered actors, and each further word of a person's name, 2; actors that only a
    description names ("the suspect") 0.5;
  - its types of event with each mode, 1; its tolls (what, and the number), 2; its times' values, 1;
each weight multiplied by how rare the item is among the reports read (the logarithm of the number of reports over
the number that have it). The similarity of two reports is the weight of what they share over the geometric mean of
the weights of what each has (the cosine). Reports are joined group by group, the most similar first, while the mean
similarity of two groups is at least ``THRESHOLD``; each group is a cluster.

A second table gives what ``sayso.propose`` ties, with no mapping but this: two reports are linked where statements of
both are members of one proposal. The set has no days of publication, without which few proposals can be made.
"""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache
from itertools import combinations
from math import log, sqrt
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
from sayso.record import ActorKind, PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from sayso import Report
    from sayso.record import Actor, Place

PARTS = ("dev", "train")
VIOLENT = frozenset({8, 12, 16, 18, 19, 22, 24, 32, 33})  # topics
THRESHOLD = 0.13
MARKS = {"pairs, violent": Mark(goal=80.0)}
MOST_SISTERS = 1.0  # per cent


@cache
def _scorer() -> ModuleType:
    return scorer("stories/score_stories.py")


# ---- what a report is about


def items(report: Report | None) -> dict[tuple[str, str], float]:
    """Give what a report names and tells, with its weights."""
    found: dict[tuple[str, str], float] = {}
    if report is None:
        return found
    for place in report.places:
        if place.relation is not None:  # its grounds are places of their own
            continue
        wide = place.precision in {PlacePrecision.COUNTRY, PlacePrecision.REGION}
        found["place", _place(place)] = 1.0 if wide else 2.0
    for actor in report.actors:
        for name, weight in _names(actor):
            found["actor", name] = weight
    for time in report.times:
        if time.value:
            found["time", time.value] = 1.0
    for statement in report.statements:
        if statement.event is not None:
            for mode in statement.event.modes or ("",):
                found["event", f"{statement.event.type} {mode}"] = 1.0
        elif statement.toll is not None and statement.toll.low is not None:
            found["toll", f"{statement.toll.what} {statement.toll.low}"] = 2.0
    return found


def _place(place: Place) -> str:
    return str(place.geonames_id) if place.geonames_id is not None else place.text.lower()


def _names(actor: Actor) -> Iterator[tuple[str, float]]:
    name = actor.name.lower()
    is_name = actor.registry is not None or any(word[:1].isupper() for word in actor.name.split())
    yield actor.registry or name, 2.0 if is_name else 0.5
    if actor.kind is ActorKind.PERSON and is_name:
        yield from ((word, 2.0) for word in name.split() if len(word) > 2)


def weighted(reports: Sequence[Report | None]) -> list[dict[tuple[str, str], float]]:
    """Give each report's items with weights that count rare items more."""
    told = [items(report) for report in reports]
    spread = Counter(item for one in told for item in one)
    return [{item: weight * log(len(told) / spread[item]) for item, weight in one.items()} for one in told]


def similarity(one: Mapping[tuple[str, str], float], other: Mapping[tuple[str, str], float]) -> float:
    """Give the cosine of two reports' weights, from 0 to 1."""
    both = sum(weight * other[item] for item, weight in one.items() if item in other)
    lengths = sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return both / lengths if lengths else 0.0


# ---- groups of reports


def clusters(told: Sequence[Mapping[tuple[str, str], float]]) -> list[list[str]]:
    """Give each report the one group it belongs to: the most similar groups are joined first."""
    links = {(i, j): similarity(told[i], told[j]) for i, j in combinations(range(len(told)), 2)}
    links = {pair: value for pair, value in links.items() if value > 0}
    groups: dict[int, list[int]] = {i: [i] for i in range(len(told))}
    sums: dict[int, dict[int, float]] = {i: {} for i in groups}
    for (i, j), value in links.items():
        sums[i][j] = sums[j][i] = value
    while (best := _closest(groups, sums)) is not None:
        _join(groups, sums, *best)
    return [[str(name)] for _, name in sorted((i, name) for name, group in groups.items() for i in group)]


def _closest(groups: Mapping[int, list[int]], sums: Mapping[int, Mapping[int, float]]) -> tuple[int, int] | None:
    """Give the two groups with the highest mean similarity, if it reaches the threshold."""
    means = (
        (value / (len(groups[i]) * len(groups[j])), -i, -j)
        for i, row in sums.items()
        for j, value in row.items()
        if i < j
    )
    top = max(means, default=(0.0, 0, 0))
    return (-top[1], -top[2]) if top[0] >= THRESHOLD else None


def _join(groups: dict[int, list[int]], sums: dict[int, dict[int, float]], one: int, other: int) -> None:
    groups[one] += groups.pop(other)
    for third, value in sums.pop(other).items():
        del sums[third][other]
        if third != one:
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + value


def proposed(reports: Sequence[Report | None]) -> list[list[str]]:
    """Give each report the proposals that it shares in."""
    told: dict[str, list[str]] = {}
    for incident in sayso.propose([report for report in reports if report is not None]):
        for member in incident.members:
            told.setdefault(member.report.id, []).append(incident.id)
    return [told.get(report.id, []) if report is not None else [] for report in reports]


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
    """Measure this program's similarity, then the tool's own proposals."""
    gold = rows(f"stories/ecb_{settings.part}.jsonl", settings.limit)
    reader = Reader("stories")
    reports = reader.read_all((row["docid"], row["text"], None) for row in gold)
    title = f"stories: ECB+ {settings.part}, {len(gold)} reports"
    first = _table(f"{title}, similarity of records", gold, clusters(weighted(reports)), settings)
    first.notes += unread_note(reader)
    return [first, _table(f"{title}, sayso.propose", gold, proposed(reports), settings)]


if __name__ == "__main__":
    sys.exit(main(__doc__, run, PARTS))
