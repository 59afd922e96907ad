"""Toponyms, and what the gazetteer knows them to be."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.relations import number, unplaced
from sayso.grounding.roles import speaks, stands_for_place
from sayso.record import BlockKind, Place, PlaceCandidate, PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.grounding.gazetteer import Gazetteer
    from sayso.reading.model import Reading

_LABELS = frozenset({"GPE", "LOC", "FAC"})
_INSIDE = frozenset({"in", "at", "near"})
_MOST_CANDIDATES = 3
_CLEAR = 10  # times the inhabitants of the next town of the name


def find_places(reading: Reading, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Find and resolve the toponyms of a reading, one entry a mention.

    A country's name is the country; a town's name the largest town of that
    name in a country that the report names, else the largest anywhere. A
    place named again points to its first mention by ``same_as``. Roads that
    link places, and distances from a place, are places without coordinates.

    Returns:
        Places ``p1…`` in text order, the longer first where two begin together.
    """
    mentions = _mentions(reading, gazetteer)
    focus = _focus(reading, gazetteer, mentions)
    toponyms = [_resolve(reading, first, last, gazetteer, focus) for first, last in mentions]
    return number(reading, toponyms)


def _mentions(reading: Reading, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Give the token ranges of toponyms.

    The parser's places are taken, and persons' or organisations' names that
    the report also uses behind "in" or "near" and the gazetteer knows. A
    country that stands for its state is no toponym, nor is a town that speaks.
    """
    tokens = reading.tokens
    located = _located(reading, gazetteer)
    found: set[tuple[int, int]] = set()
    named: set[int] = set()
    for first, last, label in reading.entities:
        elsewhere = last - first == 1 and tokens[first].lower in located and gazetteer.towns(tokens[first].lower)
        if label not in _LABELS and not elsewhere:
            named.update(range(first, last))
            continue
        while first < last - 1 and tokens[first].lower == "the":
            first += 1
        while first < last - 1 and tokens[last - 1].tag == "POS":
            last -= 1
        found.add((first, last))
    for token in tokens:
        if token.i in named or token.pos != "PROPN":
            continue
        if token.lower in gazetteer.country_names or (token.lower in located and token.dep != "compound"):
            found.add((token.i, token.i + 1))
    found.update(_datelines(reading))
    outermost: list[tuple[int, int]] = []
    for first, last in sorted(found, key=lambda pair: (pair[0], -pair[1])):
        if not (outermost and last <= outermost[-1][1]) and _is_toponym(reading, first, last, gazetteer):
            outermost.append((first, last))
    return outermost


def _datelines(reading: Reading) -> Iterator[tuple[int, int]]:
    """Give the town that opens each dateline."""
    for sentence in reading.sentences:
        if reading.document.blocks[sentence.block].kind is BlockKind.DATELINE:
            last = sentence.first
            while last < sentence.last and reading.tokens[last].text[0].isupper():
                last += 1
            if last > sentence.first:
                yield sentence.first, last


def _located(reading: Reading, gazetteer: Gazetteer) -> set[str]:
    """Give the single proper nouns that the report puts in a place's role somewhere, less surnames of persons."""
    tokens = reading.tokens
    surnames = {
        tokens[last - 1].lower for first, last, label in reading.entities if label == "PERSON" and last - first > 1
    }
    found: set[str] = set()
    for token in tokens:
        if token.pos != "PROPN" or not token.text.istitle() or token.lower in surnames:
            continue
        before = tokens[token.i - 1].lower if token.i else ""
        verb = tokens[token.head]
        inside = token.dep == "pobj" and verb.lower in _INSIDE and before != "the"
        struck = token.dep in {"dobj", "nsubjpass"} and verb.lemma in lexicon.by_pattern("place_verbs")
        if inside or (struck and gazetteer.towns(token.lower)):
            found.add(token.lower)
    return found


def _is_toponym(reading: Reading, first: int, last: int, gazetteer: Gazetteer) -> bool:
    words = reading.span(first, last - 1).text.lower()
    if words in gazetteer.demonyms or not reading.tokens[first].text[0].isupper():
        return False
    if words in gazetteer.country_names:
        return stands_for_place(reading, last - 1)
    return not speaks(reading, last - 1)


def _focus(reading: Reading, gazetteer: Gazetteer, mentions: list[tuple[int, int]]) -> Counter[str]:
    """Count the countries (ISO alpha-2) that the report names, adjectives and unmistakable towns included."""
    counts: Counter[str] = Counter()
    for token in reading.tokens:
        alpha3 = gazetteer.country_names.get(token.lower) or gazetteer.demonyms.get(token.lower)
        if alpha3 and token.text[0].isupper():
            counts[gazetteer.countries[alpha3].alpha2] += 1
    for first, last in mentions:
        towns = gazetteer.towns(reading.span(first, last - 1).text.lower())
        if towns and (len(towns) == 1 or towns[0].population > _CLEAR * towns[1].population):
            counts[towns[0].country] += 1
    return counts


def _resolve(reading: Reading, first: int, last: int, gazetteer: Gazetteer, focus: Counter[str]) -> Place:
    span = reading.span(first, last - 1)
    base = unplaced(span, "not in the gazetteer")
    name = span.text.lower().removeprefix("the ")
    if alpha3 := gazetteer.country_names.get(name):
        country = gazetteer.countries[alpha3]
        return replace(
            base,
            name=country.name,
            country=country.alpha2,
            lat=country.lat,
            lon=country.lon,
            geonames_id=country.geonames_id,
            precision=PlacePrecision.COUNTRY,
            radius_km=country.radius_km,
            candidates=(PlaceCandidate(name=country.name, geonames_id=country.geonames_id, score=1.0),),
            basis="name of a country",
        )
    towns = gazetteer.towns(name)
    if not towns:
        return base
    near = [town for town in towns if focus[town.country]]
    ranked = sorted(towns, key=lambda town: (-focus[town.country], -town.population, town.geonames_id))
    best = ranked[0]
    weights = [(1 + 10 * focus[town.country]) * max(town.population, 1) for town in ranked]
    return replace(
        base,
        name=best.name,
        country=best.country,
        lat=best.lat,
        lon=best.lon,
        geonames_id=best.geonames_id,
        precision=PlacePrecision.TOWN,
        candidates=tuple(
            PlaceCandidate(name=town.name, geonames_id=town.geonames_id, score=round(weight / sum(weights), 3))
            for town, weight in list(zip(ranked, weights, strict=True))[:_MOST_CANDIDATES]
        ),
        basis="town in a country the report names" if near else "largest town of the name",
    )
