"""How far two reports, or two statements, may tell of one thing, and why.

The measure is a sum: the cosine of their words, and for each field of the
table ``likeness`` what its agreement adds or its contradiction takes away.
What only one side tells neither adds nor takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from sayso import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from sayso.incidents.profile import Profile

Level = Literal["reports", "statements"]
_NEAR = 1.5  # times as many: counts less far apart neither agree nor contradict each other
_HALF = 0.5  # a value counts as a group's own where at least half as many tell it as its commonest


@dataclass(frozen=True, slots=True)
class Weight:
    """A row of the table ``likeness``: what agreement on a field adds, and contradiction takes away."""

    id: str
    field: str
    agree: float
    differ: float
    reason: str
    contrary: str


@cache
def _weights(level: Level) -> tuple[Weight, ...]:
    rows = (
        Weight(
            r["id"],
            r["pattern"],
            float(r[f"{level}_agree"]),
            float(r[f"{level}_differ"]),
            r["reason"],
            r["contrary"],
        )
        for r in lexicon.table("likeness")
    )
    return tuple(weight for weight in rows if weight.agree or weight.differ)


def likeness(one: Profile, other: Profile, level: Level) -> float:
    """Score two profiles; ``level`` chooses the columns of the table. May be below zero."""
    return sum(change for _, change in weighed(one, other, level))


def score(profiles: Sequence[Profile], level: Level) -> float:
    """Give how surely profiles belong together, from 0 to 1: that of the one least tied to any other.

    A tie is the likeness of two, as a share of the highest that there is. A
    single profile has 1.0.
    """
    most = highest(level)
    ties = [0.0] * len(profiles) if len(profiles) > 1 else [most]
    for (i, one), (j, other) in combinations(enumerate(profiles), 2):
        tie = likeness(one, other, level)
        ties[i], ties[j] = max(ties[i], tie), max(ties[j], tie)
    return round(min(1.0, min(ties) / most), 2)


@cache
def highest(level: Level) -> float:
    """Give the highest likeness that there is: all rows agree."""
    return sum(weight.agree for weight in _weights(level) if weight.agree > 0)


def why(profiles: Sequence[Profile], level: Level) -> tuple[str, ...]:
    """Give in words what speaks for and against their belonging together, each once."""
    pairs = combinations(profiles, 2)
    return tuple(dict.fromkeys(reason for pair in pairs for reason in _reasons(*pair, level)))


def _reasons(one: Profile, other: Profile, level: Level) -> Iterator[str]:
    for weight, change in weighed(one, other, level):
        reason = reason_for(weight, change, one, other)
        if reason:
            yield reason


def reason_for(weight: Weight, change: float, one: Profile, other: Profile) -> str:
    """Put into words what a row adds or takes for two profiles; empty where the table has no words for it."""
    if change < 0:
        return weight.contrary
    if change == 0:
        return ""
    both = one.fields[weight.field].keys() & other.fields[weight.field].keys() if weight.field != "words" else ()
    return weight.reason.format(", ".join(sorted({*map(_shown, both)})))


def weighed(one: Profile, other: Profile, level: Level) -> Iterator[tuple[Weight, float]]:
    """Give each row of the table that both profiles tell something of, with what it adds or takes away."""
    for weight in _weights(level):
        if weight.field == "words":
            yield weight, weight.agree * _cosine(one, other)
            continue
        mine, theirs = one.fields.get(weight.field), other.fields.get(weight.field)
        shared = _shared(mine, theirs) if mine and theirs else None
        if shared is not None:
            yield weight, weight.agree * shared if shared > 0 else -weight.differ


def _shown(value: str) -> str:
    return value.rpartition("|")[2].replace("=", " ")


def _cosine(one: Profile, other: Profile) -> float:
    """Give the mean cosine of each of one group with each of the other."""
    few, many = (one.words, other.words) if len(one.words) <= len(other.words) else (other.words, one.words)
    return sum(weight * many[word] for word, weight in few.items() if word in many) / (one.size * other.size)


def _shared(mine: Mapping[str, int], theirs: Mapping[str, int]) -> float | None:
    """Give how far the values agree, from 0 to 1; ``None`` where they cannot be compared.

    Values of the form ``noun=number`` are compared noun by noun, those left out whose numbers are only near.
    """
    first = next(iter(mine))
    if "=" not in first:
        if len(mine) == len(theirs) == 1:
            return 1.0 if first in theirs else 0.0
        most, theirs_most = max(mine.values()), max(theirs.values())
        return min(1.0, sum(min(n / most, theirs[v] / theirs_most) for v, n in mine.items() if v in theirs))
    ours, others = _by_noun(mine), _by_noun(theirs)
    alike = [_alike(ours[noun], others[noun]) for noun in ours if noun in others]
    told = [one for one in alike if one is not None]
    return sum(told) / len(told) if told else None


def _alike(mine: Set[float], theirs: Set[float]) -> bool | None:
    """Tell whether numbers agree; ``None`` where they only come near, as counts of one thing do while it is news."""
    if not mine.isdisjoint(theirs):
        return True
    near = any(max(one, other) < _NEAR * min(one, other) for one in mine for other in theirs)
    return None if near else False


@lru_cache(maxsize=10_000)
def _parted(value: str) -> tuple[str, float]:
    noun, _, number = value.partition("=")
    return noun, float(number)


def _by_noun(told: Mapping[str, int]) -> dict[str, set[float]]:
    """Give for each noun the numbers that are told most."""
    numbers: dict[str, dict[float, int]] = {}
    for value, times in told.items():
        noun, number = _parted(value)
        numbers.setdefault(noun, {})[number] = times
    return {
        n: {v for v, times in found.items() if times >= _HALF * max(found.values())} for n, found in numbers.items()
    }
