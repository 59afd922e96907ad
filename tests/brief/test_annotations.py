"""Web Annotations: every one is found again in the text, by position and by words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import sayso

if TYPE_CHECKING:
    from sayso.record import Report


def _collection(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sayso.show(report, "annotations"))
    return found


def _items(report: Report) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = _collection(report)["first"]["items"]
    return items


def _by_words(text: str, selector: dict[str, Any]) -> list[tuple[int, int]]:
    """Find every place where the words stand between prefix and suffix."""
    whole = selector["prefix"] + selector["exact"] + selector["suffix"]
    found, at = [], text.find(whole)
    while at >= 0:
        start = at + len(selector["prefix"])
        found.append((start, start + len(selector["exact"])))
        at = text.find(whole, at + 1)
    return found


def test_every_annotation_is_found_again(guernica: tuple[Report, ...]) -> None:
    """Both selectors of every target lead to the same words, and to those alone."""
    for report in guernica:
        text = report.document.text
        for item in _items(report):
            assert item["target"]
            for target in item["target"]:
                position, words = target["selector"]
                assert (position["type"], words["type"]) == ("TextPositionSelector", "TextQuoteSelector")
                start, end = position["start"], position["end"]
                assert text[start:end] == words["exact"]
                assert _by_words(text, words) == [(start, end)]
                assert len(words["prefix"]) == min(32, start)
                assert len(words["suffix"]) == min(32, len(text) - end)


def test_one_for_each_attribution_and_statement(guernica: tuple[Report, ...]) -> None:
    """All attributions and statements are there, with ids of their own; an attribution has all its parts."""
    for report in guernica:
        items = {item["id"].rpartition("#")[2]: item for item in _items(report)}
        assert list(items) == [*(q.id for q in report.attributions), *(s.id for s in report.statements)]
        for q in report.attributions:
            parts = [(t["styleClass"], t["selector"][1]["exact"]) for t in items[q.id]["target"]]
            expected = [("source", q.source.text)] if q.source else []
            expected += [("cue", q.cue.text)] if q.cue else []
            assert parts == [*expected, *(("content", span.text) for span in q.content)]


def test_bodies_tell_kind_voices_and_sureness(guernica: tuple[Report, ...]) -> None:
    """Tags carry the kind; the description has all voices, outermost first, and never "certain"."""
    for report in guernica:
        items = {item["id"].rpartition("#")[2]: item for item in _items(report)}
        for statement in report.statements:
            bodies = [(body["purpose"], body["value"]) for body in items[statement.id]["body"]]
            assert ("tagging", statement.kind) in bodies
            (description,) = [value for purpose, value in bodies if purpose == "describing"]
            at = [description.index(voice.name or "not known") for voice in statement.voices]
            assert at == sorted(at)
            assert "certain" not in description
    denial = next(s for s in guernica[0].statements if s.polarity == "negative")
    assert any(
        "denies" in body["value"]
        for i in _items(guernica[0])
        if i["id"].endswith(f"#{denial.id}")
        for body in i["body"]
    )


def test_the_frame_is_that_of_the_standard(guernica: tuple[Report, ...]) -> None:
    """Context, types, total, generator, and a note of what positions count, with the text's SHA-256."""
    report = guernica[0]
    found = _collection(report)
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert found["total"] == len(found["first"]["items"]) == len(report.attributions) + len(report.statements)
    assert "Unicode code points" in found["rdfs:comment"]
    assert hashlib.sha256(report.document.text.encode()).hexdigest() in found["rdfs:comment"]
    for item in found["first"]["items"]:
        assert item["type"] == "Annotation"
        assert item["generator"]["type"] == "Software"
        assert item["generator"]["name"] == f"Sayso {sayso.__version__}"


@pytest.mark.parametrize(("url", "is_source"), [(None, False), ("https://example.org/1", True), ("no address", False)])
def test_targets_name_the_page_or_the_text(guernica: tuple[Report, ...], url: str | None, is_source: bool) -> None:
    """The source is the page's address where it has one, else the text by its digest; the scope is the text always."""
    report = guernica[0]
    report = replace(report, document=replace(report.document, url=url))
    digest = f"urn:{report.document.id}"
    for item in _items(report):
        for target in item["target"]:
            assert target["source"] == (url if is_source else digest)
            assert target["scope"] == digest
