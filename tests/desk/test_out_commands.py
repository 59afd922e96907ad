"""``sayso export`` and ``sayso import``: files, standard output, exit codes, and one clear line for every mistake."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING

import pytest

from factories import EXAMPLES
from sayso.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

ITEMS = [str(item) for item in sorted((EXAMPLES / "guernica").glob("*.txt"))]


@pytest.fixture
def run(url: str, monkeypatch: pytest.MonkeyPatch, command: Run) -> Run:
    """Run commands on a desk with two reports; gives exit code, output and errors."""
    monkeypatch.setenv("SAYSO_DESK", url)
    monkeypatch.setenv("SAYSO_BY", "Ann")
    assert command("add", *ITEMS, "--published", "2017-04-26")[0] == 0
    return command


def test_exactly_what_is_filtered_is_exported(run: Run, tmp_path: Path) -> None:
    """The same incidents as in the list, in its order; beside the file what was asked for."""
    listed = run("incidents", "--include", "proposed", "--where", "Spain", "--format", "jsonl")[1].splitlines()
    output = tmp_path / "out.csv"
    options = ["--include", "proposed", "--where", "Spain", "--threshold", "0.1", "--links", "https://desk.example/"]
    assert run("export", "csv", *options, "--output", str(output)) == (0, "", "")
    with output.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["id"] for row in rows] == [json.loads(line)["id"] for line in listed]
    assert rows
    assert {(row["state"], row["threshold"]) for row in rows} == {("proposed", "0.1")}
    assert rows[0]["link"] == f"https://desk.example/{rows[0]['id']}"
    about = json.loads(output.with_name("out.csv.about.json").read_text(encoding="utf-8"))
    assert about["filters"] == {"country": "ES"}
    assert (about["states"], about["threshold"], about["incidents"]) == (["accepted", "proposed"], 0.1, len(rows))
    assert sorted(file.name for file in tmp_path.iterdir() if file.name.startswith(("out", ".out"))) == [
        "out.csv", "out.csv.about.json", "out.csv.schema.json", "out.csv.withdrawn.csv",
    ]  # fmt: skip


def test_standard_output_and_accepted_ones_unless_told(run: Run) -> None:
    """Text formats can be piped; nothing that no person accepted comes out unasked."""
    code, out, err = run("export", "jsonl")
    assert (code, out, err) == (0, "", "")
    incident = run("incidents", "--include", "proposed", "--limit", "1")[1].split()[0]
    assert run("incidents", "accept", incident, "--why", "two sources")[0] == 0
    code, out, _ = run("export", "jsonl")
    (row,) = map(json.loads, out.splitlines())
    assert (code, row["id"], row["state"]) == (0, incident, "accepted")


def test_what_went_out_keeps_its_members(run: Run, tmp_path: Path) -> None:
    """An exported proposal is not made anew, has that in its history once, and is listed when it is rejected later."""
    chosen = ["--include", "proposed", "--where", "Spain", "--output", str(tmp_path / "out.csv")]
    assert run("export", "csv", *chosen)[0] == 0
    first = (tmp_path / "out.csv").read_bytes()
    assert run("add", str(EXAMPLES / "guernica" / ITEMS[0].rpartition("/")[2]), "--published", "2017-04-28")[0] == 0
    assert run("export", "csv", *chosen)[0] == 0
    before = {row["id"]: row["statements"] for row in csv.DictReader(first.decode().splitlines(keepends=True))}
    after = {
        row["id"]: row["statements"]
        for row in csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines(keepends=True))
    }
    assert before.items() <= after.items()
    incident = next(iter(before))
    shown = run("incidents", "show", incident)[1]
    assert shown.count("sayso export: export, proposed to proposed") == 1
    assert run("incidents", "reject", incident, "--why", "a drill")[0] == 0
    assert run("export", "csv", *chosen)[0] == 0
    listed = (tmp_path / "out.csv.withdrawn.csv").read_text(encoding="utf-8")
    assert f"{incident},rejected," in listed


def test_what_was_withdrawn_is_listed(run: Run, tmp_path: Path) -> None:
    """Whoever keeps a copy learns what is accepted no more."""
    incident = run("incidents", "--include", "proposed", "--limit", "1")[1].split()[0]
    assert run("incidents", "accept", incident, "--why", "two sources")[0] == 0
    assert run("incidents", "reject", incident, "--why", "one source after all")[0] == 0
    assert run("export", "csv", "--output", str(tmp_path / "out.csv"))[0] == 0
    with (tmp_path / "out.csv.withdrawn.csv").open(encoding="utf-8", newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert (row["id"], row["state"], row["merged_into"]) == (incident, "rejected", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "xlsx"), "unknown format 'xlsx'; choose one of csv, jsonl, parquet"),
        (("export", "parquet"), "not for standard output"),
        (("export", "csv", "--threshold", "0.5"), "--include proposed"),
        (("export", "csv", "--output", "/none/out.csv"), "cannot write to"),
        (("import", "none.csv", "--map", "id"), "maps no column"),
    ],
)
def test_mistakes_in_what_is_asked_for(run: Run, arguments: tuple[str, ...], said: str) -> None:
    """One line on standard error, exit code 2."""
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_nothing_is_left_where_writing_fails(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file before stays as it was, and nothing stands beside it."""
    output = tmp_path / "out.csv"
    output.write_text("before", encoding="utf-8")
    monkeypatch.setattr("sayso.brief.exports.csv_table.cells", lambda _: 1 / 0)
    monkeypatch.setattr(sys, "argv", ["sayso", "export", "csv", "--include", "proposed", "--output", str(output)])
    with pytest.raises(ZeroDivisionError):
        main()
    assert output.read_text(encoding="utf-8") == "before"
    assert [file.name for file in tmp_path.iterdir() if "out" in file.name] == ["out.csv"]
    assert run("export", "csv", "--output", str(tmp_path))[0] == 2


def test_an_import_is_looked_through_first(run: Run, tmp_path: Path) -> None:
    """Listed, then made with --apply, then there; wrong lines are told one by one, exit code 1."""
    output = tmp_path / "out.csv"
    assert run("export", "csv", "--include", "proposed", "--output", str(output))[0] == 0
    said = "unchanged, 0 to change; nothing was written"
    assert said in run("import", str(output))[1]
    with output.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    def write(**change: str) -> None:
        with output.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(rows[0]))
            writer.writeheader()
            writer.writerows([{**rows[0], **change}, *rows[1:]])

    write(note="Compare.")
    assert run("import", str(output))[1].splitlines()[0] == f"line 2: {rows[0]['id']}: note: empty to Compare."
    assert "1 changed" in run("import", str(output), "--apply")[1]
    assert said in run("import", str(output))[1]
    write(score="2")
    code, out, err = run("import", str(output), "--apply")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "out.csv: line 2: column score: cannot be changed" in err
    code, out, err = run("import", str(tmp_path / "none.csv"))
    assert (code, out, err.count("\n")) == (1, "", 1)
