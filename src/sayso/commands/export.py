"""The command that writes incidents in the formats of others. Nothing heavy is imported before it is used."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from sayso.commands.options import (
    STANDARD,
    Actor,
    DeskUrl,
    Include,
    OutputFile,
    Query,
    Since,
    Threshold,
    Type,
    Until,
    Where,
    opened,
    selection,
    whole_files,
)
from sayso.errors import UsageError


def mount(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("export")(export)


def export(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="csv, jsonl or parquet.")],  # noqa: A002 - its name
    desk: DeskUrl = STANDARD,
    include: Include = None,
    type: Type = None,  # noqa: A002 - the option's name
    where: Where = None,
    since: Since = None,
    until: Until = None,
    actor: Actor = None,
    query: Query = None,
    threshold: Threshold = None,
    output: OutputFile = None,
) -> None:
    """Write incidents, exactly those asked for, in a format of others; only accepted ones unless told."""
    from sayso.brief.exports import BINARY, FORMATS, write

    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}; choose one of {', '.join(FORMATS)}")
    if output is None and format in BINARY:
        raise UsageError(f"{format} is not for standard output; give --output the name of a file")
    chosen = selection(
        include=include, type=type, where=where, since=since, until=until, actor=actor, query=query, threshold=threshold
    )
    with opened(desk) as kept:
        incidents = kept.gather(chosen.what, states=chosen.states, threshold=chosen.threshold)
        if output is not None:
            with whole_files(output) as part:
                write(incidents, format, part)
            return
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder, "export")
            write(incidents, format, made)
            with made.open("rb") as raw:
                shutil.copyfileobj(raw, sys.stdout.buffer)
