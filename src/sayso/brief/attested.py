"""How an incident is attested, in lines of text; suggestions are marked as such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.incidents import Attestation, Claim, Figures, Suggestion
    from sayso.incidents.figures import Figure

_QUESTIONS = {"happened": "it happened", "actor": "who did it", "harmed": "who was harmed"}
_REPORT = re.compile(r"sha256:([0-9a-f]{12})[0-9a-f]*")


def attested(attestation: Attestation, suggestions: Iterable[Suggestion]) -> Iterator[str]:
    """Give the lines: the three questions apart, then figures that count the same beside each other, then grades.

    Origins are independent ones, not outlets; a report that is an origin itself is named by its id.
    """
    yield "it happened"
    yield from _claim(attestation.occurrence)
    yield from _answers("who did it", attestation.actors)
    yield from _answers("who was harmed", attestation.recipients)
    for figures in attestation.figures:
        yield from _figures(figures)
    for one in suggestions:
        yield f"suggested for review, {_QUESTIONS[one.question]}: {one.grade} ({_shown(one.why)})"


def _answers(question: str, claims: Sequence[Claim]) -> Iterator[str]:
    rivals = sum(1 for claim in claims if claim.claims)
    several = f" ({rivals} named: rivals or allies)" if question == "who did it" and rivals > 1 else ""
    yield f"{question}{several}" if claims else f"{question}: nobody is named"
    for claim in claims:
        yield f"  {claim.said}"
        yield from (f"  {line}" for line in _claim(claim))


def _claim(claim: Claim) -> Iterator[str]:
    origins = len(claim.origins)
    names = ", ".join(_shown(name) for name in claim.origins)
    yield f"  {origins} independent origin{'s' * (origins != 1)}: {names}" if origins else "  nobody says so"
    if claim.kinds:
        yield f"  kinds of voice: {', '.join(claim.kinds)}"
    told = (("admitted", claim.admissions), ("denied", claim.denials), ("tried and failed, said", claim.failures))
    for word, members in told:
        voices = sorted({m.statement.voices[-1].name or "somebody not named" for m in members})
        if voices:
            yield f"  {word} by {', '.join(voices)}"
    if claim.retractions:
        outlets = sorted({m.report.document.publisher or "a report without an outlet" for m in claim.retractions})
        yield f"  taken back by {', '.join(outlets)}"


def _figures(figures: Figures) -> Iterator[str]:
    wider = "" if figures.scope == "incident" else f" ({figures.scope}, wider than the incident)"
    low, high = figures.low, figures.high
    bounds = "no number" if low is None else str(low) if low == high else f"{low} to {high}"
    yield f"{figures.what}, {figures.group or figures.who}{wider}: {bounds}"
    yield from (f"  {_figure(one)}" for one in figures.told)


def _figure(figure: Figure) -> str:
    stands = ", superseded" if figure.superseded else ""
    day = figure.report.document.published or "undated"
    return f"“{figure.toll.words.text}”: {_shown(figure.voice)}, {day[:10]}{stands}"


def _shown(origin: str) -> str:
    return _REPORT.sub(r"report \1", origin)
