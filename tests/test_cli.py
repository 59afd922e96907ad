"""The command line: output, exit codes, one clear line for every mistake."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from factories import EXAMPLES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "Rebels shelled the town of Homs on Friday, killing 12 people, the army said."


def _run(*arguments: str, given: bytes | None = None, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", "from sayso.cli import main; main()", *arguments],
        input=given,
        capture_output=True,
        cwd=folder or ROOT,
        check=False,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "200"},
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A short report on disk."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_reads_the_example_as_text() -> None:
    """The example's view names voices, sureness and disputes."""
    done = _run("read", *map(str, sorted((EXAMPLES / "guernica").glob("*.txt"))), "--published", "2017-04-26")
    assert done.returncode == 0
    for words in ("WHO SAYS WHAT", "stated flatly by", "denies", "DISPUTED", "no person has checked it"):
        assert words in done.stdout


def test_reads_standard_input() -> None:
    """- is standard input."""
    done = _run("read", "-", "--published", "2015-10-02", "--format", "json", given=REPORT.encode())
    record = json.loads(done.stdout)
    assert (done.returncode, record["format"], record["document"]["text"]) == (0, "sayso/1", REPORT)


def test_jsonl_gives_a_line_a_report(report: Path) -> None:
    """Jsonl prints one record a line, in order."""
    done = _run("read", str(report), str(report), "--format", "jsonl")
    lines = done.stdout.splitlines()
    assert [json.loads(line)["document"]["text"] for line in lines] == [REPORT, REPORT]


def test_options_reach_the_record(report: Path) -> None:
    """Date, publisher and URL stand in the record, with where they came from."""
    done = _run(
        "read", str(report), "--format", "json", "--published", "2015-10-02T23:30:00-05:00", "--publisher", "Northwire",
        "--url", "https://example.org/1",
    )  # fmt: skip
    document = json.loads(done.stdout)["document"]
    assert (document["published"], document["published_from"]) == ("2015-10-03T04:30:00Z", "option")
    assert (document["publisher"], document["publisher_from"]) == ("Northwire", "option")
    assert document["url"] == "https://example.org/1"


def test_output_appears_whole(report: Path, tmp_path: Path) -> None:
    """--output writes the file and prints nothing."""
    out = tmp_path / "out.json"
    done = _run("read", str(report), "--format", "json", "--output", str(out))
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads(out.read_text(encoding="utf-8"))["format"] == "sayso/1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "report.txt"]


def test_schema_is_valid_and_fits(report: Path) -> None:
    """The printed schema is a schema, and a printed record fits it."""
    schema = json.loads(_run("schema").stdout)
    Draft202012Validator.check_schema(schema)
    record = json.loads(_run("read", str(report), "--format", "json").stdout)
    Draft202012Validator(schema).validate(record)


FRENCH = (
    "Les rebelles ont bombardé la ville de Homs vendredi, selon l’armée, et douze personnes ont été tuées dans les "
    "quartiers du sud, où les combats se poursuivent depuis plusieurs jours."
)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n ", "is empty"),
        ("binary.bin", b"\x7fELF\x00\x01\x02", "binary"),
        ("wide.txt", REPORT.encode("utf-16"), "UTF-16"),
        ("latin.txt", "Una explosión".encode("latin-1"), "UTF-8"),
        ("french.txt", FRENCH.encode(), "another language (fr)"),
        ("large.txt", b"word " * 2_100_000, "larger than 10 MB"),
    ],
)
def test_unreadable_item(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    """What cannot be read is one clear line that names the file, exit code 1."""
    path = tmp_path / name
    path.write_bytes(content)
    done = _run("read", str(path))
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert str(path) in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(("item", "says"), [("no-such.txt", "does not exist"), (".", "is a folder")])
def test_missing_or_folder(item: str, says: str, tmp_path: Path) -> None:
    """A missing file and a folder are clear errors."""
    done = _run("read", item, folder=tmp_path)
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--published", "soon"], "no date"),
        (["--published", "2015-13-40"], "no date"),
        (["--format", "docx"], "choose one of"),
        (["--output", "/no/such/folder/x"], "cannot write"),
        (["--colour"], "No such option"),
    ],
)
def test_usage_mistakes(report: Path, arguments: list[str], says: str) -> None:
    """A call that makes no sense is exit code 2, with what to do, and no traceback."""
    done = _run("read", str(report), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_other_items_are_still_read(report: Path, tmp_path: Path) -> None:
    """One bad item does not stop the others; the exit code tells."""
    done = _run("read", str(tmp_path / "no-such.txt"), str(report), "--format", "jsonl")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert len(done.stderr.splitlines()) == 1


def test_nothing_half_written(tmp_path: Path) -> None:
    """If nothing could be read, no output file appears, and an older one stays as it was."""
    out = tmp_path / "out.txt"
    out.write_text("before", encoding="utf-8")
    done = _run("read", str(tmp_path / "no-such.txt"), "--output", str(out))
    assert done.returncode == 1
    assert out.read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


def test_gazetteer_build_names_the_line(tmp_path: Path) -> None:
    """A mistake in a user's places is one line that names it, and nothing is compiled."""
    own = tmp_path / "own.csv"
    own.write_text("name,lat,lon\nVeldrana,95,38\n", encoding="utf-8")
    done = _run("gazetteer", "build", "--add", str(own))
    assert (done.returncode, done.stdout) == (2, "")
    assert "line 2: lat is '95'" in done.stderr
    assert done.stderr.count("\n") == 1


def test_gazetteer_build_refuses_what_is_no_dump(tmp_path: Path) -> None:
    """A file that is no dump is refused by name."""
    file = tmp_path / "all.zip"
    file.write_text("no zip", encoding="utf-8")
    done = _run("gazetteer", "build", "--geonames", str(file))
    assert done.returncode == 2
    assert "all.zip cannot be read as a zip file of GeoNames" in done.stderr


def test_geojson(tmp_path: Path) -> None:
    """The places of a report as GeoJSON, through the command line."""
    item = tmp_path / "report.txt"
    item.write_text("Shells fell in Homs, Syria.\n", encoding="utf-8")
    done = _run("read", str(item), "--format", "geojson")
    assert done.returncode == 0
    features = json.loads(done.stdout)["features"]
    assert [feature["properties"]["text"] for feature in features] == ["Homs", "Syria"]


VELMORA = sorted(map(str, (EXAMPLES / "situation").glob("*.html")))


def test_situation_as_text() -> None:
    """The example's threads, dated, with what stands against what."""
    done = _run("situation", *VELMORA)
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("WHO HOLDS WHAT, BY PLACE", "Velmora (not placed)", "the day of publication", "against e"):
        assert words in done.stdout


def test_situation_does_not_depend_on_order() -> None:
    """However the items are ordered, the output is the same."""
    assert _run("situation", *VELMORA).stdout == _run("situation", *reversed(VELMORA)).stdout


def test_situation_of_records_is_that_of_the_reports(tmp_path: Path) -> None:
    """Records written before are taken as they are, one or many in a file."""
    lines, one = tmp_path / "two.jsonl", tmp_path / "one.json"
    lines.write_text(_run("read", *VELMORA[:2], "--format", "jsonl").stdout, encoding="utf-8")
    one.write_text(_run("read", VELMORA[2], "--format", "json").stdout, encoding="utf-8")
    done = _run("situation", str(lines), str(one), "--format", "json")
    assert done.stdout == _run("situation", *VELMORA, "--format", "json").stdout


def test_situation_of_what_was_asked_for() -> None:
    """Place, holder and days narrow it; what is left out is counted."""
    done = _run("situation", *VELMORA, "--place", "ostrel", "--holder", "the Karsk Army", "--until", "2026-02")
    assert done.stdout.startswith("3 reports, 2 statements; 16 more were not asked for.")


def test_situation_fits_the_printed_schema() -> None:
    """The schema of a situation is printed by its name."""
    schema = json.loads(_run("schema", "sayso-situation/1").stdout)
    Draft202012Validator(schema).validate(json.loads(_run("situation", *VELMORA, "--format", "json").stdout))
    assert _run("schema", "sayso/2").returncode == 2


def test_situation_page(tmp_path: Path) -> None:
    """--output writes the page whole."""
    out = tmp_path / "situation.html"
    done = _run("situation", *VELMORA, "--format", "html", "--output", str(out))
    assert (done.returncode, done.stdout) == (0, "")
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--since", "soon"], "since 'soon' is no day"),
        (["--since", "2026-03", "--until", "2025"], "before it begins"),
        (["--format", "geojson"], "choose one of"),
        (["--published", "2015-13-40"], "no date"),
    ],
)
def test_situation_usage_mistakes(arguments: list[str], says: str) -> None:
    """A call that makes no sense is exit code 2 and one line, before anything is read."""
    done = _run("situation", "no-such.txt", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('"actor":"a4"', '"actor":"a99"'), "actor is 'a99', but the record has no such id among its actors"),
        (("Ostrel", "Ostral"), "does not stand in the record's text"),
        (('"published":"2026-03-05"', '"published":"soon"'), "published is 'soon', which is no day"),
        (('"format":"sayso/1"', '"format":1'), "this is no sayso/1 record"),
    ],
)
def test_records_that_are_not_whole(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    """A record that was changed by hand is refused by name, and the others are still shown."""
    own = tmp_path / "own.jsonl"
    raw = _run("read", VELMORA[0], "--format", "jsonl").stdout
    assert change[0] in raw
    own.write_text(raw.replace(*change, 1), encoding="utf-8")
    done = _run("situation", str(own), VELMORA[1])
    assert done.returncode == 1
    assert f"{own}: " in done.stderr
    assert says in done.stderr
    assert done.stdout.startswith("1 report, ")
    assert _run("situation", str(tmp_path / "none.json")).returncode == 1


def test_actors_of_ones_own() -> None:
    """A user's actors are found under their names, and the record names the file by its digest."""
    folder = EXAMPLES / "actors"
    done = _run(
        "read", str(folder / "report.txt"), "--actors", str(folder / "actors.csv"), "--published", "2016-04-12",
        "--format", "json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    digest = hashlib.sha256((folder / "actors.csv").read_bytes()).hexdigest()
    assert record["made_by"]["options"]["actors"] == {"name": "actors.csv", "digest": f"sha256:{digest}"}
    found = {actor["registry"]: {mention["text"] for mention in actor["mentions"]} for actor in record["actors"]}
    assert found["veldran-front"] >= {"Veldran Liberation Front", "VLF", "Front"}
    assert "Harvest Watch" in found["harvest-watch"]
    assert any("Black Banner" in words for words in found["islamic-state"])


def test_actors_file_with_a_mistake(report: Path, tmp_path: Path) -> None:
    """A wrong line is told of in one line with what to do, before anything is written; exit code 2."""
    file = tmp_path / "own.csv"
    file.write_text("id,name,kind\nfront,Veldran Front,armed-group\nguard,Veldran Guard,army\n", encoding="utf-8")
    out = tmp_path / "out.json"
    done = _run("read", str(report), "--actors", str(file), "--format", "json", "--output", str(out))
    assert done.returncode == 2
    assert done.stdout == ""
    assert not out.exists()
    assert done.stderr.startswith(f"sayso: {file}, line 3: unknown kind 'army'; choose one of state, ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("out", "code", "says"), [("/dev/full", 1, "No space left on device"), (None, 0, "")])
def test_output_that_nobody_takes(report: Path, out: str | None, code: int, says: str) -> None:
    """A full disk is one clear line; a reader that went away, as "| head" does, is no error."""
    reading, writing = os.pipe()
    os.close(reading)
    with open(out or writing, "wb") as taker:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", "from sayso.cli import main; main()", "read", str(report), "--format", "json"],
            stdout=taker,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == code
    assert says in done.stderr.decode()
    assert done.stderr.count(b"\n") == code
