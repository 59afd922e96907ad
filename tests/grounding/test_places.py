"""Where: toponyms on the map, grounds known by how they lie, and what stays unplaced."""

from __future__ import annotations

import pytest

from factories import identities, reading
from sayso import lexicon
from sayso.record import Place, PlacePrecision, RelationKind


def _places(*sentences: str) -> tuple[Place, ...]:
    return identities(reading(*sentences)).places


def test_country() -> None:
    """A country's name is the country, with the precision of one."""
    (place,) = _places(
        "Rebels/NNS/nsubj/1/rebel fought/VBD/ROOT/1/fight soldiers/NNS/dobj/1/soldier in/IN/prep/2 "
        "Syria/NNP/pobj/3//GPE"
    )
    assert (place.name, place.country, place.precision) == ("Syria", "SY", PlacePrecision.COUNTRY)
    assert place.lat is not None
    assert place.radius_km is not None


def test_town() -> None:
    """A town has its point, its GeoNames id and the precision of a town."""
    (place,) = _places(
        "Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell soldiers/NNS/dobj/1/soldier "
        "in/IN/prep/1 Homs/NNP/pobj/3//GPE"
    )
    assert (place.name, place.country, place.precision) == ("Homs", "SY", PlacePrecision.TOWN)
    assert place.geonames_id is not None
    assert place.basis


def test_town_by_focus() -> None:
    """Of towns with one name, that of a country which the report names is meant; the others are kept."""
    (lebanese,) = _places(
        "Lebanese/JJ/amod/1//NORP troops/NNS/nsubj/2/troop shelled/VBD/ROOT/2/shell "
        "rebels/NNS/dobj/2/rebel in/IN/prep/3 Tripoli/NNP/pobj/4//GPE"
    )
    (largest,) = _places(
        "Troops/NNS/nsubj/1/troop shelled/VBD/ROOT/1/shell rebels/NNS/dobj/1/rebel in/IN/prep/2 Tripoli/NNP/pobj/3//GPE"
    )
    assert (lebanese.country, largest.country) == ("LB", "LY")
    for place in (lebanese, largest):
        assert place.candidates[0].geonames_id == place.geonames_id
        assert len(place.candidates) > 1
        assert sum(candidate.score for candidate in place.candidates) <= 1.001


def test_named_again() -> None:
    """A second mention is an entry of its own that points to the first."""
    first, second = _places(
        (
            "Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell soldiers/NNS/dobj/1/soldier "
            "in/IN/prep/1 Homs/NNP/pobj/3//GPE"
        ),
        "Soldiers/NNS/nsubj/1/soldier died/VBD/ROOT/1/die in/IN/prep/1 Homs/NNP/pobj/2//GPE",
    )
    assert (first.same_as, second.same_as) == (None, first.id)
    assert second.geonames_id == first.geonames_id


def test_unknown_name_stays_unresolved() -> None:
    """A name that the gazetteer lacks is a place without name, country or point."""
    (place,) = _places(
        "Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell soldiers/NNS/dobj/1/soldier "
        "in/IN/prep/2 Veldrana/NNP/pobj/3//GPE"
    )
    assert (place.text, place.precision) == ("Veldrana", PlacePrecision.UNKNOWN)
    assert (place.name, place.country, place.lat, place.lon, place.geonames_id) == (None,) * 5
    assert place.candidates == ()


def test_behind_a_title_stands_no_place() -> None:
    """Somebody called "President Homs" is a person, and so is Homs wherever else that report has the name."""
    assert not _places(
        "Rebels/NNS/nsubj/1/rebel met/VBD/ROOT/1/meet President/NNP/compound/3 Homs/NNP/dobj/1//GPE",
        "Mr/NNP/compound/1//GPE Veldran/NNP/nsubj/2//GPE fled/VBD/ROOT/2/flee",
    )


def test_what_is_shelled_is_a_place() -> None:
    """A town that a verb of violence has as its object is a place, and nobody."""
    found = identities(reading("Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell Homs/NNP/dobj/1//GPE"))
    assert [place.name for place in found.places] == ["Homs"]
    assert [actor.name for actor in found.actors] == ["rebels"]


def test_road_and_distance() -> None:
    """A road is known by the towns it links, and "22 miles from this highway" is 35.4 km from that road."""
    road, damascus, homs, distance, again = _places(
        (
            "Rebels/NNS/nsubj/1/rebel seized/VBD/ROOT/1/seize a/DT/det/3 road/NN/dobj/1 "
            "linking/VBG/acl/3/link Damascus/NNP/dobj/4//GPE to/IN/prep/4 Homs/NNP/pobj/6//GPE"
        ),
        (
            "Its/PRP$/poss/1 forces/NNS/nsubj/2/force are/VBP/ROOT/2/be 22/CD/nummod/4//QUANTITY "
            "miles/NNS/npadvmod/5/mile/+QUANTITY from/IN/prep/2 this/DT/det/7 highway/NN/pobj/5"
        ),
    )
    assert road.relation is not None
    assert (road.relation.kind, road.relation.of) == (RelationKind.LINKING, (damascus.id, homs.id))
    assert (road.lat, road.lon) == (None, None)
    assert distance.relation is not None
    assert (distance.relation.kind, distance.relation.of) == (RelationKind.DISTANCE, (road.id,))
    assert (distance.relation.km_low, distance.relation.km_high) == (35.4, 35.4)
    assert (distance.text, distance.lat) == ("22 miles from this highway", None)
    assert (again.text, again.same_as) == ("this highway", road.id)


def test_distance_with_one_bound() -> None:
    """A distance of "less than ten kilometres" has only an upper bound."""
    places = _places(
        "Rebels/NNS/nsubj/1/rebel stood/VBD/ROOT/1/stand less/JJR/amod/4//QUANTITY "
        "than/IN/quantmod/4//+QUANTITY ten/CD/nummod/5//+QUANTITY "
        "kilometres/NNS/npadvmod/6/kilometre/+QUANTITY from/IN/prep/1 Homs/NNP/pobj/6//GPE"
    )
    (relation,) = [place.relation for place in places if place.relation is not None]
    assert (relation.km_low, relation.km_high) == (None, 10.0)
    assert relation.of == tuple(place.id for place in places if place.name == "Homs")


@pytest.mark.parametrize("word", sorted(lexicon.by_pattern("division_words")))
def test_every_division_word_has_a_precision(word: str) -> None:
    """Whatever a division is called, known to the gazetteer or not, how exactly the words put it is told."""
    for name in ("Tigray", "Zorbak"):
        (place,) = _places(
            "Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell soldiers/NNS/dobj/1/soldier in/IN/prep/2 "
            f"{name}/NNP/compound/5//GPE {word.title()}/NNP/pobj/3//+GPE"
        )
        assert place.stated in {PlacePrecision.ADMIN1, PlacePrecision.DISTRICT, PlacePrecision.REGION}
