"""Numbers as the text gives them, with their bounds."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.reading.model import Quantity, Token

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_RANGE = re.compile(rf"({_FIGURE.pattern})[-–]({_FIGURE.pattern})")
_LONGEST_BOUND = 4


@cache
def _numbers() -> Mapping[str, float]:
    return {row["pattern"]: float(row["value"]) for row in lexicon.table("numbers")}


@cache
def _multipliers() -> frozenset[str]:
    return frozenset(row["pattern"] for row in lexicon.table("numbers") if row["multiplies"])


@cache
def _parts() -> Mapping[str, float]:
    return {row["pattern"]: float(row["value"]) for row in lexicon.table("fractions")}


@cache
def _bounds() -> Mapping[tuple[str, ...], str]:
    return {tuple(row["pattern"].split()): row["value"] for row in lexicon.table("number_bounds")}


def find_quantities(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """Find numbers in figures and words, with the words that bound them.

    "at least 15" is 15 and more, "up to 30" at most 30, "between 30 and 40"
    both, "about 200" approximate; "half" and "50 per cent" are shares of one.
    Words without a number ("dozens") are none.
    """
    found: list[Quantity] = []
    i = 0
    while i < len(tokens):
        if (span := _RANGE.fullmatch(tokens[i].text)) is not None:
            low, high = (float(part.replace(",", "")) for part in span.groups())
            if low <= high:
                found.append(Quantity(i, i + 1, i, low, high))
                i += 1
                continue
        number = _number(tokens, i)
        if number is None:
            i += 1
            continue
        value, after = number
        quantity = _with_bounds(tokens, i, after, value)
        if found and quantity.first < found[-1].last:
            quantity = Quantity(found[-1].last, quantity.last, quantity.head, value, value)
        found.append(_ranged(found, quantity, tokens))
        i = found[-1].last
    return tuple(found)


def _number(tokens: Sequence[Token], i: int) -> tuple[float, int] | None:
    """Read the number that begins at token ``i``; give it and the token after it."""
    words = _numbers()
    if i and tokens[i - 1].lower in _VAGUE and words.get(tokens[i].lower, 0) >= _DOZEN:
        return None  # "several hundred" has no number
    if (
        tokens[i].lower == "a"
        and i + 2 < len(tokens)
        and tokens[i + 1].lower in _parts()
        and tokens[i + 2].lower == "of"
    ):
        return 1.0, i + 1  # "a third of"
    total, current, at = 0.0, 0.0, i
    while at < len(tokens) and tokens[at].sentence == tokens[i].sentence:
        word = tokens[at].lower
        if _FIGURE.fullmatch(word) and at == i:
            current = float(word.replace(",", ""))
        elif word in words and not (word == "one" and at == i and not _counts(tokens, at)):
            value = words[word]
            if value >= 1000:
                total, current = total + (current or 1) * value, 0.0
            elif word in _multipliers() and (at > i or value >= 100):
                current = (current or 1) * value
            elif at > i and words.get(tokens[at - 1].lower, 100) < 20:
                break
            else:
                current += value
        elif word == "a" and current == _HALF and at + 1 < len(tokens) and words.get(tokens[at + 1].lower, 0) >= _DOZEN:
            pass  # "half a million"
        elif not (word in {"-", "and"} and at > i and _continues(tokens, at)):
            break
        at += 1
    return (total + current, at) if at > i else None


_VAGUE = frozenset(row["pattern"] for row in lexicon.table("vague_numbers"))
_DOZEN, _HALF = 12, 0.5


def _counts(tokens: Sequence[Token], i: int) -> bool:
    """Tell a counting "one" from the pronoun."""
    return tokens[i].dep == "nummod" or tokens[i].tag == "CD"


def _continues(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "-" or "and" stands inside a number in words ("twenty-two", "a hundred and five")."""
    words = _numbers()
    before, after = tokens[at - 1].lower, tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if before not in words or after not in words or words[after] >= 100:
        return False
    return words[before] >= 100 if tokens[at].lower == "and" else 20 <= words[before] < 100 and words[after] < 10


def _with_bounds(tokens: Sequence[Token], first: int, last: int, value: float) -> Quantity:
    """Add the words before and after a number that bound it, and "per cent"."""
    low: float | None = value
    high: float | None = value
    head, approximate = last - 1, False
    fraction, last = _share(tokens, first, last)
    if fraction is not None:
        low = high = value * fraction
    bound, first = _bound_before(tokens, first)
    if not bound and first and tokens[first - 1].lower == "a" and tokens[first].lower in _multipliers():
        bound, before = _bound_before(tokens, first - 1)  # "more than a dozen"
        first = before if bound else first
    after = tuple(token.lower for token in tokens[last : last + 2])
    if not bound and after in _bounds():
        bound, last = _bounds()[after], last + 2
    if bound == "low":
        high = None
    elif bound == "high":
        low = None
    elif bound == "about":
        approximate = True
    return Quantity(first, last, head, low, high, approximate, fraction is not None)


def _share(tokens: Sequence[Token], first: int, last: int) -> tuple[float | None, int]:
    """Tell whether a number is a share, by which factor, and where its words end."""
    words = tuple(token.lower for token in tokens[last : last + 2])
    if words[:1] in {("%",), ("percent",)}:
        return 0.01, last + 1
    if words == ("per", "cent"):
        return 0.01, last + 2
    if words[:1] and words[0].rstrip("s") in _parts():
        return _parts()[words[0].rstrip("s")], last + 1
    if last == first + 1 and 0 < _numbers().get(tokens[first].lower, 1) < 1:
        return 1.0, last
    return None, last


def _bound_before(tokens: Sequence[Token], first: int) -> tuple[str, int]:
    for length in range(_LONGEST_BOUND, 0, -1):
        start = first - length
        if start >= 0 and (words := tuple(token.lower for token in tokens[start:first])) in _bounds():
            return _bounds()[words], start
    return "", first


def _ranged(found: list[Quantity], second: Quantity, tokens: Sequence[Token]) -> Quantity:
    """Join "between 30 and 40", "30 to 40" and "30-40" into one quantity, taking the first half off ``found``."""
    if not found:
        return second
    first = found[-1]
    link = [token.lower for token in tokens[first.last : second.first]]
    between = first.first > 0 and tokens[first.first - 1].lower == "between"
    if not (link in (["to"], ["-"], ["–"], ["or"]) or (link == ["and"] and between)):
        return second
    if first.low is None or second.high is None or first.low > second.high or second.first - first.last != 1:
        return second
    found.pop()
    start = first.first - 1 if between else first.first
    return Quantity(start, second.last, second.head, first.low, second.high, first.approximate, second.fraction)
