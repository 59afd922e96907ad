"""Tables come in: exports after editing, and sheets of a team; by id, without duplicates, all or nothing."""

from __future__ import annotations

import csv
import json
from time import sleep
from typing import TYPE_CHECKING

import pytest

import sayso
from sayso.brief.exports import TABLES
from sayso.brief.exports.columns import positions
from sayso.desk import State
from sayso.errors import ItemError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sayso import Desk
    from sayso.desk.importing import Imported

ALL = (State.ACCEPTED, State.PROPOSED)
TEXTS = {
    "Daily Lantern": "Rebels shelled soldiers in Homs on Monday, killing 12 civilians.",
    "Morning Reed": "Rebels shelled soldiers in Aleppo on Tuesday.",
    "Weekly Oar": "=Rebels shelled soldiers in Hama on Friday.",
}
SHEET = """Code,Date,Type,Town,Country,Killed,Killed max,Reported by,Notes,Mood
A1,2015-09-30,Air/drone strike,Homs,Syria,12,15,Lowmere Observatory; the ministry,Planes struck a market.,grim
A2,2015-10,ASSAULT,Aleppo,Syria,,,,Shells fell.,
"""


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A desk with three proposals."""
    desk.add(sayso.read_text(words, published="2015-09-30", publisher=name) for name, words in TEXTS.items())
    return desk


def _export(desk: Desk, file: Path) -> bytes:
    TABLES["csv"](desk.rows(states=ALL), file)
    return file.read_bytes()


def _edit(file: Path, change: Callable[[list[dict[str, str]]], None], name: str = "edited.csv") -> Path:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    change(rows)
    edited = file.with_name(name)
    with edited.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return edited


def _cell(desk: Desk, incident: str, column: str) -> object:
    return next(row for row in desk.rows(states=State) if row[0] == incident)[positions()[column]]


def _faults(told: Imported) -> list[str]:
    assert not told.applied
    return list(told.faults)


def test_an_export_comes_back_byte_for_byte(desk: Desk, tmp_path: Path) -> None:
    """Nothing was edited, so nothing changes; also in a spreadsheet's own way of writing."""
    before = _export(desk, tmp_path / "a.csv")
    told = desk.import_table(tmp_path / "a.csv", by="Ann", apply=True)
    assert (told.changes, told.unchanged, told.faults) == ((), 3, ())
    assert _export(desk, tmp_path / "b.csv") == before

    def spreadsheet(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row |= {"read_by_machine": row["read_by_machine"].upper(), "score": f"{float(row['score']):.2f}"}

    spreadsheet_file = _edit(tmp_path / "a.csv", spreadsheet)
    raw = "\ufeff" + spreadsheet_file.read_text(encoding="utf-8")
    spreadsheet_file.write_text(raw, encoding="utf-8", newline="")
    assert desk.import_table(spreadsheet_file, by="Ann", apply=True).changes == ()


def test_edits_are_decisions_entries_and_corrections(desk: Desk, tmp_path: Path) -> None:
    """First only told, then made, then there; each in the history, with who and from which line; undone one by one."""
    before = _export(desk, tmp_path / "a.csv")

    def change(rows: list[dict[str, str]]) -> None:
        rows[0] |= {"state": "accepted", "note": "=see list", "tags": "market; second strike", "grade_actor": "fair"}
        rows[1] |= {"place_name": "Hama", "killed_people_low": "7"}

    edited = _edit(tmp_path / "a.csv", change)
    told = desk.import_table(edited, by="Ann")
    assert [line for line, _ in told.changes] == [2, 3]
    assert not told.applied
    assert _export(desk, tmp_path / "b.csv") == before
    assert desk.import_table(edited, by="Ann", apply=True).applied
    one, other = (row.split(",")[0] for row in before.decode().split("\r\n")[1:3])
    assert desk.incident(one).state == "accepted"
    assert _cell(desk, one, "note") == "=see list"
    assert _cell(desk, one, "tags") == ["market", "second strike"]
    assert _cell(desk, other, "place_name") != "Hama"
    assert json.loads(str(_cell(desk, other, "corrections"))) == {"killed_people_low": "7", "place_name": "Hama"}
    assert {(e.who, e.action, e.why) for e in desk.history(other)} == {("Ann", "import", "edited.csv line 3")}
    assert desk.verify().faults == ()
    # The same file again, and what is exported now, change nothing.
    assert desk.import_table(edited, by="Bob", apply=True).changes == ()
    after = _export(desk, tmp_path / "c.csv")
    assert desk.import_table(tmp_path / "c.csv", by="Bob", apply=True).changes == ()
    assert _export(desk, tmp_path / "d.csv") == after
    # A correction is taken away as it was given.
    taken = _edit(tmp_path / "c.csv", lambda rows: rows[1].update(corrections=""))
    assert desk.import_table(taken, by="Ann", apply=True).applied
    assert _cell(desk, other, "corrections") is None
    desk.undo(other, by="Ann", why="it was right")
    assert json.loads(str(_cell(desk, other, "corrections")))["place_name"] == "Hama"


def test_nothing_is_applied_where_a_line_is_wrong(desk: Desk, tmp_path: Path) -> None:
    """Each mistake is told with its line and column."""
    before = _export(desk, tmp_path / "a.csv")

    def change(rows: list[dict[str, str]]) -> None:
        rows[0] |= {"note": "good"}
        rows[1] |= {"grade_actor": "sure"}
        rows[2] |= {"score": "0.1"}
        rows.append({**rows[0], "id": "incident:none"})
        rows.append({**rows[0], "note": "twice"})

    told = desk.import_table(_edit(tmp_path / "a.csv", change), by="Ann", apply=True)
    first, second, third, fourth = _faults(told)
    assert first.startswith("edited.csv: line 3: column grade_actor: 'sure' is no grade")
    assert second.startswith("edited.csv: line 4: column score: cannot be changed")
    assert third == "edited.csv: line 5: column id: there is no incident incident:none on the desk"
    assert "stands in line 2 already" in fourth
    assert _export(desk, tmp_path / "b.csv") == before


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("state", "merged", "write accepted or rejected"),
        ("earliest", "30/09/2015", "no day; write 2015-09-30"),
        ("country", "Syria", "no ISO 3166 code"),
        ("type", "BATTLE", "no PLOVER type"),
        ("killed_people_low", "dozens", "no whole number"),
        ("lat", "91", "no degree"),
        ("corrections", "Hama", "no JSON"),
        ("corrections", '{"score":"1"}', "score is no column that can be corrected"),
    ],
)
def test_cells_that_say_nothing(desk: Desk, tmp_path: Path, column: str, value: str, said: str) -> None:
    """A clear line tells what to write."""
    _export(desk, tmp_path / "a.csv")
    edited = _edit(tmp_path / "a.csv", lambda rows: rows[1].update({column: value}))
    (fault,) = _faults(desk.import_table(edited, by="Ann", apply=True))
    assert fault.startswith(f"edited.csv: line 3: column {column}: ")
    assert said in fault


def test_what_others_decided_since_is_not_overwritten(desk: Desk, tmp_path: Path) -> None:
    """An edited row that is older than its incident is refused; rows that nobody edited do not matter."""
    _export(desk, tmp_path / "a.csv")
    one, other, _ = (incident.id for incident in desk.incidents(states=ALL))
    sleep(1.1)  # instants on a desk are told by the second
    desk.accept(one, by="Bob", why="two sources")
    assert desk.import_table(tmp_path / "a.csv", by="Ann", apply=True).changes == ()
    edited = _edit(tmp_path / "a.csv", lambda rows: rows[1].update(note="mine"))
    assert desk.import_table(edited, by="Ann", apply=True).applied
    assert _cell(desk, other, "note") == "mine"
    assert desk.incident(one).state == "accepted"
    edited = _edit(tmp_path / "a.csv", lambda rows: [row.update(note="all") for row in rows])
    (fault,) = _faults(desk.import_table(edited, by="Ann", apply=True))
    assert f"{one} changed since" in fault


def test_a_sheet_becomes_records_with_its_own_voices(desk: Desk, tmp_path: Path) -> None:
    """Each row is an accepted incident whose words are the row, told by the sheet through its source."""
    file = tmp_path / "tracker.csv"
    file.write_text(SHEET, encoding="utf-8")
    told = desk.import_table(file, by="Ann")
    assert [said for _, said in told.changes] == ["row A1: a new incident", "row A2: a new incident"]
    assert desk.import_table(file, by="Ann", apply=True).applied
    rows = [dict(zip(positions(), row, strict=True)) for row in desk.rows()]
    (first,) = [row for row in rows if row["acled"] == ["Air/drone strike"]]
    assert first["read_by_machine"] is False
    assert first["happened_by"] == ["Lowmere Observatory", "the ministry"]
    assert (first["place_name"], first["country"]) == ("Homs", "SY")
    assert (first["earliest"], first["killed_people_low"], first["killed_people_high"]) == ("2015-09-30", 12, 15)
    (second,) = [row for row in rows if row is not first]
    assert (second["earliest"], second["latest"], second["time_precision"]) == ("2015-10-01", "2015-10-31", "month")
    assert [entry.why for entry in desk.history(str(first["id"]))] == ["tracker.csv line 2"]
    for row in rows:
        for one in json.loads(str(row["sources"])):
            report = desk.report(one["report"])
            for statement in report.statements:
                assert report.document.text[statement.start : statement.end] == statement.text
    assert "Mood: grim" in desk.report(json.loads(str(first["sources"]))[0]["report"]).document.text
    assert desk.verify().faults == ()


def test_a_sheet_comes_again_without_duplicates(desk: Desk, tmp_path: Path) -> None:
    """Unchanged rows change nothing; changed ones are another reading of the same, in the same incident."""
    file = tmp_path / "tracker.csv"
    file.write_text(SHEET, encoding="utf-8")
    desk.import_table(file, by="Ann", apply=True)
    before = {incident.id for incident in desk.incidents()}
    assert desk.import_table(file, by="Ann", apply=True).changes == ()
    moved = file.rename(tmp_path / "renamed.csv")
    moved.write_text(SHEET.replace("12,15", "12,19"), encoding="utf-8")
    told = desk.import_table(moved, by="Ann", apply=True, sheet="tracker.csv")
    assert [line for line, _ in told.changes] == [2]
    assert {incident.id for incident in desk.incidents()} == before
    assert len(desk.reports()) == len(TEXTS) + 2
    assert {row[positions()["killed_people_high"]] for row in desk.rows()} == {19, None}
    assert desk.verify().faults == ()
    exported = _export(desk, tmp_path / "a.csv")
    assert desk.import_table(tmp_path / "a.csv", by="Ann", apply=True).changes == ()
    assert _export(desk, tmp_path / "b.csv") == exported


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("A1,", ",", "line 2: column Code: is empty"),
        ("A2", "A1", "line 3: column Code: A1 stands in line 2 already"),
        ("2015-09-30", "30.9.2015", "line 2: column Date: '30.9.2015' is no day"),
        ("ASSAULT", "Raid", "line 3: column Type: 'Raid' is no PLOVER type"),
        ("12,15", "15,12", "line 2: column Killed max: 12 is less than 15"),
        ("Aleppo,Syria", "Aleppo,Atlantis", "line 3: column Country: 'Atlantis' is no country"),
        ("Shells fell.,", "Shells fell.", "line 3: 9 cells where the first line has 10"),
    ],
)
def test_a_wrong_row_of_a_sheet(desk: Desk, tmp_path: Path, was: str, now: str, said: str) -> None:
    """Line and column are named, in the sheet's own words, and nothing is taken in."""
    file = tmp_path / "tracker.csv"
    file.write_text(SHEET.replace(was, now), encoding="utf-8")
    assert f"tracker.csv: {said}" in _faults(desk.import_table(file, by="Ann", apply=True))[0]
    assert len(desk.reports()) == len(TEXTS)


def test_columns_are_mapped_by_name(desk: Desk, tmp_path: Path) -> None:
    """A header that we do not know is named; one that is none is told of."""
    file = tmp_path / "tracker.csv"
    file.write_text("Nr.,Art,Ort\n1,ASSAULT,Homs\n".replace(",", ";"), encoding="utf-8")
    with pytest.raises(UsageError, match="--map id=HEADER"):
        desk.import_table(file, by="Ann")
    columns = {"id": "Nr.", "type": "Art", "place_name": "Ort"}
    assert len(desk.import_table(file, by="Ann", columns=columns).changes) == 1
    with pytest.raises(UsageError, match="has no column 'Stadt'"):
        desk.import_table(file, by="Ann", columns={**columns, "place_name": "Stadt"})
    with pytest.raises(UsageError, match="no column 'town'"):
        desk.import_table(file, by="Ann", columns={"town": "Ort"})


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"\xff\xfe", "not UTF-8"), (b"", "line 1"), (b"id,id\n", "line 1"), (b'id,a\n"x,1', "no CSV")],
)
def test_files_that_are_no_table(desk: Desk, tmp_path: Path, raw: bytes, said: str) -> None:
    """One clear line."""
    file = tmp_path / "x.csv"
    file.write_bytes(raw)
    with pytest.raises(ItemError, match=said):
        desk.import_table(file, by="Ann")
    with pytest.raises(ItemError, match="cannot be opened"):
        desk.import_table(tmp_path / "none.csv", by="Ann")


def test_a_deleted_row_stays_away(desk: Desk, tmp_path: Path) -> None:
    """Its incident is withdrawn, and the sheet cannot bring it back."""
    file = tmp_path / "tracker.csv"
    file.write_text(SHEET, encoding="utf-8")
    desk.import_table(file, by="Ann", apply=True)
    (entry,) = [one for one in desk.reports() if one.title == "Row A1 of tracker.csv"]
    desk.delete(entry.id, by="Ann")
    (fault,) = _faults(desk.import_table(file, by="Ann", apply=True))
    assert "line 2: row A1 was deleted" in fault


def test_notes_of_a_deleted_incident_are_gone(desk: Desk, tmp_path: Path) -> None:
    """What people wrote about an incident goes with its last report, from its history too."""
    _export(desk, tmp_path / "a.csv")
    edited = _edit(tmp_path / "a.csv", lambda rows: rows[0].update(note="Zaryadchik"))
    desk.import_table(edited, by="Ann", apply=True)
    (incident,) = [one for one in desk.incidents(states=ALL) if one.entered]
    desk.delete(incident.members[0].report, by="Ann")
    assert "Zaryadchik" not in str(desk.history(incident.id))
    assert desk.verify().faults == ()
