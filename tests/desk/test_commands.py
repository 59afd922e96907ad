"""The commands of the desk: what they print, their exit codes, and one clear line for every mistake."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

import sayso
from factories import EXAMPLES
from sayso.cli import app

if TYPE_CHECKING:
    from sayso import Report

ITEMS = [str(item) for item in sorted((EXAMPLES / "guernica").glob("*.txt"))]


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(url: str, monkeypatch: pytest.MonkeyPatch, command: Run) -> Run:
    """Run commands on a desk that does not exist yet; gives exit code, output and errors."""
    monkeypatch.setenv("SAYSO_DESK", url)
    return command


def _good(done: tuple[int, str, str]) -> list[str]:
    code, out, err = done
    assert (code, err) == (0, "")
    return out.splitlines()


def _bad(done: tuple[int, str, str], code: int) -> str:
    assert (done[0], done[1]) == (code, "")
    assert done[2].startswith("sayso: ")
    assert done[2].count("\n") == 1
    return done[2]


def test_from_items_to_a_decision(run: Run, tmp_path: Path) -> None:
    """Reports are added, found and shown; statements of two become an incident; it is decided on, and all is sound."""
    assert _good(run("add", *ITEMS, "--published", "2017-04-26"))[-1] == "2 added, 0 there already, 0 not read"
    code, out, err = run("add", *ITEMS, str(tmp_path / "none.txt"), "--published", "2017-04-26")
    assert code == 1
    assert out.splitlines()[-1] == "0 added, 2 there already, 1 not read"
    assert err == f"sayso: {tmp_path / 'none.txt'} does not exist; check the path\n"
    (line,) = _good(run("reports", "--query", 'guernica "salamanca denied"'))
    report, title = line.split(" ", 1)
    assert (
        title == "2017-04-26 Quaywater Dispatch: Basques counted 1,654 dead at Guernica while Salamanca denied the raid"
    )
    other = next(line.split(" ")[0] for line in _good(run("reports")) if report not in line)
    assert (
        _good(run("reports", "show", report))
        == sayso.show(sayso.read(ITEMS[1], published="2017-04-26"), "text").splitlines()
    )
    assert "\n".join(_good(run("reports", "original", report))) + "\n" == Path(ITEMS[1]).read_text(encoding="utf-8")
    assert _good(run("reports", "reread", report)) == [f"nothing new in {report}"]

    decided = ("--by", "Ann", "--why", "the same raid")
    (made,) = _good(run("incidents", "make", f"{report}#s3", f"{other}#s3", *decided))
    incident = made.split(" ")[0]
    assert "[accepted]" in made
    assert "Gernika-Lumo, ES: ASSAULT, 2 statements of 2 reports" in made
    assert _good(run("incidents", "--where", "Spain", "--type", "assault", "--query", "condor")) == [made]
    assert _good(run("incidents", "--since", "2018-01-01")) == []
    assert "[rejected]" in _good(run("incidents", "reject", incident[:14], *decided))[0]
    assert _good(run("incidents")) == []
    assert _good(run("incidents", "--include", "rejected")) == [made.replace("accepted", "rejected")]
    assert _good(run("incidents", "undo", incident, *decided)) == [made]
    shown = _good(run("incidents", "show", incident))
    assert shown[0] == made
    assert f"{report}#s3 “German and Italian aircraft bombed the Basque town of Guernica on 26 April 1937”" in shown[2]
    assert [line.split(": ")[1].split(",")[0] for line in shown[-3:]] == ["make", "reject", "undo"]
    split = _good(run("incidents", "split", incident, f"{report}#s3", *decided))
    assert [line.split(", ")[-1] for line in split] == ["1 statement of 1 report"] * 2
    merged = _good(run("incidents", "merge", incident, split[1].split(" ")[0], *decided))
    assert "2 statements of 2 reports" in merged[0]
    assert f"[merged into {incident}]" in merged[1]
    assert _good(run("incidents", "accept", incident, *decided)) == [made]
    record = json.loads(_good(run("incidents", "--format", "jsonl"))[0])
    assert (record["id"], record["state"], len(record["members"])) == (incident, "accepted", 2)

    assert _good(run("verify")) == ["2 reports, 2 readings, 28 statements, 2 incidents, no faults"]
    backup = str(tmp_path / "backup")
    assert _good(run("backup", backup))[0].endswith(f"rows written to {backup}")
    copy = f"sqlite:///{tmp_path / 'copy.db'}"
    assert _good(run("restore", backup, "--desk", copy)) == ["2 reports restored"]
    assert _good(run("incidents", "--desk", copy)) == [made]
    assert _good(run("reports", "delete", other, "--by", "Ann"))[0].startswith("deleted; tombstone sha256:")
    code, out, err = run("add", *ITEMS, "--published", "2017-04-26")
    assert (code, out.splitlines()[-1]) == (1, "0 added, 1 there already, 1 not read")
    assert "was deleted from the desk" in err


def test_mistakes(run: Run, reports: tuple[Report, ...], url: str, tmp_path: Path) -> None:
    """Each mistake is one line that says what to do; 2 where the call makes no sense, 1 where the desk cannot do it."""
    assert "there is no desk" in _bad(run("incidents", "--desk", f"sqlite:///{tmp_path / 'none.db'}"), 1)
    assert "names no desk" in _bad(run("reports", "--desk", "mysql://here/there"), 2)
    assert "is no URL of a desk" in _bad(run("add", "x.txt", "--desk", "desk.db"), 2)
    with sayso.Desk(url) as desk:
        desk.add(reports[:2])
    decided = ("--by", "Ann", "--why", "x")
    assert "not closed" in _bad(run("reports", "--query", '"x'), 2)
    assert "unknown state 'open'" in _bad(run("incidents", "--include", "open"), 2)
    assert "is no date" in _bad(run("incidents", "--since", "yesterday"), 2)
    assert "unknown format" in _bad(run("reports", "--format", "xml"), 2)
    assert "unknown format" in _bad(run("reports", "show", reports[0].id, "--format", "xml"), 2)
    assert "no report" in _bad(run("reports", "show", "ff00"), 1)
    assert "only the record" in _bad(run("reports", "original", reports[0].id), 2)
    assert "only the record" in _bad(run("reports", "reread", reports[0].id), 1)
    assert "no incident" in _bad(run("incidents", "accept", "ff00", *decided), 1)
    assert "names no statement" in _bad(run("incidents", "make", "ff00", *decided), 2)
    assert "has no statement s99" in _bad(run("incidents", "make", f"{reports[0].id}#s99", *decided), 2)
    assert "at least two" in _bad(run("incidents", "merge", "ff00", *decided), 2)
    assert "who made it and why" in _bad(run("incidents", "make", f"{reports[0].id}#s1", "--by", "A", "--why", ""), 2)
    assert "choose one of" in _bad(run("reports", "delete", reports[0].id, "--by", "A", "--reason", "x"), 2)
    assert "does not exist" in _bad(run("restore", str(tmp_path / "none")), 1)
    assert "--url names one report" in _bad(run("add", "a", "b", "--url", "https://example.org"), 2)


def test_every_command_has_help() -> None:
    """Each command and sub-command tells what it is for."""
    commands = [["add"], ["verify"], ["backup"], ["restore"], ["reports"], ["incidents"]]
    commands += [["reports", name] for name in ("show", "original", "reread", "delete")]
    commands += [["incidents", name] for name in ("show", "make", "accept", "reject", "merge", "split", "undo")]
    for command in commands:
        told = CliRunner().invoke(app, [*command, "--help"])
        assert told.exit_code == 0
        assert "Usage:" in told.output


def test_attestation_and_changes(run: Run, tmp_path: Path) -> None:
    """Proposals are marked with score and threshold; one shows how it is attested, and what changed is told."""
    for name, words in (("one", "Rebels shelled soldiers in Homs on Monday."), ("two", "A ferry sank.")):
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
        _good(run("add", str(tmp_path / f"{name}.txt"), "--published", "2015-09-30", "--publisher", name))
    assert _good(run("incidents")) == []
    (line,) = _good(run("incidents", "--include", "proposed", "--threshold", "0.5", "--where", "Homs"))
    assert "[proposed, by threshold 0.5, not by people]" in line
    assert line.endswith("score 1.00")
    incident = line.split()[0]
    shown = "\n".join(_good(run("incidents", "show", incident)))
    assert "it happened\n    1 independent origin: " in shown
    assert "suggested for review, it happened: weak" in shown
    grades = tmp_path / "grades.csv"
    grades.write_text("question,grade,origins,rivals,why\nhappened,fair,1,0,{origins} say so\n", encoding="utf-8")
    assert "it happened: fair (1 say so)" in "\n".join(
        _good(run("incidents", "show", incident, "--grades", str(grades)))
    )
    _good(run("incidents", "accept", incident, "--by", "Ann", "--why", "seen"))
    changed = _good(run("incidents", "--changed-since", "2015-01-01"))
    assert changed[0].startswith(f"{incident} [accepted]")
    assert changed[1].endswith("accept by Ann: seen")
    _bad(run("incidents", "--threshold", "0.5"), 2)


def test_lists_say_which_report_repeats_which(run: Run, tmp_path: Path) -> None:
    """A reprint is listed with the report that it repeats; each is shown with the other."""
    for name, more in (("first", ""), ("again", " More follows.")):
        said = f"Shells hit the market of Homs on Tuesday, killing nine people, residents of the town said.{more}"
        (tmp_path / f"{name}.txt").write_text(said, encoding="utf-8")
    _good(run("add", str(tmp_path / "first.txt"), "--published", "2015-09-29"))
    _good(run("add", str(tmp_path / "again.txt"), "--published", "2015-09-30"))
    again, first = _good(run("reports"))
    assert again.endswith(f"; repeats {first.split(' ')[0]} in whole (89% of its words)")
    assert "repeats" not in first
    listed = [json.loads(line) for line in _good(run("reports", "--format", "jsonl"))]
    assert [[repeat["of"] for repeat in one["repeats"]] for one in listed] == [[listed[1]["id"]], []]
    assert _good(run("reports", "show", first.split(" ")[0]))[-1].startswith(
        f"repeated by {again.split(' ')[0]} in whole"
    )


def test_what_changed_since_an_instant(run: Run) -> None:
    """Days and instants of any zone are understood; nonsense is refused, not answered with nothing."""
    _good(run("add", *ITEMS, "--published", "2017-04-26"))
    (first, *_) = [json.loads(line) for line in _good(run("incidents", "--include", "proposed", "--format", "jsonl"))]
    _good(run("incidents", "accept", first["id"], "--by", "Ann", "--why", "checked"))
    (at,) = (line.split()[0] for line in _good(run("incidents", "show", first["id"])) if " Ann: accept" in line)
    instant = datetime.fromisoformat(at)
    zone = timezone(timedelta(hours=-7))
    for since, found in ((at[:10], 2), (instant.astimezone(zone).isoformat(), 2), ("2999-01-01", 0)):
        assert len(_good(run("incidents", "--changed-since", since))) == found
    assert (
        _good(run("incidents", "--changed-since", (instant + timedelta(seconds=1)).astimezone(zone).isoformat())) == []
    )
    assert "is no date" in _bad(run("incidents", "--changed-since", "yesterday"), 2)
    assert "no type of event 'ASSULT'" in _bad(run("incidents", "--type", "assult"), 2)


def test_a_history_tells_what_came_and_went(run: Run) -> None:
    """Merging, splitting and withholding are told with the statements and words that they moved; a line each."""
    _good(run("add", *ITEMS, "--published", "2017-04-26"))
    one, other = (line.split(" ")[0] for line in _good(run("reports")))
    decided = ("--by", "Ann", "--why", "as\nread")
    first, second = (
        _good(run("incidents", "make", f"{report}#s3", *decided))[0].split(" ")[0] for report in (one, other)
    )
    _good(run("incidents", "merge", first, second, second, *decided))
    _good(run("incidents", "split", first, f"{one}#s3", *decided))
    _good(run("incidents", "withhold", first, "--name", "Noel Monks", *decided))
    history = [line.split(" Ann: ")[1] for line in _good(run("incidents", "show", first)) if " Ann: " in line]
    assert history == [
        f"make, nothing to accepted, 1 statement of 1 report (in {one}#s3): as read",
        f"merge, accepted to accepted, 2 statements of 2 reports (in {other}#s3): as read",
        f"split, accepted to accepted, 1 statement of 1 report (out {one}#s3): as read",
        "withhold, accepted to accepted, 1 statement of 1 report "
        "(publication as for all to as for all, hidden Noel Monks): as read",
    ]
    (merged,) = (line for line in _good(run("incidents", "show", second)) if " Ann: merge" in line)
    assert merged.endswith(f"(out {other}#s3; into {first}): as read")


def test_names_that_are_not_utf8(run: Run, tmp_path: Path) -> None:
    """A file may be called anything, and a name that is no text is refused in one line."""
    named = os.fsencode(tmp_path) + b"/report-\xff\n.txt"
    Path(os.fsdecode(named)).write_text("Rebels shelled Homs on Friday.", encoding="utf-8")
    added = _good(run("add", os.fsdecode(named), "--published", "2015-09-30"))
    assert added[0].endswith("report-? .txt")
    assert "not UTF-8" in _bad(run("add", ITEMS[0], "--publisher", os.fsdecode(b"\xff")), 2)
