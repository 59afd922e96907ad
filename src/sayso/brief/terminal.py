"""One report as text for a terminal: each voice, indented inward, with what it says."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING

from sayso.brief.phrases import belonging, facts, gist, sureness, voice_name
from sayso.brief.tree import standings
from sayso.brief.voices_table import voices_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.record import Report, Statement

_WIDTH = 100
STEP = "    "
_COLUMNS = {"Voice": 22, "What kind": 13, "Cited": 5, "About": 18, "How surely": 14, "Through": 14}  # and their widths


def report_text(report: Report) -> str:
    """Lay a report out for a terminal, 100 columns wide."""
    lines = [*_heading(report), "", "WHO SAYS WHAT", *_voices(report)]
    if report.disputes:
        lines += ["", "DISPUTED WITHIN THIS REPORT", *_disputes(report)]
    lines += ["", "VOICES", *_table(report)]
    lines += ["", "ACTORS", *_actors(report), "", *_footer(report)]
    return "\n".join(lines) + "\n"


def wrapped(text: str, indent: str, hanging: str = "") -> list[str]:
    """Wrap text at 100 columns, every line indented, those after the first by ``hanging`` more."""
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
        yield from wrapped(document.title, "")
    source = f" (from {document.publisher_from})" if document.publisher_from else ""
    facts = [(document.publisher or "publisher not known") + source]
    facts.append(f"published {document.published}" if document.published else "date of publication not known")
    if document.url:
        facts.append(document.url)
    yield from wrapped(" · ".join(facts), "")
    for byline in document.bylines:
        outlet = f", {byline.outlet}" if byline.outlet else ""
        yield f"{byline.role}: {byline.name}{outlet}"


def _voices(report: Report) -> Iterator[str]:
    """Give each voice once, outermost first, with its statements under it."""
    found = standings(report)
    if not found:
        yield f"{STEP}nothing that Sayso reads was found"
    cues = {q.id: q.cue.text for q in report.attributions if q.cue is not None}
    for standing in found:
        voice, outer = standing.voice, STEP * len(standing.around)
        cue = f", “{cues[voice.attribution]}”" if voice.attribution in cues else ""
        yield f"{outer}{voice_name(voice)} ({voice.role}{'' if voice.named else ', not named'}{cue})"
        for statement in standing.statements:
            yield from _statement(statement, report, outer + STEP)


def _statement(statement: Statement, report: Report, indent: str) -> Iterator[str]:
    again = f", as in {statement.same_as}" if statement.same_as else ""
    yield from wrapped(f"{sureness(statement, report)} [{statement.id}{again}] {gist(statement, report)}", indent, "  ")
    yield from wrapped(f"“{statement.text}”", indent + "  ", " ")
    known = facts(statement, report)
    if placed := " · ".join(f"{name}: {value}" for name, value in known if name != "open"):
        yield from wrapped(placed, indent + "  ", "  ")
    for name, value in known:
        if name == "open":
            yield from wrapped(f"open: {value}", indent + "  ", "  ")


def _table(report: Report) -> list[str]:
    """Give the table of voices, its cells wrapped so that it fits."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for name, width in _COLUMNS.items():
        table.add_column(name, width=width, overflow="fold", justify="right" if name == "Cited" else "left")
    for row in voices_table(report):
        cells = (row.name, row.kind, str(row.cited or "–"), row.about, row.surely, row.within)
        table.add_row(*(Text(" ".join(cell.split()) or "–") for cell in cells))
    console = Console(width=_WIDTH - len(STEP), color_system=None, force_terminal=False, _environ={})
    with console.capture() as captured:
        console.print(table)
    return [f"{STEP}{line}".rstrip() for line in captured.get().splitlines()]


def _disputes(report: Report) -> Iterator[str]:
    for dispute in report.disputes:
        yield from wrapped(f"{dispute.field} [{', '.join(dispute.statements)}]: {dispute.why}", STEP, "  ")


def _actors(report: Report) -> Iterator[str]:
    for actor in report.actors:
        others = [m.text for m in actor.mentions if m.text.lower() != actor.name.lower()]
        also = f"; also “{'”, “'.join(dict.fromkeys(others))}”" if others else ""
        country = f", {actor.country}" if actor.country else ""
        tie = f", {tie}" if (tie := belonging(actor, report)) else ""
        yield from wrapped(f"{actor.name} ({actor.kind}{country}){tie}{also}", STEP, "  ")


def _footer(report: Report) -> Iterator[str]:
    furniture = Counter(block.kind.value for block in report.document.blocks if block.kind.is_furniture)
    if furniture:
        kinds = ", ".join(f"{kind} ({count})" if count > 1 else kind for kind, count in sorted(furniture.items()))
        yield f"Not read, since it is no part of the news: {kinds}."
    for warning in report.warnings:
        yield from wrapped(f"Note: {warning}.", "", "  ")
    yield f"Read by machine (Sayso {report.made_by.sayso}); no person has checked it."
