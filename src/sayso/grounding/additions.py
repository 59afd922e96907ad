"""Places beside those of the data packages: our own table, a GeoNames dump, a user's file.

A user's file is CSV in UTF-8 with a header. ``name``, ``lat`` and ``lon``
must be there; the other columns may be:

    name,lat,lon,country,kind,aliases,population,radius_km,geonames_id

``country`` is ISO 3166 alpha-2, ``kind`` one of ``place_kinds.tsv`` (``town``
if empty), ``aliases`` are other names with ``|`` between them. Nothing here
knows SQL.
"""

from __future__ import annotations

import csv
import zipfile
from io import TextIOWrapper
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.errors import UsageError
from sayso.grounding.entries import TOWN, Entry
from sayso.grounding.sources import Named, division_keys, written_names
from sayso.grounding.user_rows import cells_of, check_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import IO

_NEEDED = ("name", "lat", "lon")
_COLUMNS = (*_NEEDED, "country", "kind", "aliases", "population", "radius_km", "geonames_id")
_DUMP_COLUMNS = 19
_USERS = -1_000_000  # keys of a user's places begin here and go down, those of the next file as far below


def own_places() -> Iterator[Named]:
    """Give the places of ``places.tsv``; a row without a point gives more names to the place of its GeoNames id."""
    for number, row in enumerate(lexicon.table("places"), 1):
        key = int(row["geonames_id"]) if row["geonames_id"] else -number
        entry = Entry(
            key, row["pattern"], row["value"], row["country"], None, None, _number(row["lat"]), _number(row["lon"]),
            0, _number(row["radius_km"]),
        )  # fmt: skip
        yield Named(entry, (row["pattern"], *filter(None, row["aliases"].split("|"))))


def _number(words: str) -> float | None:
    return float(words) if words else None


def user_places(file: Path, number: int = 0) -> Iterator[Named]:
    """Give the places of a user's CSV file, the one of that number where there are several.

    Raises:
        UsageError: The file cannot be read, or a line makes no sense; the
            message names the line.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream, strict=True)
            check_header(rows, _NEEDED, _COLUMNS, file)
            for count, row in enumerate(rows):
                yield _user_place(row, _USERS * (number + 1) - count, f"{file}, line {rows.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{file} cannot be read as CSV in UTF-8: {reason}") from error


def _user_place(row: Mapping[str, str | None], key: int, where: str) -> Named:
    cells = cells_of(row, where)
    name, country, kind = cells["name"], cells.get("country", "").upper(), cells.get("kind") or TOWN
    if not name:
        raise UsageError(f"{where}: there is no name")
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise UsageError(f"{where}: {country!r} is no ISO 3166 code of two letters, as SY")
    if kind not in lexicon.by_pattern("place_kinds"):
        raise UsageError(
            f"{where}: unknown kind {kind!r}; choose one of {', '.join(lexicon.by_pattern('place_kinds'))}"
        )
    lat, lon = _within(cells["lat"], "lat", -90, 90, where), _within(cells["lon"], "lon", -180, 180, where)
    population = _within(cells.get("population") or "0", "population", 0, 1e9, where)
    radius = _within(cells["radius_km"], "radius_km", 0, 20_000, where) if cells.get("radius_km") else None
    if cells.get("geonames_id"):
        key = int(_within(cells["geonames_id"], "geonames_id", 1, 1e12, where))
    entry = Entry(key, name, kind, country, None, None, lat, lon, int(population), radius)
    aliases = (alias.strip() for alias in cells.get("aliases", "").split("|"))
    return Named(entry, (name, *filter(None, aliases)), better=True)


def _within(words: str, column: str, low: float, high: float, where: str) -> float:
    try:
        number = float(words)
    except ValueError:
        number = float("nan")
    if not low <= number <= high:
        raise UsageError(f"{where}: {column} is {words!r}; it must be a number from {low:g} to {high:g}")
    return number


def dump_places(file: Path) -> Iterator[Named]:
    """Give the places of a GeoNames dump, ``allCountries.zip`` or the zip of one country.

    Of the dump's kinds of features those of ``geonames_features.tsv`` are taken.

    Raises:
        UsageError: The file is no such dump; the message names the line.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            inside = [name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.lower()]
            if len(inside) != 1:
                raise UsageError(f"{file} is no GeoNames dump: it must hold one table, as allCountries.txt")
            with archive.open(inside[0]) as table:
                yield from _dump_rows(table, f"{file}: {inside[0]}")
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UsageError(f"{file} cannot be read as a zip file of GeoNames: {reason}") from error


def _dump_rows(table: IO[bytes], name: str) -> Iterator[Named]:
    features = lexicon.by_pattern("geonames_features")
    divisions = division_keys()
    for number, line in enumerate(TextIOWrapper(table, encoding="utf-8", newline="\n"), 1):
        cells = line.rstrip("\n").split("\t")
        if len(cells) != _DUMP_COLUMNS:
            raise UsageError(
                f"{name}, line {number}: {len(cells)} fields, but a GeoNames dump has {_DUMP_COLUMNS}; download it anew"
            )
        feature = features.get(f"{cells[6]}.{cells[7]}") or features.get(cells[6])
        if feature is None or not feature["value"]:
            continue
        try:
            key, lat, lon, population = int(cells[0]), float(cells[4]), float(cells[5]), int(cells[14] or 0)
        except ValueError as error:
            raise UsageError(f"{name}, line {number}: {error}; download the dump anew") from error
        country, kind = cells[8], feature["value"]
        first = f"{country}.{cells[10]}"
        outer, inner = (
            None if of == key else of for of in (divisions.get(first), divisions.get(f"{first}.{cells[11]}"))
        )
        entry = Entry(key, cells[1], kind, country, outer, inner, lat, lon, population, None)
        yield Named(entry, tuple(written_names(cells[1], cells[3].split(","), country)), better=True)
