"""Areas on the map: circles, rings, sectors and corridors as rings of points, for what is known no finer.

A place known by how it lies to another gets the area in which it may be,
never a point of our making. Points are (longitude, latitude) in degrees.
"""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import TYPE_CHECKING

from sayso.record import PlacePrecision, RelationKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.record import Place, Relation

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]

POINTS = frozenset({PlacePrecision.SITE, PlacePrecision.TOWN})
_EARTH_KM = 6371.0
_VERTICES = 64  # of a circle
_POLE = 88.0  # degrees: areas that reach farther are not drawn
_SECTOR = 22.5  # degrees to either side of a direction of eight
_HALF = 90.0  # degrees to either side of "northern"
_EXACT = 0.1  # of a distance told as one number, to either side of it
_CORRIDOR = 0.1  # of the length between two places, to either side
_NARROWEST = 5.0  # km, to either side


def area_of(place: Place, places: Mapping[str, Place]) -> list[Polygon]:
    """Give the area in which a place is, cut at the date line; empty where nothing can be drawn.

    Args:
        place: A place of the record, of precision coarser than a town, or known by a relation.
        places: All places of the record, by id.
    """
    relation = place.relation
    if relation is None:
        if place.lat is None or place.lon is None or not place.radius_km:
            return []
        return _cut(_sector(place.lat, place.lon, 0.0, place.radius_km, None, 0.0))
    grounds = [places[ground] for ground in relation.of if places[ground].lat is not None]
    if relation.kind is RelationKind.BETWEEN and len(grounds) == 2:
        return _cut([_corridor(grounds[0], grounds[1])])
    if len(grounds) != 1 or relation.kind in {RelationKind.ALONG, RelationKind.ACROSS, RelationKind.LINKING}:
        return []
    return _cut(_about(grounds[0], relation))


def _about(ground: Place, relation: Relation) -> Polygon:
    """Give the area that a distance, a direction or nearness leaves about a ground."""
    lat, lon = ground.lat or 0.0, ground.lon or 0.0
    own = ground.radius_km or 0.0
    low, high = relation.km_low, relation.km_high
    if relation.kind is RelationKind.DISTANCE and low is not None and low == high:
        low, high = low * (1 - _EXACT), high * (1 + _EXACT)
    if high is None and relation.kind is RelationKind.WITHIN:
        high = own
    if not high:
        return []
    if relation.kind is not RelationKind.DISTANCE:
        low, high = 0.0, max(high, own)
    wide = _HALF if relation.kind is RelationKind.WITHIN else _SECTOR
    return _sector(lat, lon, low or 0.0, high, relation.bearing, wide)


def _sector(lat: float, lon: float, low: float, high: float, bearing: float | None, wide: float) -> Polygon:
    """Give a disc, a ring, or their part about a bearing; none where it reaches a pole.

    Outer rings run anticlockwise, holes clockwise, as RFC 7946 asks.
    """
    if abs(lat) + degrees(high / _EARTH_KM) > _POLE:
        return []
    if bearing is None:
        angles = [-360.0 * i / _VERTICES for i in range(_VERTICES)]
        outer = [_there(lat, lon, angle, high) for angle in angles]
        hole = [_there(lat, lon, -angle, low) for angle in angles] if low else []
        return [_closed(outer), *([_closed(hole)] if hole else [])]
    steps = max(int(_VERTICES * wide / 180), 4)
    angles = [bearing + wide - 2 * wide * i / steps for i in range(steps + 1)]
    outer = [_there(lat, lon, angle, high) for angle in angles]
    inner = [_there(lat, lon, angle, low) for angle in reversed(angles)] if low else [(lon, lat)]
    return [_closed([*outer, *inner])]


def _corridor(one: Place, other: Place) -> Ring:
    """Give the strip between two places."""
    a_lat, a_lon, b_lat, b_lon = one.lat or 0.0, one.lon or 0.0, other.lat or 0.0, other.lon or 0.0
    length, bearing = _way(a_lat, a_lon, b_lat, b_lon)
    half = max(_NARROWEST, _CORRIDOR * length)
    return _closed(
        [
            _there(a_lat, a_lon, bearing + 90, half),
            _there(b_lat, b_lon, bearing + 90, half),
            _there(b_lat, b_lon, bearing - 90, half),
            _there(a_lat, a_lon, bearing - 90, half),
        ]
    )


def _way(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> tuple[float, float]:
    """Give the length (km) and the first bearing of the way from one point to another."""
    a, b, turn = radians(a_lat), radians(b_lat), radians(b_lon - a_lon)
    square = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(turn / 2) ** 2
    bearing = atan2(sin(turn) * cos(b), cos(a) * sin(b) - sin(a) * cos(b) * cos(turn))
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(square))), degrees(bearing)


def _there(lat: float, lon: float, bearing: float, km: float) -> Point:
    """Give the point that lies ``km`` from another in a direction; its longitude may run on beyond 180."""
    far, angle, phi = km / _EARTH_KM, radians(bearing), radians(lat)
    north = asin(max(-1.0, min(1.0, sin(phi) * cos(far) + cos(phi) * sin(far) * cos(angle))))
    east = atan2(sin(angle) * sin(far) * cos(phi), cos(far) - sin(phi) * sin(north))
    return lon + degrees(east), degrees(north)


def _closed(ring: Sequence[Point]) -> Ring:
    return [*ring, ring[0]]


def _cut(polygon: Polygon) -> list[Polygon]:
    """Cut a polygon at the date line, as RFC 7946 asks."""
    if not polygon:
        return []
    parts = []
    for shift in (-360.0, 0.0, 360.0):
        rings = [_clipped([(lon + shift, lat) for lon, lat in ring]) for ring in polygon]
        if rings[0]:
            parts.append([_rounded(ring) for ring in rings if ring])
    return parts


def _clipped(ring: Ring) -> Ring:
    """Leave of a ring what lies between longitudes -180 and 180."""
    for edge, sign in ((180.0, 1.0), (-180.0, -1.0)):
        kept: Ring = []
        for (a_lon, a_lat), (b_lon, b_lat) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            a_in, b_in = sign * a_lon <= 180.0, sign * b_lon <= 180.0
            if a_in:
                kept.append((a_lon, a_lat))
            if a_in != b_in:
                kept.append((edge, a_lat + (b_lat - a_lat) * (edge - a_lon) / (b_lon - a_lon)))
        ring = kept
    return _closed(ring) if ring and ring[0] != ring[-1] else ring


def _rounded(ring: Ring) -> Ring:
    return [(round(lon, 4), round(lat, 4)) for lon, lat in ring]
