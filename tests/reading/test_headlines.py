"""Headlines: the verb that the parser takes for a noun, and what hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factories import document
from sayso import lexicon
from sayso.reading import parse
from sayso.reading.parser import load_parser

if TYPE_CHECKING:
    from sayso.reading.model import Reading, Token


def _read(text: str) -> Reading:
    return parse(document(text), load_parser())


def _word(reading: Reading, lower: str) -> Token:
    return next(token for token in reading.tokens if token.lower == lower)


@pytest.mark.parametrize("row", lexicon.table("headline_verbs"), ids=lambda row: row["pattern"])
def test_verbs(row: dict[str, str]) -> None:
    """A row's verb is the verb of its example, and somebody or something is its subject."""
    reading = _read(row["example"])
    verb = next(token for token in reading.tokens if token.lemma == row["pattern"])
    assert verb.pos == "VERB"
    assert reading.kid(verb.i, "nsubj") is not None
    assert row["frame"] == "alone" or reading.kid(verb.i, "dobj") is not None


@pytest.mark.parametrize(
    "row",
    [row for name in ("plural_nouns", "headline_joints") for row in lexicon.table(name)],
    ids=lambda row: row["pattern"],
)
def test_plurals_and_joints(row: dict[str, str]) -> None:
    """Nouns that are plural without an ending take the bare verb; behind a joint a new clause begins."""
    assert any(token.pos == "VERB" and token.tag in {"VBP", "VBZ"} for token in _read(row["example"]).tokens)


@pytest.mark.parametrize("row", lexicon.table("passive_settings"), ids=lambda row: row["pattern"])
def test_short_passives(row: dict[str, str]) -> None:
    """A past form without an object is told of whoever stands before it."""
    reading = _read(row["example"])
    verb = next(token for token in reading.tokens if token.tag in {"VBN", "VBD"})
    assert reading.kid(verb.i, "nsubj") is None


def test_parts() -> None:
    """Subject, object and setting hang on the verb; what modifies them hangs on them."""
    reading = _read("Syrian army bombs rebel town near Saba, 5 dead")
    verb = _word(reading, "bombs")
    assert (verb.tag, verb.lemma) == ("VBZ", "bomb")
    assert reading.tokens[_word(reading, "syrian").head].lower == "army"
    assert {reading.tokens[i].lower for i in reading.kids(verb.i, "nsubj", "dobj")} == {"army", "town"}


def test_two_names() -> None:
    """Two names with a comma between them act together."""
    reading = _read("Chad, Sudan hold talks in Oman")
    assert [reading.tokens[i].lower for i in reading.conjuncts(_word(reading, "chad").i)] == ["chad", "sudan"]


@pytest.mark.parametrize(
    "text",
    [
        "Rebel attack on army base",
        "Gas attack victims",
        "Army base attack in Goma",
        "Funeral for nine killed in market attack",
        "Drone attack on oil depot",
        "The rebel attack on the base was repelled.",
        "In Goma the attack victims were buried, officials said.",
    ],
)
def test_nouns_stay_nouns(text: str) -> None:
    """An act that is no verb stays a noun."""
    assert _word(_read(text), "attack").pos in {"NOUN", "PROPN"}


def test_airstrikes_behind_a_preposition_are_a_noun() -> None:
    """What stands behind "of" is no finite verb."""
    reading = _read("A series of precision U.S. airstrikes against militants killed nine.")
    assert (_word(reading, "airstrikes").pos, _word(reading, "airstrikes").lemma) == ("NOUN", "airstrike")


def test_preposition_at_the_head_of_a_sentence() -> None:
    """A capital makes no name of "near"; the strikes are the subject."""
    reading = _read("Near Sinjar, two strikes destroyed three tunnel entrances.")
    assert _word(reading, "near").pos == "ADP"
    assert reading.tokens[_word(reading, "sinjar").head].lower == "near"
