"""Numbers as the text gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factories import document, reading
from sayso.reading import parse
from sayso.reading.parser import load_parser

if TYPE_CHECKING:
    from sayso.reading.model import Quantity, Reading


def counted(*sentences: str) -> Reading:
    """Build a reading whose words have no grammar; all that counts is their order ("one" counts)."""
    return reading(
        *(" ".join(f"{word}/{'CD' if word.lower() == 'one' else 'NN'}/dep/0" for word in s.split()) for s in sentences)
    )


def given(made: Reading) -> list[tuple[str, float | None, float | None]]:
    """Give each quantity's words, low and high."""
    return [
        (" ".join(token.text for token in made.tokens[one.first : one.last]), one.low, one.high)
        for one in made.quantities
    ]


def only(words: str) -> Quantity:
    """Give the one quantity of some words."""
    (quantity,) = counted(words).quantities
    return quantity


@pytest.mark.parametrize(
    ("words", "number", "value"),
    [
        ("lost 15 men", "15", 15),
        ("lost 1,200 men", "1,200", 1200),
        ("lost 1,234,567 men", "1,234,567", 1234567),
        ("lost 2.5 tonnes", "2.5", 2.5),
        ("lost 1.5 million tonnes", "1.5 million", 1500000),
        ("lost 20 thousand men", "20 thousand", 20000),
        ("lost fifteen men", "fifteen", 15),
        ("Fifteen men died", "Fifteen", 15),
        ("lost twenty - two men", "twenty - two", 22),
        ("lost twenty two men", "twenty two", 22),
        ("lost a hundred men", "hundred", 100),
        ("lost one hundred men", "one hundred", 100),
        ("lost a hundred and five men", "hundred and five", 105),
        ("lost two hundred thousand men", "two hundred thousand", 200000),
        ("lost three thousand four hundred men", "three thousand four hundred", 3400),
        ("lost two thousand five hundred and twelve men", "two thousand five hundred and twelve", 2512),
        ("lost a million men", "million", 1000000),
        ("lost a dozen men", "dozen", 12),
        ("lost two dozen men", "two dozen", 24),
        ("lost one man", "one", 1),
    ],
)
def test_numbers_in_figures_and_words(words: str, number: str, value: float) -> None:
    """A number is read whole, in figures, words or both."""
    assert given(counted(words)) == [(number, value, value)]


@pytest.mark.parametrize(
    "words",
    [
        "dozens of men died",
        "hundreds of thousands fled",
        "scores died",
        "several men died",
        "many died",
        "the 1st Division left",
        "a B52 flew over",
        "several hundred men fled",
        "a few dozen men fled",
        "and - to per cent",
    ],
)
def test_words_without_a_number_are_none(words: str) -> None:
    """Vague words, ordinals and names of types are no numbers."""
    assert given(counted(words)) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("One/PRP/nsubj/1 fled/VBD/ROOT/1", []),
        ("No/DT/det/1 one/NN/nsubj/2 fled/VBD/ROOT/2", []),
        ("the/DT/det/2 wounded/JJ/amod/2 ones/NNS/nsubj/3 fled/VBD/ROOT/3", []),
        ("One/CD/nummod/1 man/NN/nsubj/2 fled/VBD/ROOT/2", [("One", 1, 1)]),
        ("only/RB/advmod/1 one/CD/nsubj/2 fled/VBD/ROOT/2", [("one", 1, 1)]),
        ("One/NN/nummod/1 man/NN/nsubj/2 fled/VBD/ROOT/2", [("One", 1, 1)]),
    ],
)
def test_the_pronoun_one_counts_nothing(sentence: str, expected: list[tuple[str, float, float]]) -> None:
    """The word "one" is a number only where it counts something."""
    assert given(reading(sentence)) == expected


@pytest.mark.parametrize(
    ("words", "whole", "low", "high", "approximate"),
    [
        ("At least 15 men", "At least 15", 15, None, False),
        ("more than 15 men", "more than 15", 15, None, False),
        ("no fewer than fifteen men", "no fewer than fifteen", 15, None, False),
        ("over 100,000 men", "over 100,000", 100000, None, False),
        ("in excess of 15 men", "in excess of 15", 15, None, False),
        ("40 or more men", "40 or more", 40, None, False),
        ("up to 30 men", "up to 30", None, 30, False),
        ("as many as 30 men", "as many as 30", None, 30, False),
        ("no more than 30 men", "no more than 30", None, 30, False),
        ("fewer than 30 men", "fewer than 30", None, 30, False),
        ("30 or fewer men", "30 or fewer", None, 30, False),
        ("about 200 men", "about 200", 200, 200, True),
        ("some 200 men", "some 200", 200, 200, True),
        ("an estimated 200 men", "an estimated 200", 200, 200, True),
        ("close to 200 men", "close to 200", 200, 200, True),
        ("200 or so men", "200 or so", 200, 200, True),
        ("nearly two hundred men", "nearly two hundred", 200, 200, True),
        ("at the least of 15 men", "15", 15, 15, False),
        ("some of the 15 men", "15", 15, 15, False),
    ],
)
def test_bounds(words: str, whole: str, low: float | None, high: float | None, approximate: bool) -> None:
    """Words before or after a number bound it, and belong to it."""
    assert given(counted(words)) == [(whole, low, high)]
    assert only(words).approximate is approximate


@pytest.mark.parametrize(
    ("words", "whole", "low", "high"),
    [
        ("between 30 and 40 men", "between 30 and 40", 30, 40),
        ("Between 5,000 and 6,000 men", "Between 5,000 and 6,000", 5000, 6000),
        ("30 to 40 men", "30 to 40", 30, 40),
        ("from 30 to 40 men", "30 to 40", 30, 40),
        ("30 - 40 men", "30 - 40", 30, 40),
        ("30 – 40 men", "30 – 40", 30, 40),
        ("ten to fifteen men", "ten to fifteen", 10, 15),
        ("twenty - one to twenty - five men", "twenty - one to twenty - five", 21, 25),
        ("10 million to 12 million men", "10 million to 12 million", 10000000, 12000000),
        ("at least 30 to 40 men", "at least 30 to 40", 30, 40),
    ],
)
def test_ranges(words: str, whole: str, low: float, high: float) -> None:
    """Two numbers that bound one count are one quantity."""
    assert given(counted(words)) == [(whole, low, high)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("30 and 40 men", [30, 40]),
        ("15 , 16 and 17 men", [15, 16, 17]),
        ("40 to 30 men", [40, 30]),
        ("killed five and wounded six", [5, 6]),
        ("30 men to 40 women", [30, 40]),
        ("five six men", [5, 6]),
    ],
)
def test_numbers_that_make_no_range(words: str, expected: list[float]) -> None:
    """Numbers side by side, or running downwards, stay apart."""
    assert [(one.low, one.high) for one in counted(words).quantities] == [(value, value) for value in expected]


@pytest.mark.parametrize(
    ("words", "whole", "low", "high", "approximate"),
    [
        ("50 per cent of the town", "50 per cent", 0.5, 0.5, False),
        ("50 percent of the town", "50 percent", 0.5, 0.5, False),
        ("50 % of the town", "50 %", 0.5, 0.5, False),
        ("fifty per cent of the town", "fifty per cent", 0.5, 0.5, False),
        ("half of the town", "half", 0.5, 0.5, False),
        ("nearly half of the town", "nearly half", 0.5, 0.5, True),
        ("more than half of the town", "more than half", 0.5, None, False),
        ("more than 50 per cent of the town", "more than 50 per cent", 0.5, None, False),
        ("less than 10 percent of the town", "less than 10 percent", None, 0.1, False),
    ],
)
def test_shares(words: str, whole: str, low: float | None, high: float | None, approximate: bool) -> None:
    """Halves and percentages are shares of one."""
    quantity = only(words)
    assert given(counted(words)) == [(whole, pytest.approx(low) if low else low, pytest.approx(high) if high else high)]
    assert quantity.fraction
    assert quantity.approximate is approximate


@pytest.mark.parametrize(
    ("words", "share"),
    [("two thirds of the town", 2 / 3), ("one third of the town", 1 / 3), ("three quarters of the town", 0.75)],
)
def test_thirds_and_quarters_are_never_counts(words: str, share: float) -> None:
    """A share in words is a share; at the least it is not two or three of something."""
    quantity = only(words)
    assert quantity.fraction
    assert quantity.low == quantity.high == pytest.approx(share)


@pytest.mark.parametrize(
    ("words", "value"), [("half a million men", 500000), ("half a dozen men", 6), ("half million men", 500000)]
)
def test_half_before_a_number_halves_it(words: str, value: float) -> None:
    """Half a million is a count of 500,000, not a share and not a million."""
    quantity = only(words)
    assert (quantity.low, quantity.high, quantity.fraction) == (value, value, False)


def test_head_is_the_numbers_own_token() -> None:
    """A quantity's head is the last word of the number, not of its bounds."""
    made = counted("between thirty and forty - five or so men")
    assert [made.tokens[one.head].text for one in made.quantities] == ["five"]
    assert only("30 or more men").head == 0


def test_numbers_end_with_their_sentence() -> None:
    """A number never runs on into the next sentence."""
    assert given(counted("they lost fifteen", "hundred men fled")) == [("fifteen", 15, 15), ("hundred", 100, 100)]


def test_quantity_at_finds_every_word() -> None:
    """Each word of a quantity leads to it, no other does."""
    made = counted("lost at least 15 men")
    assert {i: one.low for i, one in made.quantity_at.items()} == {1: 15, 2: 15, 3: 15}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("At least 30–40 men died in Homs.", (30, 40)),
        ("Between 30 and 40 men died in Homs.", (30, 40)),
        ("The raid killed 30-40 men.", (30, 40)),
        ("Twenty-two men died in Homs.", (22, 22)),
        ("More than 50% of the town burned.", (0.5, None)),
    ],
)
def test_numbers_as_the_parser_cuts_them(sentence: str, expected: tuple[float, float | None]) -> None:
    """Ranges, compounds and percentages are found on the real parser's tokens."""
    made = parse(document(sentence), load_parser())
    assert [(one.low, one.high) for one in made.quantities] == [expected]
