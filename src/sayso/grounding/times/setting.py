"""What time expressions are counted from: the document's own day, a previous mention, the tense around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.times.tense import Clauses, Tense
from sayso.grounding.times.values import Meaning, month_of, on_day, undated
from sayso.grounding.times.words import plain, rows
from sayso.record import TimePrecision, TimeType

if TYPE_CHECKING:
    from collections.abc import Callable

_BEFORE = re.compile(r"([\w'’%$]+|[^\w\s])\s*$")
_UNTIL = frozenset({"until", "till", "by", "through", "to", "effective", "before", "starting", "beginning", "due"})
_FAR_BACK = 4  # times: a day ahead of a deadline is meant, if the one before lies so much farther off
_HALF_YEAR = 183  # days
NO_DAY = "no date of publication to count from"
NO_MENTION = "nothing before it to count from"


@dataclass
class Setting:
    """Where an expression stands, and what it can be counted from.

    ``today`` is the document's own day and ``whose`` names where that was
    found; ``mention`` is the last time named before that others may be
    counted from, ``day`` the last single day and ``quarter`` the last quarter.
    ``lead`` is where the expression at hand begins.
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
        """How a time counted from the document's own day says so."""
        return f"counted from {self.whose}"

    def note(self, meaning: Meaning, at: int) -> None:
        """Keep a time as one that later expressions may be counted from."""
        if meaning.value is None or not meaning.refers or meaning.type not in {"DATE", "TIME"}:
            return
        if meaning.day is not None and self._only_said(at):
            return
        self.mention = meaning
        if meaning.day is not None:
            self.day = meaning
        elif "-Q" in meaning.value and (self.today is None or (meaning.latest or "") < self.today.isoformat()):
            self.quarter = meaning  # a report compares the quarters that have ended

    def _only_said(self, at: int) -> bool:
        """Tell the day on which something was said ("police said Monday") from that on which it happened."""
        if self.day is None:
            return False
        verb = self.clauses.verb(at)
        return verb is not None and verb.lemma in _saying()

    def before(self, start: int) -> str:
        """Give the word (or mark) before a place, in lower case; empty at the head of a line."""
        match = _BEFORE.search(self.text, max(0, start - 30), start)
        return match[1].lower() if match else ""

    def tense(self, start: int) -> Tense:
        """Tell the tense around a place; "until" and its like look ahead from what was done."""
        return self.clauses.tense(start)

    def nearest_weekday(self, number: int, start: int) -> Meaning:
        """Give the day of the week that is meant: the day itself, or the next or last one, as the tense has it."""
        if self.today is None:
            return undated(TimeType.DATE, TimePrecision.DAY, NO_DAY)
        back = (self.today.weekday() - number) % 7
        tense = self.tense(start)
        ahead = tense in {Tense.FUTURE, Tense.PRESENT} or (
            self.before(self.lead) in {"until", "till"} and not self._long_before(start)
        )
        if ahead:
            forth = (number - self.today.weekday()) % 7
            basis = "the day of the week after publication" if forth else "the day of publication"
            return on_day(self.today + timedelta(days=forth), self._own(basis))
        basis = "the day of the week before publication" if back else "the day of publication"
        return on_day(self.today - timedelta(days=back), self._own(basis))

    def _own(self, basis: str) -> str:
        return basis.replace("publication", self.whose)

    def _long_before(self, start: int) -> bool:
        verb = self.clauses.verb(start)
        return verb is not None and self.clauses.perfect(verb)

    def nearest_date(self, month: int, day: int, start: int) -> Meaning | None:
        """Give the day of a month without its year: before or after publication, as the tense has it."""
        if self.today is None:
            return undated(TimeType.DATE, TimePrecision.DAY, NO_DAY)
        basis = f"the words and the year of {self.whose}"
        found = [one for year in (-1, 0, 1) if (one := _date(self.today.year + year, month, day)) is not None]
        past = [one for one in found if one <= self.today]
        future = [one for one in found if one > self.today]
        if not past or not future:
            return on_day(found[0], basis) if found else None
        back, forth = (self.today - past[-1]).days, (future[0] - self.today).days
        return on_day(future[0] if self._is_ahead(back, forth, start) else past[-1], basis)

    def nearest_month(self, month: int, start: int) -> Meaning:
        """Give a month without its year: before or after publication, as the tense has it."""
        if self.today is None:
            return undated(TimeType.DATE, TimePrecision.MONTH, NO_DAY)
        basis = f"the words and the year of {self.whose}"
        back = (self.today.month - month) % 12
        forth = (month - self.today.month) % 12
        ahead = forth and self._is_ahead(30 * back, 30 * forth, start)
        return month_of(self.today.year, self.today.month + (forth if ahead else -back), basis)

    def dated_weekday(self, month: int, day: int, weekday: int) -> Meaning | None:
        """Give the day of a month that falls on a day of the week, in the year in which it does."""
        if self.today is None:
            return None
        today = self.today
        years = sorted(range(today.year - 3, today.year + 2), key=lambda year: abs(year - today.year))
        found = [one for year in years if (one := _date(year, month, day)) is not None and one.weekday() == weekday]
        if not found:
            return None
        return on_day(min(found, key=lambda one: abs((one - today).days)), "the words and their day of the week")

    def _is_ahead(self, back: int, forth: int, start: int) -> bool:
        """Tell whether a time ``forth`` days after publication is meant, not the one ``back`` days before."""
        tense = self.tense(start)
        if tense is Tense.FUTURE:
            return forth < _HALF_YEAR or forth < back
        if self.before(self.lead) in _UNTIL and not self._long_before(start):
            return forth < back
        if tense is Tense.PRESENT:
            return forth < back
        loose = tense is Tense.UNKNOWN or not self.clauses.direct(start)
        return forth * _FAR_BACK < back and loose and self.clauses.known


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _saying() -> frozenset[str]:
    return frozenset(row["pattern"] for row in lexicon.table("cues"))


Rule = tuple[re.Pattern[str], "Callable[[re.Match[str], Setting], Meaning | None]"]


def shift_of(words: str) -> tuple[int, bool]:
    """Give how many units on "last", "this", "following" … count, and whether from the time named before."""
    row = rows("shift")[plain(words).removeprefix("the ")]
    return int(row["number"]), row["code"] == "mention"
