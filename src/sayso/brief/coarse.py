"""Places and times given less exactly, for publication: always to a named area, never moved at random."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from functools import cache

from sayso.grounding.entries import DISTRICT, DIVISION
from sayso.grounding.gazetteer import load_gazetteer
from sayso.record import Place, PlacePrecision, Relation, RelationKind, Time, TimePrecision, TimeType

# Decimals of a degree that a precision bears: 0.01 is about a kilometre, 0.1 eleven.
_DECIMALS = {
    PlacePrecision.SITE: 4,
    PlacePrecision.TOWN: 2,
    PlacePrecision.DISTRICT: 1,
    PlacePrecision.ADMIN1: 1,
    PlacePrecision.COUNTRY: 0,
    PlacePrecision.REGION: 0,
    PlacePrecision.UNKNOWN: 0,
}
_PLACES, _TIMES = list(PlacePrecision), list(TimePrecision)
_LANDMARK_KM = 10.0  # a site as wide as this (a canal, a range) is no finer than a town
_CLOSE_KM = 10.0  # a distance to a named place below this tells more than the place's name
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_Fields = dict[str, object]


def finer(one: PlacePrecision, other: PlacePrecision) -> bool:
    """Tell whether a precision is finer than another."""
    return _PLACES.index(one) < _PLACES.index(other)


def is_site(place: Place) -> bool:
    """Tell a single place, as the gazetteer or the words have it."""
    if place.precision is PlacePrecision.SITE:
        return (place.radius_km or 0.0) < _LANDMARK_KM
    return place.precision is PlacePrecision.UNKNOWN and place.stated is PlacePrecision.SITE


def is_close(place: Place) -> bool:
    """Tell a place that is known by a distance of few kilometres to another ("3 km north of Homs")."""
    relation = place.relation
    return relation is not None and relation.km_high is not None and relation.km_high < _CLOSE_KM


def coarse_place(place: Place, floor: PlacePrecision, text: str, settlement: Place | None) -> Place:
    """Give a place no finer than ``floor``, with coordinates as its precision bears.

    Args:
        place: A place of a record.
        floor: ``site`` leaves it as it is; ``town`` also allows an unnamed district.
        text: Its words as they are published.
        settlement: The place that a site lies in, where the report names it.
    """
    if floor is PlacePrecision.SITE:
        return replace(place, text=text)
    if floor is PlacePrecision.TOWN:
        if is_site(place):
            area = _of(settlement) if settlement is not None else _area(place, PlacePrecision.DISTRICT)
            return _as(place, text, area)
        if is_close(place) and place.relation is not None:
            near = Relation(kind=RelationKind.NEAR, of=place.relation.of)
            return replace(place, text=text, relation=near, resolved=place.precision)
    elif place.precision is PlacePrecision.UNKNOWN or finer(place.precision, floor):
        return _as(place, text, _area(place, floor))
    return replace(place, text=text, **_point(place.lat, place.lon, place.precision))  # type: ignore[arg-type]


def _as(place: Place, text: str, area: _Fields) -> Place:
    return replace(
        place, text=text, candidates=(), relation=None, resolved=place.precision, basis="coarsened",
        **area,  # type: ignore[arg-type]
    )  # fmt: skip


def _of(place: Place) -> _Fields:
    return {
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "geonames_id": place.geonames_id,
        "precision": place.precision,
        "radius_km": place.radius_km,
        **_point(place.lat, place.lon, place.precision),
    }


def _area(place: Place, floor: PlacePrecision) -> _Fields:
    """Give the district, division or country that a place lies in, the finest that is known and allowed."""
    return _known_area(place.geonames_id, place.country, place.admin1, floor) | (
        {"admin1": place.admin1} if finer(floor, PlacePrecision.COUNTRY) else {"admin1": None}
    )


@cache
def _known_area(geonames_id: int | None, country: str | None, admin1: str | None, floor: PlacePrecision) -> _Fields:
    gazetteer = load_gazetteer()
    state = gazetteer.by_alpha2.get(country or "")
    entry = gazetteer.entry(geonames_id) if geonames_id is not None else None
    district = gazetteer.entry(entry.admin2) if entry is not None and entry.admin2 else None
    division = gazetteer.entry(entry.admin1) if entry is not None and entry.admin1 else None
    if division is None and admin1:
        same = (one for one in gazetteer.find(admin1) if one.kind == DIVISION and one.country == country)
        division = next(same, None)
    for kind, precision, one in (
        (DISTRICT, PlacePrecision.DISTRICT, district),
        (DIVISION, PlacePrecision.ADMIN1, division),
    ):
        if one is not None and one.kind == kind and one.lat is not None and not finer(precision, floor):
            return {
                "name": one.name,
                "country": country,
                "geonames_id": one.geonames_id,
                "precision": precision,
                "radius_km": one.radius_km,
                **_point(one.lat, one.lon, precision),
            }
    if state is not None:
        return {
            "name": state.name,
            "country": country,
            "geonames_id": state.geonames_id,
            "precision": PlacePrecision.COUNTRY,
            "radius_km": state.radius_km,
            **_point(state.lat, state.lon, PlacePrecision.COUNTRY),
        }
    return {
        "name": None, "country": country, "geonames_id": None, "precision": PlacePrecision.UNKNOWN,
        "radius_km": None, "lat": None, "lon": None,
    }  # fmt: skip


def _point(lat: float | None, lon: float | None, precision: PlacePrecision) -> _Fields:
    decimals = _DECIMALS[precision]
    return {
        "lat": None if lat is None else round(lat, decimals),
        "lon": None if lon is None else round(lon, decimals),
    }


def coarse_time(time: Time, floor: TimePrecision, text: str) -> Time:
    """Give a time no finer than ``floor``, a day or a month; lengths of time stay as they are."""
    if time.type is TimeType.DURATION or _TIMES.index(time.precision) >= _TIMES.index(floor):
        return replace(time, text=text)
    earliest, latest = time.earliest and time.earliest[:10], time.latest and time.latest[:10]
    value = (time.value or "").partition("T")[0] or None
    if floor is TimePrecision.MONTH:
        value = earliest[:7] if earliest else None
        earliest, latest = month_of(earliest, last=False), month_of(latest, last=True)
    kind = TimeType.DATE if time.type is TimeType.TIME else time.type
    return replace(
        time, text=text, type=kind, value=value, earliest=earliest, latest=latest, precision=floor,
        basis="coarsened", resolved=time.precision,
    )  # fmt: skip


def month_of(day: str | None, *, last: bool) -> str | None:
    """Give the first or the last day of the month of a day."""
    if day is None or not _DAY.match(day):
        return day
    year, month = int(day[:4]), int(day[5:7])
    return f"{day[:7]}-{monthrange(year, month)[1] if last else 1:02}"
