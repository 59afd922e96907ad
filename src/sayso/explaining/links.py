"""What ties statements to an incident, by how many origins it is attested, and which rows gave its grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.explaining.model import Step
from sayso.explaining.rules import row_of
from sayso.incidents.attestation import attest
from sayso.incidents.grading import suggest
from sayso.incidents.likeness import highest, likeness, reason_for, weighed
from sayso.incidents.origins import PART, PASSAGE, RUN, WHOLE, find_origins, origin_of
from sayso.incidents.profile import of_members, of_report
from sayso.incidents.tying import THRESHOLDS
from sayso.record import BylineRole, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.incidents.figures import Figure
    from sayso.incidents.model import Incident, Member
    from sayso.incidents.origins import Origins, Repeat
    from sayso.incidents.profile import Profile
    from sayso.record import Report

_EXTENTS = {"whole": WHOLE, "part": PART}
_STRETCHES = {
    "whole": f"in runs of {RUN}",
    "part": f"in passages of {PASSAGE} or more",
    "quotation": f"in passages of {PASSAGE} or more",
}
_VOICE = "one named voice, counted once wherever it is quoted"
_REPORTS = "the report's own word, or that of somebody not named; counted once for each origin of reports"
_SHORT = 12  # digits of a report's id that are shown


def explain_incident(incident: Incident) -> Iterator[Step]:
    """Give the steps: members, their links, origins, figures and grades."""
    for member in incident.members:
        yield _member(member)
    yield from _links(incident)
    origins = find_origins(member.report for member in incident.members)
    yield from _origins(incident, origins)
    attestation = attest(incident, origins)
    for figures in attestation.figures:
        counted = f"{figures.what}, {figures.group or figures.who}, over {figures.scope}"
        bounds = f"{figures.low} to {figures.high}" if figures.low is not None else "no number"
        told = tuple(_figure(figure, figures.told) for figure in figures.told)
        yield Step(about="figures", says=f"{counted}: {bounds}, the bounds of what stands; never added up", steps=told)
    rules = {(row["pattern"], row["grade"]): row for row in lexicon.table("grades")}
    for one in suggest(attestation):
        row = row_of("grades", rules[one.question, one.grade])
        yield Step(about="grade", says=f"{one.question}: {one.grade}, suggested for review, as {one.why}", rows=(row,))


def explain_membership(incident: Incident, report: Report, statement: str) -> Iterator[Step]:
    """Give how a statement is tied into an incident, or how its figure stands there; nothing where it is neither."""
    chosen = next((m for m in incident.members if m.report.id == report.id and m.statement.id == statement), None)
    if chosen is not None:
        inner = tuple(_links(incident, only=chosen))
        yield Step(about="incident", says=f"told of {incident.id}, {incident.status}", steps=inner)
        return
    for figures in attest(incident, find_origins(m.report for m in incident.members)).figures:
        for figure in figures.told:
            if figure.report.id == report.id and figure.statement.id == statement:
                inner = (_figure(figure, figures.told),)
                yield Step(about="incident", says=f"a figure of {incident.id}, {incident.status}", steps=inner)


def _name(member: Member) -> str:
    return f"{_short(member.report.id)}#{member.statement.id}"


def _short(report: str) -> str:
    return report.removeprefix("sha256:")[:_SHORT]


def _member(member: Member) -> Step:
    statement = member.statement
    words = Span(start=statement.start, end=statement.end, text=statement.text)
    voice = statement.voices[-1]
    says = f"{_name(member)}, by rule {statement.rule}, said by {voice.name or 'nobody named'}"
    return Step(about="member", says=says, words=words)


def _links(incident: Incident, only: Member | None = None) -> Iterator[Step]:
    """Give each member's tie to the one that it is most like; the weakest of them is the incident's score."""
    members = incident.members
    profiles = list(of_members(members))
    leads = {member.report.id: of_report(member.report) for member in members}
    ties: dict[tuple[int, int], Step] = {}
    for i, member in enumerate(members):
        pairs = {(i, j): _pair(members, profiles, leads, i, j) for j in range(len(members)) if j != i}
        if pairs and (only is None or member is only):
            (_, j), pair = max(
                pairs.items(), key=lambda told: (likeness(told[1][0], told[1][1], "statements"), -told[0][1])
            )
            ties.setdefault((min(i, j), max(i, j)), _link(member, members[j], pair))
    yield from ties.values()
    if len(members) == 1:
        yield Step(about="link", says="one statement only; nothing was tied")


def _pair(
    members: Sequence[Member], profiles: Sequence[Profile], leads: Mapping[str, Profile], i: int, j: int
) -> tuple[Profile, Profile]:
    """Give two profiles, with what their reports tell of one story."""
    one, other = members[i].report.id, members[j].report.id
    same = one == other or likeness(leads[one], leads[other], "reports") >= THRESHOLDS["reports"]
    return (
        profiles[i].telling("story", ["both" if same else one]),
        profiles[j].telling("story", ["both" if same else other]),
    )


def _link(one: Member, other: Member, pair: tuple[Profile, Profile]) -> Step:
    total = likeness(*pair, "statements")
    threshold, most = THRESHOLDS["statements"], highest("statements")
    score = min(1.0, total / most)
    inner = []
    for weight, change in weighed(*pair, "statements"):
        if change:
            same = f"{weight.field}: {'the same' if change > 0 else 'not the same'}"
            reason = reason_for(weight, change, *pair) or (weight.reason if weight.agree < 0 else same)
            row = row_of("likeness", lexicon.by_id("likeness")[weight.id])
            inner.append(Step(about="weight", says=f"{change:+.2f} {reason}", rows=(row,)))
    against = "reaches" if round(total, 6) >= threshold else "does not reach"
    says = (
        f"{_name(one)} and {_name(other)}: likeness {total:.2f}, which {against} the threshold {threshold:g}; "
        f"score {score:.2f} of the highest there is, {most:.2f}"
    )
    return Step(about="link", says=says, steps=tuple(inner))


def _origins(incident: Incident, origins: Origins) -> Iterator[Step]:
    """Give each origin of the members, who stands for it, and why reports count as one."""
    told: dict[str, list[Member]] = {}
    repeats: dict[str, list[Repeat]] = {}
    for one in origins.repeats:
        repeats.setdefault(one.report, []).append(one)
    for member in incident.members:
        told.setdefault(origin_of(member.report, member.statement, origins), []).append(member)
    for name, members in sorted(told.items()):
        reports = {member.report.id: member.report for member in members}
        inner = tuple(
            step for report in reports.values() for step in _origin(report, repeats.get(report.id, ()), {*reports})
        )
        voices = {m.statement.voices[-1].attribution is not None and m.statement.voices[-1].named for m in members}
        why = _VOICE if voices == {True} else _REPORTS
        shown = f"report {_short(name)}" if name.startswith("sha256:") else name.replace("sha256:", "report ")
        yield Step(about="origin", says=f"{shown}: {', '.join(map(_name, members))}; {why}", steps=inner)


def _origin(report: Report, repeats: Iterable[Repeat], beside: set[str]) -> Iterator[Step]:
    agency = next((b.name for b in report.document.bylines if b.role is BylineRole.AGENCY), None)
    if agency is not None:
        yield Step(about="agency", says=f"{_short(report.id)} carries copy of {agency}, as its byline or dateline says")
    for one in repeats:
        if one.of in beside or one.extent == "whole":
            least = _EXTENTS.get(one.extent)
            limit = f"; from {least:g} on it counts so" if least is not None else ""
            one_origin = ", so both are one origin" if one.extent == "whole" else ""
            yield Step(
                about="repeats",
                says=f"{_short(one.report)} repeats {_short(one.of)} in {one.extent}: {one.share:.0%} of its words, "
                f"{_STRETCHES[one.extent]}{limit}{one_origin}",
            )


def _figure(figure: Figure, beside: Sequence[Figure]) -> Step:
    day = (figure.report.document.published or "undated")[:10]
    words = figure.toll.words
    origin = figure.voice.replace("sha256:", "report ")
    says = f"{_short(figure.report.id)}#{figure.statement.id}, {day}, of the origin {origin}"
    if not figure.superseded:
        return Step(about="figure", says=f"{says}: stands", words=words)
    later = [f for f in beside if f.voice == figure.voice and not f.superseded]
    newer = ", ".join(f"“{f.toll.words.text}” ({(f.report.document.published or 'undated')[:10]})" for f in later)
    why = f": superseded, as the same origin later gave {newer or 'another number'}"
    return Step(about="figure", says=says + why, words=words)
