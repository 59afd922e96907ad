"""What is deleted for safety is gone, and does not come back unseen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, inspect, select, text

import sayso
from sayso.desk import Captured, State, opening
from sayso.desk.tables import reports as kept
from sayso.errors import DeletedError, DeskError, UsageError
from sayso.record import Problem

if TYPE_CHECKING:
    from sayso import Desk, Report

NAME = "Zaryadchik"
TEXT = (
    f"Rebels shelled Homs on Friday, {NAME} of Vostanovka Street said, and {NAME} fled. "
    "The army killed 12 people in Aleppo on Thursday."
)


@pytest.fixture
def secret() -> Report:
    """A report that names somebody who must not be named."""
    return sayso.read_text(TEXT, published="2015-10-02", publisher=f"{NAME} Post", url=f"https://example.org/{NAME}")


def _everything(url: str) -> str:
    """Give all that stands in the tables of a desk, those of its words too."""
    engine = create_engine(url)
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        said = [str(connection.execute(text(f'SELECT * FROM "{name}"')).all()) for name in names]  # noqa: S608 - ours
    engine.dispose()
    return " ".join(said)


def test_nothing_of_it_is_left(
    desk: Desk, url: str, secret: Report, reports: tuple[Report, ...], tmp_path: Path
) -> None:
    """After deleting, neither tables nor files hold a word of the report; a tombstone says when, who and why."""
    desk.add([*reports[:10], Captured(report=secret, item=f"{NAME}.txt", raw=TEXT.encode()), *reports[10:]])
    assert desk.search(NAME)
    assert NAME in _everything(url)
    stone = desk.delete(secret.id, by="Ann", reason="safety")
    assert (stone.who, stone.reason) == ("Ann", "safety")
    assert secret.id not in stone.id
    assert desk.search(NAME) == ()
    left = _everything(url)
    for word in (NAME, NAME.lower(), secret.id, secret.document.id):
        assert word not in left
    desk.close()
    for file in tmp_path.glob("desk.db*"):
        raw = file.read_bytes()
        for word in (NAME, NAME.lower(), NAME.lower()[1:], secret.id):
            assert word.encode() not in raw, file.name
    with sayso.Desk(url) as again:
        assert again.verify().faults == ()
        assert len(again.reports()) == len(reports)


def test_it_does_not_come_back(desk: Desk, secret: Report, reports: tuple[Report, ...], tmp_path: Path) -> None:
    """The report, and the same text under another publisher, is refused; the others of the batch are added."""
    desk.add([secret])
    desk.delete(secret.id, by="Ann")
    for again in (secret, replace(secret, id="sha256:another")):
        with pytest.raises(DeletedError, match="deleted from the desk"):
            desk.add([again])
    item = tmp_path / "again.txt"
    item.write_text(TEXT, encoding="utf-8")
    (problem,) = desk.add_items([item])
    assert isinstance(problem, Problem)
    assert problem.step == "desk"
    assert [one.new for one in desk.add(reports[:2])] == [True, True]
    with pytest.raises(DeskError, match="no report"):
        desk.report(secret.id)


def test_incidents_lose_it(desk: Desk, secret: Report, reports: tuple[Report, ...]) -> None:
    """Its statements leave their incidents, with an entry; undoing does not bring them back."""
    desk.add([secret, *reports[:3]])
    mine = (secret.id, secret.statements[0].id)
    theirs = [(report.id, report.statements[0].id) for report in reports[:3]]
    shared = desk.make([mine, theirs[0]], by="Ann", why="one raid")
    desk.reject(shared.id, by="Bo", why="no")
    desk.accept(shared.id, by="Ann", why="yes")
    own = desk.make([(secret.id, secret.statements[1].id)], by="Ann", why="alone")
    stone = desk.delete(secret.id, by="Cleo", reason="consent")
    assert {member.report for member in desk.incident(shared.id).members} == {theirs[0][0]}
    assert str(desk.incident(own.id).state) == State.WITHDRAWN
    last = desk.history(shared.id)[-1]
    assert (last.who, last.action, last.why) == ("Cleo", "delete", "consent")
    assert last.before is not None
    assert stone.id in {member.report for member in last.before.members}
    for _ in range(2):
        desk.undo(shared.id, by="Ann", why="back")
    assert {member.report for member in desk.incident(shared.id).members} == {theirs[0][0]}
    assert desk.verify().faults == ()


def test_the_same_text_elsewhere_is_named(desk: Desk, secret: Report) -> None:
    """Reports with the very same text are other reports, and are named so that a person can delete them too."""
    twin = replace(secret, id="sha256:twin", document=replace(secret.document, publisher="Reprint Weekly"))
    desk.add([Captured(report=one, item=None, raw=TEXT.encode()) for one in (secret, twin)])
    assert desk.same_text(secret.id) == (twin.id,)
    desk.delete(secret.id, by="Ann")
    assert desk.original(twin.id) == TEXT.encode()
    desk.revise(twin.id, replace(secret, warnings=("read again under the first one's id",)))
    desk.delete(twin.id, by="Ann")
    assert desk.reports() == ()


def test_readings_go_with_it(desk: Desk, url: str, secret: Report) -> None:
    """All readings of a report are deleted, and none of them comes back under its own id."""
    other = replace(secret, id="sha256:other", document=replace(secret.document, id="sha256:text", title=NAME))
    desk.add([secret])
    desk.revise(secret.id, other)
    desk.delete(other.id, by="Ann")
    assert NAME not in _everything(url)
    for reading in (secret, other):
        with pytest.raises(DeletedError):
            desk.add([reading])


def test_bad_calls(desk: Desk, secret: Report) -> None:
    """Deleting asks for a name and a known reason, and for a report that is there."""
    desk.add([secret])
    with pytest.raises(UsageError, match="choose one of safety"):
        desk.delete(secret.id, by="Ann", reason="because")
    with pytest.raises(UsageError, match="who made it"):
        desk.delete(secret.id, by="")
    with pytest.raises(DeskError, match="no report"):
        desk.delete("sha256:none", by="Ann")
    assert len(desk.reports()) == 1


def test_a_text_that_stays_in_the_files_is_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody reads on, the files cannot be written anew: that is said, and a repair does it later."""
    monkeypatch.setattr(opening, "PATIENCE", 1)
    report = sayso.read_text("Soldiers killed nine villagers near Zebrafontein on Tuesday.", published="2020-01-01")
    with sayso.Desk(url) as desk, sayso.Desk(url) as other:
        desk.add([report])
        with other._database.reading() as connection:
            connection.execute(select(kept)).all()
            with pytest.raises(DeskError, match="still stands in its files"):
                desk.delete(report.id, by="Ann")
        assert not desk.has(report.id)
        desk.verify(repair=True)
        if desk._database.is_sqlite:
            files = Path(str(desk._database.name)).parent.glob("desk.db*")
            assert not any(b"zebrafontein" in file.read_bytes().lower() for file in files)
