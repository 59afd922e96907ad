"""Tolls side by side: never added, never averaged; real parser, invented texts."""

from __future__ import annotations

import sayso
from sayso.incidents import Figures, attest, find_origins

SHELLED = "Rebels shelled the town of Idlib in Syria on September 28"


def _figures(*told: tuple[str, str]) -> tuple[Figures, ...]:
    """Give the figures of the one proposal that texts with their days of publication give."""
    reports = [sayso.read_text(text, published=day, publisher=f"Paper of {day}") for text, day in told]
    (incident,) = [one for one in sayso.propose(reports) if one.type == "ASSAULT"]
    return attest(incident, find_origins(reports)).figures


def _told(figures: Figures) -> list[tuple[int | None, bool]]:
    return [(one.toll.low, one.superseded) for one in figures.told]


def test_a_voices_later_figure_supersedes_its_own() -> None:
    """The ministry's fifteen replaces the ministry's twelve and leaves the hospital's nine alone."""
    (killed,) = _figures(
        (f"{SHELLED} and killed 12 people, the Syrian government said.", "2015-09-29"),
        (f"{SHELLED} and killed 9 people, a doctor at the hospital said.", "2015-09-29"),
        (f"{SHELLED} and killed 15 people, the Syrian government said.", "2015-10-01"),
    )
    assert sorted(_told(killed), key=str) == [(12, True), (15, False), (9, False)]
    assert (killed.low, killed.high) == (9, 15)


def test_the_same_figure_again_is_told_once() -> None:
    """A voice's figure that is repeated is no new figure, and supersedes nothing."""
    (killed,) = _figures(
        (f"{SHELLED} and killed 12 people, the Syrian government said.", "2015-09-29"),
        (f"{SHELLED} and killed 12 people, the Syrian government said. It rained.", "2015-10-01"),
    )
    assert _told(killed) == [(12, False)]


def test_what_counts_otherwise_stands_apart() -> None:
    """Injured and killed, children and all, are not compared."""
    figures = _figures(
        (f"{SHELLED} and killed 12 people, five of them children, and injured 30, doctors said.", "2015-09-29")
    )
    assert {(one.what, one.group): (one.low, one.high) for one in figures} == {
        ("killed", None): (12, 12),
        ("killed", "children"): (5, 5),
        ("injured", None): (30, 30),
    }


def test_wider_totals_stand_beside() -> None:
    """The dead of a year are not the dead of the day."""
    figures = _figures(
        (
            f"{SHELLED} and killed 12 people, doctors said. Since January, 400 people have been killed in Idlib.",
            "2015-09-29",
        ),
    )
    assert {one.scope: one.high for one in figures if one.what == "killed"} == {"incident": 12, "period": 400}


def test_no_figure_of_what_was_not() -> None:
    """A toll that is tied to no act is never that of an act which is said not to have been."""
    told = "Rebels shelled Homs on Monday. There were heavy casualties. Turkey is not bombing rebels in Hama."
    report = sayso.read_text(told, published="2015-09-30", publisher="Reed")
    given = {p.place.text: attest(p, find_origins([report])).figures for p in sayso.propose([report]) if p.place}
    assert len(given) == 2
    assert given["Hama"] == ()
    assert [one.what for one in given["Homs"]] == ["casualties"]
