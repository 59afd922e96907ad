"""Acts denied by a word that points back to them; real parser."""

from __future__ import annotations

import pytest

import sayso
from sayso.record import DisputeField, EventType, Polarity


@pytest.mark.parametrize(
    "text",
    [
        "The army bombed the town, a monitor said, but the ministry denied it.",
        "The army bombed the town, a monitor said. The ministry denied this.",
    ],
)
def test_denied_by_a_word_that_points_back(text: str) -> None:
    """The denial is a statement of its own, negative for whoever denies, and disputes the claim."""
    report = sayso.read_text(text, published="2016-02-03")
    claim, denial = [s for s in report.statements if s.event is not None and s.event.type is EventType.ASSAULT]
    assert (claim.polarity, denial.polarity) == (Polarity.POSITIVE, Polarity.NEGATIVE)
    assert [(s.voices[-1].name or "").lower() for s in (claim, denial)] == ["a monitor", "the ministry"]
    (dispute,) = report.disputes
    assert (dispute.field, dispute.statements) == (DisputeField.OCCURRENCE, (claim.id, denial.id))


def test_what_denies_nothing() -> None:
    """A pronoun that no denier governs repeats no act."""
    report = sayso.read_text("The army bombed the town. The ministry regretted it.", published="2016-02-03")
    assert sum(s.event is not None and s.event.type is EventType.ASSAULT for s in report.statements) == 1
