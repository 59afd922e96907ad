"""What holds for every record, whatever the text; and how much work something is."""

from __future__ import annotations

import itertools
import json
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from sayso import codec

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.record import Report

_REFERENCES = {
    "actor": "actors",
    "actors": "actors",
    "parent": "attributions",
    "attribution": "attributions",
    "open_to": "attributions",
    "statements": "statements",
    "part_of": "statements",
    "event": "statements",
    "place": "places",
    "places": "places",
    "time": "times",
    "as_of": "times",
}


@cache
def _validator() -> Draft202012Validator:
    schema = codec.schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def check(report: Report) -> None:
    """Assert all invariants of the format on one record."""
    record = json.loads(codec.to_json(report))
    _validator().validate(record)
    assert codec.from_json(codec.to_json(report)) == report
    _spans_quote(record, record["document"]["text"])
    _blocks_partition(record["document"])
    _references_resolve(record)
    _voices_nest(record)
    _bodies_fit(record)


def _spans_quote(node: Any, text: str) -> None:
    """Every object with start, end and text quotes the document."""
    if isinstance(node, dict):
        if {"start", "end", "text"} <= node.keys():
            assert 0 <= node["start"] <= node["end"] <= len(text)
            assert text[node["start"] : node["end"]] == node["text"]
        for value in node.values():
            _spans_quote(value, text)
    elif isinstance(node, list):
        for value in node:
            _spans_quote(value, text)


def _blocks_partition(document: dict[str, Any]) -> None:
    """Blocks come in order, do not overlap, and leave out only white space."""
    at = 0
    for block in document["blocks"]:
        assert at <= block["start"] < block["end"]
        assert not document["text"][at : block["start"]].strip()
        at = block["end"]
    assert not document["text"][at:].strip()


def _references_resolve(record: dict[str, Any]) -> None:
    known = {name: {one["id"] for one in record[name]} for name in set(_REFERENCES.values())}
    for name, found in known.items():
        assert len(found) == len(record[name]), f"two {name} share an id"

    def walk(node: Any) -> None:
        if isinstance(node, list):
            for one in node:
                walk(one)
        if not isinstance(node, dict):
            return
        for key, value in node.items():
            if key in _REFERENCES:
                for one in value if isinstance(value, list) else [value]:
                    assert not isinstance(one, str) or one in known[_REFERENCES[key]], (key, one)
            walk(value)

    for part in ("attributions", "statements", "disputes"):
        walk(record[part])
    for place in record["places"]:
        assert place["same_as"] is None or place["same_as"] in known["places"]
        assert set(place["relation"]["of"] if place["relation"] else []) <= known["places"]
    for statement in record["statements"]:
        assert statement["same_as"] is None or statement["same_as"] in known["statements"]
        if statement["kind"] == "event":
            assert statement["event"]["of"] is None or statement["event"]["of"] in known["statements"]


def _voices_nest(record: dict[str, Any]) -> None:
    """Voices run from the report itself inward, each attribution the parent of the next; it tells who its source is."""
    capacities = {one["id"]: (one["role"], one["named"]) for one in record["attributions"]}
    parents = {one["id"]: one["parent"] for one in record["attributions"]}
    for statement in record["statements"]:
        voices = statement["voices"]
        assert voices
        assert voices[0]["attribution"] is None
        chain = list(dict.fromkeys(voice["attribution"] for voice in voices))
        assert chain[0] is None
        for outer, inner in itertools.pairwise(chain):
            assert parents[inner] == outer
        sources = {voice["attribution"]: (voice["role"], voice["named"]) for voice in voices if voice["attribution"]}
        assert sources.items() <= capacities.items()
        assert (statement["polarity"], statement["certainty"]) == (voices[-1]["polarity"], voices[-1]["certainty"])
    for one in parents:
        seen, at = set(), one
        while at is not None:
            assert at not in seen, "attributions nest in a circle"
            seen.add(at)
            at = parents[at]


def _bodies_fit(record: dict[str, Any]) -> None:
    bodies = {"event", "toll", "control", "position", "aim", "forecast", "condition", "question", "evidence"}
    for statement in record["statements"]:
        assert bodies & statement.keys() == {statement["kind"]}


def steps(work: Callable[[], object]) -> int:
    """Count the lines of our own code that some work executes: the same on every machine, however busy."""
    counted = 0

    def trace(frame: object, event: str, _argument: object) -> Callable[..., object] | None:
        nonlocal counted
        if "sayso" not in frame.f_code.co_filename:  # type: ignore[attr-defined]
            return None
        counted += event == "line"
        return trace

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(None)
    return counted
