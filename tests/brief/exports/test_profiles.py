"""Tables shaped like UCDP's and ACLED's: their columns and codes, and what they must not say; the real reader."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import replace
from math import floor
from typing import TYPE_CHECKING

import pytest

import sayso
from factories import EXAMPLES, ROOT
from sayso import lexicon
from sayso.brief.exports import WRITERS
from sayso.brief.exports.acled import time_precision, write_acled
from sayso.brief.exports.ucdp import date_prec, priogrid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sayso.incidents import Incident

UCDP = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,"
    "low,gwnoa,gwnob"
)
ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
HEADERS = {"ucdp": UCDP, "acled": ACLED, "acled-digits": ACLED}
THEIRS = [name for name in UCDP.split(",") if name.endswith(("dset_id", "new_id")) or name in {
    "conflict_name", "dyad_name", "active_year",
}]  # fmt: skip
SHELLED = "Rebels shelled the town of Idlib in Syria on September 28"
ARMY = "The Syrian army shelled the town of Idlib in Syria on September 28"
CASES = sorted(file.parent.name for file in EXAMPLES.glob("*/expected.md"))
Row = dict[str, str]


def _incidents(*told: tuple[str, str] | str, **facts: str) -> list[Incident]:
    """Read texts, with their days of publication, and give the proposals."""
    pairs = [(one, "2015-09-29") if isinstance(one, str) else one for one in told]
    reports = [
        sayso.read_text(text, published=day, **{"publisher": f"Paper {n}", **facts})
        for n, (text, day) in enumerate(pairs)
    ]
    return list(sayso.propose(reports))


def _rows(incidents: Iterable[Incident], folder: Path, name: str) -> list[Row]:
    output = folder / f"{name}.csv"
    WRITERS[name](incidents, output)
    text = output.read_text(encoding="utf-8")
    assert text.splitlines()[0] == HEADERS[name]
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _row(folder: Path, name: str, *told: tuple[str, str] | str, **facts: str) -> Row:
    (row,) = _rows(_incidents(*told, **facts), folder, name)
    return row


def _loss(folder: Path, name: str) -> str:
    return (folder / f"{name}.csv.loss.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def history() -> list[Incident]:
    """The proposals of all examples of history."""
    reports = [
        sayso.read(path, published="2017-04-26" if path.suffix == ".txt" else None)
        for case in CASES
        for path in sorted((EXAMPLES / case).iterdir())
        if path.suffix in {".html", ".txt"}
    ]
    return list(sayso.propose(reports))


# UCDP


def test_rows_of_history_keep_ucdps_rules(history: list[Incident], tmp_path: Path) -> None:
    """Numbers add up and are in order, cells and points agree, theirs are empty, sides and codes are of the lists."""
    rows = _rows(history, tmp_path, "ucdp")
    assert len(rows) >= 7
    for row in rows:
        assert [row[name] for name in THEIRS] == [""] * len(THEIRS)
        assert re.fullmatch(r"SAY-[0-9a-f]{16}", row["id"])
        assert row["type_of_violence"] in {"", "1", "2", "3"}
        assert row["where_prec"] in {"", "1", "2", "3", "4", "5", "6"}
        assert row["event_clarity"] == "1"
        assert row["date_start"][:4] == row["year"]
        assert row["date_start"] <= row["date_end"]
        assert row["code_status"].startswith("proposed by machine")
        if row["best"]:
            parts = [int(row[f"deaths_{side}"]) for side in ("a", "b", "civilians", "unknown")]
            assert sum(parts) == int(row["best"])
            assert int(row["low"]) <= int(row["best"]) <= int(row["high"])
            assert min(parts) >= 0
        if row["latitude"]:
            lat, lon = float(row["latitude"]), float(row["longitude"])
            assert row["where_prec"] in {"1", "2"}
            assert int(row["priogrid_gid"]) == floor((lat + 90) * 2) * 720 + floor((lon + 180) * 2) + 1
            assert row["geom_wkt"] == f"POINT ({lon:.6f} {lat:.6f})"
        else:
            assert [row["longitude"], row["geom_wkt"], row["priogrid_gid"]] == ["", "", ""]


def test_the_cell_is_prios() -> None:
    """The first cell lies in the south-west corner, the last in the north-east, and Guernica's is its own."""
    assert priogrid(-90.0, -180.0) == 1
    assert priogrid(89.9, 179.9) == 720 * 360
    assert priogrid(43.31667, -2.68333) == 191875


def test_of_rival_figures_the_lowest_stands(tmp_path: Path) -> None:
    """Three voices, nothing added: best and low are the lowest, high is the highest."""
    row = _row(
        tmp_path,
        "ucdp",
        f"{ARMY} and killed 12 people, the Syrian government said.",
        f"{ARMY} and killed 9 people, a doctor at the hospital said.",
        f"{ARMY} and killed at least 15 people, the Syrian Observatory for Human Rights said.",
    )
    assert (row["low"], row["best"], row["high"], row["deaths_unknown"]) == ("9", "9", "15", "9")
    assert "rival figures" in _loss(tmp_path, "ucdp")


def test_a_part_is_no_whole_and_is_not_added(tmp_path: Path) -> None:
    """Five of the twelve are children: twelve."""
    row = _row(tmp_path, "ucdp", f"{ARMY} and killed 12 people, five of them children, doctors said.")
    assert (row["best"], row["high"]) == ("12", "12")


def test_vague_words_stay_words(tmp_path: Path) -> None:
    """Dozens are no number: the row is there, its numbers are empty, and the loss is told."""
    row = _row(tmp_path, "ucdp", f"{ARMY} and killed dozens of people, the Syrian government said.")
    assert [row[n] for n in ("best", "low", "high", "deaths_unknown", "deaths_civilians")] == [""] * 5
    assert "figures in words alone" in _loss(tmp_path, "ucdp")


def test_what_ucdp_would_not_count_is_left_out_with_its_reason(tmp_path: Path) -> None:
    """No death, no organised actor, no day, wider totals, only a denial: no row, and the loss report says why."""
    told = {
        f"{ARMY}, residents said.": "no death is told",
        "A bomb killed 12 people in Idlib, Syria, on September 28, doctors said.": "no organised actor is named",
        f"{ARMY}, residents said. Since January, 400 people have been killed in Idlib.": "deaths are told only in",
        "The Syrian government denied that its army had shelled Idlib in Syria on September 28.": "nobody says that it",
    }
    for text, why in told.items():
        incidents = [one for one in _incidents(text) if one.type == "ASSAULT"]
        assert _rows(incidents, tmp_path, "ucdp") == [], text
        assert why in _loss(tmp_path, "ucdp"), text
    dated = [one for one in _incidents(f"{ARMY} and killed 12 people, doctors said.") if one.type == "ASSAULT"]
    assert _rows([replace(one, earliest=None, latest=None) for one in dated], tmp_path, "ucdp") == []
    assert "no day is told" in _loss(tmp_path, "ucdp")


def test_a_denial_stands_beside_the_claim(tmp_path: Path) -> None:
    """Both are in both profiles, and the denial lowers nothing."""
    told = (
        f"{ARMY} and killed 12 people, the Syrian Observatory for Human Rights said.",
        "The Syrian government denied that the Syrian army had shelled the town of Idlib in Syria on September 28.",
    )
    ucdp = _row(tmp_path, "ucdp", *told)
    assert "Syrian Observatory for Human Rights" in ucdp["source_original"]
    assert "denied by" in ucdp["source_original"]
    assert ucdp["best"] == "12"
    acled = _row(tmp_path, "acled", *told)
    assert "denies" in acled["notes"]
    assert "Observatory for Human Rights says" in acled["notes"]
    assert "denied" in acled["tags"]


def test_rival_suspects_stand_side_by_side(history: list[Incident], tmp_path: Path) -> None:
    """Halabja: Iraq by three origins, Iran by one; neither is chosen, and no side's number is given."""
    (row,) = [row for row in _rows(history, tmp_path, "ucdp") if row["where_coordinates"] == "Halabja"]
    assert row["side_a"] == "Iraq or Iran"
    assert row["gwnoa"] == ""
    assert (row["low"], row["best"], row["high"]) == ("3200", "3200", "5000")
    (row,) = [row for row in _rows(history, tmp_path, "acled") if row["location"] == "Halabja"]
    assert (row["actor1"], row["inter1"], row["interaction"]) == ("Iraq or Iran", "", "")
    assert "rival suspects" in row["tags"]


def test_articles_stand_in_ucdps_form(tmp_path: Path) -> None:
    """Office, day and headline in quotation marks, with semicolons between; no mark of theirs inside."""
    row = _row(
        tmp_path,
        "ucdp",
        f"{ARMY} and killed 12 people, the Syrian government said.",
        title='Shells "rain"; twelve die, army says',
        publisher="The Reed",
        url="https://reed.example/1",
    )
    assert row["source_article"] == "\"The Reed,2015-09-29,Shells 'rain', twelve die, army says\""
    assert (row["source_office"], row["source_date"]) == ("The Reed", "2015-09-29")
    assert row["source_original"] == "Syrian government, as reported by The Reed"
    assert "reed.example" not in ",".join(row.values())


def test_numbers_of_states_are_given_for_their_days_only(tmp_path: Path) -> None:
    """Syria's is 652 in 2015; in 1937 no number is given, as UCDP's events begin in 1989."""
    text = f"{ARMY} and killed 12 rebels, the Syrian government said."
    row = _row(tmp_path, "ucdp", text)
    assert (row["country"], row["country_id"], row["region"], row["gwnoa"]) == ("Syria", "652", "Middle East", "652")
    (row,) = _rows(
        [replace(one, earliest="1937-09-28", latest="1937-09-28") for one in _incidents(text)], tmp_path, "ucdp"
    )
    assert (row["country_id"], row["gwnoa"]) == ("", "")


@pytest.mark.parametrize(
    ("days", "code"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5), (366, 5), (367, None)]
)
def test_days_left_open_are_ucdps_codes(days: int, code: int | None) -> None:
    """A day, less than a week, a week, up to a month, up to a year, and no more."""
    assert date_prec(days) == code


@pytest.mark.parametrize(
    ("where", "prec", "has_point"),
    [
        ("in the town of Idlib in Syria", "1", True),
        ("ten kilometres from Homs in Syria", "2", True),
        ("in Homs Governorate in Syria", "4", False),
        ("in Syria", "6", False),
    ],
)
def test_places_have_ucdps_precision_and_areas_no_point(where: str, prec: str, has_point: bool, tmp_path: Path) -> None:
    """A point stands for a town, or the one it lies near; an area has none, neither in UCDP's nor in ACLED's shape."""
    text = f"The Syrian army shelled a village {where} on September 28 and killed 12 people, doctors said."
    text = text.replace("a village in", "people in")
    row = _row(tmp_path, "ucdp", text)
    assert row["where_prec"] == prec
    assert bool(row["latitude"]) is has_point
    assert bool(_row(tmp_path, "acled", text)["latitude"]) is has_point


# ACLED


def test_rows_of_history_keep_acleds_rules(history: list[Incident], tmp_path: Path) -> None:
    """Types fit each other, points have four decimals, sources no address, precision and numbers are of the lists."""
    rows = _rows(history, tmp_path, "acled")
    assert len(rows) >= 15
    for row in rows:
        assert re.fullmatch(r"SAY-([A-Z]{3})-[0-9a-f]{16}", row["event_id_cnty"])
        assert row["time_precision"] in {"1", "2", "3"}
        assert row["geo_precision"] in {"", "1", "2", "3"}
        assert row["event_date"][:4] == row["year"]
        assert "http" not in row["source"]
        assert re.fullmatch(r"\d*", row["fatalities"])
        assert re.fullmatch(r"(-?\d+\.\d{1,4})?", row["latitude"])
        assert bool(row["latitude"]) <= (row["geo_precision"] in {"1", "2"})
        assert "sayso state=proposed by machine" in row["tags"]
        assert row["notes"]
        assert row["admin3"] == row["source_scale"] == ""


def test_figures_that_are_told_in_words_are_empty_and_none_are_nought(tmp_path: Path) -> None:
    """Dozens: empty and tagged, the words in the notes; nobody dead: 0; nine against twelve: nine."""
    dozens = _row(tmp_path, "acled", f"{ARMY} and killed dozens of people, the Syrian government said.")
    assert (dozens["fatalities"], "deaths told in words" in dozens["tags"]) == ("", True)
    assert "“dozens of people” killed" in dozens["notes"]
    assert _row(tmp_path, "acled", f"{ARMY}, residents said.")["fatalities"] == "0"
    rivals = _row(
        tmp_path,
        "acled",
        f"{ARMY} and killed 12 people, the Syrian government said.",
        f"{ARMY} and killed 9 people, a doctor at the hospital said.",
    )
    assert rivals["fatalities"] == "9"
    assert "rival figures=9 to 12" in rivals["tags"]


def test_sorts_of_actor_are_words_or_digits(tmp_path: Path) -> None:
    """An army against an armed group: words in one format, digits in the other, the lower first."""
    text = "Islamic State fighters attacked Syrian troops in Idlib in Syria on September 28, residents said."
    words, digits = _row(tmp_path, "acled", text), _row(tmp_path, "acled-digits", text)
    assert (words["inter1"], words["inter2"], words["interaction"]) == (
        "Rebel group", "State forces", "State forces-Rebel group",
    )  # fmt: skip
    assert (digits["inter1"], digits["inter2"], digits["interaction"]) == ("2", "1", "12")
    assert {k: v for k, v in words.items() if "inter" not in k} == {k: v for k, v in digits.items() if "inter" not in k}


def test_an_army_abroad_is_external(tmp_path: Path) -> None:
    """Russian aircraft over Syria."""
    row = _row(tmp_path, "acled", "Russian aircraft bombed the town of Idlib in Syria on September 28, residents said.")
    assert (row["event_type"], row["sub_event_type"]) == ("Explosions/Remote violence", "Air/drone strike")
    assert (row["inter1"], row["interaction"]) == ("External/Other forces", "External/Other forces only")


def test_the_middle_of_open_days_stands_with_both_ends(tmp_path: Path) -> None:
    """A week: its fourth day, precision 2, and the week in the tags."""
    incidents = _incidents(f"{ARMY} and killed 12 people, doctors said.")
    (row,) = _rows([replace(i, earliest="2015-09-28", latest="2015-10-04") for i in incidents], tmp_path, "acled")
    assert (row["event_date"], row["time_precision"]) == ("2015-10-01", "2")
    assert "days=2015-09-28/2015-10-04" in row["tags"]
    assert [time_precision(days) for days in (1, 2, 7, 8, 31, 32)] == [1, 2, 2, 3, 3, None]


def test_ids_outlast_edits(tmp_path: Path) -> None:
    """A later day, a state, a changed score: the id stays."""
    (incident,) = _incidents(f"{ARMY} and killed 12 people, doctors said.")
    edited = replace(incident, status="accepted", score=0.2, latest="2015-09-29", changed_at="2024-01-02T03:04:05Z")
    for name in ("ucdp", "acled"):
        before, after = (_rows([one], tmp_path, name)[0] for one in (incident, edited))
        key = HEADERS[name].partition(",")[0]
        assert before[key] == after[key]
    assert after["timestamp"] == "1704164645"
    assert "accepted by people" in after["tags"]


# Both


@pytest.mark.parametrize("name", ["ucdp", "acled"])
def test_what_stands_no_more_is_listed_and_no_row(name: str, tmp_path: Path) -> None:
    """Withdrawn, rejected and merged incidents: id, time and state beside the file, so that copies follow."""
    incidents = _incidents(f"{ARMY} and killed 12 people, doctors said.")
    gone = [
        replace(incidents[0], status=state, changed_at="2024-01-02T03:04:05Z")
        for state in ("withdrawn", "rejected", "merged")
    ]
    emptied = replace(incidents[0], status="withdrawn", members=())
    (row,) = _rows([*gone, *incidents, emptied], tmp_path, name)
    listed = list(csv.DictReader((tmp_path / f"{name}.csv.deletions.csv").open(encoding="utf-8")))
    assert [one["state"] for one in listed] == ["withdrawn", "rejected", "merged", "withdrawn"]
    assert listed[0]["deleted_timestamp"] == "1704164645"
    key = HEADERS[name].partition(",")[0]
    assert {one[key].rpartition("-")[2] for one in listed} == {row[key].rpartition("-")[2]}


@pytest.mark.parametrize("name", ["ucdp", "acled"])
def test_the_report_of_what_is_lost_names_every_column_and_row(
    name: str, history: list[Incident], tmp_path: Path
) -> None:
    """Each column, each row with its incident, each incident left out with a reason; not theirs, it says."""
    rows = _rows(history, tmp_path, name)
    lines = _loss(tmp_path, name).splitlines()
    assert lines[0] == f"# What `{name}.csv` loses"
    assert "haped like" in lines[2]
    for column in HEADERS[name].split(","):
        assert sum(line.startswith(f"| `{column}` |") for line in lines) == 1, column
    key = HEADERS[name].partition(",")[0]
    for row in rows:
        digits = row[key].rpartition("-")[2]
        assert sum(line.startswith(f"| {row[key]} | sayso:incident:{digits} |") for line in lines) == 1
    assert sum("| left out: " in line for line in lines) == len(history) - len(rows)
    assert f"Rows: {len(rows)}. {len(rows)} proposed by machine, not checked by people" in lines


@pytest.mark.parametrize("name", ["ucdp", "acled"])
def test_a_name_that_is_a_formula_is_text(name: str, tmp_path: Path) -> None:
    """Outlets called like formulas, with marks, in any script, come back as they were and run nowhere."""
    for outlet in ("=HYPERLINK(1)", "+Post", "@Post", "-Post"):
        row = _row(tmp_path, name, f"{ARMY} and killed 12 people, doctors said.", publisher=outlet)
        assert row["source_office" if name == "ucdp" else "source"] == f"'{outlet}"
    row = _row(tmp_path, name, f"{ARMY} and killed 12 people, doctors said.", publisher="Вестник, «Сирия» 🗞 صحيفة")
    assert row["source_office" if name == "ucdp" else "source"] == "Вестник, «Сирия» 🗞 صحيفة"
    assert all(not re.match(r"[=+@\t\r]|-(?!\d)", cell) for cell in row.values())


def test_of_several_countries_the_one_told_most_stands(tmp_path: Path) -> None:
    """And that there were others is told."""
    (one,) = _incidents(f"{ARMY} and killed 12 people, doctors said.")
    (other,) = _incidents("The Syrian army shelled the town of Tripoli in Lebanon on September 28, doctors said.")
    joined = replace(one, members=(*one.members, *one.members, *other.members))
    (row,) = _rows([joined], tmp_path, "acled")
    assert (row["country"], row["event_id_cnty"][:8]) == ("Syria", "SAY-SYR-")
    assert "several countries" in _loss(tmp_path, "acled")


def test_without_a_place_there_is_no_point(tmp_path: Path) -> None:
    """Nothing at 0, 0, and no country made up."""
    row = _row(
        tmp_path, "ucdp", "The Syrian army shelled a village on September 28 and killed 12 people, doctors said."
    )
    assert row["latitude"] == row["where_prec"] == row["geom_wkt"] == ""


@pytest.mark.parametrize("name", ["ucdp", "acled", "geojson", "annotations", "atom"])
def test_the_same_incidents_give_the_same_bytes(name: str, history: list[Incident], tmp_path: Path) -> None:
    """Twice, into two folders; and from a stream that is read once, one by one."""
    digests = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        WRITERS[name](_stream(history), tmp_path / folder / "out")
        files = sorted((tmp_path / folder).iterdir())
        digests.append([(file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in files])
    assert digests[0] == digests[1]


def _stream(incidents: Iterable[Incident]) -> Iterator[Incident]:
    yield from incidents


def test_digits_are_an_option_of_the_function(tmp_path: Path) -> None:
    """The library's function has the switch that the format's name stands for."""
    incidents = _incidents(f"{ARMY} and killed 12 people, doctors said.")
    write_acled(incidents, tmp_path / "one.csv", digits=True)
    (row,) = csv.DictReader((tmp_path / "one.csv").open(encoding="utf-8", newline=""))
    assert row["inter1"] == "1"


@pytest.mark.parametrize("name", ["ucdp", "acled"])
def test_the_page_tells_every_column(name: str) -> None:
    """``docs/profiles.md`` has each row of the table of columns, in order."""
    page = (ROOT / "docs" / "profiles.md").read_text(encoding="utf-8")
    rows = [f"| `{row['pattern']}` | {row['theirs']} | {row['value']} |" for row in lexicon.table(f"{name}_columns")]
    assert "\n".join(rows) in page
    assert [row["pattern"] for row in lexicon.table(f"{name}_columns")] == HEADERS[name].split(",")


@pytest.mark.parametrize(
    ("where", "prec"), [("ten kilometres from Homs in Syria", "2"), ("60 kilometres from Homs in Syria", "5")]
)
def test_near_is_within_25_kilometres(where: str, prec: str, tmp_path: Path) -> None:
    """Farther off the town's point no longer stands for it."""
    text = f"The Syrian army shelled a village {where} on September 28 and killed 12 people, doctors said."
    row = _row(tmp_path, "ucdp", text)
    assert (row["where_prec"], bool(row["latitude"])) == (prec, prec == "2")


def test_two_states_as_suspects_have_no_number(tmp_path: Path) -> None:
    """Russia by one voice, Turkey by another: both names, neither number."""
    told = "{} bombed the town of Idlib in Syria on September 28 and killed 12 people, {} said."
    row = _row(tmp_path, "ucdp", told.format("Russian aircraft", "doctors"), told.format("Turkish aircraft", "police"))
    assert sorted(row["side_a"].split(" or ")) == ["Russia", "Turkey"]
    assert (row["gwnoa"], row["type_of_violence"]) == ("", "3")


def test_rival_suspects_of_two_sorts_leave_the_type_open(tmp_path: Path) -> None:
    """A state or an armed group against an armed group: state-based or non-state, so neither."""
    told = "{} attacked the Nusra Front in Idlib in Syria on September 28 and killed 12 fighters, {} said."
    state, group = told.format("Russian troops", "doctors"), told.format("Islamic State", "police")
    assert _row(tmp_path, "ucdp", state)["type_of_violence"] == "1"
    assert _row(tmp_path, "ucdp", group)["type_of_violence"] == "2"
    both = _row(tmp_path, "ucdp", state, group)
    assert (both["side_b"], both["type_of_violence"], both["gwnoa"]) == ("Nusra Front", "", "")
    assert " or " in both["side_a"]


@pytest.mark.parametrize(
    ("text", "event_type", "sub_event_type"),
    [
        ("Islamic State fighters attacked Syrian troops in Idlib", "Battles", "Armed clash"),
        ("Syrian police fired on a crowd in Idlib", "Violence against civilians", "Attack"),
        ("Islamic State captured the town of Palmyra", "Battles", "Non-state actor overtakes territory"),
        ("The Syrian army captured the town of Palmyra", "Battles", "Government regains territory"),
        ("Russian aircraft bombed the town of Idlib", "Explosions/Remote violence", "Air/drone strike"),
        ("Rebels shelled the town of Idlib", "Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ],
)
def test_types_are_acleds(text: str, event_type: str, sub_event_type: str, tmp_path: Path) -> None:
    """Who is acted on tells a clash from an attack, who takes ground whose it becomes."""
    row = _row(tmp_path, "acled", f"{text} in Syria on September 28, residents said.")
    assert (row["event_type"], row["sub_event_type"]) == (event_type, sub_event_type)


def test_civilian_targeting_needs_civilians(tmp_path: Path) -> None:
    """A crowd, yes; a town in which nobody is named, no; nor soldiers."""
    told = {
        "Syrian police fired on a crowd in Idlib": "Civilian targeting",
        "Rebels shelled the town of Idlib": "",
        "Islamic State fighters attacked Syrian troops in Idlib": "",
    }
    for text, targeting in told.items():
        row = _row(tmp_path, "acled", f"{text} in Syria on September 28, residents said.")
        assert row["civilian_targeting"] == targeting, text


def test_fighters_whom_nobody_names_are_no_organised_actor(tmp_path: Path) -> None:
    """Those who are only called gunmen may be anybody: no row of the UCDP shape."""
    text = "Gunmen attacked people in Idlib in Syria on September 28 and killed 12 people, doctors said."
    assert _rows([one for one in _incidents(text) if one.type == "ASSAULT"], tmp_path, "ucdp") == []
    assert "no organised actor is named" in _loss(tmp_path, "ucdp")
