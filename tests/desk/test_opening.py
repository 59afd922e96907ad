"""A desk is made, brought up to date, or refused in one clear line."""

from __future__ import annotations

import sqlite3
from itertools import count
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from msgspec import json
from sqlalchemy import create_engine, make_url, text

import sayso
from sayso.desk.migrations import NEWEST
from sayso.desk.opening import Database, upgrade
from sayso.desk.rows import pack, report_words_of, statement_rows
from sayso.desk.tables import metadata, parties, put_rows, report_words, statement_words, statements
from sayso.desk.words import put_words
from sayso.errors import DeskError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from sayso import Report


def _change(url: str, said: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(said))
    engine.dispose()


def test_migrations_make_the_tables(url: str) -> None:
    """A desk made by the migrations has just the tables, columns and indexes that the program knows."""
    database = Database(url, create=True)

    def ours(kind: str, name: str | None) -> bool:
        return kind != "table" or not (name or "").startswith(("report_words", "statement_words", "alembic"))

    with database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: ours(kind, name), "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []
    database.close()


def test_a_newer_desk_is_refused(url: str) -> None:
    """A desk of a later program is left alone."""
    sayso.Desk(url).close()
    _change(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DeskError, match=f"newer Sayso .tables 9999, this one knows {NEWEST}.") as told:
        sayso.Desk(url)
    assert "\n" not in str(told.value)


def test_another_database_is_no_desk(url: str) -> None:
    """Tables of others are not touched."""
    _change(url, "CREATE TABLE theirs (x integer)")
    with pytest.raises(DeskError, match="not a desk"):
        sayso.Desk(url)


def test_an_empty_database_becomes_a_desk_only_where_asked(url: str) -> None:
    """Reading commands make no desk."""
    if make_url(url).get_backend_name() == "postgresql":
        with pytest.raises(DeskError, match="is empty"):
            sayso.Desk(url, create=False)
    else:
        with pytest.raises(DeskError, match="there is no desk"):
            sayso.Desk(url, create=False)
    sayso.Desk(url).close()
    sayso.Desk(url, create=False).close()


@pytest.mark.parametrize(
    "bad",
    ["desk.db", "", "mysql://x@localhost/y", "sqlite://", "sqlite:///:memory:", "postgresql+psycopg://host", "x:y:z"],
)
def test_bad_urls(bad: str) -> None:
    """What names no desk is told with an example of what does."""
    with pytest.raises(UsageError) as told:
        sayso.Desk(bad)
    assert "sqlite:///desk.db" in str(told.value)


def test_a_password_is_not_printed() -> None:
    """Messages name the server, not the password."""
    with pytest.raises(DeskError, match="cannot be reached") as told:
        sayso.Desk("postgresql+psycopg://ann:secret@127.0.0.1:1/desk")
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_a_password_is_not_printed_with_a_url_that_is_none() -> None:
    """Also where the URL cannot be read."""
    with pytest.raises(UsageError, match="no URL of a desk") as told:
        sayso.Desk("postgresql+psycopg://ann:sec@ret@127.0.0.1:port/desk")
    assert "ret" not in str(told.value).replace("postgresql", "")


def test_a_file_with_a_question_mark(tmp_path: Path) -> None:
    """What stands behind a question mark would be left out of the name; the desk is not made elsewhere."""
    with pytest.raises(UsageError, match="question mark"):
        sayso.Desk(f"sqlite:///{tmp_path}/what?.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["postgresql", "postgres"])
def test_short_names_of_postgresql(name: str) -> None:
    """URLs as other programs write them mean the same."""
    with pytest.raises(DeskError, match="cannot be reached"):
        sayso.Desk(f"{name}://ann@127.0.0.1:1/desk")


def test_files_that_cannot_be_a_desk(tmp_path: Path) -> None:
    """A text file, a folder and a path that leads nowhere are told apart."""
    (tmp_path / "notes.txt").write_text("Notes on nothing in particular.\n" * 100)
    for name, said in (("notes.txt", "not a desk"), ("", "cannot be opened"), ("no/where.db", "cannot be opened")):
        with pytest.raises(DeskError, match=said):
            sayso.Desk(f"sqlite:///{tmp_path / name}")


def test_a_locked_desk(tmp_path: Path, reports: tuple[Report, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program keeps writing, adding waits, gives up, and says so; what was there can be read."""
    monkeypatch.setattr("sayso.desk.opening.PATIENCE", 0.1)
    file = tmp_path / "desk.db"
    with sayso.Desk(f"sqlite:///{file}") as desk:
        desk.add(reports[:1])
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DeskError, match="another program has been writing"):
            desk.add(reports[1:2])
        assert len(desk.reports()) == 1
        other.execute("ROLLBACK")
        other.close()
        assert [added.new for added in desk.add(reports[1:2])] == [True]


def test_a_full_disk(tmp_path: Path, reports: tuple[Report, ...]) -> None:
    """Where there is no more room, the report is not kept at all, and the desk stays whole."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    desk = sayso.Desk(url)
    desk.add(reports[:2])
    with desk._database.reading() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
        connection.execute(text(f"PRAGMA max_page_count={pages + 2}"))
    with pytest.raises(DeskError, match="no room left"):
        desk.add(reports[2:])
    desk.close()
    with sayso.Desk(url) as again:
        assert again.verify().faults == ()
        again.add(reports)
        assert len(again.reports()) == len(reports)


def test_a_read_only_desk(tmp_path: Path, reports: tuple[Report, ...]) -> None:
    """A desk that may not be written is told as that."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    desk = sayso.Desk(url)
    with desk._database.reading() as connection:
        connection.execute(text("PRAGMA query_only=ON"))
    with pytest.raises(DeskError, match="cannot be written"):
        desk.add(reports[:1])
    desk.close()


def test_a_desk_of_the_first_version(url: str, reports: tuple[Report, ...], tmp_path: Path) -> None:
    """A desk from before there were proposals is brought up to date; repairing proposes for all its reports."""
    engine = create_engine(url)
    now, numbers = "2026-01-01T00:00:00Z", count(1)  # statements were numbered in the order of their arrival
    with engine.begin() as connection:
        upgrade(connection, "0001")
        for number, report in enumerate(reports, start=1):
            row = {"number": number, "id": report.id, "title": report.document.title, "captured_at": now, "revision": 1}
            connection.execute(
                text(
                    "INSERT INTO reports (number, id, title, captured_at, revision) "
                    "VALUES (:number, :id, :title, :captured_at, :revision)"
                ),
                row,
            )
            said, record = pack(report)
            row = {"report": number, "record_id": report.id, "document_id": report.document.id, "digest": said}
            connection.execute(
                text(
                    "INSERT INTO revisions (report, revision, record_id, document_id, made_by, read_at, digest, record)"
                    " VALUES (:report, 1, :record_id, :document_id, :made_by, :read_at, :digest, :record)"
                ),
                {**row, "made_by": json.encode(report.made_by).decode(), "read_at": now, "record": record},
            )
            put_words(connection, report_words, [(number, report_words_of(report))])
            for told in statement_rows(report):
                last = next(numbers)
                put_rows(connection, statements, [{"number": last, "report": number, **told.columns}])
                names = [{"statement": last, "role": role, "name": name} for role, name in told.parties]
                put_rows(connection, parties, names)
                put_words(connection, statement_words, [(last, told.words)])
    engine.dispose()
    with sayso.Desk(url) as desk, sayso.Desk(f"sqlite:///{tmp_path / 'new.db'}") as new:
        assert (desk.verify().faults, desk.verify().waiting) == ((), len(reports))
        before = desk.statements(limit=None)
        assert desk.incidents(states=["proposed"]) == ()
        assert desk.add(reports[:1])[0].new is False
        assert desk.verify(repair=True).waiting == 0
        new.add(reports)
        assert before == desk.statements(limit=None) == new.statements(limit=None)
        proposed = desk.incidents(states=["proposed"], limit=None)
        assert proposed == new.incidents(states=["proposed"], limit=None)
        assert proposed
        assert desk.verify() == new.verify()
