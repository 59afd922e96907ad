"""Rows ready for exports: the same as made anew, gone with whatever they were made from, and open to others."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

import sayso
from sayso.brief.exports.columns import positions
from sayso.brief.exports.table import row_of
from sayso.desk import Filter, State
from sayso.desk.ready import Form

if TYPE_CHECKING:
    from pathlib import Path

    from sayso import Desk, Incident, Report

ALL = (State.ACCEPTED, State.PROPOSED)
ANN = {"by": "Ann", "why": "the same street"}
TEXTS = {
    "Daily Lantern": "Rebels shelled soldiers in Homs on Monday.",
    "Evening Kite": "On Monday the rebels shelled soldiers in Homs, residents said.",
    "Morning Reed": "Rebels shelled soldiers in Aleppo on Monday.",
}


@pytest.fixture(scope="module")
def told() -> tuple[Report, ...]:
    """Short invented reports of one publication day."""
    return tuple(sayso.read_text(words, published="2015-09-30", publisher=name) for name, words in TEXTS.items())


def _rows(desk: Desk) -> list[list[object]]:
    return list(desk.rows(states=ALL))


def _anew(desk: Desk) -> list[list[object]]:
    return [row_of(incident) for incident in desk.gather(states=ALL)]


def _ready(url: str) -> dict[str, str]:
    """Give the rows that are kept, as text, by incident."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = dict(connection.execute(text('SELECT incident, "row" FROM ready')).tuples().all())
    engine.dispose()
    return found


def test_ready_rows_are_what_would_be_made(desk: Desk, url: str, reports: tuple[Report, ...]) -> None:
    """First and later exports give the same rows, in the order of lists, under any filter."""
    desk.add(reports)
    first = _rows(desk)
    assert len(_ready(url)) == len(first) > 50
    assert _rows(desk) == first == _anew(desk)
    assert [row[0] for row in first] == [one.id for one in desk.incidents(states=ALL, limit=None)]
    kind = desk.incidents(states=ALL, limit=1)[0].type
    chosen = [row[0] for row in desk.rows(Filter(type=kind), states=ALL)]
    assert chosen == [one.id for one in desk.incidents(Filter(type=kind), states=ALL, limit=None)]
    assert len(chosen) < len(first)


def test_what_only_the_asking_decides_is_not_kept(desk: Desk, told: tuple[Report, ...]) -> None:
    """Threshold and links stand in the rows that asked for them."""
    desk.add(told)
    at = positions()
    (asked, *_) = desk.rows(states=ALL, threshold=0.2, links="https://desk.example/")
    assert (asked[at["threshold"]], asked[at["link"]]) == (0.2, f"https://desk.example/{asked[0]}")
    (plain, *_) = desk.rows(states=ALL)
    assert (plain[at["threshold"]], plain[at["link"]]) == (None, f"sayso:{plain[0]}")


def test_whatever_changes_takes_the_row_away(desk: Desk, url: str, told: tuple[Report, ...]) -> None:
    """Decisions, readings, ties made anew and deletions, each in its own transaction."""
    desk.add(told[:1])
    (alone,) = _rows(desk)
    desk.add(told[1:2])  # tied anew
    assert str(alone[0]) not in _ready(url) or _rows(desk) == _anew(desk)
    (both,) = _rows(desk)
    assert both != alone
    desk.add(told[2:])
    before = {row[0]: row for row in _rows(desk)}
    desk.accept(str(both[0]), **ANN)
    assert str(both[0]) not in _ready(url)
    assert len(_ready(url)) == len(before) - 1
    after = {row[0]: row for row in _rows(desk)}
    assert after[both[0]][positions()["state"]] == "accepted"
    desk.undo(str(both[0]), **ANN)
    assert _rows(desk) == _anew(desk)
    again = sayso.read_text(TEXTS["Morning Reed"] + " It was night.", published="2015-09-30", publisher="Morning Reed")
    desk.revise(told[2].id, again)
    assert _rows(desk) == _anew(desk)
    assert desk.verify().faults == ()


def test_a_row_of_a_deleted_report_is_nowhere(desk: Desk, url: str, tmp_path: Path) -> None:
    """Neither the rows nor the files hold a word of it, also where it was one of two, or people wrote about it."""
    name = "Zaryadchik"
    words = f"Rebels shelled soldiers in Homs on Monday, {name} said."
    secret = sayso.read_text(words, published="2015-09-30", publisher=f"{name} Post")
    other = sayso.read_text(TEXTS["Daily Lantern"], published="2015-09-30", publisher="Daily Lantern")
    desk.add([secret, other])
    incident = desk.incidents(states=ALL)[0].id
    desk.accept(incident, **ANN)
    assert name in "".join(map(str, _rows(desk)))
    assert name in "".join(_ready(url).values())
    desk.delete(secret.id, by="Ann")
    assert name not in "".join(_ready(url).values())
    assert name not in "".join(map(str, _rows(desk)))
    desk.close()
    for file in tmp_path.glob("desk.db*"):
        assert name.encode() not in file.read_bytes()
        assert secret.id.encode() not in file.read_bytes()


def test_a_changed_row_is_found_and_taken_away(desk: Desk, url: str, told: tuple[Report, ...], tmp_path: Path) -> None:
    """Verify names a row that was made from something else; repair drops it; a backup leaves rows out."""
    desk.add(told)
    _rows(desk)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE ready SET made_of = 'another'"))
    engine.dispose()
    faults = desk.verify().faults
    assert len(faults) == len(_ready(url))
    assert "ready for exports" in faults[0]
    assert desk.verify(repair=True).faults == ()
    assert _ready(url) == {}
    _rows(desk)
    desk.backup(tmp_path / "backup.gz")
    with sayso.Desk.restored(tmp_path / "backup.gz", f"sqlite:///{tmp_path / 'other.db'}") as other:
        assert _ready(f"sqlite:///{tmp_path / 'other.db'}") == {}
        assert [row[0] for row in _rows(other)] == [row[0] for row in _rows(desk)]


def test_forms_are_kept_apart(desk: Desk, told: tuple[Report, ...]) -> None:
    """What is made fit for others never comes out for the team, nor the other way round."""
    from dataclasses import replace

    def hidden(incident: Incident) -> Incident:
        return replace(incident, members=(), place=None, reasons=())

    desk.add(told)
    private = _rows(desk)
    public = list(desk.rows(states=ALL, form=Form("hidden", hidden)))
    assert "Homs" not in str(public)
    assert "Homs" in str(private)
    assert _rows(desk) == private
    assert list(desk.rows(states=ALL, form=Form("hidden", hidden))) == public


def test_what_was_accepted_once_and_is_not_now(desk: Desk, told: tuple[Report, ...]) -> None:
    """Rejected, merged, withdrawn and undone: each with its state, and into what it was merged."""
    desk.add(told)
    one, other = (incident.id for incident in desk.incidents(states=ALL))
    assert list(desk.withdrawn()) == []
    desk.accept(one, other, **ANN)
    assert list(desk.withdrawn()) == []
    desk.merge(one, other, **ANN)
    ((named, state, since, into),) = desk.withdrawn()
    assert (named, state, into) == (other, "merged", one)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(since))
    desk.reject(one, **ANN)
    assert {(row[0], row[1]) for row in desk.withdrawn()} == {(one, "rejected"), (other, "merged")}
    for report in told:
        desk.delete(report.id, by="Ann")
    assert {row[0] for row in desk.withdrawn()} == {one, other}


def test_a_desk_of_the_version_before_is_brought_up_to_date(url: str, told: tuple[Report, ...]) -> None:
    """The tables of an older desk get what is new, and its incidents the time of their last decision."""
    with sayso.Desk(url) as desk:
        desk.add(told)
        incident = desk.incidents(states=ALL)[0].id
        desk.accept(incident, **ANN)
        at = desk.history(incident)[-1].at
        statements = desk.statements(limit=None)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP VIEW incident_rows"))
        for kept in ("incidents", "proposals"):
            for change in ("update", "delete"):
                on = "" if connection.dialect.name == "sqlite" else f" ON {kept}"
                connection.execute(text(f"DROP TRIGGER ready_{kept}_{change}{on}"))
        if connection.dialect.name != "sqlite":
            connection.execute(text("DROP FUNCTION drop_ready()"))
        connection.execute(text("DROP TABLE ready"))
        connection.execute(text("ALTER TABLE incidents DROP COLUMN changed_at"))
        connection.execute(text("ALTER TABLE incidents DROP COLUMN entered"))
        for undone in (
            "DROP TABLE carried",
            "DROP INDEX reports_waiting",
            "ALTER TABLE reports DROP COLUMN waits",
            "DROP INDEX candidates_by_day",
            "CREATE INDEX statements_by_cell ON statements (cell)",
            "PRAGMA defer_foreign_keys=ON" if connection.dialect.name == "sqlite" else
            "ALTER TABLE parties DROP CONSTRAINT parties_statement_fkey1",
            "CREATE TABLE ranks AS SELECT number, row_number() OVER (ORDER BY report, length(id), id) AS rank "
            "FROM statements",
            *(f"UPDATE {name} SET {key} = (SELECT rank FROM ranks WHERE ranks.number = {name}.{key})"  # noqa: S608
              for name, key in (("statement_words", "rowid"), ("parties", "statement"), ("statements", "number"))),
            "DROP TABLE ranks",
            "DROP INDEX statements_by_kind",
            "DROP INDEX statements_by_last_day",
            "CREATE INDEX statements_by_day ON statements (first_day)",
        ):  # fmt: skip
            connection.execute(text(undone))
        connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    engine.dispose()
    with sayso.Desk(url) as desk:
        assert desk.incident(incident).changed_at == at
        assert desk.statements(limit=None) == statements
        assert _rows(desk) == _anew(desk)
        assert desk.verify().faults == ()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_desk_gives_a_frame_in_one_call(desk: Desk, told: tuple[Report, ...], library: str) -> None:
    """A row for each incident that is asked for."""
    desk.add(told)
    assert list(desk.frame(states=ALL, library=library)["id"]) == [one.id for one in desk.incidents(states=ALL)]
    assert len(desk.frame(library=library)) == 0


def test_datasette_opens_a_desk_as_it_is(told: tuple[Report, ...], tmp_path: Path) -> None:
    """Tables, and the view of incidents, by its JSON over HTTP."""
    file = tmp_path / "desk.db"
    with sayso.Desk(f"sqlite:///{file}") as desk:
        desk.add(told)
        expected = {one.id: len(one.members) for one in desk.incidents(states=ALL)}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", str(file), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # noqa: S603 - ours
    try:
        found = _asked(f"http://127.0.0.1:{port}/desk/incident_rows.json?_shape=array")
        assert {row["id"]: row["statements"] for row in found} == expected
        assert {row["state"] for row in found} == {"proposed"}
        reports = _asked(f"http://127.0.0.1:{port}/desk/reports.json?_shape=array")
        assert {row["publisher"] for row in reports} == set(TEXTS)
    finally:
        server.terminate()
        server.wait(20)


def _asked(url: str) -> list[dict[str, object]]:
    """Ask a server that may still be starting."""
    for _ in range(240):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - ours
                found: list[dict[str, object]] = json.load(answer)
                return found
        except ConnectionError:
            time.sleep(0.25)
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
            time.sleep(0.25)
    raise TimeoutError(url)
