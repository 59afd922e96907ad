"""Numbers inside time expressions: amounts, ordinals, years and names that stand for numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.times.words import ORDINALS, plain, rows

if TYPE_CHECKING:
    from collections.abc import Mapping

_VALUES: Mapping[str, tuple[float, bool]] = {
    row["pattern"]: (float(row["value"]), bool(row["multiplies"])) for row in lexicon.table("numbers")
}
_FIGURES = re.compile(r"([\d,.]+)(?:(?: and)?[ -](\d)/(\d)|(½))?")
_AND_A_HALF = " and a half"
_THOUSAND = 1000
_PIVOT = 40  # two figures up to it are a year of this century


def count(words: str) -> float | None:
    """Give the number that an amount tells: "2 1/2", "1,200", "twenty-four", "a couple of"; none for "several"."""
    words = plain(words)
    row = rows("amount").get(words)
    if row is not None:
        return float(row["number"]) if row["number"] else None
    if words.endswith(_AND_A_HALF):
        return (count(words.removesuffix(_AND_A_HALF)) or 0) + 0.5
    figures = _FIGURES.fullmatch(words)
    if figures is None:
        return _spelled(words)
    whole = float(figures[1].replace(",", "").rstrip("."))
    if figures[4]:
        return whole + 0.5
    return whole + (int(figures[2]) / int(figures[3]) if figures[2] and int(figures[3]) else 0)


def _spelled(words: str) -> float | None:
    total = current = 0.0
    for word in re.split(r"[ -]", words):
        value, multiplies = _VALUES.get(word, (0.0, False))
        if value >= _THOUSAND:
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
    return int(digits.group()) if digits else ORDINALS.get(words, 0)


def said_year(words: str) -> int:
    """Give the year that words or figures tell: "nineteen ninety-one", "two thousand", "1991"."""
    words = plain(words).replace("-", " ")
    if words.isdigit():
        return int(words)
    first, _, rest = words.partition(" ")
    if first == "two":
        return 2 * _THOUSAND + int(count(rest.removeprefix("thousand").strip()) or 0)
    return int((count(first) or 0) * 100 + (count(rest) or 0))


def short_year(words: str) -> int:
    """Give the year of "1990", "90" and "'90"."""
    year = int(re.sub(r"\D", "", words))
    if year > 99:
        return year
    return year + (2000 if year <= _PIVOT else 1900)


def month_number(words: str) -> int:
    """Give the number of a month, 1 to 12, from its name or its abbreviation."""
    return _number(words, "month")


def day_number(words: str) -> int:
    """Give the number of a day of the week, Monday 0, from its name or its abbreviation."""
    return _number(words, "day")


def _number(words: str, kind: str) -> int:
    word = plain(words).rstrip(".")
    row = rows(kind).get(word) or rows(f"{kind}-short")[word]
    return int(row["number"])


def unit_code(words: str) -> str:
    """Give the code of a unit in singular or plural: TimeML's "D", "W", "M", "Y", "Q", "L", "TH" for hours and so on.

    Decades ("DE") and centuries ("CE") have none in TimeML and are reckoned in years.
    """
    word = plain(words)
    row = rows("units").get(word) or rows("unit")[word]
    return row["code"]


def part_code(words: str) -> str:
    """Give TimeML's code of a part of the day: "MO", "AF", "EV", "NI"."""
    return rows("part")[plain(words)]["code"]


def shift_of(words: str) -> tuple[int, bool]:
    """Give how many units on "last", "this", "following" … count, and whether from the time named before."""
    row = rows("shift")[plain(words).removeprefix("the ")]
    return int(row["number"]), row["code"] == "mention"
