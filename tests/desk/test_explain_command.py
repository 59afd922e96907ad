"""``sayso explain`` on a desk and of a file: what it prints, and one clear line for every mistake."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

import sayso
from factories import EXAMPLES
from sayso.cli import main

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = sorted((EXAMPLES / "guernica").glob("*.txt"))


def _run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["sayso", *arguments])
    capfd.readouterr()
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capfd.readouterr()
    return int(ended.value.code or 0), out, err


def test_on_a_desk(url: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
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
    code, out, err = _run(monkeypatch, capfd, "explain", f"{short}#{member.statement}")
    assert (code, err) == (0, "")
    assert f"incident: told of {made.id}, accepted" in " ".join(out.split())
    code, out, err = _run(monkeypatch, capfd, "explain", made.id.removeprefix("incident:")[:8], "--format", "json")
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
        code, out, err = _run(monkeypatch, capfd, "explain", wrong)
        assert (code > 0, out, err.count("\n")) == (True, "", 1)
        assert err.startswith(f"sayso: {said}")


def test_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Without a desk a file is read; the output appears whole."""
    out = tmp_path / "told.txt"
    arguments = ("explain", "--item", str(ITEMS[0]), "--published", "2017-04-26", "s1", "--output", str(out))
    assert _run(monkeypatch, capfd, *arguments) == (0, "", "")
    report = sayso.read(ITEMS[0], published="2017-04-26")
    assert out.read_text(encoding="utf-8") == sayso.show(sayso.explain(report, "s1", among=sayso.propose([report])))
    code, _, err = _run(monkeypatch, capfd, "explain", "--item", str(ITEMS[0]), "s1", "--format", "html")
    assert (code, err) == (2, "sayso: unknown format 'html'; choose one of text, json\n")
