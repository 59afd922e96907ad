"""The JSON door: records to JSON and back, and the JSON Schema made from the types."""

from __future__ import annotations

from typing import Any

import msgspec

from sayso.errors import RecordError
from sayso.record import Report, StatementKind

_BODIES = tuple(kind.value for kind in StatementKind)


def to_dict(report: Report) -> dict[str, Any]:
    """Give a record as plain dicts and lists.

    Of the nine statement bodies only the one named by ``kind`` is kept.
    """
    plain: dict[str, Any] = msgspec.to_builtins(report)
    for statement in plain["statements"]:
        for body in _BODIES:
            if body != statement["kind"]:
                del statement[body]
    return plain


def to_json(report: Report, *, indent: int = 0) -> str:
    """Give a record as JSON: one line, or indented by ``indent`` spaces."""
    raw = msgspec.json.encode(to_dict(report))
    return (msgspec.json.format(raw, indent=indent) if indent else raw).decode()


def from_json(raw: str | bytes) -> Report:
    """Read a record back; equal to the one that was written.

    Raises:
        RecordError: Not JSON, or not of the format; the message names the path.
    """
    try:
        return msgspec.json.decode(raw, type=Report)
    except (msgspec.MsgspecError, ValueError) as error:
        raise RecordError(f"this is no sayso/1 record: {error}; make it anew with 'sayso read'") from error


def schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of ``sayso/1``, made from the record types."""
    made = msgspec.json.schema(Report)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return made
