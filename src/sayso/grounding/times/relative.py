"""Times that are counted from the document's own day or from a time named before."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import MINYEAR, date, timedelta
from typing import TYPE_CHECKING

from sayso.grounding.times.amounts import count, month_number, ordinal, part_code, shift_of, unit_code
from sayso.grounding.times.seasons import season_beside, season_code, year_before
from sayso.grounding.times.setting import MENTION
from sayso.grounding.times.tense import Tense
from sayso.grounding.times.values import (
    NO_DAY,
    NO_MENTION,
    at,
    century_of,
    decade_of,
    length,
    month_of,
    on_day,
    quarter_of,
    reference,
    undated,
    week_of,
    year_of,
)
from sayso.grounding.times.words import behind, compiled, plain, rows
from sayso.record import TimePrecision, TimeType

if TYPE_CHECKING:
    import re

    from sayso.grounding.times.setting import Rule, Setting
    from sayso.grounding.times.values import Meaning

_AWAY = {"yesterday": -1, "tomorrow": 1}
_SATURDAY = 5
_OLDEST = 400  # years back that are still reckoned in years
_TO_THE_DAY = "ago today"
_DAYS = {"D": 1, "W": 7}
_MONTHS = {"M": 1, "Y": 12, "DE": 120, "CE": 1200}
_FROM_TODAY = frozenset({"ago", "from now", "hence", "back"})
_BACK = frozenset({"ago", "back", "earlier", "before", "previously"})
_THAT = frozenset({"that", "same", "that same", "that very"})


def _deictic(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "yesterday", "late yesterday", "today", "yesterday morning", "the day before yesterday"."""
    if setting.today is None:
        return undated(TimeType.DATE, TimePrecision.DAY, NO_DAY)
    day = setting.today + timedelta(days=_AWAY.get(plain(match["word"]), 0))
    if match["off"]:
        day += timedelta(days=-1 if "before" in plain(match["off"]) else 1)
    if match["part"]:
        return at(day, part_code(match["part"]), setting.from_today)
    return on_day(day, setting.from_today)


def _tonight(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "tonight", "overnight", "last night", "this morning"."""
    if setting.today is None:
        return undated(TimeType.TIME, TimePrecision.PART_OF_DAY, NO_DAY)
    words = plain(match["words"])
    if words == "overnight":
        # The night that ends on the day (code book of our gold); it began on the evening before.
        night = at(setting.today, "ER", setting.from_today)
        return replace(night, earliest=at(setting.today - timedelta(days=1), "NI", "").earliest)
    part = "night" if words == "tonight" else words.split()[-1]
    return at(setting.today - timedelta(days=words.startswith("last")), part_code(part), setting.from_today)


def _ago(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "three days ago", "a week ago today", "two weeks earlier", "a year later", "six months from now"."""
    way, unit, number = plain(match["way"]), unit_code(match["unit"]), count(match["amount"])
    if way == _TO_THE_DAY:
        return _to_the_day(setting, number, unit)
    ahead, from_mention = way not in _BACK, way not in _FROM_TODAY
    if number is None or (from_mention and unit[0] == "T"):
        vague = reference("FUTURE_REF" if ahead else "PAST_REF")
        return length(number, unit) if from_mention else vague
    if unit == "Y" and number == 1 and not ahead and setting.quarter is not None:
        return year_before(setting)
    if from_mention and setting.mention is None and ahead:
        return undated(TimeType.DATE, TimePrecision.UNKNOWN, NO_MENTION)
    return _away(setting, number if ahead else -number, unit, from_mention=from_mention)


def _to_the_day(setting: Setting, number: float | None, unit: str) -> Meaning | None:
    """Count whole units back from the document's own day to a day: the 31st of a shorter month is its last."""
    if setting.today is None or number is None or number != int(number) or unit not in _MONTHS | _DAYS:
        return None
    if unit in _DAYS:
        return on_day(setting.today - timedelta(days=_DAYS[unit] * int(number)), setting.from_today)
    year, month = divmod(setting.today.year * 12 + setting.today.month - 1 - _MONTHS[unit] * int(number), 12)
    if year < MINYEAR:
        return None
    day = min(setting.today.day, monthrange(year, month + 1)[1])
    return on_day(date(year, month + 1, day), setting.from_today)


def _in_future(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "(will end) in five years", counted from the document's own day; elsewhere it is a length of time."""
    unit, number = unit_code(match["unit"]), count(match["amount"])
    if setting.before(match.start()) != "in" or setting.tense(match.start("unit")) is not Tense.FUTURE:
        return None
    if setting.today is None or number is None or unit[0] == "T":
        return None
    return _away(setting, number, unit, from_mention=False)


def _away(setting: Setting, number: float, unit: str, *, from_mention: bool) -> Meaning:
    """Count units forth or back, from the document's own day or from the time named before."""
    start, basis, quarter = setting.today, setting.from_today, False
    if from_mention and setting.mention is not None and setting.mention.earliest is not None:
        start, basis = setting.mention.day or date.fromisoformat(setting.mention.earliest[:10]), MENTION
        quarter = setting.mention.is_quarter
    if start is None:
        return undated(TimeType.DATE, TimePrecision.UNKNOWN, NO_DAY)
    return _counted(start, number, unit, basis, quarter=quarter)


def _counted(start: date, number: float, unit: str, basis: str, *, quarter: bool) -> Meaning:
    """Count units from a day, as exactly as the unit is: three days to the day, two weeks to the week."""
    if unit[0] == "T":
        hours = number / {"TH": 1, "TM": 60, "TS": 3600}[unit]
        return on_day(start + timedelta(days=round(hours / 24)), basis)
    if unit == "D":
        return on_day(start + timedelta(days=round(number)), basis)
    if unit == "W":
        return week_of(start + timedelta(days=round(7 * number)), basis)
    if unit == "Q":
        return quarter_of(start.year, (start.month + 2) // 3 + round(number), basis)
    if unit == "M":
        return month_of(start.year, start.month + round(number), basis)
    years = number * {"Y": 1, "DE": 10, "CE": 100, "L": 1000}[unit]
    if abs(years) > _OLDEST:
        return reference("PAST_REF" if years < 0 else "FUTURE_REF")
    if years != int(years):
        return month_of(start.year, start.month + round(12 * years), basis)
    if quarter:
        return quarter_of(start.year + int(years), (start.month + 2) // 3, basis)
    return year_of(start.year + int(years), basis)


def _period(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "last week", "this month", "next year", "the previous quarter", "that summer", "the same night"."""
    shift, from_mention = shift_of(match["shift"])
    unit = plain(match["period"])
    if match["the"] and shift > 0 and (unit == "day" or unit in rows("part")):
        from_mention = True  # "the next morning"
    start, basis = setting.today, setting.from_today
    if from_mention:
        known = setting.day if unit == "day" or unit in rows("part") else setting.mention
        if known is not None and known.earliest is not None:
            start, basis = known.day or date.fromisoformat(known.earliest[:10]), MENTION
        elif plain(match["shift"]) in _THAT:
            return None
    if start is None:
        kind = TimeType.TIME if unit in rows("part") else TimeType.DATE
        return undated(kind, TimePrecision.UNKNOWN, NO_DAY)
    return _beside(start, shift, unit, basis, past=setting.tense(match.start("period")) is Tense.PAST)


def _beside(start: date, shift: int, unit: str, basis: str, *, past: bool) -> Meaning | None:
    """Give the day, week, season … that lies so many of its kind after the one around a day.

    A weekend or a season of this week or year is the one to come, unless ``past``.
    """
    if unit in rows("part"):
        return at(start + timedelta(days=shift), part_code(unit), basis)
    if unit in rows("season"):
        return season_beside(start, shift, season_code(unit), basis, past=past)
    if unit == "weekend":
        workday = start.weekday() < _SATURDAY
        weeks = shift if shift > 0 else -int(workday and (shift < 0 or past))
        return week_of(start + timedelta(weeks=weeks), basis, weekend=True)
    if unit == "decade":
        return decade_of(start.year + 10 * shift, basis)
    if unit == "century":
        return century_of(start.year + 100 * shift, basis)
    return _counted(start, shift, unit_code(unit) if unit != "quarter" else "Q", basis, quarter=False)


def _weekend(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the weekend": the last one, or the one to come where the verb looks ahead."""
    if setting.today is None:
        return undated(TimeType.DATE, TimePrecision.WEEK, NO_DAY)
    ahead = setting.tense(match.start()) in {Tense.FUTURE, Tense.PRESENT}
    return _beside(setting.today, 0, "weekend", setting.from_today, past=not ahead)


def _edge(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the end of the month", "late in the year", "later in the day": of the unit in which the report stands."""
    unit = plain(match["unit"])
    start, basis = setting.today, setting.from_today
    known = setting.day if unit == "day" else setting.mention
    if known is not None and known.earliest is not None and (unit == "day" or known.precision is TimePrecision.YEAR):
        start, basis = known.day or date.fromisoformat(known.earliest), MENTION
    if start is None:
        return undated(TimeType.DATE, TimePrecision.UNKNOWN, NO_DAY)
    return _beside(start, 0, unit, basis, past=False)


def _whole(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the year ended March 31", a length; "the full year" and "for the year", the year of the report."""
    unit, words, before = plain(match["unit"]), plain(match.group()), setting.before(match.start())
    if match["ended"] is not None:
        return length(1, "Y")
    if setting.today is None or not (before in behind("whole") or "full" in words or "fiscal" in words):
        return None
    if (before == "of" and unit != "year") or match["defined"] is not None:
        return None
    found = _beside(setting.today, 0, unit, setting.from_today, past=False)
    return replace(found, refers=False) if found is not None else None


def _year_end(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "year-end": the last day of the year; of the last one in a report of its first half that looks back."""
    if setting.today is None:
        return undated(TimeType.DATE, TimePrecision.DAY, NO_DAY)
    back = setting.tense(match.start()) is Tense.PAST and setting.today.month <= 6
    return on_day(date(setting.today.year - back, 12, 31), setting.from_today)


def _day_beside(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the day before", "the night before", "the day after": beside the day named before."""
    way = -1 if plain(match["way"]) in _BACK else 1
    start, basis = (setting.day.day, MENTION) if setting.day is not None else (setting.today, setting.from_today)
    if start is None or (setting.day is None and way > 0):
        return undated(TimeType.DATE, TimePrecision.DAY, NO_MENTION)
    return _beside(start, way, plain(match["unit"]), basis, past=True)


def _week_of(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the week of March 6"."""
    day = setting.nearest_date(month_number(match["month"]), ordinal(match["dom"]), None, match.start("dom"))
    return week_of(day.day, day.basis) if day is not None and day.day is not None else day


_END = r"(?=\s*(?:[.,;:)!?\]\"”’'–-]|$))"
_DEFINED = "(?P<defined>(?= (?:of|that|when|in which|before|after|since|to come|ended|ending)(?!\\w)))?"
RULES: tuple[Rule, ...] = (
    (
        compiled(
            "(?:(?:{edge}(?: on)?|{about}|since) )?(?P<off>the day (?:before|after) )?",
            "(?P<word>yesterday|today|tomorrow)(?: (?P<part>{part}))?",
        ),
        _deictic,
    ),
    (
        compiled(
            "(?:(?:{edge}|{about}) )?(?P<words>tonight|overnight|(?:last|this) (?:night|evening|morning|afternoon))"
        ),
        _tonight,
    ),
    (
        compiled(
            "(?:{about} )?(?P<amount>{amount})[ -](?:full )?(?P<unit>{unit})(?: or so)? ",
            "(?P<way>ago(?: today)?|earlier|later|from now|afterwards?|hence|back|previously|after that",
            f"|before{_END}|after{_END})",
        ),
        _ago,
    ),
    (compiled("(?:{about} )?(?P<amount>{number}|an?)[ -](?P<unit>{unit})(?: or so)?"), _in_future),
    (
        compiled(
            "(?:(?:the )?{edge}(?: on)?[ -])?(?P<the>the )?(?P<shift>{shift}) ",
            "(?:fiscal |financial |calendar |school )?",
            "(?P<period>weekend|week|month|quarter|year|decade|century|day|{season}|{part})",
        ),
        _period,
    ),
    (compiled("(?:(?:{edge}|{about}) )?the weekend"), _weekend),
    (
        compiled("(?:the )?{edge}(?: of)?[ -]the (?:fiscal |current )?(?P<unit>day|week|month|year|decade|century)"),
        _edge,
    ),
    (
        compiled(
            "the (?:full |current )?(?:fiscal |financial )?(?P<unit>year)(?P<ended>(?= (?:ended|ending)(?!\\w)))?",
            _DEFINED,
        ),
        _whole,
    ),
    (compiled("the (?P<unit>week|month)(?P<ended>(?!))?", _DEFINED), _whole),
    (compiled("(?:the )?year(?:['’]s)?[ -]end|(?:the )?end of the year"), _year_end),
    (
        compiled(
            f"the (?P<unit>day|night|evening|morning|afternoon|week|month|year) (?P<way>before|after|earlier){_END}"
        ),
        _day_beside,
    ),
    (compiled("the week of (?P<month>{month}) (?P<dom>{dom})"), _week_of),
)
