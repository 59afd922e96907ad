"""The words of time expressions as patterns: ``{day}``, ``{month}``, ``{amount}`` … and what they count.

Vocabulary comes from ``calendar.tsv``, ``numbers.tsv``, ``time_words.tsv`` and
``holidays.tsv``; here are only the forms that numbers take in running text.
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


def either(words: Iterable[str]) -> str:
    """Give a pattern for any of some words, the longest first; a blank is any white space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in ordered) + ")"


_NUMBERS = {
    row["pattern"]: (float(row["value"]), bool(row["multiplies"]))
    for row in lexicon.table("numbers")
    if row["pattern"] not in {"half", "million", "billion"}
}
_NUMBER = either(_NUMBERS)
_TENS = either(word for word, (value, _) in _NUMBERS.items() if 20 <= value < 100)
_ONES = either(word for word, (value, _) in _NUMBERS.items() if value < 10)
_TEENS = either(word for word, (value, _) in _NUMBERS.items() if 10 <= value < 20 and word != "dozen")
_ORDINAL = {word: int(row["number"]) for word, row in rows("ordinal").items()}
_SAID_YEAR = (
    rf"(?:(?:nineteen|eighteen)[\s-]+(?:{_TENS}(?:[\s-]+{_ONES})?|{_TEENS})"
    rf"|two\s+thousand(?:\s+(?:and\s+)?(?:{_TEENS}|{_TENS}(?:[\s-]+{_ONES})?|{_ONES}))?)(?!\w)"
)

_FIGURES = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?:[\s-]+\d/\d|½)?"
_COUNT = rf"(?:{_FIGURES}|(?:a\s+)?{_NUMBER}(?:(?:\s+and\s+|[\s-]+){_NUMBER})*)"

FRAGMENTS: Mapping[str, str] = {
    "day": rf"(?:{either(rows('day'))}|{either(rows('day-short'))}\.)",
    "month": rf"(?:{either(rows('month'))}|{either(rows('month-short'))}(?:\.|(?=\s*\d)))(?!\w)",
    "wholemonth": rf"{either(rows('month'))}(?!\w)",
    "part": either(rows("part")),
    "unit": either([*rows("unit"), *rows("units")]),
    "units": either(rows("units")),
    "singular": either(rows("unit")),
    "season": either(rows("season")),
    "shift": either(rows("shift")),
    "edge": rf"(?:{either(rows('edge'))}(?:\s+in)?)",
    "about": either(rows("about")),
    "which": either(rows("which")),
    "zone": either(rows("zone")),
    "decade": either(rows("decade")),
    "number": _COUNT,
    "amount": rf"(?:{_COUNT}|{either(rows('amount'))})",
    "ordinal": rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{either(_ORDINAL)})",
    "dom": rf"(?:(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d,.:]*\d)|{either(_ORDINAL)})",
    "year": r"(?:1[0-9]|20)\d\d(?!\w|[.,:]\d|%)",
    "saidyear": _SAID_YEAR,
    "shortyear": r"['’]?\d\d(?!\w|[.,:]\d|\s*%)",
    "holiday": either(lexicon.by_pattern("holidays")),
    "vague": either(row["pattern"] for row in lexicon.table("time_words") if row["value"] != "SET"),
    "often": either(lexicon.values("time_words", "SET")),
}

# Words from which an expression may begin only where a word of time follows soon.
_FIRST = ("edge", "about", "which", "shift", "amount", "ordinal")
_NEAR_WORDS = frozenset(
    word.split()[0] for kind in _FIRST for word in rows(kind)
) | frozenset(_NUMBERS) | frozenset(
    ["the", "a", "an", "each", "every", "half", "two", "once", "twice", "nineteen", "eighteen", "fiscal", "financial",
     "early", "earlier", "late", "later", "one", "in", "at", "so", "by", "then", "as", "sooner", "from", "until",
     "since", "per", "st", "st.", "new", "good", "boxing", "all", "may", "other", "not", "long", "eid", "school"]
)  # fmt: skip
# Words of time themselves.
_CORE_WORDS = (
    frozenset(
        word.split()[-1].strip(".")
        for kind in ("day", "day-short", "month", "month-short", "part", "unit", "units", "season", "decade", "zone")
        for word in rows(kind)
    )
    | frozenset(word for row in lexicon.table("time_words") for word in row["pattern"].split()[-1:])
    | frozenset(row["pattern"].split()[-1].split("'")[-1] for row in lexicon.table("holidays"))
    | frozenset(
        ["yesterday", "today", "tomorrow", "tonight", "overnight", "weekend", "weekends", "noon", "midday", "midnight", "ago",
         "earlier", "later", "quarter", "half", "period", "clock", "year-end", "mid", "am", "pm", "m", "old", "long", "halloween",
         "christmas", "easter", "ramadan", "nowruz", "thanksgiving", "fortnight", "fortnights", "hours", "thousand", *(word for word, (value, _) in _NUMBERS.items() if 20 <= value < 100)]
    )
)  # fmt: skip
WORD = re.compile(r"\d[\w]*|[^\W\d_]+")


def is_core(word: str) -> bool:
    """Tell whether a lower-case word can be the heart of a time expression."""
    return word[0].isdigit() or word in _CORE_WORDS or (word[-1] == "s" and word[:-1] in _CORE_WORDS)


def may_begin(word: str) -> bool:
    """Tell whether a time expression can begin with a lower-case word; see also :func:`is_core`."""
    return word in _NEAR_WORDS


def compiled(template: str) -> re.Pattern[str]:
    """Make a pattern of a template: a blank is white space, ``{name}`` a fragment; it matches whole words."""
    parts = re.split(r"\{([a-z]+)\}", template.replace(" ", r"\s+"))
    made = "".join(FRAGMENTS[part] if n % 2 else part for n, part in enumerate(parts))
    return re.compile(rf"(?:{made})(?!\w)", re.IGNORECASE)


def plain(words: str) -> str:
    """Give words in lower case, with single blanks and straight apostrophes."""
    return " ".join(words.lower().replace("’", "'").split())


def count(words: str) -> float | None:
    """Give the number that an amount tells: "two and a half", "1,200", "twenty-four", "a"; none for "several"."""
    words = plain(words)
    row = rows("amount").get(words)
    if row is not None:
        return float(row["number"]) if row["number"] else None
    figures = re.fullmatch(r"([\d,.]+)(?:[\s-]+(\d)/(\d)|(½))?", words)
    if figures is not None:
        whole = float(figures[1].replace(",", "").rstrip("."))
        if figures[4]:
            return whole + 0.5
        return whole + (int(figures[2]) / int(figures[3]) if figures[2] and int(figures[3]) else 0)
    total = current = 0.0
    for word in re.split(r"[\s-]+", words):
        if word in {"a", "and"}:
            continue
        value, multiplies = _NUMBERS.get(word, (0.0, False))
        if value >= 1000:
            total, current = total + (current or 1) * value, 0.0
        elif multiplies:
            current = (current or 1) * value
        else:
            current += value
    return total + current or None


def ordinal(words: str) -> int:
    """Give the number of "3rd", "third", "03" and "3"; 0 for none."""
    words = plain(words)
    digits = re.match(r"\d+", words)
    return int(digits.group()) if digits else _ORDINAL.get(words, 0)


def said_year(words: str) -> int:
    """Give the year that words or figures tell: "nineteen ninety-one", "two thousand", "1991"."""
    words = plain(words).replace("-", " ")
    if words.isdigit():
        return int(words)
    first, _, rest = words.partition(" ")
    if first == "two":
        return 2000 + int(count(rest.removeprefix("thousand").strip()) or 0)
    return int((count(first) or 0) * 100 + (count(rest) or 0))


def month_number(words: str) -> int:
    """Give the number of a month, 1 to 12, from its name or its abbreviation."""
    word = plain(words).rstrip(".")
    row = rows("month").get(word) or rows("month-short")[word]
    return int(row["number"])


def day_number(words: str) -> int:
    """Give the number of a day of the week, Monday 0, from its name or its abbreviation."""
    word = plain(words).rstrip(".")
    row = rows("day").get(word) or rows("day-short")[word]
    return int(row["number"])


def unit_code(words: str) -> str:
    """Give TimeML's code of a unit, in singular or plural."""
    word = plain(words)
    row = rows("units").get(word) or rows("unit")[word]
    return row["code"]
