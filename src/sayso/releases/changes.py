"""What is different from the release before: rows added, changed and withdrawn. Compared row by row, off the disk."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.brief.exports.columns import fields
from sayso.brief.exports.csv_table import guarded
from sayso.brief.private import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    Standing = Callable[[str], tuple[str, str | None] | None]

CHANGES = ("id", "change", "field", "before", "after")
WITHDRAWN = ("id", "state", "merged_into", "in_release")
_UNTOLD = frozenset({"id", "changed_at", "row_digest"})  # tell nothing of what happened
HELD_BACK = "(not shown)"  # what was published before and is not any more


class Rows:
    """The rows of a release by their ids, read when they are asked for."""

    def __init__(self, data: Path | None) -> None:
        """Index a file of JSON lines; None stands for no release before."""
        self._data = data
        self._at: dict[str, int] = {}
        if data is not None:
            with data.open("rb") as lines:
                at = 0
                for line in lines:
                    self._at[msgspec.json.decode(line)["id"]] = at
                    at += len(line)

    def __iter__(self) -> Iterator[str]:
        """Give the ids in order."""
        return iter(self._at)

    def __contains__(self, ident: str) -> bool:
        """Tell whether there is a row of this id."""
        return ident in self._at

    def row(self, ident: str) -> dict[str, Any] | None:
        """Give a row, or None where there is none of that id."""
        if self._data is None or ident not in self._at:
            return None
        with self._data.open("rb") as lines:
            lines.seek(self._at[ident])
            told: dict[str, Any] = msgspec.json.decode(lines.readline())
        return told


def write_changes(before: Rows, after: Rows, output: Path) -> dict[str, int]:
    """Write what was added, changed (a row for each field, with its values) and withdrawn; give how many of each.

    What a row does not show any more (a place that was coarsened, a name that
    was hidden) is not repeated in what it was before; of a withdrawn row
    nothing but its id is.
    """
    counts = dict.fromkeys(("added", "changed", "withdrawn"), 0)
    with output.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(CHANGES)
        for ident in after:
            was, now = before.row(ident), after.row(ident)
            if was is None or now is None:
                counts["added"] += 1
                writer.writerow([ident, "added", "", "", ""])
                continue
            different = list(_different(was, now))
            counts["changed"] += bool(different)
            writer.writerows([ident, "changed", *one] for one in different)
        for ident in before:
            if ident not in after:
                counts["withdrawn"] += 1
                writer.writerow([ident, "withdrawn", "", "", ""])
    return counts


def write_withdrawn(before: Rows, after: Rows, version: str | None, standing: Standing, output: Path) -> None:
    """Write which incidents of the release before are not in this one, and how they stand now."""
    with output.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(WITHDRAWN)
        for ident in before:
            if ident not in after:
                state, into = standing(ident) or ("not known any more", None)
                writer.writerow([ident, state, into or "", version or ""])


def _different(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    names = [field.name for field in fields() if field.name not in _UNTOLD]
    closer = bool(now.get("coarsened")) and not was.get("coarsened")
    for name in names:
        old, new = was.get(name), now.get(name)
        if old != new:
            before, after = _cell(old), _cell(new)
            hidden = (closer and name != "coarsened") or after.count(MARK) > before.count(MARK)
            yield name, HELD_BACK if hidden and before else before, after


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return guarded(value) if isinstance(value, str) else msgspec.json.encode(value).decode()
