"""What reports and statements tell that can be set side by side: where, when, who, how many, in which words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from itertools import takewhile
from math import sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING

import snowballstemmer

from sayso import lexicon
from sayso.record import ActorKind, BlockKind, PlacePrecision, Polarity, Stage, Stance, TimePrecision, TollScope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sayso.incidents.model import Member
    from sayso.record import Actor, Event, Place, Report, Time

LEAD = 1_500  # characters of body text; a news report tells its story in its first paragraphs
_FEWEST = 12  # words; a text of fewer is told apart by too little to be wholly like another
_EXACT = frozenset({PlacePrecision.SITE, PlacePrecision.TOWN, PlacePrecision.DISTRICT, PlacePrecision.ADMIN1})
READ = frozenset({BlockKind.HEADLINE, BlockKind.BODY, BlockKind.QUOTE, BlockKind.LIST})
_WORD = re.compile(r"[^\W\d_]+|\d[\d,.]*\d|\d|[$€£]")
_FIGURES = re.compile(r"\d[\d,]*(?:\.\d+)?")
# How old somebody is: "a 15-year-old boy", "aged 15", "Anna Roe, 15,".
_AGE = re.compile(r"\b(\d{1,3})\s?-\s?years?\s?-\s?old\b|\baged? (\d{1,2})\b|[^\W\d_], (\d{1,2}),(?= )")
_HUNDRED = 100
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound"}
_GUESSED = frozenset({"dateline", "report"})  # bases of a place that the story does not give
_OWN = frozenset({"clause", "sentence"})  # bases of what a statement's own words tell, not those before
_WITHIN = frozenset({TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.PART_OF_DAY})
_LONGEST = 20  # characters of a word before another that is looked at
_DAY = 10  # characters of an ISO 8601 day
_HOUR = 13  # characters of one with its hour
_STATES = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE})

Fields = dict[str, dict[str, int]]


@dataclass(slots=True)
class Profile:
    """What one report or statement tells, or several tied together.

    ``fields`` counts, for each field of the table ``likeness``, how many of
    them tell each value (``key|name`` where a name reads better than its key);
    ``words`` adds up their unit vectors of word stems.
    """

    size: int
    fields: Mapping[str, Mapping[str, int]]
    words: Mapping[str, float]

    def telling(self, name: str, values: Iterable[str]) -> Profile:
        """Give this profile with a field that tells these values once each."""
        return Profile(self.size, {**self.fields, name: dict.fromkeys(values, 1)}, self.words)

    def with_(self, other: Profile) -> Profile:
        """Give the profile of both together."""
        fields = {name: dict(told) for name, told in self.fields.items()}
        for name, told in other.fields.items():
            both = fields.setdefault(name, {})
            for value, times in told.items():
                both[value] = both.get(value, 0) + times
        words = dict(self.words)
        for word, weight in other.words.items():
            words[word] = words.get(word, 0.0) + weight
        return Profile(self.size + other.size, fields, words)


def of_report(report: Report) -> Profile:
    """Profile a report by its headline and first paragraphs."""
    spans = list(_lead(report))
    low, high = (spans[0][0], spans[-1][1]) if spans else (0, 0)
    fields = _told_between(report, low, high)
    for place in report.places:
        if place.relation is None and low <= place.start < high and place.precision in _EXACT:
            _add_place(fields, place)
    for time in report.times:
        if low <= time.start < high:
            _add_time(fields, time)
    for statement in report.statements:
        if statement.event is not None and low <= statement.start < high:
            for mode in statement.event.modes:
                _add(fields, "mode", mode)
    return Profile(1, fields, _words(report, spans))


def of_members(members: Iterable[Member], stories: Mapping[str, str] = MappingProxyType({})) -> Iterator[Profile]:
    """Profile statements, each by what it says and by the paragraph around it, which is looked through once for all.

    ``stories`` names the story of a report by its id.
    """
    around: dict[tuple[str, int, int], Profile] = {}
    for member in members:
        report, start = member.report, member.statement.start
        blocks = ((b.start, b.end) for b in report.document.blocks if b.start <= start < b.end)
        low, high = next(blocks, (start, member.statement.end))
        if (report.id, low, high) not in around:
            told = Profile(1, _told_between(report, low, high), _words(report, [(low, high)]))
            around[report.id, low, high] = told
        yield _of_member(member, around[report.id, low, high], stories.get(report.id))


def _of_member(member: Member, around: Profile, story: str | None) -> Profile:
    """Profile a statement; ``around`` is what its paragraph tells."""
    report, event = member.report, member.event
    fields = {name: dict(told) for name, told in around.fields.items()}
    _add(fields, "report", report.id)
    if story is not None:
        _add(fields, "story", story)
    several = _is_several(member)
    if member.place is not None and event.place_basis not in ({*_GUESSED, "story"} if several else _GUESSED):
        own = event.place_basis in _OWN and not _is_speakers(report, member.place)
        if _is_exact(member.place):
            _add_place(fields, member.place)
        if own and _is_spot(report, member.place):
            fields["own_place"] = dict(fields["place"])
        if own and member.place.admin1:
            _add(fields, "admin1", member.place.admin1)
        fields["country"] = {member.place.country: 1} if member.place.country else {}
    if member.time is not None and not (several and event.time_basis == "story"):
        _add_time(fields, member.time)
        if event.time_basis in _OWN and "day" in fields:
            fields["own_day"] = dict(fields["day"])
            fields.pop("published", None)  # when a day is told, when it was told no longer matters
            _add_hours(fields, member.time)
    _add_parts(fields, report, event)
    _add(fields, "acts", "several" if several and "own_day" not in fields else "one")
    if not _is_open(member, fields):
        _add(fields, "told", member.statement.polarity)
    return Profile(1, fields, around.words)


def _add_parts(fields: Fields, report: Report, event: Event) -> None:
    """Add who took part in an act and how, and at what sites; ``parties`` only where no town is told."""
    actors = {actor.id: actor for actor in report.actors}
    for name, refs in (("actors", event.actors), ("recipients", event.recipients)):
        for ref in refs:
            if ref.actor is not None:
                _add(fields, name, actors[ref.actor].name)
    for ref in event.recipients:
        if ref.actor is not None and (surname := _surname(actors[ref.actor])) is not None:
            _add(fields, "harmed", surname)
    for ref in event.actors if "own_place" not in fields else ():
        for party in _parties(actors, ref.actor):
            _add(fields, "parties", party)
    for mode in event.modes:
        _add(fields, "mode", mode)
    for hit in [*(span.text for span in event.targets), *(ref.text for ref in event.recipients)]:
        site = lexicon.by_pattern("sites").get(hit.lower().rpartition(" ")[2])
        if site is not None:
            _add(fields, "target", site["kind"])


def _parties(actors: Mapping[str, Actor], ident: str | None) -> Iterator[str]:
    """Give who an actor is, whatever it is called: its state, which its forces are part of, and its registry entry.

    Nobody who is only described ("gunmen") is anyone, nor is a body of several states, whose forces are theirs.
    """
    actor = actors.get(ident or "")
    if actor is not None and actor.kind in _STATES and actor.country:
        yield actor.country
    if actor is not None and actor.registry and actor.kind is not ActorKind.IGO:
        yield actor.registry


def _is_several(member: Member) -> bool:
    """Tell acts that are counted: the place and day of the last one told are not theirs ("19 abductions")."""
    trigger = member.event.trigger
    before = _before(member.report, trigger.start)
    return trigger.text.endswith("s") and any(_number(word) is not None for word in before)


def _is_open(member: Member, fields: Fields) -> bool:
    """Tell what was tried, or is denied, or said not to have been in one town or on one day: it may tell of an act."""
    if member.statement.polarity is not Polarity.NEGATIVE:
        return False
    denied = {one.id for one in member.report.attributions if one.stance is Stance.DENYING}
    voices = {voice.attribution for voice in member.statement.voices}
    return (
        member.event.stage is Stage.FAILED
        or not denied.isdisjoint(voices)
        or not fields.keys().isdisjoint({"own_place", "own_day"})
    )


def _lead(report: Report) -> Iterator[tuple[int, int]]:
    left = LEAD
    for block in report.document.blocks:
        if block.kind in READ and left > 0:
            yield block.start, block.end
            left -= block.end - block.start


def _told_between(report: Report, low: int, high: int) -> Fields:
    """Give what is told between two offsets: countries, people, numbers, tolls, and when it was published."""
    fields: Fields = {}
    for place in report.places:
        if place.relation is None and place.country and low <= place.start < high:
            _add(fields, "country", place.country)
    for actor in report.actors:
        surname = _surname(actor)
        if surname is not None and any(low <= mention.start < high for mention in actor.mentions):
            _add(fields, "people", surname)
    for statement in report.statements:
        toll = statement.toll if low <= statement.start < high else None
        if toll is not None and toll.low is not None and toll.scope in {TollScope.INCIDENT, TollScope.UNKNOWN}:
            _add(fields, "toll", f"{toll.what}={toll.low}")
    for noun, number in _counts(report.document.text[low:high]):
        _add(fields, "count", f"{noun}={number}")
    for age in _AGE.finditer(report.document.text, low, high):
        _add(fields, "age", age[1] or age[2] or age[3])
    for span in _fortnights(report.document.published):
        _add(fields, "published", span)
    return fields


def _surname(actor: Actor) -> str | None:
    """Give the last word of a person's name of two words or more."""
    names = [word for word in actor.name.split() if word[:1].isupper()] if actor.kind is ActorKind.PERSON else []
    return names[-1].lower() if len(names) > 1 and not _is_common(names[-1].lower()) else None


def _is_common(word: str) -> bool:
    """Tell a word for a body, a post or a division, which nobody has as a surname."""
    return any(word in lexicon.by_pattern(table) for table in ("actor_heads", "name_words", "division_words"))


def _fortnights(published: str | None) -> Iterator[str]:
    """Give the two overlapping spans of thirty days that a day lies in: days less than fifteen apart share one."""
    if published is not None:
        day = date.fromisoformat(published[:_DAY]).toordinal()
        yield f"a{day // 30}"
        yield f"b{(day + 15) // 30}"


def _add(fields: Fields, name: str, value: str) -> None:
    fields.setdefault(name, {})[value] = 1


def _is_speakers(report: Report, place: Place) -> bool:
    """Tell a place that only says where somebody spoke: "officials in Bilbao said"."""
    sources = (attribution.source for attribution in report.attributions)
    return any(source is not None and source.start <= place.start < source.end for source in sources)


def _is_spot(report: Report, place: Place) -> bool:
    """Tell a place no larger than a town; of a name that no gazetteer has, that something is "in" or "near" it."""
    if place.precision is PlacePrecision.UNKNOWN:
        at = lexicon.values("locative_prepositions", "at")
        return _is_exact(place) and (bool(place.candidates) or not at.isdisjoint(_before(report, place.start)))
    return place.precision in {PlacePrecision.SITE, PlacePrecision.TOWN}


def _before(report: Report, start: int) -> list[str]:
    """Give the word before an offset, if there is one."""
    return report.document.text[max(start - _LONGEST, 0) : start].lower().split()[-1:]


def _is_exact(place: Place) -> bool:
    """Tell a place that is told apart from its neighbours: a town and the like, or a name that no gazetteer has."""
    return place.precision in _EXACT or (place.precision is PlacePrecision.UNKNOWN and place.text[:1].isupper())


def _add_place(fields: Fields, place: Place) -> None:
    """Add a place by its id and, at half the weight, by its name, which is all that a place not resolved has."""
    _add(fields, "place", f"{place.text.lower()}|{place.text.title()}")
    first, _, rest = place.text.lower().partition(" ")
    if rest and first in lexicon.by_pattern("directions"):  # "East Aleppo" is in Aleppo
        _add(fields, "place", f"{rest}|{rest.title()}")
    if place.geonames_id is not None:
        fields["place"][f"{place.geonames_id}|{place.name or place.text}"] = 2


def _add_time(fields: Fields, time: Time) -> None:
    if not time.earliest or not time.latest:
        return
    low, high = time.earliest[:_DAY], time.latest[:_DAY]
    if time.precision in _WITHIN:
        high = low  # a night is of the day on which it begins
    for name, length in (("day", 10), ("month", 7), ("year", 4)):
        if low[:length] == high[:length]:
            _add(fields, name, low[:length])


def _add_hours(fields: Fields, time: Time) -> None:
    """Add the overlapping half-days that a time of day lies in: hours less than six apart share one."""
    if time.precision in _WITHIN and time.earliest and len(time.earliest) > _DAY:
        start = datetime.fromisoformat(time.earliest[:_HOUR])
        hours = start.toordinal() * 24 + start.hour
        _add(fields, "hour", f"a{hours // 12}")
        _add(fields, "hour", f"b{(hours + 6) // 12}")


def _counts(text: str) -> Iterator[tuple[str, str]]:
    """Give the numbers of a text with what is counted, roughly: each of the two words behind, or a currency."""
    words = _cut(text)
    numbers = {word: number for word in set(words) if (number := _number(word)) is not None}
    behind = 0  # a number that was told
    for i in [i for i, word in enumerate(words) if word in numbers]:
        if i >= behind:
            number, behind = numbers[words[i]], i + 1
            while behind < len(words) and (power := _power(words[behind])) is not None:
                number, behind = number * power, behind + 1
            sign = _CURRENCIES.get(words[i - 1]) if i else None
            nouns = takewhile(str.isalpha, words[behind : behind + 2]) if sign is None else [sign]
            yield from ((noun, f"{number:.0f}") for word in nouns if (noun := _stem(word.lower())) is not None)


@lru_cache(maxsize=100_000)
def _number(word: str) -> float | None:
    """Give the number that a word writes or spells; "one" counts nothing."""
    plain = _FIGURES.fullmatch(word)
    spelt = lexicon.by_pattern("numbers").get(word.lower(), {"value": ""})["value"]
    return float(word.replace(",", "")) if plain else float(spelt) if spelt not in {"", "1"} else None


@lru_cache(maxsize=100_000)
def _power(word: str) -> float | None:
    """Give what a word behind a number multiplies it by, as "million" does."""
    value = lexicon.by_pattern("numbers").get(word.lower(), {"value": ""})["value"]
    return float(value) if value and float(value) >= _HUNDRED else None


def _words(report: Report, spans: list[tuple[int, int]]) -> Mapping[str, float]:
    """Give the stems of the words between offsets, each once, as a vector of length one at most."""
    stems = frozenset[str]().union(*(_stems(report.document.text[low:high]) for low, high in spans))
    return dict.fromkeys(sorted(stems), 1 / sqrt(max(len(stems), _FEWEST)))


@lru_cache(maxsize=256)
def _cut(text: str) -> tuple[str, ...]:
    """Give the words of a text; the paragraphs of one report are looked through more than once."""
    return tuple(_WORD.findall(text))


@lru_cache(maxsize=256)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem for word in set(_cut(text)) if (stem := _stem(word.lower())) is not None)


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@cache
def _stem(word: str) -> str | None:
    """Give a word's stem (Porter2), or ``None`` for a word that any text has."""
    return None if len(word) < 2 or word in lexicon.by_pattern("stop_words") else str(_stemmer().stemWord(word))
