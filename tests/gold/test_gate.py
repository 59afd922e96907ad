"""The quality gate holds its floors, and the gold quotes its own texts."""

from __future__ import annotations

import importlib.util
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gold_attribution
import gold_beyond
import own_gold
import pytest
import scoring

from factories import ROOT
from sayso.record import (
    Certainty,
    Change,
    ConditionRelation,
    DisputeField,
    EventType,
    Form,
    Medium,
    Polarity,
    Stage,
    Stance,
    TollWhat,
    VoiceRole,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

_FOLDER = Path(__file__).parent
_ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (_FOLDER / "passages.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def gate() -> ModuleType:
    """The program of the gate, loaded from its file."""
    spec = importlib.util.spec_from_file_location("sayso_gate", ROOT / "benchmarks" / "gate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(ROOT / "benchmarks"))
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


# ---- floors


def test_a_lowered_figure_fails(gate: ModuleType) -> None:
    """A figure below its floor is named with part, value and floor."""
    failures = gate.compare({"dev": {"tolls: exact": 0.6999}}, {"dev": {"tolls: exact": 0.70}})
    assert failures == ["dev: tolls: exact: 0.6999 is below its floor 0.70"]


def test_a_figure_at_its_floor_passes(gate: ModuleType) -> None:
    """The floor itself is enough, and figures without a floor are free."""
    assert gate.compare({"dev": {"tolls: exact": 0.70, "new": 0.0}}, {"dev": {"tolls: exact": 0.70}}) == []


def test_a_figure_that_is_gone_fails(gate: ModuleType) -> None:
    """What has a floor must be measured."""
    assert gate.compare({}, {"held": {"tolls: exact": 0.70}}) == [
        "held: tolls: exact: the floor is 0.70, but it was not measured"
    ]


@pytest.mark.parametrize(
    ("value", "lower", "floor"),
    [(0.7999, False, 0.79), (0.6, False, 0.7), (0.6, True, 0.6), (0.29, True, 0.29), (1.0, False, 1.0)],
)
def test_floors_rise_and_sink_only_when_told(gate: ModuleType, value: float, lower: bool, floor: float) -> None:
    """New floors are rounded down to 0.01; without ``lower`` an old floor stays."""
    old = {"dev": {"tolls: exact": 0.70}} if value != 0.29 else {}
    assert gate.accepted({"dev": {"tolls: exact": value}}, old, lower=lower) == {"dev": {"tolls: exact": floor}}


def test_changed_gold_is_noticed(gate: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The digest hangs on the names and the bytes of the files."""
    monkeypatch.setattr(gate, "ROOT", tmp_path)
    file = tmp_path / "a.jsonl"
    file.write_text("{}\n", encoding="utf-8")
    before = gate.digest([file])
    assert gate.digest([file]) == before
    file.write_text("{ }\n", encoding="utf-8")
    assert gate.digest([file]) != before


# ---- matching


@pytest.mark.parametrize(
    ("label", "found", "same"),
    [
        ("the Karst Monitor", "Karst Monitor", True),
        ("Captain Ilan Voss", "Voss", True),
        ("the army’s", "The army", True),
        ("the army", "the police", False),
        ("the army", "the army that had crossed the river on rafts by night", False),
    ],
)
def test_names_match_by_their_words(gate: ModuleType, label: str, found: str, same: bool) -> None:
    """Articles and endings do not matter; a swallowed clause does."""
    assert gate.same_name(label, found) is same


def test_pairs_are_one_to_one() -> None:
    """The most alike pair first; nothing is used twice, and 0 never pairs."""
    assert scoring.paired({(0, 0): 0.6, (1, 0): 0.9, (0, 1): 0.0}) == {1: 0}


# ---- the gold


def _quotes(labels: dict[str, Any]) -> Iterator[str | None]:
    for one in labels["attributions"]:
        yield from (one["source"], one["cue"], *one["content"])
    for one in labels["events"]:
        yield from (one["trigger"], *one["actors"], *one["recipients"])
    for one in (*labels["events"], *labels["tolls"]):
        yield from (one["voice"] or "").split("|")
    yield from (holder for _, holder in labels["control"])
    yield from (one["text"] for one in (*labels["places"], *labels["times"]))


@pytest.mark.parametrize("row", _ROWS, ids=[row["id"] for row in _ROWS])
def test_labels_quote_their_text(row: dict[str, Any]) -> None:
    """Every source, cue, content, trigger, name, place and time stands in its passage word for word."""
    assert [words for words in _quotes(row["labels"]) if words and words not in row["text"]] == []


@pytest.mark.parametrize("row", _ROWS, ids=[row["id"] for row in _ROWS])
def test_labels_use_the_closed_lists(row: dict[str, Any]) -> None:
    """Types, stages, stances and the like are those of the record; parents come before or after, never itself."""
    date.fromisoformat(row["published"])
    labels = row["labels"]
    for at, one in enumerate(labels["attributions"]):
        assert one["stance"] in set(Stance)
        assert one["parent"] is None or one["parent"] in set(range(len(labels["attributions"]))) - {at}
    for one in labels["events"]:
        assert one["type"] in set(EventType)
        assert one["stage"] in set(Stage)
        assert one["polarity"] in set(Polarity)
    assert {one["what"] for one in labels["tolls"]} <= set(TollWhat)
    assert {change for change, _ in labels["control"]} <= set(Change)


def test_halves() -> None:
    """Sixty passages with names of their own, half of them held."""
    assert len({row["id"] for row in _ROWS}) == 60
    assert sorted(row["part"] for row in _ROWS) == ["dev"] * 30 + ["held"] * 30


# ---- the gold of attribution

_VOICED = gold_attribution.rows(ROOT / "tests/gold/attribution")


def _voiced_quotes(labels: dict[str, Any]) -> Iterator[str | None]:
    for one in labels["attributions"]:
        yield from (one["source"], one["cue"], one["outlet"], *one["content"])
    yield from (one["words"] for one in labels["statements"])


@pytest.mark.parametrize("row", _VOICED, ids=[row["id"] for row in _VOICED])
def test_voiced_labels_quote_their_text(row: dict[str, Any]) -> None:
    """Every source, cue, content, outlet and predicate stands in its passage word for word; predicates once."""
    text = " ".join(gold_attribution.shown(row).split())
    wanted = [" ".join(words.split()) for words in _voiced_quotes(row["labels"]) if words]
    assert [words for words in wanted if words not in text] == []


@pytest.mark.parametrize("row", _VOICED, ids=[row["id"] for row in _VOICED])
def test_voiced_labels_use_the_closed_lists(row: dict[str, Any]) -> None:
    """Forms, stances, roles and values are those of the record; chains of voices follow the parents."""
    date.fromisoformat(row["published"])
    attributions = row["labels"]["attributions"]
    for at, one in enumerate(attributions):
        assert (one["form"], one["stance"], one["role"]) in {
            (form, stance, role) for form in Form for stance in Stance for role in VoiceRole
        }
        assert one["parent"] is None or one["parent"] in set(range(len(attributions))) - {at}
    for statement in row["labels"]["statements"]:
        report, *chain = [who for who, *_ in statement["voices"]]
        assert report == "report"
        assert [attributions[who]["parent"] for who in chain] == [None, *chain][: len(chain)]
        assert all(
            polarity in set(Polarity) and certainty in set(Certainty) for _, polarity, certainty in statement["voices"]
        )


def test_a_third_is_held() -> None:
    """A hundred and fifty passages or more, every third of each writer set aside."""
    assert len({row["id"] for row in _VOICED}) == len(_VOICED) >= 150
    assert all((row["part"] == "held") == (int(row["id"][1:]) % 3 == 0) for row in _VOICED)


# ---- the gold of what is said beyond events

_BEYOND = [
    json.loads(line)
    for file in sorted((_FOLDER / "beyond").glob("*.jsonl"))
    for line in file.read_text(encoding="utf-8").splitlines()
]
_FIELDS = {
    "change": Change,
    "relation": ConditionRelation,
    "medium": Medium,
    "polarity": Polarity,
    "field": DisputeField,
}


def _beyond_names(row: dict[str, Any]) -> Iterator[str]:
    for label in row["statements"]:
        for name in ("holders", "taken_from", "who", "actors", "recipients"):
            yield from (one for words in label.get(name, []) for one in words.split("|"))
        for name in ("where", "voice"):
            yield from (label.get(name) or "").split("|")


@pytest.mark.parametrize("row", _BEYOND, ids=[row["id"] for row in _BEYOND])
def test_labels_beyond_events_quote_their_text(row: dict[str, Any]) -> None:
    """Predicates stand in their passage once, names, places and voices at least once."""
    predicates = [label["words"] for label in row["statements"]]
    predicates += [words for label in row["disputes"] for words in label["between"]]
    assert [words for words in predicates if row["text"].count(words) != 1] == []
    assert [words for words in _beyond_names(row) if words not in row["text"]] == []


@pytest.mark.parametrize("row", _BEYOND, ids=[row["id"] for row in _BEYOND])
def test_labels_beyond_events_use_the_closed_lists(row: dict[str, Any]) -> None:
    """Kinds and fields are those of the record; a passage without war holds nothing that must be found."""
    labels = [*row["statements"], *row["disputes"]]
    assert {label["kind"] for label in row["statements"]} <= set(gold_beyond.KINDS)
    assert [
        label
        for label in labels
        for name, values in _FIELDS.items()
        if name in label and label[name] not in set(values)
    ] == []
    assert row["war"] or all(label.get("optional") for label in labels)


def test_half_of_what_is_beyond_events_is_held() -> None:
    """A hundred and thirty passages or more, even ones set aside in a file of their own."""
    assert len({row["id"] for row in _BEYOND}) == len(_BEYOND) >= 130
    assert all((row["part"] == "held") == (int(row["id"][1:]) % 2 == 0) for row in _BEYOND)


# ---- the gold of whole reports

_REPORTS = [row for file in sorted((_FOLDER / "reports").glob("*.jsonl")) for row in own_gold.rows(file)]


@pytest.mark.parametrize("row", _REPORTS, ids=[row["id"] for row in _REPORTS])
def test_labels_of_reports_quote_their_text(row: dict[str, Any]) -> None:
    """Each word of a trigger stands in its report."""
    wanted = [word for label in row["events"] for word in label["trigger"].split()]
    assert [word for word in wanted if word not in row["text"]] == []


@pytest.mark.parametrize("row", _REPORTS, ids=[row["id"] for row in _REPORTS])
def test_labels_of_reports_use_the_closed_lists(row: dict[str, Any]) -> None:
    """Types, kinds of toll and status are those of the record and the code book; no conflict holds nothing warlike."""
    date.fromisoformat(row["published"])
    types = {one for label in row["events"] for one in label["type"].split("|")}
    status = {one for label in row["events"] for one in label.get("status", "denied").split("|")}
    assert types <= set(EventType)
    assert status <= {"happened", "failed", "threatened", "planned", "denied"}
    assert {toll["what"] for toll in row["tolls"]} <= set(TollWhat)
    assert row["war"] or not row["events"]


def test_half_of_the_reports_is_held() -> None:
    """Sixty reports, even ones set aside in a file of their own."""
    assert len({row["id"] for row in _REPORTS}) == len(_REPORTS) == 60
    assert all((row["part"] == "held") == (int(row["id"][1:]) % 2 == 0) for row in _REPORTS)
