"""Own passages, read with the real parser: which words of a report mean one actor, which two, and which stay open."""

from __future__ import annotations

from functools import cache

import pytest

import sayso
from sayso.record import Actor, ActorKind

TOGETHER = [
    # abbreviations in brackets
    ("The Northern Salt Front (NSF) took Orlec. The NSF lost ten men.", "Northern Salt Front", "NSF"),
    ("Medics of the Veldran Relief Board (VRB) came. The VRB counted nine dead.", "Veldran Relief Board", "VRB"),
    ("The Board of Relics and Archives (BRA) closed. BRA staff fled.", "Board of Relics and Archives", "BRA"),
    ("Troops of the Kharun Defence Force (KDF) left. The KDF denied it.", "Kharun Defence Force", "KDF"),
    ("Fighters of Harakat al-Nur in Velda (HNV) fled. HNV denied it.", "Harakat al-Nur in Velda", "HNV"),
    ("The KDF (Kharun Defence Force) shelled Orlec.", "KDF", "Kharun Defence Force"),
    ("The Joint Harbour Command’s (JHC) boats left. The JHC denied it.", "Joint Harbour Command", "JHC"),
    # another name
    ("Jaish Kharun, also known as the Army of the Gate, attacked the fort.", "Jaish Kharun", "Army of the Gate"),
    ("Peter Marek, known as Old Tamsin, was killed by soldiers.", "Peter Marek", "Old Tamsin"),
    ("Peter Marek, alias Old Tamsin, led the raid. Marek was wounded.", "Old Tamsin", "Marek"),
    ("ISIS attacked the base. Daesh said it had won.", "ISIS", "Daesh"),
    ("The Houthis fired at ships. Ansar Allah denied it.", "Houthis", "Ansar Allah"),
    # demonyms
    ("Kenya denied the raid. Kenyan officials said troops had left.", "Kenya", "Kenyan"),
    ("France sent planes. The French denied the raid.", "France", "French"),
    ("Turkey opened fire. Turkish officials denied it.", "Turkey", "Turkish"),
    # bodies of states, possessives
    ("The Syrian army shelled Homs. President Assad’s army lost.", "The Syrian army", "President Assad’s army"),
    ("The Kenyan army shelled the hills. Kenya’s army denied it.", "The Kenyan army", "Kenya’s army"),
    ("The army of Kenya shelled the hills. The Kenyan army denied it.", "The army of Kenya", "The Kenyan army"),
    ("The Kenyan government fell. Kenya’s government was weak.", "The Kenyan government", "Kenya’s government"),
    ("The Peruvian police fired. Peru’s police denied it.", "The Peruvian police", "Peru’s police"),
    ("Damascus denied the raid. The Syrian government said it was far away.", "Damascus", "The Syrian government"),
    # heads
    ("Islamic State took Orlec. The group killed nine men.", "Islamic State", "The group"),
    ("Islamic State took Orlec. The jihadist group killed nine men.", "Islamic State", "The jihadist group"),
    ("Boko Haram raided Orlec. Its fighters burned the market.", "Boko Haram", "Its fighters"),
    ("The Northern Salt Front raided Orlec. The group burned the market.", "Northern Salt Front", "The group"),
    ("Hezbollah raided Orlec. The group’s fighters burned the market.", "Hezbollah", "The group’s fighters"),
    ("The Veldran Observatory counted nine dead. The monitor said so.", "Veldran Observatory", "The monitor"),
    ("The rebels shelled Orlec. Later the rebels left.", "The rebels", "the rebels"),
    ("Boko Haram fought al-Shabaab. Boko Haram then fled. The group lost Orlec.", "Boko Haram", "The group"),
    ("Hamas and Hezbollah fired. Hezbollah then left. The militants lost Orlec.", "Hezbollah", "The militants"),
    ("Syrian government forces shelled Homs. Government forces then left.", "Syrian government", "Government forces"),
    ("Syrian rebels shelled Orlec. The rebels then left.", "Syrian rebels", "The rebels"),
    ("Two armed men shot the mayor. The men fled.", "armed men", "The men"),
    # persons and offices
    ("The Russian president Vladimir Putin spoke. The president left.", "Vladimir Putin", "The president"),
    ("Thiri Win Kyaw hid. Thiri wept.", "Thiri Win Kyaw", "Thiri wept"),
    ("Peter Marek left Orlec. Mr Marek said he was ill.", "Peter Marek", "Marek"),
    ("Gen. Peter Marek led the troops. Marek was killed.", "Peter Marek", "Marek"),
    ("Foreign Minister Anna Hale met envoys. Hale left on Friday.", "Anna Hale", "Hale"),
    ("The governor, Peter Marek, denied the report.", "The governor", "Peter Marek"),
    ("Peter Marek, the governor of Orlec, denied the report.", "Peter Marek", "the governor of Orlec"),
    ("The Minister for Inland Waters, Anna Hale, visited Orlec.", "The Minister", "Anna Hale"),
    ("Anna Hale was a commander in the navy.", "Anna Hale", "a commander"),
    ("The deserter Bruno Caspi spoke. Caspi said shells fell.", "Bruno Caspi", "Caspi"),
    # pronouns
    ("Peter Marek met envoys. He left on Friday.", "Peter Marek", "He"),
    ("The Northern Salt Front took Orlec. It burned the market.", "Northern Salt Front", "It"),
    ("“I saw the shells fall,” said Bruno Caspi, a baker.", "Bruno Caspi", "I"),
    ("Anna Hale said: “I will not go.”", "Anna Hale", "I"),
    ("“My house burned,” a baker said. “I lost it all.”", "a baker", "I"),
    ("Kenya said in a statement: “We will not leave.”", "Kenya", "We"),
    ("The Northern Salt Front said: “We took the fort.”", "Northern Salt Front", "We"),
]  # fmt: skip

APART = [
    ("Russia denied the raid. President Putin said the Russian army was far away.", "Russia", "Putin"),
    ("Russia denied the raid. President Putin said the Russian army was far away.", "Russia", "the Russian army"),
    ("Vladimir Putin left. The Kremlin denied the report.", "Vladimir Putin", "Kremlin"),
    ("The Kenyan army fired. The Ugandan army denied it.", "The Kenyan army", "The Ugandan army"),
    ("Peter Marek met Anna Marek in Orlec.", "Peter Marek", "Anna Marek"),
    ("Peter Marek fled. Marek's militia stayed.", "Peter Marek", "Marek's militia"),
    ("Al-Qaeda fled. Boko Haram took the fort.", "Al-Qaeda", "Boko Haram"),
    ("The rebels shelled soldiers. The soldiers left.", "The rebels", "The soldiers"),
    ("The police fired at protesters in Orlec.", "The police", "protesters"),
    ("Anna Hale met the minister of defence of Kenya.", "Anna Hale", "the minister of defence of Kenya"),
    ("Anna Hale said: “We will go.” She left.", "Anna Hale", "We"),
]

OPEN = [  # words that no safe reading gives to any of these names
    ("Peter Marek and John Kolar left. He denied the report.", "He", {"Peter Marek", "John Kolar"}),
    ("Soldiers of Kenya and Uganda left. It denied the report.", "It", {"Kenya", "Uganda"}),
    ("Government forces left. The Kenyan army stayed.", "Government forces", {"Kenyan army"}),
    ("Militants raided Orlec. Hamas and Hezbollah denied it.", "Militants", {"Hamas", "Hezbollah"}),
    ("Rebels shelled Orlec. The army left.", "Rebels", {"army"}),
    ("“We fled,” a baker said. Peter Marek left.", "We", {"Peter Marek"}),
    ("It is clear that Kenya won the war.", "It", {"Kenya"}),
    ("Boko Haram fought al-Shabaab. The group took Orlec.", "The group", {"Boko Haram", "al-Shabaab"}),
    ("Hamas and Hezbollah fired rockets. The militants denied it.", "The militants", {"Hamas", "Hezbollah"}),
    ("Boko Haram hit Orlec; al-Shabaab fled. The jihadists left.", "The jihadists", {"Boko Haram", "al-Shabaab"}),
    ("The Kenyan government met Peru’s government. The government fell.", "The government", {"Kenyan government"}),
    (
        "Syrian government forces met Iraqi government forces. Government forces left.",
        "Government forces",
        {"Syrian government forces", "Iraqi government forces"},
    ),
    ("Armed men shot nine. A man wept. The man left.", "The man", {"armed men"}),
    ("Police shot armed men. Women wept. The men and women left.", "women left", {"armed men"}),
]  # fmt: skip

KINDS = [
    ("The Kharun Brigade took Orlec.", "Kharun Brigade", ActorKind.ARMED_GROUP),
    ("The Veldran Front took Orlec.", "Veldran Front", ActorKind.ARMED_GROUP),
    ("The Veldran Liberation Army took Orlec.", "Veldran Liberation Army", ActorKind.ARMED_GROUP),
    ("The Ministry of Mines denied it.", "Ministry of Mines", ActorKind.GOVERNMENT),
    ("The Kharun Observatory denied it.", "Kharun Observatory", ActorKind.MONITOR),
    ("The Kharun Relief Society denied it.", "Kharun Relief Society", ActorKind.NGO),
    ("The Kharun Herald said so.", "Kharun Herald", ActorKind.OUTLET),
    ("The Kessel Circle denied it.", "Kessel Circle", ActorKind.OTHER),
    ("Armed men stormed the mosque.", "Armed men", ActorKind.ARMED_GROUP),
    ("Masked men stormed the mosque.", "Masked men", ActorKind.ARMED_GROUP),
    ("Farmers fled the hills.", "Farmers", ActorKind.CIVILIANS),
    ("Soldiers shot two farmers.", "two farmers", ActorKind.CIVILIANS),
]

NOBODY = [
    ("Troops crossed the Syrian border at dawn.", "Syrian"),
    ("Operation Iron Thaw began in March.", "Operation Iron Thaw"),
    ("Troops were seen near Karshabad.", "Karshabad"),
    ("Secretary of State Anna Hale left.", "State"),
]


@cache
def _actors(text: str) -> tuple[Actor, ...]:
    return sayso.read_text(text).actors


def _meant(text: str, words: str) -> Actor | None:
    """Give the actor of the words: of a mention over them, the shortest."""
    at = text.index(words)
    over = [
        (mention.end - mention.start, actor)
        for actor in _actors(text)
        for mention in actor.mentions
        if mention.start <= at and at + len(words) <= mention.end
    ]
    begun = [
        (mention.end - mention.start, actor) for actor in _actors(text) for mention in actor.mentions
        if mention.start in (at, at + 4) and mention.end <= at + len(words)
    ]  # fmt: skip
    found = sorted(over or begun, key=lambda pair: pair[0])
    return found[0][1] if found else None


@pytest.mark.parametrize(("text", "one", "other"), TOGETHER)
def test_words_for_one_actor(text: str, one: str, other: str) -> None:
    """Names, abbreviations, demonyms, descriptions and pronouns of one actor are its mentions."""
    first, second = _meant(text, one), _meant(text, other)
    assert first is not None
    assert first is second


@pytest.mark.parametrize(("text", "one", "other"), APART)
def test_words_for_two_actors(text: str, one: str, other: str) -> None:
    """Person, office and body stay apart, and so do two of a kind."""
    first, second = _meant(text, one), _meant(text, other)
    assert first is not None
    assert second is not None
    assert first is not second


@pytest.mark.parametrize(("text", "words", "names"), OPEN)
def test_words_that_stay_open(text: str, words: str, names: set[str]) -> None:
    """What may mean several, or nobody, is given to none of them."""
    actor = _meant(text, words)
    assert actor is None or actor.name not in names


@pytest.mark.parametrize(("text", "name", "kind"), KINDS)
def test_unlisted_actor_has_the_kind_of_its_words(text: str, name: str, kind: ActorKind) -> None:
    """Nobody is dropped for not being listed."""
    actor = _meant(text, name)
    assert actor is not None
    assert (actor.kind, actor.registry) == (kind, None)


@pytest.mark.parametrize(("text", "words"), NOBODY)
def test_words_that_mean_nobody(text: str, words: str) -> None:
    """Ground, operations, places and what an office is for are no actors."""
    assert words not in {mention.text for actor in _actors(text) for mention in actor.mentions}
