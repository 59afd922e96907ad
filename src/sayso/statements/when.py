"""When: which of a report's times an event or a toll belongs to, and where that was found.

A day on which something was only said is no day on which it happened, and a
vague time ("now", "recently") dates nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.times import document_day
from sayso.grounding.times.tense import Clauses, Tense
from sayso.record import Event, TimePrecision, Toll, TollScope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading, Token
    from sayso.record import Time
    from sayso.statements.drafts import Draft

# Paragraphs back and forth in which the time of the story is sought. From 2 to 8 the share of MUC-4 incidents dated
# within their range moves between 71 and 75 % (dev), 67 and 70 % (260 texts of train).
_BACK, _FORTH = 8, 5
_NOT_TOLD = frozenset({"to", "has", "have", "'ve", "’ve"})
_DATED = frozenset({"DATE", "TIME"})
_FINE = frozenset(
    [TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.PART_OF_DAY, TimePrecision.DAY, TimePrecision.WEEK]
)
_COARSE = frozenset({TimePrecision.YEAR, TimePrecision.UNKNOWN})
_SIDES = frozenset({"after", "before"})


@cache
def _long_units() -> frozenset[str]:
    """Give the units of a day or more."""
    return frozenset(r["pattern"] for r in lexicon.table("calendar") if r["value"] == "unit" and r["code"][0] != "T")


def told_time(event: Event) -> str | None:
    """Give the time that the words of an event tell; one taken from the story around it tells no two acts apart."""
    return event.time if event.time_basis != "story" else None


def with_times_of_tolls(drafts: Sequence[Draft], calendar: Calendar) -> list[Draft]:
    """Date the tolls: by the event they are of, or else by their own sentence; a count over a period has no day."""
    events = {draft.predicate: draft.body for draft in drafts if isinstance(draft.body, Event)}
    dated: list[Draft] = []
    for draft in drafts:
        toll = draft.body
        if isinstance(toll, Toll) and toll.scope is not TollScope.PERIOD:
            event = events.get(draft.event) if draft.event is not None else None
            if event is not None and event.time is not None:
                when: tuple[str | None, str | None] = event.time, event.time_basis
            else:
                when = calendar.when(draft.predicate, (), story=False)
            dated.append(replace(draft, body=replace(toll, time=when[0], time_basis=when[1])))
        else:
            dated.append(draft)
    return dated


class Calendar:
    """The times of one report that can date what it tells."""

    def __init__(self, reading: Reading, identities: Identities) -> None:
        """Sort the times of a report by whether they date something, and by where they stand."""
        self._reading = reading
        self._identities = identities
        self._clauses = Clauses(reading)
        self._today = document_day(reading.document)[0]
        self._story = [
            time for time in identities.times if time.earliest and time.precision in _FINE and self._tells(time)
        ]
        self._starts = [time.start for time in self._story]
        self._blocks = [block.start for block in reading.document.blocks]

    def when(
        self, head: int, clause: Sequence[tuple[int, int]], *, story: bool = True
    ) -> tuple[str | None, str | None]:
        """Give the time of the event whose predicate is token ``head``.

        Args:
            head: The index of the event's predicate.
            clause: The characters of its own clause, as stretches.
            story: Whether the time of the story around will do.

        Returns:
            The id of the time, and "clause", "sentence" or "story"; twice
            ``None`` where the report does not tell.
        """
        time = self._nearest(head, clause, dates)
        if time is not None:
            return time.id, "clause"
        if self._is_counted_from(head):
            return None, None
        sentence = self._reading.sentence_of(head)
        start, end = self._reading.tokens[sentence.first].start, self._reading.tokens[sentence.last - 1].end
        time = self._nearest(head, [(start, end)], lambda one: one.precision not in _COARSE and self._tells(one))
        if time is not None:
            return time.id, "sentence"
        time = self._told_around(head) if story else None
        return (time.id, "story") if time is not None else (None, None)

    def _is_counted_from(self, head: int) -> bool:
        """Tell an act that another is dated by: "two years after soldiers shot them", "days before the raid"."""
        tokens = self._reading.tokens
        while tokens[head].dep == "conj":
            head = tokens[head].head
        above = tokens[head].head
        links = [above] if tokens[head].dep == "pobj" else self._reading.kids(head, "mark")
        return any(
            tokens[link].lower in _SIDES and link > 0 and tokens[link - 1].lemma in _long_units() for link in links
        )

    def _nearest(self, head: int, spans: Iterable[tuple[int, int]], fits: Callable[[Time], bool]) -> Time | None:
        at = self._reading.tokens[head].start
        found = [time for start, end in spans for time in self._identities.timed.inside(start, end) if fits(time)]
        return min(found, key=lambda time: (time.precision in _COARSE, abs(time.start - at)), default=None)

    def _told_around(self, head: int) -> Time | None:
        """Give the time of the story: the one told last before it, or next after it, near by; or else the first one."""
        token = self._reading.tokens[head]
        if not self._story or not self._is_told(token):
            return None
        here = bisect_right(self._blocks, token.start)
        n = bisect_right(self._starts, token.start) - 1
        if n >= 0 and here - bisect_right(self._blocks, self._starts[n]) < _BACK:
            return self._story[n]
        if n + 1 < len(self._story) and bisect_right(self._blocks, self._starts[n + 1]) - here < _FORTH:
            return self._story[n + 1]
        return self._story[0] if self._starts[0] < token.start else None

    def _is_told(self, token: Token) -> bool:
        """Tell an act of the story ("they bombed") from one to come and from what has been so for long."""
        words = {self._reading.tokens[i].lower for i in self._reading.kids(token.i, "aux")}
        if words & _NOT_TOLD or words & lexicon.values("tenses", "future-modal"):
            return False
        return self._clauses.tense(token.start) is not Tense.FUTURE

    def _tells(self, time: Time) -> bool:
        """Tell a time that dates something told from one on which it was only said."""
        if not dates(time) or (self._today is not None and (time.earliest or "") > self._today.isoformat() + "T24"):
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


def dates(time: Time) -> bool:
    """Tell a date or time of day from lengths, repetitions and vague times; its day need not be known."""
    return time.type in _DATED and (time.earliest is not None or time.value is None)
