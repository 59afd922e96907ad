"""Where an event happened that its own sentence does not place, and from where that is known."""

from __future__ import annotations

import pytest

import sayso


def _places(text: str) -> list[tuple[str | None, str | None]]:
    report = sayso.read_text(text, published="2016-05-10")
    words = {place.id: place.text for place in report.places}
    events = [statement.event for statement in report.statements if statement.event is not None]
    return [(words.get(event.place or ""), event.place_basis) for event in events]


@pytest.mark.parametrize(
    ("text", "place", "basis"),
    [
        ("Gunmen killed two men in Homs.", "Homs", "clause"),
        ("Gunmen who came from Homs killed two men in Hama.", "Hama", "clause"),
        ("Gunmen killed two men near Homs.", "near Homs", "clause"),
        ("Aircraft bombed the town of Homs, in western Syria.", "Homs", "clause"),
        ("Soldiers held a parade in Homs, Syria. Gunmen killed two men.", "Homs", "story"),
        ("Soldiers held a parade in Saravena. Gunmen killed two men.", "Saravena", "story"),
        ("HOMS (Northwire) - Gunmen killed two men.", "HOMS", "dateline"),
        ("Syrian talks were held in Syria.\n\nGunmen killed two Syrian men.", "Syria", "report"),
        ("Gunmen killed two men.", None, None),
    ],
)
def test_place_and_basis(text: str, place: str | None, basis: str | None) -> None:
    """The clause comes first, then the paragraph, the dateline, and the country that the report is about."""
    assert _places(text)[-1] == (place, basis)


def test_a_foreign_place_before_is_not_taken() -> None:
    """A place in another country than the report's is not where its next event happened."""
    text = "Syrian officials met in Geneva. Gunmen killed two Syrian men."
    assert _places(text)[-1] == (None, None)


def test_a_foreign_place_that_tells_of_something_else_in_the_sentence() -> None:
    """Where a source has its offices is not where the attack that it reports was."""
    text = "HOMS, Syria (Northwire) - A group whose offices are in Mexico said that gunmen attacked a farm."
    assert _places(text)[-1] == ("HOMS", "dateline")


def test_who_is_named_often_does_not_move_the_report() -> None:
    """Foreigners harmed where the report comes from do not make it one about their country."""
    text = (
        "TEGUCIGALPA, 13 July (Northwire) - U.S. soldiers visited the beach. U.S. soldiers met the mayor. "
        "Later the U.S. soldiers went home.\n\nGunmen wounded five U.S. soldiers."
    )
    assert _places(text)[-1] == ("TEGUCIGALPA", "dateline")
