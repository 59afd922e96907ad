"""Attributions inside sentences: source, cue, content, form and stance."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from factories import reading, voices
from sayso.record import Attribution, Form, Stance


class Case(NamedTuple):
    """One sentence and the one attribution in it."""

    sentence: str
    source: str | None
    cue: str
    content: tuple[str, ...]
    form: Form = Form.INDIRECT
    stance: Stance = Stance.NEUTRAL


def _attributions(*sentences: str) -> tuple[Attribution, ...]:
    return voices(reading(*sentences)).attributions


CASES = {
    "according to, before": Case(
        (
            "According/VBG/prep/6/accord to/IN/prep/0 the/DT/det/3 governor/NN/pobj/1 ,/,/punct/6 "
            "rebels/NNS/nsubj/6/rebel shelled/VBD/ROOT/6/shell Homs/NNP/dobj/6//GPE"
        ),
        "the governor",
        "According to",
        ("rebels shelled Homs",),
    ),
    "according to, after": Case(
        (
            "Rebels/NNS/nsubj/1/rebel hold/VBP/ROOT/1 half/NN/dobj/1//CARDINAL of/IN/prep/2 "
            "Syria/NNP/pobj/3//GPE according/VBG/prep/1/accord to/IN/prep/5 "
            "monitors/NNS/pobj/6/monitor"
        ),
        "monitors",
        "according to",
        ("Rebels hold half of Syria",),
    ),
    "according to, within": Case(
        (
            "The/DT/det/1 army/NN/nsubj/2 shelled/VBD/ROOT/2/shell Homs/NNP/dobj/2//GPE ,/,/punct/2 "
            "according/VBG/prep/2/accord to/IN/prep/5 monitors/NNS/pobj/6/monitor ,/,/punct/2 "
            "and/CC/cc/2 rebels/NNS/nsubj/11/rebel left/VBD/conj/2/leave the/DT/det/13 town/NN/dobj/11"
        ),
        "monitors",
        "according to",
        ("The army shelled Homs",),
    ),
    "indirect": Case(
        (
            "The/DT/det/1 governor/NN/nsubj/2 said/VBD/ROOT/2/say that/IN/mark/5 "
            "rebels/NNS/nsubj/5/rebel shelled/VBD/ccomp/2/shell Homs/NNP/dobj/5//GPE"
        ),
        "The governor",
        "said",
        ("rebels shelled Homs",),
    ),
    "inverted": Case(
        (
            "The/DT/det/1 army/NN/nsubj/2 shelled/VBD/ccomp/7/shell Homs/NNP/dobj/2//GPE on/IN/prep/2 "
            "Monday/NNP/pobj/4//DATE ,/,/punct/7 said/VBD/ROOT/7/say the/DT/det/9 governor/NN/nsubj/7"
        ),
        "the governor",
        "said",
        ("The army shelled Homs on Monday",),
    ),
    "direct, after the cue": Case(
        (
            'The/DT/det/1 governor/NN/nsubj/2 said/VBD/ROOT/2/say :/:/punct/2 “/``/punct/2/" '
            "Rebels/NNS/nsubj/6/rebel shelled/VBD/ccomp/2/shell the/DT/det/9 old/JJ/amod/9 "
            "market/NN/dobj/6 ”/''/punct/6/\""
        ),
        "The governor",
        "said",
        ("“ Rebels shelled the old market ”",),
        Form.DIRECT,
    ),
    "direct, before the cue": Case(
        (
            '“/``/punct/10/" Rebels/NNS/nsubj/2/rebel shelled/VBD/ccomp/10/shell the/DT/det/5 '
            "old/JJ/amod/5 market/NN/dobj/2 ,/,/punct/10 ”/''/punct/10/\" the/DT/det/9 "
            "governor/NN/nsubj/10 said/VBD/ROOT/10/say"
        ),
        "the governor",
        "said",
        ("“ Rebels shelled the old market , ”",),
        Form.DIRECT,
    ),
    "direct and short": Case(
        (
            '“/``/punct/6/" It/PRP/nsubj/2 was/VBD/ccomp/6/be rebels/NNS/attr/2/rebel ,/,/punct/6 '
            "”/''/punct/6/\" said/VBD/ROOT/6/say the/DT/det/8 governor/NN/nsubj/6"
        ),
        "the governor",
        "said",
        ("“ It was rebels , ”",),
        Form.DIRECT,
    ),
    "mixed": Case(
        (
            "The/DT/det/1 governor/NN/nsubj/2 said/VBD/ROOT/2/say rebels/NNS/nsubj/6/rebel "
            'had/VBD/aux/6/have “/``/punct/6/" burned/VBN/ccomp/2/burn the/DT/det/10 whole/JJ/amod/10 '
            "old/JJ/amod/10 market/NN/dobj/6 ”/''/punct/10/\" in/IN/prep/6 Homs/NNP/pobj/12//GPE"
        ),
        "The governor",
        "said",
        ("rebels had “ burned the whole old market ” in Homs",),
        Form.MIXED,
    ),
    "parenthetical, at the end": Case(
        (
            "The/DT/det/1 raid/NN/nsubj/2 killed/VBD/ccomp/8/kill 300/CD/nummod/4//CARDINAL "
            "people/NNS/dobj/2 ,/,/punct/2 later/JJ/amod/7 historians/NNS/nsubj/8/historian "
            "estimate/VBP/ROOT/8"
        ),
        "later historians",
        "estimate",
        ("The raid killed 300 people",),
    ),
    "parenthetical, in the middle": Case(
        (
            "The/DT/det/1 raid/NN/nsubj/2 killed/VBD/ROOT/2/kill 300/CD/nummod/4//CARDINAL "
            "people/NNS/dobj/2 ,/,/punct/2 local/JJ/amod/7 officials/NNS/nsubj/8/official "
            "estimate/VBP/parataxis/2 ,/,/punct/2 in/IN/prep/2 Homs/NNP/pobj/10//GPE"
        ),
        "local officials",
        "estimate",
        ("The raid killed 300 people", "in Homs"),
    ),
    "passive with agent": Case(
        (
            "It/PRP/nsubjpass/2 was/VBD/auxpass/2/be reported/VBN/ROOT/2/report by/IN/agent/2 "
            "monitors/NNS/pobj/3/monitor that/IN/mark/7 rebels/NNS/nsubj/7/rebel "
            "shelled/VBD/ccomp/2/shell Homs/NNP/dobj/7//GPE"
        ),
        "monitors",
        "reported",
        ("rebels shelled Homs",),
    ),
    "agentless": Case(
        (
            "It/PRP/nsubjpass/2 was/VBD/auxpass/2/be reported/VBN/ROOT/2/report that/IN/mark/5 "
            "rebels/NNS/nsubj/5/rebel shelled/VBD/ccomp/2/shell Homs/NNP/dobj/5//GPE"
        ),
        None,
        "reported",
        ("rebels shelled Homs",),
    ),
    "agentless, raised": Case(
        (
            "The/DT/det/1 army/NN/nsubjpass/3 was/VBD/auxpass/3/be said/VBN/ROOT/3/say to/TO/aux/6 "
            "have/VB/aux/6 shelled/VBN/xcomp/3/shell Homs/NNP/dobj/6//GPE"
        ),
        None,
        "said",
        ("The army", "to have shelled Homs"),
    ),
    "denial of an act": Case(
        (
            "The/DT/det/1 army/NN/nsubj/2 denied/VBD/ROOT/2/deny the/DT/det/4 bombing/NN/dobj/2 "
            "of/IN/prep/4 Homs/NNP/pobj/5//GPE"
        ),
        "The army",
        "denied",
        ("the bombing of Homs",),
        stance=Stance.DENYING,
    ),
    "denial of a clause": Case(
        (
            "The/DT/det/1 army/NN/nsubj/2 denied/VBD/ROOT/2/deny that/IN/mark/5 it/PRP/nsubj/5 "
            "bombed/VBD/ccomp/2/bomb Homs/NNP/dobj/5//GPE"
        ),
        "The army",
        "denied",
        ("it bombed Homs",),
        stance=Stance.DENYING,
    ),
    "denial in the passive": Case(
        (
            "The/DT/det/1 raid/NN/nsubjpass/5 on/IN/prep/1 Homs/NNP/pobj/2//GPE was/VBD/auxpass/5/be "
            "denied/VBN/ROOT/5/deny by/IN/agent/5 the/DT/det/8 army/NN/pobj/6"
        ),
        "the army",
        "denied",
        ("The raid on Homs",),
        stance=Stance.DENYING,
    ),
    "portrayal": Case(
        (
            "The/DT/det/1 regime/NN/nsubj/2 sought/VBD/ROOT/2/seek to/TO/aux/4 portray/VB/xcomp/2 "
            "the/DT/det/6 rebels/NNS/dobj/4/rebel as/IN/prep/4 bandits/NNS/pobj/7/bandit"
        ),
        "The regime",
        "sought to portray",
        ("the rebels as bandits",),
        stance=Stance.DISTANCING,
    ),
    "claimed to have": Case(
        (
            "The/DT/det/1 army/NN/nsubj/2 claimed/VBD/ROOT/2/claim to/TO/aux/5 have/VB/aux/5 "
            "captured/VBN/xcomp/2/capture Homs/NNP/dobj/5//GPE"
        ),
        "The army",
        "claimed",
        ("to have captured Homs",),
        stance=Stance.DISTANCING,
    ),
    "accusation": Case(
        (
            "The/DT/det/1 governor/NN/nsubj/2 accused/VBD/ROOT/2/accuse rebels/NNS/dobj/2/rebel "
            "of/IN/prep/2 shelling/VBG/pcomp/4/shell Homs/NNP/dobj/5//GPE"
        ),
        "The governor",
        "accused",
        ("rebels of shelling Homs",),
    ),
    "accusation, hung on the accused": Case(
        (
            "The/DT/det/1 governor/NN/nsubj/2 accused/VBD/ROOT/2/accuse rebels/NNS/dobj/2/rebel "
            "of/IN/prep/3 shelling/VBG/pcomp/4/shell Homs/NNP/dobj/5//GPE"
        ),
        "The governor",
        "accused",
        ("rebels of shelling Homs",),
    ),
    "confirmation": Case(
        (
            "The/DT/det/1 ministry/NN/nsubj/2 confirmed/VBD/ROOT/2/confirm that/IN/mark/6 the/DT/det/5 "
            "army/NN/nsubj/6 shelled/VBD/ccomp/2/shell Homs/NNP/dobj/6//GPE"
        ),
        "The ministry",
        "confirmed",
        ("the army shelled Homs",),
        stance=Stance.ENDORSING,
    ),
    "doubt": Case(
        (
            "Residents/NNS/nsubj/1/resident doubted/VBD/ROOT/1/doubt that/IN/mark/4 "
            "rebels/NNS/nsubj/4/rebel shelled/VBD/ccomp/1/shell Homs/NNP/dobj/4//GPE"
        ),
        "Residents",
        "doubted",
        ("rebels shelled Homs",),
        stance=Stance.DOUBTING,
    ),
    "declined to say": Case(
        (
            "The/DT/det/1 governor/NN/nsubj/2 declined/VBD/ROOT/2/decline to/TO/aux/4 say/VB/xcomp/2 "
            "whether/IN/mark/7 rebels/NNS/nsubj/7/rebel shelled/VBD/ccomp/4/shell Homs/NNP/dobj/7//GPE"
        ),
        "The governor",
        "declined to say",
        ("whether rebels shelled Homs",),
        stance=Stance.DECLINING,
    ),
    "asked whether": Case(
        (
            "The/DT/det/1 governor/NN/nsubj/2 asked/VBD/ROOT/2/ask whether/IN/mark/5 "
            "rebels/NNS/nsubj/5/rebel shelled/VBD/ccomp/2/shell Homs/NNP/dobj/5//GPE"
        ),
        "The governor",
        "asked",
        ("whether rebels shelled Homs",),
        stance=Stance.ASKING,
    ),
    "reportedly": Case(
        ("Rebels/NNS/nsubj/2/rebel reportedly/RB/advmod/2 shelled/VBD/ROOT/2/shell Homs/NNP/dobj/2//GPE"),
        None,
        "reportedly",
        ("Rebels", "shelled Homs"),
        stance=Stance.DISTANCING,
    ),
    "noun without a source": Case(
        (
            "A/DT/det/1 report/NN/nsubj/6 that/IN/mark/4 rebels/NNS/nsubj/4/rebel "
            "shelled/VBD/acl/1/shell Homs/NNP/dobj/4//GPE angered/VBD/ROOT/6/anger the/DT/det/8 "
            "army/NN/dobj/6"
        ),
        None,
        "report",
        ("rebels shelled Homs",),
    ),
    "noun with a possessor": Case(
        (
            "The/DT/det/1 army/NN/poss/3 's/POS/case/1 claim/NN/nsubj/8 that/IN/mark/6 "
            "rebels/NNS/nsubj/6/rebel shelled/VBD/acl/3/shell Homs/NNP/dobj/6//GPE is/VBZ/ROOT/8/be "
            "false/JJ/acomp/8"
        ),
        "The army",
        "claim",
        ("rebels shelled Homs",),
        stance=Stance.DISTANCING,
    ),
    "put the toll at": Case(
        (
            "The/DT/det/1 ministry/NN/nsubj/2 put/VBD/ROOT/2 the/DT/det/4 toll/NN/dobj/2 at/IN/prep/2 "
            "28/CD/pobj/5//CARDINAL"
        ),
        "The ministry",
        "put",
        ("the toll at 28",),
    ),
    "relative clause left out of the source": Case(
        (
            "Residents/NNS/nsubj/9/resident ,/,/punct/0 who/WP/nsubj/3 asked/VBD/relcl/0/ask "
            "not/RB/neg/7 to/TO/aux/7 be/VB/auxpass/7 named/VBN/xcomp/3/name ,/,/punct/9 "
            "said/VBD/ROOT/9/say rebels/NNS/nsubj/11/rebel shelled/VBD/ccomp/9/shell "
            "Homs/NNP/dobj/11//GPE"
        ),
        "Residents",
        "said",
        ("rebels shelled Homs",),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_one_attribution(case: Case) -> None:
    """Each sentence has one attribution, with these parts."""
    (found,) = _attributions(case.sentence)
    assert (found.source and found.source.text) == case.source
    assert (found.cue and found.cue.text) == case.cue
    assert tuple(span.text for span in found.content) == case.content
    assert (found.form, found.stance) == (case.form, case.stance)


@pytest.mark.parametrize(
    "sentence",
    [
        "Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell Homs/NNP/dobj/1//GPE",
        (
            'The/DT/det/1 army/NN/nsubj/2 held/VBD/ROOT/2/hold the/DT/det/5 “/``/punct/5/" '
            "market/NN/dobj/2 ”/''/punct/5/\" of/IN/prep/5 Homs/NNP/pobj/7//GPE"
        ),
    ],
    ids=["nobody is cited", "scare quotes"],
)
def test_no_attribution(sentence: str) -> None:
    """Plain words and scare quotes cite nobody."""
    assert _attributions(sentence) == ()


def test_source_names_its_actors() -> None:
    """A source refers to all the actors it names."""
    made = reading(
        "Russia/NNP/nsubj/3//GPE and/CC/cc/0 Israel/NNP/conj/0//GPE said/VBD/ROOT/3/say "
        "rebels/NNS/nsubj/5/rebel shelled/VBD/ccomp/3/shell Homs/NNP/dobj/5//GPE"
    )
    found = voices(made)
    (attribution,) = found.attributions
    assert attribution.source is not None
    assert [found.actor[actor].name for actor in attribution.source.actors] == ["Russia", "Israel"]


def test_nesting() -> None:
    """What is cited inside a citation has that for its parent; numbers run in text order."""
    outer, inner = _attributions(
        "The/DT/det/1 Independent/NNP/nsubj/2 reported/VBD/ROOT/2/report that/IN/mark/5 "
        "residents/NNS/nsubj/5/resident said/VBD/ccomp/2/say rebels/NNS/nsubj/7/rebel "
        "shelled/VBD/ccomp/5/shell Homs/NNP/dobj/7//GPE"
    )
    assert (outer.id, outer.parent) == ("q0", None)
    assert (inner.id, inner.parent) == ("q1", "q0")
    assert inner.source is not None
    assert inner.source.text == "residents"


def test_second_clause_of_its_own() -> None:
    """A second citing verb in the sentence is an attribution beside the first, not inside it."""
    first, second = _attributions(
        "The/DT/det/1 governor/NN/nsubj/2 said/VBD/ROOT/2/say rebels/NNS/nsubj/4/rebel "
        "shelled/VBD/ccomp/2/shell Homs/NNP/dobj/4//GPE ,/,/punct/2 but/CC/cc/2 "
        "residents/NNS/nsubj/9/resident denied/VBD/conj/2/deny it/PRP/dobj/9"
    )
    assert (first.parent, second.parent) == (None, None)
    assert (first.stance, second.stance) == (Stance.NEUTRAL, Stance.DENYING)
    assert [span.text for span in first.content] == ["rebels shelled Homs"]


def test_footage_speaks_for_what_it_shows() -> None:
    """What footage shows is cited from it, and the report stands behind it."""
    (found,) = _attributions(
        "The/DT/det/1 footage/NN/nsubj/2 shows/VBZ/ROOT/2/show soldiers/NNS/nsubj/4/soldier "
        "burning/VBG/ccomp/2/burn the/DT/det/6 market/NN/dobj/4"
    )
    assert found.source is not None
    assert (found.source.text, found.stance) == ("The footage", Stance.ENDORSING)
    assert [span.text for span in found.content] == ["soldiers burning the market"]
