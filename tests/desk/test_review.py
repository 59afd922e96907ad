"""What people decide about incidents: nothing is lost, and everything can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import sayso
from sayso.desk import Filter, State
from sayso.errors import DeskError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso import Desk, Report
    from sayso.desk.model import DeskIncident

ANN = {"by": "Ann", "why": "same street, same hour"}
BO = {"by": "Bo", "why": "two raids"}


@pytest.fixture
def desk(url: str) -> Iterator[Desk]:
    """An empty desk that proposes nothing by itself."""
    with sayso.Desk(url, propose_for=None) as opened:
        yield opened


@pytest.fixture
def told(desk: Desk, reports: tuple[Report, ...]) -> list[tuple[str, str]]:
    """The first statements of six reports on the desk."""
    desk.add(reports[:6])
    return [(report.id, report.statements[0].id) for report in reports[:6]]


def _standing(desk: Desk, incident: str) -> tuple[str, set[tuple[str, str]]]:
    found = desk.incident(incident)
    return found.state, {(member.report, member.statement) for member in found.members}


def _check(desk: Desk) -> None:
    assert desk.verify().faults == ()


def test_made_by_a_person(desk: Desk, told: list[tuple[str, str]]) -> None:
    """An incident that a person makes is accepted, has what its members tell, and its history begins."""
    made = desk.make(told[:2], **ANN)
    rows = {(one.report, one.statement): one for one in desk.statements(limit=None)}
    mine = [rows[one] for one in told[:2]]
    assert made.state is State.ACCEPTED
    assert made.first_day == min(one.first_day or "" for one in mine)
    assert made.last_day == max(one.last_day or "" for one in mine)
    assert made.place in {one.place for one in mine}
    (entry,) = desk.history(made.id)
    assert (entry.who, entry.action, entry.why, entry.before) == ("Ann", "make", ANN["why"], None)
    assert entry.after.members == made.members
    assert desk.incidents() == (made,)


def test_proposed_until_accepted(desk: Desk, told: list[tuple[str, str]]) -> None:
    """Proposals are listed only where they are asked for; accepting and rejecting leave an entry each."""
    made = desk.make(told[:2], state=State.PROPOSED, by="machine", why="score 0.8")
    assert desk.incidents() == ()
    assert [one.id for one in desk.incidents(states=["proposed"])] == [made.id]
    desk.accept(made.id, **ANN)
    desk.accept(made.id, by="Bo", why="changes nothing")
    desk.reject(made.id, **BO)
    desk.accept(made.id, **ANN)
    assert [
        (one.action, one.who, one.before and one.before.state, one.after.state) for one in desk.history(made.id)
    ] == [
        ("make", "machine", None, "proposed"),
        ("accept", "Ann", "proposed", "accepted"),
        ("reject", "Bo", "accepted", "rejected"),
        ("accept", "Ann", "rejected", "accepted"),
    ]
    assert desk.incident(made.id).members == made.members
    _check(desk)


def test_merge_and_undo(desk: Desk, told: list[tuple[str, str]]) -> None:
    """The first keeps id and state and gains the members; undoing gives each its own back."""
    one, two, three = (desk.make(told[n : n + 2], **ANN) for n in (0, 2, 4))
    desk.merge(one.id, two.id, three.id, **BO)
    assert _standing(desk, one.id) == ("accepted", set(told))
    assert _standing(desk, two.id) == ("merged", set())
    assert desk.incident(two.id).merged_into == one.id
    assert [found.id for found in desk.incidents()] == [one.id]
    with pytest.raises(DeskError, match=f"merged into {one.id}"):
        desk.accept(two.id, **ANN)
    desk.undo(two.id, **ANN)
    assert [desk.incident(made.id) for made in (one, two, three)] == [one, two, three]
    assert [entry.action for entry in desk.history(three.id)] == ["make", "merge", "undo"]
    assert desk.history(one.id)[-1].undoes == desk.history(one.id)[-2].decision
    _check(desk)


def test_split_and_undo(desk: Desk, told: list[tuple[str, str]]) -> None:
    """What leaves becomes an incident of the same state; undoing withdraws it and gives the members back."""
    whole = desk.make(told[:4], **ANN)
    part = desk.split(whole.id, told[:1], **BO)
    assert _standing(desk, whole.id) == ("accepted", set(told[1:4]))
    assert _standing(desk, part.id) == ("accepted", set(told[:1]))
    for bad in ([told[5]], told[1:4], []):
        with pytest.raises(DeskError):
            desk.split(whole.id, bad, **BO)
    desk.undo(whole.id, **ANN)
    assert desk.incident(whole.id) == whole
    assert _standing(desk, part.id) == ("withdrawn", set())
    again = desk.split(whole.id, told[:1], **BO)
    assert again.id != part.id
    _check(desk)


def test_undo_goes_further_back(desk: Desk, told: list[tuple[str, str]]) -> None:
    """Undoing twice takes back two decisions, never the undoing itself; at the end nothing is left to undo."""
    made = desk.make(told[:2], state=State.PROPOSED, **ANN)
    desk.accept(made.id, **ANN)
    desk.reject(made.id, **BO)
    states = []
    for _ in range(3):
        desk.undo(made.id, **BO)
        states.append(str(desk.incident(made.id).state))
    assert states == ["accepted", "proposed", "withdrawn"]
    with pytest.raises(DeskError, match="nothing is left to undo"):
        desk.undo(made.id, **BO)
    assert len(desk.history(made.id)) == 6
    _check(desk)


def test_undo_waits_for_later_decisions(desk: Desk, told: list[tuple[str, str]]) -> None:
    """A decision is not taken back under one that came after it on another of its incidents."""
    one, two = desk.make(told[:2], **ANN), desk.make(told[2:4], **ANN)
    desk.merge(one.id, two.id, **ANN)
    desk.reject(one.id, **BO)
    with pytest.raises(DeskError, match=f"{one.id} was decided on since"):
        desk.undo(two.id, **ANN)
    desk.undo(one.id, **ANN)
    desk.undo(two.id, **ANN)
    assert (desk.incident(one.id), desk.incident(two.id)) == (one, two)


def test_a_statement_stands_in_one_incident(desk: Desk, told: list[tuple[str, str]]) -> None:
    """A statement of an incident that stands is free only when that is rejected, and then it may not come back."""
    one = desk.make(told[:2], **ANN)
    with pytest.raises(DeskError, match=f"belongs to {one.id}"):
        desk.make(told[1:3], **BO)
    desk.reject(one.id, **BO)
    desk.make(told[1:3], **BO)
    with pytest.raises(DeskError, match="belongs to"):
        desk.undo(one.id, **ANN)
    assert str(desk.incident(one.id).state) == "rejected"
    _check(desk)


def test_all_or_none(desk: Desk, told: list[tuple[str, str]]) -> None:
    """Where one of several incidents cannot be changed, none is."""
    one, two, three = (desk.make(told[n : n + 2], state=State.PROPOSED, **ANN) for n in (0, 2, 4))
    desk.merge(two.id, three.id, **ANN)
    with pytest.raises(DeskError):
        desk.accept(one.id, two.id, three.id, **BO)
    assert str(desk.incident(one.id).state) == "proposed"
    assert len(desk.history(one.id)) == 1


def test_members_stay_in_their_reading(desk: Desk, told: list[tuple[str, str]], reports: tuple[Report, ...]) -> None:
    """Another reading of a report leaves the members of an incident as they were."""
    made = desk.make(told[:2], **ANN)
    desk.revise(told[0][0], replace(reports[0], statements=(), warnings=("another",)))
    assert desk.incident(made.id) == made
    assert {member.revision for member in desk.incident(made.id).members} == {1}
    desk.reject(made.id, **BO)
    desk.undo(made.id, **ANN)
    assert desk.incident(made.id) == made
    _check(desk)


@pytest.mark.parametrize("missing", [{"by": " ", "why": "x"}, {"by": "x", "why": ""}])
def test_who_and_why_are_asked(desk: Desk, told: list[tuple[str, str]], missing: dict[str, str]) -> None:
    """No decision without a name and a reason."""
    with pytest.raises(UsageError, match="who made it and why"):
        desk.make(told[:1], **missing)
    assert desk.incidents(states=list(State)) == ()


def test_what_is_not_there(desk: Desk, told: list[tuple[str, str]]) -> None:
    """Statements, reports and incidents that the desk does not have are told plainly."""
    for wrong, kind in (([(told[0][0], "s999")], UsageError), ([("sha256:no", "s1")], DeskError), ([], UsageError)):
        with pytest.raises(kind):
            desk.make(wrong, **ANN)
    with pytest.raises(DeskError, match="no incident"):
        desk.accept("incident:0", **ANN)
    one = desk.make(told[:1], **ANN)
    with pytest.raises(DeskError, match="into itself"):
        desk.merge(one.id, one.id, **ANN)


def test_incidents_are_filtered(desk: Desk, told: list[tuple[str, str]], reports: tuple[Report, ...]) -> None:
    """Incidents are found by what their members tell, by who acts, and by the words of their reports."""
    made = [desk.make([one], **ANN) for one in told[:6]]

    def found(**asked: str) -> set[str]:
        return {one.id for one in desk.incidents(Filter(**asked))}

    def expected(name: str, value: str | None) -> set[str]:
        return {one.id for one in made if getattr(one, name) == value}

    first: DeskIncident = made[0]
    for name in ("type", "country", "place"):
        assert found(**{name: getattr(first, name)}) == expected(name, getattr(first, name))
    assert found(since=first.first_day or "", until=first.first_day or "") == expected("first_day", first.first_day)
    actor = reports[0].statements[0].event.actors[0].text  # type: ignore[union-attr]
    assert first.id in found(actor=actor)
    assert found(query=f'"no {0}"') == {first.id}
    assert found(query="made up", place="Nowhere") == set()


def test_score_and_reasons_are_those_of_proposals(url: str, reports: tuple[Report, ...]) -> None:
    """What people decided about has no score or reasons of a program, also when it is split, merged or undone."""
    with sayso.Desk(url) as desk:
        desk.add(reports[:20])
        proposed = [one for one in desk.incidents(states=[State.PROPOSED], limit=None) if len(one.members) > 1]
        one, two, three = proposed[:3]
        assert min(found.score or 0 for found in proposed) > 0
        assert all(found.reasons for found in proposed)
        desk.accept(one.id, **ANN)
        desk.reject(two.id, **BO)
        desk.merge(one.id, three.id, **ANN)
        first = one.members[0]
        desk.split(one.id, [(first.report, first.statement)], **BO)
        desk.undo(two.id, **BO)
        decided = [desk.incident(found.id) for found in (one, two, three)]
        assert {(found.score, found.reasons) for found in decided} == {(None, ())}
        high = desk.incidents(states=list(State), threshold=0.01, limit=None)
        assert two.id not in {found.id for found in high}
        assert one.id in {found.id for found in high}
        assert desk.verify().faults == ()
