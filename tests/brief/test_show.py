"""What people see: one report in a terminal, and a brief of incidents; real parser, invented text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import sayso
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.record import Report

TEXT = (
    "Russia bombed rebels in Homs on Monday. Residents said 30 people were killed in the raid. "
    "The ministry said 12 people were killed. The army denied that it bombed the town. "
    "Analysts said an attack on Homs is likely.\n"
)


@pytest.fixture(scope="module")
def report() -> Report:
    """One short report with several voices."""
    return sayso.read_text(TEXT, published="2015-09-30", publisher="Daily Lantern", title="Raid on Homs")


@pytest.fixture(scope="module")
def view(report: Report) -> str:
    """Its view for a terminal."""
    return sayso.show(report, "text")


def _under(view: str, voice: str) -> str:
    """Give the lines that stand below a voice and further in."""
    lines = view.splitlines()
    at = next(n for n, line in enumerate(lines) if line.strip().startswith(voice) and line.endswith(")"))
    depth = len(lines[at]) - len(lines[at].lstrip())
    below: list[str] = []
    for line in lines[at + 1 :]:
        if not line.strip() or len(line) - len(line.lstrip()) <= depth:
            break
        below.append(line)
    return "\n".join(below)


@pytest.mark.parametrize(
    ("voice", "verb", "words"),
    [
        ("Daily Lantern (", "stated flatly by Daily Lantern", "Russia bombed rebels"),
        ("Residents (", "says", "30 people were killed"),
        ("The ministry (", "says", "12 people were killed"),
        ("The army (", "denies", "it bombed the town"),
        ("Analysts (", "expects", "an attack on Homs is likely"),
    ],
)
def test_claims_stand_under_their_voice(view: str, voice: str, verb: str, words: str) -> None:
    """Each claim stands below whoever makes it, with its words and how surely it is said."""
    below = _under(view, voice)
    assert verb in below
    assert words in " ".join(below.split())


def test_claims_stand_under_nobody_else(view: str) -> None:
    """What one source says is not shown below another."""
    assert "12 people" not in _under(view, "Residents (")
    assert "30 people" not in _under(view, "The ministry (")


def test_sources_stand_inside_the_report(view: str) -> None:
    """Sources stand further in than the outlet that cites them."""
    below = _under(view, "Daily Lantern (")
    assert "Residents (witness" in below
    assert "The army (military" in below


def test_certain_is_never_a_bare_word(view: str) -> None:
    """How sure a voice is, is always told as what it says."""
    assert "certain" not in view


def test_likelihood_is_shown_with_its_scale(view: str) -> None:
    """A word of estimation stands with the band it was read as."""
    assert "55% to 80% on icd203" in " ".join(view.split())


def test_disputes(view: str) -> None:
    """Disputes are listed with both sides."""
    part = view[view.index("DISPUTED WITHIN THIS REPORT") : view.index("ACTORS")]
    assert "30 people" in part
    assert "12 people" in part
    assert "denied by The army" in part


def test_heading(view: str) -> None:
    """Title, publisher and day of publication come first."""
    heading = view[: view.index("WHO SAYS WHAT")]
    for words in ("Raid on Homs", "Daily Lantern", "2015-09-30"):
        assert words in heading


def test_machine_note(view: str) -> None:
    """The last line says that no person has checked it."""
    assert view.rstrip().splitlines()[-1].endswith("no person has checked it.")


def test_unknown_publisher_and_date() -> None:
    """A report without publisher and date says so, and still names no voice it does not know."""
    view = sayso.show(sayso.read_text("Rebels shelled soldiers in Homs."), "text")
    assert "publisher not known" in view
    assert "date of publication not known" in view
    assert "stated flatly by the report (publisher not known)" in view


def test_nothing_found() -> None:
    """A report in which nothing was found says so."""
    view = sayso.show(sayso.read_text("The weather was mild and the river was low."), "text")
    assert "nothing that Sayso reads was found" in view


def test_json_views(report: Report) -> None:
    """Both JSON views give the record; one takes a single line."""
    line = sayso.show(report, "jsonl")
    assert line.count("\n") == 1
    assert json.loads(line) == json.loads(sayso.show(report, "json"))


@pytest.mark.parametrize("format", ["yaml", "", "TEXT"])
def test_unknown_format(report: Report, format: str) -> None:  # noqa: A002 - the public name of the argument
    """An unknown format is refused, and the message names those that exist."""
    with pytest.raises(UsageError, match="text"):
        sayso.show(report, format)
    with pytest.raises(UsageError, match="markdown"):
        sayso.write([], format)
