"""The commands of double coding: sheets to fill, and how far coders agree."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from pathlib import Path  # noqa: TC003 - read by typer
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.options import (
    DELAY,
    STANDARD,
    Delay,
    DeskUrl,
    OutputFile,
    Public,
    Selection,
    choosing,
    given,
    opened,
    writing,
)
from sayso.errors import UsageError

if TYPE_CHECKING:
    from typing import TextIO

    from sayso.coding import Agreement

_COLUMNS = ("field", "measure", "units", "missing", "observed", "alpha")


def mount(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("coding-sheet")(coding_sheet)
    app.command("agreement")(agreement)


@choosing
def coding_sheet(
    desk: DeskUrl = STANDARD,
    units: Annotated[str, typer.Option("--units", metavar="UNITS", help="incidents or statements.")] = "incidents",
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", help="Who codes.")] = "",
    filled: Annotated[
        bool, typer.Option("--filled", help="With what a machine read in the cells, for comparing it with people.")
    ] = False,
    *,
    chosen: Selection,
    public: Public = False,
    delay: Delay = DELAY,
    output: OutputFile = None,
) -> None:
    """Write a sheet (CSV) for coding incidents or their statements by hand; blank, unless told."""
    from sayso.coding import write_sheet

    with opened(desk) as kept, writing(output) as out:
        incidents = given(kept, chosen, public=public, delay=delay)
        write_sheet(incidents, out, units=units, coder=coder, filled=filled)


def agreement(
    sheets: Annotated[list[Path], typer.Argument(metavar="CSV...", help="Sheets of two coders or more.")],
    fields: Annotated[
        str | None, typer.Option("--fields", metavar="A,B", help="Only these fields, as type,actors,killed_people_low.")
    ] = None,
    beside: Annotated[
        Path | None, typer.Option("--side-by-side", metavar="CSV", help="Each coder's value of each field, to a file.")
    ] = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, csv or json.")] = "text",  # noqa: A002
    output: OutputFile = None,
) -> None:
    """Tell how far coders agree: Krippendorff's alpha for each field, and values side by side."""
    import sayso

    formats = {"text": _text, "csv": _csv, "json": _json}
    if format not in formats:
        raise UsageError(f"unknown format {format!r}; choose one of {', '.join(formats)}")
    found = sayso.agreement(sheets, only=[name.strip() for name in fields.split(",")] if fields else ())
    if beside is not None:
        with writing(beside) as out:
            _side_by_side(found, out)
    with writing(output) as out:
        formats[format](found, out)


def _text(found: Agreement, out: TextIO) -> None:
    out.write(f"{found.units} units coded by two or more of {', '.join(found.coders)}\n")
    width = max((len(one.field) for one in found.fields), default=0)
    out.write(f"{'field':{width}}  measure   units  missing  observed  alpha\n")
    for one in found.fields:
        same, alpha = _number(one.observed), _number(one.alpha) or "no variation"
        out.write(f"{one.field:{width}}  {one.measure:8}  {one.units:5}  {one.missing:7}  {same:>8}  {alpha}\n")


def _csv(found: Agreement, out: TextIO) -> None:
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for one in found.fields:
        row = [getattr(one, name) for name in _COLUMNS[:4]]
        writer.writerow([*row, _number(one.observed), _number(one.alpha)])


def _json(found: Agreement, out: TextIO) -> None:
    told = {"coders": found.coders, "units": found.units, "fields": [asdict(one) for one in found.fields]}
    out.write(json.dumps(told, indent=2, ensure_ascii=False) + "\n")


def _number(share: float | None) -> str:
    return "" if share is None else f"{share:.3f}"


def _side_by_side(found: Agreement, out: TextIO) -> None:
    from sayso.brief.exports.csv_table import guarded

    writer = csv.writer(out)
    writer.writerow(["unit", "field", *map(guarded, found.coders), "agree"])
    for one in found.beside:
        agree = {True: "yes", False: "no", None: ""}[one.agree]
        writer.writerow([one.unit, one.field, *(guarded(value or "") for value in one.values), agree])
