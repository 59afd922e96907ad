"""``sayso release``: a frozen, numbered dataset, and checking one."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path  # noqa: TC003 - read by typer
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.options import (
    DELAY,
    STANDARD,
    DeskUrl,
    Selection,
    choosing,
    filters_told,
    opened,
)
from sayso.errors import DeskError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sayso
    from sayso.incidents import Incident

UNREADABLE = 1
_DAY = 10  # characters of an ISO 8601 day


def mount(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("release")(release)


@choosing
def release(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where a series' releases stand; or one, to check.")],
    desk: DeskUrl = STANDARD,
    verify: Annotated[bool, typer.Option("--verify", help="Check the release in FOLDER against its digests.")] = False,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Of the series.")] = "incidents",
    version: Annotated[
        str | None, typer.Option("--version", metavar="N", help="As 2026.1; the next number, if not given.")
    ] = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="Of the dataset, for who cites it.")] = "",
    author: Annotated[
        list[str] | None,
        typer.Option("--author", metavar="NAME", help='A body, or a person as "Family, Given"; may be repeated.'),
    ] = None,
    contact: Annotated[
        str, typer.Option("--contact", metavar="ADDRESS", help="Where corrections are to be sent.")
    ] = "",
    license: Annotated[  # noqa: A002 - the option's name
        str | None, typer.Option("--license", metavar="ID", help="SPDX id of a licence for data, or an address.")
    ] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help="Where it will be published.")] = None,
    snapshot: Annotated[
        str | None,
        typer.Option("--snapshot", metavar="INSTANT", help="The instant (UTC) that it is dated; now, if not given."),
    ] = None,
    private: Annotated[
        bool, typer.Option("--private", help="With everything that is on the desk: for the team, not for publication.")
    ] = False,
    delay: Annotated[
        int, typer.Option("--delay", metavar="DAYS", min=0, help="Leave out incidents younger than this.")
    ] = DELAY,
    *,
    chosen: Selection,
    by: Annotated[str, typer.Option("--by", metavar="NAME", envvar="SAYSO_BY", help="Who releases.")] = "",
) -> None:
    """Write a frozen, numbered dataset to FOLDER/NAME-N, with what changed since the last; or check one."""
    from sayso.releases import About
    from sayso.releases import verify as check

    if verify:
        faults = check(folder)
        for fault in faults:
            sys.stderr.write(f"sayso: {fault}\n")
        if faults:
            raise typer.Exit(UNREADABLE)
        typer.echo(f"{folder}: all as it was written")
        return
    if not by.strip():
        raise UsageError("a release needs somebody who releases; give --by")
    # Words and names that were asked for are not told in a release for the public: they may be private.
    filters = filters_told(chosen, public=not private)
    about = About(
        name=name,
        version=version,
        title=title,
        authors=tuple(author or ()),
        contact=contact,
        license=license,
        url=url,
        snapshot=_instant(snapshot),
        public=not private,
        asked={
            "states": list(dict.fromkeys(chosen.states)),
            "threshold": chosen.threshold,
            "filters": filters,
            "delay_days": None if private else delay,
        },
    )
    with opened(desk) as kept:
        made = _release(kept, folder, chosen, about, by, delay)
    since_last = f"since {made.previous}: " if made.previous else ""
    typer.echo(
        f"{made.folder}: {made.incidents} incidents; {since_last}{made.added} added, {made.changed} changed, "
        f"{made.withdrawn} withdrawn"
    )


def _release(
    kept: sayso.Desk, folder: Path, chosen: Selection, about: sayso.releases.About, by: str, delay: int
) -> sayso.releases.Release:
    import sayso
    from sayso.brief.public import publish
    from sayso.desk.publishing import still_answers

    asked: dict[str, tuple[tuple[str, str], ...]] = {}  # with all their members, before anything of them is hidden
    released: set[str] = set()
    left_out: Counter[str] = Counter()

    def told() -> Iterator[Incident]:
        for incident in kept.gather(chosen.what, states=chosen.states, threshold=chosen.threshold):
            asked[incident.id] = tuple((member.report.id, member.statement.id) for member in incident.members)
            yield incident

    def given() -> Iterator[Incident]:
        found = told()
        if about.public:
            policy = kept.policy(today=date.fromisoformat(about.snapshot[:_DAY]), delay_days=delay)
            found = (copy for copy in publish(found, policy, left_out) if still_answers(copy, chosen.what))
        for incident in found:
            released.add(incident.id)
            yield incident

    def standing(ident: str) -> tuple[str, str | None] | None:
        if ident in asked:
            return "not published", None
        try:
            found = kept.incident(ident)
        except DeskError:
            return None
        return found.state.value, found.merged_into

    return sayso.release(
        given(),
        folder,
        about,
        left_out=left_out,
        standing=standing,
        keep=lambda made: kept.hold(
            {ident: asked[ident] for ident in asked if ident in released},
            by=by,
            why=f"release {about.name} {made.version}",
        ),
    )


def _instant(given: str | None) -> str:
    """Give an instant in UTC.

    Raises:
        UsageError: It is none.
    """
    try:
        at = datetime.now(UTC) if given is None else datetime.fromisoformat(given)
    except ValueError as error:
        raise UsageError(f"{given!r} is no instant; write 2026-01-31 or 2026-01-31T12:00:00Z") from error
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
