"""An explanation as text for a terminal, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sayso.brief.terminal import STEP, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.explaining import Explanation, Row, Step


def explanation_text(told: Explanation) -> str:
    """Lay an explanation out for a terminal, 100 columns wide; each step stands under what it made."""
    lines = [f"{told.id}: {told.what}", *(line for step in told.steps for line in _step(step, ""))]
    for maker in told.made_by:
        made = maker.made_by
        actors = made.options.actors
        options = f"likelihood by {made.options.likelihood_scale}" + (
            f", actors of {actors.name} ({actors.digest})" if actors is not None else ""
        )
        lines += wrapped(
            f"made by: Sayso {made.sayso}, reader {made.reader}; parser {made.parser.name} {made.parser.version} "
            f"({made.parser.digest}); lexicon {made.lexicon}; gazetteer {made.gazetteer}; {options}; "
            f"report {maker.report}",
            "",
            STEP,
        )
    for line in told.differs:
        lines += wrapped(f"changed since: {line}", "", STEP)
    return "\n".join(lines) + "\n"


def explanation_json(told: Explanation) -> str:
    """Give an explanation as one JSON object, indented."""
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode() + "\n"


def _step(step: Step, indent: str) -> Iterator[str]:
    yield from wrapped(f"{step.about}: {step.says}", indent, "  ")
    if step.words is not None:
        at = f"{step.words.start}-{step.words.end}"
        around = step.before or step.after
        told = f"…{step.before}[{step.words.text}]{step.after}…" if around else f"“{step.words.text}”"
        yield from wrapped(f"{at} {told}", indent + "  ", "  ")
    for row in step.rows:
        yield from wrapped(_row(row), indent + "  ", "  ")
    for inner in step.steps:
        yield from _step(inner, indent + STEP)


def _row(row: Row) -> str:
    cells = "; ".join(f"{name} {cell}" for name, cell in row.cells.items())
    return f"{row.table}.tsv {row.id}: {cells}"
