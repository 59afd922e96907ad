"""Places as GeoJSON: longitude first, areas for what is known no finer, null for what cannot be drawn."""

from __future__ import annotations

import json
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from typing import Any

import pytest

import sayso
from sayso.brief.areas import area_of
from sayso.record import Place, PlacePrecision


def _features(text: str) -> dict[str, dict[str, Any]]:
    report = sayso.read_text(text, published="2016-05-10")
    collection = json.loads(sayso.show(report, "geojson"))
    assert collection["type"] == "FeatureCollection"
    return {feature["properties"]["text"]: feature for feature in collection["features"]}


def _km(a: list[float], b: tuple[float, float]) -> float:
    lat, other = radians(a[1]), radians(b[1])
    square = sin((other - lat) / 2) ** 2 + cos(lat) * cos(other) * sin(radians(b[0] - a[0]) / 2) ** 2
    return 2 * 6371 * asin(sqrt(square))


def _turn(ring: list[list[float]]) -> float:
    """Give twice the area that a ring encloses, positive if it runs anticlockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


HOMS = (36.72559, 34.72405)


def test_a_town_is_a_point_longitude_first() -> None:
    """The gazetteer's point, unmoved, with its precision."""
    homs = _features("Rain fell in Homs, Syria.")["Homs"]
    assert homs["geometry"] == {"type": "Point", "coordinates": list(HOMS)}
    assert (homs["properties"]["precision"], homs["properties"]["country"]) == ("town", "SY")
    assert homs["properties"]["statements"] == []
    assert homs["properties"]["mentions"] == [[13, 17]]


def test_a_country_is_an_area() -> None:
    """A circle of the country's area about its point, anticlockwise and closed; no lone point."""
    syria = _features("Shells fell in Syria.")["Syria"]
    assert syria["geometry"]["type"] == "Polygon"
    (ring,) = syria["geometry"]["coordinates"]
    assert ring[0] == ring[-1]
    assert _turn(ring) > 0
    radius = syria["properties"]["radius_km"]
    assert all(abs(_km(point, (38.0, 35.0)) - radius) < 1 for point in ring)


def test_what_is_not_placed_has_no_geometry() -> None:
    """Unknown names, roads, and places beyond a border keep their properties and a null geometry."""
    found = _features(
        "Shells fell in Veldrana. Tanks drove along the M5 road. Rockets fell across the border from Kilis."
    )
    for words in ("Veldrana", "along the M5 road", "across the border from Kilis"):
        assert found[words]["geometry"] is None


def test_a_distance_is_a_ring_or_its_part() -> None:
    """22 miles north of Homs is a piece of a ring about it, never a point."""
    found = _features("Shells fell 22 miles north of Homs. Tanks stood 30 km from Hama.")
    piece = found["22 miles north of Homs"]["geometry"]
    assert piece["type"] == "Polygon"
    (ring,) = piece["coordinates"]
    assert _turn(ring) > 0
    assert all(31.8 < _km(point, HOMS) < 39.0 for point in ring)
    assert all(point[1] > HOMS[1] for point in ring)
    outer, hole = found["30 km from Hama"]["geometry"]["coordinates"]
    assert _turn(outer) > 0 > _turn(hole)


def test_near_and_between_are_areas() -> None:
    """Nearness is a disc of the reach that the words are taken to have, between a strip."""
    found = _features("Shells fell near Homs. A convoy was hit between Homs and Hama.")
    (ring,) = found["near Homs"]["geometry"]["coordinates"]
    assert all(abs(_km(point, HOMS) - 25) < 0.2 for point in ring)
    assert found["near Homs"]["properties"]["relation"]["km_high"] == 25
    (strip,) = found["between Homs and Hama"]["geometry"]["coordinates"]
    assert len(strip) == 5
    assert _turn(strip) > 0


def test_what_has_not_happened_is_not_drawn() -> None:
    """Places of threats and plans have no geometry, and say why."""
    kyiv = _features("Russia threatened to bomb Kyiv.")["Kyiv"]
    assert kyiv["geometry"] is None
    assert kyiv["properties"]["not_yet_happened"] is True


def test_parts_of_names_are_not_drawn() -> None:
    """Nothing is said to be where a body's name has a place."""
    found = _features("The California Department of Health said a bomb exploded.")["California"]
    assert found["geometry"] is None
    assert found["properties"]["part_of_name"] is True


def _area(lat: float, lon: float, radius: float) -> list[Any]:
    place = Place(
        id="p1", start=0, end=1, text="X", name="X", country=None, admin1=None, lat=lat, lon=lon, geonames_id=None,
        precision=PlacePrecision.REGION, radius_km=radius, same_as=None, candidates=(), basis="test",
    )  # fmt: skip
    return area_of(place, {"p1": place})


@pytest.mark.parametrize("lon", [179.5, -179.5])
def test_areas_are_cut_at_the_date_line(lon: float) -> None:
    """No polygon crosses it; both parts are closed and within bounds."""
    polygons = _area(-17.0, lon, 200.0)
    assert len(polygons) == 2
    for (ring,) in polygons:
        assert ring[0] == ring[-1]
        assert all(-180 <= x <= 180 for x, _ in ring)
        assert max(x for x, _ in ring) - min(x for x, _ in ring) < 5


def test_areas_over_a_pole_are_not_drawn() -> None:
    """A circle that holds a pole is no polygon on a map."""
    assert _area(-85.0, 0.0, 1000.0) == []
