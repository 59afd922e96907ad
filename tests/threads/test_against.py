"""What stands against what, and why: each case two or three statements of records built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

import sayso
from records import Said, report
from sayso.record import Change, Polarity
from sayso.threads import Reason

ARMY = Said(holder="Karsk Army", day="2026-03-03")
BRIGADE = replace(ARMY, holder="Mosswater Brigade", sector="REB")
NO = Polarity.NEGATIVE
GAINS, LOSES = Change.GAINS, Change.LOSES
LATER = "2026-03-09"


def _reasons(*said: Said) -> list[Reason]:
    """Give the reasons that stand between statements of as many reports, each pair once."""
    found = sayso.situation(report(f"Outlet {n}", one) for n, one in enumerate(said))
    marks = [
        (entry.id, mark.entry, mark.reason) for t in found.threads for entry in t.entries for mark in entry.against
    ]
    assert {(a, b, why) for a, b, why in marks} == {(b, a, why) for a, b, why in marks}
    return sorted(why for a, b, why in marks if int(a[1:]) < int(b[1:]))


@pytest.mark.parametrize(
    ("said", "reasons"),
    [
        ([ARMY, BRIGADE], [Reason.TWO_HOLDERS]),
        ([replace(ARMY, share=0.6), replace(BRIGADE, share=0.5)], [Reason.MORE_THAN_ALL]),
        ([ARMY, replace(BRIGADE, share=0.5)], [Reason.MORE_THAN_ALL]),
        ([replace(ARMY, share=0.4), replace(BRIGADE, share=0.5)], []),
        ([ARMY, replace(BRIGADE, words="holds the airport of the town")], []),
        ([ARMY, replace(BRIGADE, words="holds the town")], [Reason.TWO_HOLDERS]),
        ([ARMY, replace(ARMY, change=LOSES)], [Reason.NOT_HELD]),
        ([ARMY, replace(BRIGADE, change=GAINS, loser="Karsk Army")], [Reason.NOT_HELD]),
        ([ARMY, replace(ARMY, polarity=NO)], [Reason.DENIED]),
        ([replace(ARMY, change=GAINS), replace(ARMY, polarity=NO)], [Reason.DENIED]),
        ([replace(ARMY, change=LOSES), replace(ARMY, change=LOSES, polarity=NO)], [Reason.DENIED]),
        ([replace(BRIGADE, change=GAINS), replace(ARMY, change=LOSES, polarity=NO)], [Reason.TWO_HOLDERS]),
        ([replace(ARMY, change=Change.BESIEGES), BRIGADE], []),
        ([replace(ARMY, polarity=Polarity.UNKNOWN), BRIGADE], []),
        ([ARMY, replace(BRIGADE, place="Ostrel")], []),
        ([replace(ARMY, place=None), replace(BRIGADE, place=None)], []),
    ],
)
def test_at_one_time(said: list[Said], reasons: list[Reason]) -> None:
    """Two statements about one day stand against each other only where both cannot hold."""
    assert _reasons(*said) == reasons


def test_one_after_the_other_is_no_contradiction() -> None:
    """A town changes hands: gains at different times are a course of events."""
    assert _reasons(replace(BRIGADE, change=GAINS), replace(ARMY, change=GAINS, day=LATER)) == []


def test_a_change_that_nobody_tells() -> None:
    """Two holders at different times stand against each other unless somebody tells of a gain in between."""
    after = replace(ARMY, day=LATER)
    assert _reasons(BRIGADE, after) == [Reason.NO_CHANGE_TOLD]
    assert _reasons(BRIGADE, replace(ARMY, change=GAINS, day="2026-03-05"), after) == []
    assert _reasons(replace(ARMY, change=LOSES), after) == [Reason.NO_CHANGE_TOLD]


def test_only_the_last_before_counts() -> None:
    """What was told long before the last statement to the contrary is not held against a later holder."""
    old = replace(BRIGADE, day="2026-01-01")
    assert _reasons(old, BRIGADE, replace(ARMY, day=LATER)) == [Reason.NO_CHANGE_TOLD]


def test_a_denial_is_of_the_claims_before_it() -> None:
    """A denial told later is of all claims since the ground was last another's, and of none before that."""
    claim = replace(BRIGADE, change=GAINS)
    denial = replace(claim, polarity=NO, day=LATER)
    assert _reasons(claim, replace(claim, day="2026-03-04"), denial) == [Reason.DENIED, Reason.DENIED]
    regained = replace(ARMY, change=GAINS, day="2026-03-05")
    assert _reasons(claim, regained, denial) == []


def test_a_denial_that_names_the_day_is_of_that_day() -> None:
    """Where the denial's day meets a claim, older claims are not denied by it."""
    claim = replace(BRIGADE, change=GAINS)
    assert _reasons(claim, replace(claim, day=LATER), replace(claim, polarity=NO, day=LATER)) == [Reason.DENIED]


def test_a_description_may_be_anybody_of_its_side() -> None:
    """The rebels may be the brigade, but not the army; who nothing is known of may be anybody."""
    rebels = replace(BRIGADE, holder="rebels")
    assert _reasons(rebels, BRIGADE) == []
    assert _reasons(rebels, ARMY) == [Reason.TWO_HOLDERS]
    assert _reasons(replace(rebels, holder="fighters", sector=None), ARMY) == []


def test_one_voice_tells_a_course_of_events() -> None:
    """What one voice of one report says is not held against itself; another voice of that report is."""
    assert sayso.situation([report("Outlet", ARMY, BRIGADE)]).threads[0].entries[0].against == ()
    (thread,) = sayso.situation([report("Outlet", ARMY, replace(BRIGADE, voice="Ines Dorrow"))]).threads
    assert [mark.reason for mark in thread.entries[0].against] == [Reason.TWO_HOLDERS]


def test_undated_statements_are_not_compared() -> None:
    """Without a day of any kind nobody can tell whether two statements meet."""
    undated = [report(name, replace(one, day=None), published=None) for name, one in (("A", ARMY), ("B", BRIGADE))]
    assert all(not entry.against for thread in sayso.situation(undated).threads for entry in thread.entries)


def test_an_aim_denied() -> None:
    """Who is said to want something, and not to want it, in the same words."""
    aim = Said(aim=True, place=None, words="to take the coast")
    found = sayso.situation([report("A", aim), report("B", replace(aim, polarity=NO))])
    assert [mark.reason for mark in found.threads[0].entries[0].against] == [Reason.DENIED]
