"""Every row with an example fires on it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import pytest

from factories import document, gazetteer
from sayso import lexicon
from sayso.attribution import attribute
from sayso.brief.private import pattern_of
from sayso.grounding import ground
from sayso.intake.blocks import cut_blocks, furniture_kind, lead_in
from sayso.intake.byline import find_publisher
from sayso.reading import parse
from sayso.reading.parser import load_parser
from sayso.record import BlockKind, Condition, Control, Event, Evidence, RedactionReason
from sayso.statements.aims import find_aims
from sayso.statements.control import find_control
from sayso.statements.events import find_events
from sayso.statements.evidence import find_evidence
from sayso.statements.forecasts import find_forecasts
from sayso.statements.outlook import find_conditions
from sayso.statements.positions import find_positions
from sayso.statements.triggers import find_triggers
from sayso.statements.when import Calendar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.reading.model import Reading
    from sayso.record import Attribution
    from sayso.statements.drafts import Draft
    from sayso.statements.triggers import Trigger

Row = dict[str, str]
NAME = r"(?-i:(?:The )?[A-Z]\w+(?: [A-Z]\w+)*)"


def _named(row: Row) -> str:
    return row["id"]


def _read(table: str) -> Reading:
    """Parse all examples of a table at once, a block each."""
    return parse(document(*(row["example"] for row in lexicon.table(table))), load_parser())


def _by_row(table: str, reading: Reading, triggers: tuple[Trigger, ...]) -> Mapping[str, list[Trigger]]:
    """Give the triggers found in the example of each row, by the row's id."""
    rows = lexicon.table(table)
    found: defaultdict[str, list[Trigger]] = defaultdict(list)
    for trigger in triggers:
        found[rows[reading.sentence_of(trigger.head).block]["id"]].append(trigger)
    return found


# Furniture


@pytest.mark.parametrize("row", lexicon.table("furniture"), ids=_named)
def test_furniture(row: Row) -> None:
    """A row's pattern is found in its example, which is furniture of the row's kind as a whole."""
    assert re.search(row["pattern"], row["example"], re.IGNORECASE)
    assert furniture_kind(row["example"]) == row["value"]


@pytest.mark.parametrize("row", lexicon.table("lead_ins"), ids=_named)
def test_lead_ins(row: Row) -> None:
    """A row's pattern is found in its example, which hands over to what the row says."""
    assert re.search(row["pattern"], row["example"], re.IGNORECASE)
    assert lead_in(row["example"]) == row["value"]


@pytest.mark.parametrize("row", lexicon.table("publisher_patterns"), ids=_named)
def test_publisher_patterns(row: Row) -> None:
    """A row's pattern finds the outlet named in its example."""
    pattern = re.compile(row["pattern"].replace("NAME", f"({NAME})"), re.IGNORECASE)
    found = pattern.search(row["example"])
    assert found is not None
    assert found[1].removeprefix("The ") == "Harbour Gazette"


@pytest.mark.parametrize("row", lexicon.table("publisher_patterns"), ids=_named)
@pytest.mark.parametrize("before", ["", "Shells fell on the old harbour before dawn, residents said.\n\n"])
def test_publisher_is_found_wherever_its_furniture_stands(row: Row, before: str) -> None:
    """An outlet is found by furniture at the head of a page and at its foot."""
    text = before + row["example"]
    (*body, last) = cut_blocks(text)
    blocks = (*body, type(last)(start=last.start, end=last.end, kind=BlockKind.SUBSCRIBE))
    publisher = find_publisher(text, blocks)
    assert publisher is not None
    assert publisher.removeprefix("The ") == "Harbour Gazette"


@pytest.mark.parametrize("row", lexicon.table("redactions"), ids=_named)
def test_redactions(row: Row) -> None:
    """A row's pattern finds in its example what is to be hidden, and no more; its group x, where it has one."""
    pattern = pattern_of(row["pattern"])
    found = pattern.search(row["example"])
    assert found is not None
    if row["value"] == "sexual":
        assert row["hidden"] == ""
    else:
        assert found["x" if "x" in pattern.groupindex else 0].strip() == row["hidden"]
        assert row["value"] in set(RedactionReason)


# Triggers


@pytest.fixture(scope="module")
def triggers() -> Mapping[str, list[Trigger]]:
    """All triggers of the examples of the trigger table, by row."""
    reading = _read("triggers")
    return _by_row("triggers", reading, find_triggers(reading, set()))


@pytest.mark.parametrize("row", lexicon.table("triggers"), ids=_named)
def test_triggers(triggers: Mapping[str, list[Trigger]], row: Row) -> None:
    """A row fires on its example."""
    assert row["id"] in [trigger.row["id"] for trigger in triggers[row["id"]]]


@pytest.fixture(scope="module")
def carried() -> tuple[Reading, Mapping[str, list[Trigger]]]:
    """All triggers of the examples of the light verbs, by row."""
    reading = _read("light_verbs")
    return reading, _by_row("light_verbs", reading, find_triggers(reading, set()))


@pytest.mark.parametrize("row", lexicon.table("light_verbs"), ids=_named)
def test_light_verbs(carried: tuple[Reading, Mapping[str, list[Trigger]]], row: Row) -> None:
    """A row's verb carries the noun of its example, stands among the trigger's words and gives its frame."""
    reading, found = carried
    words = row["pattern"].split()
    matching = [
        trigger
        for trigger in found[row["id"]]
        if trigger.verb is not None and reading.tokens[trigger.verb].lemma == words[0] and trigger.light is not None
    ]
    (trigger,) = matching
    assert trigger.light == row["frame"]
    assert trigger.head != trigger.verb
    assert {trigger.head, trigger.verb} <= set(trigger.words)
    spoken = {reading.tokens[i].lower for i in trigger.words} | {reading.tokens[i].lemma for i in trigger.words}
    assert set(words) <= spoken


def test_questions_have_no_triggers() -> None:
    """Sentences that ask are left out."""
    reading = parse(document("Rebels shelled Homs.", "The army bombed the harbour."), load_parser())
    (trigger,) = find_triggers(reading, {0})
    assert trigger.row["id"] == "trg-bomb-v"


# Control


@pytest.fixture(scope="module")
def held() -> Mapping[str, list[Draft]]:
    """All statements of control of the examples of the control table, by row."""
    rows = lexicon.table("control")
    reading = _read("control")
    found: defaultdict[str, list[Draft]] = defaultdict(list)
    known = ground(reading, gazetteer())
    for draft in find_control(reading, known, set(), Calendar(reading, known)):
        found[rows[reading.sentences[draft.sentence].block]["id"]].append(draft)
    return found


@pytest.mark.parametrize("row", lexicon.table("control"), ids=_named)
def test_control(held: Mapping[str, list[Draft]], row: Row) -> None:
    """A row, and no other, fires on its example, with a holder and the row's change."""
    (draft,) = held[row["id"]]
    assert draft.rule == row["id"]
    assert isinstance(draft.body, Control)
    assert draft.body.change == row["value"]
    assert draft.body.holders or row["frame"] in {"fall", "held"}


# Positions, aims, forecasts, conditions, evidence


@cache
def _beyond(table: str) -> tuple[list[Draft], Reading]:
    """Read the examples of one of the tables beyond events at once, and give all that its finder finds."""
    reading = _read(table)
    known = ground(reading, gazetteer())
    finders = {
        "positions": lambda: find_positions(reading, known, set()),
        "aims": lambda: find_aims(reading, known, set()),
        "foretelling": lambda: find_forecasts(reading, known, set(), "icd203"),
        "conditions": lambda: find_conditions(reading, set()),
        "media": lambda: find_evidence(reading, known, set()),
        "showing": lambda: find_evidence(reading, known, set()),
    }
    return list(finders[table]()), reading


@pytest.mark.parametrize(
    ("table", "number"),
    [
        (table, number)
        for table in ("positions", "aims", "foretelling", "conditions", "media", "showing")
        for number, row in enumerate(lexicon.table(table))
        if row["example"]
    ],
    ids=lambda value: str(value),
)
def test_beyond_events(table: str, number: int) -> None:
    """Each row's example gives one statement, of the row's medium or relation."""
    drafts, reading = _beyond(table)
    row = lexicon.table(table)[number]
    (body,) = [draft.body for draft in drafts if reading.sentences[draft.sentence].block == number]
    if isinstance(body, Evidence) and table == "media":
        assert body.medium == row["value"]
    if isinstance(body, Condition):
        assert body.relation == row["value"]


# Cues


@cache
def _cited() -> tuple[Reading, tuple[Attribution, ...]]:
    """Read the examples of all cues at once, a block each."""
    reading = _read("cues")
    return reading, attribute(reading, ground(reading, gazetteer())).attributions


@pytest.mark.parametrize("row", lexicon.table("cues"), ids=_named)
def test_cues(row: Row) -> None:
    """A row's words cite in its example, with the row's stance."""
    reading, attributions = _cited()
    block = reading.document.blocks[[one["id"] for one in lexicon.table("cues")].index(row["id"])]
    words = set(re.split(r"[ -]", row["pattern"]))
    inside = [one for one in attributions if one.cue and block.start <= one.cue.start < block.end]
    fired = [
        one
        for one in inside
        for token in reading.tokens
        if one.cue and one.cue.start <= token.start < one.cue.end and {token.lower, token.lemma} & words
    ]
    assert row["value"] in {one.stance.value for one in fired}, [
        (one.cue and one.cue.text, one.stance) for one in inside
    ]


# Contexts


@pytest.fixture(scope="module")
def about() -> Mapping[str, set[str]]:
    """All contexts of the events of the examples of the contexts table, by row."""
    rows = lexicon.table("contexts")
    reading = _read("contexts")
    found: defaultdict[str, set[str]] = defaultdict(set)
    for draft in find_events(reading, ground(reading, gazetteer()), set()):
        assert isinstance(draft.body, Event)
        found[rows[reading.sentences[draft.sentence].block]["id"]].update(draft.body.contexts)
    return found


@pytest.mark.parametrize("row", lexicon.table("contexts"), ids=_named)
def test_contexts(about: Mapping[str, set[str]], row: Row) -> None:
    """A row's example tells of an event that has the row's context."""
    assert row["value"] in about[row["id"]]


# Who answers for an act


@pytest.mark.parametrize("row", lexicon.table("answering"), ids=_named)
def test_answering(row: Row) -> None:
    """Whoever takes the act of a row's example upon themselves, or is blamed for it, is its actor."""
    reading = parse(document(row["example"]), load_parser())
    drafts = find_events(reading, ground(reading, gazetteer()), set())
    acts = [draft.body for draft in drafts if isinstance(draft.body, Event) and draft.body.type == "ASSAULT"]
    assert [[ref.text.lower() for ref in event.actors] for event in acts] == [["rebels"]]
