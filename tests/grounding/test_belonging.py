"""Own passages, read with the real parser: who belongs to whom and in what office, as the words say."""

from __future__ import annotations

from functools import cache

import pytest

import sayso
from sayso import lexicon
from sayso.record import Actor, ActorKind, Report

OFFICES = [
    ("Russian Foreign Minister Sergei Lavrov met them.", "Sergei Lavrov", "Foreign Minister", "Russia"),
    ("Vladimir Putin, the Russian president, spoke.", "Vladimir Putin", "president", "Russia"),
    ("The Russian president Vladimir Putin spoke.", "Vladimir Putin", "president", "Russia"),
    ("The Kenyan president spoke in Orlec.", "Kenyan president", "president", "Kenya"),
    ("The president of Kenya spoke in Orlec.", "president", "president", "Kenya"),
    ("US Secretary of State Ann Hale left.", "Ann Hale", "Secretary of State", "United States"),
    ("Kenyan army spokesman Colonel Peter Marek denied it.", "Peter Marek", "army spokesman", "Kenya"),
    ("A spokesman for the Kel Front denied it.", "spokesman", "spokesman", "Kel Front"),
    ("The Kel Front fled. The group's leader Omar Hadri was shot.", "Omar Hadri", "leader", "Kel Front"),
    ("The Kel Front fled. Its leader, Omar Hadri, was shot.", "Omar Hadri", "leader", "Kel Front"),
    ("Peter Marek, commander of the Kel Front, left.", "Peter Marek", "commander", "Kel Front"),
    ("Islamic State leader Omar Hadri was killed.", "Omar Hadri", "leader", "Islamic State"),
    ("Veldran Relief Board director Ann Hale wept.", "Ann Hale", "director", "Veldran Relief Board"),
    ("Reuters correspondent Ann Hale saw tanks.", "Ann Hale", "correspondent", "Reuters"),
    ("The Kenyan Foreign Ministry spokeswoman Ann Hale left.", "Ann Hale", "spokeswoman", "Kenyan Foreign Ministry"),
    ("An official with the Veldran Relief Board left.", "official", "official", "Veldran Relief Board"),
    ("President Nomvula Dlamini met the press.", "Nomvula Dlamini", "President", None),
    ("Former Kenyan president Daniel Ruto spoke.", "Daniel Ruto", None, None),
    ("Ann Hale sold bread in Kenya.", "Ann Hale", None, None),
    ("The Syrian rebel leader Omar Hadri was killed.", "Omar Hadri", "rebel leader", None),
]
BODIES = [
    ("President Assad’s army lost ground.", ActorKind.MILITARY, "Bashar al-Assad"),
    ("Assad sent his forces north.", ActorKind.MILITARY, "Bashar al-Assad"),
    ("The Syrian army lost ground.", ActorKind.MILITARY, "Syria"),
    ("The Syrian army lost ground. President Assad’s army fled.", ActorKind.MILITARY, "Syria"),
    ("Kenya's Air Force bombed the hills. Kenya denied it.", ActorKind.MILITARY, "Kenya"),
    ("The Kenyan government fell.", ActorKind.GOVERNMENT, "Kenya"),
    ("Peter Marek fled. Marek's militia stayed.", ActorKind.ARMED_GROUP, "Peter Marek"),
    ("Syrian rebels fired.", ActorKind.ARMED_GROUP, None),
    ("Syrian civilians fled.", ActorKind.CIVILIANS, None),
    ("Soldiers fired on the crowd.", ActorKind.MILITARY, None),
]


@cache
def _read(text: str) -> Report:
    return sayso.read_text(text)


def _owner(report: Report, actor: Actor) -> str | None:
    return next((other.name for other in report.actors if other.id == actor.of), None)


@pytest.mark.parametrize(("text", "name", "office", "whose"), OFFICES)
def test_persons_hold_offices(text: str, name: str, office: str | None, whose: str | None) -> None:
    """Whoever is told of by an office has it, of the state or body that the words say; nobody else has one."""
    report = _read(text)
    (actor,) = (one for one in report.actors if one.name == name)
    assert (actor.kind, actor.office, _owner(report, actor)) == (ActorKind.PERSON, office, whose)


@pytest.mark.parametrize(("text", "kind", "whose"), BODIES)
def test_bodies_belong_to_somebody(text: str, kind: ActorKind, whose: str | None) -> None:
    """An army, government or militia is whose the words say; rebels and people are not their state's."""
    report = _read(text)
    (actor,) = (one for one in report.actors if one.kind is kind)
    assert (actor.office, _owner(report, actor)) == (None, whose)


@pytest.mark.parametrize("row", lexicon.table("belonging"), ids=lambda row: row["id"])
def test_prepositions_tie(row: dict[str, str]) -> None:
    """The word between an office and a body ties the two."""
    report = _read(row["example"])
    assert any(actor.office and actor.of for actor in report.actors)


@pytest.mark.parametrize("row", lexicon.table("past_offices"), ids=lambda row: row["id"])
def test_past_offices_are_held_by_nobody(row: dict[str, str]) -> None:
    """The word says that the office is held no more."""
    assert not any(actor.of for actor in _read(row["example"]).actors)


def test_views_tell_offices() -> None:
    """The list of actors says what somebody is and of whom."""
    report = _read("Russian Foreign Minister Sergei Lavrov met them.")
    for style in ("text", "markdown", "html"):
        assert "Foreign Minister of Russia" in sayso.show(report, style)
