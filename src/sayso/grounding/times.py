"""Time expressions, with TimeML values and bounds anchored to the document's own date."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import Time, TimePrecision, TimeType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sayso.reading.model import Reading


def _words(kind: str) -> dict[str, dict[str, str]]:
    return {row["pattern"]: dict(row) for row in lexicon.table("calendar") if row["value"] == kind}


_DAYS = tuple(_words("day"))
_MONTHS = tuple(_words("month"))
# Parts of the day: TimeML's code and the local hours from and to (the last excluded).
_PARTS = {word: (row["code"], int(row["number"]), int(row["number"]) + 6) for word, row in _words("part").items()}
_UNITS = {word: row["code"] for word, row in _words("unit").items()}
_AMOUNTS: dict[str, int | None] = {
    **{row["pattern"]: int(row["value"]) for row in lexicon.table("numbers") if row["value"].isdigit()},
    **{word: int(row["number"]) if row["number"] else None for word, row in _words("amount").items()},
}

_MONTH = "(?:" + "|".join([*_MONTHS, *(rf"{month[:3]}\.?" for month in _MONTHS), r"sept\.?"]) + r")(?!\w)"
_DAY = "(?:" + "|".join(_DAYS) + ")"
_PART = "(?:morning|afternoon|evening|night)"
_AMOUNT = r"(?:\d+|" + "|".join(sorted(_AMOUNTS, key=len, reverse=True)) + ")"
_UNIT = "(?:second|minute|hour|day|week|month|year|decade)s?"


@dataclass(frozen=True, slots=True)
class _Value:
    """What an expression means, before it has an id and a span."""

    type: TimeType
    value: str | None
    earliest: str | None
    latest: str | None
    precision: TimePrecision
    basis: str
    day: date | None = None


def find_times(reading: Reading) -> tuple[Time, ...]:
    """Find the time expressions of the text blocks.

    Days of the week and "yesterday" are counted from the document's own
    date; a day of the week that is the day of publication is that day,
    otherwise the one before. Without a known date they stay without value.

    Returns:
        Times in text order, none overlapping another. Bounds are dates, or
        local instants without a zone.
    """
    anchor = _anchor(reading.document.published)
    text = reading.document.text
    found: list[Time] = []
    for block in reading.document.blocks:
        if block.kind.is_furniture:
            continue
        for start, end, value in _in_block(text, block.start, block.end, anchor):
            found.append(
                Time(
                    id=f"t{len(found) + 1}",
                    start=start,
                    end=end,
                    text=text[start:end],
                    type=value.type,
                    value=value.value,
                    earliest=value.earliest,
                    latest=value.latest,
                    precision=value.precision,
                    basis=value.basis,
                )
            )
    return tuple(found)


def _anchor(published: str | None) -> date | None:
    return date.fromisoformat(published[:10]) if published else None


def _in_block(text: str, start: int, end: int, anchor: date | None) -> Iterator[tuple[int, int, _Value]]:
    """Give the expressions of one block, leftmost and then longest first."""
    at = start
    while (match := _ANY.search(text, at, end)) is not None:
        at = match.end()
        kind = match.lastgroup or ""
        value = _MEANINGS[kind](match.group().lower(), anchor)
        if value is not None:
            yield match.start(), match.end(), value


def _part_of_day(value: _Value, part: str | None) -> _Value:
    """Narrow a day to one of its parts."""
    if part is None or value.day is None:
        return value
    code, low, high = _PARTS[part]
    last = f"{value.day}T{high:02}:00" if high < 24 else f"{value.day + timedelta(days=1)}T00:00"
    return _Value(
        TimeType.TIME, f"{value.day}T{code}", f"{value.day}T{low:02}:00", last, TimePrecision.PART_OF_DAY, value.basis,
        value.day,
    )  # fmt: skip


def _on(day: date, basis: str) -> _Value:
    return _Value(TimeType.DATE, day.isoformat(), day.isoformat(), day.isoformat(), TimePrecision.DAY, basis, day)


def _month_of(year: int, month: int, basis: str) -> _Value:
    last = monthrange(year, month)[1]
    return _Value(
        TimeType.DATE, f"{year:04}-{month:02}", f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{last:02}",
        TimePrecision.MONTH, basis,
    )  # fmt: skip


def _open(kind: TimeType, precision: TimePrecision) -> _Value:
    return _Value(kind, None, None, None, precision, "no date of publication to count from")


def _month_number(word: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(word[:3]))


def _absolute(words: str, anchor: date | None) -> _Value | None:
    """Read "26 April 1937", "April 26, 1937", "April 26", "Sept. 30" and "April 1937"."""
    month = re.search(_MONTH, words)
    numbers = [int(n) for n in re.findall(r"\d+", words)]
    if month is None:
        return None
    n = _month_number(month.group())
    year = next((x for x in numbers if x > 31), None)
    day = next((x for x in numbers if x <= 31), None)
    basis = "the words"
    if year is not None and year < 100:
        year += 1900
    if year is None:
        if anchor is None:
            return _open(TimeType.DATE, TimePrecision.MONTH if day is None else TimePrecision.DAY)
        year, basis = anchor.year, "the words and the year of publication"
        if (n, day or 1) > (anchor.month, anchor.day):
            year -= 1
    if day is None:
        return _month_of(year, n, basis)
    try:
        return _part_of_day(_on(date(year, n, day), basis), _part_in(words))
    except ValueError:
        return None


def _part_in(words: str) -> str | None:
    match = re.search(rf"\b{_PART}\b", words)
    return match.group() if match else None


def _iso(words: str, _anchor: date | None) -> _Value | None:
    try:
        return _on(date.fromisoformat(words), "the words")
    except ValueError:
        return None


def _weekday(words: str, anchor: date | None) -> _Value:
    """Read "Wednesday", "on Wednesday morning", "last Friday", "next Monday"."""
    if anchor is None:
        return _open(TimeType.DATE, TimePrecision.DAY)
    name = re.search(_DAY, words)
    number = _DAYS.index(name.group()) if name else 0
    back = (anchor.weekday() - number) % 7
    if words.startswith("last") and back == 0:
        back = 7
    if words.startswith(("next", "coming")):
        back = back - 7
    basis = "the day of the week before publication" if back else "the day of publication"
    return _part_of_day(_on(anchor - timedelta(days=back), basis), _part_in(words))


def _deictic(words: str, anchor: date | None) -> _Value:
    """Read "yesterday", "today", "tonight", "overnight", "this morning", "last night"."""
    if anchor is None:
        return _open(TimeType.DATE, TimePrecision.DAY)
    basis = "counted from publication"
    if words == "overnight" or "last night" in words:
        before = anchor - timedelta(days=1)
        return _Value(
            TimeType.TIME, f"{before}TNI", f"{before}T18:00", f"{anchor}T06:00", TimePrecision.PART_OF_DAY, basis
        )
    if words == "tonight":
        return _part_of_day(_on(anchor, basis), "evening")
    shift = {"yesterday": -1, "tomorrow": 1}.get(words.split()[0], 0)
    return _part_of_day(_on(anchor + timedelta(days=shift), basis), _part_in(words))


def _ago(words: str, anchor: date | None) -> _Value:
    """Read "three days ago", "two weeks earlier"."""
    amount = _amount(words)
    unit = next(u for u in _UNITS if re.search(rf"\b{u}", words))
    if anchor is None or amount is None:
        return _open(TimeType.DATE, TimePrecision.UNKNOWN)
    basis = "counted from publication"
    if unit == "day":
        return _on(anchor - timedelta(days=amount), basis)
    if unit == "week":
        year, week, _ = (anchor - timedelta(weeks=amount)).isocalendar()
        return _Value(
            TimeType.DATE, f"{year}-W{week:02}", date.fromisocalendar(year, week, 1).isoformat(),
            date.fromisocalendar(year, week, 7).isoformat(), TimePrecision.WEEK, basis,
        )  # fmt: skip
    if unit == "month":
        total = anchor.year * 12 + anchor.month - 1 - amount
        return _month_of(total // 12, total % 12 + 1, basis)
    if unit in {"year", "decade"}:
        return _whole_year(str(anchor.year - amount * (10 if unit == "decade" else 1)), anchor)
    return _on(anchor, basis)


def _period(words: str, anchor: date | None) -> _Value:
    """Read "last week", "this month", "next year"."""
    which, unit = words.split()
    if anchor is None:
        return _open(TimeType.DATE, TimePrecision.UNKNOWN)
    shift = {"this": 0, "next": 1, "coming": 1}.get(which, -1)
    basis = "counted from publication"
    if unit == "week":
        year, week, _ = (anchor + timedelta(weeks=shift)).isocalendar()
        first, last = date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
        return _Value(
            TimeType.DATE, f"{year}-W{week:02}", first.isoformat(), last.isoformat(), TimePrecision.WEEK, basis
        )
    if unit == "year":
        return _whole_year(str(anchor.year + shift), anchor)
    total = anchor.year * 12 + anchor.month - 1 + shift
    return _month_of(total // 12, total % 12 + 1, basis)


def _month_alone(words: str, anchor: date | None) -> _Value:
    """Read "in July", "since early August": the last month of that name."""
    month = re.search(_MONTH, words)
    if anchor is None or month is None:
        return _open(TimeType.DATE, TimePrecision.MONTH)
    number = _month_number(month.group())
    year = anchor.year - (number > anchor.month)
    return _month_of(year, number, "the words and the year of publication")


def _amount(words: str) -> int | None:
    match = re.search(r"\d+", words)
    if match:
        return int(match.group())
    return next((n for word, n in _AMOUNTS.items() if n and re.search(rf"\b{word}\b", words)), None)


def _duration(words: str, _anchor: date | None) -> _Value:
    """Read "four years", "three hours": a length of time, without bounds."""
    unit = next(u for u in _UNITS if re.search(rf"\b{u}", words))
    amount = _amount(words)
    code = _UNITS[unit]
    number = "X" if amount is None else str(amount)
    value = f"PT{number}{code[1]}" if code[0] == "T" and code != "T" else f"P{number}{code}"
    return _Value(TimeType.DURATION, value, None, None, TimePrecision.UNKNOWN, "a length of time")


def _whole_year(words: str, _anchor: date | None) -> _Value:
    year = re.search(r"\d{4}", words)
    value = year.group() if year else words
    return _Value(TimeType.DATE, value, f"{value}-01-01", f"{value}-12-31", TimePrecision.YEAR, "the words")


_MEANINGS: dict[str, Callable[[str, date | None], _Value | None]] = {
    "iso": _iso,
    "absolute": _absolute,
    "weekday": _weekday,
    "deictic": _deictic,
    "ago": _ago,
    "period": _period,
    "month": _month_alone,
    "duration": _duration,
    "year": _whole_year,
}

# "May" and "March" alone are too often no months: they need a day or a year.
_ANY = re.compile(
    rf"\b(?:"
    rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<absolute>(?:{_PART} of )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},?(?: \d{{4}})?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?|{_MONTH},? \d{{4}})"
    rf"|(?P<weekday>(?:(?:last|next|this|coming) )?{_DAY}(?: {_PART})?)"
    rf"|(?P<deictic>(?:yesterday|today|tomorrow)(?: {_PART})?|tonight|overnight|this {_PART}|last night)"
    rf"|(?P<period>(?:last|this|next|past|previous|coming) (?:week|month|year))"
    rf"|(?P<ago>{_AMOUNT} {_UNIT} (?:ago|earlier))"
    rf"|(?P<duration>(?:a (?:few|couple of) |{_AMOUNT}[ -]){_UNIT})"
    rf"|(?:(?<=in )|(?<=since )|(?<=until )|(?<=during )|(?<=by ))"
    rf"(?P<month>(?:early |late |mid-)?(?-i:(?=[A-Z])|(?=[elm])){_MONTH}(?!,? \d{{4}}))"
    rf"|(?P<year>(?:19|20)\d{{2}})(?![\w,.-]*\d)"
    rf")(?!\w)",
    re.IGNORECASE,
)
