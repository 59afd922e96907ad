"""Explaining: every rule that a record can name is known, and what is told of it is so; real parser, invented texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import sayso
from factories import EXAMPLES, ROOT
from sayso import lexicon
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sayso.explaining import Explanation, Step

SOURCE = ROOT / "src" / "sayso"
ITEMS = sorted(file for file in EXAMPLES.rglob("*") if file.suffix in {".txt", ".html"} and "actors" not in file.parts)


def _all(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from _all(step.steps)


def _rows(told: Explanation, about: str) -> set[str]:
    return {row.id for step in _all(told.steps) if step.about == about for row in step.rows}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.stem)
def test_whatever_stands_in_a_record_is_explained(item: Path) -> None:
    """Each part of each example has an explanation; its rules are known, and its words are the text's."""
    report = sayso.read(item, published="2017-04-26")
    kept = (report.statements, report.attributions, report.actors, report.places, report.times)
    for ident in [*(part.id for parts in kept for part in parts), *(f"d{n + 1}" for n in range(len(report.disputes)))]:
        told = sayso.explain(report, ident)
        assert told.id == f"{report.id}#{ident}"
        assert told.differs == ()
        for step in _all(told.steps):
            assert "no rule of that name" not in step.says
            if step.words is not None:
                start, end = step.words.start, step.words.end
                assert report.document.text[start:end] == step.words.text
                assert (
                    f"{step.before}{step.words.text}{step.after}" in report.document.text or step.about == "statement"
                )
            for row in step.rows:
                assert {"id": row.id, **row.cells} == {k: v for k, v in lexicon.by_id(row.table)[row.id].items() if v}


def test_the_rules_told_of_are_those_of_the_code() -> None:
    """Each rule's file has it, and each rule that the code names is in the table."""
    for row in lexicon.table("rules"):
        stem = row["pattern"].lstrip("+-").rstrip("*")
        said = "row['form']" if stem == "noun-of" else '["id"]' if row["key"] == "id" else stem
        assert said in (SOURCE / row["home"]).read_text(encoding="utf-8"), row["id"]
    known = {row["pattern"].rstrip("*") for row in lexicon.table("rules")}
    for room in ("attribution", "statements"):
        for file in (SOURCE / room).glob("*.py"):
            for rule in re.findall(r'rule=f?"([a-z-]+)', file.read_text(encoding="utf-8")):
                assert any(name == rule or (rule.endswith("-") and name.startswith(rule)) for name in known), (
                    f"{file.name}: {rule}"
                )


def _report(text: str) -> sayso.Report:
    return sayso.read_text(text, published="2015-09-30", publisher="The Reed")


@pytest.mark.parametrize(
    ("text", "ident", "about", "row"),
    [
        ("The army shelled Homs on Monday, the governor said.", "s1", "rule", "trg-shell-v"),
        ("The army shelled Homs on Monday, the governor said.", "s1", "codes", "cro-45-assault"),
        ("The army shelled Homs on Monday, the governor said.", "q0", "rule", "cue-say-v"),
        ("Officials warned of a new raid on Homs by the army.", "q0", "rule", "cue-warn-v"),
        ("According to doctors, rebels killed nine people in Homs.", "q0", "rule", "cue-according-to-p"),
        ("Soldiers reportedly burned the mill in Homs.", "q0", "rule", "cue-reportedly-a"),
        ("The war is not likely to end soon, the envoy said.", "s1", "likelihood", "lik-icd203-not-likely"),
        ("At least 12 people were killed in Homs on Monday.", "s1", "figure", "bnd-at-least"),
        ("Islamic State captured the town of Palmyra on Monday.", "a1", "actor", "islamic-state"),
    ],
)
def test_the_row_that_fired(text: str, ident: str, about: str, row: str) -> None:
    """The row of the table is that of the words, found again by the same rule."""
    report = _report(text)
    if about in {"figure", "likelihood"}:
        kind = {"figure": "toll", "likelihood": "forecast"}[about]
        ident = next(one.id for one in report.statements if one.kind == kind)
    assert row in _rows(sayso.explain(report, ident), about)


def test_voices_stand_with_their_cues() -> None:
    """A statement's voices come outermost first, each with the words that cite it."""
    told = sayso.explain(_report("The army shelled Homs on Monday, the governor said."), "s1")
    voices = [step for step in told.steps if step.about == "voice"]
    assert ["The Reed" in voices[0].says, "governor" in voices[1].says] == [True, True]
    assert [step.words.text for step in voices[1].steps if step.about == "cue" and step.words] == ["said"]


def test_a_place_tells_its_rivals() -> None:
    """A place gives its basis, its entry and the other places of the name with their scores."""
    told = sayso.explain(_report("The army shelled Tripoli in Libya on Monday."), "p1")
    candidates = [step.says for step in told.steps if step.about == "candidate"]
    assert any("LY" in one for one in candidates)
    assert any("LB" in one for one in candidates)
    assert any(step.about == "basis" for step in told.steps)


def test_what_changed_since_is_said() -> None:
    """A record made with other tables says so."""
    from dataclasses import replace

    report = _report("The army shelled Homs on Monday.")
    old = replace(report, made_by=replace(report.made_by, lexicon="sha256:0"))
    (line,) = sayso.explain(old, "s1").differs
    assert line.startswith("the tables (lexicon): then sha256:0, now sha256:")
    assert "changed since: the tables" in sayso.show(sayso.explain(old, "s1"))


def test_links_add_up() -> None:
    """The weights of a link are its likeness, and the weakest link is the proposal's score."""
    reports = [
        sayso.read_text(text, published="2015-09-30", publisher=publisher)
        for publisher, text in (
            ("The Reed", "Russian aircraft bombed the town of Idlib in Syria on Monday, killing nine people."),
            ("The Oar", "Nine people died when Russian jets bombed Idlib in Syria on Monday, witnesses said."),
        )
    ]
    incident = max(sayso.propose(reports), key=lambda one: len(one.members))
    assert len(incident.members) == 2
    (link,) = [step for step in sayso.explain(incident).steps if step.about == "link"]
    total = sum(float(step.says.split()[0]) for step in link.steps)
    stated = re.search(r"likeness (\S+), which reaches the threshold 0.4; score (\S+) of", link.says)
    assert stated is not None
    assert float(stated[1]) == pytest.approx(total, abs=0.02)
    assert float(stated[2]) == pytest.approx(incident.score, abs=0.006)
    assert {row.table for step in link.steps for row in step.rows} == {"likeness"}
    member = incident.members[0]
    (tied,) = sayso.explain(member.report, member.statement.id, among=[incident]).steps[-1:]
    assert (tied.about, [step.says for step in tied.steps]) == ("incident", [link.says])


def test_copies_and_grades_are_explained() -> None:
    """Of a reprint it is told which report it repeats and how far; a grade shows its row."""
    text = "Rebels shelled the market of the town of Idlib in Syria on Monday. Smoke hung over the hills for an hour."
    reports = [sayso.read_text(text, published="2015-09-30", publisher=name) for name in ("The Reed", "The Oar")]
    incident = max(sayso.propose(reports), key=lambda one: len(one.members))
    steps = list(_all(sayso.explain(incident).steps))
    assert len([step for step in steps if step.about == "origin"]) == 1
    assert any("in whole: 100%" in step.says and "one origin" in step.says for step in steps)
    assert _rows(sayso.explain(incident), "grade") >= {"grd-happened-weak"}


def test_a_superseded_figure_says_by_what() -> None:
    """A voice's earlier figure names the later one."""
    texts = (("2015-09-29", "nine"), ("2015-09-30", "14"))
    reports = [
        sayso.read_text(
            f"The Syrian government said {number} people were killed when Russian aircraft bombed the town of Idlib in "
            "Syria on 28 September 2015.",
            published=day,
            publisher="The Reed",
        )
        for day, number in texts
    ]
    incident = max(sayso.propose(reports), key=lambda one: len(one.members))
    toll = next(one.id for one in reports[0].statements if one.kind == "toll")
    (tied,) = sayso.explain(reports[0], toll, among=[incident]).steps[-1:]
    assert "superseded, as the same origin later gave “14 people” (2015-09-30)" in tied.steps[0].says


def test_unknown_parts() -> None:
    """What is not there is one clear line."""
    report = _report("The army shelled Homs on Monday.")
    with pytest.raises(UsageError, match="the report has no 's9'; it has s1"):
        sayso.explain(report, "s9")
    (incident,) = sayso.propose([report])
    with pytest.raises(UsageError, match="as a whole"):
        sayso.explain(incident, "s1")
