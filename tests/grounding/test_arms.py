"""Arms: every model of the table is found in its example, and words that only sort something else are none."""

from __future__ import annotations

import pytest

import sayso
from sayso import lexicon


@pytest.mark.parametrize("row", lexicon.table("weapon_models"), ids=lambda row: row["id"])
def test_models_are_found_in_their_examples(row: dict[str, str]) -> None:
    """A row's model stands in a weapon of its example."""
    letters = "".join(character for character in row["pattern"].upper() if character.isalnum())
    found = ["".join(c for c in span.text.upper() if c.isalnum()) for span in sayso.read_text(row["example"]).weapons]
    assert any(letters in words for words in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rebels fired rocket-propelled grenades at the gate.", ["rocket-propelled grenades"]),
        ("Two mortar teams left the arms depot.", []),
        ("A suicide bomber died in the square.", []),
        ("Jets dropped barrel bombs on the market.", ["Jets", "barrel bombs"]),
        ("HMS Tarrant (D 32) fired. Tarrant then left.", ["HMS Tarrant", "D 32", "Tarrant"]),
        ("Workers repaired the stone wall.", []),
        ("Boys attacked the soldiers with stones.", ["stones"]),
        ("The army killed nine people in air strikes and shelling.", []),
        ("Two were killed by gunfire in Orlec.", []),
        ("Two F/A-18s bombed a Leopard 2A6 tank.", ["F/A-18s", "Leopard 2A6 tank"]),
        ("Peter Bradley ate two patriot burgers.", []),
        ("The battery of the car was flat; the system failed.", []),
    ],
)
def test_arms(text: str, words: list[str]) -> None:
    """Terms come whole, ships by name, people and depots not at all."""
    assert [span.text for span in sayso.read_text(text).weapons] == words
