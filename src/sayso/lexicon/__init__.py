"""Words as tables: every list of words the reader knows, as TSV files under ``tables/``.

A table's rows carry at least ``id`` and ``pattern``; ``example``, where there
is one, is a sentence of our own in which the row must fire. Code holds
grammar, tables hold vocabulary.
"""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """Give the rows of ``tables/<name>.tsv`` in file order, each a read-only mapping by column."""
    lines = (files(__name__) / "tables" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    return tuple(MappingProxyType(row) for row in rows)


@cache
def by_pattern(name: str) -> Mapping[str, Mapping[str, str]]:
    """Give a table's rows by their ``pattern``; of two rows with one pattern the first stands."""
    index: dict[str, Mapping[str, str]] = {}
    for row in table(name):
        index.setdefault(row["pattern"], row)
    return MappingProxyType(index)


@cache
def by_id(name: str) -> Mapping[str, Mapping[str, str]]:
    """Give a table's rows by their ``id``."""
    return MappingProxyType({row["id"]: row for row in table(name)})


@cache
def values(name: str, value: str) -> frozenset[str]:
    """Give the patterns of a table whose column ``value`` holds ``value``."""
    return frozenset(row["pattern"] for row in table(name) if row["value"] == value)


def source(name: str) -> bytes:
    """Give a table's file as it stands."""
    return (files(__name__) / "tables" / f"{name}.tsv").read_bytes()


@cache
def digest() -> str:
    """Give the SHA-256 over all tables, so that a record can name the words it was made with."""
    total = hashlib.sha256()
    tables = sorted((files(__name__) / "tables").iterdir(), key=lambda entry: entry.name)
    for entry in tables:
        if entry.name.endswith(".tsv"):
            total.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
    return f"sha256:{total.hexdigest()}"
