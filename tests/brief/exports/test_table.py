"""The full table: its columns and their dictionary, rows that say no more than the reports, and files safe to open."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sayso
from sayso.brief.exports import FORMATS, TABLES, write
from sayso.brief.exports.columns import data_dictionary, fields, positions
from sayso.brief.exports.csv_table import cells, digest_of, guarded, joined, parted, unguarded
from sayso.brief.exports.table import row_of
from sayso.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from sayso import Incident

TOLD = {
    "Daily Lantern": "Rebels shelled Homs on Monday, killing 12 civilians, the Lowmere Observatory said.",
    "Evening Kite": "On Monday rebels shelled Homs, killing 15 civilians, residents said.",
    "Weekly Oar": "The army denied that rebels shelled Homs on Monday.",
    "Quiet Herald": "Rebels shelled a village 20 km north of Hama on Friday.",
    "Morning Reed": "Rebels shelled soldiers in Latakia province on Tuesday.",
}


@pytest.fixture(scope="module")
def incidents() -> tuple[Incident, ...]:
    """Proposals of short invented reports."""
    return sayso.propose(
        sayso.read_text(text, published="2015-09-30", publisher=name, url=f"https://{name.split()[0]}.example/")
        for name, text in TOLD.items()
    )


def _row(incident: Incident) -> dict[str, object]:
    return dict(zip(positions(), row_of(incident), strict=True))


def _of(incidents: tuple[Incident, ...], publisher: str) -> dict[str, object]:
    (found,) = [_row(i) for i in incidents if publisher in {m.report.document.publisher for m in i.members}]
    return found


def test_every_column_has_its_meaning_and_an_example_of_its_type() -> None:
    """The table of columns is whole; examples are what their column may hold."""
    for field in fields():
        assert field.edit in {"no", "decision", "correction", "entry"}
        assert field.description.endswith((".", "id."))
        read = {"integer": int, "number": float, "json": json.loads, "boolean": ("true", "false").index}
        read.get(field.type, str)(field.example)
    assert [said["name"] for said in data_dictionary()["fields"]] == list(positions())


def test_a_row_tells_who_says_what(incidents: tuple[Incident, ...]) -> None:
    """Origins are counted apart, bounds keep their voices, denials stand beside, and words lead back to the report."""
    (row,) = [row for row in map(_row, incidents) if row["denied_by"]]
    assert row["place_name"] == "Homs"
    assert (row["earliest"], row["latest"], row["time_precision"]) == ("2015-09-28", "2015-09-28", "day")
    assert (row["killed_civilians_low"], row["killed_civilians_high"]) == (12, 15)
    (figure,) = json.loads(str(row["figures"]))
    assert figure["low_by"] == ["Lowmere Observatory"]
    assert figure["low_by"] != figure["high_by"]
    assert row["happened_origins"] == len(row["happened_by"]) == 2
    assert row["denied_by"] == ["The army"]
    (report, words), *_ = [
        (m.report, q) for m, q in zip(_found(incidents, row).members, json.loads(str(row["quotations"])), strict=True)
    ]
    start, end = map(int, row["statements"][0].rpartition("@")[2].split("-"))
    assert report.document.text[start:end] == words["words"]
    assert row["link"] == f"sayso:{row['id']}"
    assert row["state"] == "proposed"
    assert row["threshold"] is None


def _found(incidents: tuple[Incident, ...], row: dict[str, object]) -> Incident:
    (found,) = [incident for incident in incidents if incident.id == row["id"]]
    return found


def test_no_point_for_an_area(incidents: tuple[Incident, ...]) -> None:
    """A province, or a village at a distance, has no coordinates; a town has."""
    for publisher in ("Morning Reed", "Quiet Herald"):
        row = _of(incidents, publisher)
        assert (row["lat"], row["lon"]) == (None, None)
    assert _of(incidents, "Quiet Herald")["precision_stated"] == "relative town"
    assert _of(incidents, "Daily Lantern")["lat"] is not None


def test_corrections_stand_beside_what_is_told(incidents: tuple[Incident, ...]) -> None:
    """What people hold is never in the place of what the reports tell."""
    corrected = replace(incidents[0], entered=(("place_name", "Hama"), ("note", "=x"), ("tags", '["a;b","c"]')))
    row = _row(corrected)
    assert row["place_name"] == _row(incidents[0])["place_name"]
    assert json.loads(str(row["corrections"])) == {"place_name": "Hama"}
    made = dict(zip(positions(), cells(row_of(corrected)), strict=True))
    assert made["note"] == "'=x"
    assert parted(made["tags"]) == ["a;b", "c"]


@given(st.text())
def test_guard_comes_off_again(text: str) -> None:
    """Any text is safe once guarded and the same once unguarded."""
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert unguarded(guarded(text)) == text


@given(st.lists(st.text(min_size=1).map(str.strip).filter(bool)))
def test_lists_come_apart_again(items: list[str]) -> None:
    """Items with semicolons and backslashes too."""
    assert parted(joined(items)) == items


def test_csv_is_whole_and_described(incidents: tuple[Incident, ...], tmp_path: Path) -> None:
    """RFC 4180 lines, a row for each incident with its digest, and the dictionary beside."""
    output = tmp_path / "incidents.csv"
    write(incidents, "csv", output)
    raw = output.read_bytes()
    assert raw.count(b"\r\n") == len(incidents) + 1
    with output.open(encoding="utf-8", newline="") as lines:
        header, *rows = list(csv.reader(lines))
    assert header == list(positions())
    assert [row[0] for row in rows] == [incident.id for incident in incidents]
    assert all(row[-1] == digest_of(row) for row in rows)
    described = json.loads((tmp_path / "incidents.csv.schema.json").read_text(encoding="utf-8"))
    assert described["schema_version"] == "sayso-incidents/1"


@pytest.mark.parametrize("format_", sorted(TABLES))
def test_the_same_incidents_give_the_same_bytes(incidents: tuple[Incident, ...], tmp_path: Path, format_: str) -> None:
    """Straight from incidents, or from rows made before."""
    write(incidents, format_, tmp_path / "one")
    TABLES[format_](map(row_of, incidents), tmp_path / "other")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_parquet_has_types_and_the_dictionary(incidents: tuple[Incident, ...], tmp_path: Path) -> None:
    """Days are days, lists are lists, and the meaning of columns is in the file."""
    write(incidents, "parquet", tmp_path / "o.parquet")
    table = pq.read_table(tmp_path / "o.parquet")
    assert str(table.schema.field("earliest").type) == "date32[day]"
    assert str(table.schema.field("happened_by").type) == "list<element: string>"
    assert json.loads(table.schema.metadata[b"table_schema"])["primaryKey"] == ["id"]
    assert table.column("id").to_pylist() == [incident.id for incident in incidents]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_frame_in_one_call(incidents: tuple[Incident, ...], library: str) -> None:
    """A typed column for each of the table."""
    frame = sayso.frame(incidents, library=library)
    assert list(frame.columns) == list(positions())
    assert len(frame) == len(incidents)
    assert "int" in str(frame["happened_origins"].dtype).lower()
    assert "date" in str(frame["earliest"].dtype).lower()
    assert sayso.frame((), library=library).shape == (0, len(fields()))


def test_a_library_that_is_not_there(monkeypatch: pytest.MonkeyPatch, incidents: tuple[Incident, ...]) -> None:
    """One clear line says what to install, or what to choose."""
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(UsageError, match="pip install polars"):
        sayso.frame(incidents, library="polars")
    with pytest.raises(UsageError, match="choose one of pandas, polars"):
        sayso.frame(incidents, library="dplyr")


def test_unknown_format(tmp_path: Path) -> None:
    """The formats there are, named."""
    with pytest.raises(UsageError, match=", ".join(FORMATS[:2])):
        write((), "xlsx", tmp_path / "x")
