"""Days, months and years by name and number, whole or without their year, and the days of the week."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.times.setting import NO_DAY, NO_MENTION, shift_of
from sayso.grounding.times.tense import Tense
from sayso.grounding.times.values import (
    NO_TIME,
    at,
    century_of,
    counted,
    decade_of,
    month_of,
    on_day,
    repeated,
    stretch,
    undated,
    year_of,
)
from sayso.grounding.times.words import compiled, day_number, month_number, ordinal, plain, rows, said_year
from sayso.record import TimePrecision, TimeType

if TYPE_CHECKING:
    from sayso.grounding.times.setting import Rule, Setting
    from sayso.grounding.times.values import Meaning

_PIVOT = 40  # two figures up to it are of this century
# Words behind which a month's name alone is a month, though it is also a verb or a name.
_BEFORE_MONTH = frozenset(
    ["in", "since", "until", "till", "by", "during", "for", "from", "to", "through", "before", "after", "of", "and", "between", "around", "about", "early", "late", "mid"]
)  # fmt: skip
_BEFORE_YEAR = frozenset(
    ["in", "since", "by", "of", "until", "from", "to", "during", "before", "after", "and", "between", "year", "through", "for", "late", "early", "mid", "the", "that", "s", "around", "(", ","]
)  # fmt: skip
_DOUBTFUL = frozenset({"may", "march", "april", "june", "august", "mar", "jan", "sun", "sat", "second"})


def _short_year(words: str) -> int:
    year = int(re.sub(r"\D", "", words))
    return year if year > 99 else year + (2000 if year <= _PIVOT else 1900)


def _year_in(match: re.Match[str]) -> int | None:
    words = match["year"] or match["short"]
    return _short_year(words) if words else None


def _iso(match: re.Match[str], setting: Setting) -> Meaning | None:
    try:
        day = date.fromisoformat(match["date"])
    except ValueError:
        return None
    return at(day, match["clock"] + (match["z"] or ""), "the words") if match["clock"] else on_day(day, "the words")


def _numeric(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "30.09.2015" and, where only one order gives a day, "30/09/2015" or "09/30/2015"."""
    first, second, year = int(match["a"]), int(match["b"]), _short_year(match["c"])
    if match["mark"] == "." or first > 12:
        first, second = second, first
    elif second <= 12 and first != second:
        return undated(TimeType.DATE, TimePrecision.DAY, "day and month could be exchanged")
    try:
        return on_day(date(year, first, second), "the words")
    except ValueError:
        return None


def _date(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "26 April 1937", "Saturday, April 25", "Sept. 30", "the 26th of April"."""
    month, day, year = month_number(match["month"]), ordinal(match["dom"]), _year_in(match)
    if plain(match["month"]) == "may" and match["month"] == "may":
        return None
    meaning: Meaning | None
    if year is None:
        known = setting.dated_weekday(month, day, day_number(match["day"])) if match["day"] else None
        meaning = known or setting.nearest_date(month, day, match.start("dom"))
    else:
        try:
            meaning = on_day(date(year, month, day), "the words")
        except ValueError:
            return NO_TIME
    return _in_part(meaning, match)


def _in_part(meaning: Meaning | None, match: re.Match[str]) -> Meaning | None:
    """Narrow a day to the part of it that the words name, too ("Monday night", "early on Friday morning")."""
    part = match.groupdict().get("part")
    if meaning is None or part is None or meaning.day is None:
        return meaning
    return at(meaning.day, rows("part")[plain(part)]["code"], meaning.basis)


def _days(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "2-5 March" and "April 3 to 5": a stretch of days."""
    month, year = month_number(match["month"]), _year_in(match)
    low, high = ordinal(match["first"]), ordinal(match["second"])
    if high <= low:
        return None
    if year is None:
        start = setting.nearest_date(month, low, match.start("first"))
        if start is None or start.day is None:
            return start
        first, basis = start.day, start.basis
    else:
        basis = "the words"
        try:
            first = date(year, month, low)
        except ValueError:
            return None
    try:
        last = first.replace(day=high)
    except ValueError:
        return None
    precision = TimePrecision.WEEK if (last - first).days < 7 else TimePrecision.MONTH
    return stretch(f"{first.isoformat()}/{last.isoformat()}", first, last, precision, basis)


def _month_year(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "April 1937", "June last year", "January this year"."""
    month = month_number(match["month"])
    if match["year"] or match["short"]:
        return month_of(_year_in(match) or 0, month, "the words")
    if match["said"]:
        return month_of(said_year(match["said"]), month, "the words")
    number, from_mention = shift_of(match["shift"])
    year, basis = _base_year(setting, from_mention=from_mention)
    if year is None:
        return undated(TimeType.DATE, TimePrecision.MONTH, basis)
    return month_of(year + number, month, basis)


def _base_year(setting: Setting, *, from_mention: bool) -> tuple[int | None, str]:
    if from_mention and setting.mention is not None and setting.mention.earliest:
        return int(setting.mention.earliest[:4]), "counted from the time named before"
    if setting.today is None:
        return None, NO_DAY
    return setting.today.year, setting.from_today


def _month(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "in July", "early August", "last May", "next January", "each July"."""
    words = match["month"]
    if not words[0].isupper():
        return None
    month, which = month_number(words), match["shift"]
    if which is None:
        if not _is_month(match, setting):
            return None
        return setting.nearest_month(month, match.start("month"))
    if plain(which) in {"each", "every"}:
        return repeated(f"XXXX-{month:02}")
    if setting.today is None:
        return undated(TimeType.DATE, TimePrecision.MONTH, NO_DAY)
    number, from_mention = shift_of(which)
    if from_mention:
        if setting.mention is None or setting.mention.earliest is None:
            return setting.nearest_month(month, match.start("month"))
        start = int(setting.mention.earliest[:4]) * 12 + int(setting.mention.earliest[5:7])
        basis = "counted from the time named before"
    else:
        start, basis = setting.today.year * 12 + setting.today.month, setting.from_today
    apart = (month - start) % 12
    if number < 0:
        apart -= 12
    elif number > 0:
        apart = apart or 12
    elif not from_mention:
        apart = month - setting.today.month  # "this September" is of this year, in winter of the one to come
        apart += 12 if apart < -9 and setting.tense(match.start()) is not Tense.PAST else 0
    total = start + apart - 1
    return month_of(total // 12, total % 12 + 1, basis)


def _is_month(match: re.Match[str], setting: Setting) -> bool:
    """Tell a month from a verb or a name of the same letters."""
    word = plain(match["month"])
    token = setting.clauses.token(match.start("month"))
    if token is not None and token.entity in {"PERSON", "ORG", "GPE"}:
        return setting.before(match.start("month")) in {"in", "since", "until", "by"}
    if match["edge"] or word not in _DOUBTFUL:
        return True
    if token is not None and token.entity == "DATE" and token.pos != "AUX":
        return True
    return setting.before(match.start()) in _BEFORE_MONTH


def _weekday(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "Wednesday", "early Tuesday", "on Wednesday morning", "last Friday", "next Monday", "the previous Friday"."""
    number, which = day_number(match["day"]), match["shift"]
    if not match["day"][0].isupper():
        return None
    if which is None:
        return _in_part(setting.nearest_weekday(number, match.start("day")), match)
    shift, from_mention = shift_of(which)
    start = setting.day.day if from_mention and setting.day is not None else setting.today
    if start is None:
        return undated(TimeType.DATE, TimePrecision.DAY, NO_DAY)
    apart = (number - start.weekday()) % 7
    if shift < 0 and (apart or plain(which) != "this past"):
        apart -= 7
    elif shift > 0:
        apart = apart or 7
    elif not from_mention and setting.tense(match.start()) is Tense.PAST and apart:
        apart -= 7
    basis = "counted from the day named before" if from_mention and setting.day is not None else setting.from_today
    return _in_part(on_day(start + timedelta(days=apart), basis), match)


def _weekdays(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "every Friday", "Mondays", "Tuesday nights"."""
    part = match["part"] or match["parts"]
    code = f"T{rows('part')[plain(part).removesuffix('s')]['code']}" if part else ""
    return repeated(f"XXXX-WXX-{day_number(match['day'] or match['days']) + 1}{code}")


def _year(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "1937", "mid-1996", "fiscal 1989", "the year two thousand"."""
    words = match["year"] or match["said"]
    year = said_year(words)
    if match["said"] is None and not (match["edge"] or match["fiscal"]) and not _is_year(match, setting, year):
        return None
    return year_of(year, "the words")


def _is_year(match: re.Match[str], setting: Setting, year: int) -> bool:
    """Tell a year from another number of four figures."""
    start = match.start("year")
    mark = setting.text[start - 1 : start]
    if mark and mark in "$£€#¥.,:/-–'’" and not (mark in "-–'’/" and setting.text[start - 2 : start - 1].isalnum()):
        return False
    before = setting.before(start)
    if not 1900 <= year < 2030:
        return before in {"in", "since", "until", "of", "from", "after", "before", "the"}
    token = setting.clauses.token(start)
    if token is None or before in _BEFORE_YEAR - {"of", "for", "the", "and", "to", "from"} or token.entity == "DATE":
        return True
    return token.entity not in {"CARDINAL", "MONEY", "QUANTITY", "TIME", "ORG", "PERCENT", "FAC", "PRODUCT", "PERSON"}


def _years(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "1980-1988", "1989-90", "1939/45": a stretch of years."""
    first = int(match["first"])
    second = int(match["second"])
    last = second if second > 99 else first // 100 * 100 + second
    if not first < last <= first + 99:
        return None
    return stretch(f"{first:04}/{last:04}", date(first, 1, 1), date(last, 12, 31), TimePrecision.UNKNOWN, "the words")


def _decade(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the 1980s", "the late '70s", "the nineties"."""
    if match["word"]:
        tens = int(rows("decade")[plain(match["word"])]["number"])
        return decade_of(1900 + 10 * tens, "the words")
    year = int(re.sub(r"\D", "", match["figures"]))
    return decade_of(year if year > 99 else 1900 + year, "the words")


def _century(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the 20th century"."""
    number = ordinal(match["ordinal"])
    return century_of(100 * (number - 1), "the words") if number else None


def _holiday(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "Christmas Day": a day of every year; of those whose day is not fixed only the name is known."""
    row = lexicon.by_pattern("holidays")[plain(match["holiday"])]
    if not match["holiday"][0].isupper():
        return None
    if not row["value"]:
        return undated(TimeType.DATE, TimePrecision.DAY, row["note"])
    month, day = map(int, row["value"].split("-"))
    if match["year"]:
        return on_day(date(int(match["year"]), month, day), "the words")
    meaning = setting.nearest_date(month, day, match.start())
    return counted(meaning, "the feast and the year of publication") if meaning and meaning.day else meaning


_LEAD = r"(?:(?P<edge>{edge})(?: |-)(?:on )?)?"
_TAIL = r"(?:,? (?:of )?(?P<year>{year})|,? (?P<short>['’]\d\d|\d\d(?=\s*(?:[()\[\],;.:–-](?!\d)|$))))?"
RULES: tuple[Rule, ...] = (
    (compiled(r"(?P<date>\d{4}-\d\d-\d\d)(?:T(?P<clock>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?P<z>Z)?)?"), _iso),
    (compiled(r"(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<c>\d{4}|\d\d)"), _numeric),
    (
        compiled(
            rf"{_LEAD}(?:(?P<day>{{day}})(?: {{part}})?,? )?(?:the )?(?P<dom>{{dom}})(?: day)?(?: of)?[ -](?P<month>{{month}})[-]?{_TAIL}(?: (?P<part>{{part}}))?"
        ),
        _date,
    ),
    (
        compiled(
            rf"{_LEAD}(?:(?P<day>{{day}})(?: {{part}})?,? )?(?:the |last |this past |this coming |this |next )?(?P<month>{{month}}) (?:the )?(?P<dom>{{dom}}){_TAIL}(?: (?P<part>{{part}}))?"
        ),
        _date,
    ),
    (
        compiled(
            rf"(?:the )?(?P<first>{{dom}})(?:\s?[-–/]\s?| (?:to|and|until|through) )(?P<second>{{dom}})(?: of)? (?P<month>{{month}}){_TAIL}"
        ),
        _days,
    ),
    (
        compiled(rf"(?P<month>{{month}}) (?P<first>{{dom}})(?:\s?[-–]\s?| to )(?P<second>{{dom}}){_TAIL}"),
        _days,
    ),
    (
        compiled(
            r"(?:the )?(?P<edge>{edge}[ -])?(?P<month>{month}),?(?: of)?(?: |-)(?:(?P<year>{year})|(?P<short>['’]\d\d)|(?P<said>{saidyear})|(?:of )?(?P<shift>(?:the )?(?:last|this|next|previous|same|following|that)) year)"
        ),
        _month_year,
    ),
    (
        compiled(
            r"(?:the )?(?P<edge>{edge}[ -])?(?:(?P<shift>{shift}|each|every) )?(?P<month>{wholemonth}|Sept?\.|Oct\.|Nov\.|Dec\.|Jan\.|Feb\.|Aug\.)"
        ),
        _month,
    ),
    (
        compiled(
            r"(?:{edge}(?: on)? )?(?:(?:the )?(?P<shift>{shift}) )?(?P<day>{day})(?: (?:{edge} )?(?P<part>{part}))?"
        ),
        _weekday,
    ),
    (
        compiled(r"(?:(?:each|every) (?P<day>{day})(?: (?P<part>{part}))?|(?P<days>{day})(?:s| (?P<parts>{part}s)))"),
        _weekdays,
    ),
    (
        compiled(
            r"(?:(?:the )?(?P<edge>{edge})(?: |-))?(?P<fiscal>(?:fiscal|financial)(?: year)? |the year )?(?:(?P<year>{year})|(?P<said>{saidyear}))"
        ),
        _year,
    ),
    (compiled(r"(?P<first>(?:1[5-9]|20)\d\d)\s?[-–/]\s?(?P<second>(?:1[5-9]|20)\d\d|\d\d)(?![-–/.,]?\d)"), _years),
    (
        compiled(
            r"(?:the )?(?:{edge}[ -])?(?:(?P<figures>(?:1[5-9]|20)\d0|['’]\d0)['’]?s|(?:the (?:{edge}[ -])?)(?P<word>{decade}))"
        ),
        _decade,
    ),
    (compiled(r"(?:the )?(?:{edge}[ -])?(?P<ordinal>{ordinal})[ -]century"), _century),
    (compiled(r"(?P<holiday>{holiday})(?:,? (?P<year>{year}))?"), _holiday),
)
