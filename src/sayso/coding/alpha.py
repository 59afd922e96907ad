"""Krippendorff's alpha: how far coders agree beyond chance, on nominal, ordinal or interval values, with gaps.

Source: Krippendorff, Content Analysis, 3rd edition (2013), chapter 12; NLTK
computes it. Ordinal distance needs how often each value occurs, which is ours.
Where nobody's values differ alpha is 0/0: NLTK gives 1 there, we give None, as
agreement on what never varies shows nothing.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Measure = Literal["nominal", "ordinal", "interval"]


def alpha(rated: Mapping[str, Mapping[str, float | str]], measure: Measure) -> float | None:
    """Give Krippendorff's alpha.

    Args:
        rated: For each unit, the value that each coder gave; units with one
            value are left out, as nothing can be compared. Numbers for
            ordinal (ranks) and interval values.
        measure: How far apart two values are: nominal (the same or not),
            ordinal (by how many values lie between), interval (squared
            difference).

    Returns:
        1 for full agreement, 0 for what chance gives, less than 0 for worse;
        None where there are no two values to compare or none differ.
    """
    from nltk.metrics.agreement import AnnotationTask

    paired = {unit: values for unit, values in rated.items() if len(values) > 1}
    counts = Counter(value for values in paired.values() for value in values.values())
    if len(counts) < 2:
        return None
    rows = [(coder, unit, value) for unit, values in paired.items() for coder, value in values.items()]
    return float(AnnotationTask(rows, distance=_distances(counts)[measure]).alpha())


def observed(rated: Mapping[str, Mapping[str, float | str]]) -> float | None:
    """Give the share of pairs of values for one unit that are the same; None where there is no pair."""
    pairs = same = 0
    for values in rated.values():
        n = len(values)
        pairs += n * (n - 1)
        same += sum(count * (count - 1) for count in Counter(values.values()).values())
    return same / pairs if pairs else None


def _distances(counts: Counter[float | str]) -> Mapping[Measure, Callable[..., float]]:
    """Give the distances; the ordinal one by how many values were given from the one to the other, ends half."""
    ordered = sorted(counts, key=lambda value: (isinstance(value, str), value))
    below: dict[float | str, float] = {}
    total = 0.0
    for value in ordered:
        below[value] = total + counts[value] / 2
        total += counts[value]
    return {
        "nominal": lambda one, other: float(one != other),
        "ordinal": lambda one, other: (below[one] - below[other]) ** 2,
        "interval": lambda one, other: (one - other) ** 2,
    }
