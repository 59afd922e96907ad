"""Places told by how they lie to named ones: kind, bounds in km, bearing and ground, and never a point."""

from __future__ import annotations

import pytest

import sayso
from sayso import lexicon
from sayso.record import Place, Relation, RelationKind


def _related(text: str) -> tuple[Place, Relation, tuple[str, ...]]:
    """Give the related place of a text, its relation, and the texts of its grounds."""
    report = sayso.read_text(text, published="2016-05-10")
    words = {place.id: place.text for place in report.places}
    place = next(place for place in report.places if place.relation is not None)
    assert place.relation is not None
    assert (place.lat, place.lon) == (None, None)
    return place, place.relation, tuple(words[ground] for ground in place.relation.of)


@pytest.mark.parametrize("row", lexicon.table("place_relations"), ids=lambda row: row["id"])
def test_each_row_fires(row: dict[str, str]) -> None:
    """Each row's example gives its kind and its reach."""
    _, relation, grounds = _related(row["example"])
    assert relation.kind == row["value"]
    assert relation.km_high == (float(row["km_high"]) if row["km_high"] else None)
    assert len(grounds) == 1


@pytest.mark.parametrize("row", lexicon.table("directions"), ids=lambda row: row["id"])
def test_each_direction_has_its_bearing(row: dict[str, str]) -> None:
    """Directions are told in degrees from north, beside a distance, alone, and as adjectives."""
    word = row["pattern"]
    _, relation, _ = _related(f"Shells fell 30 km {word} of Homs.")
    assert (relation.kind, relation.km_low, relation.bearing) == (RelationKind.DISTANCE, 30.0, float(row["value"]))
    _, relation, _ = _related(f"Shells fell to the {word} of Homs.")
    assert (relation.kind, relation.bearing) == (RelationKind.DIRECTION, float(row["value"]))


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "grounds"),
    [
        ("Troops stood 22 miles north of Homs.", "22 miles north of Homs", 35.4, 35.4, ("Homs",)),
        ("Troops stood 22 miles (35.4 km) north of Homs.", "22 miles (35.4 km) north of Homs", 35.4, 35.4, ("Homs",)),
        ("Shells fell about 15 kilometres outside Homs.", "about 15 kilometres outside Homs", 15.0, 15.0, ("Homs",)),
        ("Shells fell less than ten km east of Homs.", "less than ten km east of Homs", None, 10.0, ("Homs",)),
        (
            "Shells fell 5 km south of the Syrian city of Homs.",
            "5 km south of the Syrian city of Homs",
            5.0,
            5.0,
            ("Homs",),
        ),
    ],
)
def test_distances(text: str, words: str, low: float | None, high: float | None, grounds: tuple[str, ...]) -> None:
    """A distance with a direction is one place, with the words it stands in and its bounds in km to 0.1."""
    place, relation, found = _related(text)
    assert (place.text, relation.kind) == (words, RelationKind.DISTANCE)
    assert (relation.km_low, relation.km_high, found) == (low, high, grounds)
    assert place.country == "SY"


def test_between() -> None:
    """Two grounds make one place, in the country that they share."""
    place, relation, grounds = _related("A convoy was hit between Homs and Hama.")
    assert (relation.kind, grounds, place.country) == (RelationKind.BETWEEN, ("Homs", "Hama"), "SY")


def test_across_the_border() -> None:
    """What lies across a border from a town is not in the town's country."""
    place, relation, grounds = _related("Rockets landed across the border from Kilis.")
    assert (relation.kind, grounds, place.country) == (RelationKind.ACROSS, ("Kilis",), None)


def test_along_a_road() -> None:
    """A road that only its number names is a ground without a point."""
    place, relation, grounds = _related("Tanks advanced along the M5 road.")
    assert (place.text, relation.kind, grounds) == ("along the M5 road", RelationKind.ALONG, ())


def test_direction_before_countryside() -> None:
    """A direction before the name and the word behind it make one place."""
    place, relation, _ = _related("Jets bombed the northern Aleppo countryside.")
    assert (place.text, relation.kind, relation.km_high, relation.bearing) == (
        "northern Aleppo countryside", RelationKind.WITHIN, 60.0, 0.0,
    )  # fmt: skip


def test_events_take_the_related_place() -> None:
    """What is bombed north of a town did not happen in the town."""
    report = sayso.read_text("Jets bombed a village 22 miles north of Homs.", published="2016-05-10")
    places = {place.id: place.text for place in report.places}
    (event,) = [s.event for s in report.statements if s.event]
    assert places[event.place or ""] == "22 miles north of Homs"
