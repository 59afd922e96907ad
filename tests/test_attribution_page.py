"""Every example of docs/attribution.md is read as the page says."""

from __future__ import annotations

import itertools
import re
from functools import cache

import pytest

import sayso
from factories import ROOT
from sayso import lexicon
from sayso.brief.voices_table import voices_table
from sayso.record import Attribution, Certainty, Polarity, Report

_PAGE = (ROOT / "docs" / "attribution.md").read_text(encoding="utf-8")
_TEXT = "In the report"
_Row = dict[str, str]


def _tables() -> list[list[_Row]]:
    """Give the page's tables, rows by their column names, examples in full."""
    tables: list[list[_Row]] = []
    for block in re.findall(r"(?:^\|.*\n)+", _PAGE, re.MULTILINE):
        names, _, *rows = [[cell.strip() for cell in line.strip("|\n").split(" | ")] for line in block.splitlines()]
        made = [dict(zip((name.strip() for name in names), cells, strict=True)) for cells in rows]
        for before, row in itertools.pairwise(made):
            if row.get(_TEXT) == "″":
                row[_TEXT] = before[_TEXT]
        tables.append(made)
    return tables


TABLES = _tables()


@cache
def _read(example: str) -> Report:
    return sayso.read_text(example.replace(" ¶ ", "\n\n"), published="2021-03-10")


def _sources(one: Attribution | None) -> str:
    return "nobody named" if one is None or one.source is None else one.source.text


def _found(one: Attribution, report: Report) -> dict[str, str]:
    """Say of an attribution what the page's columns say."""
    by_id = {other.id: other for other in report.attributions}
    actors = {actor.id: actor.name for actor in report.actors}
    return {
        "Source": _sources(one),
        "Cue": one.cue.text if one.cue is not None else "none",
        "Content": " + ".join(span.text for span in one.content),
        "Inside": _sources(by_id[one.parent]) if one.parent is not None else "the report itself",
        "Stance": one.stance.value,
        "Meant": ", ".join(actors[actor] for actor in one.source.actors)
        if one.source and one.source.actors
        else "left open",
        "Kind": next(row.kind for row in voices_table(report)[1:]),
    }


_CITING = [
    (rows, example)
    for table in TABLES
    for example in dict.fromkeys(row[_TEXT] for row in table if "Source" in row)
    for rows in [[row for row in table if row[_TEXT] == example]]
]


@pytest.mark.parametrize(
    ("rows", "example"), _CITING, ids=[f"{n}-{example[:40]}" for n, (_, example) in enumerate(_CITING)]
)
def test_examples_are_read_as_the_page_says(rows: list[_Row], example: str) -> None:
    """Every attribution of an example stands in the page, and nothing else, each part as the page gives it."""
    report = _read(example)
    found = sorted((_found(one, report) for one in report.attributions), key=lambda one: one["Source"])
    claimed = sorted(rows, key=lambda row: row["Source"])
    assert [{name: one[name] for name in row if name != _TEXT} for row, one in zip(claimed, found, strict=True)] == [
        {name: cell for name, cell in row.items() if name != _TEXT} for row in claimed
    ]


_FLAT = {(Polarity.UNKNOWN, Certainty.UNKNOWN): "left open", (Polarity.POSITIVE, Certainty.CERTAIN): "stated flatly"}


@pytest.mark.parametrize(
    "row", [row for table in TABLES for row in table if "The source" in row], ids=lambda row: row[_TEXT][:50]
)
def test_values_are_as_the_page_says(row: _Row) -> None:
    """The report itself and the source have the values that the page gives."""
    report = _read(row[_TEXT])
    assert report.statements
    for statement in report.statements:
        assert _FLAT[statement.voices[0].polarity, statement.voices[0].certainty] == row["The report itself"]
    assert {re.sub(r" \d+", "", voice.surely) for voice in voices_table(report)[1:]} == {row["The source"]}


@pytest.mark.parametrize(
    "row", [row for table in TABLES for row in table if "Whose word" in row], ids=lambda row: row["Statement"]
)
def test_open_scope_is_as_the_page_says(row: _Row) -> None:
    """A statement is the word of whom the page says, and may also be that of whom it says."""
    report = _read(row[_TEXT])
    (statement,) = [s for s in report.statements if s.text == row["Statement"]]
    whose = statement.voices[-1].name if statement.voices[-1].attribution else "the report itself"
    others = [_sources(one) for one in report.attributions if one.id in statement.open_to]
    assert (whose, ", ".join(others) or "nobody else") == (row["Whose word"], row["May also be the word of"])


@pytest.mark.parametrize(
    "row", [row for table in TABLES for row in table if "Why" in row], ids=lambda row: row[_TEXT][:50]
)
def test_traps_are_no_attributions(row: _Row) -> None:
    """What the page calls no attribution gives none."""
    assert _read(row[_TEXT]).attributions == ()


@pytest.mark.parametrize("scale", ["ICD 203", "IPCC"])
def test_bands_are_those_of_the_tables(scale: str) -> None:
    """The page gives each word the band of its scale, and names no word that the scale has not."""
    bands = {
        row["pattern"]: f"{float(row['low']) * 100:.0f}–{float(row['high']) * 100:.0f} %"
        for row in lexicon.table("likelihood")
        if row["value"] == scale.replace(" ", "").lower()
    }
    told = {word: row[scale] for table in TABLES for row in table if "Word" in row for word in row["Word"].split(", ")}
    assert told
    assert {word: bands.get(word, "–") for word in told} == told


def test_scales_are_never_mixed() -> None:
    """Of two scales only the chosen one gives bands; a word that only the other knows has none."""
    for scale, known, unknown in (
        ("icd203", "almost certain", "virtually certain"),
        ("ipcc", "virtually certain", "almost certain"),
    ):
        for word in (known, unknown):
            text = f"Analysts said that an attack on the port is {word}."
            report = sayso.read_text(text, options=sayso.Options(likelihood_scale=scale))
            found = {s.likelihood.text for s in report.statements if s.likelihood is not None}
            assert found == ({word} if word == known else set()), (scale, word)


def test_block_quotations_of_web_pages() -> None:
    """A page's block quotation after a lead-in is a voice of its own, with its outlet."""
    filler = "Soldiers entered the town of Tessaly on Monday and left it again for the hills two days later. " * 3
    page = (
        f"<html><body><article><h1>Mill burned</h1><p>{filler}</p><p>Oda Lind writes in The Harbour Gazette:</p>"
        f"<blockquote><p>The army has burned the mill.</p></blockquote><p>{filler}</p></article></body></html>"
    )
    report = sayso.read(page.encode(), published="2021-03-10")
    (one,) = report.attributions
    assert (_sources(one), one.outlet and one.outlet.text) == ("Oda Lind", "The Harbour Gazette")
    assert [span.text for span in one.content] == ["The army has burned the mill."]
