"""How many died, in one number: what is added, what never is, and whose the dead are; the real reader."""

from __future__ import annotations

from dataclasses import replace

import pytest

import sayso
from sayso.brief.exports.deaths import Deaths, by_side, deaths
from sayso.brief.exports.flat import flat, wordings
from sayso.record import Polarity

ARMY = "The Syrian army attacked the town of Idlib in Syria on September 28"


def _told(*texts: str) -> tuple[Deaths, dict[str, int]]:
    reports = [sayso.read_text(text, published="2015-09-29", publisher=f"Paper {n}") for n, text in enumerate(texts)]
    (incident,) = [one for one in sayso.propose(reports) if one.type == "ASSAULT"]
    made = flat(incident)
    dead = deaths(made)
    return dead, by_side(made, dead.account) if dead.account is not None else {}


def test_what_one_voice_counts_apart_in_one_report_is_added() -> None:
    """Ten civilians and three soldiers, by the same doctors: thirteen, ten of them civilians."""
    dead, counted = _told(f"{ARMY}, killing 10 civilians and three soldiers, doctors said.")
    assert (dead.low, dead.high, dead.rivals) == (13, 13, False)
    assert counted == {"a": 0, "b": 0, "civilians": 10, "unknown": 3}


def test_dead_fighters_stand_on_their_side() -> None:
    """The dead of Islamic State, attacked by the army, are of side b."""
    dead, counted = _told(
        "The Syrian army attacked Islamic State in Idlib in Syria on September 28 and killed four Islamic State "
        "fighters, doctors said."
    )
    assert dead.low == 4
    assert counted == {"a": 0, "b": 4, "civilians": 0, "unknown": 0}


def test_what_two_voices_count_apart_is_not_added() -> None:
    """Ten civilians by the doctors, three soldiers by the army: two accounts, the lower stands."""
    dead, counted = _told(
        f"{ARMY} and killed 10 civilians, doctors said.", f"{ARMY} and killed three soldiers, the government said."
    )
    assert (dead.low, dead.high, dead.rivals) == (3, 10, True)
    assert sum(counted.values()) == 3


def test_a_total_holds_what_is_counted_apart() -> None:
    """Fifteen people, five of them civilians: fifteen, not twenty."""
    dead, counted = _told(f"{ARMY} and killed 15 people, including five civilians, doctors said.")
    assert (dead.low, dead.high) == (15, 15)
    assert counted == {"a": 0, "b": 0, "civilians": 5, "unknown": 10}


def test_a_part_stands_where_nothing_else_is_told() -> None:
    """Five children dead, no total: at least five."""
    dead, _ = _told(f"{ARMY} and killed five children, doctors said.")
    assert dead.low == 5


@pytest.mark.parametrize(
    ("words", "low", "high", "is_open"),
    [
        ("at least 12 people", 12, 12, True),
        ("up to 20 people", 0, 20, False),
        ("between 10 and 15 people", 10, 15, False),
    ],
)
def test_bounds_stay_bounds(words: str, low: int, high: int, is_open: bool) -> None:
    """At least twelve is twelve, open above; up to twenty may be none."""
    dead, counted = _told(f"{ARMY} and killed {words}, doctors said.")
    assert (dead.low, dead.high, dead.open_above) == (low, high, is_open)
    assert sum(counted.values()) == low


def test_injured_are_not_dead() -> None:
    """Thirty injured are no death that is told."""
    dead, _ = _told(f"{ARMY} and injured 30 people, doctors said.")
    assert not dead.is_told


def test_a_later_figure_of_one_voice_takes_the_place_of_its_first() -> None:
    """Twelve, then fifteen by the same government: fifteen."""
    texts = [(f"{ARMY} and killed {n} people, the Syrian government said.", day) for n, day in ((12, 29), (15, 30))]
    reports = [sayso.read_text(text, published=f"2015-09-{day}") for text, day in texts]
    (incident,) = sayso.propose(reports)
    dead = deaths(flat(incident))
    assert (dead.low, dead.high, dead.rivals) == (15, 15, False)


def test_another_voices_civilians_are_no_part_of_a_total() -> None:
    """Fifteen by the doctors, five civilians by the police: fifteen, of whom the doctors tell nothing more."""
    dead, counted = _told(
        f"{ARMY} and killed 15 people, doctors said.", f"{ARMY} and killed five civilians, police said"
    )
    assert (dead.low, counted["civilians"], counted["unknown"]) == (15, 0, 15)


def test_a_figure_that_is_denied_is_none() -> None:
    """Nine by the doctors; that there were three is what the government denies."""
    texts = (f"{ARMY} and killed nine people, doctors said.", f"{ARMY} and killed three people, the government said.")
    reports = [sayso.read_text(text, published="2015-09-29", publisher=f"Paper {n}") for n, text in enumerate(texts)]
    denied = replace(
        reports[1],
        statements=tuple(
            replace(one, polarity=Polarity.NEGATIVE) if one.toll is not None else one for one in reports[1].statements
        ),
    )
    (incident,) = sayso.propose([reports[0], denied])
    assert deaths(flat(incident)).low == 9
    assert [line for line in wordings(flat(incident)) if line.endswith("“three people” killed denied")]
    (incident,) = sayso.propose(reports)
    assert deaths(flat(incident)).low == 3
