"""Times that are counted from the document's own day or from a time named before."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sayso.grounding.times.setting import NO_DAY, NO_MENTION, shift_of
from sayso.grounding.times.tense import Tense
from sayso.grounding.times.values import (
    at,
    century_of,
    counted,
    decade_of,
    half_of,
    length,
    month_of,
    on_day,
    quarter_of,
    reference,
    season_of,
    stretch,
    undated,
    week_of,
    year_of,
)
from sayso.grounding.times.words import compiled, count, ordinal, plain, rows, said_year, unit_code
from sayso.record import TimePrecision, TimeType

if TYPE_CHECKING:
    from sayso.grounding.times.setting import Rule, Setting
    from sayso.grounding.times.values import Meaning

_MENTION = "counted from the time named before"
_AWAY = {"yesterday": -1, "tomorrow": 1}
_LONG_AGO = 400  # years


def _deictic(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "yesterday", "late yesterday", "today", "yesterday morning", "the day before yesterday", "this morning"."""
    if setting.today is None:
        return undated(TimeType.DATE, TimePrecision.DAY, NO_DAY)
    word = plain(match["word"])
    day = setting.today + timedelta(days=_AWAY.get(word, 0))
    if match["off"]:
        day += timedelta(days=-1 if "before" in plain(match["off"]) else 1)
    part = match["part"]
    if part is None:
        return on_day(day, setting.from_today)
    return at(day, rows("part")[plain(part)]["code"], setting.from_today)


def _tonight(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "tonight", "overnight", "last night", "this morning": parts of the day or of the one before."""
    if setting.today is None:
        return undated(TimeType.TIME, TimePrecision.PART_OF_DAY, NO_DAY)
    words = plain(match["words"])
    if words == "overnight":
        # The night that ends on the day (code book of our gold); it begins on the evening before.
        night = at(setting.today, "ER", setting.from_today)
        before = setting.today - timedelta(days=1)
        return counted(stretch_of(night, f"{before.isoformat()}T18:00", night.latest or ""), setting.from_today)
    if words.startswith("last"):
        return at(setting.today - timedelta(days=1), rows("part")[words.split()[1]]["code"], setting.from_today)
    part = "night" if words == "tonight" else words.split()[-1]
    return at(setting.today, rows("part")[part]["code"], setting.from_today)


def stretch_of(meaning: Meaning, earliest: str, latest: str) -> Meaning:
    """Give a meaning with other bounds."""
    return replace(meaning, earliest=earliest, latest=latest)


def _ago(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "three days ago", "two weeks earlier", "a year later", "six months from now"."""
    way = plain(match["way"])
    unit, number = unit_code(match["unit"]), count(match["amount"])
    ahead = way in {"later", "after", "afterward", "afterwards", "after that", "from now", "hence", "thereafter"}
    from_mention = way not in {"ago", "from now", "hence", "back"}
    if number is None or unit[0] == "T":
        if from_mention and unit[0] == "T":
            return None if number is None else length(number, unit)
        if number is None and from_mention:
            return length(None, unit)
        if number is None:
            return reference("FUTURE_REF" if ahead else "PAST_REF")
    if unit == "Y" and number == 1 and not ahead and setting.quarter is not None:
        return _year_ago(match, setting)
    if from_mention and setting.mention is None and ahead:
        return undated(TimeType.DATE, TimePrecision.UNKNOWN, NO_MENTION)
    return _away(setting, number if ahead else -number, unit, from_mention=from_mention)


def _in_future(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "(will end) in five years", counted from publication; elsewhere it is a length of time."""
    unit, number = unit_code(match["unit"]), count(match["amount"])
    if setting.before(match.start()) != "in" or setting.tense(match.start("unit")) is not Tense.FUTURE:
        return None
    if setting.today is None or number is None or unit[0] == "T":
        return None
    return _away(setting, number, unit, from_mention=False)


def _away(setting: Setting, number: float, unit: str, *, from_mention: bool) -> Meaning | None:
    """Count units forth or back, from publication or from the time named before, as exactly as the unit is."""
    start, basis = setting.today, setting.from_today
    finest = "D"
    if from_mention and setting.mention is not None and setting.mention.earliest is not None:
        start = setting.mention.day or date.fromisoformat(setting.mention.earliest[:10])
        basis = _MENTION
        finest = _grain(setting.mention)
    if start is None:
        return undated(TimeType.DATE, TimePrecision.UNKNOWN, NO_DAY)
    try:
        return _counted(start, number, unit, finest, basis)
    except (ValueError, OverflowError):
        return undated(TimeType.DATE, TimePrecision.UNKNOWN, "outside the calendar")


def _grain(meaning: Meaning) -> str:
    value = meaning.value or ""
    return "Q" if "-Q" in value else "D"


def _counted(start: date, number: float, unit: str, finest: str, basis: str) -> Meaning:
    if unit[0] == "T":
        hours = {"TH": number, "TM": number / 60, "TS": number / 3600}[unit]
        return on_day(start + timedelta(days=round(hours / 24)), basis)
    if unit == "D":
        return on_day(start + timedelta(days=round(number)), basis)
    if unit == "W":
        return week_of(start + timedelta(days=round(7 * number)), basis)
    if unit == "M":
        return month_of(start.year, start.month + round(number), basis)
    years = round(number * {"DE": 10, "CE": 100}.get(unit, 1))
    if unit == "Y" and number != int(number):
        return month_of(start.year, start.month + round(12 * number), basis)
    if finest == "Q" and unit == "Y":
        return quarter_of(start.year + years, (start.month + 2) // 3, basis)
    if abs(years) > _LONG_AGO:
        return reference("PAST_REF" if years < 0 else "FUTURE_REF")
    return year_of(start.year + years, basis)


def _year_ago(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the year-earlier quarter", "year-ago": the quarter told of, a year before, or else the year."""
    known = setting.quarter
    if known is None or known.value is None:
        return _away(setting, -1, "Y", from_mention=False)
    return replace(quarter_of(int(known.value[:4]) - 1, int(known.value[-1]), _MENTION), refers=False)


def _period(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "last week", "this month", "next year", "the previous quarter", "that summer", "the same night"."""
    shift, from_mention = shift_of(match["shift"])
    unit = plain(match["period"])
    start, basis = setting.today, setting.from_today
    if from_mention:
        known = setting.day if unit in {"day", "night", *rows("part")} else setting.mention
        if known is None or known.earliest is None:
            if plain(match["shift"]) in {"that", "same", "that same"}:
                return reference("PAST_REF") if unit in {"day", "year"} else None
        else:
            start, basis = known.day or date.fromisoformat(known.earliest[:10]), _MENTION
    if start is None:
        kind = TimeType.TIME if unit in rows("part") else TimeType.DATE
        return undated(kind, TimePrecision.UNKNOWN, NO_DAY)
    return _shifted(start, shift, unit, basis, setting, match)


def _shifted(start: date, shift: int, unit: str, basis: str, setting: Setting, match: re.Match[str]) -> Meaning | None:
    if unit in rows("part"):
        return at(start + timedelta(days=shift), rows("part")[unit]["code"], basis)
    if unit in rows("season"):
        return _season(start, shift, rows("season")[unit]["code"], basis, setting, match.start())
    simple = {
        "day": lambda: on_day(start + timedelta(days=shift), basis),
        "week": lambda: week_of(start + timedelta(weeks=shift), basis),
        "fortnight": lambda: length(2, "W"),
        "month": lambda: month_of(start.year, start.month + shift, basis),
        "quarter": lambda: quarter_of(start.year, (start.month + 2) // 3 + shift, basis),
        "year": lambda: year_of(start.year + shift, basis),
        "decade": lambda: decade_of(start.year + 10 * shift, basis),
        "century": lambda: century_of(start.year + 100 * shift, basis),
    }
    if unit == "weekend":
        # On a working day "this weekend" is the one to come, unless the verb looks back.
        back = shift < 0 or (shift == 0 and start.weekday() < 5 and setting.tense(match.start()) is Tense.PAST)
        weeks = shift if shift > 0 else (-1 if back and start.weekday() < 5 else 0)
        return week_of(start + timedelta(weeks=weeks), basis, weekend=True)
    made = simple.get(unit)
    return made() if made else None


def _season(start: date, shift: int, code: str, basis: str, setting: Setting, at_: int) -> Meaning:
    """Give the season before, after or nearest to a day."""
    month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    begun = start.month >= month
    if shift < 0:
        year = start.year if start.month > month + 2 else start.year - 1
    elif shift > 0:
        year = start.year + (1 if begun else 0)
    else:
        year = start.year - (0 if begun or setting.tense(at_) is not Tense.PAST else 1)
    return season_of(year, code, basis)


def _weekend(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "the weekend": the last one, or the one to come where the verb looks ahead."""
    if setting.today is None:
        return undated(TimeType.DATE, TimePrecision.WEEK, NO_DAY)
    day = setting.today
    ahead = setting.tense(match.start()) in {Tense.FUTURE, Tense.PRESENT}
    if day.weekday() < 5 and not ahead:
        day -= timedelta(weeks=1)
    return week_of(day, setting.from_today, weekend=True)


def _season_alone(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the summer", "in winter", "spring 1994", "the winter of 1994"."""
    code = rows("season")[plain(match["season"])]["code"]
    if match["year"] or match["said"]:
        return season_of(said_year(match["year"] or match["said"]), code, "the words")
    if match["shift"]:
        if setting.today is None:
            return undated(TimeType.DATE, TimePrecision.SEASON, NO_DAY)
        return season_of(setting.today.year + shift_of(match["shift"])[0], code, setting.from_today)
    determined = plain(match.group()).startswith("the") or setting.before(match.start()) in {
        "in",
        "since",
        "by",
        "until",
        "during",
    }
    if not determined or plain(match["season"]) == "fall" and not plain(match.group()).startswith("the "):
        return None
    token = setting.clauses.token(match.start("season"))
    following = setting.text[match.end() : match.end() + 4]
    if plain(match["season"]) == "fall" and (
        following.startswith(" of") or (token is not None and token.pos != "NOUN")
    ):
        return None
    if setting.today is None:
        return undated(TimeType.DATE, TimePrecision.SEASON, NO_DAY)
    month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    ahead = setting.tense(match.start()) in {Tense.FUTURE, Tense.PRESENT}
    begun = setting.today.month >= month
    year = setting.today.year + (1 if ahead and setting.today.month > month + 2 else 0 if begun or ahead else -1)
    return season_of(year, code, setting.from_today)


def _quarter(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the third quarter", "third-quarter", "the 1988 second quarter", "the first half of 1990", "next year's first quarter"."""
    number, unit = ordinal(match["ordinal"]), plain(match["what"])
    most = 4 if unit == "quarter" else 2
    if not 1 <= number <= most:
        return None
    make = quarter_of if unit == "quarter" else half_of
    year = match["year"] or match["ofyear"]
    if year:
        return make(int(year), number, "the words")
    if setting.today is None:
        return undated(TimeType.DATE, TimePrecision.SEASON, NO_DAY)
    which = match["shift"] or match["ofshift"]
    if which:
        return make(setting.today.year + shift_of(which)[0], number, setting.from_today)
    if unit == "half" and not plain(match.group()).startswith("the"):
        return None
    if unit == "half" and setting.text[match.end() : match.end() + 3] == " of":
        return None
    now = (setting.today.month + most * 3 // 4 - 1) * most // 12 if most == 2 else (setting.today.month + 2) // 3
    if most == 2:
        now = 1 if setting.today.month <= 6 else 2
    # "expects to report a third-quarter loss": the quarter just ended is not the one of next year
    ahead = setting.tense(match.start()) is Tense.FUTURE
    year_number = (
        setting.today.year + (1 if ahead and number < now - 1 else 0) - (1 if number > now and not ahead else 0)
    )
    return make(year_number, number, setting.from_today)


def _the_quarter(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the quarter", "the latest period": the quarter named before."""
    known = setting.quarter
    words = plain(match.group())
    if match["year"]:
        if known is None or known.value is None:
            return year_of(int(match["year"]), "the words")
        return replace(quarter_of(int(match["year"]), int(known.value[-1]), _MENTION), refers=False)
    if known is not None and known.value is not None:
        if "year" in words or "corresponding" in words:
            return _year_ago(match, setting)
        return quarter_of(int(known.value[:4]), int(known.value[-1]), _MENTION)
    return None if setting.today is None or "period" in words else quarter_of(
        setting.today.year, (setting.today.month + 2) // 3 - 1, setting.from_today
    )  # fmt: skip


def _the_unit(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the end of the month", "late in the year", "year-end": the unit in which the report stands."""
    unit = plain(match["unit"])
    known = setting.mention
    start, basis = setting.today, setting.from_today
    if unit in {"day"} and setting.day is not None:
        start, basis = setting.day.day, _MENTION
    elif known is not None and known.earliest and unit == "year" and known.precision is TimePrecision.YEAR:
        start, basis = date.fromisoformat(known.earliest[:10]), _MENTION
    if start is None:
        return undated(TimeType.DATE, TimePrecision.UNKNOWN, NO_DAY)
    return _shifted(start, 0, unit, basis, setting, match)


def _whole_year(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the year ended March 31", a length; "the full year" and "for the year", the year of the report."""
    unit, words = plain(match["unit"]), plain(match.group())
    if unit == "year" and match["ended"]:
        return length(1, "Y")
    told = setting.before(match.start()) in {"for", "of", "in", "during", "through", "throughout"}
    if setting.today is None or not (told or "full" in words or "fiscal" in words):
        return None
    if setting.before(match.start()) == "of" and unit != "year":
        return None
    if re.match(
        r"\s+(?:of|that|when|in which|before|after|since|to come)\b", setting.text[match.end() : match.end() + 12]
    ):
        return None
    return replace(_shifted(setting.today, 0, unit, setting.from_today, setting, match) or length(1, "Y"), refers=False)


def _year_end(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "year-end": the last day of the year."""
    if setting.today is None:
        return undated(TimeType.DATE, TimePrecision.DAY, NO_DAY)
    year = setting.today.year - (1 if setting.tense(match.start()) is Tense.PAST and setting.today.month < 7 else 0)
    return on_day(date(year, 12, 31), setting.from_today)


def _day_beside(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the day before", "the night before", "the day after", "earlier in the day" beside the day named before."""
    way = -1 if plain(match["way"]) in {"before", "earlier"} else 1
    start, basis = (setting.day.day, _MENTION) if setting.day is not None else (setting.today, setting.from_today)
    if start is None:
        return undated(TimeType.DATE, TimePrecision.DAY, NO_MENTION)
    if setting.day is None and way > 0:
        return undated(TimeType.DATE, TimePrecision.DAY, NO_MENTION)
    return _shifted(start, way, plain(match["unit"]), basis, setting, match)


def _week_of(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the week of March 6"."""
    from sayso.grounding.times.words import month_number

    meaning = setting.nearest_date(month_number(match["month"]), ordinal(match["dom"]), match.start())
    return week_of(meaning.day, meaning.basis) if meaning is not None and meaning.day is not None else meaning


_END = r"(?=\s*(?:[.,;:)!?\]\"”’'–-]|$|\n))"
_PERIOD = "(?P<period>weekend|week|month|quarter|year|decade|century|day|{season}|{part})"
RULES: tuple[Rule, ...] = (
    (
        compiled(
            r"(?:(?:{edge}(?: on)?|{about}|since) )?(?P<off>the day (?:before|after) )?(?P<word>yesterday|today|tomorrow)(?: (?P<part>{part}))?"
        ),
        _deictic,
    ),
    (
        compiled(
            r"(?:(?:{edge}|{about}) )?(?P<words>tonight|overnight|(?:last|this) (?:night|evening|morning|afternoon))"
        ),
        _tonight,
    ),
    (
        compiled(
            r"(?:{about} )?(?P<amount>{amount})[ -](?:full )?(?P<unit>{unit})(?: or so)? (?P<way>ago|earlier|later|from now|afterwards?|hence|back|previously|before"
            + _END
            + "|after"
            + _END
            + "|after that)"
        ),
        _ago,
    ),
    (compiled(r"(?:{about} )?(?P<amount>{number}|an?)[ -](?P<unit>{unit})(?: or so)?"), _in_future),
    (
        compiled(
            r"(?:the |a )?(?:comparable )?year-(?:ago|earlier)(?: (?:quarter|period|(?:first|second|third|fourth) quarter))?"
        ),
        _year_ago,
    ),
    (
        compiled(
            rf"(?:(?:the )?{{edge}}(?: on)?[ -])?(?:the )?(?P<shift>{{shift}}) (?:fiscal |financial |calendar |school )?{_PERIOD}"
        ),
        _period,
    ),
    (compiled(r"(?:(?:{edge}|{about}) )?(?:the|over the) weekend"), _weekend),
    (
        compiled(
            r"(?:(?:the )?{edge}[ -])?(?:the )?(?P<season>{season})(?:,?(?: of)? (?:(?P<year>{year})|(?P<said>{saidyear})|(?:of )?(?P<shift>last|this|next) year))?"
        ),
        _season_alone,
    ),
    (
        compiled(
            r"(?:its |the |a |an )?(?:(?P<year>{year})(?:['’]s)? |(?P<shift>last|this|next) year['’]s )?(?:flat |fiscal )?(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)[ -](?:fiscal[ -])?(?P<what>quarter|half)(?:(?: of)?(?: fiscal)? (?:(?P<ofyear>{year})|(?:of )?(?P<ofshift>last|this|next) year))?"
        ),
        _quarter,
    ),
    (
        compiled(
            r"the (?:(?:latest|corresponding|comparable|same|year-earlier|year-ago) |(?P<year>{year}) )(?:quarter|period)(?: (?:last year|a year (?:ago|earlier)|the year before))?|the quarter"
        ),
        _the_quarter,
    ),
    (
        compiled(
            r"(?:the )?{edge}(?: of)?[ -](?:the )(?:fiscal |current )?(?P<unit>day|week|month|year|decade|century)"
        ),
        _the_unit,
    ),
    (
        compiled(r"the (?:full |current )?(?:fiscal |financial )?(?P<unit>year)(?P<ended> (?:ended|ending))?"),
        _whole_year,
    ),
    (compiled(r"the (?P<unit>week|month)(?!['’]?s)"), _whole_year),
    (compiled(r"(?:the )?year[ -]end|(?:the )?end of the year"), _year_end),
    (
        compiled(
            r"the (?P<unit>day|night|evening|morning|afternoon|week|month|year) (?P<way>before|after|earlier)" + _END
        ),
        _day_beside,
    ),
    (compiled(r"the week of (?P<month>{month}) (?P<dom>{dom})"), _week_of),
)
