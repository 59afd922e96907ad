"""A situation for a terminal, for notes, for a browser, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sayso.brief.notes import escaped
from sayso.brief.page import is_web, rendered
from sayso.brief.phrases import role_words
from sayso.brief.situation import told
from sayso.brief.terminal import STEP, wrapped
from sayso.threads.model import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.brief.situation import Told, ToldEntry, ToldReport, ToldThread, ToldVoice
    from sayso.threads.model import Situation

_HEADINGS = {
    Subject.PLACE: "Who holds what, by place",
    Subject.AIM: "Aims, by who has them",
    Subject.FORECAST: "Forecasts, by who makes them",
    Subject.CONDITION: "Conditions, by who sets them",
}
_NOTHING = "Nothing that was asked for is said in these reports."


def situation_text(situation: Situation) -> str:
    """Lay a situation out for a terminal, 100 columns wide."""
    found = told(situation)
    reports = _numbered(found)
    lines = [*wrapped(_counted(found), ""), *wrapped(found.note, "")]
    for subject, threads in _parts(found):
        lines += ["", _HEADINGS[subject].upper()]
        for thread in threads:
            lines += ["", *wrapped(thread.name, "", STEP)]
            for entry in thread.entries:
                lines += _text_entry(entry, *reports[entry.report])
    lines += ["", *([] if found.threads else [_NOTHING, ""]), "REPORTS"]
    for number, report in reports.values():
        lines += wrapped(f"r{number}  {_described(report)}", STEP, STEP)
    return "\n".join(lines) + "\n"


def _text_entry(entry: ToldEntry, number: int, report: ToldReport) -> Iterator[str]:
    yield from wrapped(f"{entry.id}  {entry.when}", STEP, STEP)
    inner = STEP * 2
    yield from wrapped(_chain(entry.voices), inner, "  ")
    yield from wrapped(f"{entry.sureness} {entry.gist}", inner, "  ")
    yield from wrapped(f"“{entry.quote}”", inner, " ")
    for name, words in _besides(entry, number, report):
        yield from wrapped(f"{name}: {words}", inner, "  ")


def situation_markdown(situation: Situation) -> str:
    """Write a situation for notes; quotations are verbatim but for white space and names withheld."""
    found = told(situation)
    reports = _numbered(found)
    lines = ["# Situation", "", escaped(_counted(found)), "", found.note]
    for subject, threads in _parts(found):
        lines += ["", f"## {_HEADINGS[subject]}"]
        for thread in threads:
            lines += ["", f"### {escaped(thread.name)}", ""]
            for entry in thread.entries:
                lines += _markdown_entry(entry, *reports[entry.report])
    lines += ["", *([] if found.threads else [_NOTHING, ""]), "## Reports", ""]
    lines += [f"- r{number}: {escaped(_described(report))}" for number, report in reports.values()]
    return "\n".join(lines) + "\n"


def _markdown_entry(entry: ToldEntry, number: int, report: ToldReport) -> Iterator[str]:
    yield (
        f"- **{escaped(entry.id)}, {escaped(entry.when)}**: {escaped(_chain(entry.voices))}: "
        f"{escaped(f'{entry.sureness} {entry.gist}')}: “{escaped(entry.quote)}”"
    )
    for name, words in _besides(entry, number, report):
        yield f"  - {name}: {escaped(words)}"


def situation_page(situation: Situation) -> str:
    """Lay a situation out as one HTML page that needs nothing else: no script, no request, no map."""
    found = told(situation)
    return rendered(
        "situation.html.j2",
        told=found,
        parts=[(subject, _HEADINGS[subject], threads) for subject, threads in _parts(found)],
        reports=_numbered(found),
        counted=_counted(found),
        nothing=_NOTHING,
        is_web=is_web,
    )


def situation_json(situation: Situation) -> str:
    """Write the format ``sayso-situation/1``, indented."""
    return msgspec.json.format(msgspec.json.encode(told(situation)), indent=2).decode() + "\n"


def _parts(found: Told) -> Iterator[tuple[Subject, Sequence[ToldThread]]]:
    for subject in Subject:
        threads = [thread for thread in found.threads if thread.subject is subject]
        if threads:
            yield subject, threads


def _counted(found: Told) -> str:
    """Say how much was looked at, and how much of it is not shown."""
    shown = sum(len(thread.entries) for thread in found.threads)
    left_out = f"; {found.left_out} more were not asked for" if found.left_out else ""
    return f"{_number(len(found.reports), 'report')}, {_number(shown, 'statement')}{left_out}."


def _number(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _chain(voices: Sequence[ToldVoice]) -> str:
    """Give the voices, outermost first."""
    return " › ".join(f"{voice.name} ({role_words(voice)})" for voice in voices)


def _numbered(found: Told) -> dict[str, tuple[int, ToldReport]]:
    """Give the reports by id, with the number under which a view lists them."""
    return {report.id: (number, report) for number, report in enumerate(found.reports, 1)}


def _described(report: ToldReport) -> str:
    published = f"published {report.published}" if report.published is not None else "date of publication not known"
    return ", ".join([*_titled(report), published, *([report.url] if report.url else []), report.id])


def _titled(report: ToldReport) -> tuple[str, str]:
    title = f"“{report.title}”" if report.title is not None else "a report without a title"
    return title, report.publisher or "publisher not known"


def _besides(entry: ToldEntry, number: int, report: ToldReport) -> Iterator[tuple[str, str]]:
    """Give where an entry stands and what else is to be said of it, by name."""
    yield "in", f"r{number} {', '.join(_titled(report))} [{entry.statement}, {entry.start}–{entry.end}]"
    if entry.open is not None:
        yield "open", entry.open
    for again in entry.repeats:
        yield "again", f"“{again.quote}” [{again.statement}, {again.start}–{again.end}]"
    for mark in entry.against:
        yield f"against {mark.entry}", mark.why
