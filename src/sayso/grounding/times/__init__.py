"""Time expressions of a reading, with TimeML values and bounds.

The grammar stands beside: ``dates.py`` days, months and years by name;
``relative.py`` what is counted from the document's own day or a time named
before; ``seasons.py`` seasons, quarters and halves; ``lengths.py`` lengths,
repetitions and vague times; ``clock.py`` times of day. ``setting.py`` holds what
they are counted from, ``tense.py`` which way, ``values.py`` reckons, ``words.py``
and ``amounts.py`` know the vocabulary.

Source: TimeML 1.2.1 and its annotation guidelines for TIMEX3.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING

from sayso.grounding.times import clock, dates, lengths, relative, seasons
from sayso.grounding.times.setting import Setting
from sayso.grounding.times.tense import Clauses
from sayso.grounding.times.values import NO_TIME
from sayso.grounding.times.words import WORD, is_heart, may_open
from sayso.reading.model import Reading
from sayso.record import BlockKind, Time, TimePrecision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.grounding.times.setting import Rule
    from sayso.grounding.times.values import Meaning
    from sayso.record import Document

__all__ = ["document_day", "find_times"]

_RULES: tuple[Rule, ...] = (
    *dates.RULES,
    *clock.RULES,
    *relative.RULES,
    *seasons.RULES,
    *lengths.RULES,
)
_NEAR = 40  # characters in which a word of time must follow a word that may begin an expression
_INSIDE_NUMBER = re.compile(r"\d[,.]\d")
_LINK = re.compile(r"(?:,?\s+(?:on|at|of|in|around|about|shortly before|shortly after|by)?|,)\s*", re.IGNORECASE)


def find_times(reading: Reading) -> tuple[Time, ...]:
    """Find the time expressions of the text blocks.

    Days without their week, month or year are taken before or after the
    document's own day as the tense of their clause has it; a day of the week
    that is the document's own is that day. "Two days later" and "that
    evening" are counted from the time named before. Where there is nothing to
    count from, a time has no value and no bounds, and ``basis`` says why.

    Args:
        reading: One parsed document; without tokens every clause counts as
            told in the past.

    Returns:
        Times ``t1…`` in text order, none overlapping another. Offsets are code
        points, end excluded. Bounds are dates, both included, or local
        instants ("Z" where the text names UTC).
    """
    today, whose = document_day(reading.document)
    setting = Setting(reading.document.text, today, whose, Clauses(reading))
    found: list[Time] = []
    for block in reading.document.blocks:
        if block.kind.is_furniture:
            continue
        for start, end, meaning in _in_block(setting, block.start, block.end):
            found.append(
                Time(
                    id=f"t{len(found) + 1}",
                    start=start,
                    end=end,
                    text=setting.text[start:end],
                    type=meaning.type,
                    value=meaning.value,
                    earliest=meaning.earliest,
                    latest=meaning.latest,
                    precision=meaning.precision,
                    basis=meaning.basis,
                )
            )
    return tuple(found)


def document_day(document: Document) -> tuple[date | None, str]:
    """Give the document's own day, and where it was found.

    Returns:
        The day of publication, or else that of the first dateline which tells
        a whole date ("GUATEMALA CITY, 4 Feb 90 (ACAN-EFE)"); ``None`` for neither.
    """
    if document.published:
        return date.fromisoformat(document.published[:10]), "publication"
    for block in document.blocks:
        if block.kind is BlockKind.DATELINE:
            setting = Setting(
                document.text, None, "the dateline", Clauses(Reading(document=document, tokens=(), sentences=()))
            )
            for _, _, meaning in _in_block(setting, block.start, block.end):
                if meaning.day is not None:
                    return meaning.day, "the dateline"
    return None, "publication"


def _in_block(setting: Setting, start: int, end: int) -> Iterator[tuple[int, int, Meaning]]:
    """Give the expressions of one block, leftmost and then longest first."""
    text = setting.text
    words = [(match.start(), match.end(), match.group().lower()) for match in WORD.finditer(text, start, end)]
    hearts = [at for at, stop, word in words if is_heart(word, text[stop : stop + 1])]
    past = start
    since = start
    for at, _, word in words:
        if at < past or _INSIDE_NUMBER.match(text, max(0, at - 2)):
            continue
        near = bisect_left(hearts, at)
        if near == len(hearts):
            return
        if hearts[near] != at and (hearts[near] > at + _NEAR or not may_open(word)):
            continue
        setting.lead = at
        best = _longest(setting, at, end)
        if best is None:
            continue
        past, meaning = best
        if meaning is NO_TIME:
            continue
        try:
            past, meaning = _with_neighbour(setting, past, end, meaning)
            meaning = clock.settled(meaning, setting, same_sentence=text.find(". ", since, at) < 0)
        except OverflowError:  # the night of the last day of the year 9999
            continue
        setting.note(meaning, at)
        since = past
        yield at, past, meaning


def _longest(setting: Setting, at: int, end: int) -> tuple[int, Meaning] | None:
    """Give the longest expression that begins at a place, and what it means."""
    matches = [
        (-match.end(), number, match)
        for number, (pattern, _) in enumerate(_RULES)
        if (match := pattern.match(setting.text, at, end)) is not None
    ]
    for _, number, match in sorted(matches, key=lambda one: one[:2]):
        try:
            meaning = _RULES[number][1](match, setting)
        except (ValueError, OverflowError):  # days before the year 1 or after 9999
            meaning = NO_TIME
        if meaning is not None:
            return match.end(), meaning
    return None


def _with_neighbour(setting: Setting, stop: int, end: int, meaning: Meaning) -> tuple[int, Meaning]:
    """Join an expression with the day or the time of day right behind it."""
    for _ in range(2):
        link = _LINK.match(setting.text, stop, end)
        if link is None or not (meaning.clock or meaning.day or meaning.precision is TimePrecision.DAY):
            break
        following = _longest(setting, link.end(), end)
        whole = clock.joined(meaning, following[1]) if following is not None else None
        if following is None or whole is None:
            break
        stop, meaning = following[0], whole
    return stop, meaning
