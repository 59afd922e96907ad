"""``sayso brief``: the same selection as every export, whole files, clear errors."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

import sayso

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a desk with two proposals, one of which is accepted."""
    monkeypatch.chdir(tmp_path)
    url = "sqlite:///desk.db"
    with sayso.Desk(url) as opened:
        opened.add(
            [
                sayso.read_text(
                    "Russia bombed Homs on Monday, killing 5 people.", published="2015-09-30", publisher="A"
                ),
                sayso.read_text("Turkey shelled Idlib on Sunday.", published="2015-09-30", publisher="B"),
            ]
        )
        (homs,) = [one for one in opened.incidents(states=["proposed"]) if one.place == "Homs"]
        opened.accept(homs.id, by="Ada", why="seen")
    return url


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(desk: str, command: Run) -> Run:
    """Run the command on the desk; gives exit code, output and errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        return command("brief", "--desk", desk, *arguments)

    return run


def test_only_what_people_accepted(run: Run) -> None:
    """Without more, only accepted incidents; the brief says so and names the day of writing."""
    code, out, _ = run()
    assert code == 0
    assert "One incident: accepted by people." in out
    assert "### 1. Attack: Homs" in out
    assert "Idlib" not in out
    assert re.search(r"\*Written on \d+ \w+ \d{4}\.\*", out)


def test_proposals_and_filters_are_told(run: Run) -> None:
    """What was asked for stands at the head, and each section says by what it is there."""
    code, out, _ = run("--include", "proposed", "--threshold", "0.5", "--format", "json")
    told = json.loads(out)
    assert code == 0
    assert "Asked for: include proposed; threshold 0.5." in told["head"]
    states = {one["status"]: one["paragraphs"][0]["sentences"][0]["text"] for one in told["incidents"]}
    assert states["accepted"] == "Accepted by people."
    assert states["proposed"].startswith("Taken up by its score (1.00, threshold 0.5), not by people.")
    _, out, _ = run("--include", "proposed", "--where", "Idlib", "--until", "2015-09-28")
    assert "Homs" not in out
    assert "*Asked for: include proposed; where Idlib; until 2015-09-28.*" in out


def test_nothing_found_is_no_error(run: Run) -> None:
    """An empty selection is one clear line, and the command ends well."""
    code, out, _ = run("--where", "Aleppo")
    assert code == 0
    assert "- No incident answers what was asked for." in out


def test_limit_and_post(run: Run) -> None:
    """Of more than the limit only the number is told; a post is signed."""
    _, out, _ = run("--include", "proposed", "--limit", "1")
    assert "One more incident not written out here." in out
    _, out, _ = run("--style", "post", "--byline", "Mara Quill")
    assert "A reports:\n\n> Russia bombed Homs on Monday, killing 5 people.\n" in out
    assert "— Posted by Mara Quill." in out


def test_file_is_written_whole(run: Run, tmp_path: Path) -> None:
    """A page appears whole under its name; nothing else is left behind."""
    code, out, _ = run("--format", "html", "--output", "brief.html")
    assert (code, out) == (0, "")
    assert (tmp_path / "brief.html").read_text(encoding="utf-8").endswith("</html>\n")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["brief.html", "desk.db"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--format", "docx"], "choose one of markdown, html, json"),
        (["--style", "poem"], "choose one of brief, post"),
        (["--threshold", "0.5"], "--include proposed"),
        (["--since", "soon"], "soon"),
        (["--desk", "sqlite:///none.db"], "none.db"),
    ],
)
def test_errors_are_one_clear_line(run: Run, arguments: list[str], says: str) -> None:
    """What cannot be done is said in one line, and nothing is printed."""
    code, out, err = run(*arguments)
    assert code != 0
    assert out == ""
    assert says in err
    assert err.count("\n") == 1


def test_what_was_written_of_keeps_its_members(run: Run, desk: str, tmp_path: Path) -> None:
    """A proposal that a brief in a file tells of keeps its id and members; on standard output nothing is kept."""
    run("--include", "proposed")
    with sayso.Desk(desk) as opened:
        (idlib,) = opened.incidents(states=["proposed"])
        assert opened.history(idlib.id) == ()
    code, _, _ = run("--include", "proposed", "--output", str(tmp_path / "brief.md"))
    assert code == 0
    again = sayso.read_text("Turkey shelled Idlib on Sunday, killing 4.", published="2015-10-01", publisher="C")
    with sayso.Desk(desk) as opened:
        opened.add([again])
        held = opened.incident(idlib.id)
        assert {member.report for member in held.members} == {member.report for member in idlib.members}
        assert [entry.action for entry in opened.history(idlib.id)] == ["export"]
