"""Acts done by saying, and words of war that tell of none, read from whole sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import sayso
from sayso import lexicon
from sayso.record import EventType, Polarity, Stage

if TYPE_CHECKING:
    from sayso import Statement


def _events(text: str) -> list[Statement]:
    return [s for s in sayso.read_text(text, published="2020-05-06").statements if s.event]


@pytest.mark.parametrize(
    ("text", "said", "act"),
    [
        ("Norway will send aid to the valley.", EventType.AGREE, EventType.AID),
        ("The rebels said they will release the hostages.", EventType.CONCEDE, EventType.RETREAT),
        ("The rebels said they would bomb the harbour.", EventType.THREATEN, EventType.ASSAULT),
        ("The party said it will boycott the vote unless the premier resigns.", EventType.THREATEN, EventType.PROTEST),
        ("The general threatened to bomb the harbour.", EventType.THREATEN, EventType.ASSAULT),
    ],
)
def test_what_is_announced_is_of_its_announcement(text: str, said: EventType, act: EventType) -> None:
    """An announcement is an act of words that happened; the act itself is only meant, and ``of`` the first."""
    events = _events(text)
    (first,) = [s for s in events if s.event and s.event.type == said]
    (second,) = [s for s in events if s.event and s.event.type == act]
    assert first.event is not None
    assert second.event is not None
    assert first.event.stage is Stage.ACCOMPLISHED
    assert second.event.stage in {Stage.PLANNED, Stage.THREATENED}
    assert second.event.of == first.id


def test_will_not_is_a_refusal() -> None:
    """Who says that they will not leave refuses to."""
    (refusal,) = [s for s in _events("The army said it will not withdraw.") if s.event and s.event.type == "REJECT"]
    assert refusal.polarity is Polarity.POSITIVE


def test_others_make_no_promises() -> None:
    """What an onlooker says that somebody will do is neither promise nor threat."""
    types = {s.event.type for s in _events("Analysts said the rebels would bomb the harbour.") if s.event}
    assert types == {EventType.ASSAULT}


def test_must_is_a_demand() -> None:
    """Who says that others must do something demands it of them."""
    (demand,) = _events("The premier said that the militia must leave.")
    event = demand.event
    assert event is not None
    assert event.type is EventType.REQUEST
    assert ([r.text for r in event.actors], [r.text for r in event.recipients]) == (["The premier"], ["the militia"])


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("The rebels demanded that the army release the monks.", "the army"),
        ("Oman offered to hand two suspects over to Kuwait.", "Kuwait"),
        ("The junta rejected a call by the bishops for restraint.", "the bishops"),
        ("Norway promised to continue its aid to Nepal.", "Nepal"),
    ],
)
def test_whom_words_address(text: str, recipient: str) -> None:
    """The party named in what is demanded, offered, refused or promised is the recipient."""
    event = _events(text)[0].event
    assert event is not None
    assert [ref.text for ref in event.recipients] == [recipient]


def test_doer_nobody_names_is_not_made_from_a_place() -> None:
    """Of a curfew that was imposed, and of people killed somewhere, no doer is invented."""
    for text in ("A curfew was imposed in Homs.", "12 people were killed in air strikes in Homs."):
        (statement,) = _events(text)
        assert statement.event is not None
        assert statement.event.actors == ()


@pytest.mark.parametrize("kind", sorted({row["value"] for row in lexicon.table("unwarlike")}))
def test_kinds_of_calm(kind: str) -> None:
    """Each kind of thing that is no war silences the words of war beside it; arms or armed sides give them back."""
    calm = {
        "accident": "A collision near the bridge killed nine people.",
        "art": "The hero of the film fights a rival.",
        "crime": "Two men wounded a clerk in a bank robbery.",
        "abstract": "Senators launched a fierce attack on the budget.",
        "animal": "A bear attacked a hiker.",
        "verbal": "The mayor launched a blistering attack on the operator.",
        "vehicle": "The judge was hit by a car.",
        "words": "Backbenchers ambushed her with questions.",
        "disaster": "The earthquake killed nine people.",
        "illness": "A heart attack killed the singer.",
        "market": "Investors attacked the board over the dividend.",
        "sport": "The striker attacked from the left in the second half of the football match.",
    }
    assert _events(calm[kind]) == []


def test_arms_break_the_calm() -> None:
    """A bomb at a football match is an assault."""
    (statement,) = _events("Rebels bombed a football stadium.")
    assert statement.event is not None
    assert statement.event.type is EventType.ASSAULT


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Army shells rebel town", ["Army"]),
        ("Gunmen kidnap six engineers", ["Gunmen"]),
        ("Strike on market kills 12", []),
    ],
)
def test_headlines(text: str, actors: list[str]) -> None:
    """A headline's act is found, with its doer where one is named."""
    (statement,) = _events(text)
    assert statement.event is not None
    assert statement.event.type is EventType.ASSAULT
    assert [ref.text for ref in statement.event.actors] == actors


def test_denied_responsibility() -> None:
    """Who denies responsibility for an act is not its actor."""
    (statement,) = _events("The rebels denied responsibility for the attack in Homs.")
    assert statement.event is not None
    assert statement.event.actors == ()
