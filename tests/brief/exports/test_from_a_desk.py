"""Profiles of a real desk through ``sayso export``: with their companions, whole or not at all, and in flat memory."""

from __future__ import annotations

import csv
import json
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree

import sayso
from sayso.brief.exports import WRITERS

if TYPE_CHECKING:
    from pathlib import Path

    from sayso.incidents import Incident

Run = Callable[..., tuple[int, str, str]]
ARMY = "The Syrian army shelled the town of {} in Syria on September 28 and killed 12 people, doctors said."


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A desk with three proposals: one left as it is, one accepted, one rejected; gives the two decided on."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    monkeypatch.setenv("SAYSO_DESK", url)
    with sayso.Desk(url) as kept:
        for town in ("Idlib", "Homs", "Aleppo"):
            kept.add([sayso.read_text(ARMY.format(town), published="2015-09-29", publisher="The Reed")])
        by_place = {one.place: one.id for one in kept.incidents(states=["proposed"])}
        kept.accept(by_place["Homs"], by="M. Example", why="two sources")
        kept.reject(by_place["Aleppo"], by="M. Example", why="another day")
    return by_place["Homs"], by_place["Aleppo"]


def _export(command: Run, folder: Path, name: str, *options: str) -> Path:
    output = folder / f"{name}-out"
    assert command("export", name, *options, "--output", str(output)) == (0, "", "")
    return output


@pytest.mark.parametrize("name", ["ucdp", "acled", "acled-digits"])
def test_tables_of_a_desk(name: str, desk: tuple[str, str], command: Run, tmp_path: Path) -> None:
    """Accepted ones unless told; a rejected one is on the list with its time; no name of who decided is anywhere."""
    output = _export(command, tmp_path, name, "--include", "rejected")
    (row,) = csv.DictReader(output.open(encoding="utf-8", newline=""))
    accepted, rejected = (one.rpartition(":")[2] for one in desk)
    key = next(iter(row))
    assert row[key].endswith(accepted)
    (gone,) = csv.DictReader((tmp_path / f"{name}-out.deletions.csv").open(encoding="utf-8", newline=""))
    assert gone[key].endswith(rejected)
    assert int(gone["deleted_timestamp"]) > 1_700_000_000
    if name != "ucdp":
        assert int(row["timestamp"]) > 1_700_000_000
    loss = (tmp_path / f"{name}-out.loss.md").read_text(encoding="utf-8")
    assert "1 accepted by people" in loss
    assert "M. Example" not in loss + output.read_text(encoding="utf-8")
    both = csv.DictReader(_export(command, tmp_path, name, "--include", "proposed").open(encoding="utf-8", newline=""))
    assert len(list(both)) == 2


def test_a_threshold_is_told_in_every_row(desk: tuple[str, str], command: Run, tmp_path: Path) -> None:
    """In both tables, on the map, in annotations and in the feed."""
    options = ("--include", "proposed", "--threshold", "0.4", "--where", "Idlib")
    for name in ("ucdp", "acled", "geojson", "annotations", "atom"):
        text = _export(command, tmp_path, name, *options).read_text(encoding="utf-8")
        assert "asked for from 0.4 on" in text, name
    assert desk[0] not in text


def test_map_annotations_and_feed_of_a_desk(desk: tuple[str, str], command: Run, tmp_path: Path) -> None:
    """A rejected incident has no geometry and is a tombstone; the instants are the desk's."""
    accepted, rejected = desk
    shown = json.loads(_export(command, tmp_path, "geojson", "--include", "rejected").read_text(encoding="utf-8"))
    assert {f["id"]: f["geometry"] is None for f in shown["features"]} == {accepted: False, rejected: True}
    told = json.loads(_export(command, tmp_path, "annotations").read_text(encoding="utf-8"))
    assert told["total"] >= 1
    feed = etree.fromstring(_export(command, tmp_path, "atom", "--include", "rejected").read_bytes())
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{atom}entry/{atom}id") == f"sayso:{accepted}"
    (stone,) = feed.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert stone.get("ref") == f"sayso:{rejected}"
    assert feed.findtext(f"{atom}updated") == max(stone.get("when"), feed.findtext(f"{atom}entry/{atom}updated"))


@pytest.mark.parametrize("name", ["ucdp", "acled"])
def test_tables_are_not_printed_without_what_they_lose(name: str, desk: tuple[str, str], command: Run) -> None:
    """The report of what is lost goes with the table, so a file is wanted."""
    assert desk
    code, out, err = command("export", name)
    assert (code, out) == (2, "")
    assert "--output" in err


@pytest.mark.parametrize("name", ["ucdp", "acled", "geojson", "annotations", "atom"])
def test_memory_does_not_grow_with_incidents(name: str, tmp_path: Path) -> None:
    """Five times as many incidents take less than 0.6 MB more: what stayed of each would be there 800 times."""
    (incident,) = sayso.propose([sayso.read_text(ARMY.format("Homs"), published="2015-09-29", publisher="The Reed")])
    peaks = []
    for count in (1, 200, 1000):  # the first fills the caches
        tracemalloc.start()
        WRITERS[name](_many(incident, count), tmp_path / "out")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < peaks[1] + 600_000, peaks


def _many(incident: Incident, count: int) -> Iterator[Incident]:
    for number in range(count):
        yield replace(incident, id=f"incident:{number:016x}")
