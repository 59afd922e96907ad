"""What a reader would say of small sets of reports (``attested.toml``), against what is attested; real parser."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import sayso
from sayso.incidents import attest, find_origins

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.incidents import Figures, Member
    from sayso.record import Report, Toll

SETS = tomllib.loads(Path(__file__).with_name("attested.toml").read_text(encoding="utf-8"))["set"]
PAGE = "<html><head><title>Page</title></head><body><article>{}</article></body></html>"


def _read(told: Mapping[str, str]) -> Report:
    if "html" in told:
        return sayso.read(PAGE.format(told["html"]).encode(), published=told["on"], publisher=told["by"])
    return sayso.read_text(told["text"].strip(), published=told["on"], publisher=told["by"])


def _shown(one: Mapping[str, Any]) -> dict[str, Any]:
    """Give all that a set may expect, as the program has it."""
    reports = [_read(told) for told in one["report"]]
    names = {report.id: report.document.publisher or "?" for report in reports}
    origins = find_origins(reports)
    proposals = [p for p in sayso.propose(reports) if p.type == one.get("type", "ASSAULT")]
    attested = attest(max(proposals, key=lambda p: len(p.members)), origins)
    happened = attested.occurrence
    return {
        "repeats": [f"{names[r.report]} {r.extent} {names[r.of]}" for r in origins.repeats],
        "happened": [_named(origin, names) for origin in happened.origins],
        "kinds": list(happened.kinds),
        "actors": [f"{claim.said} {len(claim.origins)}" for claim in attested.actors if claim.claims],
        "denied": _voices(happened.denials),
        "admitted": _voices(happened.admissions),
        "failed": _voices(happened.failures),
        "figures": {_heading(figures): _figures(figures, names) for figures in attested.figures},
    }


def _named(origin: str, names: Mapping[str, str]) -> str:
    for ident, name in names.items():
        origin = origin.replace(ident, name)
    return origin


def _voices(members: Iterable[Member]) -> list[str]:
    return sorted({m.statement.voices[-1].name or "?" for m in members})


def _heading(figures: Figures) -> str:
    group = figures.group or ("" if figures.who == "unknown" else figures.who)
    return f"{figures.what}/{group}/{'' if figures.scope == 'incident' else figures.scope}".rstrip("/")


def _figures(figures: Figures, names: Mapping[str, str]) -> list[str]:
    return [f"{_number(one.toll)} {_named(one.voice, names)}{' old' if one.superseded else ''}" for one in figures.told]


def _number(toll: Toll) -> str:
    low, high = toll.low, toll.high
    if low == high:
        return "?" if low is None else str(low)
    return f"{low}+" if high is None else f"{'?' if low is None else low}-{high}"


def _agree(expected: Any, shown: Any) -> bool:
    """Tell whether each expected line has one of its own among those shown, and none is left."""
    if isinstance(expected, dict):
        return expected.keys() == shown.keys() and all(_agree(expected[key], shown[key]) for key in expected)
    left = list(shown)
    for line in expected:
        found = next((other for other in left if _same(line.split(), other)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def _same(words: Sequence[str], other: str) -> bool:
    numbers = [word for word in words if word[0].isdigit() or word[0] == "?"]
    rest = " ".join(word for word in words if word not in numbers and word != "old")
    return (
        all(number in other.split() for number in numbers)
        and any(choice.lower() in other.lower() for choice in rest.split("|"))
        and other.endswith(" old") == (words[-1] == "old")
    )


@pytest.mark.parametrize("one", SETS, ids=lambda one: one["name"])
def test_attested_as_a_reader_would(one: Mapping[str, Any]) -> None:
    """Origins, kinds of voice, admissions, denials, failures and figures are what a reader finds in the reports."""
    shown = _shown(one)
    expected = {key: one[key] for key in shown if key in one}
    assert expected, "a set expects something"
    wrong = {key: (told, shown[key]) for key, told in expected.items() if not _agree(told, shown[key])}
    assert not wrong
