"""The JSON door: records to JSON and back, and the JSON Schema made from the types."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from sayso.errors import RecordError
from sayso.record import Report, StatementKind

_ANEW = "make it anew with 'sayso read'"
# Which part of a record the ids in a field belong to ("of" is an event's; a relation's are places).
_REFERS_TO = {
    "actor": "actors",
    "actors": "actors",
    "parent": "attributions",
    "attribution": "attributions",
    "open_to": "attributions",
    "part_of": "statements",
    "event": "statements",
    "place": "places",
    "places": "places",
    "time": "times",
    "as_of": "times",
}
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
        raise RecordError(f"this is no sayso/1 record: {error}; {_ANEW}") from error


def whole(report: Report) -> Report:
    """Give back a record from elsewhere, once its ids and quotations are seen to be its own.

    Raises:
        RecordError: Something refers to an actor, place, time, attribution or
            statement that the record lacks, or does not quote its text; or
            its day of publication is none.
    """
    plain: dict[str, Any] = msgspec.to_builtins(report)
    known = {part: {one["id"] for one in plain[part]} for part in set(_REFERS_TO.values())}
    text = report.document.text
    todo: list[Any] = [plain[part] for part in (*known, "weapons", "disputes")]
    while todo:
        node = todo.pop()
        if isinstance(node, (list, tuple)):
            todo += node
        if not isinstance(node, dict):
            continue
        if {"start", "end", "text"} <= node.keys() and text[node["start"] : node["end"]] != node["text"]:
            raise RecordError(f"{node['text']!r} does not stand in the record's text at {node['start']}; {_ANEW}")
        for name, value in node.items():
            part = _REFERS_TO.get(name)
            ids = value if isinstance(value, (list, tuple)) else [value]
            lost = [one for one in ids if part is not None and isinstance(one, str) and one not in known[part]]
            if part is not None and lost:
                raise RecordError(f"{name} is {lost[0]!r}, but the record has no such id among its {part}; {_ANEW}")
            todo.append(value)
    try:
        date.fromisoformat((report.document.published or "2000-01-01")[:10])
    except ValueError as error:
        raise RecordError(f"published is {report.document.published!r}, which is no day; {_ANEW}") from error
    if any(not statement.voices for statement in report.statements):
        raise RecordError(f"a statement has no voice; {_ANEW}")
    return report


def schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of ``sayso/1``, made from the record types."""
    made = msgspec.json.schema(Report)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return made
