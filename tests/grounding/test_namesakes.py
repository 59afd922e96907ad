"""Which place of a name is meant, what is no place, and what is left open: sentences of our own, the real parser."""

from __future__ import annotations

from functools import cache

import pytest

import sayso
from sayso.record import Place, PlacePrecision


@cache
def _read(text: str) -> tuple[Place, ...]:
    return sayso.read_text(text, published="2016-05-10").places


def _named(text: str, name: str) -> Place:
    return next(place for place in _read(text) if place.text == name)


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        # the words beside the name
        ("The bus left Tripoli, Lebanon, at noon.", "Tripoli", "LB", None),
        ("The bus left Tripoli, Libya, at noon.", "Tripoli", "LY", None),
        ("Police in Paris, Texas, made an arrest.", "Paris", "US", "Texas"),
        ("A storm hit Salina, Kan., on Monday.", "Salina", "US", "Kansas"),
        ("Gunmen raided the Lebanese city of Tripoli.", "Tripoli", "LB", None),
        ("Shells fell in the Syrian town of Douma.", "Douma", "SY", None),
        # the country, the division and the places about it
        ("Lebanese troops and Lebanese police met. Clashes broke out in Tripoli.", "Tripoli", "LB", None),
        (
            "The mayor of Atlanta spoke. In Savannah, police closed roads. A fire in Athens killed two people. "
            "Officials in Macon said Georgia was ready.",
            "Athens",
            "US",
            "Georgia",
        ),
        # others in one list with it, the town of the dateline
        ("Fighting raged in Idlib, Hama and Tripoli on Sunday, the Syrian army said.", "Tripoli", "LB", None),
        ("LIMA, 3 Mar 91 (AFP) -- U.S. officials and U.S. troops left. American schools closed.", "LIMA", "PE", None),
        # nothing but size
        ("A bomb exploded in London on Monday.", "London", "GB", "England"),
        ("A blast shook Aleppo.", "Aleppo", "SY", None),
        # a division by the word for one
        ("Clashes broke out in Idlib province.", "Idlib", "SY", "Idlib"),
        ("A bridge in Cook County collapsed.", "Cook County", "US", "Illinois"),
        # spellings of the press
        ("Rebels seized a base in Deir ez-Zor.", "Deir ez-Zor", "SY", None),
        ("Shells fell in Qusayr, in Syria.", "Qusayr", "SY", None),
        ("Troops entered Hadhramaut in Yemen.", "Hadhramaut", "YE", None),
    ],
)
def test_the_right_namesake(text: str, name: str, country: str, admin1: str | None) -> None:
    """Pairs, adjectives, the report's focus, neighbours and size decide, in that order."""
    place = _named(text, name)
    assert place.country == country
    assert place.lat is not None
    if admin1 is not None:
        assert place.admin1 == admin1


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Shells fell in Homs.", PlacePrecision.TOWN),
        ("Shells fell in Homs province.", PlacePrecision.ADMIN1),
        ("Shells fell in Syria.", PlacePrecision.COUNTRY),
        ("A ship sank in the Black Sea.", PlacePrecision.REGION),
        ("A missile hit the Shayrat Air Base.", PlacePrecision.SITE),
    ],
)
def test_precision(text: str, precision: PlacePrecision) -> None:
    """A place is as exact as its kind; areas have a radius."""
    place = _read(text)[0]
    assert place.precision is precision
    assert (place.radius_km is None) == (precision is PlacePrecision.TOWN)


def test_runners_up_and_the_reason_are_kept() -> None:
    """The record shows what else the name might mean, and why this was chosen."""
    place = _named("The bus left Tripoli, Lebanon, at noon.", "Tripoli")
    assert place.candidates[0].geonames_id == place.geonames_id
    assert len(place.candidates) > 1
    assert sum(candidate.score for candidate in place.candidates) <= 1.001
    assert place.basis == "the text says it lies in Lebanon"


def test_what_the_gazetteer_lacks_stays_open() -> None:
    """A name nobody knows is a place without coordinates; what the text says it lies in is kept."""
    alone, within = (
        _named("Shells fell in Veldrana.", "Veldrana"),
        _named("Shells fell in Veldrana, Syria.", "Veldrana"),
    )
    assert (alone.name, alone.lat, alone.country, alone.precision) == (None, None, None, PlacePrecision.UNKNOWN)
    assert (within.lat, within.country) == (None, "SY")
    assert alone.basis == "not in the gazetteer"


@pytest.mark.parametrize(
    "text",
    [
        "Rebels withdrew in March.",
        "Paris Hilton arrived on Monday.",
        "Hamas denied the report.",
        "Congress met on Tuesday.",
        "Washington said it would not attend.",
        "The Syrian army withdrew.",
        "General Orange resigned.",
    ],
)
def test_what_is_no_place(text: str) -> None:
    """Months, persons, organisations, governments that speak and adjectives are no places."""
    assert [place.text for place in _read(text) if not place.part_of_name] == []


def test_a_government_and_a_place() -> None:
    """What "said" it is a government, what something is "in" a place."""
    report = sayso.read_text("Washington said two men were arrested in Washington.", published="2016-05-10")
    assert [(place.text, place.start > 0) for place in report.places] == [("Washington", True)]
    assert any(actor.kind == "government" for actor in report.actors)


def test_part_of_a_name() -> None:
    """A place inside a body's name is kept as that, and nothing is said to happen there."""
    report = sayso.read_text("The California Department of Health said a bomb exploded.", published="2016-05-10")
    (place,) = report.places
    assert (place.text, place.part_of_name) == ("California", True)
    assert [s.event.place for s in report.statements if s.event] == [None]


def test_one_name_one_place() -> None:
    """A name means the same place throughout, unless the words beside it say otherwise."""
    places = _read("Police in Paris, Texas, made an arrest. A lawyer in Paris said so. Paris, France, is far.")
    assert [place.country for place in places if place.text == "Paris"] == ["US", "US", "FR"]
