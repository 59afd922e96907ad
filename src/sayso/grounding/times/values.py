"""What time expressions mean: TimeML values with bounds, made by reckoning on the calendar.

Values follow TIMEX3 of TimeML 1.2.1: ``1990-02-04``, ``1990-W05``, ``1990-02``,
``1989-Q3``, ``1989-SU``, ``199`` (the nineties), ``19`` (the twentieth century),
``1990-02-04TMO``, ``1990-02-04T22:15``, ``P3D``, ``PT36H``, ``PXM``, ``XXXX-WXX-4``,
``PRESENT_REF``. Bounds are dates, both included, or local instants.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.grounding.times.words import rows
from sayso.record import TimePrecision, TimeType

NO_DAY = "no date of publication to count from"
NO_MENTION = "nothing named before to count from"
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an expression means, before it has an id and a span.

    ``day`` is the single day it names, ``clock`` a time of day (TimeML's part
    behind the ``T``) that still waits for one. ``refers`` tells that later
    expressions ("two days later") may be counted from it.
    """

    type: TimeType
    value: str | None
    earliest: str | None = None
    latest: str | None = None
    precision: TimePrecision = TimePrecision.UNKNOWN
    basis: str = "the words"
    day: date | None = None
    clock: str | None = None
    refers: bool = True

    @property
    def is_quarter(self) -> bool:
        """True for a quarter of a year."""
        return self.value is not None and "-Q" in self.value


def on_day(day: date, basis: str) -> Meaning:
    """Give a day."""
    iso = day.isoformat()
    return Meaning(
        type=TimeType.DATE, value=iso, earliest=iso, latest=iso, precision=TimePrecision.DAY, basis=basis, day=day
    )


def stretch(value: str, first: date, last: date, precision: TimePrecision, basis: str) -> Meaning:
    """Give a stretch of whole days."""
    return Meaning(
        type=TimeType.DATE,
        value=value,
        earliest=first.isoformat(),
        latest=last.isoformat(),
        precision=precision,
        basis=basis,
    )


def week_of(day: date, basis: str, *, weekend: bool = False) -> Meaning:
    """Give the ISO week in which a day lies, or its weekend."""
    year, week, _ = day.isocalendar()
    first = date.fromisocalendar(year, week, 6 if weekend else 1)
    value = f"{year:04}-W{week:02}" + ("-WE" if weekend else "")
    return stretch(value, first, date.fromisocalendar(year, week, 7), TimePrecision.WEEK, basis)


def month_of(year: int, month: int, basis: str) -> Meaning:
    """Give a month; months outside 1 to 12 count on into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return stretch(f"{year:04}-{month:02}", first, last, TimePrecision.MONTH, basis)


def months(value: str, year: int, first: int, last: int, precision: TimePrecision, basis: str) -> Meaning:
    """Give several months of one year."""
    return stretch(value, date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision, basis)


def quarter_of(year: int, quarter: int, basis: str) -> Meaning:
    """Give a quarter of the calendar year; quarters outside 1 to 4 count on into other years."""
    year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
    return months(f"{year:04}-Q{quarter}", year, 3 * quarter - 2, 3 * quarter, TimePrecision.SEASON, basis)


def half_of(year: int, half: int, basis: str) -> Meaning:
    """Give a half of the calendar year."""
    return months(f"{year:04}-H{half}", year, 6 * half - 5, 6 * half, TimePrecision.SEASON, basis)


def season_of(year: int, code: str, basis: str) -> Meaning:
    """Give a season, as the northern half of the earth has it; a winter may lie on either side of its year."""
    value = f"{year:04}-{code}"
    if code == "WI":
        last = date(year + 1, 2, 29 if isleap(year + 1) else 28)
        return stretch(value, date(year - 1, 12, 1), last, TimePrecision.SEASON, basis)
    return months(value, year, *_SEASONS[code], TimePrecision.SEASON, f"{basis}; seasons of the north")


def year_of(year: int, basis: str) -> Meaning:
    """Give a year."""
    return stretch(f"{year:04}", date(year, 1, 1), date(year, 12, 31), TimePrecision.YEAR, basis)


def decade_of(year: int, basis: str) -> Meaning:
    """Give the decade in which a year lies."""
    first = year // 10 * 10
    return stretch(f"{first // 10:03}", date(first, 1, 1), date(first + 9, 12, 31), TimePrecision.UNKNOWN, basis)


def century_of(year: int, basis: str) -> Meaning:
    """Give the hundred years that begin with the same two figures as a year."""
    first = max(1, year // 100 * 100)
    return stretch(f"{year // 100:02}", date(first, 1, 1), date(year // 100 * 100 + 99, 12, 31),
                   TimePrecision.UNKNOWN, basis)  # fmt: skip


def at(day: date, clock: str, basis: str) -> Meaning:
    """Give a time of a day: a part of it ("MO"), an hour ("22") or a minute ("22:15", with "Z" for UTC).

    Morning is 06–12, afternoon 12–18, evening 18–24; the night named by a
    day begins on its evening and ends at 06 on the next; "early" ("ER" here,
    TimeML has no code) is the night's part 00–06 on the day itself.
    """
    value = f"{day.isoformat()}T{'NI' if clock == 'ER' else clock}"
    if clock[0].isdigit():
        instant = f"{day.isoformat()}T{clock}" if len(clock) > 2 else f"{day.isoformat()}T{clock}:00"
        precise = TimePrecision.MINUTE
        if clock.startswith("24"):
            instant = f"{(day + timedelta(days=1)).isoformat()}T00:00"
        return Meaning(
            type=TimeType.TIME, value=value, earliest=instant, latest=instant, precision=precise, basis=basis, day=day
        )
    low, high = hours(clock)
    return Meaning(
        type=TimeType.TIME,
        value=value,
        earliest=_hour(day, low),
        latest=_hour(day, high),
        precision=TimePrecision.PART_OF_DAY,
        basis=basis,
        day=day,
    )


def hours(code: str) -> tuple[int, int]:
    """Give the hours of a part of the day, counted from midnight before its day."""
    if code == "ER":
        return 0, 6
    low = next(int(row["number"]) for row in rows("part").values() if row["code"] == code)
    return low, low + (12 if code == "NI" else 6)


def _hour(day: date, hour: int) -> str:
    return f"{(day + timedelta(days=hour // 24)).isoformat()}T{hour % 24:02}:00"


def length(number: float | None, unit: str) -> Meaning:
    """Give a length of time: ``P3D``, ``PT90M``, ``P20Y`` for two decades, ``PXM`` where the number is not told."""
    code, factor = {"DE": ("Y", 10), "CE": ("Y", 100)}.get(unit, (unit, 1))
    if number is None:
        known = {"TS": "PTXS", "TM": "PTXM", "TH": "PTXH", "DE": "PXDE", "CE": "PXCE"}
        value = known.get(unit, f"PX{unit}")
    else:
        value = _length(number * factor, code)
    return Meaning(type=TimeType.DURATION, value=value, basis="a length of time", refers=False)


_FINER = {"Y": ("M", 12), "TH": ("TM", 60), "TM": ("TS", 60), "D": ("TH", 24), "M": ("D", 30), "W": ("D", 7)}


def _length(number: float, code: str) -> str:
    whole, rest = int(number), number - int(number)
    days, clock = (f"{whole}{code}", "") if len(code) == 1 else ("", f"{whole}{code[1]}")
    if rest and code in _FINER:
        finer, parts = _FINER[code]
        more = round(rest * parts)
        if not whole:
            days = clock = ""
        if len(finer) == 1:
            days += f"{more}{finer}"
        else:
            clock += f"{more}{finer[1]}"
    return f"P{days}" + (f"T{clock}" if clock else "")


def reference(value: str) -> Meaning:
    """Give a vague time: ``PRESENT_REF``, ``PAST_REF`` or ``FUTURE_REF``."""
    return Meaning(type=TimeType.DATE, value=value, basis="no time that could be counted", refers=False)


def repeated(value: str) -> Meaning:
    """Give a time that comes again and again."""
    return Meaning(type=TimeType.SET, value=value, basis="comes again and again", refers=False)


def undated(kind: TimeType, precision: TimePrecision, why: str) -> Meaning:
    """Give a time that was found but cannot be reckoned, and why."""
    return Meaning(type=kind, value=None, precision=precision, basis=why, refers=False)


# What a rule gives for words that look like a time and are none ("31 February").
NO_TIME = undated(TimeType.DATE, TimePrecision.UNKNOWN, "no day of the calendar")
