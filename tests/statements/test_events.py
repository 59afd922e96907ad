"""Events: who did what to whom, how far it got, and what tells it."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from factories import document, gazetteer, identities, reading, voices
from sayso import lexicon
from sayso.grounding import ground
from sayso.reading import parse
from sayso.reading.parser import load_parser
from sayso.record import Certainty, Event, EventType, Options, Polarity, Stage, Statement, StatementKind
from sayso.statements import state
from sayso.statements.events import find_events


def _events(*sentences: str) -> list[tuple[Statement, Event]]:
    made = reading(*sentences)
    statements, _, _ = state(made, identities(made), voices(made), Options())
    return [(statement, statement.event) for statement in statements if statement.event is not None]


class Case(NamedTuple):
    """A sentence and its one event."""

    sentence: str
    type: EventType
    trigger: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    stage: Stage = Stage.ACCOMPLISHED
    polarity: Polarity = Polarity.POSITIVE
    certainty: Certainty = Certainty.CERTAIN


ASSAULT = EventType.ASSAULT
HEAVY = ("heavy-weapons",)

CASES = {
    "active": Case(
        "Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell the/DT/det/3 army/NN/dobj/1",
        ASSAULT,
        "shelled",
        ("Rebels",),
        ("the army",),
        HEAVY,
    ),
    "passive with agent": Case(
        (
            "The/DT/det/1 army/NN/nsubjpass/3 was/VBD/auxpass/3/be ambushed/VBN/ROOT/3/ambush "
            "by/IN/agent/3 rebels/NNS/pobj/4/rebel"
        ),
        ASSAULT,
        "ambushed",
        ("rebels",),
        ("The army",),
    ),
    "passive without agent": Case(
        "The/DT/det/1 army/NN/nsubjpass/3 was/VBD/auxpass/3/be shelled/VBN/ROOT/3/shell",
        ASSAULT,
        "shelled",
        (),
        ("The army",),
        HEAVY,
    ),
    "noun": Case(
        (
            "The/DT/det/1 shelling/NN/nsubj/7 of/IN/prep/1 rebels/NNS/pobj/2/rebel by/IN/prep/1 "
            "the/DT/det/6 army/NN/pobj/4 went/VBD/ROOT/7/go on/RP/prt/7"
        ),
        ASSAULT,
        "shelling",
        ("the army",),
        ("rebels",),
        HEAVY,
    ),
    "noun that takes a victim": Case(
        (
            "The/DT/det/1 killing/NN/nsubj/6 of/IN/prep/1 civilians/NNS/pobj/2/civilian by/IN/prep/1 "
            "rebels/NNS/pobj/4/rebel angered/VBD/ROOT/6/anger the/DT/det/8 town/NN/dobj/6"
        ),
        ASSAULT,
        "killing",
        ("rebels",),
        ("civilians",),
    ),
    "light verb": Case(
        (
            "Russia/NNP/nsubj/1//GPE carried/VBD/ROOT/1/carry out/RP/prt/1 "
            "airstrikes/NNS/dobj/1/airstrike against/IN/prep/3 rebels/NNS/pobj/4/rebel"
        ),
        ASSAULT,
        "carried out airstrikes",
        ("Russia",),
        ("rebels",),
        ("aerial",),
    ),
    "negated": Case(
        (
            "The/DT/det/1 army/NN/nsubj/4 did/VBD/aux/4/do not/RB/neg/4 bomb/VB/ROOT/4 the/DT/det/6 "
            "rebels/NNS/dobj/4/rebel"
        ),
        ASSAULT,
        "bomb",
        ("The army",),
        ("the rebels",),
        polarity=Polarity.NEGATIVE,
    ),
    "never": Case(
        ("Rebels/NNS/nsubj/2/rebel never/RB/neg/2 bombed/VBD/ROOT/2/bomb the/DT/det/4 army/NN/dobj/2"),
        ASSAULT,
        "bombed",
        ("Rebels",),
        ("the army",),
        polarity=Polarity.NEGATIVE,
    ),
    "could": Case(
        ("The/DT/det/1 army/NN/nsubj/3 could/MD/aux/3 bomb/VB/ROOT/3 the/DT/det/5 rebels/NNS/dobj/3/rebel"),
        ASSAULT,
        "bomb",
        ("The army",),
        ("the rebels",),
        stage=Stage.HYPOTHETICAL,
        certainty=Certainty.POSSIBLE,
    ),
    "may have": Case(
        ("The/DT/det/1 army/NN/nsubj/4 may/MD/aux/4 have/VB/aux/4 bombed/VBN/ROOT/4/bomb rebels/NNS/dobj/4/rebel"),
        ASSAULT,
        "bombed",
        ("The army",),
        ("rebels",),
        certainty=Certainty.POSSIBLE,
    ),
    "suspected": Case(
        ("Suspected/VBN/amod/1/suspect rebels/NNS/nsubj/2/rebel bombed/VBD/ROOT/2/bomb a/DT/det/4 market/NN/dobj/2"),
        ASSAULT,
        "bombed",
        ("Suspected rebels",),
        certainty=Certainty.PROBABLE,
    ),
    "under way": Case(
        ("The/DT/det/1 army/NN/nsubj/3 is/VBZ/aux/3/be bombing/VBG/ROOT/3/bomb rebels/NNS/dobj/3/rebel"),
        ASSAULT,
        "bombing",
        ("The army",),
        ("rebels",),
        stage=Stage.ONGOING,
    ),
    "began": Case(
        ("The/DT/det/1 army/NN/nsubj/2 began/VBD/ROOT/2/begin bombing/VBG/xcomp/2/bomb rebels/NNS/dobj/3/rebel"),
        ASSAULT,
        "bombing",
        ("The army",),
        ("rebels",),
        stage=Stage.ONGOING,
    ),
    "tried": Case(
        ("The/DT/det/1 army/NN/nsubj/2 tried/VBD/ROOT/2/try to/TO/aux/4 bomb/VB/xcomp/2 rebels/NNS/dobj/4/rebel"),
        ASSAULT,
        "bomb",
        ("The army",),
        ("rebels",),
        stage=Stage.ATTEMPTED,
    ),
    "planned": Case(
        ("The/DT/det/1 army/NN/nsubj/2 planned/VBD/ROOT/2/plan to/TO/aux/4 bomb/VB/xcomp/2 rebels/NNS/dobj/4/rebel"),
        ASSAULT,
        "bomb",
        ("The army",),
        ("rebels",),
        stage=Stage.PLANNED,
        certainty=Certainty.PROBABLE,
    ),
    "failed": Case(
        "The/DT/det/1 rebels/NNS/nsubj/2/rebel failed/VBD/ROOT/2/fail to/TO/aux/4 agree/VB/xcomp/2",
        EventType.AGREE,
        "agree",
        ("The rebels",),
        stage=Stage.FAILED,
        polarity=Polarity.NEGATIVE,
    ),
    "likely": Case(
        (
            "Rebels/NNS/nsubj/1/rebel are/VBP/ROOT/1/be likely/JJ/acomp/1 to/TO/aux/4 "
            "attack/VB/xcomp/2 the/DT/det/6 army/NN/dobj/4"
        ),
        ASSAULT,
        "attack",
        ("Rebels",),
        ("the army",),
        stage=Stage.PLANNED,
        certainty=Certainty.PROBABLE,
    ),
    "two sides, verb": Case(
        (
            "Rebels/NNS/nsubj/1/rebel clashed/VBD/ROOT/1/clash with/IN/prep/1 the/DT/det/4 "
            "army/NN/pobj/2 in/IN/prep/4 Homs/NNP/pobj/5//GPE"
        ),
        ASSAULT,
        "clashed",
        ("Rebels", "the army"),
    ),
    "two sides, noun": Case(
        (
            "There/EX/expl/1 were/VBD/ROOT/1/be clashes/NNS/attr/1/clash between/IN/prep/2 "
            "rebels/NNS/pobj/3/rebel and/CC/cc/4 the/DT/det/7 army/NN/conj/4 in/IN/prep/7 "
            "Homs/NNP/pobj/8//GPE"
        ),
        ASSAULT,
        "clashes",
        ("rebels", "the army"),
    ),
    "two sides, behind the verb": Case(
        (
            "Clashes/NNS/nsubj/1/clash erupted/VBD/ROOT/1/erupt between/IN/prep/1 "
            "rebels/NNS/pobj/2/rebel and/CC/cc/3 the/DT/det/6 army/NN/conj/3 in/IN/prep/6 "
            "Homs/NNP/pobj/7//GPE"
        ),
        ASSAULT,
        "Clashes erupted",
        ("rebels", "the army"),
    ),
    "killed by a raid": Case(
        (
            "Russian/JJ/amod/2//NORP air/NN/compound/2 strikes/NNS/nsubj/3/strike "
            "killed/VBD/ROOT/3/kill 12/CD/nummod/5//CARDINAL civilians/NNS/dobj/3/civilian "
            "in/IN/prep/3 Homs/NNP/pobj/6//GPE"
        ),
        ASSAULT,
        "killed",
        ("Russian",),
        ("12 civilians",),
        ("aerial",),
    ),
    "killed in a raid": Case(
        (
            "12/CD/nummod/1//CARDINAL people/NNS/nsubjpass/3 were/VBD/auxpass/3/be "
            "killed/VBN/ROOT/3/kill in/IN/prep/3 air/NN/compound/6 strikes/NNS/pobj/4/strike "
            "in/IN/prep/3 Homs/NNP/pobj/7//GPE"
        ),
        ASSAULT,
        "killed",
        (),
        ("12 people",),
        ("aerial",),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_one_event(case: Case) -> None:
    """Each sentence tells of one event: its act, its sides, how far it got and how surely."""
    ((statement, event),) = _events(case.sentence)
    assert (event.type, event.trigger.text, event.modes) == (case.type, case.trigger, case.modes)
    assert tuple(ref.text for ref in event.actors) == case.actors
    assert tuple(ref.text for ref in event.recipients) == case.recipients
    assert (event.stage, statement.polarity, statement.certainty) == (case.stage, case.polarity, case.certainty)


def test_threat_is_two_events() -> None:
    """Who "threatened to bomb" did threaten, and the bombing inside is only threatened."""
    (threat, threaten), (_, bomb) = _events(
        "The/DT/det/1 army/NN/nsubj/2 threatened/VBD/ROOT/2/threaten to/TO/aux/4 bomb/VB/xcomp/2 "
        "the/DT/det/6 rebels/NNS/dobj/4/rebel"
    )
    assert (threaten.type, threaten.stage, threaten.of) == (EventType.THREATEN, Stage.ACCOMPLISHED, None)
    assert (bomb.type, bomb.stage, bomb.of) == (ASSAULT, Stage.THREATENED, threat.id)
    assert [ref.text for ref in bomb.actors] == ["The army"]
    assert [ref.text for ref in bomb.recipients] == ["the rebels"]


def test_promise_is_two_events() -> None:
    """Who "will withdraw" concedes, and the retreat inside is only planned."""
    (promise, concede), (_, retreat) = _events(
        "The/DT/det/1 army/NN/nsubj/3 will/MD/aux/3 withdraw/VB/ROOT/3 from/IN/prep/3 Homs/NNP/pobj/4//GPE"
    )
    assert (concede.type, concede.stage) == (EventType.CONCEDE, Stage.ACCOMPLISHED)
    assert (retreat.type, retreat.stage, retreat.of) == (EventType.RETREAT, Stage.PLANNED, promise.id)


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "The/DT/det/1 governor/NN/nsubj/2 accused/VBD/ROOT/2/accuse rebels/NNS/dobj/2/rebel "
            "of/IN/prep/2 shelling/VBG/pcomp/4/shell the/DT/det/7 army/NN/dobj/5"
        ),
        (
            "The/DT/det/1 governor/NN/nsubj/2 accused/VBD/ROOT/2/accuse rebels/NNS/dobj/2/rebel "
            "of/IN/prep/3 shelling/VBG/pcomp/4/shell the/DT/det/7 army/NN/dobj/5"
        ),
    ],
    ids=["hung on the verb", "hung on the accused"],
)
def test_accused_is_the_actor(sentence: str) -> None:
    """Of what somebody is accused, the accused is the actor and the accuser the voice."""
    found = {event.type: (statement, event) for statement, event in _events(sentence)}
    _, accuse = found[EventType.ACCUSE]
    assert [ref.text for ref in accuse.actors] == ["The governor"]
    assert [ref.text for ref in accuse.recipients] == ["rebels"]
    statement, shelling = found[ASSAULT]
    assert "The governor" not in [ref.text for ref in shelling.actors]
    assert [ref.text for ref in shelling.actors] == ["rebels"]
    assert [voice.name for voice in statement.voices] == [None, "The governor"]


def test_warplanes_are_an_instrument() -> None:
    """Warplanes are the means, and whose they are is the actor."""
    made = reading(
        "Israeli/JJ/amod/1//NORP warplanes/NNS/nsubj/2/warplane bombed/VBD/ROOT/2/bomb rebels/NNS/dobj/2/rebel"
    )
    found = identities(made)
    (statement,), _, weapons = state(made, found, voices(made), Options())
    event = statement.event
    assert event is not None
    assert [found.actor[ref.actor or ""].name for ref in event.actors] == ["Israel"]
    assert [span.text for span in event.instruments] == ["warplanes"]
    assert event.modes == ("aerial",)
    assert [span.text for span in weapons] == ["warplanes"]


def test_what_is_fired_is_an_instrument() -> None:
    """Rockets fired at somebody are the means."""
    ((_, event),) = _events(
        "Rebels/NNS/nsubj/1/rebel fired/VBD/ROOT/1/fire rockets/NNS/dobj/1/rocket at/IN/prep/1 "
        "the/DT/det/5 army/NN/pobj/3"
    )
    assert [span.text for span in event.instruments] == ["rockets"]
    assert [ref.text for ref in event.recipients] == ["the army"]


def test_what_is_hit_is_a_target() -> None:
    """A thing that is neither somebody nor a place is a target."""
    ((_, event),) = _events(
        "Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell a/DT/det/3 convoy/NN/dobj/1 "
        "in/IN/prep/3 Damascus/NNP/pobj/4//GPE"
    )
    assert [span.text for span in event.targets] == ["a convoy"]
    assert event.recipients == ()


def test_exchange_of_fire_has_no_target() -> None:
    """The fire that two sides exchange belongs to the act, and is nothing that was hit."""
    ((_, event),) = _events(
        "Rebels/NNS/nsubj/4/rebel and/CC/cc/0 the/DT/det/3 army/NN/conj/0 "
        "exchanged/VBD/ROOT/4/exchange fire/NN/dobj/4 in/IN/prep/4 Homs/NNP/pobj/6//GPE"
    )
    assert event.trigger.text == "exchanged fire"
    assert event.targets == ()


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        (
            (
                "Russia/NNP/nsubj/1//GPE bombed/VBD/ROOT/1/bomb rebels/NNS/dobj/1/rebel for/IN/prep/1 "
                "the/DT/det/6 first/JJ/amod/6//ORDINAL time/NN/pobj/3"
            ),
            True,
        ),
        ("Russia/NNP/nsubj/1//GPE bombed/VBD/ROOT/1/bomb rebels/NNS/dobj/1/rebel", False),
    ],
)
def test_first_time(sentence: str, first: bool) -> None:
    """Only "for the first time" makes an event a first."""
    ((_, event),) = _events(sentence)
    assert event.first is first


def test_place_and_time_of_the_clause() -> None:
    """An event has the place and the time that its clause names."""
    made = reading(
        (
            "Homs/NNP/nsubjpass/2//GPE was/VBD/auxpass/2/be shelled/VBN/ROOT/2/shell by/IN/agent/2 "
            "rebels/NNS/pobj/3/rebel on/IN/prep/2 Wednesday/NNP/pobj/5//DATE"
        ),
        published="2015-09-30",
    )
    found = identities(made)
    (statement,), _, _ = state(made, found, voices(made), Options())
    event = statement.event
    assert event is not None
    assert [(p.id, p.name) for p in found.places] == [(event.place, "Homs")]
    assert [(t.id, t.value) for t in found.times] == [(event.time, "2015-09-30")]
    assert (event.place_basis, event.time_basis) == ("clause", "clause")


def test_question_gives_no_event() -> None:
    """What is asked is a question, and nothing that happened."""
    made = reading(
        "Did/VBD/aux/3/do the/DT/det/2 army/NN/nsubj/3 bomb/VB/ROOT/3 the/DT/det/5 rebels/NNS/dobj/3/rebel ?/./punct/3"
    )
    statements, _, _ = state(made, identities(made), voices(made), Options())
    assert [statement.kind for statement in statements] == [StatementKind.QUESTION]


def test_denied_event() -> None:
    """A denied act is an event that the denier says did not happen."""
    ((statement, event),) = _events(
        "The/DT/det/1 army/NN/nsubj/2 denied/VBD/ROOT/2/deny that/IN/mark/5 it/PRP/nsubj/5 "
        "bombed/VBD/ccomp/2/bomb the/DT/det/7 rebels/NNS/dobj/5/rebel"
    )
    assert (statement.polarity, statement.certainty) == (Polarity.NEGATIVE, Certainty.CERTAIN)
    assert (event.stage, [ref.text for ref in event.recipients]) == (Stage.ACCOMPLISHED, ["the rebels"])


@pytest.mark.parametrize(
    ("second", "repeats"),
    [
        (("The/DT/det/1 rebels/NNS/nsubj/2/rebel shelled/VBD/ROOT/2/shell the/DT/det/4 army/NN/dobj/2"), True),
        (("The/DT/det/1 rebels/NNS/nsubj/2/rebel shelled/VBD/ROOT/2/shell the/DT/det/4 police/NN/dobj/2"), False),
        (
            (
                "The/DT/det/1 rebels/NNS/nsubj/2/rebel shelled/VBD/ROOT/2/shell the/DT/det/4 "
                "army/NN/dobj/2 in/IN/prep/2 Aleppo/NNP/pobj/5//LANGUAGE"
            ),
            False,
        ),
        (
            (
                "The/DT/det/1 rebels/NNS/nsubj/4/rebel did/VBD/aux/4/do not/RB/neg/4 shell/VB/ROOT/4 "
                "the/DT/det/6 army/NN/dobj/4"
            ),
            False,
        ),
        (("The/DT/det/1 rebels/NNS/nsubj/2/rebel threatened/VBD/ROOT/2/threaten the/DT/det/4 army/NN/dobj/2"), False),
    ],
    ids=["told again", "others hit", "elsewhere", "not done", "another act"],
)
def test_told_again(second: str, repeats: bool) -> None:
    """A later passage that tells the same act again is linked to the first."""
    (first, _), (other, _) = _events(
        (
            "Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell the/DT/det/3 army/NN/dobj/1 "
            "in/IN/prep/1 Homs/NNP/pobj/4//GPE"
        ),
        second,
    )
    assert other.same_as == (first.id if repeats else None)


def test_span_is_small() -> None:
    """A statement's own words leave out what is not its clause."""
    (statement, _), *_ = _events(
        "The/DT/det/1 governor/NN/nsubj/2 said/VBD/ROOT/2/say that/IN/mark/5 "
        "rebels/NNS/nsubj/5/rebel shelled/VBD/ccomp/2/shell Homs/NNP/dobj/5//GPE"
    )
    assert statement.text == "rebels shelled Homs"


def _parsed(text: str) -> list[Event]:
    made = parse(document(text), load_parser())
    known = ground(made, gazetteer())
    return [draft.body for draft in find_events(made, known, set()) if isinstance(draft.body, Event)]


@pytest.mark.parametrize("row", lexicon.table("turns"), ids=lambda row: row["id"])
def test_turns(row: dict[str, str]) -> None:
    """An act is of another type for some doers, as the row's example has them."""
    assert row["type"] in {event.type for event in _parsed(row["example"])}


@pytest.mark.parametrize("row", lexicon.table("controllers"), ids=lambda row: row["id"])
def test_controllers(row: dict[str, str]) -> None:
    """What somebody is told, helped or kept from doing is done by them, by both, or by nobody."""
    inner = [
        e
        for e in _parsed(row["example"])
        if (e.stage in {Stage.PLANNED, Stage.THREATENED} or e.type is ASSAULT) and e.type is not EventType.CONCEDE
    ]
    doers = {"object": 1, "both": 2, "nobody": 0}
    assert {len(event.actors) for event in inner} == {doers[row["value"]]}


@pytest.mark.parametrize(
    ("text", "doers", "hit", "means"),
    [
        ("One strike destroyed a tank near Saba.", [], ["a tank"], ["strike"]),
        ("He was bombed and killed by the militia.", ["the militia"], [], []),
        ("Two lorries full of soldiers came under fire.", [], ["lorries"], []),
        ("The army flew ten raids, including strikes on two bridges.", ["The army"], ["bridges"], []),
        ("Rebels down helicopter", ["Rebels"], [], []),
        ("Gunmen opened fire on a plane in Saba.", ["Gunmen"], ["a plane"], []),
    ],
)
def test_sides_means_and_targets(text: str, doers: list[str], hit: list[str], means: list[str]) -> None:
    """Strikes are means, arms that are hit are none, and joined or singled-out acts share their doer."""
    events = [event for event in _parsed(text) if event.type is ASSAULT]
    told = [
        (
            [ref.text for ref in event.actors],
            [span.text for span in event.targets],
            [span.text for span in event.instruments],
        )
        for event in events
    ]
    assert (doers, hit, means) in told


@pytest.mark.parametrize(
    "text",
    [
        "The minister came under fire for his remarks.",
        "The militia must have had help from abroad, the minister said.",
        "He died of a heart attack.",
        "Doctors fight a cholera outbreak.",
        "The senate shot down the bill.",
        "The union called for a strike at the factory.",
        "A law took effect at noon.",
    ],
)
def test_no_war(text: str) -> None:
    """Blame, conclusions, illness, votes and laws are neither assaults nor demands."""
    assert not {event.type for event in _parsed(text)} & {ASSAULT, EventType.RETREAT}


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Police foiled a bomb attack by rebels on the mosque in Saba.", ["rebels"]),
        ("Soldiers prevented an attack on the dam.", []),
        ("Peacekeepers prevented rebels from attacking the camp.", ["rebels"]),
        ("The attack was thwarted by guards.", []),
    ],
)
def test_what_is_stopped_is_one_act_that_failed(text: str, doers: list[str]) -> None:
    """A foiled attack is told once, failed, and whoever stopped it did not do it."""
    [event] = [event for event in _parsed(text) if event.type is ASSAULT]
    assert (event.stage, [ref.text for ref in event.actors]) == (Stage.FAILED, doers)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ruler vowed on Tuesday to hold elections within two years.", EventType.AGREE),
        ("The general vowed to crush the rebels.", EventType.THREATEN),
    ],
)
def test_harmless_vows_are_promises(text: str, kind: EventType) -> None:
    """A vow threatens where something hostile is in it."""
    assert next(event.type for event in _parsed(text)) is kind


@pytest.mark.parametrize(
    "text",
    [
        "They condemned the attack of 29 March on the site of Saba, in which militiamen killed 15 people.",
        "They condemned an attack that killed 15 people in Saba.",
    ],
)
def test_an_attack_described_by_what_it_did_is_one_act(text: str) -> None:
    """The clause that describes an attack tells of the same act."""
    assert len([event for event in _parsed(text) if event.type is ASSAULT]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Cholera has killed 54 people in Saba since June.",
        "A bear attacked a hiker near Saba. Rangers shot the animal.",
        "A fire at a nightclub in Saba killed 18 people.",
        "Senators launched a fierce attack on the budget.",
        "The chain is slashing prices.",
        "Backbenchers ambushed her with questions about rents.",
        "A gunman killed himself in Saba.",
        "The judge was hit by a car.",
    ],
)
def test_no_people_did_it_or_none_were_hit(text: str) -> None:
    """What diseases, animals, fires and cars do is no assault, nor what is done with words, to prices or to oneself."""
    assert ASSAULT not in {event.type for event in _parsed(text)}


def test_whoever_clashes_is_not_whoever_is_killed() -> None:
    """People killed in a fight are its recipients, not a side of it."""
    [event] = _parsed("Soldiers and rebels exchanged fire in Saba, killing two farmers.")
    assert [ref.text for ref in event.recipients] == ["two farmers"]
    assert "two farmers" not in [ref.text for ref in event.actors]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("The rebels managed to kill two soldiers.", Stage.ACCOMPLISHED),
        ("The gunman went on to kill three people.", Stage.ACCOMPLISHED),
        ("The rebels were able to shoot down a helicopter.", Stage.ACCOMPLISHED),
        ("The rebels are able to shoot down a helicopter.", Stage.HYPOTHETICAL),
        ("The rebels were unable to shoot down a helicopter.", Stage.FAILED),
        ("The militia used the village to shell the town.", Stage.ACCOMPLISHED),
        ("The militia said it would continue to shell the town.", Stage.HYPOTHETICAL),
    ],
)
def test_what_was_managed_has_happened(text: str, stage: Stage) -> None:
    """An act is as far as the word over it says: managed, able, unable, forced, going on."""
    assert {event.stage for event in _parsed(text) if event.type is ASSAULT} == {stage}


@pytest.mark.parametrize("verb", ["announced", "confirmed", "denied", "reported"])
def test_acts_that_are_announced(verb: str) -> None:
    """An act by its noun is told where somebody announces it, whoever did it."""
    events = _parsed(f"The ministry {verb} the arrest of six men in Saba.")
    assert [ref.text for event in events if event.type is EventType.COERCE for ref in event.recipients] == ["six men"]


def test_bodies_that_are_found() -> None:
    """Whoever is found dead suffered the act, not whoever found them."""
    [event] = _parsed("Police found the bodies of four farmers outside Saba.")
    assert [ref.text for ref in event.recipients] == ["four farmers"]
