"""Spans of a text: cutting, trimming and comparing, in code points with the end excluded."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from sayso.record import Ref, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Stretch(Protocol):
    """Anything with a start and an end."""

    @property
    def start(self) -> int:
        """Give where it begins."""

    @property
    def end(self) -> int:
        """Give where it ends, excluded."""


S = TypeVar("S", bound=Stretch)


class SpanIndex(Generic[S]):
    """Stretches of one text, to be asked which lie inside or over another, without going through all."""

    _CHUNK = 256  # characters

    def __init__(self, stretches: Iterable[S]) -> None:
        """Index stretches; they come back in order of their start, the longer first."""
        self._ordered = sorted(stretches, key=lambda one: (one.start, -one.end))
        self._starts = [one.start for one in self._ordered]
        self._chunks: dict[int, list[S]] = defaultdict(list)
        for one in self._ordered:
            for chunk in range(one.start // self._CHUNK, max(one.end - 1, one.start) // self._CHUNK + 1):
                self._chunks[chunk].append(one)

    def inside(self, start: int, end: int) -> Iterator[S]:
        """Give the stretches that lie wholly inside ``start`` to ``end``."""
        for one in self._ordered[bisect_left(self._starts, start) : bisect_left(self._starts, max(end, start))]:
            if one.end <= end:
                yield one

    def over(self, start: int, end: int) -> Iterator[S]:
        """Give the stretches that wholly contain ``start`` to ``end``."""
        return (one for one in self._chunks.get(start // self._CHUNK, ()) if one.start <= start and end <= one.end)

    def meeting(self, start: int, end: int) -> Iterator[S]:
        """Give the stretches that share a character with ``start`` to ``end``."""
        seen: set[int] = set()
        for chunk in range(start // self._CHUNK, max(end - 1, start) // self._CHUNK + 1):
            for one in self._chunks.get(chunk, ()):
                if one.start < end and start < one.end and id(one) not in seen:
                    seen.add(id(one))
                    yield one


def quote(text: str, start: int, end: int) -> Span:
    """Give the span of ``text[start:end]``."""
    return Span(start=start, end=end, text=text[start:end])


def balanced(text: str, start: int, end: int) -> Span:
    """Give the span of ``text[start:end]``, widened by a bracket that it cuts off ("Russia’s] aim")."""
    piece = text[start:end]
    if "[" not in piece and "]" not in piece:
        return Span(start=start, end=end, text=piece)
    if piece.count("]") > piece.count("[") and start and text[start - 1] == "[":
        start -= 1
    if piece.count("[") > piece.count("]") and text[end : end + 1] == "]":
        end += 1
    return quote(text, start, end)


def refer(text: str, start: int, end: int, actor: str | None) -> Ref:
    """Give the words ``text[start:end]`` as a reference to ``actor``."""
    return Ref(actor=actor, start=start, end=end, text=text[start:end])


def overlap(a_start: int, a_end: int, b_start: int, b_end: int) -> bool:
    """Tell whether two stretches share a character."""
    return a_start < b_end and b_start < a_end
