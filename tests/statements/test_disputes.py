"""Disputes: statements of one report that do not sit together."""

from __future__ import annotations

import pytest

from factories import identities, reading, voices
from sayso.record import Dispute, DisputeField, Options, Statement
from sayso.statements import state


def _disputes(*sentences: str) -> tuple[dict[str, Statement], tuple[Dispute, ...]]:
    made = reading(*sentences)
    statements, disputes, _ = state(made, identities(made), voices(made), Options())
    return {statement.id: statement for statement in statements}, disputes


def test_rival_tolls() -> None:
    """Figures that cannot both be right, by two sources, are in dispute, and the reason names both."""
    statements, (dispute,) = _disputes(
        (
            "The/DT/det/1 ministry/NN/nsubj/2 said/VBD/ROOT/2/say 12/CD/nummod/4//CARDINAL "
            "people/NNS/nsubjpass/6 were/VBD/auxpass/6/be killed/VBN/ccomp/2/kill"
        ),
        (
            "Residents/NNS/nsubj/1/resident said/VBD/ROOT/1/say 30/CD/nummod/3//CARDINAL "
            "people/NNS/nsubjpass/5 were/VBD/auxpass/5/be killed/VBN/ccomp/1/kill"
        ),
    )
    assert dispute.field is DisputeField.TOLL
    assert [statements[one].voices[-1].name for one in dispute.statements] == ["The ministry", "Residents"]
    assert "12 people" in dispute.why
    assert "30 people" in dispute.why


@pytest.mark.parametrize(
    "second",
    [
        (
            "Residents/NNS/nsubj/1/resident said/VBD/ROOT/1/say at/IN/advmod/3//CARDINAL "
            "least/RBS/advmod/4//+CARDINAL 10/CD/nummod/5//+CARDINAL people/NNS/nsubjpass/7 "
            "were/VBD/auxpass/7/be killed/VBN/ccomp/1/kill"
        ),
        (
            "Residents/NNS/nsubj/1/resident said/VBD/ROOT/1/say 12/CD/nummod/3//CARDINAL "
            "people/NNS/nsubjpass/5 were/VBD/auxpass/5/be killed/VBN/ccomp/1/kill"
        ),
        (
            "Residents/NNS/nsubj/1/resident said/VBD/ROOT/1/say 30/CD/nummod/3//CARDINAL "
            "people/NNS/nsubjpass/5 were/VBD/auxpass/5/be wounded/VBN/ccomp/1/wound"
        ),
        (
            "Residents/NNS/nsubj/1/resident said/VBD/ROOT/1/say dozens/NNS/nsubjpass/6/dozen/CARDINAL "
            "of/IN/prep/2 people/NNS/pobj/3 were/VBD/auxpass/6/be killed/VBN/ccomp/1/kill"
        ),
    ],
    ids=["within the bounds", "the same", "another thing", "no number"],
)
def test_tolls_that_agree(second: str) -> None:
    """Figures that may both be right are not in dispute."""
    _, disputes = _disputes(
        (
            "The/DT/det/1 ministry/NN/nsubj/2 said/VBD/ROOT/2/say 12/CD/nummod/4//CARDINAL "
            "people/NNS/nsubjpass/6 were/VBD/auxpass/6/be killed/VBN/ccomp/2/kill"
        ),
        second,
    )
    assert disputes == ()


def test_claim_and_denial() -> None:
    """A denial is set beside the claim it denies."""
    statements, (dispute,) = _disputes(
        (
            "Residents/NNS/nsubj/1/resident said/VBD/ROOT/1/say the/DT/det/3 army/NN/nsubj/4 "
            "bombed/VBD/ccomp/1/bomb the/DT/det/6 rebels/NNS/dobj/4/rebel"
        ),
        (
            "The/DT/det/1 army/NN/nsubj/2 denied/VBD/ROOT/2/deny that/IN/mark/5 it/PRP/nsubj/5 "
            "bombed/VBD/ccomp/2/bomb the/DT/det/7 rebels/NNS/dobj/5/rebel"
        ),
    )
    assert dispute.field is DisputeField.OCCURRENCE
    assert [statements[one].voices[-1].name for one in dispute.statements] == ["Residents", "The army"]


def test_a_reporter_who_says_that_somebody_does_not_act_denies_nothing() -> None:
    """The report's own word that the army does not bomb answers no claim that accuses nobody."""
    _, disputes = _disputes(
        (
            "Residents/NNS/nsubj/1/resident said/VBD/ROOT/1/say the/DT/det/3 rebels/NNS/nsubjpass/5/rebel "
            "were/VBD/auxpass/5/be bombed/VBN/ccomp/1/bomb"
        ),
        (
            "The/DT/det/1 army/NN/nsubj/4 is/VBZ/aux/4/be not/RB/neg/4 bombing/VBG/ROOT/4/bomb "
            "the/DT/det/6 rebels/NNS/dobj/4/rebel"
        ),
    )
    assert disputes == ()


def test_denial_of_something_else() -> None:
    """A denial of another act is no dispute."""
    _, disputes = _disputes(
        (
            "Residents/NNS/nsubj/1/resident said/VBD/ROOT/1/say the/DT/det/3 army/NN/nsubj/4 "
            "bombed/VBD/ccomp/1/bomb the/DT/det/6 rebels/NNS/dobj/4/rebel"
        ),
        (
            "The/DT/det/1 army/NN/nsubj/2 denied/VBD/ROOT/2/deny that/IN/mark/5 it/PRP/nsubj/5 "
            "bombed/VBD/ccomp/2/bomb the/DT/det/7 police/NN/dobj/5"
        ),
    )
    assert disputes == ()


def test_claim_and_evidence() -> None:
    """Footage of somebody else being bombed is set beside the claim of who was."""
    statements, (dispute,) = _disputes(
        (
            "Russia/NNP/nsubj/1//GPE said/VBD/ROOT/1/say it/PRP/nsubj/3 bombed/VBD/ccomp/1/bomb "
            "Islamic/NNP/compound/5//NORP State/NNP/dobj/3"
        ),
        (
            "Footage/NN/nsubj/1 showed/VBD/ROOT/1/show Russian/JJ/amod/3//NORP "
            "planes/NNS/nsubj/4/plane bombing/VBG/ccomp/1/bomb civilians/NNS/dobj/4/civilian"
        ),
    )
    assert dispute.field is DisputeField.RECIPIENTS
    claim, proof = (statements[one] for one in dispute.statements)
    assert claim.event is not None
    assert proof.evidence is not None
    assert "Islamic State" in dispute.why
    assert "civilians" in dispute.why


def test_claim_that_evidence_bears_out() -> None:
    """Footage of what is claimed is no dispute."""
    _, disputes = _disputes(
        (
            "Russia/NNP/nsubj/1//GPE said/VBD/ROOT/1/say it/PRP/nsubj/3 bombed/VBD/ccomp/1/bomb "
            "civilians/NNS/dobj/3/civilian"
        ),
        (
            "Footage/NN/nsubj/1 showed/VBD/ROOT/1/show Russian/JJ/amod/3//NORP "
            "planes/NNS/nsubj/4/plane bombing/VBG/ccomp/1/bomb civilians/NNS/dobj/4/civilian"
        ),
    )
    assert disputes == ()
