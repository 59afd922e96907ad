"""The code book is what the tables give, names every type and mode, and its examples are read as it says."""

from __future__ import annotations

import pytest

import sayso
from factories import ROOT
from sayso import lexicon
from sayso.brief.code_book import book, example_rows
from sayso.record import ActorKind, EventType
from sayso.statements.codes import ucdp_of

EXAMPLES = example_rows()


def test_code_book_is_current() -> None:
    """The file in docs/ is what the tables give now."""
    assert (ROOT / "docs/coding.md").read_text(encoding="utf-8") == book()


def test_every_type_has_a_definition() -> None:
    """Each of the sixteen types is defined once."""
    assert sorted(row["pattern"] for row in lexicon.table("event_types")) == sorted(EventType)


@pytest.mark.parametrize(("kind", "mode", "sentence"), EXAMPLES, ids=lambda value: str(value)[:40])
def test_example_is_read_as_the_book_says(kind: str, mode: str, sentence: str) -> None:
    """The example of a type and mode gives an event of that type and mode."""
    events = [s.event for s in sayso.read_text(sentence, published="2020-05-06").statements if s.event]
    assert any(event.type == kind and (not mode or mode in event.modes) for event in events)


@pytest.mark.parametrize(
    ("doing", "done", "kind"),
    [
        ([ActorKind.MILITARY], [ActorKind.ARMED_GROUP], "state-based"),
        ([ActorKind.ARMED_GROUP], [ActorKind.ARMED_GROUP], "non-state"),
        ([ActorKind.ARMED_GROUP, ActorKind.ARMED_GROUP], [], "non-state"),
        ([ActorKind.MILITARY], [ActorKind.CIVILIANS], "one-sided"),
        ([ActorKind.ARMED_GROUP], [], None),
        ([], [ActorKind.CIVILIANS], None),
    ],
)
def test_ucdp(doing: list[ActorKind], done: list[ActorKind], kind: str | None) -> None:
    """UCDP's type follows from who acts against whom; where one side is unknown there is none."""
    assert ucdp_of(doing, done) == kind
