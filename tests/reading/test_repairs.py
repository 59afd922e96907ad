"""Parses put right, and those left alone."""

from __future__ import annotations

import pytest

from factories import reading


@pytest.mark.parametrize(
    ("sentence", "head", "joiner"),
    [
        pytest.param(
            "Blues/NNPS/nsubj/1 denied/VBD/ROOT/1 that/IN/mark/6 its/PRP$/poss/4 planes/NNS/nsubj/6 had/VBD/aux/6 "
            "flown/VBN/ccomp/1 and/CC/cc/6 blamed/VBD/conj/6 Reds/NNPS/dobj/8",
            "denied",
            "denied",
            id="past-after-past-perfect",
        ),
        pytest.param(
            "Blues/NNPS/nsubj/1 denied/VBD/ROOT/1 that/IN/mark/6 its/PRP$/poss/4 planes/NNS/nsubj/6 had/VBD/aux/6 "
            "flown/VBN/ccomp/1 and/CC/cc/6 bombed/VBN/conj/6 Reds/NNPS/dobj/8",
            "flown",
            "flown",
            id="both-participles",
        ),
        pytest.param(
            "Blues/NNPS/nsubj/1 said/VBD/ROOT/1 that/IN/mark/6 its/PRP$/poss/4 planes/NNS/nsubj/6 never/RB/neg/6 "
            "flew/VBD/ccomp/1 and/CC/cc/6 bombed/VBD/conj/6 Reds/NNPS/dobj/8",
            "flew",
            "flew",
            id="both-simple-past",
        ),
        pytest.param(
            "Blues/NNPS/nsubj/1 denies/VBZ/ROOT/1 that/IN/mark/6 its/PRP$/poss/4 planes/NNS/nsubj/6 had/VBD/aux/6 "
            "flown/VBN/ccomp/1 and/CC/cc/6 bombed/VBD/conj/6 Reds/NNPS/dobj/8",
            "flown",
            "flown",
            id="outside-in-the-present",
        ),
        pytest.param(
            "Blues/NNPS/nsubj/1 denied/VBD/ROOT/1 that/IN/mark/6 its/PRP$/poss/4 planes/NNS/nsubj/6 had/VBD/aux/6 "
            "flown/VBN/ccomp/1 and/CC/cc/6 bombed/VBD/conj/6 they/PRP/nsubj/8",
            "flown",
            "flown",
            id="own-subject",
        ),
    ],
)
def test_whose_verb_a_joined_past_is(sentence: str, head: str, joiner: str) -> None:
    """A simple past joined to a past perfect belongs to the past outside, if it has no subject; else it stays."""
    made = reading(sentence)
    assert made.tokens[made.tokens[8].head].text == head
    assert made.tokens[8].dep == "conj"
    assert made.tokens[made.tokens[7].head].text == joiner


@pytest.mark.parametrize("dep", ["conj", "appos"])
def test_lost_subject_is_found(dep: str) -> None:
    """A name hung behind a comma on the place before it is the subject of the verb that lacks one."""
    made = reading(
        "On/IN/prep/8 the/DT/det/2 radio/NN/pobj/0 from/IN/prep/2 Seville/NNP/pobj/3 ,/,/punct/4 Gen./NNP/compound/7 "
        f"Llano/NNP/{dep}/4 denied/VBD/ROOT/8 it/PRP/dobj/8"
    )
    assert (made.tokens[7].dep, made.tokens[7].head) == ("nsubj", 8)
    assert made.kid(8, "nsubj") == 7
    assert made.subtree(7).text == "Gen. Llano"


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(
            "From/IN/prep/5 Seville/NNP/pobj/0 ,/,/punct/1 and/CC/cc/1 Cadiz/NNP/conj/1 came/VBD/ROOT/5 word/NN/dobj/5",
            id="joined-by-and",
        ),
        pytest.param(
            "From/IN/prep/4 Seville/NNP/pobj/0 port/NN/appos/1 Cadiz/NNP/appos/1 came/VBD/ROOT/4 word/NN/dobj/4",
            id="no-comma",
        ),
        pytest.param(
            "From/IN/prep/4 Seville/NNP/pobj/0 ,/,/punct/1 Cadiz/NNP/conj/1 came/VBD/ROOT/4 word/NN/nsubj/4",
            id="has-a-subject",
        ),
        pytest.param(
            "From/IN/prep/4 Seville/NNP/pobj/0 ,/,/punct/1 Cadiz/NNP/conj/1 coming/VBG/ROOT/4 word/NN/dobj/4",
            id="not-finite",
        ),
    ],
)
def test_other_names_stay_where_they_hang(sentence: str) -> None:
    """Names that are joined by "and", lack the comma, or stand before a verb with a subject are left alone."""
    made = reading(sentence)
    (name,) = [token for token in made.tokens if token.text == "Cadiz"]
    assert made.tokens[name.head].text == "Seville"
    assert name.dep in {"conj", "appos"}


def test_second_wish_goes_on_from_the_first() -> None:
    """A bare verb joined to "wants" goes on from what is wanted; a finite one stays."""
    wanted = (
        "Rebels/NNS/nsubj/1/rebel want{s}/{tag}/ROOT/1/want to/TO/aux/3 hold/VB/xcomp/1 Homs/NNP/dobj/3//GPE "
        "and/CC/cc/1 {verb}/{form}/conj/1/take Hama/NNP/dobj/6//GPE"
    )
    bare = reading(wanted.format(s="ed", tag="VBD", verb="take", form="VBP"))
    assert (bare.tokens[6].head, bare.tokens[6].dep) == (3, "conj")
    finite = reading(wanted.format(s="ed", tag="VBD", verb="took", form="VBD"))
    assert finite.tokens[6].head == 1


def test_nobody_owns_half_an_army() -> None:
    """A ground before "and", hung on the next clause's subject, goes back to its preposition; an owner stays."""
    made = reading(
        "Reds/NNPS/nsubj/1 are/VBP/ROOT/1/be a/DT/det/3 mile/NN/npadvmod/4 from/IN/prep/1 this/DT/det/6 "
        "road/NN/nmod/10 and/CC/cc/6 Volk/NNP/poss/10//PERSON 's/POS/case/8 army/NN/nsubj/11 flees/VBZ/conj/1/flee"
    )
    assert (made.tokens[6].dep, made.tokens[6].head, made.tokens[7].head) == ("pobj", 4, 1)
    made = reading(
        "Reds/NNPS/nsubj/1 are/VBP/ROOT/1/be from/IN/prep/1 Volk/NNP/pobj/2 and/CC/cc/1 the/DT/det/6 "
        "road/NN/poss/8 's/POS/case/6 end/NN/nsubj/9 nears/VBZ/conj/1/near"
    )
    assert (made.tokens[6].dep, made.tokens[6].head) == ("poss", 8)


def test_shot_dead_is_a_verb() -> None:
    """A noun taken for a kind of shot, with "dead" for the verb, gives both back."""
    made = reading(
        "Men/NNS/nsubj/4/man on/IN/prep/0 foot/NN/compound/3 shot/NN/pobj/1 dead/JJ/ROOT/4 mayors/NNS/dobj/4"
    )
    assert [(token.dep, token.head) for token in made.tokens] == [
        ("nsubj", 3), ("prep", 0), ("pobj", 1), ("ROOT", 3), ("advmod", 3), ("dobj", 3)
    ]  # fmt: skip
    assert (made.tokens[3].tag, made.tokens[3].lemma) == ("VBD", "shoot")


def test_who_shoots_somebody_dead_is_not_dead() -> None:
    """What hangs on the "dead" of "shot dead" hangs on the verb; who was hit is no place that the shooters are on."""
    made = reading("Snipers/NNS/nsubj/2/sniper shot/VBD/ROOT/1/shoot dead/JJ/ccomp/1 nurses/NNS/dobj/2/nurse")
    assert [(token.dep, token.head) for token in made.tokens] == [("nsubj", 1), ("ROOT", 1), ("advmod", 1), ("dobj", 1)]
    made = reading(
        "Men/NNS/ROOT/0/man on/IN/prep/0 foot/NN/compound/3 shot/NN/npadvmod/4 dead/JJ/amod/5 mayors/NNS/pobj/1/mayor"
    )
    assert [(token.dep, token.head) for token in made.tokens] == [
        ("nsubj", 3), ("prep", 0), ("pobj", 1), ("ROOT", 3), ("advmod", 3), ("dobj", 3)
    ]  # fmt: skip
