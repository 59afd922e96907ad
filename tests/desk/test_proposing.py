"""What a desk proposes by itself, what people's decisions hold, and how incidents are shown to be attested."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

import sayso
from factories import EXAMPLES
from sayso.desk import State
from sayso.errors import DeskError

if TYPE_CHECKING:
    from sayso import Desk, Report
    from sayso.desk.model import DeskIncident

ANN = {"by": "Ann", "why": "the same street"}
TEXTS = {
    "Daily Lantern": "Rebels shelled soldiers in Homs on Monday.",
    "Evening Kite": "On Monday the rebels shelled soldiers in Homs, residents said.",
    "Quiet Herald": "The army denied that rebels shelled soldiers in Homs on Monday.",
    "Morning Reed": "Rebels shelled soldiers in Aleppo on Monday.",
    "Weekly Oar": "Rebels shelled soldiers in Homs on Tuesday.",
}


@pytest.fixture(scope="module")
def told() -> dict[str, Report]:
    """Short invented reports of one publication day."""
    return {name: sayso.read_text(text, published="2015-09-30", publisher=name) for name, text in TEXTS.items()}


@pytest.fixture(scope="module")
def pages() -> tuple[Report, ...]:
    """The reports of two examples of history: towns struck on one day or in one week."""
    folders = (EXAMPLES / "durango-elorrio", EXAMPLES / "guernica")
    return tuple(sayso.read(path) for folder in folders for path in sorted(folder.glob("*.html")))


def _proposals(desk: Desk) -> tuple[DeskIncident, ...]:
    return desk.incidents(states=[State.PROPOSED], limit=None)


def _with(desk: Desk, report: Report) -> DeskIncident:
    (found,) = [one for one in _proposals(desk) if report.id in {member.report for member in one.members}]
    return found


def test_order_of_arrival_makes_no_difference(desk: Desk, pages: tuple[Report, ...], tmp_path: object) -> None:
    """Whatever comes first, ids, members, scores and reasons are the same; each candidate is in one proposal."""
    desk.add(pages)
    expected = _proposals(desk)
    assert max(len({member.report for member in one.members}) for one in expected) >= 5
    members = [member for one in expected for member in one.members]
    assert len(members) == len(set(members))
    for seed in range(3):
        order = list(pages)
        Random(seed).shuffle(order)  # noqa: S311 - nothing secret
        with sayso.Desk(f"sqlite:///{tmp_path}/desk{seed}.db") as other:
            other.add(order)
            assert _proposals(other) == expected
            assert other.verify().faults == ()


def test_as_proposed_without_a_desk(desk: Desk, told: dict[str, Report]) -> None:
    """Where place and day are told, a desk proposes what ``sayso.propose`` does, under the same ids."""
    desk.add(told.values())
    assert {(one.id, one.score) for one in _proposals(desk)} == {
        (one.id, one.score) for one in sayso.propose(told.values())
    }


def test_reports_without_a_day(desk: Desk, tmp_path: object) -> None:
    """Reports that tell no day are proposed together, and with a dated one of the town; in any order."""
    texts = ("Rebels shelled soldiers in Homs.", "In Homs the rebels shelled soldiers, residents said.")
    told = [sayso.read_text(text, publisher=f"Outlet {number}") for number, text in enumerate(texts)]
    desk.add(told)
    assert len(_with(desk, told[0]).members) == 2
    told.append(sayso.read_text(TEXTS["Daily Lantern"], published="2015-09-30", publisher="Daily Lantern"))
    desk.add(told[2:])
    assert len(_with(desk, told[0]).members) == 3
    with sayso.Desk(f"sqlite:///{tmp_path}/turned.db") as other:
        other.add(told[::-1])
        assert _proposals(other) == _proposals(desk)


def test_what_was_accepted_keeps_its_members(desk: Desk, told: dict[str, Report]) -> None:
    """New evidence for an accepted incident is a proposal beside it, which a person may merge."""
    desk.add([told["Daily Lantern"], told["Weekly Oar"]])
    kept = _with(desk, told["Daily Lantern"])
    desk.accept(kept.id, **ANN)
    desk.add([told["Evening Kite"]])
    assert desk.incident(kept.id).members == kept.members
    (evidence,) = desk.evidence(kept.id)
    assert evidence.proposal == _with(desk, told["Evening Kite"])
    assert "place: Homs" in evidence.reasons
    (changed,) = [one for one in desk.changes("2000-01-01") if one.incident.id == kept.id]
    assert any("may belong to it" in what for _, what in changed.what)
    assert desk.changes("2999-01-01") == ()
    desk.merge(kept.id, evidence.proposal.id, **ANN)
    assert len(desk.incident(kept.id).members) == 2
    desk.undo(kept.id, **ANN)
    assert desk.incident(kept.id).members == kept.members
    assert desk.verify().faults == ()


def test_what_leaves_frees_the_rest(desk: Desk, told: dict[str, Report]) -> None:
    """A deleted report leaves its proposal; what a person took into an incident leaves it too."""
    one, two, three = (told[name] for name in ("Daily Lantern", "Evening Kite", "Quiet Herald"))
    desk.add([one, two, three])
    assert {member.report for member in _with(desk, one).members} == {one.id, two.id, three.id}
    desk.delete(three.id, by="Ann")
    assert {member.report for member in _with(desk, one).members} == {one.id, two.id}
    made = desk.make([(two.id, two.statements[0].id)], **ANN)
    assert {member.report for member in _with(desk, one).members} == {one.id}
    desk.undo(made.id, **ANN)
    assert {member.report for member in _with(desk, one).members} == {one.id, two.id}
    assert desk.verify().faults == ()


def test_attested_by_origins(desk: Desk, told: dict[str, Report]) -> None:
    """An incident is attested by origins, with denials beside; a threshold is told with each answer."""
    desk.add(told.values())
    found = _with(desk, told["Daily Lantern"])
    attestation = desk.attestation(found.id)
    assert len(attestation.occurrence.origins) == 2
    assert [member.report.id for member in attestation.occurrence.denials] == [told["Quiet Herald"].id]
    high = desk.incidents(states=["accepted", "proposed"], threshold=0.99)
    assert {one.threshold for one in high} == {0.99}
    assert found.id not in {one.id for one in high}


def test_a_report_says_whom_it_repeats(desk: Desk, pages: tuple[Report, ...]) -> None:
    """What the sample of runs finds is what comparing all with all finds."""
    desk.add(pages)
    expected = {one for one in sayso.find_origins(pages).repeats if one.extent == "whole"}
    assert expected
    assert {one for page in pages for one in desk.repeats(page.id) if one.extent == "whole"} == expected


def test_a_copy_is_found_however_short_and_however_often(url: str) -> None:
    """A line of an agency is found again, also where sixty print it; lists say so."""
    lines = [f"Shells {i} hit bridge {i} of village {i} near town {i}, official {i} said." for i in range(12)]
    printed = [sayso.read_text(f"{line} More {i}.", publisher=f"Paper {i}") for line in lines for i in range(2)]
    days = [f"2015-{month:02d}-{day:02d}" for month in (1, 2, 3) for day in range(1, 21)]
    many = [sayso.read_text(" ".join(lines), published=day, publisher=day) for day in days]
    with sayso.Desk(url, propose_for=lambda *_: ()) as desk:
        desk.add(printed)
        assert {found for one in printed for found in desk.repeats(one.id)} == set(sayso.find_origins(printed).repeats)
        desk.add(many)
        (last,) = desk.with_repeats([desk.entry(many[-1].id)])
        assert last.repeats
        assert {one.extent for one in last.repeats} == {"whole"}
        assert len(last.repeats) == 50


def test_what_was_decided_holds_in_a_later_reading(desk: Desk, told: dict[str, Report]) -> None:
    """Read again, an accepted statement is not proposed again, under whatever id; where it is gone, that is told."""
    one, two = told["Daily Lantern"], told["Evening Kite"]
    desk.add([one, two])
    kept = _with(desk, one)
    desk.accept(kept.id, **ANN)
    assert _proposals(desk) == ()
    again = _renamed(one, "later")
    desk.revise(one.id, replace(again, warnings=("read again",)))
    assert _proposals(desk) == ()
    assert desk.incident(kept.id).members == kept.members
    with pytest.raises(DeskError, match=f"belongs to {kept.id}"):
        desk.make([(one.id, again.statements[0].id)], **ANN)
    desk.add([told["Quiet Herald"]])
    (evidence,) = desk.evidence(kept.id)
    assert {member.report for member in evidence.proposal.members} == {told["Quiet Herald"].id}
    desk.reject(kept.id, **ANN)
    assert {member.report for one in _proposals(desk) for member in one.members} == {told["Quiet Herald"].id}
    assert not any("not held" in said for changed in desk.changes("2000-01-01") for _, said in changed.what)
    desk.revise(one.id, replace(one, statements=(), warnings=("nothing found",)))
    said = [said for changed in desk.changes("2000-01-01") for _, said in changed.what if "not held" in said]
    assert len(said) == 2  # of each later reading: the newest counts
    assert one.statements[0].id in said[0]
    desk.undo(kept.id, **ANN)
    desk.undo(kept.id, **ANN)
    assert desk.incident(kept.id).members == kept.members
    assert desk.verify().faults == ()


def test_other_bounds_are_the_same_statement(desk: Desk, told: dict[str, Report]) -> None:
    """A statement that a later reading ends elsewhere is known by its trigger."""
    report = told["Daily Lantern"]
    desk.add([report])
    desk.accept(_with(desk, report).id, **ANN)
    first = report.statements[0]
    shorter = replace(first, id="s9", end=first.end - 1, text=first.text[:-1])
    desk.revise(report.id, replace(report, statements=(shorter, *report.statements[1:])))
    assert _proposals(desk) == ()
    assert desk.verify().faults == ()


def test_added_without_proposing(url: str, told: dict[str, Report], tmp_path: object) -> None:
    """Reports added without proposing wait, which is told, and are compared with all by repairing."""
    with sayso.Desk(f"sqlite:///{tmp_path}/straight.db") as straight:
        assert not any(added.not_all for added in straight.add(told.values()))
        expected = _proposals(straight)
    one, two, *others = told.values()
    with sayso.Desk(url, propose_for=None) as desk:
        desk.add([one, *others])
        assert (desk.verify().waiting, desk.verify().faults, _proposals(desk)) == (4, (), ())
        assert desk.verify(repair=True).waiting == 4
    with sayso.Desk(url) as desk:
        assert [added.not_all for added in desk.add([two])] == [True]
        assert desk.verify(repair=True).waiting == 0
        assert _proposals(desk) == expected
        desk.backup(f"{tmp_path}/compared.backup")
    with sayso.Desk(url, propose_for=None) as desk:
        desk.revise(one.id, replace(one, warnings=("again",)))
        assert one.id not in {member.report for found in _proposals(desk) for member in found.members}
        assert desk.verify().waiting == 1
        desk.backup(f"{tmp_path}/waiting.backup")
    for name, waiting in (("compared", 0), ("waiting", 1)):
        with sayso.Desk.restored(f"{tmp_path}/{name}.backup", f"sqlite:///{tmp_path}/{name}.db") as again:
            assert again.verify().waiting == waiting
            again.verify(repair=True)
            assert {(found.id, found.score) for found in _proposals(again)} == {
                (found.id, found.score) for found in expected
            }


def test_large_pieces_do_not_depend_on_order(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """Where more is linked than is tied at once, weak links do not count, whatever came first or was deleted."""
    monkeypatch.setattr("sayso.desk.proposals.MOST", 6)
    monkeypatch.setattr("sayso.desk.proposals.FEW", 3)
    chance = Random(7)  # noqa: S311 - nothing secret
    reports = [
        sayso.read_text(
            f"{chance.choice(['Rebels', 'Militants', 'Gunmen'])} shelled {chance.choice(['soldiers', 'a market'])}"
            f" in {chance.choice(['Homs', 'Homs', 'Homs', 'Hama'])}{chance.choice([' on Monday', '', '', ' again'])}."
            f" {chance.choice(['Two people were killed.', 'Nobody was hurt.', 'Nine people were injured.'])}",
            published=f"2015-07-{chance.randrange(10, 26)}",
            publisher=f"Paper {n}",
        )
        for n in range(40)
    ]
    gone = sorted(reports, key=lambda report: report.id)[5:12]
    outcomes = []
    for seed in range(5):
        Random(seed).shuffle(reports)  # noqa: S311 - nothing secret
        with sayso.Desk(f"sqlite:///{tmp_path}/many{seed}.db") as desk:
            desk.add(reports if seed else [report for report in reports if report not in gone])
            before = _proposals(desk)
            for report in gone if seed else ():
                desk.delete(report.id, by="Ann")
            outcomes.append((before, _proposals(desk)))
            assert desk.verify().faults == ()
    (_, left), (before, _), *_ = outcomes
    assert outcomes[1:] == [(before, left)] * 4
    assert max(len(one.members) for one in before) > 3  # more than links are looked at
    assert {member for one in left for member in one.members} < {member for one in before for member in one.members}


def _renamed(report: Report, prefix: str) -> Report:
    """Give a reading whose statements have other ids."""
    names = {one.id: f"{prefix}{one.id}" for one in report.statements}
    told = tuple(
        replace(
            one,
            id=names[one.id],
            same_as=names.get(one.same_as or ""),
            toll=replace(one.toll, event=names.get(one.toll.event or "")) if one.toll else None,
        )
        for one in report.statements
    )
    return replace(report, statements=told)
