"""Is a desk whole, and can it be carried elsewhere?"""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest
from sqlalchemy import create_engine, text

import sayso
from sayso.desk import Captured
from sayso.desk.model import Link
from sayso.errors import DeskError

if TYPE_CHECKING:
    from pathlib import Path

    from sayso import Desk, Report

RAW = bytes(range(256))


@pytest.fixture
def full(desk: Desk, reports: tuple[Report, ...]) -> Desk:
    """A desk with everything on it: originals, readings, incidents, history, a tombstone."""
    desk.add([Captured(report=reports[0], item="a.txt", raw=RAW), *reports[1:8]])
    desk.revise(reports[1].id, replace(reports[1], statements=reports[1].statements[:2]))
    told = [(report.id, report.statements[0].id) for report in reports[:6]]
    one, two = desk.make(told[:2], by="Ann", why="one raid"), desk.make(told[2:4], by="Ann", why="another")
    desk.merge(one.id, two.id, by="Bo", why="one raid after all")
    desk.reject(desk.make(told[4:], by="Ann", why="?").id, by="Bo", why="an exercise")
    desk.delete(reports[7].id, by="Ann")
    return desk


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE originals SET bytes = CAST('x' AS {bytes})", "is not what was captured"),
        ("UPDATE revisions SET record = CAST('x' AS {bytes}) WHERE report = 1", "reading 1 of report .* is damaged"),
        ("UPDATE revisions SET digest = 'x' WHERE report = 2 AND revision = 1", "its digests differ"),
        (
            "UPDATE revisions SET record = (SELECT record FROM revisions WHERE report = 4) WHERE report = 3",
            "its digests",
        ),
        ("UPDATE statements SET place = 'x' WHERE report = 5", "verify --repair"),
        ("DELETE FROM parties", "verify --repair"),
        ("DELETE FROM report_words WHERE rowid = 1", "verify --repair"),
        ("DELETE FROM members", "does not stand as its history says"),
        ("UPDATE incidents SET state = 'accepted' WHERE state = 'rejected'", "does not stand as its history says"),
        ("DELETE FROM history", "has no history"),
    ],
)
def test_faults_are_found(full: Desk, url: str, change: str, fault: str) -> None:
    """Whatever does not fit together is told, one line each."""
    assert full.verify().faults == ()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(change.format(bytes="bytea" if connection.dialect.name == "postgresql" else "blob")))
    engine.dispose()
    faults = full.verify().faults
    assert faults
    assert all("\n" not in line for line in faults)
    with pytest.raises(AssertionError, match=fault):
        raise AssertionError("; ".join(faults))


def test_what_is_made_from_records_is_made_again(full: Desk, url: str) -> None:
    """Repairing makes statements and words anew from the records, and touches nothing else."""
    before = (full.statements(limit=None), full.search("made up"), full.incidents())
    engine = create_engine(url)
    with engine.begin() as connection:
        for said in ("UPDATE statements SET place = 'x'", "DELETE FROM report_words", "DELETE FROM statement_words"):
            connection.execute(text(said))
    engine.dispose()
    assert full.search("made up") == ()
    assert full.verify(repair=True).faults == ()
    assert {*full.statements(limit=None)} == {*before[0]}
    assert (full.search("made up"), full.incidents()) == before[1:]


def test_a_backup_comes_back_whole(full: Desk, reports: tuple[Report, ...], tmp_path: Path) -> None:
    """What a backup holds fills a new desk, of whichever database, with all that was on the first."""
    file = tmp_path / "desk.backup"
    rows = full.backup(file)
    url = f"sqlite:///{tmp_path / 'restored.db'}"
    with sayso.Desk.restored(file, url) as again:
        assert again.verify().faults == ()
        assert again.verify() == full.verify()
        assert again.reports() == full.reports()
        assert again.incidents(states=list(sayso.desk.State)) == full.incidents(states=list(sayso.desk.State))
        assert [again.history(one.id) for one in again.incidents()] == [
            full.history(one.id) for one in full.incidents()
        ]
        assert again.original(reports[0].id) == RAW
        assert len(again.revisions(reports[1].id)) == 2
        assert again.search("made up") == full.search("made up")
        with pytest.raises(DeskError, match="deleted"):
            again.add([reports[7]])
        assert again.backup(tmp_path / "second.backup") == rows
    assert file.read_bytes() == (tmp_path / "second.backup").read_bytes()


def test_from_one_database_to_the_other(url: str, reports: tuple[Report, ...], tmp_path: Path) -> None:
    """A backup of a SQLite desk fills this database too."""
    with sayso.Desk(f"sqlite:///{tmp_path / 'first.db'}") as first:
        first.add(reports[:4])
        first.backup(tmp_path / "first.backup")
        with sayso.Desk.restored(tmp_path / "first.backup", url) as second:
            assert second.reports() == first.reports()
            assert second.statements(limit=None) == first.statements(limit=None)
            assert second.add(reports[4:6])[0].new


def test_bad_backups(full: Desk, url: str, tmp_path: Path) -> None:
    """What is no backup, not whole, or for a desk that holds something, is refused, and leaves nothing behind."""
    file = tmp_path / "good.backup"
    full.backup(file)
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    broken = {
        "cut": file.read_bytes()[:-100],
        "text": b"notes",
        "row missing": gzip.compress(b"".join([*lines[:-2], lines[-1]])),
        "end missing": gzip.compress(b"".join(lines[:-1])),
        "newer": gzip.compress(msgspec.json.encode({"format": "sayso-desk/1", "tables": "9999"}) + b"\n"),
        "other": gzip.compress(b'{"format": "theirs"}\n'),
        "no json": gzip.compress(lines[0] + b"{\n"),
    }
    for name, raw in broken.items():
        (tmp_path / name).write_bytes(raw)
        with pytest.raises(DeskError) as told:
            sayso.Desk.restored(tmp_path / name, f"sqlite:///{tmp_path / name}.db")
        assert "\n" not in str(told.value)
        if (tmp_path / f"{name}.db").exists():
            with sayso.Desk(f"sqlite:///{tmp_path / name}.db") as left:
                assert left.reports() == ()
    with pytest.raises(DeskError, match="does not exist"):
        sayso.Desk.restored(tmp_path / "none", url)
    with pytest.raises(DeskError, match="holds something already"):
        sayso.Desk.restored(file, url)
    with pytest.raises(DeskError, match="cannot be written"):
        full.backup(tmp_path / "no" / "where")
    assert not list(tmp_path.glob(".*"))


def test_links_are_kept_each_once(url: str, reports: tuple[Report, ...], tmp_path: Path) -> None:
    """Links that a proposer gives are kept in one order, whichever came first, and go with a reading or a report."""
    one, two, three = reports[:3]

    def propose(report: Report, _: object) -> list[Link]:
        pairs = {two.id: [one], three.id: [two, one]}
        return [
            Link(one=(report.id, "s1"), other=(other.id, "s1"), score=0.7, reasons=("place: Homs",))
            for other in pairs.get(report.id, ())
        ]

    engine = create_engine(url)

    def links() -> int:
        with engine.connect() as connection:
            return connection.execute(text("SELECT count(*) FROM links")).scalar_one()

    with sayso.Desk(url, propose_for=propose) as desk:
        desk.add([one, two, three])
        assert links() == 3
        desk.revise(three.id, replace(three, warnings=("again",)))
        assert links() == 3
        desk.backup(tmp_path / "linked.backup")
        desk.delete(one.id, by="Ann")
        assert links() == 1
    engine.dispose()
    with sayso.Desk.restored(tmp_path / "linked.backup", f"sqlite:///{tmp_path / 'linked.db'}") as again:
        assert len(again.reports()) == 3
