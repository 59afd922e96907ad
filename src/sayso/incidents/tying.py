"""Pairs to groups: profiles that are like enough, tied together one step at a time."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from sayso.incidents.likeness import likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sayso.incidents.likeness import Level
    from sayso.incidents.profile import Profile

# Chosen on the violent stories of ECB+ and on our own desks of examples; see docs/incidents.md.
THRESHOLDS: dict[Level, float] = {"reports": 0.15, "statements": 0.4}
REACH = 0.15  # below the threshold, what is still looked at: groups may grow alike
_MARGIN = 0.06  # so near, a second group is as good a match
# Below it, two groups contradict each other and do not merely have little in common.
_AT_ODDS: dict[Level, float] = {"reports": -0.1, "statements": -0.4}


def tie(profiles: Sequence[Profile], pairs: Iterable[tuple[int, int]], level: Level) -> list[tuple[int, ...]]:
    """Tie profiles into groups, the most alike first, until none are like enough.

    Agglomerative clustering; a group's likeness to another is that of their
    joint profiles, so that what most of its members tell decides. A profile
    that fits two groups equally well which contradict each other stays apart:
    nobody can tell which of them it means.

    Args:
        profiles: In an order that depends on nothing but themselves.
        pairs: The pairs of positions to compare; those left out count as unlike.
        level: Which columns of the table ``likeness`` to weigh by.

    Returns:
        Positions by group, each sorted, in order of their first.
    """
    return _Tying(profiles, pairs, level).groups()


class _Tying:
    def __init__(self, profiles: Sequence[Profile], pairs: Iterable[tuple[int, int]], level: Level) -> None:
        self._level = level
        self._threshold = THRESHOLDS[level]
        self._members: dict[int, tuple[int, ...]] = {i: (i,) for i in range(len(profiles))}
        self._profiles = dict(enumerate(profiles))
        self._near: dict[int, dict[int, float]] = {i: {} for i in self._members}  # likeness, by neighbour
        for one, other in pairs:
            self._compare(one, other)

    def groups(self) -> list[tuple[int, ...]]:
        while self._pass():
            pass  # what was left open may be clear now
        return sorted(self._members.values())

    def _pass(self) -> bool:
        """Join what is like enough, the most alike first; tell whether anything was."""
        heap = [(-score, i, j) for i, near in self._near.items() for j, score in near.items() if i < j]
        heapq.heapify(heap)
        before = len(self._members)
        while heap and -heap[0][0] >= self._threshold:
            score, one, other = heapq.heappop(heap)
            if self._near.get(one, {}).get(other) != -score or self._torn(one, other):
                continue  # one of them has changed since, or the pair is left open
            for third, value in self._join(one, other):
                heapq.heappush(heap, (-value, min(one, third), max(one, third)))
        return len(self._members) < before

    def _compare(self, one: int, other: int) -> float | None:
        score = round(likeness(self._profiles[one], self._profiles[other], self._level), 6)
        if score < self._threshold - REACH:
            return None
        self._near[one][other] = self._near[other][one] = score
        return score

    def _torn(self, one: int, other: int) -> bool:
        """Tell whether a third group fits one of the two as well and is at odds with the other."""
        score = self._near[one][other]
        return any(
            third != right
            and value >= score - _MARGIN
            and third not in self._near[right]
            and likeness(self._profiles[third], self._profiles[right], self._level) < _AT_ODDS[self._level]
            for left, right in ((one, other), (other, one))
            for third, value in self._near[left].items()
        )

    def _join(self, one: int, other: int) -> list[tuple[int, float]]:
        """Make one group of two; give its new likeness to each neighbour."""
        self._members[one] = tuple(sorted(self._members[one] + self._members.pop(other)))
        self._profiles[one] = self._profiles[one].with_(self._profiles.pop(other))
        neighbours = (self._near[one].keys() | self._near.pop(other).keys()) - {one, other}
        for third in neighbours:
            self._near[third].pop(one, None)
            self._near[third].pop(other, None)
        self._near[one] = {}
        scores = ((third, self._compare(one, third)) for third in sorted(neighbours))
        return [(third, score) for third, score in scores if score is not None]
