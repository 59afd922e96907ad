"""Times of day: hours and minutes, noon and midnight, and parts of the day without their day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sayso.grounding.times.setting import NO_DAY
from sayso.grounding.times.values import Meaning, at, undated
from sayso.grounding.times.words import compiled, count, plain, rows
from sayso.record import TimePrecision, TimeType

if TYPE_CHECKING:
    from sayso.grounding.times.setting import Rule, Setting

_AT = frozenset(
    {"at", "around", "about", "by", "before", "after", "until", "till", "since", "from", "and", "to", "approximately"}
)
_WIDER = frozenset({TimePrecision.DAY, TimePrecision.PART_OF_DAY})
_ZONED = frozenset({"gmt", "utc"})


def waiting(clock: str) -> Meaning:
    """Give a time of day that waits for its day."""
    precise = TimePrecision.MINUTE if clock[0].isdigit() else TimePrecision.PART_OF_DAY
    return Meaning(type=TimeType.TIME, value=None, precision=precise, clock=clock, refers=False)


def placed(meaning: Meaning, day: date, basis: str) -> Meaning:
    """Put a time of day on its day."""
    return at(day, meaning.clock or "", basis)


def settled(meaning: Meaning, setting: Setting, *, same_sentence: bool) -> Meaning:
    """Put a time of day without a day on the day named before in its sentence, or on the document's own."""
    if meaning.clock is None:
        return meaning
    if setting.day is not None and setting.day.day is not None and same_sentence:
        return placed(meaning, setting.day.day, "the words and the day named before")
    if setting.today is not None:
        return placed(meaning, setting.today, setting.from_today)
    return undated(meaning.type, meaning.precision, NO_DAY)


def _twelve(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "10 p.m.", "7:15 a.m. EST", "5 o'clock in the morning"."""
    hour = int(count(match["hour"]) or 0)
    minute = int(match["minute"] or 0)
    half = plain(match["half"]) if match["half"] else ""
    afternoon = half.startswith("p") or half.endswith(("afternoon", "evening")) or (half.endswith("night") and hour > 5)
    if not 1 <= hour <= 12 or minute > 59:
        return None
    hour = hour % 12 + (12 if afternoon else 0)
    return waiting(f"{hour:02}:{minute:02}" + _zone(match["zone"]))


def _zone(words: str | None) -> str:
    return "Z" if words and plain(words) in _ZONED else ""


def _twenty_four(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "22:15", "0430 GMT", "at 0430": with a zone, or behind a word of time."""
    hour, minute = int(match["hour"]), int(match["minute"])
    if "." in match.group() and not match["zone"]:
        return None
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    if not match["zone"] and setting.before(match.start("hour")) not in _AT:
        return None
    colon = ":" in match.group()
    if not match["zone"] and not colon and setting.before(match.start()) not in {"at"}:
        return None
    return waiting(f"{hour:02}:{minute:02}" + _zone(match["zone"]))


def _noon(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "noon", "midday", "midnight"."""
    return waiting("24:00" if plain(match["word"]) == "midnight" else "12:00")


def _part(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Read "dawn", "in the morning", "the early hours", "the early morning hours", "before nightfall"."""
    if match["early"]:
        return waiting("ER")
    word = plain(match["part"])
    determined = bool(match["the"] or match["edge"])
    before = setting.before(match.start())
    bare = word in {"dawn", "daybreak", "sunrise", "dusk", "sunset", "nightfall"}
    if not determined and not (
        bare and before in {"at", "before", "after", "by", "until", "since", "around", "of", "from"}
    ):
        return None
    if (
        match["the"]
        and not match["edge"]
        and before not in {"in", "during", "by", "through", "of", "into", "throughout", "until"}
        and not bare
    ):
        return None
    if (
        word == "night"
        and match["edge"] is None
        and before not in {"in", "during", "of", "through", "into", "throughout"}
    ):
        return None
    if match["edge"] and plain(match["edge"]).startswith("early") and word == "morning" and match["hours"]:
        return waiting("ER")
    return waiting(rows("part")[word]["code"])


RULES: tuple[Rule, ...] = (
    (
        compiled(
            r"(?:{about} )?(?P<hour>\d{1,2}|{number})(?:[:.](?P<minute>\d\d))?\s*(?P<half>a\.?m\b|p\.?m\b|o['’]clock(?: in the (?:morning|afternoon|evening)| at night)?)\.?(?:,? \(?(?P<zone>{zone})\)?)?(?: \(\d{4} (?:GMT|UTC)\))?"
        ),
        _twelve,
    ),
    (compiled(r"(?P<hour>\d{1,2})(?:[:.])(?P<minute>\d\d)(?:\s*(?P<zone>{zone}))?"), _twenty_four),
    (compiled(r"(?P<hour>[012]\d)(?P<minute>[0-5]\d)(?:\s*(?P<zone>{zone}))?"), _twenty_four),
    (compiled(r"(?:{about} )?(?P<word>noon|midday|midnight)"), _noon),
    (
        compiled(
            r"(?:the )?(?:(?P<early>(?:early|pre-?dawn|small|wee) hours|pre-?dawn(?: hours)?|early morning hours)|(?P<the>the )?(?:(?P<edge>{edge}|pre)[ -])?(?P<part>{part})(?P<hours> hours)?)"
        ),
        _part,
    ),
)


def joined(first: Meaning, second: Meaning) -> Meaning | None:
    """Join a day and a time of day that stand side by side ("Wednesday at 10 p.m.", "the morning of 16 November")."""
    if first.clock is not None and second.day is not None and second.precision in _WIDER:
        return placed(first, second.day, second.basis)
    if second.clock is not None and first.day is not None and first.type == TimeType.DATE:
        return placed(second, first.day, first.basis)
    for clock, day in ((first, second), (second, first)):
        if clock.clock is not None and day.value is None and day.precision is TimePrecision.DAY:
            return undated(TimeType.TIME, clock.precision, day.basis)
    if first.clock is not None and second.clock is not None:
        exact = first if first.clock[0].isdigit() else second
        return replace(exact)
    return None
