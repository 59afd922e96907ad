"""How incidents are attested; real parser, invented texts."""

from __future__ import annotations

import pytest

import sayso
from sayso.incidents import Attestation, attest, find_origins, suggest

SAID = "Russian aircraft bombed the town of Idlib in Syria on Monday, {} said."


def _attest(*texts: tuple[str, str]) -> Attestation:
    """Attest the one proposal that texts with their publishers give."""
    reports = [sayso.read_text(text, published="2015-09-30", publisher=publisher) for text, publisher in texts]
    (incident,) = [one for one in sayso.propose(reports) if one.type == "ASSAULT"]
    return attest(incident, find_origins(reports))


def test_a_voice_counts_once() -> None:
    """Two outlets that quote one named voice are one origin, with the voice's kind."""
    quoted = SAID.format("Turkish President Recep Tayyip Erdogan")
    attested = _attest((quoted, "The Reed"), (f"Smoke hung over the hills. {quoted}", "The Oar"))
    assert attested.occurrence.origins == ("Recep Tayyip Erdoğan",)
    assert attested.occurrence.kinds == ("official",)
    assert len(attested.occurrence.claims) == 2


def test_unnamed_voices_of_two_reports_are_two() -> None:
    """Witnesses whom two reports do not name may be different people."""
    again = "In the town of Idlib in Syria, witnesses said that Russian aircraft bombed houses on Monday."
    attested = _attest((SAID.format("witnesses"), "The Reed"), (again, "The Oar"))
    assert len(attested.occurrence.origins) == 2


def test_a_denial_stands_beside() -> None:
    """A denial is shown; who claims, and how many, is as without it."""
    claim = (SAID.format("witnesses"), "The Reed")
    alone = _attest(claim)
    denied = _attest(claim, ("The Russian government denied that Russian aircraft bombed Idlib on Monday.", "The Oar"))
    assert [one.origins for one in denied.actors] == [one.origins for one in alone.actors]
    assert denied.occurrence.origins == alone.occurrence.origins
    assert [one.statement.voices[-1].name for one in denied.occurrence.denials] == ["Russian government"]
    assert not alone.occurrence.denials


def test_owning_up() -> None:
    """Who reports an act of its own country's forces admits it; whoever reports another's does not."""
    attested = _attest((SAID.format("the Russian government"), "The Reed"), (SAID.format("witnesses"), "The Oar"))
    assert [one.statement.voices[-1].name for one in attested.occurrence.admissions] == ["Russian government"]
    assert not _attest((SAID.format("the Turkish government"), "The Reed")).occurrence.admissions


def test_rival_suspects() -> None:
    """Whoever is named as having done it is listed, each with who says so."""
    attested = _attest(
        (SAID.format("witnesses"), "The Reed"),
        ("Israeli aircraft bombed the town of Idlib in Syria on Monday, Syrian officials said.", "The Oar"),
    )
    assert {one.said for one in attested.actors} == {"Russia", "Israel"}
    assert all(len(one.origins) == 1 for one in attested.actors)


@pytest.mark.parametrize(("first", "second"), [("Iran", "The Iranian government"), ("The Iranian government", "Iran")])
def test_a_country_and_its_government_are_one_voice(first: str, second: str) -> None:
    """Iran and the Iranian government are one origin."""
    text = "{} said that Russian aircraft bombed the town of Idlib in Syria on Monday."
    attested = _attest((text.format(first), "The Reed"), (text.format(second), "The Oar"))
    assert attested.occurrence.origins == ("Iran",)


@pytest.mark.parametrize("act", ["averted an attack on", "prevented gunmen from attacking"])
def test_what_failed_is_neither_claim_nor_denial(act: str) -> None:
    """Who says that an attack failed neither says that it happened nor denies it; the incident is proposed."""
    attested = _attest((f"Police {act} a market in Idlib in Syria on Monday, officials said.", "The Reed"))
    assert (attested.occurrence.claims, attested.occurrence.denials) == ((), ())
    assert len(attested.occurrence.failures) == 1
    assert all(suggestion.question != "happened" for suggestion in suggest(attested))


def test_copies_count_once() -> None:
    """A reprint is no second origin; an account of its own is."""
    text = (
        "Shells killed nine people near the mill in Idlib in Syria on Monday, and many fled over the bridge at night."
    )
    again = "In Idlib in Syria, shells killed nine people on Monday."
    assert len(_attest((text, "The Reed"), (text, "The Oar")).occurrence.origins) == 1
    assert len(_attest((text, "The Reed"), (again, "The Oar")).occurrence.origins) == 2


def test_a_denial_changes_no_grade() -> None:
    """Suggested grades are the same with a denial and without; none is for people alone to give."""
    claims = [
        (SAID.format("witnesses"), "The Reed"),
        (SAID.format("Turkish President Recep Tayyip Erdogan"), "The Kite"),
    ]
    denial = ("The Russian government denied that Russian aircraft bombed Idlib on Monday.", "The Oar")
    grades = [(one.question, one.grade) for one in suggest(_attest(*claims))]
    assert [(one.question, one.grade) for one in suggest(_attest(*claims, denial))] == grades
    assert not {grade for _, grade in grades} & {"confirmed", "discounted"}
