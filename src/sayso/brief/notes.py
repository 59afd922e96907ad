"""One report in Markdown, for pasting into notes: who says what, in which words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.brief.phrases import belonging, facts, gist, sureness, voice_name
from sayso.brief.tree import standings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.brief.tree import Standing
    from sayso.record import Report, Statement

_STEP = "  "
# What means something within a line of CommonMark, of GitHub's tables and formulas, or of common note books.
MARKS = re.compile(r"[\\`*_{}\[\]<>#|~&$^=%!]")
# What means something at the beginning of a line.
LEADING = re.compile(r"^(\d*)([-+.)])(?=\s|$)")


def report_markdown(report: Report) -> str:
    """Write a sourced reading of a report; every claim stands under whoever makes it.

    Quotations are verbatim, but for white space, which becomes single blanks
    so that a quotation stays one line.
    """
    lines = [*_heading(report), "", "## Who says what", "", *_voices(report)]
    if report.disputes:
        lines += ["", "## Disputed within this report", "", *_disputes(report)]
    if report.actors:
        lines += ["", "## Actors", "", *_actors(report)]
    lines += ["", "---", "", *_footer(report)]
    return "\n".join(lines) + "\n"


def escaped(words: str) -> str:
    """Escape words so that Markdown prints them as they are, on one line."""
    line = MARKS.sub(r"\\\g<0>", " ".join(words.split()))
    return LEADING.sub(r"\1\\\2", line)


def _heading(report: Report) -> Iterator[str]:
    document = report.document
    yield f"# {escaped(document.title or 'A report without a title')}"
    yield ""
    source = f" (from {document.publisher_from})" if document.publisher_from else ""
    yield f"- {escaped(document.publisher or 'publisher not known')}{source}"
    yield f"- {f'published {escaped(document.published)}' if document.published else 'date of publication not known'}"
    for byline in document.bylines:
        yield f"- {byline.role}: {escaped(byline.name + (f', {byline.outlet}' if byline.outlet else ''))}"
    if document.url:
        yield f"- {escaped(document.url)}"
    yield f"- Read by machine (Sayso {report.made_by.sayso}); no person has checked it."


def _voices(report: Report) -> Iterator[str]:
    found = standings(report)
    if not found:
        yield "Nothing that Sayso reads was found."
    cues = {q.id: q.cue.text for q in report.attributions if q.cue is not None}
    for standing in found:
        yield from _voice(standing, report, cues)


def _voice(standing: Standing, report: Report, cues: Mapping[str, str]) -> Iterator[str]:
    voice, indent = standing.voice, _STEP * len(standing.around)
    words = cues.get(voice.attribution or "")
    cue = f", “{escaped(words)}”" if words else ""
    yield f"{indent}- **{escaped(voice_name(voice))}** ({voice.role}{'' if voice.named else ', not named'}{cue})"
    for statement in standing.statements:
        yield f"{indent}{_STEP}- {_statement(statement, report)}"


def _statement(statement: Statement, report: Report) -> str:
    again = f", as in {escaped(statement.same_as)}" if statement.same_as else ""
    known = "; ".join(f"{name}: {value}" for name, value in facts(statement, report))
    return (
        f"{escaped(sureness(statement, report))} \\[{escaped(statement.id)}{again}\\] "
        f"{escaped(gist(statement, report))}: “{escaped(statement.text)}”{f' ({escaped(known)})' if known else ''}"
    )


def _disputes(report: Report) -> Iterator[str]:
    for dispute in report.disputes:
        yield f"- {dispute.field} \\[{escaped(', '.join(dispute.statements))}\\]: {escaped(dispute.why)}"


def _actors(report: Report) -> Iterator[str]:
    yield "| Actor | Kind | Country | Office, whose | Also |"
    yield "| --- | --- | --- | --- | --- |"
    for actor in report.actors:
        others = dict.fromkeys(m.text for m in actor.mentions if m.text.lower() != actor.name.lower())
        also = ", ".join(f"“{escaped(words)}”" for words in others)
        tie = escaped(belonging(actor, report))
        yield f"| {escaped(actor.name)} | {actor.kind} | {escaped(actor.country or '')} | {tie} | {also} |"


def _footer(report: Report) -> Iterator[str]:
    for warning in report.warnings:
        yield f"Note: {escaped(warning)}."
        yield ""
    yield f"Record {escaped(report.id)}, text {escaped(report.document.id)}."
