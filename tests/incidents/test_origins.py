"""Which reports repeat which; real parser, invented texts."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

import sayso
from sayso.incidents import find_origins

if TYPE_CHECKING:
    from sayso.record import Report

FIRST = (
    "Rebels shelled the market of Homs on Monday and killed twelve people, doctors said. "
    "Most of the dead were traders who had just opened their stalls. "
    "The army sent ambulances from the next town and closed the road to the north."
)
LATER = "The governor promised new roofs for every stall before winter and went back to the capital in the evening."
QUOTED = "“We heard three shells whistle over the roofs before breakfast,” a baker said."
ONE = (
    "Nobody in the army would speak of the shells. The market stayed shut all day, and the road to the north was empty "
    "but for two buses that carried families to their relatives in the villages beyond the river."
)
OTHER = (
    "A crater as wide as a cart lay before the town hall. Engineers filled it with sand, hung a lamp on it and went "
    "home, while the mayor asked the province for money to mend the water main that runs below."
)


def _read(text: str, day: str, publisher: str) -> Report:
    return sayso.read_text(text, published=day, publisher=publisher)


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    """A report, a reprint of it, one that repeats a third of it, two that share a quotation, and an unlike one."""
    texts = {
        "first": (FIRST, "2015-09-29"),
        "reprint": (FIRST, "2015-09-30"),
        "partly": (
            f"{'. '.join(FIRST.split('. ')[:2])}. {LATER} {LATER.replace('roofs', 'doors').replace('winter', 'spring')}",
            "2015-09-30",
        ),
        "quoting": (f"{QUOTED} {ONE}", "2015-09-30"),
        "quoting too": (f"{OTHER} {QUOTED}", "2015-10-01"),
        "unlike": ("A bridge over the river at Hama was opened by the governor.", "2015-09-29"),
        "wire": ("HAMA (Corvane) — The governor resigned on Tuesday, officials said.", "2015-09-29"),
    }
    return {name: _read(text, day, f"The {name.title()}") for name, (text, day) in texts.items()}


def _repeats(reports: dict[str, Report], *names: str) -> set[tuple[str, str, str]]:
    ids = {report.id: name for name, report in reports.items()}
    found = find_origins([reports[name] for name in names]).repeats
    return {(ids[one.report], one.extent, ids[one.of]) for one in found}


@pytest.mark.parametrize(
    ("names", "repeats"),
    [
        (("first", "reprint"), {("reprint", "whole", "first")}),
        (("first", "partly"), {("partly", "part", "first")}),
        (("quoting", "quoting too"), {("quoting too", "quotation", "quoting")}),
        (("first", "quoting", "unlike", "wire"), set()),
    ],
)
def test_extent(reports: dict[str, Report], names: tuple[str, ...], repeats: set[tuple[str, str, str]]) -> None:
    """A later report repeats an earlier one in whole, in part, or in a quotation."""
    assert _repeats(reports, *names) == repeats


def test_copies_have_one_origin(reports: dict[str, Report]) -> None:
    """A reprint has the first report's origin; what repeats only a part keeps its own."""
    origin = find_origins([reports[name] for name in ("first", "reprint", "partly")]).of
    assert origin[reports["reprint"].id] == origin[reports["first"].id] == reports["first"].id
    assert origin[reports["partly"].id] == reports["partly"].id


def test_agency_is_the_origin(reports: dict[str, Report]) -> None:
    """Copy that credits an agency comes from the agency."""
    assert find_origins([reports["wire"]]).of == {reports["wire"].id: "Corvane"}


def test_order_does_not_matter(reports: dict[str, Report]) -> None:
    """However the reports come, and however often, origins are the same."""
    chosen = [reports[name] for name in ("first", "reprint", "partly", "wire")]
    first, *others = [find_origins(order) for order in permutations(chosen)]
    assert all(other == first for other in others)
    assert find_origins([*chosen, *chosen]) == first


def test_nothing() -> None:
    """No reports have no origins."""
    found = find_origins([])
    assert (found.of, found.repeats) == ({}, ())
