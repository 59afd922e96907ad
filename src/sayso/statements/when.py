"""When: which of a report's times an event or a toll belongs to, and where that was found.

A day on which something was only said is no day on which it happened, and a
vague time ("now", "recently") dates nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.times import document_day
from sayso.grounding.times.tense import Clauses, Tense
from sayso.record import TimePrecision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading, Token
    from sayso.record import Time

_NEAR_BLOCKS = 3  # paragraphs back in which the time of a story is taken from the event told before
_DATED = frozenset({"DATE", "TIME"})
_FINE = frozenset(
    [TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.PART_OF_DAY, TimePrecision.DAY, TimePrecision.WEEK]
)
_COARSE = frozenset({TimePrecision.YEAR, TimePrecision.UNKNOWN})


class Calendar:
    """The times of one report that can date what it tells."""

    def __init__(self, reading: Reading, identities: Identities) -> None:
        """Sort the times of a report by whether they date something, and by where they stand."""
        self._reading = reading
        self._identities = identities
        self._clauses = Clauses(reading)
        self._today = document_day(reading.document)[0]
        self._story = [time for time in identities.times if time.precision in _FINE and self._tells(time)]
        self._starts = [time.start for time in self._story]
        self._blocks = [block.start for block in reading.document.blocks]

    def when(self, head: int, clause: Sequence[tuple[int, int]]) -> tuple[str | None, str | None]:
        """Give the time of the event whose predicate is token ``head``.

        Args:
            head: The index of the event's predicate.
            clause: The characters of its own clause, as stretches, nearest first.

        Returns:
            The id of the time, and "clause", "sentence" or "story"; twice
            ``None`` where the report does not tell.
        """
        time = self._nearest(head, clause, _dates)
        if time is not None:
            return time.id, "clause"
        sentence = self._reading.sentence_of(head)
        start, end = self._reading.tokens[sentence.first].start, self._reading.tokens[sentence.last - 1].end
        time = self._nearest(head, [(start, end)], lambda one: one.precision not in _COARSE and self._tells(one))
        if time is not None:
            return time.id, "sentence"
        time = self._told_before(head)
        return (time.id, "story") if time is not None else (None, None)

    def _nearest(self, head: int, spans: Iterable[tuple[int, int]], fits: Callable[[Time], bool]) -> Time | None:
        at = self._reading.tokens[head].start
        found = [time for start, end in spans for time in self._identities.timed.inside(start, end) if fits(time)]
        return min(found, key=lambda time: (time.precision in _COARSE, abs(time.start - at)), default=None)

    def _told_before(self, head: int) -> Time | None:
        """Give the time of the story: the one told last before it, or next after it, near by; or else the first one."""
        token = self._reading.tokens[head]
        if not self._story or self._clauses.tense(token.start) is Tense.FUTURE or self._ahead(token):
            return None
        here = bisect_right(self._blocks, token.start)
        n = bisect_right(self._starts, token.start) - 1
        if n >= 0 and here - bisect_right(self._blocks, self._starts[n]) < _NEAR_BLOCKS:
            return self._story[n]
        if n + 1 < len(self._story) and bisect_right(self._blocks, self._starts[n + 1]) - here < _NEAR_BLOCKS:
            return self._story[n + 1]
        return self._story[0] if self._starts[0] < token.start else None

    def _ahead(self, token: Token) -> bool:
        """Tell a verb that is still to come ("will bomb", "to bomb")."""
        words = {self._reading.tokens[i].lower for i in self._reading.kids(token.i, "aux")}
        return bool(words & (lexicon.values("tenses", "future-modal") | {"to"}))

    def _tells(self, time: Time) -> bool:
        """Tell a time that dates something told from one on which it was only said."""
        if not _dates(time) or (self._today is not None and (time.earliest or "") > self._today.isoformat() + "T24"):
            return False
        return not self._clauses.only_said(self._head_of(time))

    def _head_of(self, time: Time) -> int:
        """Give the first character of the word in a time that the rest of the sentence governs."""
        token = self._clauses.token(time.start)
        while token is not None:
            head = self._clauses.head(token)
            if head.i == token.i or not time.start <= head.start < time.end:
                return token.start
            token = head
        return time.start


def _dates(time: Time) -> bool:
    return time.type in _DATED and time.earliest is not None
