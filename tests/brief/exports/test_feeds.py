"""Incidents as GeoJSON, as annotations and as a feed: what is drawn, what is quoted, what is withdrawn."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

import sayso
from factories import EXAMPLES
from sayso.brief.exports import WRITERS
from sayso.record import Certainty, Polarity, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sayso.incidents import Incident

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
ARMY = "The Syrian army shelled the town of Idlib in Syria on September 28"


def _incidents(*texts: str, **facts: str) -> list[Incident]:
    return list(sayso.propose([sayso.read_text(text, published="2015-09-29", **facts) for text in texts]))


def _written(incidents: Sequence[Incident], folder: Path, name: str) -> str:
    WRITERS[name](iter(incidents), folder / "out")
    return (folder / "out").read_text(encoding="utf-8")


def _features(incidents: Sequence[Incident], folder: Path) -> list[dict[str, Any]]:
    collection = json.loads(_written(incidents, folder, "geojson"))
    assert collection["type"] == "FeatureCollection"
    features: list[dict[str, Any]] = collection["features"]
    assert [feature["id"] for feature in features] == [incident.id for incident in incidents]
    return features


def _feed(incidents: Sequence[Incident], folder: Path) -> Any:
    return etree.fromstring(_written(incidents, folder, "atom").encode())


@pytest.fixture(scope="module")
def history() -> list[Incident]:
    """The proposals of three examples of history."""
    folders = [EXAMPLES / case for case in ("guernica", "halabja", "sharpeville-langa")]
    reports = [
        sayso.read(path, published="2017-04-26" if path.suffix == ".txt" else None)
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.suffix in {".html", ".txt"}
    ]
    return list(sayso.propose(reports))


# GeoJSON


def test_geometries_follow_rfc_7946(history: list[Incident], tmp_path: Path) -> None:
    """Longitude first and in bounds; rings closed, the outer ones anticlockwise, holes clockwise."""
    kinds = set()
    for feature in _features(history, tmp_path):
        drawn = feature["geometry"]
        kinds.add(drawn["type"] if drawn else None)
        assert feature["type"] == "Feature"
        assert (drawn is None) == (feature["properties"]["not_drawn"] is not None)
        if drawn is not None and drawn["type"] == "Point":
            assert feature["properties"]["precision_stated"] in {"site", "town"}
            assert feature["properties"]["radius_km"] is None
        polygons = {"Polygon": lambda c: [c], "MultiPolygon": lambda c: c}.get(
            drawn["type"] if drawn else "", lambda _: []
        )
        for rings in polygons(drawn["coordinates"] if drawn else []):
            for number, ring in enumerate(rings):
                assert ring[0] == ring[-1]
                turn = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
                assert (turn > 0) is (number == 0)
                assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in ring)
    assert kinds == {"Point", "Polygon", None}


def test_an_area_is_no_point(tmp_path: Path) -> None:
    """In a governorate, near a town, in a country: areas."""
    for where in ("in Homs Governorate in Syria", "near Homs in Syria", "in Syria"):
        (feature,) = _features(_incidents(f"The army shelled people {where} on September 28, doctors said."), tmp_path)
        assert feature["geometry"]["type"] == "Polygon", where


def test_what_did_not_happen_is_on_no_map(tmp_path: Path) -> None:
    """Planned, threatened and hypothetical acts, denied ones, and incidents withdrawn, rejected or merged."""
    (incident,) = _incidents(f"{ARMY}, residents said.")
    (feature,) = _features([incident], tmp_path)
    assert feature["geometry"]["type"] == "Point"
    (member,) = incident.members
    for stage in (Stage.PLANNED, Stage.THREATENED, Stage.HYPOTHETICAL):
        event = replace(member.event, stage=stage)
        told = replace(member, event=event, statement=replace(member.statement, event=event))
        (feature,) = _features([replace(incident, members=(told,))], tmp_path)
        assert feature["geometry"] is None, stage
        assert "planned" in feature["properties"]["not_drawn"]
    denied = replace(member, statement=replace(member.statement, polarity=Polarity.NEGATIVE))
    assert _features([replace(incident, members=(denied,))], tmp_path)[0]["geometry"] is None
    for state in ("withdrawn", "rejected", "merged"):
        (feature,) = _features([replace(incident, status=state)], tmp_path)
        assert (feature["geometry"], feature["properties"]["state"]) == (None, state)
    threat = _incidents("The army threatened to shell the town of Idlib in Syria, residents said.")
    assert all(feature["geometry"] is None for feature in _features(threat, tmp_path))


def test_without_a_place_the_geometry_is_null(tmp_path: Path) -> None:
    """Not 0, 0; nor for an incident all of whose reports were deleted."""
    (incident,) = _incidents("The army shelled a village on September 28, residents said.")
    emptied = replace(incident, members=(), place=None)
    assert [feature["geometry"] for feature in _features([incident, emptied], tmp_path)] == [None, None]


def test_a_feature_says_who_says_so(tmp_path: Path) -> None:
    """State, precision, voices, origins, both bounds with who gives them, links."""
    incidents = _incidents(
        f"{ARMY} and killed 12 people, the Syrian government said.",
        f"{ARMY} and killed 9 people, a doctor at the hospital said.",
        url="https://reed.example/1",
    )
    told = _features(incidents, tmp_path)[0]["properties"]
    assert told["state"] == "proposed"
    assert "no person has checked it" in told["standing"]
    assert told["permalink"] == f"sayso:{incidents[0].id}"
    assert told["urls"] == ["https://reed.example/1"]
    assert told["happened_origins"] == 2
    (figures,) = told["figures"]
    assert (figures["low"], figures["high"]) == (9, 12)
    assert figures["high_by"] == ["Syria"]
    assert any(line.startswith("Syrian government says") for line in told["voices"])


# Annotations


def test_each_statement_is_one_annotation_that_quotes_the_text(history: list[Incident], tmp_path: Path) -> None:
    """Positions, words, what is before and after, the digest of the text, the unit, and the incident."""
    collection = json.loads(_written(history, tmp_path, "annotations"))
    items = collection["first"]["items"]
    members = [(incident, member) for incident in history for member in incident.members]
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert "code points" in collection["rdfs:comment"]
    assert collection["total"] == len(items) == len(members)
    assert len({item["id"] for item in items}) == len(items)
    for item, (incident, member) in zip(items, members, strict=True):
        text = member.report.document.text
        (target,) = item["target"]
        positions, quote = target["selector"]
        start, end = positions["start"], positions["end"]
        assert text[start:end] == quote["exact"] == member.statement.text
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert target["scope"] == f"urn:{member.report.document.id}"
        purposes = {body["purpose"]: body for body in item["body"]}
        assert purposes["linking"]["source"] == f"sayso:{incident.id}"
        assert "no person has checked it" in purposes["assessing"]["value"]


def test_no_incidents_are_an_empty_collection(tmp_path: Path) -> None:
    """Still whole JSON and XML."""
    assert json.loads(_written([], tmp_path, "annotations"))["total"] == 0
    assert json.loads(_written([], tmp_path, "geojson"))["features"] == []
    assert _feed([], tmp_path).findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"


# Atom


def test_an_entry_has_what_atom_asks_for(history: list[Incident], tmp_path: Path) -> None:
    """One id, title, instant and content each; no id twice; the feed is as new as its newest entry."""
    feed = _feed(history, tmp_path)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "Sayso"
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [f"sayso:{incident.id}" for incident in history]
    assert feed.findtext(f"{ATOM}updated") == max(entry.findtext(f"{ATOM}updated") for entry in entries)
    children = [child.tag for child in feed]
    assert children.index(f"{ATOM}entry") > children.index(f"{ATOM}updated")


def test_no_title_without_a_voice(history: list[Incident], tmp_path: Path) -> None:
    """Each title names who says so; a summary gives denials, and bounds with voices."""
    entries = _feed(history, tmp_path).findall(f"{ATOM}entry")
    for entry, incident in zip(entries, history, strict=True):
        names = {v.name for m in incident.members for v in m.statement.voices} | {"somebody not named"}
        assert any(name and name in entry.findtext(f"{ATOM}title") for name in names)
    (halabja,) = [
        e for e in entries if "assault" in e.findtext(f"{ATOM}title") and "Halabja" in e.findtext(f"{ATOM}title")
    ]
    summary = halabja.findtext(f"{ATOM}summary")
    assert "denied by Iranian government" in summary
    assert "killed, unknown: 3200 to 5000, by " in summary
    assert "No person has checked it" in summary.replace("no person", "No person")


def test_what_is_withdrawn_is_a_tombstone(tmp_path: Path) -> None:
    """RFC 6721: the entry's id, when, and nothing of what it told."""
    (incident,) = _incidents(f"{ARMY} and killed 12 people, doctors said.")
    gone = replace(incident, status="withdrawn", changed_at="2024-01-02T03:04:05Z")
    feed = _feed([gone], tmp_path)
    (stone,) = feed.findall(TOMBSTONE)
    assert (stone.get("ref"), stone.get("when")) == (f"sayso:{incident.id}", "2024-01-02T03:04:05Z")
    assert feed.findtext(f"{ATOM}updated") == "2024-01-02T03:04:05Z"
    assert feed.findall(f"{ATOM}entry") == []
    assert "Idlib" not in (tmp_path / "out").read_text(encoding="utf-8")


def test_marks_and_control_characters_are_sound_xml(tmp_path: Path) -> None:
    """Angle brackets, ampersands, quotation marks in addresses, other scripts, characters XML has no place for."""
    (incident,) = _incidents(
        f"{ARMY}, residents said.", publisher="<b>&\x0b Вестник 🗞", url='https://reed.example/?a="1"&b=<2>'
    )
    (entry,) = _feed([incident], tmp_path).findall(f"{ATOM}entry")
    assert "<b>&\ufffd Вестник 🗞" in entry.findtext(f"{ATOM}title")
    assert entry.find(f"{ATOM}link").get("href") == 'https://reed.example/?a="1"&b=<2>'


def test_an_area_has_no_georss_point(tmp_path: Path) -> None:
    """A town has one, latitude first, as GeoRSS writes it; a governorate has none."""
    point = "{http://www.georss.org/georss}point"
    (town,) = _feed(_incidents(f"{ARMY}, residents said."), tmp_path).findall(f"{ATOM}entry")
    lat, lon = map(float, town.findtext(point).split())
    assert (round(lat), round(lon)) == (36, 37)
    text = "The army shelled people in Homs Governorate in Syria on September 28, doctors said."
    (area,) = _feed(_incidents(text), tmp_path).findall(f"{ATOM}entry")
    assert area.find(point) is None


def test_certainty_travels(tmp_path: Path) -> None:
    """What a voice says as possible is told as possible, in the title and on the map."""
    (incident,) = _incidents(f"{ARMY}, residents said.")
    (member,) = incident.members
    voice = replace(member.statement.voices[-1], certainty=Certainty.POSSIBLE)
    statement = replace(member.statement, voices=(*member.statement.voices[:-1], voice), certainty=Certainty.POSSIBLE)
    unsure = replace(incident, members=(replace(member, statement=statement),))
    assert "(as possible)" in _feed([unsure], tmp_path).findtext(f"{ATOM}entry/{ATOM}title")
    assert "(as possible)" in _features([unsure], tmp_path)[0]["properties"]["voices"][0]
