"""When what is told happened, and where the report says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import sayso

if TYPE_CHECKING:
    from sayso.record import Event, Report, Toll

WEDNESDAY = "2015-09-30"


def _read(text: str, published: str | None = WEDNESDAY) -> Report:
    return sayso.read_text(text, published=published)


def _when(report: Report, body: Event | Toll) -> tuple[str | None, str | None]:
    """Give the value of the time of an event or a toll, and its basis."""
    values = {time.id: time.value for time in report.times}
    return values.get(body.time or ""), body.time_basis


def _event(report: Report, trigger: str) -> Event:
    (found,) = (s.event for s in report.statements if s.event is not None and s.event.trigger.text == trigger)
    return found


def _toll(report: Report, low: int) -> Toll:
    (found,) = (s.toll for s in report.statements if s.toll is not None and s.toll.low == low)
    return found


@pytest.mark.parametrize(
    ("text", "trigger", "when"),
    [
        ("Rebels shelled the town on Monday.", "shelled", ("2015-09-28", "clause")),
        ("The army said on Tuesday that rebels shelled the town on Monday.", "shelled", ("2015-09-28", "clause")),
        ("In 2012 the war began, and on Monday rebels shelled the town.", "shelled", ("2015-09-28", "clause")),
        ("Rebels, who had come on Monday, shelled the town.", "shelled", ("2015-09-28", "sentence")),
        ("Rebels shelled the town on Monday. The army then bombed the rebels.", "bombed", ("2015-09-28", "story")),
        ("Rebels shelled the town. The army bombed the rebels on Monday.", "shelled", ("2015-09-28", "story")),
    ],
)
def test_clause_sentence_story(text: str, trigger: str, when: tuple[str, str]) -> None:
    """An event has its time from its clause, else its sentence, else the story around it, and says from which."""
    report = _read(text)
    assert _when(report, _event(report, trigger)) == when


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Rebels shelled the town.", "shelled"),
        ("Rebels shelled the town, the army said on Tuesday.", "shelled"),
        ("The army said on Tuesday that rebels shelled the town.", "shelled"),
        ("Rebels recently shelled the town.", "shelled"),
        ("Rebels shelled the town for three hours.", "shelled"),
        ("Two years after rebels shelled the town, a school opened there on Monday.", "shelled"),
        ("A school opened on Monday, a month after the bombing of the town.", "bombing"),
    ],
)
def test_no_day_is_none(text: str, trigger: str) -> None:
    """The day of publication, or that on which something was said, never passes for the day of the event."""
    report = _read(text)
    assert _when(report, _event(report, trigger)) == (None, None)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The army bombed the rebels on Monday. Rebels will shell the town.", "shell"),
        ("The army bombed the rebels on Monday. Rebels have shelled the town.", "shelled"),
    ],
)
def test_the_story_dates_only_what_it_tells(text: str, trigger: str) -> None:
    """What is still to come, and what has been so for long, takes no day from the story."""
    report = _read(text)
    assert _when(report, _event(report, trigger)) == (None, None)


def test_without_publication_the_words_stand() -> None:
    """A weekday that cannot be reckoned is the time of its event all the same, without a value."""
    report = _read("Rebels shelled the town on Monday. The army bombed the rebels.", published=None)
    event = _event(report, "shelled")
    assert event.time is not None
    assert _when(report, event) == (None, "clause")
    assert _when(report, _event(report, "bombed")) == (None, None)


def test_vague_times_are_nobodys() -> None:
    """A vague word is no time of a control either."""
    report = _read("The rebels now control the town of Homs.")
    assert [s.control.time for s in report.statements if s.control is not None] == [None]


def test_tolls_are_dated_by_their_event() -> None:
    """A toll has the time of the event it is of."""
    report = _read("Rebels shelled the town on Monday, killing 12 civilians.")
    assert _when(report, _toll(report, 12)) == ("2015-09-28", "clause")


def test_counts_over_a_period_have_no_day() -> None:
    """A figure over a period is as of a time, and has no day of its own."""
    report = _read("The army bombed the rebels on Monday. More than 200 people have been killed since January.")
    toll = _toll(report, 200)
    assert (toll.time, toll.time_basis) == (None, None)
    assert toll.as_of is not None


def test_the_view_says_that_a_time_is_of_the_story() -> None:
    """Where only the story around it dates an act, the view says so."""
    report = _read("Rebels shelled the town on Monday. The army then bombed the rebels.")
    assert "of the story around it" in sayso.show(report, "text")
