"""Which reports tell of one story; real parser, invented texts."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

import sayso
from sayso.incidents import stories

if TYPE_CHECKING:
    from sayso.record import Report

TEXTS = {
    "market": "A bomb exploded in a market in Lahore and killed twelve people, police said. Traders fled.",
    "market too": "Twelve people died when a bomb tore through a crowded market in Lahore, police in Pakistan said.",
    "bank": "Four masked robbers held up a bank in Lyon and fled with 3 million euros, the French police said.",
    "bank too": "Masked men robbed a bank in Lyon of three million euros, French police said. The four fled in a van.",
    "bank elsewhere": "Masked men robbed a bank in Turin of 20 million euros, Italian police said. Nine took a boat.",
    "nothing": "Spring came early to the valley, and the almond trees were in flower before the month was out.",
}


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    """Six short reports of four stories."""
    return {name: sayso.read_text(text) for name, text in TEXTS.items()}


def _told(reports: dict[str, Report]) -> set[frozenset[str]]:
    names = {report.id: name for name, report in reports.items()}
    return {frozenset(names[one] for one in story.reports) for story in stories(reports.values())}


def test_stories(reports: dict[str, Report]) -> None:
    """Reports of one story are together; a like story elsewhere, and a report without an event, are apart."""
    assert _told(reports) == {
        frozenset({"market", "market too"}),
        frozenset({"bank", "bank too"}),
        frozenset({"bank elsewhere"}),
        frozenset({"nothing"}),
    }


def test_order_does_not_matter(reports: dict[str, Report]) -> None:
    """However the reports come, and however often, the stories are the same."""
    chosen = [reports[name] for name in ("market", "market too", "bank", "bank elsewhere")]
    first, *others = [stories(order) for order in permutations(chosen)]
    assert all(other == first for other in others)
    assert stories([*chosen, *chosen]) == first


def test_scores_and_reasons(reports: dict[str, Report]) -> None:
    """A story of one is sure of itself; one of two has a score and reasons in words."""
    by_size = {
        len(story.reports): story for story in stories(reports[name] for name in ("market", "market too", "bank"))
    }
    assert (by_size[1].score, by_size[1].reasons) == (1.0, ())
    assert 0 < by_size[2].score < 1
    assert "place: Lahore" in by_size[2].reasons


def test_nothing() -> None:
    """No reports tell no stories."""
    assert stories([]) == ()
