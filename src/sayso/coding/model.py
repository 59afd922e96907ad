"""What double coding is made of: fields, sheets, and how far coders agree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from sayso import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.coding.alpha import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field that is coded: how its values are compared, and for ordinal ones their order."""

    name: str
    measure: Measure
    order: tuple[str, ...]
    of_statements: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What one coder entered: for each unit the cells by field, as they stand. ``name`` is for messages."""

    name: str
    coder: str
    units: Mapping[str, Mapping[str, str]]
    lines: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldAgreement:
    """How far coders agree on one field.

    ``units`` have two values or more; ``missing`` counts the cells left empty
    in units that a coder's sheet has. ``observed`` is the share of pairs of
    values that are the same, ``alpha`` Krippendorff's; None where there is
    nothing to compare, or nobody's values differ.
    """

    field: str
    measure: Measure
    units: int
    missing: int
    observed: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One field of one unit: each coder's value, in the order of coders; None where it is missing."""

    unit: str
    field: str
    values: tuple[str | None, ...]
    agree: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far coders agree, field by field, and their values side by side."""

    coders: tuple[str, ...]
    units: int
    fields: tuple[FieldAgreement, ...]
    beside: tuple[Beside, ...]


@cache
def fields() -> Mapping[str, Field]:
    """Give the fields of ``coding_fields.tsv`` in order, by name."""
    return {
        row["pattern"]: Field(
            name=row["pattern"],
            measure=cast("Measure", row["value"]),
            order=tuple(row["order"].split("|")) if row["order"] else (),
            of_statements=row["of"] == "statement",
            note=row["note"],
        )
        for row in lexicon.table("coding_fields")
    }
