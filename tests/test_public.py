"""Nothing private is in anything that --public gives: every command, every format, every byte."""

from __future__ import annotations

import gzip
import html
import io
import json
import sys
import unicodedata
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

import sayso
from sayso import codec
from sayso.brief import BRIEF_FORMATS, EXPLANATION_FORMATS, REPORT_FORMATS, SITUATION_FORMATS, STYLES
from sayso.brief.exports import BINARY, FORMATS
from sayso.cli import main
from sayso.record import PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STRIKE = """Shelling hits hospital in Kharkiv, killing four

KHARKIV, Ukraine, March 3, 2023 - A shell hit the Saint Pantelia Hospital on Vyshnivka Street in Kharkiv at 5:12 \
a.m. on Thursday, killing four civilians, Governor Ihor Malenko said.

Øksana Tárenkova, 34, a teacher who lived at 17 Vyshnivka Street, said her son Danylko was killed. “Nobody \
came,” Tárenkova told reporters by phone (+380 67 555 0199). Her neighbour wrote to d.tarenkov@zirka.example and \
posted a video as @oksi_t34. A van with plates AX 4471 KB stood at 50.00417, 36.23142 before nightfall.

The Russian defence ministry denied that its forces had shelled the city. Its spokesman, Maj. Gen. Igor Belov, \
said Ukrainian forces would attack Belgorod next week.
"""
AGENCY = """Rocket kills two in Sumy market

SUMY, Ukraine, March 2, 2023 (Agency Nord) - A rocket killed two people in Sumy on Wednesday evening, the mayor, \
Petro Halych, said. The rocket hit a market near the bus station while people were buying bread, he said.
"""
CAMP = """Soldiers raped women near Bunia, monitors say

GOMA, Congo, March 3, 2023 - Soldiers raped three women near Bunia on Monday, the United Nations said. Amani \
Furahasi, 19, said two soldiers came to her house in Bunia at night.
"""
SECRETS = (
    "Øksana", "Tárenkova", "Danylko", "Vyshnivka", "Pantelia", "555 0199", "tarenkov@zirka", "oksi_t34", "4471 KB",
    "50.00417", "36.23142", "5:12 a.m.", "T05:12", "before nightfall", "Furahasi", "Amani", "Quillon", "whispered",
    # the gazetteer's points, finer than is published, and an address that spells a name
    "49.98177", "36.25475", "tarenkova-loses-son",
)  # fmt: skip
CAMP_SECRETS = ("Bunia", "on Monday, the", "2023-02-27")
FACTS = ("Kharkiv", "2023-03-02", "Malenko", "four civilians", "Russian defence ministry", "Harbour Gazette")
EVENT = ("--include", "proposed")


def _forms(secret: str) -> Iterator[bytes]:
    """Give the ways in which an output may write words."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", secret.replace("Ø", "O")) if not unicodedata.combining(c))
    for words in {secret, bare, unicodedata.normalize("NFD", secret)}:
        escaped = json.dumps(words)[1:-1]
        entities = "".join(c if ord(c) < 128 else f"&#{ord(c)};" for c in words)
        for form in (words, escaped, quote(words), quote(words, safe="@:,"), html.escape(words), entities):
            yield form.encode()
            yield form.replace(" ", "-").encode()
            yield form.replace(" ", "\\n").encode()


def _holds(raw: bytes, secret: str) -> bool:
    low = raw.lower()
    return any(form.lower() in low for form in _forms(secret))


class Outputs:
    """Runs commands and keeps all bytes that come out, by what was run."""

    def __init__(self, folder: Path, *public: str) -> None:
        """Begin with an empty folder; ``public`` is given to every command."""
        self.folder = folder
        self.public = public
        self.found: dict[str, bytes] = {}
        folder.mkdir()

    def run(self, *arguments: str, output: str | None = None) -> str:
        """Run a command; give what it prints."""
        given = [*arguments, *self.public]
        if output is not None:
            given += ["--output", str(self.folder / output)]
        code, out, err = _run(*given)
        name = " ".join([*arguments[:2], *arguments[-2:]])
        assert code in {0, 1}, err
        self.found[name] = self.found.get(name, b"") + out + err
        return out.decode()

    def all(self) -> dict[str, bytes]:
        """Give everything: what was printed, and all files with their names, opened where they are packed."""
        files = [one for one in sorted(self.folder.rglob("*")) if one.is_file()]
        names = "\n".join(str(one.relative_to(self.folder)) for one in sorted(self.folder.rglob("*")))
        return {**self.found, "file names": names.encode(), **{str(one): _opened(one) for one in files}}


def _opened(file: Path) -> bytes:
    raw = file.read_bytes()
    if raw[:4] == b"PAR1":
        table = pq.read_table(file)
        raw += json.dumps(table.to_pylist(), ensure_ascii=False, default=str).encode() + str(table.schema).encode()
    elif raw[:2] == b"\x1f\x8b":
        raw += gzip.decompress(raw)
    elif raw[:2] == b"PK":
        with zipfile.ZipFile(file) as packed:
            raw += b"\n".join(name.encode() + packed.read(name) for name in packed.namelist())
    return raw


def _run(*arguments: str) -> tuple[int, bytes, bytes]:
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)]
    kept = sys.stdout, sys.stderr, sys.argv
    sys.stdout, sys.stderr = streams
    sys.argv = ["sayso", *arguments]
    code = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    finally:
        sys.stdout, sys.stderr, sys.argv = kept
    out, err = (stream.buffer.getvalue() for stream in streams)  # type: ignore[attr-defined]
    return code, out, err


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A desk with reports that hold secrets, and decisions that tell of people."""
    folder = tmp_path_factory.mktemp("desk")
    patch = pytest.MonkeyPatch()
    patch.setenv("SAYSO_DESK", f"sqlite:///{folder / 'desk.db'}")
    patch.setenv("SAYSO_BY", "Quillon Marsh")
    patch.setenv("COLUMNS", "200")
    for name, text, publisher, url in (
        ("tárenkova", STRIKE, "Harbour Gazette", "https://harbour.example/2023/tarenkova-loses-son"),
        ("agency-1", AGENCY, "Harbour Gazette", "https://harbour.example/sumy"),
        ("agency-2", AGENCY, "Valley Post", "https://valley.example/sumy"),
        ("furahasi", CAMP, "Valley Post", "https://valley.example/bunia"),
    ):
        item = folder / f"{name}.txt"
        item.write_text(text, encoding="utf-8")
        code, _, err = _run(
            "add", str(item), "--published", "2023-03-03T09:41:17Z", "--publisher", publisher, "--url", url
        )
        assert code == 0, err
    for line in _run("incidents", "--include", "proposed")[1].decode().splitlines():
        code, _, err = _run("incidents", "accept", line.split()[0], "--why", "Danylko whispered it")
        assert code == 0, err
    yield folder
    patch.undo()


def _everything(outputs: Outputs, desk: Path) -> dict[str, bytes]:
    """Run every command that prints, in every format."""
    items = [str(one) for one in sorted(desk.glob("*.txt"))]
    facts = ["--published", "2023-03-03T09:41:17Z", "--publisher", "Harbour Gazette"]
    for form in REPORT_FORMATS:
        outputs.run("read", *items, *facts, "--format", form, output=f"read-{form}")
    outputs.run("read", *items, str(desk / "tárenkova-lost.txt"), *facts)
    for form in SITUATION_FORMATS:
        outputs.run("situation", *items, "--format", form)
    reports = [one.split()[0] for one in outputs.run("reports").splitlines()]
    outputs.run("reports", "--format", "jsonl")
    for report in reports:
        for form in REPORT_FORMATS:
            outputs.run("reports", "show", report, "--format", form)
    incidents = [one.split()[0] for one in outputs.run("incidents").splitlines()]
    assert len(incidents) > 2
    outputs.run("incidents", "--format", "jsonl")
    outputs.run("incidents", "--changed-since", "2020-01-01")
    outputs.run("incidents", "--changed-since", "2020-01-01", "--format", "jsonl")
    for incident in incidents:
        outputs.run("incidents", "show", incident)
        for form in EXPLANATION_FORMATS:
            outputs.run("explain", incident, "--format", form)
    for report in reports:
        for part in ("s1", "s2", "q1", "a2", "p1", "t1"):
            outputs.run("explain", f"{report}#{part}")
    for style in STYLES:
        for form in BRIEF_FORMATS:
            outputs.run("brief", "--style", style, "--format", form, output=f"{style}.{form}")
    for form in FORMATS:
        outputs.run("export", form, output=f"export-{form}")
        if form not in BINARY:
            outputs.run("export", form)
    for of in ("sayso/1", "sayso-situation/1"):
        outputs.found[f"schema {of}"] = _run("schema", of)[1]
    return outputs.all()


@pytest.fixture(scope="module")
def public(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All outputs for the public, a release among them."""
    outputs = Outputs(tmp_path_factory.mktemp("out") / "public", "--public")
    _everything(outputs, desk)
    code, out, err = _run(
        "release",
        str(outputs.folder / "releases"),
        "--by",
        "Quillon Marsh",
        "--title",
        "Strikes",
        "--author",
        "A Record",
        "--contact",
        "desk@record.example",
        "--license",
        "CC-BY-4.0",
    )
    assert code == 0, err
    outputs.found["release"] = out + err
    return outputs.all()


@pytest.fixture(scope="module")
def private(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All outputs for the team."""
    return _everything(Outputs(tmp_path_factory.mktemp("out") / "private"), desk)


@pytest.mark.parametrize("secret", [*SECRETS, *CAMP_SECRETS])
def test_no_byte_of_any_output_is_private(public: dict[str, bytes], private: dict[str, bytes], secret: str) -> None:
    """A secret is nowhere in what the public gets, in no encoding; what the team gets has it."""
    assert [name for name, raw in public.items() if _holds(raw, secret)] == []
    assert [name for name, raw in private.items() if _holds(raw, secret)] != []


@pytest.mark.parametrize("fact", FACTS)
def test_what_is_public_stays(public: dict[str, bytes], fact: str) -> None:
    """Town, day, officials, figures and outlets stay in every sort of output."""
    for command in ("read", "reports", "incidents", "explain"):
        told = b"".join(raw for name, raw in public.items() if name.startswith(command))
        assert _holds(told, fact), command
    for form in ("brief.markdown", "export-csv", "export-parquet", "data.jsonl"):
        told = b"".join(raw for name, raw in public.items() if form in name)
        assert told, form
        if fact in {"Kharkiv", "Malenko", "Russian defence ministry", "Harbour Gazette"}:
            assert _holds(told, fact), form


def test_nobody_private_can_be_searched_for(desk: Path) -> None:
    """A search for a private person's name gives nothing, and tells nothing of it."""
    for arguments in (
        ("reports", "--query", "Danylko"),
        ("reports", "--query", "Furahasi"),
        ("reports", "--url", "https://harbour.example/2023/tarenkova-loses-son"),
        ("incidents", "--query", "Danylko"),
        ("incidents", "--actor", "Amani Furahasi"),
        ("incidents", "--where", "Bunia"),
        ("situation", str(desk / "tárenkova.txt"), "--holder", "Øksana Tárenkova", "--format", "json"),
    ):
        out = _run(*arguments, "--public")[1].decode()
        assert "sha256" not in out or arguments[0] == "situation", arguments
        assert "incident:" not in out, arguments
    assert b"incident:" in _run("incidents", "--query", "Malenko", "--public")[1]
    assert b"incident:" in _run("incidents", "--query", "Danylko")[1]


@pytest.mark.usefixtures("desk")
def test_two_outlets_of_one_agency_are_one_origin() -> None:
    """Copies of one piece count once."""
    line = next(one for one in _run("incidents", "--public")[1].decode().splitlines() if "Sumy" in one)
    assert "1 independent origin:" in _run("incidents", "show", line.split()[0], "--public")[1].decode()


@pytest.mark.parametrize("form", [one for one in FORMATS if one not in BINARY])
def test_claim_and_denial_stand_in_every_profile(public: dict[str, bytes], form: str) -> None:
    """Who claims it and who denies it are both told."""
    told = b"".join(raw for name, raw in public.items() if f"export-{form}" in name)
    assert _holds(told, "Russian defence ministry")
    assert _holds(told, "Malenko") or _holds(told, "Harbour Gazette")


def test_what_is_only_expected_stands_on_no_map() -> None:
    """A place where something is only said to be coming has no coordinates, and no toll counts for it."""
    report = sayso.read_text(STRIKE, published="2023-03-03")
    copy = sayso.public_report(report)
    (belgorod,) = (place for place in copy.places if place.name == "Belgorod")
    assert next(place for place in report.places if place.name == "Belgorod").lat is not None
    assert "Igor Belov" in copy.document.text
    assert (belgorod.lat, belgorod.lon) == (None, None)
    features = json.loads(sayso.show(copy, "geojson"))["features"]
    assert [one["geometry"] for one in features if one["properties"]["name"] == "Belgorod"] == [None]


def test_an_unplaced_event_has_no_geometry() -> None:
    """A place that the gazetteer does not know is given without a geometry."""
    report = sayso.read_text("Rebels shelled the village of Qxyrrh on Friday, killing two.", published="2023-03-03")
    features = json.loads(sayso.show(sayso.public_report(report), "geojson"))["features"]
    assert [one["geometry"] for one in features] == [None] * len(features)


def test_a_site_of_the_gazetteer_is_given_as_its_town() -> None:
    """A single place with coordinates of its own becomes the town named beside it, by the gazetteer's rounded point."""
    report = sayso.read_text(STRIKE, published="2023-03-03")
    town = next(place for place in report.places if place.name == "Kharkiv")
    site = next(place for place in report.places if "Pantelia" in place.text)
    known = replace(site, precision=PlacePrecision.SITE, lat=49.9876, lon=36.2345, country="UA", geonames_id=None)
    places = tuple(known if place.id == site.id else place for place in report.places)
    given = next(p for p in sayso.public_report(replace(report, places=places)).places if p.id == site.id)
    assert (given.name, given.precision, given.lat, given.lon) == ("Kharkiv", "town", round(town.lat or 0, 2), 36.25)
    assert (given.coarsened, given.stated, given.resolved) == (True, "site", "site")
    assert not town.coarsened


def test_a_copy_is_a_sound_record() -> None:
    """Spans quote the text of the copy, blocks and offsets stay, a copy of a copy is the same, and JSON bears it."""
    report = sayso.read_text(STRIKE, published="2023-03-03T09:41:17Z")
    copy = sayso.public_report(report)
    assert codec.whole(codec.from_json(codec.to_json(copy))) == copy
    assert sayso.public_report(copy) is copy
    assert (copy.id, copy.document.id, copy.document.blocks) == (report.id, report.document.id, report.document.blocks)
    assert copy.redactions is not None
    hidden = {i for one in copy.redactions for i in range(one.start, one.end)}
    assert all(a == b for i, (a, b) in enumerate(zip(report.document.text, copy.document.text, strict=True))
               if i not in hidden)  # fmt: skip
    Draft202012Validator(codec.schema()).validate(json.loads(codec.to_json(copy)))


def test_decisions_open_and_close_and_are_taken_back(tmp_path: Path) -> None:
    """Unlocking, withholding and letting a name out hold for what is published, and can be undone."""
    with sayso.Desk(f"sqlite:///{tmp_path / 'desk.db'}") as kept:
        kept.add([sayso.read_text(STRIKE, published="2023-03-03", publisher="Harbour Gazette")])
        found = next(one for one in kept.gather(states=["proposed"]) if any("hospital" in m.statement.text.lower()
                     and "Pantelia" in m.statement.text for m in one.members))  # fmt: skip

        def shown() -> str:
            copy = sayso.public_incident(kept.gathered(found.id), kept.policy())
            return " ".join([*(m.report.document.text for m in copy.members), str(copy.earliest), str(copy.place)])

        assert "Pantelia" not in shown()
        kept.unlock(found.id, by="Q", why="an empty building")
        assert "Pantelia" in shown()
        assert "5:12" in shown()
        assert "Danylko" not in shown()
        kept.undo(found.id, by="Q", why="not so")
        kept.unlock(found.id, by="Q", why="the family published it", names=["Danylko"])
        assert "Danylko" in shown()
        assert "Pantelia" not in shown()
        kept.undo(found.id, by="Q", why="asked us not to")
        assert "Danylko" not in shown()
        kept.withhold(found.id, by="Q", why="a small community")
        assert "Kharkiv in" not in shown()
        assert "Thursday" not in shown()
        assert "2023-03-01" in shown()
        kept.withhold(found.id, by="Q", why="danger", coarsen="hide")
        assert sayso.public_incident(kept.gathered(found.id), kept.policy()).members == ()
        assert kept.verify().faults == ()


@pytest.mark.usefixtures("desk")
def test_the_young_are_left_out_and_counted() -> None:
    """What is younger than the delay is left out, and standard error says how many."""
    code, out, err = _run("incidents", "--public", "--delay", "100000")
    assert (code, out) == (0, b"")
    assert b"left out: younger than 100000 days" in err
