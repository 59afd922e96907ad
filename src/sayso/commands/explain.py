"""``sayso explain``: which words, rule, row and versions made what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path  # noqa: TC003 - read by typer
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.options import STANDARD, DeskUrl, OutputFile, Public, opened, writing
from sayso.errors import UsageError

if TYPE_CHECKING:
    import sayso
    from sayso.explaining import Explanation, Step


def mount(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(explain)


def explain(
    id: Annotated[  # noqa: A002 - the argument's name
        str, typer.Argument(metavar="ID", help="REPORT#s3 (or #q1, #a2, #p1, #t2, #d1), or an incident's id.")
    ],
    desk: DeskUrl = STANDARD,
    item: Annotated[
        Path | None,
        typer.Option("--item", metavar="FILE", help="Read a file in place of a desk; ID is then s3, q1 and so on."),
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="With --item: its day of publication.")
    ] = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")] = "text",  # noqa: A002
    output: OutputFile = None,
    public: Public = False,
) -> None:
    """Tell for a statement, link or figure which words, rule, table row and versions made it."""
    from sayso.brief import EXPLANATION_FORMATS, show

    if format not in EXPLANATION_FORMATS:
        raise UsageError(f"unknown format {format!r}; choose one of {', '.join(EXPLANATION_FORMATS)}")
    told = _of_desk(id, desk, public=public) if item is None else _of_item(id, item, published, public=public)
    with writing(output) as out:
        out.write(show(told, format))


def _of_item(id: str, item: Path, published: str | None, *, public: bool) -> Explanation:  # noqa: A002 - as above
    import sayso
    from sayso.brief.public import public_report

    report = sayso.read(item, published=published)
    report = public_report(report) if public else report
    return sayso.explain(report, id.rpartition("#")[2], among=sayso.propose([report]))


def _of_desk(id: str, url: str, *, public: bool) -> Explanation:  # noqa: A002 - as above
    import sayso
    from sayso.brief.public import public_incident, public_report

    named, mark, part = id.rpartition("#")
    with opened(url) as desk:
        policy = desk.policy() if public else None
        if mark:
            report, among = desk.report(named), desk.told_in(named)
            if policy is not None:
                report = public_report(report, policy)
                among = tuple(one for other in among if (one := public_incident(other, policy)).members)
            return sayso.explain(report, part, among=among)
        incident = desk.gathered(id)
        incident = public_incident(incident, policy) if policy is not None else incident
        if not incident.members:
            raise UsageError(f"{incident.id} is not for publication")
        told = sayso.explain(incident)
        return replace(told, steps=(*_decisions(desk, incident.id, public=public), *told.steps))


def _decisions(desk: sayso.Desk, incident: str, *, public: bool) -> tuple[Step, ...]:
    from sayso.desk.showing import A_REVIEWER
    from sayso.explaining import Step

    return tuple(
        Step(
            about="decision",
            says=f"{one.at[:10] if public else one.at} {one.action} by {A_REVIEWER if public else one.who}, "
            f"{one.before.state if one.before else 'nothing'} to {one.after.state}, "
            f"{len(one.after.members)} statements{'' if public else f': {one.why}'}",
        )
        for one in desk.history(incident)
    )
