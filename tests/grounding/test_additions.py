"""Places beside those of the packages: our own table, a user's file, a GeoNames dump."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from factories import gazetteer
from sayso import lexicon
from sayso.errors import UsageError
from sayso.grounding.additions import dump_places, own_places, user_places
from sayso.grounding.entries import distance_km

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "name,lat,lon,country,kind,aliases,population,radius_km,geonames_id"


def test_own_table_is_large_and_sourced() -> None:
    """At least 200 rows, each with two references that differ and the day on which they were checked."""
    rows = lexicon.table("places")
    assert len(rows) >= 200
    for row in rows:
        assert row["source"], row["id"]
        assert row["second_source"], row["id"]
        assert row["source"] != row["second_source"], row["id"]
        assert row["checked"] == "2026-11-24", row["id"]


def test_own_rows_make_sense() -> None:
    """Kinds are known, points lie on the earth, and a row without a point names a place that is there."""
    kinds = lexicon.by_pattern("place_kinds")
    for row, named in zip(lexicon.table("places"), own_places(), strict=True):
        assert row["value"] in kinds, row["id"]
        if row["lat"]:
            assert -90 <= float(row["lat"]) <= 90, row["id"]
            assert -180 <= float(row["lon"]) <= 180, row["id"]
            assert row["radius_km"], row["id"]
        else:
            entry = gazetteer().entry(int(row["geonames_id"]))
            assert entry is not None, row["id"]
            assert entry.country == row["country"], row["id"]
        assert any(entry.key == named.entry.key for entry in gazetteer().find(row["pattern"])), row["id"]


def test_rows_drawn_about_a_town_lie_there() -> None:
    """Crossings and camps that cite a town of GeoNames have its point."""
    for row in lexicon.table("places"):
        if row["value"] in {"crossing", "camp", "river"} and row["source"].startswith("GeoNames "):
            town = gazetteer().entry(int(row["source"].removeprefix("GeoNames ")))
            assert town is not None, row["id"]
            assert distance_km(town.lat or 0, town.lon or 0, float(row["lat"]), float(row["lon"])) < 1, row["id"]


def test_sources_are_explained() -> None:
    """Every short word for a source stands in the documents."""
    from factories import ROOT

    text = (ROOT / "docs" / "places.md").read_text(encoding="utf-8")
    words = {row[column].split(" ")[0] for row in lexicon.table("places") for column in ("source", "second_source")}
    assert sorted(word for word in words if word not in text) == []


def _csv(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "own.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_users_file(tmp_path: Path) -> None:
    """All columns are taken in; those after the third may be missing or empty."""
    file = _csv(tmp_path, HEADER, '"Veldrana, Old",35.5,38.1,sy,camp,Weldrana | Veldrane,1200,2.5,', "X,0,0,,,,,,")
    first, second = user_places(file)
    assert first.names == ("Veldrana, Old", "Weldrana", "Veldrane")
    assert (first.entry.kind, first.entry.country, first.entry.population, first.entry.radius_km) == (
        "camp", "SY", 1200, 2.5,
    )  # fmt: skip
    assert (second.entry.kind, second.entry.country, second.entry.key) == ("town", "", first.entry.key - 1)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["name,lat"], "line 1: the header lacks lon"),
        (["name,lat,lon,colour"], "line 1: the header has the unknown column 'colour'"),
        (["name,lat,lon", "A,1,2", "B,91,2"], "line 3: lat is '91'; it must be a number from -90 to 90"),
        (["name,lat,lon", "A,1,east"], "line 2: lon is 'east'"),
        (["name,lat,lon", ",1,2"], "line 2: there is no name"),
        (["name,lat,lon", "A,1"], "line 2: the line has not as many fields as the header"),
        (["name,lat,lon", "A,1,2,3"], "line 2: the line has not as many fields as the header"),
        (["name,lat,lon,country", "A,1,2,SYR"], "line 2: 'SYR' is no ISO 3166 code of two letters"),
        (["name,lat,lon,kind", "A,1,2,volcano"], "line 2: unknown kind 'volcano'; choose one of country"),
        (["name,lat,lon,population", "A,1,2,many"], "line 2: population is 'many'"),
    ],
)
def test_users_mistakes_name_the_line(tmp_path: Path, lines: list[str], told: str) -> None:
    """Each mistake says where it is, what is wrong, and what may stand there."""
    with pytest.raises(UsageError) as caught:
        list(user_places(_csv(tmp_path, *lines)))
    assert told in str(caught.value)
    assert "own.csv" in str(caught.value)


def test_users_file_in_another_encoding(tmp_path: Path) -> None:
    """A file that is not UTF-8 is refused."""
    file = tmp_path / "own.csv"
    file.write_bytes("name,lat,lon\nAlmería,36.8,-2.4\n".encode("latin-1"))
    with pytest.raises(UsageError, match="cannot be read as CSV in UTF-8"):
        list(user_places(file))


def _dump(tmp_path: Path, *rows: str) -> Path:
    file = tmp_path / "XX.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "of the makers")
        archive.writestr("XX.txt", "".join(f"{row}\n" for row in rows))
    return file


def _row(key: int, name: str, feature: str, code: str, population: int = 0) -> str:
    cells = [str(key), name, name, "Weldrana,WLD,велдрана", "35.5", "38.1", feature, code, "SY", "", "09", "", "", "",
             str(population), "", "", "Asia/Damascus", "2024-01-01"]  # fmt: skip
    return "\t".join(cells)


def test_dump(tmp_path: Path) -> None:
    """Of a dump, towns, divisions, waters, camps and the like are taken; hotels and places long gone are not."""
    file = _dump(
        tmp_path,
        _row(900000001, "Veldrana", "P", "PPL", 800),
        _row(900000002, "Old Veldrana", "P", "PPLH"),
        _row(900000003, "Hotel Veldrana", "S", "HTL"),
        _row(900000004, "Veldrana Camp", "S", "CMPRF"),
        _row(900000005, "Lake Veldrana", "H", "LK"),
    )
    found = {named.entry.name: named for named in dump_places(file)}
    assert {name: named.entry.kind for name, named in found.items()} == {
        "Veldrana": "town", "Veldrana Camp": "camp", "Lake Veldrana": "lake",
    }  # fmt: skip
    town = found["Veldrana"]
    assert "Weldrana" in town.names
    assert "WLD" not in town.names
    division = gazetteer().entry(town.entry.admin1 or 0)
    assert division is not None
    assert any(entry.key == division.key for entry in gazetteer().find("Aleppo"))


def test_broken_dump_names_the_line(tmp_path: Path) -> None:
    """A line of another form is named."""
    file = _dump(tmp_path, _row(900000001, "Veldrana", "P", "PPL"), "900000002\tshort")
    with pytest.raises(UsageError, match=r"XX\.txt, line 2: 2 fields"):
        list(dump_places(file))


def test_no_dump(tmp_path: Path) -> None:
    """A file that is no zip is refused."""
    file = tmp_path / "all.zip"
    file.write_text("no zip", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be read as a zip file"):
        list(dump_places(file))
