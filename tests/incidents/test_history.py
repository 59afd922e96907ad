"""The examples of history: what is proposed, and how each proposal is attested, in full.

``expected.md`` beside each example says what must come out, in words that a
person can check against the reports; and where a reader would say more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import sayso
from factories import EXAMPLES
from sayso.incidents import attest, find_origins

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.incidents import Claim, Incident, Origins
    from sayso.record import Report

CASES = sorted(file.parent.name for file in EXAMPLES.glob("*/expected.md"))


def _read(case: str) -> dict[str, Report]:
    """Read an example; pages tell their own day, the two posts on Guernica are read as of the anniversary."""
    folder = EXAMPLES / case
    told = {path.stem: sayso.read(path, published="2017-04-26") for path in sorted(folder.glob("*.txt"))}
    return told | {path.stem: sayso.read(path) for path in sorted(folder.glob("*.html"))}


def _shown(reports: Mapping[str, Report]) -> Iterator[str]:
    """Give the lines of ``expected.md`` for reports by the names of their files."""
    names = {report.id: name for name, report in reports.items()}
    origins = find_origins(reports.values())
    for repeat in origins.repeats:
        yield f"{names[repeat.report]} repeats {names[repeat.of]}: {repeat.extent}"
    proposals = sayso.propose(reports.values())
    for incident in proposals:
        if len(incident.members) > 1:
            yield ""
            yield from _incident(incident, origins, names)
    yield ""
    yield "told once"
    alone = [member for incident in proposals if len(incident.members) == 1 for member in incident.members]
    yield from sorted(f"  {names[m.report.id]}: {m.event.type.value} {m.event.trigger.text}" for m in alone)


def _incident(incident: Incident, origins: Origins, names: Mapping[str, str]) -> Iterator[str]:
    place = (incident.place.name or incident.place.text) if incident.place is not None else "?"
    yield f"{incident.type}, {place}, {incident.earliest or '?'}"
    yield "  members"
    yield from sorted(
        f"    {names[m.report.id]}: {'not ' if m.statement.polarity == 'negative' else ''}{m.event.trigger.text}"
        for m in incident.members
    )
    attested = attest(incident, origins)
    yield from _claim("it happened", attested.occurrence, names)
    for claim in attested.actors:
        yield from _claim(f"done by {claim.said}", claim, names)
    for claim in attested.recipients:
        yield from _claim(f"done to {claim.said}", claim, names)
    for figures in attested.figures:
        scope = "" if figures.scope == "incident" else f", {figures.scope}"
        yield f"  {figures.what} {figures.group or figures.who}{scope}: {figures.low} to {figures.high}"
        for told in figures.told:
            number = _number(told.toll.low, told.toll.high)
            yield f"    {number} {_named(told.voice, names)}{' (superseded)' if told.superseded else ''}"


def _claim(question: str, claim: Claim, names: Mapping[str, str]) -> Iterator[str]:
    yield f"  {question}: {', '.join(sorted(_named(origin, names) for origin in claim.origins)) or 'nobody says so'}"
    if claim.kinds:
        yield f"    kinds: {', '.join(claim.kinds)}"
    for word, members in (("denied", claim.denials), ("admitted", claim.admissions)):
        voices = {f"{m.statement.voices[-1].name or '?'} in {names[m.report.id]}" for m in members}
        if voices:
            yield f"    {word}: {', '.join(sorted(voices))}"


def _number(low: int | None, high: int | None) -> str:
    return str(low) if low == high else f"{low if low is not None else '?'}-{high if high is not None else '?'}"


def _named(origin: str, names: Mapping[str, str]) -> str:
    for ident, name in names.items():
        origin = origin.replace(ident, name)
    return origin


_ROW = re.compile(
    r"^\| (?P<place>[^|,]+), (?P<day>\d{4}-\d\d-\d\d) \| (?P<reports>[^|]+) \| (?P<killed>[^|]+) \|$", re.MULTILINE
)
_BOUND = re.compile(r"(\d+) \(([^)]+)\)")


def _by_hand() -> Iterator[tuple[str, re.Match[str]]]:
    for case in CASES:
        for row in _ROW.finditer((EXAMPLES / case / "expected.md").read_text(encoding="utf-8")):
            yield case, row


@pytest.mark.parametrize(("case", "row"), [pytest.param(*one, id=one[1]["place"]) for one in _by_hand()])
def test_by_hand(case: str, row: re.Match[str]) -> None:
    """Each incident that a person finds in the sources is one proposal, with its reports and bounds of the dead."""
    reports = _read(case)
    names = {report.id: name for name, report in reports.items()}
    origins = find_origins(reports.values())
    (found,) = [
        one
        for one in sayso.propose(reports.values())
        if len(one.members) > 1 and one.place and row["place"] in {one.place.name, one.place.text}
    ]
    assert found.earliest == row["day"]
    assert sorted({names[member.report.id] for member in found.members}) == row["reports"].split(", ")
    bounds = [(int(number), voice) for number, voice in _BOUND.findall(row["killed"])]
    told = [
        one
        for one in attest(found, origins).figures
        if (one.what, one.who, one.scope) == ("killed", "unknown", "incident")
    ]
    assert [(one.low, one.high) for one in told] == ([(bounds[0][0], bounds[-1][0])] if bounds else [])
    given = {
        (figure.toll.low, _named(figure.voice, names)) for one in told for figure in one.told if not figure.superseded
    }
    assert set(bounds) <= given


@pytest.mark.parametrize("case", CASES)
def test_example(case: str) -> None:
    """Each example gives the proposals, origins, attestation and figures that its expected file tells."""
    _, expected, _ = (EXAMPLES / case / "expected.md").read_text(encoding="utf-8").split("```")
    shown = "\n".join(line.rstrip() for line in _shown(_read(case)))
    assert shown.strip().splitlines() == expected.removeprefix("text").strip().splitlines()


@pytest.mark.parametrize("case", CASES)
def test_example_in_any_order(case: str) -> None:
    """Reports come in any order."""
    reports = _read(case)
    turned = dict(reversed(reports.items()))
    assert list(_shown(turned)) == list(_shown(reports))
