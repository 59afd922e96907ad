"""Every example of docs/beyond.md is read as the page says."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

import sayso
from factories import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.record import Extent, Ref, Report, Statement

_PAGE = (ROOT / "docs" / "beyond.md").read_text(encoding="utf-8")
_KINDS = {
    "Change": "control",
    "Position": "position",
    "Goal": "aim",
    "Foretold": "forecast",
    "Condition": "condition",
    "Medium": "evidence",
    "Reason given": "dispute",
    "Why nothing is read": "nothing",
}
_BEYOND = frozenset(_KINDS.values()) - {"dispute", "nothing"}


def _examples() -> list[tuple[str, str, list[list[str]]]]:
    """Give each example with the kind of its table and the rows that the page gives it."""
    found: list[tuple[str, str, list[list[str]]]] = []
    for block in re.findall(r"(?:^\|.*\n)+", _PAGE, re.MULTILINE):
        names, _, *rows = [[cell.strip() for cell in line.strip("|\n").split(" | ")] for line in block.splitlines()]
        kind = next(kind for name, kind in _KINDS.items() if name in names)
        for text, *cells in rows:
            if text == "″":
                found[-1][2].append(cells)
            else:
                found.append((text, kind, [cells]))
    return found


EXAMPLES = _examples()


@cache
def _read(example: str) -> Report:
    return sayso.read_text(example, published="2021-03-10")


def _who(refs: Sequence[Ref]) -> str:
    return " + ".join(ref.text for ref in refs) or "nobody named"


def _place(report: Report, name: str | None) -> str:
    return next((place.text for place in report.places if place.id == name), "not told")


def _extent(extent: Extent | None) -> str:
    if extent is None:
        return "–"
    low, high = ("" if bound is None else f"{bound:g}" for bound in (extent.low, extent.high))
    return f"{low} to {high} {extent.unit}"


def _cells(report: Report, one: Statement) -> list[str]:
    """Say of a statement what the page's columns say."""
    if one.control is not None:
        change = one.control.change + (", denied" if one.polarity == "negative" else "")
        losers = _who(one.control.taken_from) if one.control.taken_from else "–"
        return [
            change,
            _who(one.control.holders),
            losers,
            _place(report, one.control.place),
            _extent(one.control.extent),
        ]
    if one.position is not None:
        return [_who(one.position.who), _place(report, one.position.place)]
    if one.aim is not None:
        return [_who(one.aim.holders), one.aim.goal.text, str(one.aim.priority or "–")]
    if one.forecast is not None:
        band = one.likelihood
        return [one.forecast.of.text, "none" if band is None else f"{band.low * 100:.0f}–{band.high * 100:.0f} %"]
    if one.condition is not None:
        return [one.condition.relation, one.condition.of.text]
    assert one.evidence is not None
    assert one.evidence.shows is not None
    return [one.evidence.medium, one.evidence.shows.text, _who(one.evidence.actors), _who(one.evidence.recipients)]


@pytest.mark.parametrize(("example", "kind", "rows"), EXAMPLES, ids=[example[:50] for example, _, _ in EXAMPLES])
def test_examples_are_read_as_the_page_says(example: str, kind: str, rows: list[list[str]]) -> None:
    """All statements of the table's kind stand in the page, and nothing else; what it calls none gives none."""
    report = _read(example)
    if kind == "nothing":
        assert [s.text for s in report.statements if s.kind in _BEYOND] == []
    elif kind == "dispute":
        assert [[one.field, one.why] for one in report.disputes] == rows
    else:
        assert [_cells(report, one) for one in report.statements if one.kind == kind] == rows


def test_every_kind_has_its_table() -> None:
    """The page has examples of all the kinds beyond events, of disputes, and of what is none."""
    assert {kind for _, kind, _ in EXAMPLES} == set(_KINDS.values())
