"""Who is who: names, descriptions and pronouns become one actor each, or stay open."""

from __future__ import annotations

import pytest

import sayso
from factories import identities, reading
from sayso.record import Actor, ActorKind


def _actors(*sentences: str) -> dict[str, Actor]:
    return {actor.name: actor for actor in identities(reading(*sentences)).actors}


def _words(actor: Actor) -> set[str]:
    return {mention.text for mention in actor.mentions}


def _who(words: str, *sentences: str) -> Actor:
    """Give the one actor that has a mention in these words."""
    found = [actor for actor in identities(reading(*sentences)).actors if words in _words(actor)]
    assert len(found) == 1, f"{words} means {[actor.name for actor in found]}"
    return found[0]


ONE_ACTOR = {
    "demonym and name": (
        [
            ("Russian/JJ/amod/1//NORP jets/NNS/nsubj/2/jet bombed/VBD/ROOT/2/bomb the/DT/det/4 town/NN/dobj/2"),
            "Russia/NNP/nsubj/1//GPE denied/VBD/ROOT/1/deny the/DT/det/3 raid/NN/dobj/1",
        ],
        ("Russia", ActorKind.STATE, "RUS", "state:RUS"),
        {"Russian", "Russia"},
    ),
    "possessive": (
        [
            (
                "Russia/NNP/poss/2//GPE 's/POS/case/0 army/NN/nsubj/3 shelled/VBD/ROOT/3/shell "
                "the/DT/det/5 town/NN/dobj/3"
            ),
            (
                "Russian/JJ/amod/1//NORP officials/NNS/nsubj/2/official denied/VBD/ROOT/2/deny "
                "the/DT/det/4 raid/NN/dobj/2"
            ),
        ],
        ("Russia", ActorKind.STATE, "RUS", "state:RUS"),
        {"Russia", "Russian"},
    ),
    "aliases of the registry": (
        [
            "ISIS/NNP/nsubj/1//ORG seized/VBD/ROOT/1/seize the/DT/det/3 town/NN/dobj/1",
            "Daesh/NNP/nsubj/1 denied/VBD/ROOT/1/deny the/DT/det/3 report/NN/dobj/1",
        ],
        ("Islamic State", ActorKind.ARMED_GROUP, None, "islamic-state"),
        {"ISIS", "Daesh"},
    ),
    "description takes up the group": (
        [
            ("Islamic/NNP/compound/1//ORG State/NNP/nsubj/2//+ORG seized/VBD/ROOT/2/seize the/DT/det/4 town/NN/dobj/2"),
            (
                "The/DT/det/2 jihadist/NNP/compound/2//NORP group/NN/nsubj/3 denied/VBD/ROOT/3/deny "
                "the/DT/det/5 report/NN/dobj/3"
            ),
        ],
        ("Islamic State", ActorKind.ARMED_GROUP, None, "islamic-state"),
        {"Islamic State", "The jihadist group"},
    ),
    "an armed group's forces are the group": (
        [
            ("Islamic/NNP/compound/1//ORG State/NNP/nsubj/2//+ORG seized/VBD/ROOT/2/seize the/DT/det/4 town/NN/dobj/2"),
            ("Its/PRP$/poss/1 forces/NNS/nsubj/2/force burned/VBD/ROOT/2/burn the/DT/det/4 market/NN/dobj/2"),
        ],
        ("Islamic State", ActorKind.ARMED_GROUP, None, "islamic-state"),
        {"Islamic State", "Its", "Its forces"},
    ),
    "registered person, Mr and he": (
        [
            (
                "Vladimir/NNP/compound/1//PERSON Putin/NNP/nsubj/2//+PERSON met/VBD/ROOT/2/meet "
                "the/DT/det/4 envoys/NNS/dobj/2/envoy"
            ),
            (
                "Mr/NNP/compound/1 Putin/NNP/nsubj/2//PERSON said/VBD/ROOT/2/say he/PRP/nsubj/4 "
                "was/VBD/ccomp/2/be ready/JJ/acomp/4"
            ),
        ],
        ("Vladimir Putin", ActorKind.PERSON, "RUS", "vladimir-putin"),
        {"Vladimir Putin", "Putin", "he"},
    ),
    "unlisted person, Mr and he": (
        [
            (
                "Ivo/NNP/compound/1//PERSON Marek/NNP/nsubj/2//+PERSON met/VBD/ROOT/2/meet the/DT/det/4 "
                "envoys/NNS/dobj/2/envoy"
            ),
            (
                "Mr/NNP/compound/1 Marek/NNP/nsubj/2//PERSON said/VBD/ROOT/2/say he/PRP/nsubj/4 "
                "was/VBD/ccomp/2/be ready/JJ/acomp/4"
            ),
        ],
        ("Ivo Marek", ActorKind.PERSON, None, None),
        {"Ivo Marek", "Marek", "he"},
    ),
    "the president's army is the country's": (
        [
            (
                "The/DT/det/2 Syrian/JJ/amod/2//NORP army/NN/nsubj/3 shelled/VBD/ROOT/3/shell the/DT/det/5 "
                "town/NN/dobj/3"
            ),
            (
                "President/NNP/compound/1 Assad/NNP/poss/3//PERSON 's/POS/case/1 army/NN/nsubj/4 "
                "denied/VBD/ROOT/4/deny the/DT/det/6 report/NN/dobj/4"
            ),
        ],
        ("Syrian army", ActorKind.MILITARY, "SYR", "army:SYR"),
        {"The Syrian army", "President Assad 's army"},
    ),
    "his government is the country's": (
        [
            (
                "The/DT/det/2 Syrian/JJ/amod/2//NORP government/NN/nsubj/3 denied/VBD/ROOT/3/deny "
                "the/DT/det/5 report/NN/dobj/3"
            ),
            ("President/NNP/compound/1 Assad/NNP/nsubj/2//PERSON left/VBD/ROOT/2/leave the/DT/det/4 capital/NN/dobj/2"),
            "His/PRP$/poss/1 government/NN/nsubj/2 fell/VBD/ROOT/2/fall",
        ],
        ("Syrian government", ActorKind.GOVERNMENT, "SYR", "government:SYR"),
        {"The Syrian government", "His government"},
    ),
    "office and name side by side": (
        [
            (
                "The/DT/det/2 Basque/JJ/amod/2//NORP president/NN/nsubj/7 ,/,/punct/2 "
                "Jon/NNP/compound/5//PERSON Arana/NNP/appos/2//+PERSON ,/,/punct/7 said/VBD/ROOT/7/say "
                "the/DT/det/9 town/NN/nsubjpass/11 was/VBD/auxpass/11/be bombed/VBN/ccomp/7/bomb"
            )
        ],
        ("Jon Arana", ActorKind.PERSON, None, None),
        {"The Basque president", "Jon Arana"},
    ),
    "name and office side by side": (
        [
            (
                "Jon/NNP/compound/1//PERSON Arana/NNP/nsubj/7//+PERSON ,/,/punct/1 the/DT/det/5 "
                "Basque/JJ/amod/5//NORP president/NN/appos/1 ,/,/punct/7 said/VBD/ROOT/7/say the/DT/det/9 "
                "town/NN/nsubjpass/11 was/VBD/auxpass/11/be bombed/VBN/ccomp/7/bomb"
            ),
            "Arana/NNP/nsubj/1//PERSON left/VBD/ROOT/1/leave",
        ],
        ("Jon Arana", ActorKind.PERSON, None, None),
        {"Jon Arana", "Arana"},
    ),
}


@pytest.mark.parametrize("case", ONE_ACTOR.values(), ids=ONE_ACTOR.keys())
def test_one_actor(case: tuple[list[str], tuple[str, ActorKind, str | None, str | None], set[str]]) -> None:
    """All these words mean one actor, of this name, kind, country and place in the registry."""
    sentences, (name, kind, country, registry), words = case
    actor = _actors(*sentences)[name]
    assert (actor.kind, actor.country, actor.registry) == (kind, country, registry)
    assert words <= _words(actor)


def test_owner_is_kept_beside_what_it_owns() -> None:
    """A state's army is an actor of its own, and the state stays another."""
    actors = _actors(
        "Russia/NNP/poss/2//GPE 's/POS/case/0 army/NN/nsubj/3 shelled/VBD/ROOT/3/shell the/DT/det/5 town/NN/dobj/3"
    )
    assert {(actor.kind, actor.country) for actor in actors.values()} == {
        (ActorKind.STATE, "RUS"),
        (ActorKind.MILITARY, "RUS"),
    }


def test_two_armies_are_two_actors() -> None:
    """Armies of two countries are never one."""
    sentences = [
        "The/DT/det/2 Syrian/JJ/amod/2//NORP army/NN/nsubj/3 left/VBD/ROOT/3/leave",
        "The/DT/det/2 Lebanese/JJ/amod/2//NORP army/NN/nsubj/3 stayed/VBD/ROOT/3/stay",
    ]
    assert _who("The Syrian army", *sentences).country == "SYR"
    assert _who("The Lebanese army", *sentences).country == "LBN"


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        (
            (
                "The/DT/det/1//ORG Ministry/NNP/nsubj/4//+ORG of/IN/prep/1//+ORG Mines/NNP/pobj/2//+ORG "
                "denied/VBD/ROOT/4/deny the/DT/det/6 report/NN/dobj/4"
            ),
            "Ministry of Mines",
            ActorKind.GOVERNMENT,
        ),
        (
            (
                "The/DT/det/3//ORG Northern/NNP/compound/2//+ORG Liberation/NNP/compound/3//+ORG "
                "Front/NNP/nsubj/4//+ORG denied/VBD/ROOT/4/deny the/DT/det/6 report/NN/dobj/4"
            ),
            "Northern Liberation Front",
            ActorKind.ARMED_GROUP,
        ),
        (
            (
                "The/DT/det/2 Veldran/NNP/compound/2//ORG Observatory/NNP/nsubj/3//+ORG "
                "denied/VBD/ROOT/3/deny the/DT/det/5 report/NN/dobj/3"
            ),
            "Veldran Observatory",
            ActorKind.MONITOR,
        ),
        (
            (
                "The/DT/det/2 Kessel/NNP/compound/2//ORG Circle/NNP/nsubj/3//+ORG denied/VBD/ROOT/3/deny "
                "the/DT/det/5 report/NN/dobj/3"
            ),
            "Kessel Circle",
            ActorKind.OTHER,
        ),
    ],
)
def test_unlisted_name_is_kept(sentence: str, name: str, kind: ActorKind) -> None:
    """A name that no table lists is an actor, with the kind that its own words tell."""
    actor = _actors(sentence)[name]
    assert (actor.kind, actor.registry) == (kind, None)


def test_first_word_of_a_sentence_is_no_name() -> None:
    """Even where the tagger takes "Rebels" for a name, it is the rebels named later."""
    actor = _who(
        "The rebels",
        "Rebels/NNPS/nsubj/1 shelled/VBD/ROOT/1/shell the/DT/det/3 army/NN/dobj/1",
        "The/DT/det/1 rebels/NNS/nsubj/2/rebel left/VBD/ROOT/2/leave",
    )
    assert actor.kind is ActorKind.ARMED_GROUP
    assert _words(actor) == {"Rebels", "The rebels"}


@pytest.mark.parametrize(
    ("sentences", "words"),
    [
        (
            [
                (
                    "Ivo/NNP/compound/1//PERSON Marek/NNP/nsubj/5//+PERSON and/CC/cc/1 "
                    "Jan/NNP/compound/4//PERSON Kolar/NNP/conj/1//+PERSON left/VBD/ROOT/5/leave the/DT/det/7 "
                    "town/NN/dobj/5"
                ),
                "He/PRP/nsubj/1 denied/VBD/ROOT/1/deny the/DT/det/3 report/NN/dobj/1",
            ],
            "He",
        ),
        (
            [
                (
                    "Ivo/NNP/compound/1//PERSON Marek/NNP/nsubj/2//+PERSON said/VBD/ROOT/2/say "
                    "Jan/NNP/compound/4//PERSON Kolar/NNP/nsubj/6//+PERSON had/VBD/aux/6/have "
                    "left/VBN/ccomp/2/leave"
                ),
                "He/PRP/nsubj/1 denied/VBD/ROOT/1/deny the/DT/det/3 report/NN/dobj/1",
            ],
            "He",
        ),
        (
            [
                "Russia/NNP/nsubj/1//GPE met/VBD/ROOT/1/meet Israel/NNP/dobj/1//GPE",
                "Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell soldiers/NNS/dobj/1/soldier",
                "It/PRP/nsubj/1 denied/VBD/ROOT/1/deny the/DT/det/3 report/NN/dobj/1",
            ],
            "It",
        ),
    ],
    ids=["coordinated", "two subjects", "no one body"],
)
def test_pronoun_stays_open(sentences: list[str], words: str) -> None:
    """A pronoun that may mean either of two is given to neither."""
    made = reading(*sentences)
    mentions = [m for m in identities(made).mentions if made.span(m.first, m.last - 1).text == words]
    assert [mention.actor for mention in mentions] == [None]


_MET = (
    "Ivo/NNP/compound/1//PERSON Marek/NNP/nsubj/2//+PERSON met/VBD/ROOT/2/meet the/DT/det/4 "
    "envoys/NNS/dobj/2/envoy of/IN/prep/4 Jan/NNP/compound/7//PERSON Kolar/NNP/pobj/5//+PERSON"
)
_DENIED = "He/PRP/nsubj/1 denied/VBD/ROOT/1/deny the/DT/det/3 report/NN/dobj/1"


def test_pronoun_takes_the_subject() -> None:
    """Of a subject and an object, the "he" of an act means the subject."""
    left = "He/PRP/nsubj/1 left/VBD/ROOT/1/leave Homs/NNP/dobj/1//GPE"
    assert _who("He", _MET, left).name == "Ivo Marek"


def test_pronoun_that_speaks_is_not_guessed() -> None:
    """Of two who may be meant and did not speak before, the "he" that is cited means neither."""
    made = reading(_MET, _DENIED)
    assert [m.actor for m in identities(made).mentions if made.span(m.first, m.last - 1).text == "He"] == [None]


def test_pronoun_that_speaks_is_who_spoke_last() -> None:
    """Of two who may be meant, the "he" that is cited means the one cited before."""
    said = (
        "Ivo/NNP/compound/1//PERSON Marek/NNP/nsubj/2//+PERSON said/VBD/ROOT/2/say "
        "Jan/NNP/compound/4//PERSON Kolar/NNP/nsubj/6//+PERSON had/VBD/aux/6/have left/VBN/ccomp/2/leave"
    )
    added = "He/PRP/nsubj/1 added/VBD/ROOT/1/add rebels/NNS/nsubj/3/rebel fled/VBD/ccomp/1/flee"
    assert _who("He", said, added).name == "Ivo Marek"


def test_capital_that_speaks_is_a_government() -> None:
    """The government of Syria is meant by "Damascus denied", and no place."""
    found = identities(reading("Damascus/NNP/nsubj/1//GPE denied/VBD/ROOT/1/deny the/DT/det/3 report/NN/dobj/1"))
    assert [(actor.kind, actor.country) for actor in found.actors] == [(ActorKind.GOVERNMENT, "SYR")]
    assert found.places == ()


def test_capital_behind_in_is_a_place() -> None:
    """Behind "in", Damascus is a place, and nobody."""
    found = identities(
        reading(
            "Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell a/DT/det/3 convoy/NN/dobj/1 "
            "in/IN/prep/3 Damascus/NNP/pobj/4//GPE"
        )
    )
    assert [place.name for place in found.places] == ["Damascus"]
    assert [actor.name for actor in found.actors] == ["rebels"]


def test_country_behind_in_is_a_place() -> None:
    """Behind "in", Syria is ground, and no state acts."""
    found = identities(
        reading(
            "Rebels/NNS/nsubj/1/rebel fought/VBD/ROOT/1/fight soldiers/NNS/dobj/1/soldier in/IN/prep/2 "
            "Syria/NNP/pobj/3//GPE"
        )
    )
    assert ActorKind.STATE not in {actor.kind for actor in found.actors}


@pytest.mark.parametrize(
    "text",
    [
        "Anti-Russian rebels shelled soldiers in the town.",
        "Soldiers shelled anti-Russian rebels in the town.",
        "Soldiers shelled anti-Assad rebels in the town.",
        "Soldiers shelled pro-Russian rebels in the town.",
    ],
)
def test_rebels_against_somebody_are_not_theirs(text: str) -> None:
    """Rebels "anti" or "pro" somebody are an armed group that belongs to nobody; real parser."""
    report = sayso.read_text(text)
    rebels = [a for a in report.actors if any(m.text.endswith("rebels") for m in a.mentions)]
    assert [(actor.kind, actor.country, actor.registry) for actor in rebels] == [(ActorKind.ARMED_GROUP, None, None)]
    assert not {actor.name for actor in report.actors} & {"Russia", "Bashar al-Assad"}


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("American troops left.", {"USA"}),
        ("French and Chinese envoys met.", {"FRA", "CHN"}),
        ("Central American presidents met.", set()),
        ("Troops left South America.", set()),
    ],
)
def test_a_people_of_several_territories_is_the_largest_country_s(text: str, countries: set[str]) -> None:
    """No dependent territory takes it, and a continent's people is nobody's."""
    report = sayso.read_text(text)
    assert {actor.country for actor in report.actors if actor.country} == countries


@pytest.mark.parametrize("label", ["GPE", "PERSON", "FAC"])
def test_a_name_before_fighters_is_a_group(label: str) -> None:
    """A name that stands before fighters once is an armed group everywhere, whatever the parser takes it for."""
    found = identities(
        reading(
            f"Planes/NNS/nsubj/1/plane hit/VBD/ROOT/1/hit Kesh9/NNP/dobj/1//{label}",
            "Then/RB/advmod/3 Kesh9/NNP/compound/2//ORG militants/NNS/nsubj/3/militant fled/VBD/ROOT/3/flee",
        )
    )
    (group,) = [actor for actor in found.actors if actor.kind is ActorKind.ARMED_GROUP]
    assert _words(group) == {"Kesh9", "Kesh9 militants"}
    assert found.places == ()


def test_a_town_before_fighters_is_a_place() -> None:
    """Fighters of a town that the gazetteer has make no group of its name."""
    found = identities(
        reading(
            "Aleppo/NNP/compound/1//GPE rebels/NNS/nsubj/2/rebel fled/VBD/ROOT/2/flee",
            "Planes/NNS/nsubj/1/plane hit/VBD/ROOT/1/hit Aleppo/NNP/dobj/1//GPE",
        )
    )
    assert [place.name for place in found.places if place.same_as is None] == ["Aleppo"]
    assert "Aleppo" not in {actor.name for actor in found.actors}


def test_whom_somebody_writes_for_is_an_outlet() -> None:
    """The outlet of a byline is one wherever the text names it, however it is called; real parser."""
    report = sayso.read_text(
        "Rebels have left the port.\n\nVeteran reporter Helen Marsh writes in Le Quai:\n\n"
        "“The port was empty on Monday, and the rebels were gone.”"
    )
    assert {(actor.name, actor.kind) for actor in report.actors} >= {("Le Quai", ActorKind.OUTLET)}


def test_a_government_of_somewhere_else() -> None:
    """The government of a place is not whichever government was named before."""
    report = sayso.read_text("The Iraqi parliament met. The government of Kurdistan said no.")
    names = {mention.text: actor.id for actor in report.actors for mention in actor.mentions}
    assert names["The Iraqi parliament"] not in {ident for words, ident in names.items() if "government" in words}


def test_object_is_not_its_own_subject() -> None:
    """What "it" suffers at somebody's hand, somebody else suffers; "itself" is the same one."""
    wants = (
        "Russia/NNP/nsubj/1//GPE wants/VBZ/ROOT/1/want to/TO/aux/3 stop/VB/xcomp/1/stop Hezbollah/NNP/dobj/3//ORG "
        "and/CC/cc/3 defeat/VB/conj/3/defeat {}/PRP/dobj/6"
    )
    assert _who("it", wants.format("it")).name == "Hezbollah"
    attacked = "Russia/NNP/nsubj/1//GPE attacked/VBD/ROOT/1/attack {}/PRP/dobj/1"
    assert _who("itself", attacked.format("itself")).name == "Russia"
    made = reading(attacked.format("it"))
    assert [m.actor for m in identities(made).mentions if made.span(m.first, m.last - 1).text == "it"] == [None]


@pytest.mark.parametrize(
    ("word", "kind"),
    [("union", ActorKind.OTHER), ("directorate", ActorKind.GOVERNMENT), ("columnist", ActorKind.PERSON)],
)
def test_who_speaks_is_no_person_if_it_is_a_body(word: str, kind: ActorKind) -> None:
    """A body that no other rule knows is a body when it is cited, and anybody else a person."""
    said = f"The/DT/det/1 {word}/NN/nsubj/2 said/VBD/ROOT/2/say rebels/NNS/nsubj/4/rebel fled/VBD/ccomp/2/flee"
    assert _who(f"The {word}", said).kind is kind
