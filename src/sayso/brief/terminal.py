"""One report as text for a terminal: each voice, indented inward, with what it says."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING

from sayso.brief.phrases import gist, sureness, voice_name, when, where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.record import Report, Statement, Voice

_WIDTH = 100
_STEP = "    "

Path = tuple[tuple[str, str | None], ...]


def report_text(report: Report) -> str:
    """Lay a report out for a terminal, 100 columns wide."""
    lines = [*_heading(report), "", "WHO SAYS WHAT", *_voices(report)]
    if report.disputes:
        lines += ["", "DISPUTED WITHIN THIS REPORT", *_disputes(report)]
    lines += ["", "ACTORS", *_actors(report), "", *_footer(report)]
    return "\n".join(lines) + "\n"


def _wrapped(text: str, indent: str, hanging: str = "") -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()),
        width=max(_WIDTH, len(indent) + 40),
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _heading(report: Report) -> Iterator[str]:
    document = report.document
    if document.title:
        yield from _wrapped(document.title, "")
    source = f" (from {document.publisher_from})" if document.publisher_from else ""
    facts = [(document.publisher or "publisher not known") + source]
    facts.append(f"published {document.published}" if document.published else "date of publication not known")
    if document.url:
        facts.append(document.url)
    yield from _wrapped(" · ".join(facts), "")
    for byline in document.bylines:
        outlet = f", {byline.outlet}" if byline.outlet else ""
        yield f"{byline.role}: {byline.name}{outlet}"


def _voices(report: Report) -> Iterator[str]:
    """Give each voice once, outermost first, with its statements under it."""
    groups: dict[Path, list[Statement]] = {}
    voices: dict[Path, Voice] = {}
    for statement in report.statements:
        path: Path = ()
        for voice in statement.voices:
            path = (*path, (voice_name(voice), voice.attribution))
            voices.setdefault(path, voice)
            groups.setdefault(path, [])
        groups[path].append(statement)
    if not groups:
        yield f"{_STEP}nothing that Sayso reads was found"
    cues = {q.id: q.cue.text for q in report.attributions if q.cue is not None}
    for path in _in_order(groups):
        indent = _STEP * len(path)
        voice = voices[path]
        cue = f", “{cues[voice.attribution]}”" if voice.attribution in cues else ""
        yield f"{indent[len(_STEP) :]}{voice_name(voice)} ({voice.role}{'' if voice.named else ', not named'}{cue})"
        for statement in groups[path]:
            yield from _statement(statement, report, indent)


def _in_order(groups: dict[Path, list[Statement]]) -> list[Path]:
    """Order voices so that each stands under the one around it, in order of first appearance."""
    first = {path: n for n, path in enumerate(groups)}
    return sorted(groups, key=lambda path: [first[path[: n + 1]] for n in range(len(path))])


def _statement(statement: Statement, report: Report, indent: str) -> Iterator[str]:
    again = f", as in {statement.same_as}" if statement.same_as else ""
    yield from _wrapped(
        f"{sureness(statement, report)} [{statement.id}{again}] {gist(statement, report)}", indent, "  "
    )
    yield from _wrapped(f"“{statement.text}”", indent + "  ", " ")
    facts = [f"where: {place}" for place in (_place(statement, report),) if place]
    facts += [f"when: {time}" for time in (_time(statement, report),) if time]
    if facts:
        yield from _wrapped(" · ".join(facts), indent + "  ", "  ")
    if statement.open_to:
        sources = {q.id: q.source.text for q in report.attributions if q.source is not None}
        others = ", ".join(sources.get(q, "somebody not named") for q in statement.open_to)
        yield from _wrapped(f"open: it may also be the word of {others}", indent + "  ", "  ")


def _place(statement: Statement, report: Report) -> str | None:
    places = {place.id: place for place in report.places}
    for body in (statement.event, statement.control, statement.position, statement.evidence):
        if body is not None:
            return where(places.get(body.place or ""))
    return None


def _time(statement: Statement, report: Report) -> str | None:
    times = {time.id: time for time in report.times}
    for body in (statement.event, statement.control, statement.evidence, statement.forecast):
        if body is not None:
            return when(times.get(body.time or ""))
    return None


def _disputes(report: Report) -> Iterator[str]:
    for dispute in report.disputes:
        yield from _wrapped(f"{dispute.field} [{', '.join(dispute.statements)}]: {dispute.why}", _STEP, "  ")


def _actors(report: Report) -> Iterator[str]:
    for actor in report.actors:
        others = [m.text for m in actor.mentions if m.text.lower() != actor.name.lower()]
        also = f"; also “{'”, “'.join(dict.fromkeys(others))}”" if others else ""
        country = f", {actor.country}" if actor.country else ""
        yield from _wrapped(f"{actor.name} ({actor.kind}{country}){also}", _STEP, "  ")


def _footer(report: Report) -> Iterator[str]:
    furniture = Counter(block.kind.value for block in report.document.blocks if block.kind.is_furniture)
    if furniture:
        kinds = ", ".join(f"{kind} ({count})" if count > 1 else kind for kind, count in sorted(furniture.items()))
        yield f"Not read, since it is no part of the news: {kinds}."
    for warning in report.warnings:
        yield from _wrapped(f"Note: {warning}.", "", "  ")
    yield f"Read by machine (Sayso {report.made_by.sayso}); no person has checked it."
