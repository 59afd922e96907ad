"""The commands of the desk: thin twins of :class:`sayso.Desk`. Nothing heavy is imported before it is used."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.options import (
    DELAY,
    STANDARD,
    By,
    Delay,
    DeskUrl,
    Public,
    Selection,
    Why,
    choosing,
    given,
    tell_left_out,
    today,
)
from sayso.commands.options import opened as opening
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import sayso
    from sayso.desk.model import Change, Changed, DeskIncident, Entry, Publication
    from sayso.incidents import Repeat
    from sayso.incidents.grading import Rule
    from sayso.record import Report, Statement

UNREADABLE = 1

_Incident = Annotated[str, typer.Argument(metavar="ID", help="An incident's id, or the beginning of it.")]
_Incidents = Annotated[list[str], typer.Argument(metavar="ID...", help="Incidents' ids, or the beginnings of them.")]
_Statements = Annotated[list[str], typer.Argument(metavar="REPORT#STATEMENT...", help="Statements, as 4c9c9070#s3.")]
_Report = Annotated[str, typer.Argument(metavar="REPORT", help="A report's id, or the beginning of it.")]
_Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, help="How many at most.")]
_Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or jsonl.")]
_Actors = Annotated[
    Path | None, typer.Option("--actors", metavar="CSV", help="Actors of your own, as of 'sayso read'.")
]

reports_app = typer.Typer(help="The reports on a desk: list, search, show, read again, delete.")
incidents_app = typer.Typer(help="The incidents on a desk: list, show, and decide about them.")


def mount(app: typer.Typer) -> None:
    """Add the commands of the desk to the command line."""
    app.command()(add)
    app.add_typer(reports_app, name="reports", invoke_without_command=True)
    app.add_typer(incidents_app, name="incidents", invoke_without_command=True)
    app.command()(verify)
    app.command()(backup)
    app.command()(restore)


def add(
    items: Annotated[list[str], typer.Argument(metavar="ITEM...", help="Reports to read; - is standard input.")],
    desk: DeskUrl = STANDARD,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day or instant of publication, as 2015-09-30.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who publishes the reports.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where the report was published.")] = None,
    actors: _Actors = None,
    time_limit: Annotated[float, typer.Option(metavar="SECONDS", help="How long one report may take.", min=0.0)] = 15.0,
) -> None:
    """Read reports and put them on a desk; what is there already is not read again."""
    from sayso.intake.dates import normal_date
    from sayso.record import Problem

    if published is not None:
        normal_date(published)
    if url is not None and len(items) > 1:
        raise UsageError("--url names one report, but several were given; add them one by one")
    sources = (sys.stdin.buffer.read() if item == "-" else item for item in items)
    new = there = failed = 0
    partly = False
    with opening(desk, create=True) as opened:
        for outcome in opened.add_items(
            sources, published=published, publisher=publisher, url=url, actors=actors, time_limit=time_limit
        ):
            if isinstance(outcome, Problem):
                failed += 1
                sys.stderr.write(f"sayso: {' '.join(outcome.reason.split())}\n")
                continue
            new, there, partly = new + outcome.new, there + (not outcome.new), partly or outcome.not_all
            typer.echo(f"{'added' if outcome.new else 'there'} {_short(outcome.id)} {_in_line(outcome.item or '-')}")
    typer.echo(f"{new} added, {there} there already, {failed} not read")
    if partly:
        sys.stderr.write("sayso: reports on this desk wait to be compared; 'sayso verify --repair' does it\n")
    if failed:
        raise typer.Exit(UNREADABLE)


@reports_app.callback()
def reports(
    context: typer.Context,
    desk: DeskUrl = STANDARD,
    query: Annotated[
        str | None, typer.Option(metavar="QUERY", help='Words, "phrases", -without, begin*; all must hold.')
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="All that came from one address.")] = None,
    limit: _Limit = 50,
    format: _Format = "text",  # noqa: A002 - the option's name
    public: Public = False,
) -> None:
    """List the reports on a desk, or those that answer a query; the last that came first."""
    if context.invoked_subcommand is not None:
        return
    most = None if public else limit
    with opening(desk) as opened:
        found = opened.reports(url=url, limit=most) if query is None else opened.search(query, limit=most)
        if public:
            found = tuple(islice(_public_entries(opened, found, url, query), limit))
        _print(opened.with_repeats(found), format, _report_line)


def _public_entries(opened: sayso.Desk, found: Sequence[Entry], url: str | None, query: str | None) -> Iterator[Entry]:
    """Give reports as lists show them for the public, those that still answer what was asked."""
    from sayso.brief.public import public_report
    from sayso.desk.publishing import answers_query, public_entry

    policy = opened.policy()
    for entry in found:
        copy = public_report(opened.report(entry.id), policy)
        if (url is None or copy.document.url == url) and (query is None or answers_query(copy, query)):
            yield public_entry(entry, copy)


@reports_app.command("show")
def show_report(
    report: _Report,
    desk: DeskUrl = STANDARD,
    revision: Annotated[int | None, typer.Option(metavar="N", min=1, help="Not the newest, but this reading.")] = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="As of 'sayso read'.")] = "text",  # noqa: A002
    public: Public = False,
) -> None:
    """Show a report as 'sayso read' does."""
    from sayso.brief import REPORT_FORMATS, show
    from sayso.brief.public import public_report

    if format not in REPORT_FORMATS:
        raise UsageError(f"unknown format {format!r}; choose one of {', '.join(REPORT_FORMATS)}")
    with opening(desk) as opened:
        told = opened.report(report, revision=revision)
        typer.echo(show(public_report(told, opened.policy()) if public else told, format), nl=False)
        if format == "text":
            mine = opened.entry(report).id
            for one in opened.repeats(report):
                of = one.report == mine
                typer.echo(f"repeats {_copied(one.of, one)}" if of else f"repeated by {_copied(one.report, one)}")


@reports_app.command("original")
def original(report: _Report, desk: DeskUrl = STANDARD) -> None:
    """Write the bytes that a report was read from, as they came, to standard output."""
    with opening(desk) as opened:
        raw = opened.original(report)
    if raw is None:
        raise UsageError(f"only the record of {report} is on the desk, not what it was read from")
    sys.stdout.buffer.write(raw)


@reports_app.command("reread")
def reread(
    reports: Annotated[list[str], typer.Argument(metavar="REPORT...", help="Reports' ids, or their beginnings.")],
    desk: DeskUrl = STANDARD,
    actors: _Actors = None,
) -> None:
    """Read reports again from their original bytes, as this program reads; the readings before stay."""
    with opening(desk) as opened:
        for report in reports:
            typer.echo(f"{'another reading of' if opened.reread(report, actors=actors) else 'nothing new in'} {report}")


@reports_app.command("delete")
def delete(
    report: _Report,
    by: By,
    reason: Annotated[str, typer.Option(metavar="KIND", help="safety, consent, legal or retention.")] = "safety",
    desk: DeskUrl = STANDARD,
) -> None:
    """Delete a report for good; only a tombstone without detail stays."""
    with opening(desk) as opened:
        twins = opened.same_text(report)
        stone = opened.delete(report, by=by, reason=reason)
    typer.echo(f"deleted; tombstone {stone.id}")
    for twin in twins:
        typer.echo(f"the same text is on the desk as {twin}")


@incidents_app.callback()
@choosing
def incidents(
    context: typer.Context,
    desk: DeskUrl = STANDARD,
    *,
    chosen: Selection,
    changed_since: Annotated[
        str | None,
        typer.Option(metavar="WHEN", help="What changed on that day, or at that instant, or later; and how."),
    ] = None,
    limit: _Limit = 50,
    format: _Format = "text",  # noqa: A002 - the option's name
    public: Public = False,
    delay: Delay = DELAY,
) -> None:
    """List incidents, each marked as accepted, proposed and so on; those with the latest day first."""
    if context.invoked_subcommand is not None:
        return
    from sayso.desk.model import State

    with opening(desk) as opened:
        if changed_since is not None:
            # Decisions show in whatever state an incident is; proposals only where they are asked for.
            asked = chosen._replace(states=tuple(State))
            wanted = _lines(opened, asked, None, public=public, delay=delay)
            lines = {one.id: one for one in wanted if one.state != State.PROPOSED or State.PROPOSED in chosen.states}
            changed = opened.changes(changed_since, public=public)
            told = [one if not public else _by_day(one) for one in changed if one.incident.id in lines]
            _print([replace(one, incident=lines[one.incident.id]) for one in told[:limit]], format, _changed_lines)
            return
        _print(_lines(opened, chosen, limit, public=public, delay=delay), format, _incident_line)


def _lines(
    opened: sayso.Desk, chosen: Selection, limit: int | None, *, public: bool, delay: int
) -> tuple[DeskIncident, ...]:
    """Give incidents as lists show them."""
    what, states, threshold, _ = chosen
    if not public:
        return opened.incidents(what, states=states, threshold=threshold, limit=limit)
    from sayso.desk.publishing import public_line

    copies = {copy.id: copy for copy in given(opened, chosen, public=True, delay=delay)}
    found = opened.incidents(what, states=states, threshold=threshold, limit=None)
    return tuple(islice((public_line(one, copies[one.id]) for one in found if one.id in copies), limit))


def _by_day(changed: Changed) -> Changed:
    return replace(changed, what=tuple((at[:10], said) for at, said in changed.what))


@incidents_app.command("show")
def show_incident(
    incident: _Incident,
    desk: DeskUrl = STANDARD,
    grades: Annotated[
        Path | None, typer.Option(metavar="CSV", help="A table of grades of your own, in place of the supplied one.")
    ] = None,
    public: Public = False,
    delay: Delay = DELAY,
) -> None:
    """Show an incident: what its members say and through whom, how it is attested, and all that was decided on it."""
    import sayso
    from sayso.brief.attested import attested
    from sayso.incidents import read_rules

    rules = read_rules(grades) if grades is not None else None
    with opening(desk) as opened:
        found = opened.incident(incident)
        if public:
            _show_public(opened, found, rules, delay)
            return
        typer.echo(_incident_line(found))
        for member in found.members:
            report = opened.report(member.report, revision=member.revision)
            typer.echo(_told_line(report, next(one for one in report.statements if one.id == member.statement)))
        attestation = opened.attestation(found.id)
        for line in attested(attestation, sayso.suggest(attestation, rules)):
            typer.echo(f"  {line}")
        for one in opened.evidence(found.id) if opened.history(found.id) else ():
            reasons = "; ".join(one.reasons)
            typer.echo(f"  may belong to it, score {one.score:.2f} ({reasons}): {_incident_line(one.proposal)}")
        for entry in opened.history(found.id):
            typer.echo(f"  {entry.at} {_in_line(f'{entry.who}: {_decided(entry)}{_moved(entry)}: {entry.why}')}")


def _show_public(opened: sayso.Desk, found: DeskIncident, rules: Sequence[Rule] | None, delay: int) -> None:
    """Show an incident's copy for publication; who decided on it is a reviewer, and the reasons stay on the desk."""
    import sayso
    from sayso.brief.attested import attested
    from sayso.brief.public import held_back, public_incident
    from sayso.desk.publishing import public_line
    from sayso.desk.showing import A_REVIEWER
    from sayso.incidents import attest, find_origins

    policy = opened.policy(today=today(), delay_days=delay)
    whole = opened.gathered(found.id)
    why = held_back(whole, policy)
    if why is not None:
        tell_left_out({why: 1})
        return
    copy = public_incident(whole, policy)
    typer.echo(_incident_line(public_line(found, copy)))
    for member in copy.members:
        typer.echo(_told_line(member.report, member.statement))
    attestation = attest(copy, find_origins(member.report for member in whole.members))
    for line in attested(attestation, sayso.suggest(attestation, rules)):
        typer.echo(f"  {line}")
    for entry in opened.history(found.id):
        typer.echo(f"  {entry.at[:10]} {A_REVIEWER}: {_decided(entry)}")


def _told_line(report: Report, told: Statement) -> str:
    voices = " < ".join(voice.name or "not named" for voice in reversed(told.voices))
    return f"  {_short(report.id)}#{told.id} “{told.text}” ({voices})"


def _decided(entry: Change) -> str:
    states = f"{entry.before.state if entry.before else 'nothing'} to {entry.after.state}"
    return f"{entry.action}, {states}, {_counted(entry.after.members)}"


def _moved(entry: Change) -> str:
    """Tell what a decision changed besides the state: statements that came or went, what was entered or withheld."""
    from sayso.desk.model import Standing, State

    after, before = entry.after, entry.before or Standing(state=State.WITHDRAWN, members=())
    came, went = (
        ", ".join(f"{_short(one.report)}#{one.statement}" for one in some if one not in others)
        for some, others in ((after.members, before.members), (before.members, after.members))
    )
    parts = [f"{way} {told}" for way, told in (("in", came), ("out", went)) if told]
    if after.merged_into:
        parts.append(f"into {after.merged_into}")
    was, now = dict(before.entered), dict(after.entered)
    parts += [
        f"{column} {was.get(column) or 'empty'} to {now.get(column) or 'empty'}"
        for column in sorted({*was, *now})
        if was.get(column) != now.get(column)
    ]
    if after.publication != before.publication:
        parts.append(f"publication {_published(before.publication)} to {_published(after.publication)}")
    return f" ({'; '.join(parts)})" if parts else ""


def _published(told: Publication | None) -> str:
    if told is None:
        return "as for all"
    coarsen = "as known" if told.unlocked else told.coarsen or "as for all"
    names = [*(f"shown {name}" for name in told.shown), *(f"hidden {name}" for name in told.hidden)]
    return ", ".join([coarsen, *names])


@incidents_app.command("make")
def make(told: _Statements, by: By, why: Why, desk: DeskUrl = STANDARD) -> None:
    """Make an incident of statements; as a person makes it, it is accepted."""
    with opening(desk) as opened:
        typer.echo(_incident_line(opened.make(map(_statement, told), by=by, why=why)))


@incidents_app.command("accept")
def accept(incidents: _Incidents, by: By, why: Why, desk: DeskUrl = STANDARD) -> None:
    """Accept incidents, all or none."""
    with opening(desk) as opened:
        opened.accept(*incidents, by=by, why=why)
        _print_named(opened, incidents)


@incidents_app.command("reject")
def reject(incidents: _Incidents, by: By, why: Why, desk: DeskUrl = STANDARD) -> None:
    """Reject incidents, all or none."""
    with opening(desk) as opened:
        opened.reject(*incidents, by=by, why=why)
        _print_named(opened, incidents)


@incidents_app.command("merge")
def merge(incidents: _Incidents, by: By, why: Why, desk: DeskUrl = STANDARD) -> None:
    """Put the members of incidents into the one named first, which keeps its id and state."""
    if len(incidents) < 2:
        raise UsageError("merging needs at least two incidents; the first is the one that stays")
    with opening(desk) as opened:
        opened.merge(*incidents, by=by, why=why)
        _print_named(opened, incidents)


@incidents_app.command("split")
def split(incident: _Incident, told: _Statements, by: By, why: Why, desk: DeskUrl = STANDARD) -> None:
    """Take statements out of an incident into a new one of the same state."""
    with opening(desk) as opened:
        made = opened.split(incident, map(_statement, told), by=by, why=why)
        _print_named(opened, [incident, made.id])


@incidents_app.command("unlock")
def unlock(
    incident: _Incident,
    by: By,
    why: Why,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="NAME", help="Only let out this private person's name.")
    ] = None,
    desk: DeskUrl = STANDARD,
) -> None:
    """Let an incident be published with its place and time as they are known; with --name only let out a name."""
    with opening(desk) as opened:
        opened.unlock(incident, by=by, why=why, names=name or ())
        _print_named(opened, [incident])


@incidents_app.command("withhold")
def withhold(
    incident: _Incident,
    by: By,
    why: Why,
    coarsen: Annotated[
        str | None, typer.Option("--coarsen", metavar="LEVEL", help="admin1 (unless told), country or hide.")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="NAME", help="Only keep back this name or these words.")
    ] = None,
    desk: DeskUrl = STANDARD,
) -> None:
    """Have an incident published with a coarser place and time, or not at all; with --name only keep back words."""
    with opening(desk) as opened:
        opened.withhold(incident, by=by, why=why, coarsen=coarsen, words=name or ())
        _print_named(opened, [incident])


@incidents_app.command("undo")
def undo(incident: _Incident, by: By, why: Why, desk: DeskUrl = STANDARD) -> None:
    """Take back the last decision on an incident that still stands; undo again to go further back."""
    with opening(desk) as opened:
        opened.undo(incident, by=by, why=why)
        _print_named(opened, [incident])


def verify(
    desk: DeskUrl = STANDARD,
    repair: Annotated[bool, typer.Option("--repair", help="Make anew what reports are found by, where wrong.")] = False,
) -> None:
    """Check a desk: digests, records, what is made from them, incidents and their history."""
    with opening(desk) as opened:
        checked = opened.verify(repair=repair)
    for fault in checked.faults:
        sys.stderr.write(f"sayso: {fault}\n")
    counts = (
        f"{n} {noun}{'s' * (n != 1)}"
        for n, noun in (
            (checked.reports, "report"),
            (checked.revisions, "reading"),
            (checked.statements, "statement"),
            (checked.incidents, "incident"),
        )
    )
    faults = f"{len(checked.faults) or 'no'} fault{'s' * (len(checked.faults) != 1)}"
    waiting = [f"{checked.waiting} not compared yet ('sayso verify --repair' does it)"] if checked.waiting else []
    typer.echo(", ".join([*counts, *waiting, faults]))
    if checked.faults:
        raise typer.Exit(UNREADABLE)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Appears whole or not at all.")], desk: DeskUrl = STANDARD
) -> None:
    """Write all of a desk to one file, as it is at this moment; others may go on working."""
    with opening(desk) as opened:
        typer.echo(f"{opened.backup(file)} rows written to {file}")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What 'sayso backup' wrote.")], desk: DeskUrl = STANDARD
) -> None:
    """Fill a desk that does not exist yet from a backup, of either database."""
    from sayso.desk import Desk

    with Desk.restored(file, desk) as opened:
        typer.echo(f"{len(opened.reports())} reports restored")


def _print(found: Iterable[Entry] | Iterable[DeskIncident] | Iterable[Changed], format: str, line: object) -> None:  # noqa: A002
    import msgspec

    if format not in {"text", "jsonl"}:
        raise UsageError(f"unknown format {format!r}; choose text or jsonl")
    for one in found:
        typer.echo(msgspec.json.encode(one).decode() if format == "jsonl" else line(one))  # type: ignore[operator]


def _print_named(opened: sayso.Desk, named: Sequence[str]) -> None:
    for incident in named:
        typer.echo(_incident_line(opened.incident(incident)))


def _report_line(entry: Entry) -> str:
    title = entry.title or entry.item or "no title"
    readings = f" (reading {entry.revision})" if entry.revision > 1 else ""
    copied = entry.repeats or ()
    repeats = f"; repeats {_copied(copied[0].of, copied[0])}" if copied else ""
    more = f" and {len(copied) - 1} more" if len(copied) > 1 else ""
    by = entry.publisher or "nobody named"
    return _in_line(f"{_short(entry.id)} {entry.published or 'undated'} {by}: {title}{readings}{repeats}{more}")


def _copied(other: str, one: Repeat) -> str:
    extent = "by a quotation" if one.extent == "quotation" else f"in {one.extent} ({one.share:.0%} of its words)"
    return f"{_short(other)} {extent}"


def _incident_line(incident: DeskIncident) -> str:
    days = incident.first_day or "undated"
    if incident.last_day and incident.last_day != incident.first_day:
        days += f" to {incident.last_day}"
    where = ", ".join(name for name in (incident.place, incident.country) if name) or "no place"
    state = f"{incident.state} into {incident.merged_into}" if incident.merged_into else incident.state
    told = f"{incident.type or 'no event'}, {_counted(incident.members)}"
    if incident.threshold is not None:
        state += f", by threshold {incident.threshold:g}, not by people" if incident.state == "proposed" else ""
    why = ""
    if incident.score is not None:
        reasons = f" ({'; '.join(incident.reasons)})" if incident.reasons else ""
        why = f"; score {incident.score:.2f}{reasons}"
    return f"{incident.id} [{state}] {days}, {where}: {told}{why}"


def _changed_lines(changed: Changed) -> str:
    return "\n".join([_incident_line(changed.incident), *(f"  {at} {_in_line(said)}" for at, said in changed.what)])


def _counted(members: Sequence[object]) -> str:
    reports = {getattr(member, "report", None) for member in members}
    return f"{len(members)} statement{'s' * (len(members) != 1)} of {len(reports)} report{'s' * (len(reports) != 1)}"


def _in_line(said: str) -> str:
    return " ".join(said.splitlines())


def _short(digest: str) -> str:
    return digest.removeprefix("sha256:")[:12]


def _statement(named: str) -> tuple[str, str]:
    report, mark, statement = named.rpartition("#")
    if not mark or not report or not statement:
        raise UsageError(f"{named!r} names no statement; write REPORT#STATEMENT, as 4c9c9070#s3")
    return report, statement
