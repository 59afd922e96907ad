"""The places of a report as GeoJSON (RFC 7946): longitude first, null geometry where a place cannot be drawn.

Nothing is moved at random and no point is made up: a place known no finer
than a district is its area, a place known by how it lies to another the area
in which it may be. What is only planned, threatened or expected is not drawn.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sayso.brief.areas import POINTS, area_of
from sayso.brief.map import Known, known_places

if TYPE_CHECKING:
    from sayso.record import Place, Report

Json = dict[str, Any]


def report_geojson(report: Report) -> str:
    """Write a feature for each place of a report, in order of first mention; repeated mentions are one feature."""
    places = {place.id: place for place in report.places}
    collection = {
        "type": "FeatureCollection",
        "record": report.id,
        "note": "Read by machine; no person has checked it. Areas are circles, rings or sectors in which a place lies.",
        "made_by": {"sayso": report.made_by.sayso, "gazetteer": report.made_by.gazetteer},
        "features": [_feature(known, places) for known in known_places(report)],
    }
    return json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


def _feature(known: Known, places: dict[str, Place]) -> Json:
    place = known.place
    relation = place.relation
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": None if known.coming or known.part_of_name else geometry(place, places),
        "properties": {
            "text": place.text,
            "name": place.name,
            "country": place.country,
            "admin1": place.admin1,
            "geonames_id": place.geonames_id,
            "precision": place.precision.value,
            "radius_km": place.radius_km,
            "relation": None
            if relation is None
            else {
                "kind": relation.kind.value,
                "km_low": relation.km_low,
                "km_high": relation.km_high,
                "bearing": relation.bearing,
                "of": list(relation.of),
            },
            "basis": place.basis,
            "part_of_name": known.part_of_name,
            "not_yet_happened": known.coming,
            "mentions": [[mention.start, mention.end] for mention in known.mentions],
            "statements": list(known.statements),
        },
    }


def geometry(place: Place, places: dict[str, Place]) -> Json | None:
    """Give a place's geometry: a point for a town or finer, else its area; ``None`` where neither is known."""
    if place.relation is None and place.precision in POINTS and place.lat is not None and place.lon is not None:
        return {"type": "Point", "coordinates": [place.lon, place.lat]}
    polygons = area_of(place, places)
    if not polygons:
        return None
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}
