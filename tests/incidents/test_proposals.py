"""Which events of several reports may be one incident; real parser, invented texts."""

from __future__ import annotations

from itertools import permutations

import pytest

import sayso
from sayso.record import Report

TEXTS = {
    "lantern": ("Rebels shelled soldiers in Homs on Monday.", "Daily Lantern"),
    "kite": ("On Monday the rebels shelled soldiers in Homs, residents said.", "Evening Kite"),
    "herald": ("The army denied that rebels shelled soldiers in Homs on Monday.", "Quiet Herald"),
    "elsewhere": ("Rebels shelled soldiers in Aleppo on Monday.", "Morning Reed"),
    "later": ("Rebels shelled soldiers in Homs on Tuesday.", "Weekly Oar"),
    "undated": ("Rebels shelled soldiers in Homs.", "Harbour Post"),
    "threat": ("Rebels threatened to shell soldiers in Homs on Monday.", "Slow Courier"),
}

Reports = dict[str, Report]


@pytest.fixture(scope="module")
def reports() -> Reports:
    """Short invented reports of one publication day."""
    return {
        name: sayso.read_text(text, published="2015-09-30", publisher=publisher)
        for name, (text, publisher) in TEXTS.items()
    }


def _tied(reports: Reports, *names: str) -> list[set[str | None]]:
    """Give for each proposal who published its members."""
    proposals = sayso.propose([reports[name] for name in names])
    return [{member.report.document.publisher for member in one.members} for one in proposals]


def test_same_town_and_day(reports: Reports) -> None:
    """One act in one town on one day is one proposal, with its reasons."""
    (incident,) = sayso.propose([reports["lantern"], reports["kite"]])
    assert len(incident.members) == 2
    assert (incident.status, incident.type) == ("proposed", "ASSAULT")
    assert (incident.earliest, incident.latest) == ("2015-09-28", "2015-09-28")
    assert incident.place is not None
    assert incident.place.name == "Homs"
    assert 0 < incident.score <= 1
    assert {"place: Homs", "day: 2015-09-28", "recipients: soldiers"} <= set(incident.reasons)


def test_same_actors_whatever_the_case(reports: Reports) -> None:
    """At the head of a sentence, "Rebels" are no other actors than "the rebels" inside one."""
    (incident,) = sayso.propose([reports["lantern"], reports["kite"]])
    assert "different actors" not in incident.reasons


def test_denial_belongs_to_the_incident(reports: Reports) -> None:
    """A denial tells of the incident that it denies."""
    assert _tied(reports, "lantern", "herald") == [{"Daily Lantern", "Quiet Herald"}]


@pytest.mark.parametrize("other", ["elsewhere", "later"])
def test_not_tied(reports: Reports, other: str) -> None:
    """Another town or another day is another incident."""
    assert sorted(len(one) for one in _tied(reports, "lantern", other)) == [1, 1]


def test_undated_may_be_it(reports: Reports) -> None:
    """A report without a day may tell of the one incident in the same words, and less surely than one with it."""
    (undated,) = sayso.propose([reports["lantern"], reports["undated"]])
    (dated,) = sayso.propose([reports["lantern"], reports["kite"]])
    assert undated.score < dated.score


def test_undated_fits_two_days(reports: Reports) -> None:
    """Where the town was shelled on two days, nobody can tell which of them a report without a day means."""
    assert sorted(len(one) for one in _tied(reports, "lantern", "later", "undated")) == [1, 1, 1]


def test_threat_is_no_incident_of_its_target(reports: Reports) -> None:
    """What was only threatened did not happen, so no incident of it is proposed."""
    proposals = sayso.propose([reports["threat"]])
    assert "ASSAULT" not in {one.type for one in proposals}


def test_single_event(reports: Reports) -> None:
    """A single event is a proposal of its own, surely one with itself."""
    (incident,) = sayso.propose([reports["lantern"]])
    assert (len(incident.members), incident.score, incident.reasons) == (1, 1.0, ())


def test_order_does_not_matter(reports: Reports) -> None:
    """However the reports are ordered, the proposals are the same."""
    chosen = [reports[name] for name in ("lantern", "kite", "elsewhere", "herald")]
    first, *others = [sayso.propose(order) for order in permutations(chosen)]
    assert all(other == first for other in others)


def test_nothing() -> None:
    """No reports give no proposals."""
    assert sayso.propose([]) == ()


def test_a_new_report_touches_its_neighbours_alone(reports: Reports) -> None:
    """What a new report does not resemble stays as it was, id and members and all."""
    far = sayso.read_text("Gunmen kidnapped two nurses in Mogadishu on Friday.", published="2015-10-03")
    before = sayso.propose([reports["lantern"], reports["kite"], reports["elsewhere"]])
    after = sayso.propose([reports["lantern"], reports["kite"], reports["elsewhere"], far])
    assert set(before) <= set(after)
    assert {one.members[0].report.id for one in after if one not in before} == {far.id}


def test_captured_town() -> None:
    """Ground that changes hands is an incident too, the reader's "control"."""
    texts = (
        "Rebels captured the town of Idlib in Syria on Monday.",
        "On Monday, Syrian rebels took the town of Idlib.",
    )
    (incident,) = sayso.propose([sayso.read_text(text, published="2015-09-30") for text in texts])
    assert (incident.type, len(incident.members), incident.earliest) == ("COERCE", 2, "2015-09-28")
