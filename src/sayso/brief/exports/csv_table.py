"""The full table as CSV (RFC 4180): UTF-8, one row an incident, safe to open in a spreadsheet.

Lists are joined by "; " (an item's own semicolons have a backslash before them), objects are JSON. A text that a
spreadsheet would take for a formula gets an apostrophe in front; :func:`unguarded` takes it off again.
"""

from __future__ import annotations

import csv
import gc
import hashlib
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sayso.brief.exports.columns import dictionary_json, fields, positions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sayso.brief.exports.table import Row

_SELDOM = 50_000  # new objects between searches for cycles; rows make many objects and no cycles
# What a spreadsheet may run: signs, also in full width, tab and line breaks; and what is guarded already.
_FORMULA = re.compile("'*[=+\\-@\\t\\r\\n＝＋－＠]")
_SIGNS = frozenset("'=+-@\t\r\n＝＋－＠")  # how such a text may begin, which is quicker to see


def write_csv(rows: Iterable[Row], output: Path) -> None:
    """Write rows of the full table, and the data dictionary beside them (``OUTPUT.schema.json``)."""
    with output.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([field.name for field in fields()])
        with _seldom_collected():
            writer.writerows(map(cells, rows))
    output.with_name(f"{output.name}.schema.json").write_text(dictionary_json(), encoding="utf-8")


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Have Python look for cycles of objects less often, which takes a fifth of the time of a large export."""
    before = gc.get_threshold()
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def cells(row: Row) -> list[Any]:
    """Give a row as cells: numbers stay numbers, null is empty."""
    made = row.copy()
    for i, write in _WRITTEN:
        value = made[i]
        if value:
            made[i] = write(value)
        elif value is not None:
            made[i] = _EMPTY[i]
    return made


def digest_of(made: list[Any]) -> str:
    """Give the digest of a row's cells, but for its own and for what only the asking decides."""
    said = "\x1f".join(["" if made[i] is None else str(made[i]) for i in _DIGESTED])
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def guarded(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in _SIGNS and _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Give the text that was guarded."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell


def joined(items: list[str]) -> str:
    """Give a list as one text."""
    text = "; ".join(items)
    if text.count(";") < len(items) and "\\" not in text:
        return text
    return "; ".join([item.replace("\\", "\\\\").replace(";", "\\;") for item in items])


def parted(text: str) -> list[str]:
    """Give the list that was joined."""
    items = re.findall(r"(?:\\.|[^;\\])+", text, re.DOTALL)
    return [made for item in items if (made := re.sub(r"\\(.)", r"\1", item, flags=re.DOTALL).strip())]


def _list_cell(items: list[str]) -> str:
    return guarded(joined(items))


def _boolean_cell(value: bool) -> str:
    return "true" if value else "false"


_WRITERS: dict[str, Callable[[Any], str]] = {
    "string": guarded,
    "list": _list_cell,
    "boolean": _boolean_cell,
    "date": guarded,
    "datetime": guarded,
}
# Where something is to be done to a value, and what is written for one that is false or empty but not null.
_WRITTEN = [(i, _WRITERS[field.type]) for i, field in enumerate(fields()) if field.type in _WRITERS]
_DIGESTED = [i for name, i in positions().items() if name not in {"link", "threshold", "row_digest"}]
_EMPTY = {i: "false" if field.type == "boolean" else "" for i, field in enumerate(fields())}
