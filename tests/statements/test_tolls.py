"""Tolls: how many, who, and what became of them, in the bounds of the words."""

from __future__ import annotations

from typing import NamedTuple

import pytest

import sayso
from factories import identities, reading, voices
from sayso.record import Options, Statement, Toll, TollScope, TollWhat, TollWho
from sayso.statements import state


def _tolls(*sentences: str) -> list[tuple[Statement, Toll]]:
    made = reading(*sentences)
    statements, _, _ = state(made, identities(made), voices(made), Options())
    return [(statement, statement.toll) for statement in statements if statement.toll is not None]


class Case(NamedTuple):
    """A sentence and its one toll."""

    sentence: str
    words: str
    low: int | None
    high: int | None
    what: TollWhat = TollWhat.KILLED
    who: TollWho = TollWho.UNKNOWN
    group: str | None = None


CASES = {
    "exact": Case(
        (
            "12/CD/nummod/1//CARDINAL people/NNS/nsubjpass/3 were/VBD/auxpass/3/be "
            "killed/VBN/ROOT/3/kill in/IN/prep/3 air/NN/compound/6 strikes/NNS/pobj/4/strike "
            "in/IN/prep/3 Homs/NNP/pobj/7//GPE"
        ),
        "12 people",
        12,
        12,
    ),
    "active": Case(
        ("The/DT/det/1 army/NN/nsubj/2 killed/VBD/ROOT/2/kill two/CD/nummod/4//CARDINAL rebels/NNS/dobj/2/rebel"),
        "two rebels",
        2,
        2,
        who=TollWho.COMBATANTS,
        group="rebels",
    ),
    "one": Case(
        (
            "A/DT/det/1 woman/NN/nsubjpass/3 was/VBD/auxpass/3/be killed/VBN/ROOT/3/kill in/IN/prep/3 "
            "the/DT/det/6 raid/NN/pobj/4"
        ),
        "A woman",
        1,
        1,
        group="women",
    ),
    "no number": Case(
        (
            "Dozens/NNS/nsubjpass/4/dozen/CARDINAL of/IN/prep/0 civilians/NNS/pobj/1/civilian "
            "were/VBD/auxpass/4/be killed/VBN/ROOT/4/kill"
        ),
        "Dozens of civilians",
        None,
        None,
        who=TollWho.CIVILIANS,
    ),
    "between": Case(
        (
            "Between/IN/quantmod/1//DATE 30/CD/nummod/4//+DATE and/CC/cc/1//+DATE 40/CD/conj/1//+DATE "
            "people/NNS/nsubjpass/6 were/VBD/auxpass/6/be wounded/VBN/ROOT/6/wound"
        ),
        "Between 30 and 40 people",
        30,
        40,
        TollWhat.INJURED,
    ),
    "up to": Case(
        (
            "Up/IN/quantmod/2//CARDINAL to/TO/quantmod/2//+CARDINAL 30/CD/nummod/3//+CARDINAL "
            "rebels/NNS/nsubjpass/5/rebel were/VBD/auxpass/5/be captured/VBN/ROOT/5/capture"
        ),
        "Up to 30 rebels",
        None,
        30,
        TollWhat.CAPTURED,
        TollWho.COMBATANTS,
        "rebels",
    ),
    "death toll": Case(
        ("The/DT/det/2 death/NN/compound/2 toll/NN/nsubj/3 rose/VBD/ROOT/3/rise to/IN/prep/3 27/CD/pobj/4//CARDINAL"),
        "27",
        27,
        27,
    ),
    "put at": Case(
        (
            "The/DT/det/1 ministry/NN/nsubj/2 put/VBD/ROOT/2 the/DT/det/5 death/NN/compound/5 "
            "toll/NN/dobj/2 at/IN/prep/2 28/CD/pobj/6//CARDINAL"
        ),
        "28",
        28,
        28,
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_one_toll(case: Case) -> None:
    """Each sentence has one figure, with its bounds and its people."""
    ((_, toll),) = _tolls(case.sentence)
    assert (toll.words.text, toll.low, toll.high) == (case.words, case.low, case.high)
    assert (toll.what, toll.who, toll.group) == (case.what, case.who, case.group)
    assert toll.approximate is False


def test_approximate() -> None:
    """A figure behind "about" is that figure, approximately."""
    ((_, toll),) = _tolls(
        "About/RB/advmod/1//CARDINAL 200/CD/nummod/2//+CARDINAL people/NNS/nsubjpass/4 "
        "were/VBD/auxpass/4/be displaced/VBN/ROOT/4/displace"
    )
    assert (toll.low, toll.high, toll.approximate, toll.what) == (200, 200, True, TollWhat.DISPLACED)


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "At/RB/advmod/1//CARDINAL least/RBS/advmod/2//+CARDINAL 15/CD/nummod/3//+CARDINAL "
            "civilians/NNS/nsubjpass/11/civilian ,/,/punct/3 five/CD/appos/3//CARDINAL of/IN/prep/5 "
            "them/PRP/pobj/6/they children/NNS/appos/5/child ,/,/punct/11 were/VBD/auxpass/11/be "
            "killed/VBN/ROOT/11/kill in/IN/prep/11 Homs/NNP/pobj/12//GPE"
        ),
        (
            "At/RB/advmod/1//CARDINAL least/RBS/advmod/2//+CARDINAL 15/CD/nummod/3//+CARDINAL "
            "civilians/NNS/nsubjpass/11/civilian ,/,/punct/3 five/CD/nsubj/8//CARDINAL of/IN/prep/5 "
            "them/PRP/pobj/6/they children/NNS/appos/3/child ,/,/punct/11 were/VBD/auxpass/11/be "
            "killed/VBN/ROOT/11/kill in/IN/prep/11 Homs/NNP/pobj/12//GPE"
        ),
    ],
    ids=["number beside the people", "as the parser often has it"],
)
def test_part(sentence: str) -> None:
    """A figure for some of the people is a toll of its own, part of the first."""
    found = _tolls(sentence)
    assert [(t.low, t.high, t.who, t.group) for _, t in found] == [
        (15, None, TollWho.CIVILIANS, None),
        (5, 5, TollWho.CIVILIANS, "children"),
    ]
    (whole, _), (_, part) = found
    assert part.part_of == whole.id


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "The/DT/det/1 blast/NN/nsubj/2 left/VBD/ROOT/2/leave 12/CD/nummod/4//CARDINAL "
            "people/NNS/dobj/2 killed/VBN/acl/4/kill and/CC/cc/2 30/CD/nsubj/8//CARDINAL "
            "wounded/VBN/conj/2/wound"
        ),
        (
            "12/CD/nummod/1//CARDINAL people/NNS/nsubjpass/3 were/VBD/auxpass/3/be "
            "killed/VBN/ROOT/3/kill and/CC/cc/3 30/CD/nsubj/6//CARDINAL wounded/VBN/conj/3/wound"
        ),
    ],
)
def test_killed_and_wounded(sentence: str) -> None:
    """Two figures of one clause are two tolls, neither part of the other."""
    found = _tolls(sentence)
    assert [(t.what, t.low, t.high, t.part_of) for _, t in found] == [
        (TollWhat.KILLED, 12, 12, None),
        (TollWhat.INJURED, 30, 30, None),
    ]


def test_figure_of_a_source() -> None:
    """Whoever puts the toll at a figure is the voice behind it."""
    ((statement, _),) = _tolls(
        "The/DT/det/1 ministry/NN/nsubj/2 put/VBD/ROOT/2 the/DT/det/5 death/NN/compound/5 "
        "toll/NN/dobj/2 at/IN/prep/2 28/CD/pobj/6//CARDINAL"
    )
    assert [voice.name for voice in statement.voices] == [None, "The ministry"]


def test_rival_figures_keep_their_voices() -> None:
    """Two figures by two sources are two tolls, not one told again."""
    (one, _), (other, _) = _tolls(
        (
            "The/DT/det/1 ministry/NN/nsubj/2 said/VBD/ROOT/2/say 12/CD/nummod/4//CARDINAL "
            "people/NNS/nsubjpass/6 were/VBD/auxpass/6/be killed/VBN/ccomp/2/kill"
        ),
        (
            "Residents/NNS/nsubj/1/resident said/VBD/ROOT/1/say 30/CD/nummod/3//CARDINAL "
            "people/NNS/nsubjpass/5 were/VBD/auxpass/5/be killed/VBN/ccomp/1/kill"
        ),
    )
    assert (one.voices[-1].name, other.voices[-1].name) == ("The ministry", "Residents")
    assert other.same_as is None


def test_figure_told_again() -> None:
    """The same figure by the same source is linked to the first."""
    (one, _), (other, _) = _tolls(
        (
            "The/DT/det/1 ministry/NN/nsubj/2 said/VBD/ROOT/2/say 12/CD/nummod/4//CARDINAL "
            "people/NNS/nsubjpass/6 were/VBD/auxpass/6/be killed/VBN/ccomp/2/kill"
        ),
        (
            "The/DT/det/1 ministry/NN/nsubj/2 said/VBD/ROOT/2/say 12/CD/nummod/4//CARDINAL "
            "people/NNS/nsubjpass/6 were/VBD/auxpass/6/be killed/VBN/ccomp/2/kill"
        ),
    )
    assert other.same_as == one.id


def test_toll_of_an_event() -> None:
    """A toll refers to the event that it comes from."""
    made = reading(
        "12/CD/nummod/1//CARDINAL people/NNS/nsubjpass/3 were/VBD/auxpass/3/be "
        "killed/VBN/ROOT/3/kill in/IN/prep/3 air/NN/compound/6 strikes/NNS/pobj/4/strike "
        "in/IN/prep/3 Homs/NNP/pobj/7//GPE"
    )
    statements, _, _ = state(made, identities(made), voices(made), Options())
    event = next(statement for statement in statements if statement.event is not None)
    ((_, toll),) = _tolls(
        "12/CD/nummod/1//CARDINAL people/NNS/nsubjpass/3 were/VBD/auxpass/3/be "
        "killed/VBN/ROOT/3/kill in/IN/prep/3 air/NN/compound/6 strikes/NNS/pobj/4/strike "
        "in/IN/prep/3 Homs/NNP/pobj/7//GPE"
    )
    assert toll.event == event.id
    assert toll.scope is TollScope.INCIDENT


def test_toll_of_a_period() -> None:
    """A figure "since" a year counts over a period."""
    ((_, toll),) = _tolls(
        "12/CD/nummod/1//CARDINAL people/NNS/nsubjpass/3 were/VBD/auxpass/3/be "
        "killed/VBN/ROOT/3/kill since/IN/prep/3 2011/CD/pobj/4//DATE"
    )
    assert toll.scope is TollScope.PERIOD
    assert toll.as_of == "t1"


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "The/DT/det/1 army/NN/nsubj/2 held/VBD/ROOT/2/hold the/DT/det/4 town/NN/dobj/2 "
            "for/IN/prep/2 three/CD/nummod/7//DATE days/NNS/pobj/5/day/+DATE"
        ),
        ("The/DT/det/1 raid/NN/nsubj/2 lasted/VBD/ROOT/2/last three/CD/nummod/4//TIME hours/NNS/npadvmod/2/hour/+TIME"),
        (
            "Rebels/NNS/nsubj/1/rebel hold/VBP/ROOT/1 half/NN/dobj/1//CARDINAL of/IN/prep/2 "
            "Syria/NNP/pobj/3//GPE according/VBG/prep/1/accord to/IN/prep/5 "
            "monitors/NNS/pobj/6/monitor"
        ),
    ],
)
def test_no_toll(sentence: str) -> None:
    """Days, hours and shares are no people."""
    assert _tolls(sentence) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nine of the dead were children.", [(TollWhat.KILLED, 9)]),
        ("Two peacekeepers were wounded.", [(TollWhat.INJURED, 2)]),
        ("The group threatened to kill two hostages.", []),
        ("Police uncovered a plot to kill two envoys.", []),
        ("The brigade lost hundreds of vehicles.", []),
    ],
)
def test_who_is_counted(text: str, wanted: list[tuple[TollWhat, int]]) -> None:
    """Only people are counted, and only what has happened to them."""
    report = sayso.read_text(text)
    assert [(s.toll.what, s.toll.low) for s in report.statements if s.toll is not None] == wanted
