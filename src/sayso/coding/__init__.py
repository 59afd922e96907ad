"""Coding: sheets of two or more coders come in; how far they agree goes out, field by field, and values side by side.

A coder is a person or a machine. Fields and how their values are compared are
in ``lexicon/tables/coding_fields.tsv``.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.coding.alpha import alpha, observed
from sayso.coding.model import Agreement, Beside, Field, FieldAgreement, Sheet, fields
from sayso.coding.sheets import NONE, UNITS, items, read_sheet, write_sheet
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["UNITS", "Agreement", "Beside", "FieldAgreement", "Sheet", "agreement", "read_sheet", "write_sheet"]

_LEFT_OUT = frozenset({"unknown"})  # of ordinal fields: no place in their order
_FEWEST = 2  # coders


def agreement(sheets: Iterable[str | Path | Sheet], *, only: Sequence[str] = ()) -> Agreement:
    """Tell how far coders agree.

    Args:
        sheets: Files of codings, or what ``read_sheet`` gave; two coders or more in all. An empty cell is
            missing, "-" says that nothing is told.
        only: The fields to compare; without, those of ``coding_fields.tsv`` that two sheets have.

    Returns:
        Krippendorff's alpha for each field, and values side by side.

    Raises:
        UsageError: A sheet cannot be read, a value is none of its field, a coder codes a unit twice, there are
            fewer than two coders, or no unit is in two sheets.
    """
    told = [one for sheet in sheets for one in ([sheet] if isinstance(sheet, Sheet) else read_sheet(Path(sheet)))]
    coders = tuple(dict.fromkeys(sheet.coder for sheet in told))
    if len(coders) < _FEWEST:
        raise UsageError(f"agreement needs two coders or more; here is {', '.join(coders) or 'none'}")
    if unknown := [name for name in only if name not in fields()]:
        raise UsageError(f"no field {unknown[0]!r}; fields are {', '.join(fields())}")
    cells = _cells(told)
    units = [unit for unit, by in cells.items() if len(by) > 1]
    if not units:
        raise UsageError("no unit is in two coders' sheets; the columns unit must name the same")
    wanted = [field for field in fields().values() if not only or field.name in only]
    shared = [field for field in wanted if sum(any(field.name in row for row in sheet.units.values())
                                              for sheet in told) > 1]  # fmt: skip
    found, beside = [], []
    for field in shared:
        rated: dict[str, dict[str, float | str]] = {}
        missing = 0
        for unit in units:
            read = {coder: (sheet, row[field.name]) for coder, (sheet, row) in cells[unit].items() if field.name in row}
            values = {coder: _value(field, cell, sheet, unit) for coder, (sheet, cell) in read.items() if cell}
            missing += sum(not cell for _, cell in read.values())
            rated[unit] = {coder: value for coder, value in values.items() if value is not None}
            agree = len({*rated[unit].values()}) == 1 if len(rated[unit]) > 1 else None
            shown = tuple(read[coder][1] or None if coder in read else None for coder in coders)
            beside.append(Beside(unit=unit, field=field.name, values=shown, agree=agree))
        found.append(_agreed(field, rated, missing))
    return Agreement(coders=coders, units=len(units), fields=tuple(found), beside=tuple(beside))


def _cells(told: Sequence[Sheet]) -> dict[str, dict[str, tuple[Sheet, Mapping[str, str]]]]:
    """Give for each unit each coder's row, with its sheet."""
    cells: dict[str, dict[str, tuple[Sheet, Mapping[str, str]]]] = {}
    for sheet in told:
        for unit, row in sheet.units.items():
            by = cells.setdefault(unit, {})
            if sheet.coder in by:
                raise UsageError(f"{sheet.name}: line {sheet.lines[unit]}: {sheet.coder} codes {unit} twice")
            by[sheet.coder] = (sheet, row)
    return cells


def _agreed(field: Field, rated: Mapping[str, Mapping[str, float | str]], missing: int) -> FieldAgreement:
    """Compare one field; of an interval, "nothing told" is no number and is compared by none."""
    compared = rated
    if field.measure != "nominal":
        compared = {u: {c: v for c, v in values.items() if not isinstance(v, str)} for u, values in rated.items()}
    return FieldAgreement(
        field=field.name,
        measure=field.measure,
        units=sum(len(values) > 1 for values in compared.values()),
        missing=missing,
        observed=observed(rated),
        alpha=alpha(compared, field.measure),
    )


def _value(field: Field, cell: str, sheet: Sheet, unit: str) -> float | str | None:
    """Give a value as it is compared: items in one order, ranks, numbers, days as numbers."""
    if field.measure == "nominal" or cell == NONE:
        return items(cell)
    where = f"{sheet.name}: line {sheet.lines[unit]}: {field.name}"
    if field.measure == "ordinal":
        if cell.lower() in _LEFT_OUT:
            return None
        if cell.lower() not in field.order:
            raise UsageError(f"{where}: {cell!r} is none of {', '.join(field.order)}")
        return float(field.order.index(cell.lower()))
    try:
        return float(date.fromisoformat(cell).toordinal()) if "-" in cell[1:] else float(cell.replace(",", ""))
    except ValueError:
        raise UsageError(f"{where}: {cell!r} is neither a number nor a day; write 12, 2015-09-30 or {NONE}") from None
