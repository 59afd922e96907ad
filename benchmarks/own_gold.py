"""Scoring of our own gold of tolls and of probes, for the gate.

``tests/gold/tolls/tolls.jsonl`` holds toll expressions, ``tests/gold/probes/probes.jsonl`` sentences on which a reader
easily trips; each folder's README is its code book. How findings are matched is written there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sayso

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso import Report
    from sayso.record import Statement

GOLD = Path(__file__).parent.parent / "tests/gold"
TOLLS = GOLD / "tolls/tolls.jsonl"
PROBES = GOLD / "probes/probes.jsonl"
PUBLISHED = "2021-05-14"

_WARLIKE = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "PROTEST"})
_DETAILS = ("who", "group", "scope")

Labels = dict[str, Any]


def rows(file: Path) -> list[Labels]:
    """Read a file of JSON Lines."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read(row: Labels) -> Report:
    """Read one row's text."""
    return sayso.read_text(row["text"], published=PUBLISHED)


# ---- tolls


def bounds(toll: Any) -> tuple[str, int | None, int | None]:
    """Give what a toll says, of a label or of a finding: kind, low and high."""
    if isinstance(toll, dict):
        return toll["what"], toll["low"], toll["high"]
    return str(toll.what), toll.low, toll.high


def tolls_of(report: Report) -> list[Statement]:
    """Give the tolls that a report tells for the first time and nobody denies."""
    return [s for s in report.statements if s.toll and s.same_as is None and s.polarity != "negative"]


def pair_tolls(labels: Sequence[Labels], found: Sequence[Statement]) -> dict[int, int]:
    """Pair labels with findings of the same kind and bounds, one to one, in text order."""
    pairs: dict[int, int] = {}
    for i, label in enumerate(labels):
        for j, one in enumerate(found):
            if j not in pairs.values() and bounds(one.toll) == bounds(label):
                pairs[i] = j
                break
    return pairs


def details_right(labels: Sequence[Labels], found: Sequence[Statement], pairs: Mapping[int, int]) -> Iterator[bool]:
    """Tell of each paired toll whether who, group, scope (where labelled) and part are right."""
    for i, j in pairs.items():
        label, one = labels[i], found[j]
        if one.toll is None:
            continue
        same = all(getattr(one.toll, name) == label[name] for name in _DETAILS if label[name] is not None)
        whole = pairs.get(label["part_of"]) if label["part_of"] is not None else None
        yield same and one.toll.part_of == (found[whole].id if whole is not None else None)


# ---- probes


def probe_errors(row: Labels, report: Report) -> list[str]:
    """Give what is wrong with the reading of a probe; nothing where it is right."""
    found = [s for s in report.statements if s.event]
    if not row["war"]:
        return [
            f"{s.event.type} {s.event.trigger.text} ({s.rule})" for s in found if s.event and s.event.type in _WARLIKE
        ]
    names = {actor.id: actor.name for actor in report.actors}
    return [error for label in row["events"] for error in _missing(label, found, names)]


def _missing(label: Labels, found: Sequence[Statement], names: Mapping[str, str]) -> list[str]:
    """Give how the best finding for a label differs from it."""
    wanted = set(label["trigger"].lower().split())
    best: list[str] | None = None
    for one in found:
        event = one.event
        if event is None or event.type != label["type"] or not wanted & set(event.trigger.text.lower().split()):
            continue
        errors = [] if event.stage == label["stage"] else [f"stage {event.stage}"]
        if label["polarity"] not in {"unknown", one.polarity}:
            errors.append(f"polarity {one.polarity}")
        told = {r.text.lower() for r in event.actors} | {names.get(r.actor or "", "").lower() for r in event.actors}
        asked = {name.lower() for name in label["actors"]}
        if (asked and not asked & told) or (not asked and event.actors):
            errors.append(f"actors {[r.text for r in event.actors]}")
        if best is None or len(errors) < len(best):
            best = errors
    if best is None:
        return [f"{label['type']} {label['trigger']} not found"]
    return [f"{label['type']} {label['trigger']}: {error}" for error in best]
