"""Thirty pages made from the seed by other names, figures, outlets, marks and orders read as well as the seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import sayso
from invariants import check
from mutants import Mutation, draw, expected, mutate, told

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.shared

MANY = 30


@pytest.fixture(scope="module")
def page(shared: Path) -> str:
    """The seed page as it stands."""
    return (shared / "seed" / "truthdig-russia-strikes.txt").read_text(encoding="utf-8")


def test_nothing_drawn_is_the_seed(page: str) -> None:
    """The mutation that changes nothing gives the seed's own page, and every draw gives another."""
    assert mutate(page, Mutation()) == page
    assert len({mutate(page, draw(number)) for number in range(MANY)} - {page}) == MANY


@pytest.mark.parametrize("number", [None, *range(MANY)])
def test_a_mutant_reads_as_well_as_the_seed(page: str, number: int | None) -> None:
    """All that the seed's tests ask for is told, in the mutant's names and figures."""
    mutation = Mutation() if number is None else draw(number)
    report = sayso.read_text(mutate(page, mutation), published=mutation.published.isoformat())
    wanted, found = expected(mutation), told(report, mutation)
    wrong = {name: (value, found.get(name)) for name, value in wanted.items() if found.get(name) != value}
    assert wrong == {}, f"{mutation}"
    check(report)
