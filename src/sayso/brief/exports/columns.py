"""The columns of the full table, and the data dictionary made from them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sayso import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA_VERSION = "sayso-incidents/1"

# What Frictionless Table Schema calls the types of ``columns.tsv``; a list is written as text in a cell.
_FRICTIONLESS = {"list": "string", "json": "any"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column: its type (string, integer, number, boolean, date, datetime, list or json), unit and meaning.

    ``edit`` says what a changed cell means at import: ``no`` for an error, ``decision``, ``correction`` (kept beside
    what the reports tell) or ``entry`` (people's own column).
    """

    name: str
    type: str
    unit: str | None
    edit: str
    description: str
    example: str


@cache
def fields() -> tuple[Field, ...]:
    """Give the columns in order."""
    return tuple(
        Field(
            name=row["id"],
            type=row["type"],
            unit=row["unit"] or None,
            edit=row["edit"],
            description=row["description"],
            example=row["example"],
        )
        for row in lexicon.table("columns")
    )


@cache
def positions() -> Mapping[str, int]:
    """Give where each column stands, by its name."""
    return {field.name: i for i, field in enumerate(fields())}


def data_dictionary() -> dict[str, Any]:
    """Give the data dictionary of the CSV, as a Frictionless Table Schema."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "schema_version": SCHEMA_VERSION,
        "primaryKey": ["id"],
        "missingValues": [""],
        "fields": [_described(field) for field in fields()],
    }


def dictionary_json() -> str:
    """Give the data dictionary as text."""
    return json.dumps(data_dictionary(), ensure_ascii=False, indent=2) + "\n"


def _described(field: Field) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": field.name,
        "type": _FRICTIONLESS.get(field.type, field.type),
        "description": field.description,
        "example": field.example,
        "edit": field.edit,
    }
    if field.type == "list":
        said["separator"] = "; "
    if field.type == "json":
        said["format"] = "json"
    if field.unit is not None:
        said["unit"] = field.unit
    if field.name == "id":
        said["constraints"] = {"required": True, "unique": True}
    return said
