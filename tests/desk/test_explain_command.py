"""``sayso explain`` on a desk and of a file: what it prints, and one clear line for every mistake."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import sayso
from factories import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

ITEMS = sorted((EXAMPLES / "guernica").glob("*.txt"))


def test_on_a_desk(url: str, monkeypatch: pytest.MonkeyPatch, command: Run) -> None:
    """A statement says in which incident it stands, an incident how it was decided on; else one line."""
    monkeypatch.setenv("SAYSO_DESK", url)
    reports = [sayso.read(item, published="2017-04-26") for item in ITEMS]
    with sayso.Desk(url) as desk:
        desk.add(reports)
        (made,) = [one for one in desk.incidents(states=["proposed"], limit=None) if len(one.members) > 2][:1]
        desk.accept(made.id, by="Ann", why="one raid")
        member = made.members[0]
        total = made.score
    short = member.report.removeprefix("sha256:")[:12]
    code, out, err = command("explain", f"{short}#{member.statement}")
    assert (code, err) == (0, "")
    assert f"incident: told of {made.id}, accepted" in " ".join(out.split())
    code, out, err = command("explain", made.id.removeprefix("incident:")[:8], "--format", "json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert told["id"] == made.id
    assert told["steps"][0]["says"].endswith(f"{len(made.members)} statements: one raid")
    scores = [float(s["says"].rpartition("; score ")[2].split()[0]) for s in told["steps"] if s["about"] == "link"]
    assert min(scores) == pytest.approx(total, abs=0.006)
    assert {made_by["report"] for made_by in told["made_by"]} == {one.report for one in made.members}
    for wrong, said in (
        ("zzz", "there is no incident zzz on the desk"),
        ("zzz#s1", "there is no report zzz on the desk"),
        (f"{short}#s99", "the report has no 's99'; it has s1 to "),
    ):
        code, out, err = command("explain", wrong)
        assert (code > 0, out, err.count("\n")) == (True, "", 1)
        assert err.startswith(f"sayso: {said}")


def test_of_a_file(tmp_path: Path, command: Run) -> None:
    """Without a desk a file is read; the output appears whole."""
    out = tmp_path / "told.txt"
    arguments = ("explain", "--item", str(ITEMS[0]), "--published", "2017-04-26", "s1", "--output", str(out))
    assert command(*arguments) == (0, "", "")
    report = sayso.read(ITEMS[0], published="2017-04-26")
    assert out.read_text(encoding="utf-8") == sayso.show(sayso.explain(report, "s1", among=sayso.propose([report])))
    code, _, err = command("explain", "--item", str(ITEMS[0]), "s1", "--format", "html")
    assert (code, err) == (2, "sayso: unknown format 'html'; choose one of text, json\n")
