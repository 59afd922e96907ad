"""The commands that take incidents out and people's tables in. Nothing heavy is imported before it is used."""

from __future__ import annotations

import csv
import json
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.options import (
    DELAY,
    STANDARD,
    By,
    Delay,
    DeskUrl,
    OutputFile,
    Public,
    Selection,
    choosing,
    filters_told,
    given,
    keep_proposals,
    opened,
    whole_files,
)
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeVar

    import sayso

    _One = TypeVar("_One")

UNREADABLE = 1
_WITHDRAWN = ("id", "state", "since", "merged_into")
_FORMATS = "csv, jsonl, parquet, ucdp, acled, acled-digits, geojson, annotations or atom."


def mount(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("export")(export)
    app.command("import")(take_in)


@choosing
def export(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help=_FORMATS)],  # noqa: A002 - its name
    desk: DeskUrl = STANDARD,
    *,
    chosen: Selection,
    links: Annotated[
        str | None, typer.Option("--links", metavar="URL", help="The address before each row's id, in place of sayso:.")
    ] = None,
    output: OutputFile = None,
    public: Public = False,
    delay: Delay = DELAY,
) -> None:
    """Write incidents, exactly those asked for, in a format of others; only accepted ones unless told.

    Beside a file of --output stand PATH.about.json (what was asked for, when, of which version), PATH.withdrawn.csv
    (what was accepted once and is not now) and what the format brings along.
    """
    from sayso.brief.exports import BINARY, FORMATS, TABLES

    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}; choose one of {', '.join(FORMATS)}")
    if links is not None and format not in TABLES:
        raise UsageError(f"--links is for {', '.join(TABLES)}; ids of {format} stay our own")
    if output is None and format in BINARY:
        raise UsageError(f"{format} is not for standard output; give --output the name of a file")
    with opened(desk) as kept:
        if output is not None:
            with whole_files(output) as part:
                keep_proposals(kept, chosen, output, by="sayso export")
                count = _write(kept, chosen, format, links, part, public=public, delay=delay)
                _put_withdrawn(kept, part.with_name(f"{part.name}.withdrawn.csv"), public=public)
                _put_about(chosen, format, links, count, public, part.with_name(f"{part.name}.about.json"))
            return
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder, "export")
            _write(kept, chosen, format, links, made, public=public, delay=delay)
            with made.open("rb") as raw:
                shutil.copyfileobj(raw, sys.stdout.buffer)


def take_in(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Our export after editing, or a sheet of your own.")],
    by: By,
    desk: DeskUrl = STANDARD,
    apply: Annotated[
        bool, typer.Option("--apply/--dry-run", help="Make the changes; unless told, they are only listed.")
    ] = False,
    map: Annotated[  # noqa: A002 - the option's name
        list[str] | None, typer.Option("--map", metavar="OURS=THEIRS", help="Which column of a sheet is ours.")
    ] = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help="What a sheet is called, if not as its file.")
    ] = None,
) -> None:
    """Take in edited exports and sheets by their ids, without duplicates; where a line is wrong, nothing changes."""
    columns = dict(_mapped(one) for one in map or ())
    with opened(desk, create=apply) as kept:
        told = kept.import_table(file, by=by, apply=apply, columns=columns, sheet=sheet)
    for fault in told.faults:
        sys.stderr.write(f"sayso: {' '.join(fault.split())}\n")
    if told.faults:
        raise typer.Exit(UNREADABLE)
    for line, said in told.changes:
        typer.echo(f"line {line}: {' '.join(said.split())}")
    done = "changed" if told.applied else "to change; nothing was written, give --apply to make the changes"
    typer.echo(f"{told.unchanged} unchanged, {len(told.changes)} {done}")


def _mapped(given: str) -> tuple[str, str]:
    ours, mark, theirs = given.partition("=")
    if not mark or not ours or not theirs:
        raise UsageError(f"{given!r} maps no column; write OURS=THEIRS, as place_name=Town")
    return ours.strip(), theirs.strip()


def _write(
    kept: sayso.Desk,
    chosen: Selection,
    format: str,  # noqa: A002 - as above
    links: str | None,
    part: Path,
    *,
    public: bool,
    delay: int,
) -> int:
    """Write what was asked for; give how many incidents that were."""
    from sayso.brief.exports import TABLES, WRITERS
    from sayso.brief.exports.table import row_of, with_asked

    count = 0

    def counted(told: Iterable[_One]) -> Iterator[_One]:
        nonlocal count
        for one in told:
            count += 1
            yield one

    what, states, threshold, _ = chosen
    if public:
        copies = counted(given(kept, chosen, public=True, delay=delay))
        if format in TABLES:
            TABLES[format]((with_asked(row_of(copy), threshold=threshold, links=links) for copy in copies), part)
        else:
            WRITERS[format](copies, part)
    elif format in TABLES:
        TABLES[format](counted(kept.rows(what, states=states, threshold=threshold, links=links)), part)
    else:
        WRITERS[format](counted(kept.gather(what, states=states, threshold=threshold)), part)
    return count


def _put_withdrawn(kept: sayso.Desk, part: Path, *, public: bool) -> None:
    with part.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(_WITHDRAWN)
        writer.writerows(kept.withdrawn())
        if public:
            hidden = (name for name, ruling in kept.policy().rulings.items() if ruling.hidden)
            writer.writerows((name, "withheld", None, None) for name in sorted(hidden))


def _put_about(
    chosen: Selection,
    format: str,  # noqa: A002 - as above
    links: str | None,
    count: int,
    public: bool,
    part: Path,
) -> None:
    import sayso
    from sayso.brief.exports.columns import SCHEMA_VERSION

    about = {
        "format": format,
        "schema_version": SCHEMA_VERSION,
        "sayso": sayso.__version__,
        "snapshot": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "incidents": count,
        "states": list(dict.fromkeys(chosen.states)),
        "threshold": chosen.threshold,
        "filters": filters_told(chosen, public=public, found=count),
        "public": public,
        "links": links,
        "note": "Reported events, each on somebody's say-so. Proposed incidents were read by machine; no person has "
        "checked them.",
    }
    part.write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
