"""All tables: their form, and that codes and figures are those of the standards they follow."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from itertools import product

import pytest

from sayso import lexicon
from sayso.record import (
    BlockKind,
    Certainty,
    Change,
    ConditionRelation,
    EventType,
    Medium,
    Stage,
    Stance,
    TollWhat,
    VoiceRole,
)

FOLDER = files("sayso.lexicon") / "tables"
TABLES = sorted(entry.name.removesuffix(".tsv") for entry in FOLDER.iterdir() if entry.name.endswith(".tsv"))
REGEXES = ["furniture", "lead_ins", "publisher_patterns", "redactions"]

# PLOVER 2.0's modes by event type.
MODES = {
    "AGREE": set(),
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "SUPPORT": set(),
    "CONCEDE": set(),
    "COOPERATE": set(),
    "AID": set(),
    "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
    "REQUEST": {"assist", "change", "yield", "meet"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "THREATEN": {"restrict", "arrest", "relations", "expel", "territory", "violence"},
    "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
        "cyber",
    },
    "ASSAULT": {
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    },
}  # fmt: skip

# ICD 203 (2015), section D.6.e.
ICD203 = {
    (0.01, 0.05): {"almost no chance", "remote"},
    (0.05, 0.2): {"very unlikely", "highly improbable"},
    (0.2, 0.45): {"unlikely", "improbable"},
    (0.45, 0.55): {"roughly even chance", "roughly even odds"},
    (0.55, 0.8): {"likely", "probable", "probably"},
    (0.8, 0.95): {"very likely", "highly probable"},
    (0.95, 0.99): {"almost certain", "nearly certain"},
}

# IPCC, AR5 guidance note on uncertainty (2010), table 1.
IPCC = {
    "virtually certain": (0.99, 1),
    "very likely": (0.9, 1),
    "likely": (0.66, 1),
    "about as likely as not": (0.33, 0.66),
    "unlikely": (0, 0.33),
    "very unlikely": (0, 0.1),
    "exceptionally unlikely": (0, 0.01),
}


@pytest.mark.parametrize("name", TABLES)
def test_rows_have_the_columns_of_their_table(name: str) -> None:
    """Every line of a table has as many fields as its first, which begins with id and pattern."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == "", "the file ends with a line end"
    columns = lines[0].split("\t")
    assert columns[:2] == ["id", "pattern"]
    assert len(set(columns)) == len(columns)
    wrong = [number for number, line in enumerate(lines, 1) if line.count("\t") != len(columns) - 1]
    assert wrong == []
    assert len(lexicon.table(name)) == len(lines) - 1


@pytest.mark.parametrize("name", TABLES)
def test_ids_name_one_row(name: str) -> None:
    """No two rows of a table share an id, and none lacks one."""
    ids = [row["id"] for row in lexicon.table(name)]
    assert ids
    assert all(ids)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", TABLES)
def test_no_pattern_is_empty(name: str) -> None:
    """Every row has something to match."""
    assert [row["id"] for row in lexicon.table(name) if not row["pattern"].strip()] == []


@pytest.mark.parametrize("name", sorted({*TABLES} - {*REGEXES}))
def test_words_have_no_stray_white_space(name: str) -> None:
    """Words and values are matched as they stand, so no blank may hide at their ends."""
    stray = [
        (row["id"], column)
        for row in lexicon.table(name)
        for column, words in row.items()
        if words != " ".join(words.split())
    ]
    assert stray == []


@pytest.mark.parametrize("name", TABLES)
def test_no_row_repeats_another(name: str) -> None:
    """Two rows that say the same are one too many."""
    seen: dict[tuple[str, ...], str] = {}
    repeated = []
    for row in lexicon.table(name):
        said = tuple(words for column, words in row.items() if column not in {"id", "example", "note", "source"})
        if said in seen:
            repeated.append((row["id"], seen[said]))
        seen[said] = row["id"]
    assert repeated == []


@pytest.mark.parametrize("name", TABLES)
def test_examples_are_not_forgotten(name: str) -> None:
    """In a table with examples every row has one."""
    rows = lexicon.table(name)
    if "example" not in rows[0]:
        return
    assert [row["id"] for row in rows if not row["example"].strip()] == []


@pytest.mark.parametrize("name", REGEXES)
def test_regular_expressions_compile(name: str) -> None:
    """Patterns that are regular expressions compile and do not match nothing."""
    for row in lexicon.table(name):
        assert re.compile(row["pattern"], re.IGNORECASE).search("") is None, row["id"]


@pytest.mark.parametrize(
    ("name", "column", "closed"),
    [
        ("furniture", "value", set(BlockKind)),
        ("lead_ins", "value", {"outlet", "document", "person"}),
        ("publisher_patterns", "value", {"publisher"}),
        ("triggers", "pos", {"verb", "noun", "adj"}),
        ("triggers", "type", set(EventType)),
        ("triggers", "stage", {"", *Stage}),
        ("triggers", "frame", {"agent-patient", "agent-only", "agent-at", "mutual", "patient-subject"}),
        ("light_verbs", "frame", {"agent", "patient", "happens", "causes"}),
        ("control", "pos", {"verb", "noun", "adj"}),
        ("control", "frame", {"ground", "behind", "move", "way", "expel", "fall", "hands", "of", "between", "held"}),
        ("control_grounds", "value", {"", "part", "weak"}),
        ("positions", "frame", {"placed", "stands"}),
        ("aims", "pos", {"noun", "verb", "phrase"}),
        ("foretelling", "value", {"to", "outcome"}),
        ("conditions", "value", set(ConditionRelation)),
        ("conditions", "frame", {"clause", "open", "whole"}),
        ("showing", "value", {"medium", "seeming", "seen", "caught"}),
        ("control", "value", set(Change)),
        ("number_bounds", "value", {"low", "high", "about"}),
        ("certainty", "value", set(Certainty)),
        ("stages", "value", set(Stage)),
        ("cues", "value", set(Stance)),
        ("media", "value", set(Medium)),
        ("tolls", "value", {"life", *TollWhat}),
        ("actor_heads", "role", {"", *VoiceRole}),
        ("likelihood", "value", {"icd203", "ipcc"}),
    ],
)
def test_values_are_of_their_closed_list(name: str, column: str, closed: set[str]) -> None:
    """A column that stands for a closed list holds nothing else."""
    assert {row[column] for row in lexicon.table(name)} - {str(value) for value in closed} == set()


@pytest.mark.parametrize("name", ["numbers", "units", "likelihood"])
def test_figures_are_figures(name: str) -> None:
    """Columns that are computed with hold numbers above or at nothing."""
    for row in lexicon.table(name):
        for column in {"low", "high"} & row.keys() or {"value"}:
            assert float(row[column]) >= 0, row["id"]


# PLOVER


def test_event_types_are_plovers() -> None:
    """Our event types are PLOVER's sixteen."""
    assert {str(kind) for kind in EventType} == set(MODES)


@pytest.mark.parametrize("row", lexicon.table("crosswalk"), ids=lambda row: row["id"])
def test_crosswalk_speaks_plover(row: dict[str, str]) -> None:
    """Each row of the cross-walk starts from a type of PLOVER's and a mode of that type."""
    assert row["pattern"] in MODES
    assert row["mode"] in {"", *MODES[row["pattern"]]}
    assert re.fullmatch(r"(0[1-9]|1\d|20)\d{0,2}", row["cameo"])


def test_crosswalk_covers_every_type_once() -> None:
    """Every type has one row without mode, and no type and mode has two rows."""
    pairs = [(row["pattern"], row["mode"]) for row in lexicon.table("crosswalk")]
    assert len(set(pairs)) == len(pairs)
    assert {kind for kind, mode in pairs if not mode} == set(MODES)


@pytest.mark.parametrize("row", lexicon.table("triggers"), ids=lambda row: row["id"])
def test_triggers_have_modes_of_their_type(row: dict[str, str]) -> None:
    """A trigger's modes are modes of its type."""
    assert {mode for mode in row["modes"].split("|") if mode} <= MODES[row["type"]]


def test_weapons_give_modes_of_assault() -> None:
    """What a weapon tells about an assault is a mode of ASSAULT."""
    assert {mode for row in lexicon.table("weapons") for mode in row["value"].split("|") if mode} <= MODES["ASSAULT"]


def test_no_trigger_hides_another() -> None:
    """A pattern is a trigger once for each part of speech, all of its words' alternatives considered."""
    pairs = [
        (" ".join(words), row["pos"])
        for row in lexicon.table("triggers")
        for words in product(*(word.split("|") for word in row["pattern"].split()))
    ]
    assert len(set(pairs)) == len(pairs)


# Words of estimation


@pytest.mark.parametrize("row", lexicon.table("likelihood"), ids=lambda row: row["id"])
def test_likelihood_bands_run_upwards(row: dict[str, str]) -> None:
    """A band is a stretch of chances between 0 and 1."""
    assert 0 <= float(row["low"]) < float(row["high"]) <= 1


@pytest.mark.parametrize(("band", "words"), ICD203.items())
def test_icd203_bands(band: tuple[float, float], words: set[str]) -> None:
    """The words of ICD 203 have its bands, and what we add to them has one of these too."""
    bands = {
        row["pattern"]: (float(row["low"]), float(row["high"]))
        for row in lexicon.table("likelihood")
        if row["value"] == "icd203"
    }
    assert {word: bands.get(word) for word in words} == dict.fromkeys(words, band)
    assert set(bands.values()) == set(ICD203)


def test_ipcc_bands() -> None:
    """The words of the IPCC have its bands, which are not those of ICD 203."""
    bands = {
        row["pattern"]: (float(row["low"]), float(row["high"]))
        for row in lexicon.table("likelihood")
        if row["value"] == "ipcc"
    }
    assert {word: bands.get(word) for word in IPCC} == IPCC


@pytest.mark.parametrize(
    ("negated", "same"),
    [("not likely", "unlikely"), ("not probable", "improbable"), ("almost certainly", "almost certain")],
)
def test_words_of_one_meaning_have_one_band(negated: str, same: str) -> None:
    """A phrase that says the same as another has the same band on the same scale."""
    bands = {(row["value"], row["pattern"]): (row["low"], row["high"]) for row in lexicon.table("likelihood")}
    for scale in ("icd203", "ipcc"):
        if (scale, negated) in bands:
            assert bands[scale, negated] == bands[scale, same]


# The door of the lexicon


def test_by_pattern_gives_the_first_row() -> None:
    """Of two rows with one pattern the first stands."""
    rows = [row for row in lexicon.table("likelihood") if row["pattern"] == "likely"]
    assert len(rows) == 2
    assert lexicon.by_pattern("likelihood")["likely"] == rows[0]


def test_values_gives_the_patterns_of_a_value() -> None:
    """Patterns are found by what they stand for."""
    assert "up to" in lexicon.values("number_bounds", "high")
    assert "up to" not in lexicon.values("number_bounds", "low")
    assert lexicon.values("number_bounds", "nothing") == frozenset()


def test_tables_cannot_be_changed() -> None:
    """A row is read-only, so that no reader can change another's words."""
    with pytest.raises(TypeError):
        lexicon.table("numbers")[0]["value"] = "2"  # type: ignore[index]


def test_digest_is_over_names_and_bytes_of_all_tables() -> None:
    """The lexicon's digest changes with any byte of any table."""
    total = hashlib.sha256()
    for name in TABLES:
        total.update(f"{name}.tsv".encode() + b"\0" + (FOLDER / f"{name}.tsv").read_bytes() + b"\0")
    assert lexicon.digest() == f"sha256:{total.hexdigest()}"


def test_no_table_is_an_error() -> None:
    """A table that does not exist is our bug, and says so."""
    with pytest.raises(FileNotFoundError, match="nowhere"):
        lexicon.table("nowhere")
