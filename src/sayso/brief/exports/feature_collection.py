"""Incidents as GeoJSON (RFC 7946): one feature each, a point only for a town or finer, else an area or nothing.

Nothing planned, threatened or expected is drawn, nor what is only denied or stands no more; such incidents and those
without a place have a null geometry. Properties are columns of the full table. There is no layer of facilities.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sayso.brief.exports.columns import fields
from sayso.brief.exports.flat import GONE, flat, places_beside, standing, wordings
from sayso.brief.exports.table import row_of
from sayso.brief.geojson import geometry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sayso.brief.exports.flat import Flat
    from sayso.incidents import Incident

Json = dict[str, Any]
_NOTE = (
    "Reported incidents, on whose say-so the voices tell. A point is a town or a place inside one, as reports name it; "
    "an area is where a place lies, no matter where in it. For study and for the record, not for choosing targets."
)
_ASIDE = frozenset({"lat", "lon", "radius_km", "link"})  # columns that geometry and ``permalink`` stand for


def write_geojson(incidents: Iterable[Incident], output: Path) -> None:
    """Write a feature collection, one feature a line."""
    head = json.dumps({"type": "FeatureCollection", "note": _NOTE}, ensure_ascii=False)[:-1]
    with output.open("w", encoding="utf-8", newline="") as out:
        out.write(f'{head}, "features": [')
        for number, incident in enumerate(incidents):
            out.write(",\n" if number else "\n")
            out.write(json.dumps(feature(incident), ensure_ascii=False))
        out.write("\n]}\n")


def feature(incident: Incident) -> Json:
    """Give the feature of an incident."""
    made = flat(incident)
    columns = {
        field.name: json.loads(value) if field.type == "json" and value else value
        for field, value in zip(fields(), row_of(incident), strict=True)
    }
    drawn = drawn_geometry(made)
    place = made.place
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": drawn,
        "properties": {
            **{name: value for name, value in columns.items() if name not in _ASIDE},
            "permalink": columns["link"],
            "standing": standing(incident),
            "radius_km": place.radius_km
            if place is not None and drawn is not None and made.point is not place
            else None,
            "precision_basis": place.basis if place is not None else None,
            "not_drawn": _not_drawn(made) if drawn is None else None,
            "voices": list(wordings(made)),
        },
    }


def drawn_geometry(made: Flat) -> Json | None:
    """Give what may be drawn of an incident."""
    if made.place is None or made.incident.status in GONE:
        return None
    return geometry(made.place, places_beside(made.place, made.held))


def _not_drawn(made: Flat) -> str:
    """Say why an incident has no geometry."""
    if made.incident.status in GONE:
        return "it stands no more"
    if not made.held:
        return "nobody says that it happened: it is denied, planned, threatened or expected"
    return "no place is told" if made.place is None else "where the place lies is not known"
