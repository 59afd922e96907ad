"""Actors of a user's own: a CSV file in UTF-8 with a header.

``id``, ``name`` and ``kind`` must be there; the other columns may be:

    id,name,kind,aliases,short_forms,country,sector,valid_from,valid_until,described,checked_at

Lists have ``|`` between their parts. ``docs/actors.md`` tells what each means.
"""

from __future__ import annotations

import csv
import hashlib
import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.errors import UsageError
from sayso.grounding.registry import Listed, Registry, load_registry
from sayso.grounding.user_rows import cells_of, check_header
from sayso.record import ActorKind, FileStamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

_NEEDED = ("id", "name", "kind")
_COLUMNS = (
    *_NEEDED, "aliases", "short_forms", "country", "sector", "valid_from", "valid_until", "described", "checked_at",
)  # fmt: skip
_LARGEST = 10_000_000  # bytes
_ID = re.compile(r"[\w:.-]+")
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


def registry_with(file: Path, countries: AbstractSet[str]) -> Registry:
    """Give the registry with a user's actors added.

    A row whose id is listed already changes that actor: what it tells
    replaces what was there, its aliases are added.

    Args:
        file: The user's CSV file.
        countries: The codes, ISO 3166 alpha-3, that a row may have.

    Raises:
        UsageError: The file cannot be read, or a line makes no sense; the
            message names the line.
    """
    try:
        content = file.read_bytes() if file.stat().st_size <= _LARGEST else None
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}); check the path") from error
    if content is None:
        raise UsageError(f"{file} has more than {_LARGEST // 1_000_000} MB; leave out the actors that you do not need")
    return _registry(str(file), file.name, content, frozenset(countries))


@lru_cache(maxsize=4)
def _registry(path: str, name: str, content: bytes, countries: frozenset[str]) -> Registry:
    listed = dict(load_registry().by_id)
    for row in _rows(path, content, countries):
        listed[row.id] = _changed(listed[row.id], row) if row.id in listed else row
    return Registry(listed.values(), FileStamp(name=name, digest=f"sha256:{hashlib.sha256(content).hexdigest()}"))


def _changed(old: Listed, new: Listed) -> Listed:
    return replace(
        new,
        country=new.country or old.country,
        sector=new.sector or old.sector,
        aliases=tuple(dict.fromkeys((*old.aliases, *new.aliases))),
        short_forms=tuple(dict.fromkeys((*old.short_forms, *new.short_forms))),
        valid_from=new.valid_from or old.valid_from,
        valid_until=new.valid_until or old.valid_until,
        described=old.described | new.described,
    )


def _rows(path: str, content: bytes, countries: frozenset[str]) -> Iterator[Listed]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}, line {line}: not in UTF-8; save the file as CSV in UTF-8") from error
    rows = csv.DictReader(StringIO(text, newline=""), strict=True)
    try:
        check_header(rows, _NEEDED, _COLUMNS, path)
        lines: dict[str, int] = {}
        for row in rows:
            where = f"{path}, line {rows.line_num}"
            listed = _listed(row, where, countries)
            if listed.id in lines:
                raise UsageError(f"{where}: the id {listed.id!r} stands in line {lines[listed.id]} too; give another")
            lines[listed.id] = rows.line_num
            yield listed
    except csv.Error as error:
        raise UsageError(
            f"{path}, line {rows.line_num + 1}: cannot be read as CSV ({error}); check the quotes"
        ) from error


def _listed(row: Mapping[str, str | None], where: str, countries: frozenset[str]) -> Listed:
    cells = {**dict.fromkeys(_COLUMNS, ""), **cells_of(row, where)}
    for column in _NEEDED:
        if not cells[column]:
            raise UsageError(f"{where}: there is no {column}")
    if not _ID.fullmatch(cells["id"]):
        raise UsageError(f"{where}: the id {cells['id']!r} may have letters, digits and - _ . : only, as my-group")
    country, sector, kind = cells["country"].upper(), cells["sector"].upper(), cells["kind"].lower()
    if kind not in {*ActorKind}:
        raise UsageError(f"{where}: unknown kind {cells['kind']!r}; choose one of {', '.join(ActorKind)}")
    if country and country not in countries:
        raise UsageError(f"{where}: {cells['country']!r} is no ISO 3166 code of three letters, as SYR")
    sectors = lexicon.by_pattern("sectors")
    if sector and sector not in sectors:
        raise UsageError(f"{where}: unknown sector {cells['sector']!r}; choose one of {', '.join(sectors)}")
    since, until = (_day(cells[column], column, where) for column in ("valid_from", "valid_until"))
    if since and until and until < since[: len(until)]:
        raise UsageError(f"{where}: valid_until {until} lies before valid_from {since}")
    if cells["checked_at"] and not re.match(r"https?://\S+$", cells["checked_at"]):
        raise UsageError(f"{where}: checked_at is {cells['checked_at']!r}; it must be an address, as https://…")
    aliases = (cells["name"], *_parts(cells["aliases"]))
    return Listed(
        cells["id"], cells["name"], ActorKind(kind), country or None, sector or None, tuple(dict.fromkeys(aliases)),
        _parts(cells["short_forms"]), since, until, frozenset(map(str.lower, _parts(cells["described"]))), users=True,
    )  # fmt: skip


def _day(words: str, column: str, where: str) -> str:
    """Give a day, month or year as it stands, if there is such a one."""
    if words:
        try:
            if not _DAY.fullmatch(words):
                raise ValueError
            date.fromisoformat(f"{words}-01-01"[:10])
        except ValueError:
            raise UsageError(
                f"{where}: {column} is {words!r}; it must be a day, month or year, as 2014-05-21, 2014-05 or 2014"
            ) from None
    return words


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
