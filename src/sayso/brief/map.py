"""Small maps of a report's places, drawn without asking anybody.

Country outlines come from the package ``countryinfo`` (about 170 countries,
coarse; it has none for Hungary, Montenegro, Myanmar, Palestine, Serbia and
most islands, which the map then says). Only this file draws maps.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Any

from sayso.brief.areas import POINTS
from sayso.brief.phrases import stated_places
from sayso.record import EventType, Stage, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sayso.record import Place, Report, Statement

WIDTH, HEIGHT = 360, 260  # of a map, in its own units: near to CSS pixels on a narrow screen

_COMING = frozenset({Stage.PLANNED, Stage.THREATENED, Stage.HYPOTHETICAL})
_COMING_KINDS = frozenset({StatementKind.AIM, StatementKind.FORECAST, StatementKind.CONDITION})
_APART_KM = 2_000.0  # places farther apart than this get maps of their own
_MOST = 40  # places drawn; the table has all
_AROUND_KM = 250.0  # what is shown round a town, so that the country can be recognised
_KM_A_DEGREE = 111.2
_EARTH_KM = 6371.0
_LETTER = 6.6  # width of a letter of a label
_LINE = 15.0  # height of a label

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A place with all its mentions and the statements that are about it.

    ``coming`` if all that is said of it has not happened, or may never.
    """

    place: Place
    mentions: tuple[Place, ...]
    statements: tuple[str, ...]
    coming: bool

    @property
    def is_drawn(self) -> bool:
        """True where a point (town or finer) or an area of known size can be drawn."""
        placed = self.place.lat is not None and self.place.lon is not None and not self.part_of_name
        return placed and not self.coming and (self.is_point or self.place.radius_km is not None)

    @property
    def part_of_name(self) -> bool:
        """True where the place is named only as part of somebody's name."""
        return all(mention.part_of_name for mention in self.mentions)

    @property
    def is_point(self) -> bool:
        """True where the place is known well enough to be a point."""
        return self.place.precision in POINTS

    @property
    def label(self) -> str:
        """The place's name, as the report has it."""
        return self.place.text


@dataclass(frozen=True, slots=True)
class Mark:
    """A point (``radius`` None) or an area on a map, with its label's place."""

    known: Known
    x: float
    y: float
    radius: float | None
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One map: outlines as SVG paths (``meant`` is true for countries that the report names), and marks."""

    outlines: tuple[tuple[str, bool], ...]
    marks: tuple[Mark, ...]
    missing: tuple[str, ...]

    @property
    def title(self) -> str:
        """What the map shows."""
        return "Map of " + _listed([mark.known.label for mark in self.marks])

    @property
    def description(self) -> str:
        """The map in words."""
        points = [mark.known.label for mark in self.marks if mark.radius is None]
        areas = [mark.known for mark in self.marks if mark.radius is not None]
        said = [f"A point for {_listed(points)}."] if points else []
        said += [f"A circle of {area.place.radius_km:,.0f} km round, for {area.label} as a whole." for area in areas]
        return " ".join([*said, "North is up."])


def known_places(report: Report) -> tuple[Known, ...]:
    """Give the places of a report, each once, in order of first mention."""
    roots: dict[str, list[Place]] = {}
    for place in report.places:
        roots.setdefault(place.same_as or place.id, []).append(place)
    stated = _stated(report.statements)
    plans = Plans(report.statements)
    found = []
    for mentions in roots.values():
        about = list(dict.fromkeys(statement for place in mentions for statement in stated.get(place.id, ())))
        coming = all(map(is_coming, about)) if about else all(map(plans.hold, mentions))
        found.append(Known(mentions[0], tuple(mentions), tuple(statement.id for statement in about), coming))
    return tuple(found)


def panels(places: Iterable[Known]) -> tuple[Panel, ...]:
    """Draw what can be drawn: one map for places near each other, another where they are far apart.

    Of more than 40 places the 40 that are mentioned most are drawn.
    """
    drawn = [known for known in places if known.is_drawn]
    most = set(sorted(drawn, key=lambda known: -len(known.mentions))[:_MOST])
    return tuple(_panel(group) for group in _groups([known for known in drawn if known in most]))


class Plans:
    """The stretches of text that are of things to come."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        """Gather what is planned, threatened, wanted or expected."""
        self._starts: list[int] = []
        self._reach: list[int] = []
        for statement in sorted(statements, key=lambda statement: statement.start):
            if is_coming(statement):
                self._starts.append(statement.start)
                self._reach.append(max(statement.end, self._reach[-1] if self._reach else 0))

    def hold(self, place: Place | Statement) -> bool:
        """Tell whether a place or a statement stands inside one."""
        at = bisect_right(self._starts, place.start)
        return at > 0 and self._reach[at - 1] >= place.end


def _stated(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Give, for each place, the statements that are about it."""
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        for place in stated_places(statement):
            found.setdefault(place, []).append(statement)
    return found


def is_coming(statement: Statement) -> bool:
    """Tell whether a statement is of something to come; such things stand on no map."""
    event = statement.event
    threat = event is not None and event.type is EventType.THREATEN  # its place is where the threatened thing would be
    return statement.kind in _COMING_KINDS or threat or (event is not None and event.stage in _COMING)


def _groups(places: Sequence[Known]) -> list[list[Known]]:
    """Put places together that a chain of steps of no more than 2,000 km joins."""
    groups: list[list[Known]] = []
    for known in places:
        near = [group for group in groups if any(_km(known.place, other.place) <= _APART_KM for other in group)]
        joined = [member for group in near for member in group]
        groups = [group for group in groups if group not in near]
        groups.append([*joined, known])
    order = {known: number for number, known in enumerate(places)}
    return sorted((sorted(group, key=order.__getitem__) for group in groups), key=lambda group: order[group[0]])


def _km(a: Place, b: Place) -> float:
    """Great-circle distance between two representative points."""
    a_lat, b_lat, d_lon = radians(a.lat or 0), radians(b.lat or 0), radians((b.lon or 0) - (a.lon or 0))
    half = sin((b_lat - a_lat) / 2) ** 2 + cos(a_lat) * cos(b_lat) * sin(d_lon / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


@dataclass(frozen=True, slots=True)
class _View:
    """Plate carrée, true to scale at the middle latitude."""

    lat: float
    lon: float
    scale: float  # units a degree of latitude
    squeeze: float  # units a degree of longitude, as a share of those of latitude

    def xy(self, lat: float, lon: float) -> tuple[float, float]:
        return (WIDTH / 2 + (lon - self.lon) * self.scale * self.squeeze, HEIGHT / 2 - (lat - self.lat) * self.scale)

    def near(self, lon: float) -> float:
        """Give a longitude on this map's side of the date line."""
        return (lon - self.lon + 180) % 360 - 180 + self.lon


def _view(group: Sequence[Known]) -> _View:
    first = group[0].place.lon or 0.0
    south, north, west, east = 90.0, -90.0, 540.0, -540.0
    for known in group:
        lat, lon = known.place.lat or 0.0, ((known.place.lon or 0.0) - first + 180) % 360 - 180 + first
        up = (_AROUND_KM if known.is_point else 1.15 * (known.place.radius_km or 0)) / _KM_A_DEGREE
        side = up / _squeeze(lat)
        south, north, west, east = (
            min(south, lat - up),
            max(north, lat + up),
            min(west, lon - side),
            max(east, lon + side),
        )
    lat, lon = (south + north) / 2, (west + east) / 2
    squeeze = _squeeze(lat)
    scale = min(HEIGHT / (north - south), WIDTH / ((east - west) * squeeze))
    return _View(lat, lon, scale, squeeze)


def _squeeze(lat: float) -> float:
    return cos(radians(max(-75.0, min(75.0, lat))))


def _panel(group: Sequence[Known]) -> Panel:
    view = _view(group)
    named = {known.place.country for known in group if known.place.country}
    drawn = []
    for code, rings in outlines().items():
        path = "".join(_path(view, ring) for ring in rings)
        if path:
            drawn.append((path, code in named))
    drawn.sort(key=lambda outline: outline[1])
    return Panel(tuple(drawn), _marks(view, group), tuple(sorted(named - outlines().keys())))


def _path(view: _View, ring: Ring) -> str:
    """Draw a ring, or nothing where it lies beyond the map; points nearer than a unit are left out."""
    shift = view.near(ring[0][1]) - ring[0][1]
    points = [view.xy(lat, lon + shift) for lat, lon in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if max(xs) < 0 or min(xs) > WIDTH or max(ys) < 0 or min(ys) > HEIGHT:
        return ""
    kept: list[tuple[int, int]] = []
    for x, y in points:
        at = (round(x), round(y))
        if not kept or at != kept[-1]:
            kept.append(at)
    return "M" + "L".join(f"{x} {y}" for x, y in kept) + "Z"


def _marks(view: _View, group: Sequence[Known]) -> tuple[Mark, ...]:
    """Place marks, areas first so that points lie upon them, and labels so that none covers another."""
    marks: list[Mark] = []
    for known in sorted(group, key=lambda known: known.is_point):
        x, y = view.xy(known.place.lat or 0.0, view.near(known.place.lon or 0.0))
        radius = None if known.is_point else (known.place.radius_km or 0.0) / _KM_A_DEGREE * view.scale
        marks.append(_labelled(known, (x, y), radius, marks))
    return tuple(marks)


def _labelled(known: Known, at: tuple[float, float], radius: float | None, others: Sequence[Mark]) -> Mark:
    x, y = at
    half = len(known.label) * _LETTER / 2
    if radius is not None:
        label_x, label_y, anchor = min(max(x, half), WIDTH - half), max(y - radius + _LINE + 4, _LINE), "middle"
    elif x + 8 + 2 * half <= WIDTH:
        label_x, label_y, anchor = x + 8, y + 4, "start"
    elif x - 8 - 2 * half >= 0:
        label_x, label_y, anchor = x - 8, y + 4, "end"
    else:
        label_x, label_y, anchor = min(max(x, half), WIDTH - half), y - 9, "middle"
    mark = Mark(known, round(x, 1), round(y, 1), radius and round(radius, 1), round(label_x, 1), label_y, anchor)
    lowest = label_y
    while any(_covers(mark, other, lowest) for other in others) and lowest + _LINE < HEIGHT:
        lowest += _LINE
    return Mark(known, mark.x, mark.y, mark.radius, mark.label_x, round(lowest, 1), anchor)


def _covers(mark: Mark, other: Mark, label_y: float) -> bool:
    """Tell whether a label at ``label_y`` would cover another."""
    (a_left, a_right), (b_left, b_right) = _extent(mark), _extent(other)
    return a_left < b_right and b_left < a_right and abs(label_y - other.label_y) < _LINE


def _extent(mark: Mark) -> tuple[float, float]:
    width = len(mark.known.label) * _LETTER
    left = mark.label_x - {"start": 0.0, "middle": width / 2, "end": width}[mark.anchor]
    return left, left + width


@cache
def outlines() -> dict[str, tuple[Ring, ...]]:
    """Give the outlines of countries by ISO alpha-2 code: rings of (latitude, longitude), unbroken at the date line."""
    from countryinfo import all_countries

    found: dict[str, tuple[Ring, ...]] = {}
    for country in all_countries():
        features = (country.geo_json() or {}).get("features") or []
        rings = tuple(ring for feature in features for ring in _rings(feature["geometry"]))
        if rings:
            found.setdefault(country.iso(2), rings)
    return found


def _rings(geometry: dict[str, Any]) -> list[Ring]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [_unbroken(ring) for polygon in polygons for ring in polygon]


def _unbroken(ring: Sequence[Sequence[float]]) -> Ring:
    """Let a ring that crosses the date line run on beyond 180 degrees."""
    points: list[tuple[float, float]] = []
    for lon, lat in ring:
        lon = (lon - points[-1][1] + 180) % 360 - 180 + points[-1][1] if points else lon
        points.append((round(lat, 3), round(lon, 3)))
    return tuple(points)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)
