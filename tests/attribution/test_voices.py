"""The voices behind a stretch of text, outermost first, each with its own polarity and certainty."""

from __future__ import annotations

import pytest

from factories import reading, voices
from sayso.record import Byline, BylineRole, Certainty, Polarity, Voice, VoiceRole

CERTAIN = (Polarity.POSITIVE, Certainty.CERTAIN)
DENIED = (Polarity.NEGATIVE, Certainty.CERTAIN)
OPEN = (Polarity.UNKNOWN, Certainty.UNKNOWN)


def _behind(word: str, *sentences: str, **facts: str) -> tuple[Voice, ...]:
    made = reading(*sentences, **facts)
    at = made.document.text.index(word)
    return voices(made).behind(at, at + len(word), *CERTAIN)


@pytest.mark.parametrize(
    ("sentence", "word", "said"),
    [
        ("Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell Homs/NNP/dobj/1//GPE", "shelled", [(None, *CERTAIN)]),
        (
            (
                "The/DT/det/1 governor/NN/nsubj/2 said/VBD/ROOT/2/say that/IN/mark/5 "
                "rebels/NNS/nsubj/5/rebel shelled/VBD/ccomp/2/shell Homs/NNP/dobj/5//GPE"
            ),
            "shelled",
            [(None, *OPEN), ("The governor", *CERTAIN)],
        ),
        (
            (
                "The/DT/det/1 Independent/NNP/nsubj/2 reported/VBD/ROOT/2/report that/IN/mark/5 "
                "residents/NNS/nsubj/5/resident said/VBD/ccomp/2/say rebels/NNS/nsubj/7/rebel "
                "shelled/VBD/ccomp/5/shell Homs/NNP/dobj/7//GPE"
            ),
            "shelled",
            [(None, *OPEN), ("The Independent", *OPEN), ("residents", *CERTAIN)],
        ),
        (
            (
                "The/DT/det/1 army/NN/nsubj/2 denied/VBD/ROOT/2/deny that/IN/mark/5 it/PRP/nsubj/5 "
                "bombed/VBD/ccomp/2/bomb Homs/NNP/dobj/5//GPE"
            ),
            "bombed",
            [(None, *OPEN), ("The army", *DENIED)],
        ),
        (
            (
                "The/DT/det/1 army/NN/nsubj/2 denied/VBD/ROOT/2/deny the/DT/det/4 bombing/NN/dobj/2 "
                "of/IN/prep/4 Homs/NNP/pobj/5//GPE"
            ),
            "bombing",
            [(None, *OPEN), ("The army", *DENIED)],
        ),
        (
            (
                "The/DT/det/1 ministry/NN/nsubj/2 confirmed/VBD/ROOT/2/confirm that/IN/mark/6 the/DT/det/5 "
                "army/NN/nsubj/6 shelled/VBD/ccomp/2/shell Homs/NNP/dobj/6//GPE"
            ),
            "shelled",
            [(None, *CERTAIN), ("The ministry", *CERTAIN)],
        ),
        (
            (
                "Residents/NNS/nsubj/1/resident doubted/VBD/ROOT/1/doubt that/IN/mark/4 "
                "rebels/NNS/nsubj/4/rebel shelled/VBD/ccomp/1/shell Homs/NNP/dobj/4//GPE"
            ),
            "shelled",
            [(None, *OPEN), ("Residents", Polarity.POSITIVE, Certainty.POSSIBLE)],
        ),
        (
            (
                "The/DT/det/1 governor/NN/nsubj/2 declined/VBD/ROOT/2/decline to/TO/aux/4 say/VB/xcomp/2 "
                "whether/IN/mark/7 rebels/NNS/nsubj/7/rebel shelled/VBD/ccomp/4/shell Homs/NNP/dobj/7//GPE"
            ),
            "shelled",
            [(None, *OPEN), ("The governor", *OPEN)],
        ),
        (
            (
                "The/DT/det/1 governor/NN/nsubj/2 asked/VBD/ROOT/2/ask whether/IN/mark/5 "
                "rebels/NNS/nsubj/5/rebel shelled/VBD/ccomp/2/shell Homs/NNP/dobj/5//GPE"
            ),
            "shelled",
            [(None, *OPEN), ("The governor", *OPEN)],
        ),
        (
            (
                "It/PRP/nsubjpass/2 was/VBD/auxpass/2/be reported/VBN/ROOT/2/report that/IN/mark/5 "
                "rebels/NNS/nsubj/5/rebel shelled/VBD/ccomp/2/shell Homs/NNP/dobj/5//GPE"
            ),
            "shelled",
            [(None, *OPEN), (None, Polarity.POSITIVE, Certainty.PROBABLE)],
        ),
        (
            (
                "The/DT/det/1 army/NN/nsubjpass/3 was/VBD/auxpass/3/be said/VBN/ROOT/3/say to/TO/aux/6 "
                "have/VB/aux/6 shelled/VBN/xcomp/3/shell Homs/NNP/dobj/6//GPE"
            ),
            "shelled",
            [(None, *OPEN), (None, Polarity.POSITIVE, Certainty.PROBABLE)],
        ),
        (
            (
                "The/DT/det/1 army/NN/nsubj/2 claimed/VBD/ROOT/2/claim to/TO/aux/5 have/VB/aux/5 "
                "captured/VBN/xcomp/2/capture Homs/NNP/dobj/5//GPE"
            ),
            "captured",
            [(None, *OPEN), ("The army", *CERTAIN)],
        ),
    ],
    ids=[
        "by the report's own word",
        "said",
        "nested",
        "denied a clause",
        "denied an act",
        "confirmed",
        "doubted",
        "declined",
        "asked",
        "agentless",
        "agentless, raised",
        "claimed to have",
    ],
)
def test_voices(sentence: str, word: str, said: list[tuple[str | None, Polarity, Certainty]]) -> None:
    """The report comes first, whoever is said to know last, and each has values of its own."""
    assert [(v.name, v.polarity, v.certainty) for v in _behind(word, sentence)] == said


def test_denial_of_a_report() -> None:
    """Who denies a report that something happened says, for certain, that it did not."""
    found = _behind(
        "shelled",
        (
            "The/DT/det/1 ministry/NN/nsubj/2 denied/VBD/ROOT/2/deny a/DT/det/4 report/NN/dobj/2 "
            "that/IN/mark/7 rebels/NNS/nsubj/7/rebel shelled/VBD/acl/4/shell Homs/NNP/dobj/7//GPE"
        ),
    )
    assert [(v.name, v.polarity, v.certainty) for v in found][:2] == [(None, *OPEN), ("The ministry", *DENIED)]


def test_publisher_unknown() -> None:
    """A report whose publisher is not known is a voice without a name."""
    (voice,) = _behind("shelled", "Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell Homs/NNP/dobj/1//GPE")
    assert (voice.name, voice.named, voice.role, voice.attribution) == (None, False, VoiceRole.OUTLET, None)


def test_publisher_known() -> None:
    """A publisher given as an option is named, and known from there."""
    (voice,) = _behind(
        "shelled", "Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell Homs/NNP/dobj/1//GPE", publisher="Daily Lantern"
    )
    assert (voice.name, voice.named, voice.known_from) == ("Daily Lantern", True, "option")


def test_reporters_count_and_curators_do_not() -> None:
    """A reporter is a voice of what they report; who only posted it is none, nor is another outlet's reporter."""
    people = (
        Byline(name="Ana Ruel", role=BylineRole.REPORTER, outlet=None, start=0, end=0),
        Byline(name="Leo Varga", role=BylineRole.CURATOR, outlet=None, start=0, end=0),
        Byline(name="Mia Stone", role=BylineRole.REPORTER, outlet="The Independent", start=0, end=0),
    )
    found = _behind(
        "shelled",
        "Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell Homs/NNP/dobj/1//GPE",
        publisher="Daily Lantern",
        bylines=people,  # type: ignore[arg-type]
    )
    assert [(voice.name, voice.role) for voice in found] == [
        ("Daily Lantern", VoiceRole.OUTLET),
        ("Ana Ruel", VoiceRole.REPORTER),
    ]


@pytest.mark.parametrize(
    ("sentence", "role", "named"),
    [
        (
            (
                "Officials/NNS/nsubj/1/official said/VBD/ROOT/1/say rebels/NNS/nsubj/3/rebel "
                "shelled/VBD/ccomp/1/shell Homs/NNP/dobj/3//GPE"
            ),
            VoiceRole.OFFICIAL,
            False,
        ),
        (
            (
                "Residents/NNS/nsubj/1/resident said/VBD/ROOT/1/say rebels/NNS/nsubj/3/rebel "
                "shelled/VBD/ccomp/1/shell Homs/NNP/dobj/3//GPE"
            ),
            VoiceRole.WITNESS,
            False,
        ),
        (
            (
                "Two/CD/nummod/1//CARDINAL officials/NNS/nsubj/2/official said/VBD/ROOT/2/say "
                "rebels/NNS/nsubj/4/rebel shelled/VBD/ccomp/2/shell Homs/NNP/dobj/4//GPE"
            ),
            VoiceRole.OFFICIAL,
            False,
        ),
        (
            (
                "The/DT/det/1 governor/NN/nsubj/2 said/VBD/ROOT/2/say that/IN/mark/5 "
                "rebels/NNS/nsubj/5/rebel shelled/VBD/ccomp/2/shell Homs/NNP/dobj/5//GPE"
            ),
            VoiceRole.OFFICIAL,
            False,
        ),
        (
            (
                "Russia/NNP/nsubj/1//GPE said/VBD/ROOT/1/say rebels/NNS/nsubj/3/rebel "
                "shelled/VBD/ccomp/1/shell Homs/NNP/dobj/3//GPE"
            ),
            VoiceRole.OFFICIAL,
            True,
        ),
        (
            (
                "Human/NNP/compound/1 Rights/NNPS/compound/2 Watch/NNP/nsubj/3 said/VBD/ROOT/3/say "
                "rebels/NNS/nsubj/5/rebel shelled/VBD/ccomp/3/shell Homs/NNP/dobj/5//GPE"
            ),
            VoiceRole.MONITOR,
            True,
        ),
        (
            (
                "Doctors/NNS/nsubj/1/doctor said/VBD/ROOT/1/say rebels/NNS/nsubj/3/rebel "
                "shelled/VBD/ccomp/1/shell Homs/NNP/dobj/3//GPE"
            ),
            VoiceRole.MEDIC,
            False,
        ),
    ],
)
def test_roles(sentence: str, role: VoiceRole, named: bool) -> None:
    """A voice has the capacity in which it speaks; a description, even at the head of a sentence, is no name."""
    voice = _behind("shelled", sentence)[-1]
    assert (voice.role, voice.named) == (role, named)


def test_attributions_tell_who_their_source_is() -> None:
    """An attribution has the role of its source and whether it is named, also where it holds no statement."""
    made = voices(
        reading(
            "The/DT/det/1 army/NN/nsubj/2 said/VBD/ROOT/2/say rain/NN/nsubj/4 fell/VBD/ccomp/2/fall",
            "Residents/NNS/nsubj/1/resident said/VBD/ROOT/1/say rain/NN/nsubj/3 fell/VBD/ccomp/1/fall",
            "Reportedly/RB/advmod/2 rain/NN/nsubj/2 fell/VBD/ROOT/2/fall",
        )
    )
    told = [(one.role, one.named) for one in made.attributions]
    assert told == [(VoiceRole.MILITARY, True), (VoiceRole.WITNESS, False), (VoiceRole.OTHER, False)]
    assert told == [(voice.role, voice.named) for voice in map(made.speaker, made.attributions)]


def test_open_second_clause() -> None:
    """Between two clauses, "according to" surely covers the first, and may or may not cover the second."""
    made = reading(
        "The/DT/det/1 army/NN/nsubj/2 shelled/VBD/ROOT/2/shell Homs/NNP/dobj/2//GPE ,/,/punct/2 "
        "according/VBG/prep/2/accord to/IN/prep/5 monitors/NNS/pobj/6/monitor ,/,/punct/2 "
        "and/CC/cc/2 rebels/NNS/nsubj/11/rebel left/VBD/conj/2/leave the/DT/det/13 town/NN/dobj/11"
    )
    found, text = voices(made), made.document.text
    first, second = text.index("shelled"), text.index("left")
    assert [v.name for v in found.behind(first, first + 7, *CERTAIN)] == [None, "monitors"]
    assert found.open_to(first, first + 7) == ()
    assert [v.name for v in found.behind(second, second + 4, *CERTAIN)] == [None]
    assert found.open_to(second, second + 4) == ("q0",)
