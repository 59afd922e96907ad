"""Evidence: recordings and pictures, and what they are said to show."""

from __future__ import annotations

import pytest

from factories import identities, reading, voices
from sayso.record import Medium, Options, Statement
from sayso.statements import state


def _statements(*sentences: str) -> tuple[Statement, ...]:
    made = reading(*sentences)
    return state(made, identities(made), voices(made), Options())[0]


@pytest.mark.parametrize(
    ("sentence", "medium", "shows", "actors", "recipients"),
    [
        (
            (
                "Footage/NN/nsubj/1 showed/VBD/ROOT/1/show Russian/JJ/amod/3//NORP "
                "planes/NNS/nsubj/4/plane bombing/VBG/ccomp/1/bomb civilians/NNS/dobj/4/civilian"
            ),
            Medium.VIDEO,
            "Russian planes bombing civilians",
            ["Russian"],
            ["civilians"],
        ),
        (
            (
                "A/DT/det/1 video/NN/nsubj/6 of/IN/prep/1 soldiers/NNS/pobj/2/soldier "
                "beating/VBG/acl/1/beat prisoners/NNS/dobj/4/prisoner angered/VBD/ROOT/6/anger "
                "residents/NNS/dobj/6/resident"
            ),
            Medium.VIDEO,
            "soldiers beating prisoners",
            ["soldiers"],
            ["prisoners"],
        ),
        (
            (
                "Satellite/NN/compound/1 images/NNS/nsubj/2/image show/VBP/ROOT/2 "
                "craters/NNS/dobj/2/crater in/IN/prep/3 Homs/NNP/pobj/4//GPE"
            ),
            Medium.SATELLITE,
            "craters in Homs",
            [],
            [],
        ),
    ],
    ids=["footage showed", "video of", "satellite images"],
)
def test_evidence(sentence: str, medium: Medium, shows: str, actors: list[str], recipients: list[str]) -> None:
    """A medium with what it shows, who acts in it and who is acted upon."""
    (evidence,) = [s.evidence for s in _statements(sentence) if s.evidence is not None]
    assert evidence.shows is not None
    assert (evidence.medium, evidence.shows.text) == (medium, shows)
    assert [ref.text for ref in evidence.actors] == actors
    assert [ref.text for ref in evidence.recipients] == recipients


def test_evidence_has_a_place() -> None:
    """What is shown may lie somewhere."""
    (evidence,) = [
        s.evidence
        for s in _statements(
            "Satellite/NN/compound/1 images/NNS/nsubj/2/image show/VBP/ROOT/2 "
            "craters/NNS/dobj/2/crater in/IN/prep/3 Homs/NNP/pobj/4//GPE"
        )
        if s.evidence
    ]
    assert evidence.place == "p1"


def test_evidence_that_somebody_presents() -> None:
    """Who says that footage shows something is the voice behind the evidence."""
    (statement,) = [
        s
        for s in _statements(
            "Monitors/NNS/nsubj/1/monitor said/VBD/ROOT/1/say footage/NN/nsubj/3 "
            "showed/VBD/ccomp/1/show soldiers/NNS/nsubj/5/soldier burning/VBG/ccomp/3/burn "
            "the/DT/det/7 market/NN/dobj/5"
        )
        if s.evidence is not None
    ]
    assert [voice.name for voice in statement.voices][1:] == ["Monitors"]


def test_video_alone_is_no_evidence() -> None:
    """A video of which nothing is said shows nothing."""
    assert not [
        s
        for s in _statements("The/DT/det/1 army/NN/nsubj/2 posted/VBD/ROOT/2/post a/DT/det/4 video/NN/dobj/2")
        if s.evidence is not None
    ]
