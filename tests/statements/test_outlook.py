"""Aims, forecasts and conditions: what is wanted, expected, or said to hang on something."""

from __future__ import annotations

import pytest

import sayso
from factories import identities, reading, voices
from sayso.record import Certainty, ConditionRelation, Options, Polarity, Statement, StatementKind
from sayso.statements import state


def _of(kind: StatementKind, *sentences: str, scale: str = "icd203") -> list[Statement]:
    made = reading(*sentences)
    statements, _, _ = state(made, identities(made), voices(made), Options(likelihood_scale=scale))
    return [statement for statement in statements if statement.kind is kind]


def _aims(sentence: str) -> list[tuple[list[str], str, int | None]]:
    aims = [statement.aim for statement in _of(StatementKind.AIM, sentence)]
    return [([ref.text for ref in aim.holders], aim.goal.text, aim.priority) for aim in aims if aim is not None]


def test_key_aim_and_then() -> None:
    """A key aim is of the first priority, what comes "then" of the second; each goal has its own words."""
    assert _aims(
        "Putin/NNP/poss/3//PERSON 's/POS/case/0 key/JJ/amod/3 aim/NN/nsubj/4 is/VBZ/ROOT/4/be "
        "to/TO/aux/6 defend/VB/xcomp/4 Assad/NNP/dobj/6//PERSON and/CC/cc/6 then/RB/advmod/11 "
        "to/TO/aux/11 weaken/VB/conj/6 the/DT/det/13 rebels/NNS/dobj/11/rebel"
    ) == [
        (["Putin"], "to defend Assad", 1),
        (["Putin"], "to weaken the rebels", 2),
    ]


def test_key_aim_and_then_without_to() -> None:
    """A second goal that shares the first one's "to" is a goal too."""
    assert _aims(
        "Putin/NNP/poss/3//PERSON 's/POS/case/0 key/JJ/amod/3 aim/NN/nsubj/4 is/VBZ/ROOT/4/be "
        "to/TO/aux/6 defend/VB/xcomp/4 Assad/NNP/dobj/6//PERSON and/CC/cc/6 then/RB/advmod/10 "
        "weaken/VB/conj/6 the/DT/det/12 rebels/NNS/dobj/10/rebel"
    ) == [(["Putin"], "to defend Assad", 1), (["Putin"], "weaken the rebels", 2)]


def test_wanted_without_priority() -> None:
    """What somebody wants has no priority unless the words give one."""
    assert _aims(
        "The/DT/det/1 rebels/NNS/nsubj/2/rebel want/VBP/ROOT/2 to/TO/aux/4 seize/VB/xcomp/2 Homs/NNP/dobj/4//GPE"
    ) == [(["The rebels"], "to seize Homs", None)]


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("Kenya's main goal is to avoid defeat—unlikely—or the loss of the port.", "to avoid defeat"),
        ("The army wants to seize an ill-guarded fort.", "to seize an ill-guarded fort"),
    ],
)
def test_a_dash_without_spaces_ends_a_goal(text: str, goal: str) -> None:
    """A long dash between words ends a goal as one between spaces does; a hyphen in a word does not; real parser."""
    assert [s.aim.goal.text for s in sayso.read_text(text).statements if s.aim] == [goal]


def test_two_goals() -> None:
    """Two goals, each with its "to", are two aims."""
    assert _aims(
        "The/DT/det/1 rebels/NNS/nsubj/2/rebel want/VBP/ROOT/2 to/TO/aux/4 seize/VB/xcomp/2 "
        "Homs/NNP/dobj/4//GPE and/CC/cc/4 to/TO/aux/8 free/VB/conj/4 prisoners/NNS/dobj/8/prisoner"
    ) == [
        (["The rebels"], "to seize Homs", None),
        (["The rebels"], "to free prisoners", None),
    ]


@pytest.mark.parametrize(
    ("sentence", "of", "words", "low", "high"),
    [
        (
            (
                "A/DT/det/1 ceasefire/NN/nsubj/6 –/:/punct/1 unlikely/JJ/amod/1 –/:/punct/1 would/MD/aux/6 "
                "open/VB/ROOT/6 the/DT/det/8 road/NN/dobj/6"
            ),
            "A ceasefire",
            "unlikely",
            0.20,
            0.45,
        ),
        (
            (
                "A/DT/det/1 collapse/NN/nsubj/9 of/IN/prep/1 the/DT/det/4 army/NN/pobj/2 –/:/punct/1 "
                "unlikely/JJ/amod/1 –/:/punct/9 would/MD/aux/9 open/VB/ROOT/9 the/DT/det/11 road/NN/dobj/9"
            ),
            "A collapse of the army",
            "unlikely",
            0.20,
            0.45,
        ),
        (
            (
                "The/DT/det/1 rebels/NNS/nsubj/2/rebel want/VBP/ROOT/2 to/TO/aux/4 seize/VB/xcomp/2 "
                "Homs/NNP/dobj/4//GPE ,/,/punct/2 but/CC/cc/2 this/DT/nsubj/9 is/VBZ/conj/2/be "
                "not/RB/neg/9 likely/JJ/acomp/9 to/TO/aux/13 happen/VB/xcomp/11"
            ),
            "seize Homs",
            "not likely",
            0.20,
            0.45,
        ),
        (
            (
                "Rebels/NNS/nsubj/1/rebel are/VBP/ROOT/1/be likely/JJ/acomp/1 to/TO/aux/4 "
                "attack/VB/xcomp/2 Homs/NNP/dobj/4//GPE"
            ),
            "Rebels are likely to attack Homs",
            "likely",
            0.55,
            0.80,
        ),
        (
            (
                "It/PRP/nsubj/1 is/VBZ/ROOT/1/be unlikely/JJ/acomp/1 that/IN/mark/6 "
                "rebels/NNS/nsubj/6/rebel will/MD/aux/6 attack/VB/ccomp/1 Homs/NNP/dobj/6//GPE"
            ),
            "rebels will attack Homs",
            "unlikely",
            0.20,
            0.45,
        ),
    ],
    ids=["aside", "aside behind a longer phrase", "this", "likely to", "it is unlikely that"],
)
def test_forecast(sentence: str, of: str, words: str, low: float, high: float) -> None:
    """Words of estimation give the chance of the positive clause, with the band of the named scale."""
    (statement,) = _of(StatementKind.FORECAST, sentence)
    assert statement.forecast is not None
    assert statement.forecast.of.text == of
    assert statement.likelihood is not None
    assert (statement.likelihood.text, statement.likelihood.scale) == (words, "icd203")
    assert (statement.likelihood.low, statement.likelihood.high) == (low, high)
    assert statement.polarity is Polarity.POSITIVE


def test_aside_has_its_own_span() -> None:
    """An aside's forecast stands over head and aside."""
    (statement,) = _of(
        StatementKind.FORECAST,
        (
            "A/DT/det/1 ceasefire/NN/nsubj/6 –/:/punct/1 unlikely/JJ/amod/1 –/:/punct/1 would/MD/aux/6 "
            "open/VB/ROOT/6 the/DT/det/8 road/NN/dobj/6"
        ),
    )
    assert statement.text.startswith("A ceasefire – unlikely")
    assert "road" not in statement.text


def test_other_scale() -> None:
    """The scale of the options decides the band."""
    (statement,) = _of(
        StatementKind.FORECAST,
        (
            "Rebels/NNS/nsubj/1/rebel are/VBP/ROOT/1/be likely/JJ/acomp/1 to/TO/aux/4 "
            "attack/VB/xcomp/2 Homs/NNP/dobj/4//GPE"
        ),
        scale="ipcc",
    )
    assert statement.likelihood is not None
    assert (statement.likelihood.scale, statement.likelihood.low, statement.likelihood.high) == ("ipcc", 0.66, 1)


@pytest.mark.parametrize(
    ("sentence", "of", "relation"),
    [
        (
            (
                "If/IN/mark/2 rebels/NNS/nsubj/2/rebel attack/VBP/advcl/8 Homs/NNP/dobj/2//GPE ,/,/punct/8 "
                "the/DT/det/6 army/NN/nsubj/8 will/MD/aux/8 retreat/VB/ROOT/8"
            ),
            "rebels attack Homs",
            ConditionRelation.IF,
        ),
        (
            (
                "The/DT/det/1 army/NN/nsubj/3 will/MD/aux/3 retreat/VB/ROOT/3 unless/IN/mark/6 "
                "rebels/NNS/nsubj/6/rebel leave/VBP/advcl/3 Homs/NNP/dobj/6//GPE"
            ),
            "rebels leave Homs",
            ConditionRelation.UNLESS,
        ),
        (
            ("The/DT/det/1 army/NN/nsubj/3 will/MD/aux/3 stay/VB/ROOT/3 in/IN/prep/3 either/DT/det/6 case/NN/pobj/4"),
            "either case",
            ConditionRelation.EITHER,
        ),
        (
            ("In/IN/prep/6 either/DT/det/2 case/NN/pobj/0 the/DT/det/4 army/NN/nsubj/6 will/MD/aux/6 stay/VB/ROOT/6"),
            "either case",
            ConditionRelation.EITHER,
        ),
    ],
    ids=["if", "unless", "either", "either, at the head"],
)
def test_condition(sentence: str, of: str, relation: ConditionRelation) -> None:
    """A condition gives its own words and how the statement hangs on it."""
    (statement,) = _of(StatementKind.CONDITION, sentence)
    assert statement.condition is not None
    assert (statement.condition.of.text, statement.condition.relation) == (of, relation)


def test_conditional_event_is_hypothetical() -> None:
    """What stands behind "if" is not said to have happened."""
    (attack, retreat) = _of(
        StatementKind.EVENT,
        (
            "If/IN/mark/2 rebels/NNS/nsubj/2/rebel attack/VBP/advcl/8 Homs/NNP/dobj/2//GPE ,/,/punct/8 "
            "the/DT/det/6 army/NN/nsubj/8 will/MD/aux/8 retreat/VB/ROOT/8"
        ),
    )
    assert attack.event is not None
    assert retreat.event is not None
    assert (attack.event.stage, attack.certainty) == ("hypothetical", Certainty.POSSIBLE)
    assert retreat.event.stage == "planned"
