"""What time expressions are counted from: the document's own day, a time named before, the tense around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sayso.grounding.times.tense import Tense
from sayso.grounding.times.values import NO_DAY, Meaning, month_of, on_day, undated
from sayso.grounding.times.words import behind
from sayso.record import TimePrecision, TimeType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sayso.grounding.times.tense import Clauses

_BEFORE = re.compile(r"([\w'’%$]+|[^\w\s])\s*$")
_LOOK_BACK = 30  # characters in which the word before is found
# A year's worth of news leaves years out. Where no tense tells, the day ahead is meant if the one behind lies more than
# so many times farther off; 3 to 6 differ by under 0.1 points of value F1 on TimeBank.
_FARTHER = 4

MENTION = "counted from the time named before"


@dataclass
class Setting:
    """Where an expression stands, and what it can be counted from.

    ``today`` is the document's own day and ``whose`` names where that was
    found; ``mention`` is the last time named before, ``day`` the last single
    day and ``quarter`` the last quarter that had ended. ``lead`` is where the
    expression at hand begins.
    """

    text: str
    today: date | None
    whose: str
    clauses: Clauses
    mention: Meaning | None = None
    day: Meaning | None = None
    quarter: Meaning | None = None
    lead: int = 0

    @property
    def from_today(self) -> str:
        """How a time that is counted from the document's own day says so."""
        return f"counted from {self.whose}"

    def note(self, meaning: Meaning, at: int) -> None:
        """Keep a time from which later expressions may be counted.

        The day on which something was said ("police said Monday") gives way
        to one on which it happened, once there is such.
        """
        if not meaning.refers or meaning.earliest is None:
            return
        if meaning.day is not None:
            if self.day is not None and self.clauses.only_said(at):
                return
            self.day = meaning
        elif meaning.is_quarter and (self.today is None or (meaning.latest or "") < self.today.isoformat()):
            self.quarter = meaning
        self.mention = meaning

    def before(self, at: int) -> str:
        """Give the word (or mark) before a character, in lower case; empty at the head of a text."""
        match = _BEFORE.search(self.text, max(0, at - _LOOK_BACK), at)
        return match[1].lower() if match else ""

    def tense(self, at: int) -> Tense:
        """Give the tense around a character."""
        return self.clauses.tense(at)

    def nearest_weekday(self, number: int, at: int) -> Meaning:
        """Give the day of the week that is meant: the document's own day, or the next or last one by the tense.

        "It was a Monday" tells of the day named before, if that was one.
        """
        named = self.day.day if self.day is not None else None
        if named is not None and named.weekday() == number and self.before(at) == "a":
            return on_day(named, MENTION)
        if self.today is None:
            return undated(TimeType.DATE, TimePrecision.DAY, NO_DAY)
        back = (self.today.weekday() - number) % 7
        if not back:
            return on_day(self.today, f"the day of {self.whose}")
        ahead = self.tense(at) in {Tense.FUTURE, Tense.PRESENT} or self._limits(at, behind("until"))
        if ahead:
            return on_day(self.today + timedelta(days=7 - back), f"the day of the week after {self.whose}")
        return on_day(self.today - timedelta(days=back), f"the day of the week before {self.whose}")

    def nearest_date(self, month: int, day: int, weekday: int | None, at: int) -> Meaning | None:
        """Give the day of a month without its year: before or after the document's own, as the tense has it.

        Where its day of the week is told, too, the year in which it falls on it.
        """
        if self.today is None:
            return undated(TimeType.DATE, TimePrecision.DAY, NO_DAY)
        basis = f"the words and the year of {self.whose}"
        found = [one for years in (-1, 0, 1) if (one := _date(self.today.year + years, month, day)) is not None]
        fitting = [one for one in found if one.weekday() == weekday]
        if len(fitting) == 1:
            return on_day(fitting[0], f"{basis}; the day of the week fits")
        day_meant = self._before_or_after(found, at)
        return on_day(day_meant, basis) if day_meant is not None else None

    def _before_or_after(self, found: Sequence[date], at: int) -> date | None:
        today = self.today or date.min
        past = max((one for one in found if one <= today), default=None)
        future = min((one for one in found if one > today), default=None)
        if past is None or future is None:
            return past or future
        return future if self._is_ahead((today - past).days, (future - today).days, at) else past

    def nearest_month(self, month: int, at: int) -> Meaning:
        """Give a month without its year: before or after the document's own day, as the tense has it."""
        if self.today is None:
            return undated(TimeType.DATE, TimePrecision.MONTH, NO_DAY)
        back, forth = (self.today.month - month) % 12, (month - self.today.month) % 12
        ahead = forth > 0 and self._is_ahead(back, forth, at)
        basis = f"the words and the year of {self.whose}"
        return month_of(self.today.year, self.today.month + (forth if ahead else -back), basis)

    def _is_ahead(self, back: int, forth: int, at: int) -> bool:
        """Tell whether the time ``forth`` units after the document's own day is meant, not that ``back`` before it."""
        tense = self.tense(at)
        if tense is Tense.FUTURE:
            return True
        if tense is Tense.PRESENT or self._limits(at, behind("deadline")):
            return forth < back
        loose = self.clauses.known and (tense is Tense.UNKNOWN or not self.clauses.direct(at))
        return loose and forth * _FARTHER < back

    def _limits(self, at: int, words: frozenset[str]) -> bool:
        """Tell a time up to which or from which something holds ("gave them until Friday", "as early as Friday")."""
        return self.before(self.lead) in words and not self.clauses.long_before(at)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


Rule = tuple[re.Pattern[str], "Callable[[re.Match[str], Setting], Meaning | None]"]
