"""Where quotation marks open and close, block by block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.reading.model import Quotation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.record import Block, Document

OPEN, CLOSE, EITHER = "open", "close", "either"
_BEFORE_OPENING = frozenset("([{<—–-/:|¶•>‘'“\"")

# A single mark opens only before a letter and after none, so that apostrophes
# ("Assad’s", "the ’90s") are left alone. It closes behind punctuation, or behind
# a word; the plural's "fighters’ camp" closes nothing.
_SINGLE_OPENS = re.compile(r"(?<![^\W_])['‘‚`](?=[^\W\d]|[\"“«]\w|…)")
_SINGLE_CLOSES = re.compile(r"(?<=[.,!?…\"”])['’](?![^\W_'])|(?<=\w)['’](?![^\W_'])(?!(?<=s['’])\s[a-z])")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Mark:
    """One mark: where it stands, what it may do there, and which marks answer it."""

    start: int
    end: int
    does: str
    family: str


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """Find quoted stretches in the text blocks of a document, marks included.

    Only the outermost of nested quotations are given. One that its block
    leaves open ends with the block (``closed`` is false) where the next block
    takes it up with a mark of its own, or where nothing speaks against it;
    a stray mark is passed over, so it costs at most its own paragraph.

    Returns:
        Quotations in text order that do not overlap; offsets are code points
        of ``document.text``, end excluded.
    """
    found: list[Quotation] = []
    blocks = [block for block in document.blocks if not block.kind.is_furniture]
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        runs_on = following is not None and opens_quoted(document.text, following.start)
        found.extend(_in_block(document.text, block, runs_on=runs_on))
    return tuple(found)


def opens_quoted(text: str, at: int) -> bool:
    """Tell whether a mark that can open a quotation stands at a place."""
    match = _marks_at().match(text, at)
    return (match is not None and _row(match.group())["value"] != CLOSE) or text[at : at + 1] in {"‘", "'"}


@cache
def _marks_at() -> re.Pattern[str]:
    patterns = sorted(lexicon.by_pattern("quotation_marks"), key=len, reverse=True)
    return re.compile("|".join(re.escape(pattern) for pattern in patterns))


def _row(mark: str) -> Mapping[str, str]:
    return lexicon.by_pattern("quotation_marks")[mark]


def _in_block(text: str, block: Block, *, runs_on: bool) -> list[Quotation]:
    pairs, left_open = _paired(_marks(text, block))
    found = [Quotation(start, end, closed=True) for start, end in pairs]
    starts = sorted(start for start, _ in pairs)
    for mark in left_open:
        later = any(one.start > mark.start for one in found)
        at_start = mark.start == block.start
        if not later and (runs_on or at_start or _handed_over(text, mark.start, block.start)):
            found.append(Quotation(mark.start, block.end, closed=False))
        elif later and at_start:
            end = _lost_end(text, mark.end, next(start for start in starts if start > mark.start))
            found.append(Quotation(mark.start, end, closed=False))
    for single in _singles(text, block, runs_on=runs_on):
        if not any(one.start <= single.start < one.end for one in found):
            found = [one for one in found if not single.start <= one.start < single.end]
            found.append(single)
    return sorted(found, key=lambda one: one.start)


def _handed_over(text: str, at: int, first: int) -> bool:
    """Tell a quotation that something hands over to ("He said: “We left."), or that begins behind a sentence."""
    before = text[max(first, at - 3) : at].rstrip()
    return before.endswith((":", ",", "—", "–", "-", ".", "!", "?", "”", "’", '"', "»"))


def _lost_end(text: str, start: int, following: int) -> int:
    """Give where a quotation whose closing mark is lost most likely ended: at the last comma before the next one.

    "“We left, he said. “Then it burned.”": the citing words stand between.
    """
    sentence = max(text.rfind(mark, start, following) for mark in ".!?")
    comma = text.rfind(",", start, sentence if sentence > start else following)
    return comma + 1 if comma > start else following


def _marks(text: str, block: Block) -> Iterator[_Mark]:
    """Give the marks of a block, each with what its neighbours allow it to do."""
    for match in _marks_at().finditer(text, block.start, block.end):
        start, end = match.span()
        row = _row(match.group())
        before = text[start - 1] if start > block.start else " "
        after = text[end] if end < block.end else " "
        can_open = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
        can_close = not before.isspace() and not after.isalnum()
        if can_open == can_close:
            does = row["value"]
        elif row["value"] == EITHER:
            does = OPEN if can_open else CLOSE
        elif can_open:  # a closing mark before a word, behind a blank: worn, or the other way round
            does = OPEN if row["value"] == OPEN else EITHER
        else:
            does = CLOSE if row["value"] == CLOSE else EITHER
        yield _Mark(start, end, does, row["family"])


def _paired(marks: Iterator[_Mark]) -> tuple[list[tuple[int, int]], list[_Mark]]:
    """Pair marks of one family like brackets; give the outermost pairs, and the outermost marks left open."""
    pairs: list[tuple[int, int]] = []
    opened: list[_Mark] = []
    for mark in marks:
        held = next((n for n in reversed(range(len(opened))) if opened[n].family == mark.family), None)
        closes = mark.does == CLOSE or (mark.does == EITHER and held is not None)
        if not closes:
            opened.append(mark)
        elif held is not None:
            pairs.append((opened[held].start, mark.end))
            del opened[held:]
    outer = [
        (start, end)
        for start, end in pairs
        if not any(low <= start and end <= high and (low, high) != (start, end) for low, high in pairs)
    ]
    return outer, opened


def _singles(text: str, block: Block, *, runs_on: bool) -> Iterator[Quotation]:
    """Find quotations in single marks; apostrophes open and close none."""
    clipped = lexicon.by_pattern("clipped_words")
    at = block.start
    while (opening := _SINGLE_OPENS.search(text, at, block.end)) is not None:
        word = _WORD.match(text, opening.end())
        at = opening.end()
        if text.startswith("''", opening.start()) or (word is not None and word.group().lower() in clipped):
            continue
        closing = _SINGLE_CLOSES.search(text, opening.end(), block.end)
        if closing is not None:
            yield Quotation(opening.start(), closing.end(), closed=True)
            at = closing.end()
        elif runs_on and opening.start() == block.start:
            yield Quotation(opening.start(), block.end, closed=False)
            return
