"""Which of several places of one name is meant.

Each candidate gets a score: how large it is, whether the words beside the
name say what it lies in ("X, Y", "the Syrian city of X"), whether the report
is about its country and its division, and whether other places of the report
lie near. A name means the same place throughout a report unless the words
beside it say otherwise. The weights were set on the development halves of
public test sets; see docs/places.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from math import exp, log10
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.entries import COUNTRY, DISTRICT, DIVISION, TOWN, Entry, distance_km, fold
from sayso.grounding.roles import is_continental
from sayso.grounding.toponyms import pairs
from sayso.record import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.grounding.gazetteer import Gazetteer
    from sayso.grounding.toponyms import Toponym
    from sayso.reading.model import Reading

# What a candidate's score is made of, in powers of ten of inhabitants.
_KIND = {COUNTRY: 3.0, DIVISION: -0.9, DISTRICT: -2.2, TOWN: 0.0}
_OWN = 6.0  # a sea, a region and so on: our own rows count as a million
_ADDED = 5.0  # a town that somebody added counts at least as one of 100,000
_OTHER_NAME = -1.0  # the name is not the place's first one
_MUCH = 0.25  # of a division's people
_CAPITAL, _WIRED = 0.7, 1.5  # the latter besides, where a dateline names it: agencies write from capitals
_LISTED = 1.2  # for each name in one list with it that has a place near
_HOME = 0.6  # in the country of the dateline
_CONTAINED = 8.0  # the words beside the name say what it lies in
_COUNTRY_SHARE, _COUNTRY_NAMED = 2.5, 0.7
_DIVISION_NAMED, _DIVISION_MOST = 0.8, 2.4
_NEAR, _NEAR_MOST, _NEAR_KM = 0.5, 2.0, 150.0
_SURE = 1.0  # by how much the best must lead for its place to count for others
_BETWEEN = frozenset({",", "and", "or", "&"})
_SHARPNESS = 1.5  # of the scores that the record gives
_BESIDE_KM = 80.0
_SMALL = frozenset({TOWN, DISTRICT})
_LONGEST_COUNTRY = 4  # words of a country's name
_ROUNDS = 2  # times that what has become sure decides the rest
_VILLAGE = 4.3  # a smaller score without any support says nothing
_ABROAD = 5.3  # nor does a smaller one that far from what a dateline names


@dataclass(frozen=True, slots=True)
class Choice:
    """What a toponym was resolved to: ranked candidates with shares that add up to one, and why the first leads.

    ``entry`` is ``None`` where the toponym stays open; ``within`` is then what
    the text says that it lies in, if it does.
    """

    entry: Entry | None
    ranked: tuple[tuple[Entry, float], ...] = ()
    basis: str = "not in the gazetteer"
    within: Entry | None = None


@dataclass
class _Focus:
    """What a report is about.

    Countries by how often they are named; names of places that are sure, by
    their country, division, district and point; and for every candidate the
    other names that have a place near it. ``datelines`` holds the names in
    datelines, ``home`` the countries that they turned out to lie in.
    """

    named: Counter[str]
    datelines: frozenset[str] = frozenset()
    home: set[str] = field(default_factory=set)
    listed: Mapping[str, frozenset[str]] = field(default_factory=dict)  # names by names in one list with them
    countries: dict[str, set[str]] = field(default_factory=dict)
    divisions: dict[int, set[str]] = field(default_factory=dict)
    points: dict[int, dict[str, tuple[float, float]]] = field(default_factory=dict)  # by degree of latitude
    sure: set[str] = field(default_factory=set)
    chances: dict[tuple[int, int], dict[str, tuple[float, list[tuple[float, float]]]]] = field(default_factory=dict)

    def share(self, country: str, key: str) -> float:
        """Give the share of a country in what the report names, the name itself left out."""
        own = len(self.countries.get(country, set()) - {key}) + self.named[country]
        total = sum(len(keys - {key}) for keys in self.countries.values()) + sum(self.named.values())
        return own / total if total else 0.0


def choose(reading: Reading, gazetteer: Gazetteer, toponyms: Sequence[Toponym]) -> list[Choice]:
    """Resolve toponyms.

    Args:
        reading: The reading they stand in.
        gazetteer: Gives what a place lies in.
        toponyms: In text order.

    Returns:
        One choice for each.
    """
    held = _containers(reading, gazetteer, toponyms)
    named = _countries(reading, gazetteer)
    datelines, listed = _in_datelines(reading, toponyms), _listed(reading, toponyms)
    focus = _Focus(named, datelines, listed=listed, chances=_chances(toponyms))
    choices = _decided(toponyms, held, focus, gazetteer)
    for _ in range(_ROUNDS):
        choices = _decided(toponyms, held, _refocused(focus, choices, toponyms), gazetteer)
    return choices


def _in_datelines(reading: Reading, toponyms: Sequence[Toponym]) -> frozenset[str]:
    """Give the names in datelines."""
    blocks = reading.document.blocks
    return frozenset(t.key for t in toponyms if blocks[reading.block_at(t.first)].kind is BlockKind.DATELINE)


def _listed(reading: Reading, toponyms: Sequence[Toponym]) -> dict[str, frozenset[str]]:
    """Give, by name, the names next to it in a list ("Idlib, Hama and Tripoli")."""
    found: dict[str, frozenset[str]] = {}
    for one, other in pairwise(toponyms):
        between = {reading.tokens[i].lower for i in range(one.last, min(other.first, one.last + 3))}
        together = one.last < other.first <= one.last + 2 and between <= _BETWEEN
        if together and reading.tokens[one.first].sentence == reading.tokens[other.first].sentence:
            for key, beside in ((one.key, other.key), (other.key, one.key)):
                found[key] = found.get(key, frozenset()) | {beside}
    return found


def _chances(toponyms: Sequence[Toponym]) -> dict[tuple[int, int], dict[str, tuple[float, list[tuple[float, float]]]]]:
    """Give, by square of a degree, the names that may mean a place there, how much each says, and the places' points.

    A name of many places says little about where the report is.
    """
    squares: dict[tuple[int, int], dict[str, tuple[float, list[tuple[float, float]]]]] = {}
    for key, entries in {toponym.key: toponym.entries for toponym in toponyms}.items():
        small = [entry for entry in entries if entry.kind in _SMALL and entry.lat is not None and entry.lon is not None]
        for entry in small:
            square = (round(entry.lat or 0), round(entry.lon or 0))
            names = squares.setdefault(square, {})
            names.setdefault(key, (len(small) ** -0.5, []))[1].append((entry.lat or 0.0, entry.lon or 0.0))
    return squares


def _countries(reading: Reading, gazetteer: Gazetteer) -> Counter[str]:
    """Count the countries (ISO alpha-2) that the report names, adjectives included."""
    counts: Counter[str] = Counter()
    for token in reading.tokens:
        if token.text[0].isupper():
            word = token.lower
            alpha3 = gazetteer.country_names.get(word) or gazetteer.demonyms.get(word)
            if alpha3 is None and token.i + 1 < len(reading.tokens):
                alpha3 = gazetteer.country_names.get(f"{word} {reading.tokens[token.i + 1].lower}")
            if alpha3 and not is_continental(reading, token.i):
                country = gazetteer.countries[alpha3].alpha2
                counts[country] += not _is_ambiguous(gazetteer, word, country)
    return +counts


def _is_ambiguous(gazetteer: Gazetteer, name: str, country: str) -> bool:
    """Tell a country's name that is a division's elsewhere ("Georgia")."""
    return any(entry.kind == DIVISION and entry.country != country for entry in gazetteer.named(name))


# ---- what the words beside a name say


def _containers(
    reading: Reading, gazetteer: Gazetteer, toponyms: Sequence[Toponym]
) -> dict[int, tuple[tuple[Entry, ...], str]]:
    """Give for toponyms, by number, what the text says that they lie in, and its words."""
    found: dict[int, tuple[tuple[Entry, ...], str]] = {}
    for number, other in pairs(reading, toponyms).items():
        holders = tuple(entry for entry in toponyms[other].entries if entry.kind != TOWN) or toponyms[other].entries
        if holders:
            words = reading.span(toponyms[other].first, toponyms[other].last - 1).text
            found[number] = (holders, words)
    for number, toponym in enumerate(toponyms):
        country = _country_behind(reading, gazetteer, toponym) or _adjective(reading, gazetteer, toponym)
        if number not in found and country is not None:
            found[number] = country
    return found


def _country_behind(reading: Reading, gazetteer: Gazetteer, toponym: Toponym) -> tuple[tuple[Entry, ...], str] | None:
    """Give the country of "Paris, France", even where the country itself is no place but acts."""
    tokens = reading.tokens
    first = toponym.last + 1
    if first >= len(tokens) or tokens[toponym.last].text != ",":
        return None
    for last in range(min(first + _LONGEST_COUNTRY, len(tokens)), first, -1):
        alpha3 = gazetteer.country_names.get(reading.span(first, last - 1).text.lower())
        if alpha3 is not None and tokens[first].sentence == tokens[last - 1].sentence:
            entry = gazetteer.entry(gazetteer.countries[alpha3].geonames_id)
            return ((entry,), gazetteer.countries[alpha3].name) if entry is not None else None
    return None


def _adjective(reading: Reading, gazetteer: Gazetteer, toponym: Toponym) -> tuple[tuple[Entry, ...], str] | None:
    """Give the country of "the Syrian city of Homs" and "the Syrian town Douma"."""
    tokens = reading.tokens
    settlements = lexicon.by_pattern("settlements")
    i = toponym.first - 1
    if i >= 1 and tokens[i].lower == "of" and tokens[i - 1].lemma in settlements:
        i -= 2
    elif i >= 0 and tokens[i].lemma in settlements:
        i -= 1
    else:
        return None
    while i >= 0 and tokens[i].sentence == tokens[toponym.first].sentence and tokens[i].pos in {"ADJ", "NOUN", "PROPN"}:
        alpha3 = gazetteer.demonyms.get(tokens[i].lower)
        if alpha3:
            entry = gazetteer.entry(gazetteer.countries[alpha3].geonames_id)
            return ((entry,), gazetteer.countries[alpha3].name) if entry is not None else None
        i -= 1
    return None


def _lies_in(entry: Entry, holders: Sequence[Entry]) -> bool:
    """Tell whether a place lies in one of others."""
    for holder in holders:
        if holder.key == entry.key:
            continue
        if holder.kind == COUNTRY and holder.country == entry.country:
            return True
        if holder.key in {entry.admin1, entry.admin2}:
            return True
        if holder.kind == TOWN and entry.kind == TOWN and _km(entry, holder) <= 30:  # a quarter, a village beside it
            return True
    return False


def _km(one: Entry, other: Entry) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    return distance_km(one.lat, one.lon, other.lat, other.lon)


# ---- scoring


def _decided(
    toponyms: Sequence[Toponym],
    held: Mapping[int, tuple[tuple[Entry, ...], str]],
    focus: _Focus,
    gazetteer: Gazetteer,
) -> list[Choice]:
    """Decide all, one name alike throughout unless the words beside it say otherwise."""
    said: dict[tuple[str, frozenset[str]], tuple[tuple[Entry, ...], str]] = {}
    for number, holders in held.items():
        toponym = toponyms[number]
        if any(_lies_in(entry, holders[0]) for entry in toponym.entries):
            said.setdefault((toponym.key, toponym.kinds), holders)
    known: dict[tuple[str, frozenset[str], str], Choice] = {}
    choices: list[Choice] = []
    for number, toponym in enumerate(toponyms):
        holder = held.get(number) or said.get((toponym.key, toponym.kinds))
        key = (toponym.key, toponym.kinds, holder[1] if holder else "")
        if key not in known:
            known[key] = _decide(toponym, holder, focus, gazetteer)
        choices.append(known[key])
    return choices


def _decide(
    toponym: Toponym, holders: tuple[tuple[Entry, ...], str] | None, focus: _Focus, gazetteer: Gazetteer
) -> Choice:
    if not toponym.entries:
        return Choice(None, within=_only(holders))
    scored = []
    for entry in toponym.entries:
        prior, why = _prior(entry, toponym, gazetteer, wired=toponym.key in focus.datelines)
        support, because = _support(entry, toponym, focus)
        if holders is not None and _lies_in(entry, holders[0]):
            support, because = support + _CONTAINED, f"the text says it lies in {holders[1]}"
        scored.append((prior + support, support, entry, because or why))
    scored.sort(key=lambda one: (-one[0], one[2].key))
    best, support, entry, why = scored[0]
    weights = [exp(_SHARPNESS * (score - best)) for score, *_ in scored]
    ranked = tuple(
        (other, round(weight / sum(weights), 3)) for (_, _, other, _), weight in zip(scored, weights, strict=True)
    )
    least = _ABROAD if focus.home else _VILLAGE
    if best < least and support <= 0 and entry.kind in _SMALL:
        return Choice(None, ranked, "only small places of the name, in countries that the report does not name")
    return Choice(entry, ranked, why if len(scored) > 1 else f"{why}; the only place of the name")


def _only(holders: tuple[tuple[Entry, ...], str] | None) -> Entry | None:
    return holders[0][0] if holders is not None and len(holders[0]) == 1 else None


def _prior(entry: Entry, toponym: Toponym, gazetteer: Gazetteer, *, wired: bool) -> tuple[float, str]:
    """Give what a candidate counts for by itself."""
    if entry.kind == COUNTRY:
        return log10(max(entry.population, 1_000_000)) + _KIND[COUNTRY], "name of a country"
    if entry.kind not in _KIND:
        return _OWN, f"name of a {entry.kind}"
    score = log10(max(entry.population, 100)) + _KIND[entry.kind]
    if entry.geonames_id is None:
        score = max(score, _ADDED)
    if fold(entry.name) != toponym.key and not _is_main_city(entry, toponym):
        score += _OTHER_NAME
    country = gazetteer.by_alpha2.get(entry.country)
    if entry.kind == TOWN and country is not None and fold(country.capital) == toponym.key:
        score += _CAPITAL + (_WIRED if wired else 0.0)
    return score, "the largest place of the name"


def _is_main_city(entry: Entry, toponym: Toponym) -> bool:
    """Tell a city that is called as its division and holds much of its people ("New York" for New York City)."""
    return fold(entry.name) == f"{toponym.key} city" and any(
        other.key == entry.admin1 and entry.population >= _MUCH * other.population for other in toponym.entries
    )


def _support(entry: Entry, toponym: Toponym, focus: _Focus) -> tuple[float, str]:
    """Give what the rest of the report says for a candidate, and its strongest reason."""
    parts = []
    share = focus.share(entry.country, toponym.key) if entry.country else 0.0
    if share:
        parts.append((_COUNTRY_SHARE * share + _COUNTRY_NAMED, "in a country that the report names"))
    if entry.country in focus.home and toponym.key not in focus.datelines:
        parts.append((_HOME, "in the country of the dateline"))
    count = _same_division(entry, toponym, focus)
    if count:
        parts.append((min(_DIVISION_NAMED * count, _DIVISION_MOST), "in a division that the report names"))
    near, together = _neighbours(entry, toponym, focus)
    if near:
        parts.append((min(_NEAR * near, _NEAR_MOST) + _LISTED * together, "near other places of the report"))
    parts.sort(key=lambda part: -part[0])
    return sum(score for score, _ in parts), parts[0][1] if parts else ""


def _same_division(entry: Entry, toponym: Toponym, focus: _Focus) -> int:
    """Count the other names that are sure to mean places in the same division, twice those in the same district."""
    keys = {entry.key, entry.admin1} if entry.kind in {DIVISION, DISTRICT} else {entry.admin1}
    wide = set().union(*(focus.divisions.get(key, set()) for key in keys if key is not None))
    close = focus.divisions.get(entry.admin2, set()) if entry.admin2 is not None else set()
    return len(wide - {toponym.key}) + len(close - {toponym.key})


def _neighbours(entry: Entry, toponym: Toponym, focus: _Focus) -> tuple[float, int]:
    """Count the other names with a place near: in full those that are sure, by what they say the rest.

    Also gives how many of the sure stand in one list with the name.
    """
    if entry.lat is None or entry.lon is None or entry.kind not in _SMALL:
        return 0.0, 0
    rows = (focus.points.get(round(entry.lat) + up, {}) for up in range(-2, 3))
    sure = {
        key
        for row in rows
        for key, point in row.items()
        if key != toponym.key and distance_km(*point, entry.lat, entry.lon) <= _NEAR_KM
    }
    perhaps: dict[str, float] = {}
    row, column = round(entry.lat), round(entry.lon)
    for square in ((row + up, column + side) for up in (-1, 0, 1) for side in (-1, 0, 1)):
        for key, (says, points) in focus.chances.get(square, {}).items():
            if key == toponym.key or key in focus.sure:
                continue
            if any(distance_km(*point, entry.lat, entry.lon) <= _BESIDE_KM for point in points):
                perhaps[key] = says
    together = focus.listed.get(toponym.key, frozenset())
    return len(sure) + sum(perhaps.values()), len(sure & together)


def _refocused(focus: _Focus, choices: Sequence[Choice], toponyms: Sequence[Toponym]) -> _Focus:
    """Note what has become sure: its country, division and point."""
    found = _Focus(focus.named, focus.datelines, listed=focus.listed, chances=focus.chances)
    for key, entry in dict.fromkeys(_sure(choices, toponyms)):
        if entry.country and key in focus.datelines:
            found.home.add(entry.country)
        if entry.kind != COUNTRY and entry.country:
            found.countries.setdefault(entry.country, set()).add(key)
        for division in (entry.key if entry.kind in {DIVISION, DISTRICT} else None, entry.admin1, entry.admin2):
            if division is not None:
                found.divisions.setdefault(division, set()).add(key)
        if entry.lat is not None and entry.lon is not None and entry.kind in _SMALL:
            found.sure.add(key)
            found.points.setdefault(round(entry.lat), {}).setdefault(key, (entry.lat, entry.lon))
    return found


def _sure(choices: Sequence[Choice], toponyms: Sequence[Toponym]) -> Iterator[tuple[str, Entry]]:
    """Give the places whose candidates leave little doubt."""
    for choice, toponym in zip(choices, toponyms, strict=True):
        if choice.entry is None or not choice.ranked:
            continue
        best = choice.ranked[0][1]
        second = next((share for entry, share in choice.ranked[1:] if entry.country != choice.entry.country), 0.0)
        if best >= second * exp(_SHARPNESS * _SURE):
            yield toponym.key, choice.entry
