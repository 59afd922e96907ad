"""Where quotation marks open and close, block by block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.reading.model import Quotation

if TYPE_CHECKING:
    from sayso.record import Block, Document

# A single mark opens only before a letter and after none, so that apostrophes
# ("Assad’s", "the ’90s") are left alone. It closes behind punctuation, or behind
# a word; the plural's "fighters’ camp" closes nothing.
_SINGLE_OPENS = re.compile(r"(?<![^\W_])['‘‚](?=[^\W\d])")
_SINGLE_CLOSES = re.compile(r"(?<=[.,!?…])['’](?![^\W_])|(?<=\w)['’](?![^\W_])(?!(?<=s['’])\s[a-z])")


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """Find quoted stretches in the text blocks of a document, marks included.

    A quotation that a block leaves open ends with its block (``closed`` is
    false); so a stray mark costs at most its own paragraph.
    """
    found: list[Quotation] = []
    for block in document.blocks:
        if not block.kind.is_furniture:
            found.extend(_in_block(document.text, block))
    return tuple(found)


def _in_block(text: str, block: Block) -> list[Quotation]:
    marks = lexicon.by_pattern("quotation_marks")
    found: list[Quotation] = []
    opened: tuple[int, str] | None = None
    for at in range(block.start, block.end):
        mark = text[at]
        if opened is not None:
            start, closing = opened
            if mark == closing:
                found.append(Quotation(start, at + 1, closed=True))
                opened = None
        elif mark in marks and (mark != '"' or at + 1 < block.end):
            opened = (at, marks[mark]["value"])
    if opened is not None:
        found.append(Quotation(opened[0], block.end, closed=False))
    return found or _single(text, block)


def _single(text: str, block: Block) -> list[Quotation]:
    """Find quotations in single marks, in a block that has no double ones."""
    found: list[Quotation] = []
    at = block.start
    while (opening := _SINGLE_OPENS.search(text, at, block.end)) is not None:
        closing = _SINGLE_CLOSES.search(text, opening.end(), block.end)
        if closing is None:
            break
        found.append(Quotation(opening.start(), closing.end(), closed=True))
        at = closing.end()
    return found
