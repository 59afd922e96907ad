"""Days, months, years, decades and centuries by name and number, whole or in part, and the days of the week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.times.amounts import day_number, month_number, ordinal, part_code, said_year, shift_of, short_year
from sayso.grounding.times.setting import MENTION
from sayso.grounding.times.tense import Tense
from sayso.grounding.times.values import (
    NO_DAY,
    NO_TIME,
    at,
    century_of,
    decade_of,
    month_of,
    on_day,
    repeated,
    stretch,
    undated,
    year_of,
)
from sayso.grounding.times.words import behind, compiled, plain, rows
from sayso.record import TimePrecision, TimeType

if TYPE_CHECKING:
    import re

    from sayso.grounding.times.setting import Rule, Setting
    from sayso.grounding.times.values import Meaning

_WEEK = 7
# Months whose names are also a verb's or a person's: alone they need a word of time before them.
_DOUBTFUL = frozenset({"may", "march", "april", "june", "august"})
_NAMES = frozenset({"PERSON", "ORG", "GPE"})
_NO_YEARS = frozenset({"CARDINAL", "MONEY", "QUANTITY", "PERCENT", "TIME", "ORG", "FAC", "PRODUCT", "PERSON"})
_MARKS = frozenset("$£€#¥.,:/-–'’")  # before a number they make it none of a year
_LINKS = frozenset("-–'’/")  # unless a word stands before these ("mid-1996")


def _iso(match: re.Match[str], _setting: Setting) -> Meaning | None:
    try:
        day = date.fromisoformat(match["date"])
    except ValueError:
        return None
    return at(day, match["clock"] + (match["z"] or ""), "the words") if match["clock"] else on_day(day, "the words")


def _numeric(match: re.Match[str], _setting: Setting) -> Meaning | None:
    """Read "30.09.2015" and, where only one order gives a day, "30/09/2015" or "09/30/2015"."""
    first, second, year = int(match["a"]), int(match["b"]), short_year(match["c"])
    if match["mark"] == "." or first > 12:
        first, second = second, first
    elif second <= 12 and first != second:
        return undated(TimeType.DATE, TimePrecision.DAY, "day and month could be exchanged")
    try:
        return on_day(date(year, first, second), "the words")
    except ValueError:
        return None


def _date(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "26 April 1937", "Saturday, April 25", "Sept. 30", "the 26th of April", "4 Feb 90"."""
    month, day = month_number(match["month"]), ordinal(match["dom"])
    if match["month"] in {"may", "march"}:
        return None
    meaning: Meaning | None
    if match["year"]:
        try:
            meaning = on_day(date(short_year(match["year"]), month, day), "the words")
        except ValueError:
            return NO_TIME
    else:
        weekday = day_number(match["day"]) if match["day"] else None
        meaning = setting.nearest_date(month, day, weekday, match.start("dom"))
    return _in_part(meaning, match)


def _in_part(meaning: Meaning | None, match: re.Match[str]) -> Meaning | None:
    """Narrow a day to the part of it that the words name, too ("Monday night")."""
    if meaning is None or match["part"] is None or meaning.day is None:
        return meaning
    return at(meaning.day, part_code(match["part"]), meaning.basis)


def _days(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "2-5 March" and "April 3 to 5": a stretch of days, as an ISO 8601 interval."""
    month, low, high = month_number(match["month"]), ordinal(match["first"]), ordinal(match["second"])
    if high <= low:
        return None
    start = setting.nearest_date(month, low, None, match.start("first")) if not match["year"] else None
    try:
        if match["year"]:
            start = on_day(date(short_year(match["year"]), month, low), "the words")
        if start is None or start.day is None:
            return start
        last = start.day.replace(day=high)
    except ValueError:
        return NO_TIME
    precision = TimePrecision.WEEK if high - low < _WEEK else TimePrecision.MONTH
    return stretch(f"{start.day.isoformat()}/{last.isoformat()}", start.day, last, precision, start.basis)


def _month_year(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "April 1937", "June last year", "January this year"."""
    month = month_number(match["month"])
    if match["year"] or match["said"]:
        return month_of(short_year(match["year"]) if match["year"] else said_year(match["said"]), month, "the words")
    number, from_mention = shift_of(match["shift"])
    if from_mention and setting.mention is not None and setting.mention.earliest:
        return month_of(int(setting.mention.earliest[:4]) + number, month, MENTION)
    if setting.today is None:
        return undated(TimeType.DATE, TimePrecision.MONTH, NO_DAY)
    return month_of(setting.today.year + number, month, setting.from_today)


def _month(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "in July", "early August", "last May", "next January", "each July"."""
    month, which = month_number(match["month"]), match["shift"]
    if not match["month"][0].isupper():
        return None
    if match["each"]:
        return repeated(f"XXXX-{month:02}")
    if which is None:
        return setting.nearest_month(month, match.start("month")) if _is_month(match, setting) else None
    number, from_mention = shift_of(which)
    if from_mention and setting.mention is not None and setting.mention.earliest is not None:
        start, basis = date.fromisoformat(setting.mention.earliest[:10]), MENTION
    elif setting.today is not None:
        start, basis = setting.today, setting.from_today
    else:
        return undated(TimeType.DATE, TimePrecision.MONTH, NO_DAY)
    apart = (month - start.month) % 12
    if number < 0:
        apart -= 12
    elif number > 0:
        apart = apart or 12
    elif not from_mention:
        # "this September" is of this year; said at its end, "this January" is of the next
        apart = month - start.month
        apart += 12 if apart < -9 and setting.tense(match.start("month")) is not Tense.PAST else 0
    return month_of(start.year, start.month + apart, basis)


def _is_month(match: re.Match[str], setting: Setting) -> bool:
    """Tell a month from a verb or a name of the same letters."""
    token = setting.clauses.token(match.start("month"))
    before = setting.before(match.start())
    if token is not None and token.entity in _NAMES:
        return before in behind("month")
    if match["edge"] or plain(match["month"]) not in _DOUBTFUL:
        return True
    return before in behind("month") or (token is not None and token.entity == "DATE" and token.pos != "AUX")


def _weekday(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "Wednesday", "early Tuesday", "Wednesday morning", "last Friday", "next Monday", "the previous Friday"."""
    number, which = day_number(match["day"]), match["shift"]
    if not match["day"][0].isupper():
        return None
    if which is None:
        return _in_part(setting.nearest_weekday(number, match.start("day")), match)
    shift, from_mention = shift_of(which)
    start, basis = setting.today, setting.from_today
    if from_mention and setting.day is not None:
        start, basis = setting.day.day, MENTION
    if start is None:
        return undated(TimeType.DATE, TimePrecision.DAY, NO_DAY)
    apart = (number - start.weekday()) % _WEEK
    if shift < 0:
        apart -= _WEEK
    elif shift > 0:
        apart = apart or _WEEK
    elif apart and not from_mention and setting.tense(match.start("day")) is Tense.PAST:
        apart -= _WEEK
    return _in_part(on_day(start + timedelta(days=apart), basis), match)


def _weekdays(match: re.Match[str], _setting: Setting) -> Meaning:
    """Read "every Friday", "Mondays", "Tuesday nights"."""
    part = match["part"] or (match["parts"] or "").removesuffix("s")
    code = f"T{part_code(part)}" if part else ""
    return repeated(f"XXXX-WXX-{day_number(match['day'] or match['days']) + 1}{code}")


def _year(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "1937", "mid-1996", "fiscal 1989", "the year two thousand"."""
    if match["said"]:
        return year_of(said_year(match["said"]), "the words")
    year = int(match["year"])
    if not (match["edge"] or match["fiscal"]) and not _is_year(year, match.start("year"), setting):
        return None
    return year_of(year, "the words")


def _is_year(year: int, start: int, setting: Setting) -> bool:
    """Tell a year from another number of four figures."""
    mark = setting.text[start - 1 : start] if start else ""
    if mark in _MARKS and mark and not (mark in _LINKS and setting.text[start - 2 : start - 1].isalnum()):
        return False
    before = setting.before(start)
    if not 1900 <= year < 2050:
        return before in behind("old-year")
    token = setting.clauses.token(start)
    return token is None or before in behind("year") or token.entity not in _NO_YEARS


def _years(match: re.Match[str], _setting: Setting) -> Meaning | None:
    """Read "1980-1988", "1989-90", "1939/45": a stretch of years, as an ISO 8601 interval."""
    first, second = int(match["first"]), int(match["second"])
    last = second if second > 99 else first // 100 * 100 + second
    if not first < last < first + 100:
        return None
    value = f"{first:04}/{last:04}"
    return stretch(value, date(first, 1, 1), date(last, 12, 31), TimePrecision.UNKNOWN, "the words")


def _decade(match: re.Match[str], _setting: Setting) -> Meaning | None:
    """Read "the 1980s", "the late '70s", "the nineties"."""
    if match["word"]:
        return decade_of(1900 + 10 * int(rows("decade")[plain(match["word"])]["number"]), "the words")
    figures = match["figures"].lstrip("'’")
    return decade_of(int(figures) + (0 if len(figures) > 2 else 1900), "the words")


def _century(match: re.Match[str], _setting: Setting) -> Meaning | None:
    """Read "the 20th century"."""
    number = ordinal(match["ordinal"])
    return century_of(100 * (number - 1), "the words") if number else None


def _holiday(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "Christmas Day"; of feasts without a fixed day only the name is known, and why no day."""
    row = lexicon.by_pattern("holidays")[plain(match["holiday"])]
    if not match["holiday"][0].isupper():
        return None
    if not row["value"]:
        return undated(TimeType.DATE, TimePrecision.DAY, row["note"])
    month, day = map(int, row["value"].split("-"))
    if match["year"]:
        return on_day(date(int(match["year"]), month, day), "the words")
    return setting.nearest_date(month, day, None, match.start())


_LEAD = "(?:{edge}(?: |-)(?:on )?)?(?:(?P<day>{day})(?: {part})?,? )?"
# Two figures are a year behind an apostrophe, or where nothing is counted behind them ("4 Feb 90 (ACAN)").
_TAIL = r"(?:,? (?:of )?(?P<year>{year}|['’]\d\d|\d\d(?=\s*(?:[()\[\],;.:–-](?!\d)|$))))?"
_PART = "(?: (?P<part>{part}))?"
RULES: tuple[Rule, ...] = (
    (compiled(r"(?P<date>\d{4}-\d\d-\d\d)(?:T(?P<clock>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?P<z>Z)?)?"), _iso),
    (compiled(r"(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<c>\d{4}|\d\d)"), _numeric),
    (compiled(_LEAD, "(?:the )?(?P<dom>{dom})(?: day)?(?: of)?[ -](?P<month>{month})", _TAIL, _PART), _date),
    (
        compiled(
            _LEAD,
            "(?:(?:last|this|next|this past|this coming) )?(?P<month>{month}) (?:the )?(?P<dom>{dom})",
            _TAIL,
            _PART,
        ),
        _date,
    ),
    (
        compiled(
            r"(?:the )?(?P<first>{dom})(?:\s?[-–/]\s?| (?:to|and|until|through) )(?P<second>{dom})",
            "(?: of)? (?P<month>{month})",
            _TAIL,
        ),
        _days,
    ),
    (compiled(r"(?P<month>{month}) (?P<first>{dom})(?:\s?[-–]\s?| (?:to|and) )(?P<second>{dom})", _TAIL), _days),
    (
        compiled(
            r"(?:{edge}[ -])?(?P<month>{month}),?(?: of)?(?: |-)",
            r"(?:(?P<year>{year}|['’]\d\d)|(?P<said>{year-said})",
            "|(?:of )?(?P<shift>(?:the )?(?:last|this|next|previous|same|following|that)) year)",
        ),
        _month_year,
    ),
    (
        compiled(
            "(?:(?:the )?(?P<edge>{edge}[ -]))?(?:(?P<each>each|every) |(?:the )?(?P<shift>{shift}) )?",
            "(?P<month>{month-alone})",
        ),
        _month,
    ),
    (
        compiled(
            "(?:{edge}(?: on)? )?(?:(?:the )?(?P<shift>{shift}) )?(?P<day>{day})(?: (?:{edge} )?(?P<part>{part}))?"
        ),
        _weekday,
    ),
    (
        compiled("(?:(?:each|every) (?P<day>{day})", _PART, "|(?P<days>{day})(?:s| (?P<parts>{part}s)))"),
        _weekdays,
    ),
    (
        compiled(
            "(?:(?:the )?(?P<edge>{edge})(?: |-))?(?P<fiscal>(?:fiscal|financial)(?: year)? |the year )?",
            "(?:(?P<year>{year})|(?P<said>{year-said}))",
        ),
        _year,
    ),
    (compiled(r"(?P<first>(?:1[5-9]|20)\d\d)\s?[-–/]\s?(?P<second>(?:1[5-9]|20)\d\d|\d\d)(?![-–/.,]?\d)"), _years),
    (
        compiled(
            r"(?:the )?(?:{edge}[ -])?",
            r"(?:(?P<figures>(?:1[5-9]|20)\d0|['’]\d0)['’]?s|the (?:{edge}[ -])?(?P<word>{decade}))",
        ),
        _decade,
    ),
    (compiled("(?:the )?(?:{edge}[ -])?(?P<ordinal>{ordinal})[ -]century"), _century),
    (compiled("(?P<holiday>{holiday})(?:,? (?P<year>{year}))?"), _holiday),
)
