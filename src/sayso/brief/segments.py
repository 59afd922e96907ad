"""Cut a text at the edges of overlapping ranges, so that marks around them nest."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """A stretch to be marked.

    The order of ranges is how they nest: a lower ``layer`` lies outside a
    higher one, within a layer what starts first, then what is longer.
    """

    layer: int
    start: int
    minus_end: int = field(init=False, repr=False)
    end: int = field(compare=False)
    key: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "minus_end", -self.end)


class Segment(NamedTuple):
    """A stretch that no edge cuts, with the ranges that hold it, outermost first."""

    start: int
    end: int
    ranges: tuple[Range, ...]


class Open(NamedTuple):
    """A mark begins; ``first`` unless it goes on after having been split."""

    range: Range
    first: bool


class Close(NamedTuple):
    """A mark ends; ``last`` unless it goes on further below."""

    range: Range
    last: bool


Piece = Open | Close | str


def segments(length: int, ranges: Iterable[Range], cuts: Iterable[int] = ()) -> Iterator[Segment]:
    """Cut ``0..length`` at every edge of a range and at ``cuts``.

    Args:
        length: Of the text, in code points.
        ranges: In any order; parts beyond the text and empty ranges are left out.
        cuts: Further places to cut at, such as the edges of blocks.

    Returns:
        Segments in order that cover the text without gap or overlap; none is
        empty. Time grows with ranges (times their depth), not with ``length``.
    """
    begins: dict[int, list[Range]] = defaultdict(list)
    ends: dict[int, list[Range]] = defaultdict(list)
    edges = {0, length, *(cut for cut in cuts if 0 < cut < length)}
    for one in ranges:
        start, end = max(0, one.start), min(length, one.end)
        if start < end:
            begins[start].append(one)
            ends[end].append(one)
            edges |= {start, end}
    ordered = sorted(edges)
    active: list[Range] = []
    for start, end in pairwise(ordered):
        for one in ends[start]:
            del active[bisect_left(active, one)]
        for one in begins[start]:
            insort(active, one)
        yield Segment(start, end, tuple(active))


def pieces(text: str, parts: Sequence[Segment], seen: set[Range], last: dict[Range, int]) -> Iterator[Piece]:
    """Turn segments into text and marks that open and close in a well-nested order.

    All marks are closed at the end. Where ranges cross, the inner one is
    split: ``seen`` remembers from call to call which have begun, and ``last``
    names the start of the last segment of each range (see :func:`last_starts`).
    """
    stack: tuple[Range, ...] = ()
    before = -1
    for part in parts:
        yield from _turn(stack, part.ranges, before, seen, last)
        yield text[part.start : part.end]
        stack, before = part.ranges, part.start
    yield from _turn(stack, (), before, seen, last)


def last_starts(parts: Iterable[Segment]) -> dict[Range, int]:
    """Give the start of the last segment of every range."""
    return {one: part.start for part in parts for one in part.ranges}


def _turn(
    old: tuple[Range, ...], new: tuple[Range, ...], before: int, seen: set[Range], last: dict[Range, int]
) -> Iterator[Piece]:
    """Close what ends or must make way, innermost first; open what begins or goes on."""
    kept = common(old, new)
    for one in reversed(old[kept:]):
        yield Close(one, last.get(one, before) <= before)
    for one in new[kept:]:
        yield Open(one, one not in seen)
        seen.add(one)


def common(old: Sequence[object], new: Sequence[object]) -> int:
    """Count how many leading members two sequences share."""
    count = 0
    for a, b in zip(old, new, strict=False):
        if a != b:
            break
        count += 1
    return count
