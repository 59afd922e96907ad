"""Times of day: hours and minutes, noon and midnight, and parts of a day told apart from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.grounding.times.amounts import count, part_code
from sayso.grounding.times.tense import Tense
from sayso.grounding.times.values import NO_DAY, Meaning, at, undated
from sayso.grounding.times.words import behind, compiled, plain
from sayso.record import TimePrecision, TimeType

if TYPE_CHECKING:
    import re
    from datetime import date

    from sayso.grounding.times.setting import Rule, Setting

_UTC = frozenset({"gmt", "utc"})
_DAYS = frozenset({TimePrecision.DAY, TimePrecision.PART_OF_DAY})
_AMOUNTS = frozenset({"QUANTITY", "MONEY", "PERCENT"})
_MIDNIGHT = "24:00"  # at the end of the day that names it
_NOON = 12


def _waiting(clock: str) -> Meaning:
    """Give a time of day that waits for its day."""
    precision = TimePrecision.MINUTE if clock[0].isdigit() else TimePrecision.PART_OF_DAY
    return Meaning(type=TimeType.TIME, value=None, precision=precision, clock=clock, refers=False)


def joined(first: Meaning, second: Meaning) -> Meaning | None:
    """Join a day and a time of day that stand side by side ("Wednesday at 10 p.m.", "the morning of 16 November").

    Returns:
        The time of that day; of two times of day the more exact, waiting
        still; ``None`` where the two do not belong together.
    """
    for clock, day in ((first, second), (second, first)):
        if clock.clock is None or day.clock is not None:
            continue
        if day.day is not None and (day.type is TimeType.DATE or (clock is first and day.precision in _DAYS)):
            return at(day.day, clock.clock, day.basis)
        if day.value is None and day.precision is TimePrecision.DAY:
            return undated(TimeType.TIME, clock.precision, day.basis)
    if first.clock is not None and second.clock is not None:
        return first if first.clock[0].isdigit() else second
    return None


def _goes_on(named: date, setting: Setting) -> bool:
    """Tell whether a story goes on from the day it named last: both are told in the past."""
    past = setting.tense(setting.lead) is Tense.PAST
    return past and setting.today is not None and setting.today > named


def settled(meaning: Meaning, setting: Setting, *, same_sentence: bool) -> Meaning:
    """Put a time of day on the day named before ("on Monday … Shells fell at noon"), or else on the document's own.

    Behind a day to come, in another sentence, it is of the document's own.
    """
    if meaning.clock is None:
        return meaning
    named = setting.day.day if setting.day is not None else None
    if named is not None and (same_sentence or _goes_on(named, setting)):
        return at(named, meaning.clock, "the words and the day named before")
    if setting.today is None:
        return undated(meaning.type, meaning.precision, NO_DAY)
    if meaning.clock == _MIDNIGHT and setting.tense(setting.lead) is not Tense.FUTURE:
        return at(setting.today, "00:00", setting.from_today)  # "since midnight"
    return at(setting.today, meaning.clock, setting.from_today)


def _twelve(match: re.Match[str], _setting: Setting) -> Meaning | None:
    """Read "10 p.m.", "7:15 a.m. EST", "5 o'clock in the morning"."""
    hour, minute = int(count(match["hour"]) or 0), int(match["minute"] or 0)
    half = plain(match["half"])
    if not 1 <= hour <= _NOON or minute > 59:
        return None
    later = half.startswith("p") or half.endswith(("afternoon", "evening")) or (half.endswith("night") and hour > 5)
    hour = hour % _NOON + (_NOON if later else 0)
    return _waiting(f"{hour:02}:{minute:02}" + _zone(match))


def _zone(match: re.Match[str]) -> str:
    return "Z" if match["zone"] and plain(match["zone"]) in _UTC else ""


def _twenty_four(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "22:15", "at 0430", "0430 GMT": behind a word of time, or with a zone."""
    hour, minute = int(match["hour"]), int(match["minute"])
    if hour > 24 or (hour == 24 and minute):
        return None
    if not match["zone"] and not match["utc"]:
        # four figures alone may be a year, unless "at" stands before
        before = setting.before(match.start())
        token = setting.clauses.token(match.start("hour"))
        if token is not None and token.entity in _AMOUNTS:
            return None  # "at 1100 metres"
        if match["mark"] == "." or before not in (behind("clock") if match["mark"] else {"at"}):
            return None
    return _waiting(f"{hour:02}:{minute:02}" + _zone(match))


def _noon(match: re.Match[str], _setting: Setting) -> Meaning:
    """Read "noon", "midday", "midnight"."""
    return _waiting(_MIDNIGHT if plain(match["word"]) == "midnight" else "12:00")


def _part(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "dawn", "in the morning", "the early hours", "early morning", "before nightfall"."""
    if match["early"]:
        return _waiting("ER")
    word, before = plain(match["part"]), setting.before(match.start())
    if match["edge"] is None:
        # "at dawn" needs no article; "the night" and "the evening" need a word of time before it
        moment = before in behind("dawn") and not match["the"] and " " not in word
        if word in behind("moment"):
            if not (moment or match["the"]):
                return None
        elif not match["the"] or before not in behind("night" if word == "night" else "part"):
            return None
    return _waiting(part_code(word))


_ALSO_UTC = r"(?P<utc>\s*[(\[]\s*\d\d:?\d\d\s*(?:GMT|UTC)\s*[)\]])?"
RULES: tuple[Rule, ...] = (
    (
        compiled(
            r"(?:{about} )?(?P<hour>\d{1,2}|{number})(?:[:.](?P<minute>\d\d))?\s*",
            r"(?P<half>[ap]\.?m\b\.?|o['’]clock(?: in the (?:morning|afternoon|evening)| at night)?)",
            r"(?:,? \(?(?P<zone>{zone})\)?)?",
            _ALSO_UTC,
        ),
        _twelve,
    ),
    (
        compiled(r"(?P<hour>\d{1,2})(?P<mark>[:.])(?P<minute>[0-5]\d)(?:\s*(?P<zone>{zone}))?(?![\d.:]*\d)", _ALSO_UTC),
        _twenty_four,
    ),
    (
        compiled(
            r"(?:{about} )?(?P<hour>[012]\d)(?P<mark>(?!))?(?P<minute>[0-5]\d)(?:\s*(?P<zone>{zone}))?", _ALSO_UTC
        ),
        _twenty_four,
    ),
    (compiled("(?:{about} )?(?P<word>noon|midday|midnight)"), _noon),
    (
        compiled(
            "(?:the )?(?P<early>(?:early|pre-?dawn|small|wee) hours|pre-?dawn(?: hours)?|early morning hours)",
            "|(?P<the>the )?(?:(?P<edge>{edge}|pre)[ -])?(?P<part>{part})(?: hours)?",
        ),
        _part,
    ),
)
