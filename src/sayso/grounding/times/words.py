"""The vocabulary of time expressions as patterns: ``{day}``, ``{month}``, ``{amount}`` and so on.

Words come from the tables ``calendar``, ``numbers``, ``time_words``, ``holidays``
and ``time_contexts``; here are only the forms that they take in running text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Row = Mapping[str, str]


@cache
def rows(kind: str) -> Mapping[str, Row]:
    """Give the rows of the calendar of one kind, by their words."""
    return {row["pattern"]: row for row in lexicon.table("calendar") if row["value"] == kind}


def behind(kind: str) -> frozenset[str]:
    """Give the words behind which a doubtful word is a time of some kind ("in May", "at 0430")."""
    return lexicon.values("time_contexts", kind)


def plain(words: str) -> str:
    """Give words in lower case, with single blanks and straight apostrophes."""
    return " ".join(words.lower().replace("’", "'").split())


def _either(words: Iterable[str]) -> str:
    """Give a pattern for any of some words, the longest first; a blank is any white space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in ordered) + ")"


ORDINALS: Mapping[str, int] = {word: int(row["number"]) for word, row in rows("ordinal").items()}

# Half of something is told otherwise ("half an hour"), and no time is counted in millions.
_NUMBERS = {row["pattern"]: float(row["value"]) for row in lexicon.table("numbers") if 1 <= float(row["value"]) <= 1000}
_NUMBER = _either(_NUMBERS)
_ONES = _either(word for word, value in _NUMBERS.items() if value < 10)
_TEENS = _either(word for word, value in _NUMBERS.items() if 10 <= value < 20 and word != "dozen")
_TENS_WORDS = frozenset(word for word, value in _NUMBERS.items() if 20 <= value < 100)
_TENS = _either(_TENS_WORDS)
_SAID_YEAR = (
    rf"(?:(?:nineteen|eighteen)[\s-]+(?:{_TENS}(?:[\s-]+{_ONES})?|{_TEENS})"
    rf"|two\s+thousand(?:\s+(?:and\s+)?(?:{_TEENS}|{_TENS}(?:[\s-]+{_ONES})?|{_ONES}))?)(?!\w)"
)
_FIGURES = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?:(?:\s+and)?[\s-]+\d/\d|½)?"
_COUNT = rf"(?:{_FIGURES}|(?:a\s+)?{_NUMBER}(?:(?:\s+and\s+|[\s-]+){_NUMBER}){{0,7}})"

_FRAGMENTS: Mapping[str, str] = {
    "day": rf"(?:{_either(rows('day'))}|{_either(rows('day-short'))}\.)",
    "month": rf"(?:{_either(rows('month'))}|{_either(rows('month-short'))}(?:\.|(?=\s*['’]?\d)))(?!\w)",
    "month-alone": rf"(?:{_either(rows('month'))}|{_either(rows('month-short'))}\.)(?!\w)",
    "part": _either(rows("part")),
    "unit": _either([*rows("unit"), *rows("units")]),
    "units": _either(rows("units")),
    "unit-one": _either(rows("unit")),
    "season": _either(rows("season")),
    "shift": _either(rows("shift")),
    "edge": rf"(?:{_either(rows('edge'))}(?:\s+in)?)",
    # "over a million", but not "over the next week", where it is a preposition
    "about": rf"(?:{_either(rows('about'))}(?<!over)|over(?=\s+(?:\d|{_NUMBER})))",
    "which": _either(rows("which")),
    "zone": _either(rows("zone")),
    "decade": _either(rows("decade")),
    "number": _COUNT,
    "amount": rf"(?:{_COUNT}(?:\s+and\s+a\s+half)?|{_either(rows('amount'))})",
    "ordinal": rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{_either(ORDINALS)})",
    "dom": rf"(?:(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d,.:]*\d)|{_either(ORDINALS)})",
    "year": r"(?:1\d|20)\d\d(?!\w|[.,:]\d|%)",
    "year-said": _SAID_YEAR,
    "holiday": _either(lexicon.by_pattern("holidays")),
    "vague": _either(row["pattern"] for row in lexicon.table("time_words") if row["value"] != "SET"),
    "often": _either(lexicon.values("time_words", "SET")),
}


def compiled(*parts: str) -> re.Pattern[str]:
    """Make a pattern of templates set end to end.

    A blank is any white space, ``{name}`` a fragment above; it matches whole words.
    """
    pieces = re.split(r"\{([a-z-]+)\}", "".join(parts).replace(" ", r"\s+"))
    made = "".join(_FRAGMENTS[piece] if n % 2 else piece for n, piece in enumerate(pieces))
    return re.compile(rf"(?:{made})(?!\w)", re.IGNORECASE)


WORD = re.compile(r"\d\w*|[^\W\d_]+")
_OF_A_CLOCK = frozenset(":./-")
_HEART_KINDS = (
    "day",
    "day-short",
    "month",
    "month-short",
    "part",
    "unit",
    "units",
    "season",
    "decade",
    "zone",
    "heart",
)
_OPENING_KINDS = ("edge", "about", "which", "shift", "amount", "ordinal", "opening")


def _ends(patterns: Iterable[str], at: int) -> frozenset[str]:
    return frozenset(found[at].lower() for pattern in patterns if (found := WORD.findall(pattern)))


_HEARTS = (
    _ends((word for kind in _HEART_KINDS for word in rows(kind)), -1)
    | _ends((row["pattern"] for row in lexicon.table("time_words")), -1)
    | _ends((row["pattern"].removesuffix("'s day") for row in lexicon.table("holidays")), -1)
    | _TENS_WORDS
)
_OPENINGS = (
    _ends((word for kind in _OPENING_KINDS for word in rows(kind)), 0)
    | _ends(lexicon.by_pattern("holidays"), 0)
    | frozenset(_NUMBERS)
)


def is_heart(word: str, after: str) -> bool:
    """Tell whether a time expression can be about a word in lower case: "friday", "weeks", "now", "1990", "22:".

    Args:
        word: The word; of figures only long ones and those of a clock or a
            date are hearts, since others count something.
        after: The character behind it.
    """
    if word[0].isdigit():
        return len(word) > 3 or after in _OF_A_CLOCK or word[-1] == "s"
    return word in _HEARTS or (word[-1] == "s" and word[:-1] in _HEARTS)


def may_open(word: str) -> bool:
    """Tell whether a time expression may begin with a word that is not its heart: "the", "late", "two", "26"."""
    return word in _OPENINGS or word[0].isdigit()
