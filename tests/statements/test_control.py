"""Control and position: who holds, gains or loses which ground, and where forces stand."""

from __future__ import annotations

import pytest

import sayso
from factories import identities, reading, voices
from sayso.record import Change, Control, ExtentUnit, Options, Position
from sayso.statements import state


def _control(*sentences: str) -> list[Control]:
    made = reading(*sentences)
    statements, _, _ = state(made, identities(made), voices(made), Options())
    return [statement.control for statement in statements if statement.control is not None]


@pytest.mark.parametrize(
    ("sentence", "change", "holders"),
    [
        (
            ("Rebels/NNS/nsubj/1/rebel hold/VBP/ROOT/1 half/NN/dobj/1//CARDINAL of/IN/prep/2 Syria/NNP/pobj/3//GPE"),
            Change.HOLDS,
            ["Rebels"],
        ),
        (
            (
                "The/DT/det/1 army/NN/nsubj/2 captured/VBD/ROOT/2/capture Homs/NNP/dobj/2//GPE "
                "from/IN/prep/2 rebels/NNS/pobj/4/rebel"
            ),
            Change.GAINS,
            ["The army"],
        ),
        (
            "The/DT/det/1 rebels/NNS/nsubj/2/rebel lost/VBD/ROOT/2/lose Homs/NNP/dobj/2//GPE",
            Change.LOSES,
            ["The rebels"],
        ),
        (
            ("The/DT/det/1 army/NN/nsubj/2 advanced/VBD/ROOT/2/advance towards/IN/prep/2 Homs/NNP/pobj/3//GPE"),
            Change.ADVANCES,
            ["The army"],
        ),
        (
            (
                "The/DT/det/1 army/NN/nsubj/2 was/VBD/ROOT/2/be in/IN/prep/2 retreat/NN/pobj/3 "
                "from/IN/prep/4 Homs/NNP/pobj/5//GPE"
            ),
            Change.RETREATS,
            ["The army"],
        ),
        ("Rebels/NNS/nsubj/1/rebel besieged/VBD/ROOT/1/besiege Homs/NNP/dobj/1//GPE", Change.BESIEGES, ["Rebels"]),
    ],
    ids=["holds", "gains", "loses", "advances", "retreats", "besieges"],
)
def test_change(sentence: str, change: Change, holders: list[str]) -> None:
    """Each verb or noun of control tells its change, of this holder and this place."""
    (control,) = _control(sentence)
    assert (control.change, [ref.text for ref in control.holders]) == (change, holders)
    assert control.place is not None


def test_loser() -> None:
    """From whom a place is taken is kept."""
    (control,) = _control(
        "The/DT/det/1 army/NN/nsubj/2 captured/VBD/ROOT/2/capture Homs/NNP/dobj/2//GPE "
        "from/IN/prep/2 rebels/NNS/pobj/4/rebel"
    )
    assert [ref.text for ref in control.taken_from] == ["rebels"]


@pytest.mark.parametrize(
    ("sentence", "words", "low", "high"),
    [
        (
            ("Rebels/NNS/nsubj/1/rebel hold/VBP/ROOT/1 half/NN/dobj/1//CARDINAL of/IN/prep/2 Syria/NNP/pobj/3//GPE"),
            "half",
            0.5,
            0.5,
        ),
        (
            (
                "Rebels/NNS/nsubj/1/rebel hold/VBP/ROOT/1 more/JJR/amod/4//CARDINAL "
                "than/IN/quantmod/4//+CARDINAL half/NN/dobj/1//+CARDINAL of/IN/prep/4 "
                "Syria/NNP/pobj/5//GPE"
            ),
            "more than half",
            0.5,
            None,
        ),
        (
            (
                "Rebels/NNS/nsubj/1/rebel hold/VBP/ROOT/1 60/CD/nummod/3//PERCENT "
                "percent/NN/dobj/1//+PERCENT of/IN/prep/3 Syria/NNP/pobj/4//GPE"
            ),
            "60 percent",
            0.6,
            0.6,
        ),
    ],
)
def test_extent(sentence: str, words: str, low: float, high: float | None) -> None:
    """A share of a country is an extent, with the bounds of its words."""
    (control,) = _control(sentence)
    assert control.extent is not None
    assert (control.extent.text, control.extent.unit) == (words, ExtentUnit.SHARE)
    assert (control.extent.low, control.extent.high) == (low, high)


@pytest.mark.parametrize(
    "sentence",
    [
        ("Rebels/NNS/nsubj/1/rebel hold/VBP/ROOT/1 talks/NNS/dobj/1/talk in/IN/prep/2 Homs/NNP/pobj/3//GPE"),
        (
            "The/DT/det/1 police/NNS/nsubj/2 held/VBD/ROOT/2/hold three/CD/nummod/4//CARDINAL "
            "suspects/NNS/dobj/2/suspect"
        ),
        ("The/DT/det/1 army/NN/nsubj/2 lost/VBD/ROOT/2/lose three/CD/nummod/4//CARDINAL soldiers/NNS/dobj/2/soldier"),
        ("The/DT/det/1 rebels/NNS/nsubj/2/rebel captured/VBD/ROOT/2/capture soldiers/NNS/dobj/2/soldier"),
    ],
)
def test_only_ground_is_held(sentence: str) -> None:
    """Talks and people are no ground, and nobody controls them."""
    assert _control(sentence) == []


def test_position() -> None:
    """Forces at a distance from a road have a position there."""
    made = reading(
        (
            "Rebels/NNS/nsubj/1/rebel seized/VBD/ROOT/1/seize a/DT/det/3 road/NN/dobj/1 "
            "linking/VBG/acl/3/link Damascus/NNP/dobj/4//GPE to/IN/prep/4 Homs/NNP/pobj/6//GPE"
        ),
        (
            "Its/PRP$/poss/1 forces/NNS/nsubj/2/force are/VBP/ROOT/2/be 22/CD/nummod/4//QUANTITY "
            "miles/NNS/npadvmod/5/mile/+QUANTITY from/IN/prep/2 this/DT/det/7 highway/NN/pobj/5"
        ),
    )
    found = identities(made)
    statements, _, _ = state(made, found, voices(made), Options())
    (position,) = [s.position for s in statements if s.position is not None]
    assert isinstance(position, Position)
    assert [ref.text for ref in position.who] == ["Its forces"]
    (place,) = [place for place in found.places if place.id == position.place]
    assert place.text == "22 miles from this highway"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Rebels took about 40 km² of the valley.", "about 40 km²"),
        ("Rebels seized about 40 sq km around Hama.", "about 40 sq km"),
        ("The army captured more than 40 square kilometres near Homs.", "more than 40 square kilometres"),
    ],
)
def test_areas_however_written(sentence: str, words: str) -> None:
    """An area is read with the parser, whatever its unit looks like."""
    report = sayso.read_text(sentence)
    (control,) = [statement.control for statement in report.statements if statement.control]
    assert control.extent is not None
    assert (control.extent.text, control.extent.low, control.extent.unit) == (words, 40.0, "km2")


def test_not_the_day_on_which_it_was_said() -> None:
    """Ground changes hands on the day that stands nearest, not on that of the announcement."""
    report = sayso.read_text(
        "The government admitted on Friday that rebels had captured the town of Homs on Thursday.",
        published="2015-10-04",
    )
    (control,) = [statement.control for statement in report.statements if statement.control]
    (time,) = [time for time in report.times if time.id == control.time]
    assert time.value == "2015-10-01"
