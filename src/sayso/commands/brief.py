"""``sayso brief``: a brief or a post of the incidents on a desk. Nothing heavy is imported before it is used."""

from __future__ import annotations

from typing import Annotated

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
    filters_told,
    given,
    keep_proposals,
    opened,
    writing,
)
from sayso.errors import UsageError


def mount(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(brief)


@choosing
def brief(
    desk: DeskUrl = STANDARD,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option("--format", metavar="FORMAT", help="markdown, html or json.")
    ] = "markdown",
    style: Annotated[
        str, typer.Option("--style", metavar="STYLE", help="brief, or post: about the incident of most weight.")
    ] = "brief",
    *,
    chosen: Selection,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="How many incidents at most; 50, or one post.")
    ] = None,
    byline: Annotated[str | None, typer.Option("--byline", metavar="NAME", help="Who signs a post.")] = None,
    output: OutputFile = None,
    public: Public = False,
    delay: Delay = DELAY,
) -> None:
    """Write what a duty editor would: what is told alike, what is disputed, each sentence with its source."""
    from datetime import UTC, datetime

    from sayso.brief import BRIEF_FORMATS, STYLES, write

    for name, value, known in (("format", format, BRIEF_FORMATS), ("style", style, STYLES)):
        if value not in known:
            raise UsageError(f"unknown {name} {value!r}; choose one of {', '.join(known)}")
    filters = [
        f"{name} {', '.join(value) if isinstance(value, list) else value}" for name, value in chosen.asked.items()
    ]
    with opened(desk) as opened_desk:
        if output is not None:
            keep_proposals(opened_desk, chosen, output, by="sayso brief")
        incidents = list(given(opened_desk, chosen, public=public, delay=delay))
    if public:
        told = filters_told(chosen, public=True, found=len(incidents))
        filters = [f"{name} {value}" for name, value in told.items()]
    most = 50 if limit is None and style == "brief" else limit
    written = datetime.now(tz=UTC).date().isoformat()
    text = write(incidents, format, style=style, filters=filters, limit=most, byline=byline, written=written)
    with writing(output) as out:
        out.write(text)
