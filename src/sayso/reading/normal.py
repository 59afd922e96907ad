"""Text as the parser likes it, with the way back to the document's characters.

The document's text never changes; only what is handed to the parser has its
runs of white space folded to one blank, an editor's square brackets left out
and very long blocks cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Longer blocks are cut at the end of a sentence, or of a word: the parser's
# memory grows with the length of one text.
_LONGEST = 20_000

_RUN = re.compile(r"\s+|[\[\]]")
_CUT = re.compile(r"[.!?][\"'”’)\]]*\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text for the parser; ``jumps`` lists (position here, position in the document) where they part."""

    text: str
    jumps: tuple[tuple[int, int], ...]

    def at(self, position: int) -> int:
        """Give the document's offset of the character at ``position`` of this text."""
        low, high = 0, len(self.jumps) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.jumps[middle][0] <= position:
                low = middle
            else:
                high = middle - 1
        here, there = self.jumps[low]
        return there + position - here


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """Give the stretch ``start`` to ``end`` of a text in pieces that the parser can take."""
    while start < end:
        stop = _stop(text, start, end)
        yield _fold(text, start, stop)
        start = stop


def _stop(text: str, start: int, end: int) -> int:
    """Find where a piece that begins at ``start`` should end."""
    limit = start + _LONGEST
    if end <= limit:
        return end
    stop = 0
    for match in _CUT.finditer(text, start, limit):
        stop = match.end()
    if not stop:
        stop = max(text.rfind(" ", start, limit), text.rfind("\n", start, limit)) + 1
    return stop if stop > start else limit


def _fold(text: str, start: int, end: int) -> Piece:
    """Fold each run of white space to one blank, and leave out square brackets."""
    parts: list[str] = []
    jumps = [(0, start)]
    length = 0
    here = start
    for match in _RUN.finditer(text, start, end):
        if match.group() == " ":
            continue
        put = "" if match.group() in "[]" else " "
        parts.append(text[here : match.start()] + put)
        length += match.start() - here + len(put)
        here = match.end()
        jumps.append((length, here))
    parts.append(text[here:end])
    return Piece("".join(parts), tuple(jumps))
