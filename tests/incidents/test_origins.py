"""Which reports repeat which; real parser, invented texts, and the examples changed as papers change copy."""

from __future__ import annotations

import re
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

import sayso
from factories import EXAMPLES
from sayso.incidents import find_origins
from sayso.incidents.origins import PART, PASSAGE, RUN, WHOLE, measured

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
            f"{FIRST.rpartition(' The army')[0]} {LATER} {LATER.replace('roofs', 'doors').replace('winter', 'spring')}",
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


# Margins: copies of the examples, changed in one way each, and independent reports of one event

PAGES = sorted(path for path in EXAMPLES.glob("*/*.html") if path.parent.name != "situation")
SPELLING = {"militiamen": "fighters", "towards": "toward", "metres": "meters", "grey": "gray", "colour": "color"}
INSERTED = (
    "The town lies an hour by train from the coast. Its market draws farmers from the whole valley, and its paper mill "
    "gave work to three hundred families before the war."
)
WRAPPED = "Advertisement\n\n{}\n\nShare this on Facebook\n\nSign up for our newsletter today"


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.”])\s+(?=[A-Z“])", text)


def _shortened(text: str) -> str:
    told = _sentences(text)
    return " ".join(told[: max(1, len(told) * 2 // 3)])


def _respelt(text: str) -> str:
    return re.sub(r"[a-z]+", lambda word: SPELLING.get(word.group(), word.group()), text).replace("April ", "Apr ")


CHANGES: dict[str, Callable[[str], str]] = {
    "as it was": lambda text: text,
    "another headline": lambda text: f"Something else on top\n\n{text}",
    "cut short": _shortened,
    "turned about": lambda text: " ".join(reversed(_sentences(text))),
    "spelt otherwise": _respelt,
    "a paragraph more": lambda text: f"{text}\n\n{INSERTED}",
    "among other things": WRAPPED.format,
}
IN_PART = {"a paragraph more"}  # of a short report, what remains of the whole is a part


def _body(report: Report) -> str:
    document = report.document
    return " ".join(document.text[b.start : b.end] for b in document.blocks if b.kind.value in {"body", "dateline"})


@pytest.fixture(scope="module")
def history() -> dict[Path, Report]:
    """The pages of the examples of history."""
    return {path: sayso.read(path) for path in PAGES}


@pytest.mark.parametrize("change", CHANGES)
def test_changed_copies_are_known(history: dict[Path, Report], change: str) -> None:
    """However a paper changes copy, it is well above the limit."""
    for report in history.values():
        copy = _read(CHANGES[change](_body(report)), "2018-01-01", "The Copy")
        limit, least = (PART, PASSAGE) if change in IN_PART else (WHOLE, RUN)
        assert measured(copy, report, least) >= limit + 0.05, report.document.title


def test_accounts_of_ones_own_are_told_apart(history: dict[Path, Report]) -> None:
    """Two reports of one event share short forms of words, no passages; they are far below both limits."""
    copied = {report.document.title for report in history.values() if "(Corvane)" in report.document.text}
    for (one, mine), (other, theirs) in permutations(history.items(), 2):
        if one.parent == other.parent and not {mine.document.title, theirs.document.title} <= copied:
            assert measured(mine, theirs, RUN) <= WHOLE / 2, (one, other)
            assert measured(mine, theirs, PASSAGE) <= PART / 2, (one, other)
