"""Places told by how they lie to a named one: "22 miles north of Homs", "near Homs", "the Homs countryside".

The words stand in ``place_relations.tsv``, with how far we take them to
reach where they say no distance; directions stand in ``directions.tsv``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.relations import kilometres, unplaced
from sayso.record import Relation, RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.reading.model import Reading
    from sayso.record import Place

_REACH = 70  # characters before a name in which the words that place something to it stand
_FAR = 60  # tokens before a name in which those words stand
_ASIDE = 8  # tokens of "(35.4 km)"
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$")
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_MEASURABLE = frozenset({RelationKind.DIRECTION, RelationKind.NEAR})
_TOLD = "lies to another place as the text says"


def find_surroundings(reading: Reading, named: Sequence[tuple[int, int]]) -> Iterator[Place]:
    """Find places that are told by how they lie to named ones.

    Args:
        reading: The reading they stand in.
        named: The named places, tokens ``first`` to ``last`` (excluded), in text order.

    Yields:
        Places without coordinates; their words hold the named place, and
        their relation its kind, bounds in km (to 0.1) and bearing (degrees).
    """
    for number, (first, last) in enumerate(named):
        following = named[number + 1] if number + 1 < len(named) else None
        yield from _one(reading, first, last, following)


def _one(reading: Reading, first: int, last: int, following: tuple[int, int] | None) -> Iterator[Place]:
    text, tokens = reading.document.text, reading.tokens
    sentence = reading.sentence_of(first)
    for begin in dict.fromkeys((tokens[first].start, tokens[_phrase(reading, first)].start)):
        from_ = max(tokens[sentence.first].start, begin - _REACH)
        lead = text[from_:begin].lower()
        pair = _BETWEEN.search(lead) if following is not None else None
        if pair and following and _AND.fullmatch(text, tokens[last - 1].end, tokens[following[0]].start):
            yield _place(reading, from_ + pair.start(), following[1] - 1, Relation(kind=RelationKind.BETWEEN))
            return
        match = _before().search(lead)
        behind = _behind().match(text, tokens[last - 1].end)
        if behind is not None:
            end = next((i for i in range(last, sentence.last) if tokens[i].end >= behind.end()), last - 1)
            directed = match["directed"] if match else None
            start = from_ + match.start("directed") if match and directed else tokens[first].start
            row = _rows("behind")[behind["words"].lower()]
            yield _place(reading, start, end, _relation(row, _bearing(behind["directed"] or directed)))
            return
        if match is not None:
            yield _told_before(reading, match, from_ + match.start("words"), last)
            return


def _told_before(reading: Reading, match: re.Match[str], start: int, last: int) -> Place:
    """Give the place of "22 miles north of X", "near X", "northern X"."""
    if match["directed"] is not None:
        key = "{directed}"
    else:
        key = "{direction} of" if match["direction"] is not None else " ".join(match["words"].split())
    row = _rows("before")[key]
    bearing = _bearing(match["direction"] or match["directed"])
    distance = _distance(reading, start, last) if row["value"] in _MEASURABLE else None
    if distance is None:
        return _place(reading, start, last - 1, _relation(row, bearing))
    start, low, high = distance
    relation = Relation(kind=RelationKind.DISTANCE, km_low=low, km_high=high, bearing=bearing)
    return _place(reading, start, last - 1, relation)


def _phrase(reading: Reading, first: int) -> int:
    """Give where the phrase about a name begins: "the Syrian city of" belongs to it."""
    tokens, settlements = reading.tokens, lexicon.by_pattern("settlements")
    i = first
    if i >= 2 and tokens[i - 1].lower == "of" and tokens[i - 2].lemma in settlements:
        i -= 2
    elif i >= 1 and tokens[i - 1].lemma in settlements and tokens[i - 1].dep == "compound":
        i -= 1
    else:
        return first
    while i and tokens[i - 1].sentence == tokens[first].sentence and tokens[i - 1].pos in {"ADJ", "DET", "PROPN"}:
        i -= 1
    return i


def _place(reading: Reading, start: int, last: int, relation: Relation) -> Place:
    first = next(i for i in range(last, -1, -1) if reading.tokens[i].start <= start)
    return unplaced(reading.span(first, last), _TOLD, relation)


def _relation(row: Mapping[str, str], bearing: float | None) -> Relation:
    high = float(row["km_high"]) if row["km_high"] else None
    return Relation(kind=RelationKind(row["value"]), km_high=high, bearing=bearing)


def _bearing(words: str | None) -> float | None:
    if not words:
        return None
    row = lexicon.by_pattern("directions").get(words.lower().removesuffix("ern"))
    return None if row is None else float(row["value"])


def _distance(reading: Reading, start: int, last: int) -> tuple[int, float | None, float | None] | None:
    """Give where "22 miles (35.4 km) to the" begins that ends at a character, and its bounds in km."""
    tokens = reading.tokens
    first = reading.sentence_of(last - 1).first
    at = next((i for i in range(last - 1, max(first - 1, last - _FAR), -1) if tokens[i].end <= start), -1)
    if at >= first and tokens[at].text == ")":
        at = next((i - 1 for i in range(at, max(at - _ASIDE, first), -1) if tokens[i].text == "("), -1)
    if at < first:
        return None
    row = lexicon.by_pattern("units").get(tokens[at].lemma)
    quantity = reading.quantity_at.get(at) or reading.quantity_at.get(at - 1)
    if row is None or quantity is None:
        return None
    low, high = kilometres(quantity, float(row["value"]))
    return tokens[quantity.first].start, low, high


# ---- the words


@cache
def _rows(where: str) -> Mapping[str, Mapping[str, str]]:
    return {row["pattern"]: row for row in lexicon.table("place_relations") if row["where"] == where}


@cache
def _directions() -> str:
    return "|".join(sorted(map(re.escape, lexicon.by_pattern("directions")), key=len, reverse=True))


@cache
def _before() -> re.Pattern[str]:
    plain = sorted((key for key in _rows("before") if "{" not in key), key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, key.split())) for key in plain)
    return re.compile(
        rf"\b(?P<words>(?:(?:just\s+)?to\s+the\s+)?(?P<direction>{_directions()})\s+of|{words}"
        rf"|(?P<directed>(?:{_directions()})ern))\s+(?:the\s+)?$"
    )


@cache
def _behind() -> re.Pattern[str]:
    words = "|".join(_rows("behind"))
    return re.compile(rf"(?:['’]s?)?\s+(?:(?P<directed>(?:{_directions()})ern)\s+)?(?P<words>{words})\b", re.IGNORECASE)
