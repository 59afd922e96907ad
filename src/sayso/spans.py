"""Spans of a text: cutting, trimming and comparing, in code points with the end excluded."""

from __future__ import annotations

from sayso.record import Ref, Span


def quote(text: str, start: int, end: int) -> Span:
    """Give the span of ``text[start:end]``."""
    return Span(start=start, end=end, text=text[start:end])


def trimmed(text: str, start: int, end: int) -> Span:
    """Give the span of ``text[start:end]`` less the white space at both ends."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return quote(text, start + left, start + max(left, right))


def balanced(text: str, start: int, end: int) -> Span:
    """Give the span of ``text[start:end]``, widened by a bracket that it cuts off ("Russia’s] aim")."""
    piece = text[start:end]
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


def within(start: int, end: int, outer_start: int, outer_end: int) -> bool:
    """Tell whether a stretch lies wholly inside another."""
    return outer_start <= start and end <= outer_end
