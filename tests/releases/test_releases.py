"""Releases: frozen, numbered, the same bytes for the same desk, and what changed since the last."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

import sayso
from sayso.releases import verify
from sayso.releases.changes import Rows, write_changes

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., tuple[int, str, str]]
SNAPSHOT = "2026-01-31T12:00:00Z"
FILES = {
    "CITATION.cff", "README.md", "SHA256SUMS", "changes.csv", "codebook.md", "data.csv", "data.csv.schema.json",
    "data.jsonl", "data.jsonl.schema.json", "data.parquet", "release.json", "withdrawn.csv",
}  # fmt: skip
TEXTS = (
    ("The Reed", "Russian aircraft bombed the town of Idlib in Syria on Monday, killing nine people."),
    ("The Oar", "Nine people died when Russian jets bombed Idlib in Syria on Monday, witnesses said."),
    ("The Reed", "Rebels shelled the town of Homs in Syria on Tuesday, the army said."),
    ("The Reed", "Police arrested 14 students in Cairo on Sunday."),
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A desk with four reports, which give three proposals or more."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    with sayso.Desk(url) as desk:
        desk.add(sayso.read_text(text, published="2015-09-30", publisher=publisher) for publisher, text in TEXTS)
    return url


@pytest.fixture
def run(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Run) -> Run:
    """Run ``sayso release`` on the desk into the folder out, with all that it needs; more arguments come last."""
    monkeypatch.setenv("SAYSO_DESK", url)

    def run(*arguments: str, folder: str = "out", bare: bool = False) -> tuple[int, str, str]:
        needed = ("--title", "Reported: \"acts\" #1", "--author", "Marrow, Ada", "--author", "The Quay Archive",
                  "--contact", "desk@quay.example", "--snapshot", SNAPSHOT, "--by", "Ann")  # fmt: skip
        given = () if bare else needed
        return command("release", str(tmp_path / folder), *given, *arguments)

    return run


def _good(done: tuple[int, str, str]) -> str:
    assert (done[0], done[2]) == (0, "")
    return done[1]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _data(folder: Path) -> dict[str, dict[str, Any]]:
    told = [json.loads(line) for line in (folder / "data.jsonl").read_text(encoding="utf-8").splitlines()]
    return {row["id"]: row for row in told}


ALL = ("--include", "proposed", "--threshold", "0.2")


def test_a_release_is_whole(run: Run, tmp_path: Path) -> None:
    """It holds all files, the same rows in three formats, its parameters and versions, and the digests of all."""
    assert "out/incidents-1: " in _good(run(*ALL, "--where", "Syria", "--license", "CC-BY-4.0"))
    folder = tmp_path / "out" / "incidents-1"
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["incidents-1"]
    assert {one.name for one in folder.iterdir()} == FILES
    rows = _data(folder)
    assert {row["country"] for row in rows.values()} == {"SY"}
    assert [row["id"] for row in _rows(folder / "data.csv")] == [*rows]
    table = pq.read_table(folder / "data.parquet").to_pylist()
    assert [row["id"] for row in table] == [*rows]
    assert [row["figures"] and json.loads(row["figures"]) for row in table] == [row["figures"] for row in rows.values()]
    made = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    assert made["asked"] == {
        "states": ["accepted", "proposed"],
        "threshold": 0.2,
        "filters": {"country": "SY"},
        "delay_days": 7,
    }
    assert made["counts"]["incidents"] == made["counts"]["added"] == made["counts"]["states"]["proposed"] == len(rows)
    assert (made["counts"]["changed"], made["counts"]["withdrawn"], made["previous"]) == (0, 0, None)
    assert (made["version"], made["snapshot"], made["public"]) == ("1", SNAPSHOT, True)
    assert made["sayso"] == sayso.__version__
    assert [one["reports"] for one in made["read_by"]] == [made["counts"]["reports"]]
    assert {row["threshold"] for row in rows.values()} == {0.2}
    assert {row["state"] for row in rows.values()} == {"proposed"}
    changes = _rows(folder / "changes.csv")
    assert [(one["id"], one["change"]) for one in changes] == [(one, "added") for one in rows]
    assert _rows(folder / "withdrawn.csv") == []
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert {line.split("  ")[1] for line in sums} == FILES - {"SHA256SUMS"}
    for line in sums:
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert "Ann" not in "".join(one.read_text("utf-8", "replace") for one in folder.iterdir())


def test_papers(run: Run, tmp_path: Path) -> None:
    """The citation is of the Citation File Format 1.2.0; README and code book tell method, terms, contact, columns."""
    _good(run("--version", "2026.1", "--license", "CC-BY-4.0", "--url", "https://quay.example/data"))
    folder = tmp_path / "out" / "incidents-2026.1"
    lines = (folder / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "cff-version: 1.2.0"
    told = dict(line.split(": ", 1) for line in lines if not line.startswith(" ") and ": " in line)
    assert {"message", "title", "type", "version", "date-released", "license", "url"} <= told.keys()
    assert (told["type"], json.loads(told["title"])) == ("dataset", 'Reported: "acts" #1')
    assert (json.loads(told["date-released"]), json.loads(told["license"])) == ("2026-01-31", "CC-BY-4.0")
    assert lines[lines.index("authors:") + 1 :][:3] == [
        '  - family-names: "Marrow"',
        '    given-names: "Ada"',
        '  - name: "The Quay Archive"',
    ]
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for said in ("Write to desk@quay.example", "Do not use it to find, target, harm", "Licence: CC-BY-4.0", "2026.1"):
        assert said in readme
    book = (folder / "codebook.md").read_text(encoding="utf-8")
    for field in json.loads((folder / "data.csv.schema.json").read_text(encoding="utf-8"))["fields"]:
        assert f"\n| {field['name']} | " in book
    assert "### ASSAULT" in book


def test_the_same_again(run: Run, url: str, tmp_path: Path) -> None:
    """The same desk, snapshot and parameters give the same bytes, though the first release was entered on the desk."""
    first, second = tmp_path / "out" / "incidents-1", tmp_path / "again" / "incidents-1"
    _good(run(*ALL))
    _good(run(*ALL, folder="again"))
    for name in FILES:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    with sayso.Desk(url) as desk:
        assert desk.verify().faults == ()


def test_a_number_is_never_written_again(run: Run, tmp_path: Path) -> None:
    """A taken number is refused and nothing is touched; without a number the next one is taken."""
    _good(run(*ALL, "--version", "2026.1"))
    folder = tmp_path / "out" / "incidents-2026.1"
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    code, out, err = run("--version", "2026.1")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "incidents-2026.1 exists; a release is never written again" in err
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
    _good(run(*ALL))
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["incidents-2", "incidents-2026.1"]
    assert json.loads((tmp_path / "out/incidents-2/release.json").read_text())["previous"] == "2026.1"
    assert _rows(tmp_path / "out/incidents-2/changes.csv") == []


def test_what_changed_since(run: Run, url: str, tmp_path: Path) -> None:
    """Accepting, rejecting and merging show in the next release: fields before and after, and what is not in it."""
    _good(run(*ALL))
    first = _data(tmp_path / "out/incidents-1")
    pair = next(one for one in first if first[one]["place_name"] == "Idlib")
    homs = next(one for one in first if first[one]["place_name"] == "Homs")
    cairo = next(one for one in first if first[one]["country"] == "EG")
    with sayso.Desk(url) as desk:
        desk.accept(pair, by="Ann", why="two reports")
        desk.reject(cairo, by="Ann", why="no war")
        desk.merge(pair, homs, by="Ann", why="for the test")
        desk.add([sayso.read_text("Rebels shelled the town of Hama in Syria on Friday.", published="2015-10-04")])
    assert "since 1: 1 added, 1 changed, 2 withdrawn" in _good(run(*ALL))
    second = tmp_path / "out/incidents-2"
    changes = _rows(second / "changes.csv")
    state = next(one for one in changes if (one["id"], one["field"]) == (pair, "state"))
    assert (state["change"], state["before"], state["after"]) == ("changed", "proposed", "accepted")
    told = next(one for one in changes if (one["id"], one["field"]) == (pair, "statements"))
    assert json.loads(told["before"]) == first[pair]["statements"]
    assert json.loads(told["after"]) == _data(second)[pair]["statements"]
    assert {one["change"] for one in changes if one["id"] not in first} == {"added"}
    gone = {one["id"]: (one["state"], one["merged_into"], one["in_release"]) for one in _rows(second / "withdrawn.csv")}
    assert gone == {cairo: ("rejected", "", "1"), homs: ("merged", pair, "1")}
    withdrawn = [one for one in changes if one["change"] == "withdrawn"]
    assert {one["id"] for one in withdrawn} == {cairo, homs}
    assert {one["before"] + one["after"] for one in withdrawn} == {""}
    assert verify(second) == ()


def test_a_released_proposal_keeps_its_members(run: Run, url: str, tmp_path: Path) -> None:
    """A report that would have joined a proposal stays beside it once that was released; the next release is alike."""
    third = sayso.read_text(
        "Russian warplanes bombed the town of Idlib in Syria on Monday, killing nine people, doctors said.",
        published="2015-09-30",
        publisher="The Kite",
    )
    free = tmp_path / "free.db"
    shutil.copy(tmp_path / "desk.db", free)
    with sayso.Desk(f"sqlite:///{free}") as desk:  # what happens without a release
        desk.add([third])
        assert max(len(one.members) for one in desk.incidents(states=["proposed"])) == 3
    _good(run(*ALL))
    first = _data(tmp_path / "out/incidents-1")
    (pair,) = [one for one in first if len(first[one]["statements"]) == 2]
    with sayso.Desk(url) as desk:
        desk.add([third])
        assert len(desk.incident(pair).members) == 2
        assert desk.incident(pair).state == "proposed"
        assert [one.action for one in desk.history(pair)] == ["release"]
        (beside,) = desk.evidence(pair)
        assert [member.report for member in beside.proposal.members] == [third.id]
        assert desk.verify().faults == ()
        with pytest.raises(sayso.errors.DeskError, match="nothing is left to undo"):
            desk.undo(pair, by="Ann", why="a test")
    _good(run(*ALL))
    second = _data(tmp_path / "out/incidents-2")
    assert {one: second[one] for one in first} == first
    with sayso.Desk(url) as desk:
        desk.merge(pair, beside.proposal.id, by="Ann", why="the same raid")
        assert desk.incident(pair).score is None  # the machine's score was of other members
        desk.accept(pair, by="Ann", why="the same raid")
    _good(run(*ALL))
    changed = [one for one in _rows(tmp_path / "out/incidents-3/changes.csv") if one["id"] == pair]
    assert "statements" in {one["field"] for one in changed}
    assert len(_data(tmp_path / "out/incidents-3")[pair]["statements"]) == 3


def test_public_and_private_do_not_mix(run: Run, url: str, tmp_path: Path) -> None:
    """A release for the team holds all and says so; the changes of a public one never start from it."""
    with sayso.Desk(url) as desk:
        text = "Rebels shelled the town of Hama in Syria on Monday, Odile Marwen, a baker, said."
        desk.add([sayso.read_text(text, published="2015-09-30")])
    _good(run(*ALL, "--private"))
    assert "Marwen" in (tmp_path / "out/incidents-1/data.csv").read_text(encoding="utf-8")
    assert "for the team alone" in (tmp_path / "out/incidents-1/README.md").read_text(encoding="utf-8")
    code, out, err = run(*ALL)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "incidents-1 is for the team alone, this one is not; give it another --name" in err
    _good(run(*ALL, "--name", "public"))
    for file in (tmp_path / "out/public-1").iterdir():
        assert b"Marwen" not in file.read_bytes(), file.name


def test_what_is_not_shown_any_more_is_not_told_by_changes(tmp_path: Path) -> None:
    """Where a place was coarsened or a name hidden since, what stood there before is not repeated."""
    was = {
        "id": "incident:1",
        "coarsened": False,
        "place_name": "Mill Lane",
        "country": "SY",
        "tags": ["Odile", "mill"],
    }
    hidden = {**was, "tags": ["█████", "mill"]}
    coarse = {**was, "coarsened": True, "place_name": "Hama", "country": "SY"}
    for now, told in (
        (hidden, [("tags", "(not shown)", '["█████","mill"]')]),
        (coarse, [("place_name", "(not shown)", "Hama"), ("coarsened", "false", "true")]),
        ({**was, "country": "TR"}, [("country", "SY", "TR")]),
    ):
        files = []
        for name, row in (("was", was), ("now", now)):
            (tmp_path / name).write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
            files.append(Rows(tmp_path / name))
        write_changes(files[0], files[1], tmp_path / "changes.csv")
        changes = _rows(tmp_path / "changes.csv")
        assert [(one["field"], one["before"], one["after"]) for one in changes] == told


def test_verify(run: Run, tmp_path: Path) -> None:
    """A changed, missing or added file is named; a release is not built on one that is not as it was written."""
    _good(run(*ALL))
    folder = tmp_path / "out" / "incidents-1"
    assert _good(run("--verify", folder="out/incidents-1", bare=True)).endswith("all as it was written\n")
    with (folder / "data.csv").open("a", encoding="utf-8") as out:
        out.write("\n")
    (folder / "README.md").unlink()
    (folder / "more.txt").write_text("x", encoding="utf-8")
    code, out, err = run("--verify", folder="out/incidents-1", bare=True)
    assert (code, out) == (1, "")
    assert [line.rpartition("/")[2] for line in sorted(err.splitlines())] == [
        "README.md is missing",
        "data.csv is not as it was written",
        "more.txt is not of the release",
    ]
    code, out, err = run(*ALL)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "the release before is not as it was written" in err
    code, _, err = run("--verify", folder="out", bare=True)
    assert (code, err.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--name", "../x"), "'../x' is no name of a release"),
        (("--version", "a/b"), "'a/b' is no version of a release"),
        (("--url", "quay"), "'quay' is no address of the web"),
        (("--license", "free"), "'free' is no licence for data"),
        (("--contact", " "), "a release needs a title, an author and a contact"),
        (("--by", " "), "a release needs somebody who releases"),
        (("--snapshot", "soon"), "'soon' is no instant"),
        (("--threshold", "0.5"), "--threshold is about proposals"),
    ],
)
def test_mistakes(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    """Each mistake is one clear line, and nothing is written."""
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert not (tmp_path / "out").exists()


def test_whole_or_not_at_all(run: Run, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the desk cannot keep what was released, no release appears, and nothing of it is entered on the desk."""
    report = sayso.read_text("Rebels bombed the town of Idlib in Syria on Monday, killing nine people.",
                             published="2015-09-30", publisher="The Kite")  # fmt: skip
    hold = sayso.Desk.hold

    def later(desk: sayso.Desk, released: Any, **about: str) -> None:
        desk.add([report])  # somebody adds a report while the release is being written
        hold(desk, released, **about)

    monkeypatch.setattr(sayso.Desk, "hold", later)
    code, out, err = run(*ALL)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "changed while it was being released; release again" in err
    assert list((tmp_path / "out").iterdir()) == []
    with sayso.Desk(url) as desk:
        assert all(desk.history(one.id) == () for one in desk.incidents(states=["proposed"], limit=None))


def test_the_delay_of_publication(run: Run, tmp_path: Path) -> None:
    """What is younger than the delay is left out, and that is counted."""
    _good(run(*ALL, "--snapshot", "2015-10-01"))
    made = json.loads((tmp_path / "out/incidents-1/release.json").read_text(encoding="utf-8"))
    assert made["counts"]["incidents"] == 0
    assert list(made["left_out"]) == ["younger than 7 days"]


def test_what_people_withhold(run: Run, url: str, tmp_path: Path) -> None:
    """What was hidden after a release is withdrawn in the next, which says no more than that it is not published."""
    _good(run(*ALL))
    with sayso.Desk(url) as desk:
        (hidden,) = [one.id for one in desk.incidents(states=["proposed"], limit=None) if one.place == "Homs"]
        desk.withhold(hidden, coarsen="hide", by="Ann", why="safety")
    _good(run(*ALL))
    (gone,) = _rows(tmp_path / "out/incidents-2/withdrawn.csv")
    assert (gone["id"], gone["state"]) == (hidden, "not published")
    for file in (tmp_path / "out/incidents-2").iterdir():
        assert b"town of Homs" not in file.read_bytes(), file.name
