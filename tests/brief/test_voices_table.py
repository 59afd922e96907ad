"""The table of voices: a row each, with counts that are the record's."""

from __future__ import annotations

from dataclasses import replace

import pytest

import sayso
from sayso.brief.voices_table import VoiceRow, voices_table

TEXT = (
    "Two residents said soldiers shelled the town of Homs on Monday. The residents said three people were killed. "
    "Another resident said that the baker had a good eye. "
    "The army denied that it shelled the town. It said rebels may attack Homs again. The army declined to say who "
    "gave the order. The prime minister said the Foreign Ministry had confirmed that rebels captured the town. "
    "Reportedly the mill is shut. Allegedly soldiers looted houses.\n"
)


@pytest.fixture(scope="module")
def report() -> sayso.Report:
    """A short report with named, unnamed and nested voices."""
    return sayso.read_text(TEXT, published="2015-09-30", publisher="Daily Lantern")


@pytest.fixture(scope="module")
def rows(report: sayso.Report) -> dict[str, VoiceRow]:
    """Its rows by name."""
    return {row.name: row for row in voices_table(report)}


def test_the_report_comes_first_and_nobody_last(rows: dict[str, VoiceRow]) -> None:
    """The report's own voice comes first, then who is cited most; agentless ones share the last row."""
    names = list(rows)
    assert (names[0], names[-1]) == ("Daily Lantern", "nobody named")
    assert (rows["Daily Lantern"].cited, rows["Daily Lantern"].within) == (0, "")
    cited = [row.cited for row in rows.values()]
    assert cited[1:-1] == sorted(cited[1:-1], reverse=True)
    assert (rows["nobody named"].kind, rows["nobody named"].cited) == ("not told, unnamed", 2)
    assert rows["nobody named"].surely.startswith("cited with distance 2")


def test_every_attribution_counts_once(report: sayso.Report, rows: dict[str, VoiceRow]) -> None:
    """Also one that holds no statement of a known kind."""
    outlets = sum(one.outlet is not None for one in report.attributions)
    assert sum(row.cited for row in rows.values()) == len(report.attributions) + outlets
    baker = rows["Another resident"]
    assert (baker.kind, baker.about, baker.surely) == (
        "resident or witness, unnamed",
        "nothing of a known kind 1",
        "",
    )


def test_every_statement_stands_in_one_row(report: sayso.Report, rows: dict[str, VoiceRow]) -> None:
    """A statement stands in the row of whoever says it."""
    assert sorted(s for row in rows.values() for s in row.statements) == sorted(s.id for s in report.statements)


def test_one_actor_is_one_row(rows: dict[str, VoiceRow]) -> None:
    """What the army says under its name and as "it" stands in one row, with what it denies and will not say."""
    army = rows["The army"]
    assert (army.kind, army.cited, army.within) == ("military, named", 3, "the report itself")
    assert army.surely == "denied 1, as possible 1, declined to say 1"
    assert army.about == "event 2 (assault); nothing of a known kind 1"


def test_unnamed_sources_stay_apart_unless_surely_the_same(rows: dict[str, VoiceRow]) -> None:
    """The residents are the two before; "another resident" is not, though the record gives both one actor."""
    assert rows["Two residents"].cited == 2
    assert rows["Two residents"].about == "event 2 (assault); toll 1"
    assert rows["Another resident"].cited == 1


def test_two_unnamed_and_a_description_stay_apart() -> None:
    """Where two unnamed sources could be meant, a description has a row of its own."""
    report = sayso.read_text(
        "An official said rebels shelled Homs. Another official said rebels shelled Hama. "
        "The official said soldiers were killed."
    )
    assert [row.cited for row in voices_table(report)[1:]] == [1, 1, 1]


def test_through_whom_a_voice_speaks(rows: dict[str, VoiceRow]) -> None:
    """A voice inside another names it; one that only passes on says so."""
    assert rows["Foreign Ministry"].within == "The prime minister"
    assert rows["The prime minister"].about == "the words of others 1"


def test_an_outlet_is_a_voice(guernica: tuple[sayso.Report, ...]) -> None:
    """An outlet in which a source writes has a row, and stands around that source's."""
    rows = {row.name: row for row in voices_table(guernica[1])}
    assert (rows["The Times"].cited, rows["The Times"].about) == (1, "the words of others 1")
    assert rows["George Steer"].within == "The Times"
    assert rows["Jose Antonio Aguirre"].within == "The Times › George Steer"


def test_what_is_said_twice_counts_once(report: sayso.Report) -> None:
    """A statement that the same voice repeats is listed and not counted."""
    first = next(s for s in report.statements if s.toll is not None)
    again = replace(first, id="s99", same_as=first.id)
    rows = voices_table(replace(report, statements=(*report.statements, again)))
    row = next(row for row in rows if "s99" in row.statements)
    assert "toll 1" in row.about


def test_nothing_cited() -> None:
    """A report that cites nobody is its only voice."""
    (row,) = voices_table(sayso.read_text("The weather was mild and the river was low."))
    assert (row.name, row.kind, row.about) == ("the report (publisher not known)", "news outlet, unnamed", "")


def test_terminal_view_has_the_table(report: sayso.Report, rows: dict[str, VoiceRow]) -> None:
    """Every cell stands in the terminal's table, wrapped within 100 columns of plain text."""
    view = sayso.show(report, "text")
    part = view[view.index("\nVOICES\n") : view.index("\nACTORS\n")].splitlines()[2:]
    assert "\x1b" not in view
    assert max(map(len, part)) <= 100
    starts = [part[0].index(name) for name in ("Voice", "What kind", "Cited", "About", "How surely", "Through")]
    cells = [
        " ".join(line[a:b].strip() for line in part).split() for a, b in zip(starts, [*starts[1:], 999], strict=True)
    ]
    for row in rows.values():
        for column, cell in zip(
            cells, (row.name, row.kind, str(row.cited or "–"), row.about, row.surely, row.within), strict=True
        ):
            assert " ".join(cell.split()) in " ".join(column)


@pytest.mark.parametrize("format", ["text", "html"])
def test_certain_is_never_a_bare_word(report: sayso.Report, format: str) -> None:  # noqa: A002 - the public name of the argument
    """The table says that something is stated flatly, not more."""
    assert "certain" not in sayso.show(report, format)
    assert "stated flatly" in sayso.show(report, format)
