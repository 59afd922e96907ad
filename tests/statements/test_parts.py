"""Parts in acts of violence that the act's own clause does not tell: learned weights, and what they may not do."""

from __future__ import annotations

import sayso
from sayso import lexicon
from sayso.record import EventType
from sayso.statements.parts import PARTS, likely


def _parts(text: str) -> dict[str, set[str]]:
    """Give the words of all parts in the acts of violence of a text."""
    found: dict[str, set[str]] = {"actors": set(), "recipients": set(), "targets": set(), "instruments": set()}
    for statement in sayso.read_text(text, published="2020-05-06").statements:
        if statement.event is not None and statement.event.type is EventType.ASSAULT:
            for name, words in found.items():
                words.update(one.text for one in getattr(statement.event, name))
    return found


def test_parts_told_in_another_sentence_are_found() -> None:
    """Who suffered an act may stand in the next sentence."""
    assert "Three peasants" in _parts("The rebels attacked the village at dawn. Three peasants died.")["recipients"]


def test_nobody_is_accused_by_weights() -> None:
    """A perpetrator whom the grammar of the act does not name stays unknown."""
    found = _parts("A bomb exploded at the mayor's house on Monday. The guerrillas are suspected by the police.")
    assert found["actors"] == set()


def test_who_only_speaks_takes_no_part() -> None:
    """Whoever is cited about an act neither did nor suffered it."""
    found = _parts("A bomb exploded at the mayor's house. The minister spoke of a sad day.")
    assert not {"The minister"} & (found["actors"] | found["recipients"])


def test_a_text_without_violence_stays_as_it_is() -> None:
    """Nothing is added where there is no act of violence."""
    report = sayso.read_text("The ministers met in Oslo. The guerrillas sent a letter.", published="2020-05-06")
    assert not any(statement.rule.endswith("+parts") for statement in report.statements)


def test_the_rule_names_learned_parts() -> None:
    """An act with a part that the weights gave says so."""
    report = sayso.read_text("The rebels attacked the village at dawn. Three peasants died.", published="2020-05-06")
    assert any(statement.rule.endswith("+parts") for statement in report.statements)


def test_chances_leave_room_for_none() -> None:
    """The chances of all parts are at most one together, whatever the marks."""
    assert 0 < sum(likely([]).values()) < 1
    assert sum(likely(["kind=weapon", "under=with the act", "head=bomb"]).values()) <= 1
    assert set(likely([])) == set(PARTS)


def test_no_mark_is_a_name() -> None:
    """Marks hold words in lower case and tags in capitals, no names."""
    for row in lexicon.table("parts"):
        kind, _, words = row["pattern"].partition("=")
        if kind in {"head", "with", "under"}:
            last = words.split(" ")[-1]
            assert last in {last.lower(), last.upper()}, row["pattern"]  # a word, or a tag
