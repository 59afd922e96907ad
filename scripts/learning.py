"""Multinomial logistic regression on marks, for the tables of learned weights; the same weights in every run."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STEPS, RATE = 300, 0.05
SHARED = "all"  # the mark that everything has


def learn(
    marks: Sequence[Sequence[str]],
    classes: Sequence[int],
    count: int,
    *,
    least: int,
    penalty: float,
    importance: Sequence[float] | None = None,
) -> dict[str, tuple[int, ...]]:
    """Give the weight of each mark for each class.

    Args:
        marks: The marks of N examples.
        classes: The class of each, from 0 (none) to ``count`` - 1.
        count: How many classes there are.
        least: Examples in which a mark must be seen to have weights.
        penalty: Of the squares of the weights, which keeps them small.
        importance: How much each example counts; all alike where it is left out.

    Returns:
        For each mark ``count`` - 1 weights in hundredths, those of the
        classes less that of none; ``SHARED`` has what all examples share.
    """
    seen = Counter(mark for one in marks for mark in one)
    number = {mark: k for k, mark in enumerate(sorted(mark for mark, times in seen.items() if times >= least))}
    pairs = [(r, number[mark]) for r, one in enumerate(marks) for mark in one if mark in number]
    row, column = np.array(pairs).T
    share = np.ones(len(marks)) if importance is None else np.array(importance)
    share = share[:, None] / share.sum()
    right = np.eye(count)[list(classes)]
    values = np.zeros((len(number) + 1, count))  # the last line is what all examples share
    mean, square = np.zeros_like(values), np.zeros_like(values)
    for step in range(1, STEPS + 1):  # Adam, over all examples at once
        sums = np.stack([np.bincount(row, values[column, k], len(marks)) for k in range(count)], 1) + values[-1]
        odds = np.exp(sums - sums.max(1, keepdims=True))
        error = (odds / odds.sum(1, keepdims=True) - right) * share
        slope = penalty * values
        slope[:-1] += np.stack([np.bincount(column, error[row, k], len(number)) for k in range(count)], 1)
        slope[-1] = error.sum(0)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        values -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    weights = np.round(100 * (values[:, 1:] - values[:, :1])).astype(int)
    found = {mark: tuple(weights[k].tolist()) for mark, k in number.items()}
    return {SHARED: tuple(weights[-1].tolist()), **{mark: line for mark, line in found.items() if any(line)}}


def chances(marks: Sequence[str], weights: Mapping[str, Sequence[int]]) -> list[float]:
    """Give the chance of each class but none, by the weights of :func:`learn`."""
    sums = np.sum([weights[SHARED], *(weights[mark] for mark in marks if mark in weights)], axis=0) / 100
    odds = np.exp(sums)
    return list((odds / (1 + odds.sum())).tolist())
