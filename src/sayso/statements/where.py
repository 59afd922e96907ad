"""Where something happened: at which place of its own sentence, or where the story has been before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Place

_AWAY = "way"  # of prepositions that tell a way to or from a place
_REACH = 4  # sentences back in the same paragraph


def story_place(reading: Reading, identities: Identities, i: int) -> tuple[str | None, str | None]:
    """Give the place that the story gives to what token ``i`` tells, and from where it is known.

    A place named in the sentences before, in the same paragraph and in the
    country that the report is about, has the basis "story"; a dateline's town
    "dateline", if it lies in that country; else the country itself, "report".
    Where the report is about no country that is known, a name of towns before
    will do. Both are ``None`` where it names no such place either.
    """
    country = identities.main_country
    for place in _before(reading, identities, i):
        if place.country == country and (country is not None or place.candidates):
            return place.same_as or place.id, "story"
    return identities.setting or (None, None)


def place_at(reading: Reading, identities: Identities, spans: Iterable[tuple[int, int]]) -> Place | None:
    """Give the place that some stretches of text say something is at (its first mention's entry).

    Places that are known come before open ones, and those "in", "at" or "near"
    which it is before those it came "from" or goes "to"; else the first.
    """
    for start, end in spans:
        places = [p for p in identities.placed.inside(start, end) if not _opens(reading, p)]
        if places:
            place = min(places, key=lambda one: (not (one.country or one.relation), _is_way(reading, one)))
            return identities.place[place.same_as] if place.same_as else place
    return None


def _opens(reading: Reading, place: Place) -> bool:
    """Tell the town of a dateline ("SRINAGAR: Police …"), where it is told, not where it happened."""
    text = reading.document.text
    return place.text.isupper() and text[place.end : place.end + 1] == ":"


def is_aside(reading: Reading, identities: Identities, place: Place, i: int) -> bool:
    """Tell a place of another country than the report's that the sentence does not put token ``i`` in.

    "A group with offices in Mexico said that rebels had attacked the farm":
    "in Mexico" tells of the offices. In "In Mexico, police said that ..." it
    tells of what the verb over the attack does.
    """
    if place.country in {None, identities.main_country} or identities.main_country is None:
        return False
    over = {i, *reading.ancestors(i)}
    holders = (reading.tokens[j] for j in reading.ancestors(reading.first_at(place.start)))
    outer = (token for token in holders if not place.start <= token.start < place.end)
    return next((token.i not in over for token in outer if token.pos in _HOLDING), False)


_HOLDING = frozenset({"NOUN", "VERB", "AUX"})


def _is_way(reading: Reading, place: Place) -> bool:
    """Tell a place that is only come from, gone to, or somebody's ("of")."""
    words = reading.document.text[max(place.start - _LEAD, 0) : place.start].lower().split()
    while words and words[-1] in _ARTICLES:
        words.pop()
    if words[-1:] == ["of"] and words[-2:-1] and words[-2] in lexicon.by_pattern("settlements"):
        return False  # "the town of Homs" is Homs
    row = lexicon.by_pattern("locative_prepositions").get(words[-1]) if words else None
    return row is not None and row["value"] == _AWAY


_LEAD = 30  # characters before a place in which its preposition stands
_ARTICLES = frozenset({"the"})


def _before(reading: Reading, identities: Identities, i: int) -> list[Place]:
    """Give the places of the sentences before, in the same block, the nearest first."""
    number = reading.tokens[i].sentence
    block = reading.sentences[number].block
    found: list[Place] = []
    for other in range(number - 1, max(number - 1 - _REACH, -1), -1):
        sentence = reading.sentences[other]
        if sentence.block != block:
            break
        start, end = reading.tokens[sentence.first].start, reading.tokens[sentence.last - 1].end
        found += identities.placed.inside(start, end)
    return found
