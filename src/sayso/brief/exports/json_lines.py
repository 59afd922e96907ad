"""The full table as JSON lines: an object a line, with lists as lists and null for what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sayso.brief.exports.columns import dictionary_json, fields

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sayso.brief.exports.table import Row


def write_jsonl(rows: Iterable[Row], output: Path) -> None:
    """Write rows of the full table, and the data dictionary beside them (``OUTPUT.schema.json``)."""
    names = [field.name for field in fields()]
    objects = [i for i, field in enumerate(fields()) if field.type == "json"]
    encoder = msgspec.json.Encoder()
    with output.open("wb") as out:
        for row in rows:
            told = row.copy()
            for i in objects:
                if told[i] is not None:
                    told[i] = msgspec.Raw(told[i])
            out.write(encoder.encode(dict(zip(names, told, strict=True))) + b"\n")
    output.with_name(f"{output.name}.schema.json").write_text(dictionary_json(), encoding="utf-8")
