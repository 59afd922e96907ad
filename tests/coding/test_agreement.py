"""Double coding: alpha is Krippendorff's own, sheets are what they say, and mistakes are one clear line."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

import sayso
from sayso.coding import read_sheet
from sayso.coding.alpha import alpha, observed
from sayso.coding.model import fields
from sayso.errors import UsageError
from sayso.record import Certainty, PlacePrecision, TimePrecision

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Krippendorff's example of four observers, twelve units and gaps (Content Analysis, chapter 12).
OBSERVERS = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}


def _rated(observers: dict[str, str]) -> dict[str, dict[str, float]]:
    rated: dict[str, dict[str, float]] = {}
    for coder, values in observers.items():
        for unit, value in enumerate(values.split()):
            if value != ".":
                rated.setdefault(str(unit), {})[coder] = float(value)
    return rated


@pytest.mark.parametrize(("measure", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_the_published_example(measure: str, value: float) -> None:
    """The worked example gives the published figures, with its gaps."""
    assert alpha(_rated(OBSERVERS), measure) == pytest.approx(value, abs=0.0005)  # type: ignore[arg-type]


def test_two_coders_by_hand() -> None:
    """A small table, counted by hand: ten units, two values, six units alike.

    Of 20 values 14 are 0 and 6 are 1; 4 units disagree: observed 8 / 20, expected 2 * 14 * 6 / (20 * 19).
    """
    rated = _rated({"A": "0 1 0 0 0 0 0 0 1 0", "B": "1 1 1 0 0 1 0 0 0 0"})
    assert alpha(rated, "nominal") == pytest.approx(1 - (8 / 20) / (2 * 14 * 6 / (20 * 19)))
    assert observed(rated) == pytest.approx(0.6)


@pytest.mark.parametrize(
    "observers",
    [{}, {"A": "1 2 3"}, {"A": "1 .", "B": ". 2"}, {"A": "1 1 1", "B": "1 1 1"}, {"A": "1 1 7", "B": "1 1 ."}],
)
def test_nothing_to_compare_or_nothing_that_varies(observers: dict[str, str]) -> None:
    """No two values of a unit, or the same everywhere: alpha is 0/0 and not 1."""
    for measure in ("nominal", "ordinal", "interval"):
        assert alpha(_rated(observers), measure) is None  # type: ignore[arg-type]


def test_worse_than_chance_is_below_zero() -> None:
    """Coders who always differ have less than nothing."""
    found = alpha(_rated({"A": "0 1 0 1", "B": "1 0 1 0"}), "nominal")
    assert found is not None
    assert found < 0


def test_orders_are_those_of_the_record() -> None:
    """Ordinal fields know each value of their kind, in its order; "unknown" has none."""
    kinds = {
        "certainty": ["possible", "probable", "certain"],
        "precision_resolved": [one.value for one in PlacePrecision],
        "time_precision": [one.value for one in TimePrecision],
    }
    assert {one.value for one in Certainty} == {*kinds["certainty"], "unknown"}
    for name, values in kinds.items():
        assert fields()[name].order == tuple(value for value in values if value != "unknown")
    assert {one.measure for one in fields().values()} == {"nominal", "ordinal", "interval"}


def _sheet(
    file: Path, *rows: str, head: str = "unit,type,actors,precision_resolved,earliest,killed_people_low"
) -> Path:
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return file


def test_sheets_side_by_side(tmp_path: Path) -> None:
    """Values are compared as their field says; missing ones are counted and compared with nothing."""
    ann = _sheet(
        tmp_path / "ann.csv",
        "i1,ASSAULT,Rebels; Army,town,2015-09-30,12",
        "i2,COERCE,Army,district,2015-10-01,",
        "i3,ASSAULT,-,town,2015-10-02,-",
        "i4,ASSAULT,Army,town,2015-10-02,3",
    )
    ben = _sheet(
        tmp_path / "ben.csv",
        "i1,ASSAULT,army;rebels,town,2015-09-30,15",
        "i2,ASSAULT,Army,admin1,2015-10-01,4",
        "i3,ASSAULT,-,unknown,2015-10-09,7",
    )
    found = sayso.agreement([ann, ben])
    assert (found.coders, found.units) == (("ann", "ben"), 3)
    by = {one.field: one for one in found.fields}
    assert (by["actors"].observed, by["actors"].alpha) == (1.0, 1.0)
    assert by["type"].observed == pytest.approx(2 / 3)
    assert (by["killed_people_low"].units, by["killed_people_low"].missing) == (1, 1)
    assert by["precision_resolved"].units == 2
    days = _rated({"a": "0 1 2", "b": "0 1 9"})
    assert by["earliest"].alpha == alpha(days, "interval")
    beside = {(one.unit, one.field): one for one in found.beside}
    assert beside["i1", "actors"].values == ("Rebels; Army", "army;rebels")
    assert beside["i1", "actors"].agree is True
    assert beside["i2", "killed_people_low"].values == (None, "4")
    assert beside["i2", "killed_people_low"].agree is None
    assert [one.field for one in sayso.agreement([ann, ben], only=["type"]).fields] == ["type"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["i1,ASSAULT,,town,2015-09-30,dozens"], "b.csv: line 2: killed_people_low: 'dozens' is neither a number nor"),
        (["i1,ASSAULT,,city,2015-09-30,1"], "b.csv: line 2: precision_resolved: 'city' is none of site, town"),
        (["i1,ASSAULT,,town,2015-09-31,1"], "b.csv: line 2: earliest: '2015-09-31' is neither"),
        (["i1,ASSAULT,,,,", "i1,ASSAULT,,,,"], "b.csv: line 3: b codes i1 twice"),
        ([",ASSAULT,,,,"], "b.csv: line 2: no unit"),
        (["i9,ASSAULT,,,,"], "no unit is in two coders' sheets"),
    ],
)
def test_mistakes_name_their_line(tmp_path: Path, rows: list[str], said: str) -> None:
    """A value that is none of its field names file, line and what may stand there."""
    sheets = [_sheet(tmp_path / "a.csv", "i1,ASSAULT,,town,2015-09-30,1"), _sheet(tmp_path / "b.csv", *rows)]
    with pytest.raises(UsageError) as error:
        sayso.agreement(sheets)
    assert said in str(error.value)


def test_other_mistakes(tmp_path: Path) -> None:
    """One coder, no column of units, unknown fields, no file."""
    one = _sheet(tmp_path / "a.csv", "i1,ASSAULT,,,,")
    for sheets, only, said in (
        ([one], (), "two coders or more"),
        ([one, _sheet(tmp_path / "e.csv", "1", head="what")], (), "no column unit"),
        ([one, _sheet(tmp_path / "c.csv", "1", head="unit")], (), "no field to compare"),
        ([one, tmp_path / "none.csv"], (), "not a coding sheet"),
        ([one, one], (), "two coders or more"),
        ([one, _sheet(tmp_path / "d.csv", "i1,,,,,")], ("colour",), "no field 'colour'"),
    ):
        with pytest.raises(UsageError, match=said):
            sayso.agreement(sheets, only=only)


def test_machine_and_person_on_a_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Callable[..., tuple[int, str, str]]
) -> None:
    """A blank sheet and one with what was read have the same units; a person's copy agrees with the machine wholly."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    monkeypatch.setenv("SAYSO_DESK", url)
    texts = (
        "Rebels shelled the town of Homs in Syria on Monday, killing 12 people, the army said.",
        "The army bombed Idlib in Syria on Tuesday. At least 30 people were wounded.",
    )
    with sayso.Desk(url) as desk:
        desk.add(sayso.read_text(text, published="2015-09-30", publisher="=The Reed") for text in texts)

    for units in ("incidents", "statements"):
        blank, machine = tmp_path / f"{units}-blank.csv", tmp_path / f"{units}-machine.csv"
        common = ("coding-sheet", "--include", "proposed", "--units", units)
        assert command(*common, "--coder", "Ann", "--output", str(blank)) == (0, "", "")
        assert command(*common, "--filled", "--output", str(machine)) == (0, "", "")
        (empty,), (filled,) = read_sheet(blank), read_sheet(machine)
        assert (empty.coder, filled.coder) == ("Ann", "sayso")
        assert [*empty.units] == [*filled.units]
        assert not any(cell for row in empty.units.values() for cell in row.values())
        assert all(cell for row in filled.units.values() for cell in row.values())
        with machine.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        assert {row["type"] for row in rows} == {"ASSAULT"}
        assert {row["publisher"] for row in rows} == {"'=The Reed"}
        assert {"12", "-"} == {row["killed_people_low"] for row in rows}
        for row in rows:
            row["coder"] = "Ann"
        with blank.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, [*rows[0]])
            writer.writeheader()
            writer.writerows(rows)
        side = tmp_path / "side.csv"
        code, out, err = command("agreement", str(blank), str(machine), "--format", "json", "--side-by-side", str(side))
        assert (code, err) == (0, "")
        told = json.loads(out)
        assert {one["observed"] for one in told["fields"]} == {1.0}
        assert {one["alpha"] for one in told["fields"]} == {1.0, None}
        assert side.read_text(encoding="utf-8").splitlines()[0] == "unit,field,Ann,sayso,agree"
        code, out, err = command("agreement", str(blank), str(machine))
        assert "killed_people_low" in out
        assert "no variation" in out
    assert command("agreement", str(blank))[2].startswith("sayso: agreement needs two coders")
    assert (
        command("coding-sheet", "--units", "words")[2]
        == "sayso: no units 'words'; choose one of incidents, statements\n"
    )
