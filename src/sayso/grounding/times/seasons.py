"""Seasons, quarters and halves of a year, and what reports of business compare with a year before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.grounding.times.amounts import ordinal, said_year, shift_of
from sayso.grounding.times.setting import MENTION
from sayso.grounding.times.tense import Tense
from sayso.grounding.times.values import NO_DAY, half_of, quarter_of, season_of, undated, year_of
from sayso.grounding.times.words import behind, compiled, plain, rows
from sayso.record import TimePrecision, TimeType

if TYPE_CHECKING:
    import re
    from datetime import date

    from sayso.grounding.times.setting import Rule, Setting
    from sayso.grounding.times.values import Meaning

_AHEAD = frozenset({Tense.FUTURE, Tense.PRESENT})


def season_code(words: str) -> str:
    """Give TimeML's code of a season: "SP", "SU", "FA", "WI"."""
    return rows("season")[plain(words)]["code"]


def _begins(code: str) -> int:
    return int(next(row["number"] for row in rows("season").values() if row["code"] == code))


def season_beside(start: date, shift: int, code: str, basis: str, *, past: bool) -> Meaning:
    """Give the last season of a name (``shift`` -1), the next one (1) or this year's (0; where ``past``, one begun)."""
    first = _begins(code)
    begun = start.month >= first
    if shift < 0:
        return season_of(start.year - (0 if start.month > first + 2 else 1), code, basis)
    if shift > 0:
        return season_of(start.year + begun, code, basis)
    return season_of(start.year - (past and not begun), code, basis)


def _season(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the summer", "in winter", "spring 1994", "the winter of 1994"."""
    code = season_code(match["season"])
    if match["year"]:
        return season_of(said_year(match["year"]), code, "the words")
    if not match["shift"] and not _is_season(match, setting):
        return None
    if setting.today is None:
        return undated(TimeType.DATE, TimePrecision.SEASON, NO_DAY)
    if match["shift"]:
        return season_of(setting.today.year + shift_of(match["shift"])[0], code, setting.from_today)
    if setting.tense(match.start("season")) in _AHEAD:
        over = setting.today.month > _begins(code) + 2
        return season_of(setting.today.year + over, code, setting.from_today)
    return season_beside(setting.today, 0, code, setting.from_today, past=True)


def _is_season(match: re.Match[str], setting: Setting) -> bool:
    """Tell a season from other words of the same letters ("fall", "spring"): "the" or a word of time goes before."""
    the = plain(match.group()).startswith("the ")
    if plain(match["season"]) != "fall":
        return the or setting.before(match.start()) in behind("season")
    token = setting.clauses.token(match.start("season"))
    return the and not setting.text.startswith(" of", match.end()) and (token is None or token.pos in {"NOUN", "PROPN"})


def _quarter(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the third quarter", "the 1988 second quarter", "the first half of 1990", "next year's first half"."""
    number, is_half = ordinal(match["ordinal"]), plain(match["what"]) == "half"
    if number > (2 if is_half else 4) or (match["the"] and match["mark"] == "-"):
        return None
    make = half_of if is_half else quarter_of
    year, which = match["year"] or match["ofyear"], match["shift"] or match["ofshift"]
    if year:
        return make(int(year), number, "the words")
    if is_half and not which:
        return None  # of a match, of the month …
    if setting.today is None:
        return undated(TimeType.DATE, TimePrecision.SEASON, NO_DAY)
    if which:
        return make(setting.today.year + shift_of(which)[0], number, setting.from_today)
    now = _quarter_number(setting.today)
    # "expects to report a third-quarter loss" is of the quarter just ended, not of the next year's
    ahead = setting.tense(match.start()) is Tense.FUTURE
    years = int(ahead and number < now - 1) - int(number > now and not ahead)
    return make(setting.today.year + years, number, setting.from_today)


def _quarter_number(day: date) -> int:
    return (day.month + 2) // 3


def _the_quarter(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the quarter", "the latest period", "the 1988 period": as the quarter named before."""
    known = setting.quarter
    words = plain(match.group())
    if match["year"]:
        return year_of(int(match["year"]), "the words") if known is None else _same_quarter(known, int(match["year"]))
    if known is not None:
        if "year" in words or "corresponding" in words:
            return year_before(setting)
        return quarter_of(_year(known), _number(known), MENTION)
    if setting.today is None or "period" in words:
        return None
    return quarter_of(setting.today.year, _quarter_number(setting.today) - 1, setting.from_today)


def _year(quarter: Meaning) -> int:
    return int((quarter.value or "")[:4])


def _number(quarter: Meaning) -> int:
    return int((quarter.value or "")[-1])


def _same_quarter(known: Meaning, year: int) -> Meaning:
    return replace(quarter_of(year, _number(known), MENTION), refers=False)


def year_before(setting: Setting) -> Meaning | None:
    """Give what "a year ago" compares with: the quarter told of, a year before, or else last year."""
    if setting.quarter is not None:
        return _same_quarter(setting.quarter, _year(setting.quarter) - 1)
    if setting.today is None:
        return undated(TimeType.DATE, TimePrecision.YEAR, NO_DAY)
    return replace(year_of(setting.today.year - 1, setting.from_today), refers=False)


def _year_before(_match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "the year-earlier quarter", "year-ago"."""
    return year_before(setting)


_YEAR = "(?P<year>{year}|{year-said})"
_OF_YEAR = "(?:(?P<ofyear>{year})|(?:of )?(?P<ofshift>last|this|next) year)"
RULES: tuple[Rule, ...] = (
    (
        compiled(
            f"(?:the )?(?:{{edge}}[ -])?(?:the )?(?P<season>{{season}})(?:,?(?: of)? (?:{_YEAR}",
            "|(?:of )?(?P<shift>last|this|next) year))?",
        ),
        _season,
    ),
    (
        compiled(
            "(?P<the>(?:its|the|a|an) )?(?:(?P<year>{year})(?:['’]s)? |(?P<shift>last|this|next) year['’]s )?",
            "(?:flat |fiscal )?",
            "(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)(?P<mark>[ -])(?:fiscal[ -])?(?P<what>quarter|half)",
            f"(?:(?: of)?(?: fiscal)? {_OF_YEAR})?",
        ),
        _quarter,
    ),
    (
        compiled(
            "the (?:(?:latest|corresponding|comparable|same|year-earlier|year-ago) |(?P<year>{year}) )",
            "(?:quarter|period)",
            "(?: (?:last year|a year (?:ago|earlier)|the year before))?|the quarter",
        ),
        _the_quarter,
    ),
    (
        compiled(
            "(?:the )?(?:comparable )?year-(?:ago|earlier) (?:(?:first|second|third|fourth) )?(?:quarter|period)",
            "|year-(?:ago|earlier)",
        ),
        _year_before,
    ),
)
