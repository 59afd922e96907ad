"""Which event a short report tells of, in ACLED's sub-types, and that disasters are none.

Measured, with the set's own scorer: ``top1`` (the first label is right), ``hit`` (the right one is among those
given, at most three), F1 of the first label weighted by frequency and unweighted, and ``quiet``, the share of
natural and man-made disasters for which nothing is given.

To beat (a keyword list on dev): top1 44, hit 52, quiet 51; systems trained on ACLED's own rows reached a weighted F1
near 84. Goal: top1 70, hit 82, quiet 90.

Mapping from the record to labels, each with a weight; the three heaviest are given, the heaviest first:
  - events that are said to have happened (as in ``events.py``) give the label of their PLOVER type and mode, or else
    of their ``acled`` field; of several modes the most specific; an event that ACLED has no place for gives none;
  - ``ASSAULT`` is refined: a suicide attacker among the actors, and a grenade among the arms that the text names, are
    what they are; without a telling mode the arms named in the text tell it; without any, armed sides against each
    other and words for fighting are a clash, civilians who assault are a mob, and the rest is an attack, or (with less
    weight) a clash;
  - where there is a ``PROTEST``, or protesters are among the actors, a clash or an assault by the crowd is a violent
    demonstration, firearms or people killed by forces are force against protesters, any other act of forces, crowd
    control and arrests an intervention;
  - rioters, a clash at a protest and a blocked road are a violent demonstration; arrests are an intervention where
    protesters are arrested or the protest is told first; protesters named, and no violence, are a peaceful protest; a
    mob or vigilantes among the doers are mob violence; a person captured by forces, or sentenced, is an arrest;
  - ``COERCE`` seize of named arms, forces that destroy arms, and an assault that failed, are disrupted weapons;
  - an assault on posts, convoys and bases of armed forces is a clash; talks with an armed group an agreement;
  - ``control``: gains of a state's forces, or of an armed group; leaving or losing ground is a transfer of territory;
  - the weight is the label's precedence (after ACLED's code book: how specific the act is) less half a point for each
    event told before it.
"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from common import Case, Mark, Reader, Settings, Table, Value, main, percent, rows, scorer, table
from events import happened

from sayso.record import ActorKind, Change, EventType, Stage, TollWhat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    from sayso import Report, Statement
    from sayso.record import Control, Event, Ref

MARKS = {
    "top1": Mark(44.0, 70.0),
    "hit": Mark(52.0, 82.0),
    "weighted F1": Mark(84.0),
    "quiet on disasters": Mark(51.0, 90.0),
}
MOST = 3  # labels a text

# A label's precedence: where a text tells of several acts, the more specific is what it is about.
PRECEDENCE = {
    "SUIC_BOMB": 10.0,
    "CHEM_WEAP": 10.0,
    "FORCE_AGAINST_PROTEST": 9.5,
    "SEX_VIOL": 9.0,
    "GRENADE": 8.5,
    "AIR_STRIKE": 8.0,
    "PROTEST_WITH_INTER": 8.0,
    "ABDUCT_DISSAP": 7.5,
    "ART_MISS_ATTACK": 7.5,
    "REM_EXPLOS": 7.0,
    "GOV_REGAINS_TERIT": 7.0,
    "NON_STATE_ACTOR_OVERTAKES_TER": 7.0,
    "MOB_VIOL": 6.5,
    "VIOL_DEMONSTR": 8.2,
    "DISR_WEAP": 6.0,
    "ARMED_CLASH": 6.0,
    "NON_VIOL_TERRIT_TRANSFER": 5.5,
    "PEACE_PROTEST": 5.0,
    "HQ_ESTABLISHED": 5.0,
    "ARREST": 5.0,
    "AGREEMENT": 4.5,
    "PROPERTY_DISTRUCT": 4.5,
    "ATTACK": 4.0,
    "CHANGE_TO_GROUP_ACT": 3.5,
    "OTHER": 1.0,
}
_LATER = 0.5  # weight lost for each event told before
_NEAR = 40  # characters behind a verb in which its object is looked for

_BY_MODE = {
    (EventType.ASSAULT, "suicide-attack"): "SUIC_BOMB",
    (EventType.ASSAULT, "unconventional"): "CHEM_WEAP",
    (EventType.ASSAULT, "sexual"): "SEX_VIOL",
    (EventType.ASSAULT, "abduct"): "ABDUCT_DISSAP",
    (EventType.ASSAULT, "drone"): "AIR_STRIKE",
    (EventType.ASSAULT, "aerial"): "AIR_STRIKE",
    (EventType.ASSAULT, "heavy-weapons"): "ART_MISS_ATTACK",
    (EventType.ASSAULT, "explosives"): "REM_EXPLOS",
    (EventType.ASSAULT, "crowd-control"): "PROTEST_WITH_INTER",
    (EventType.PROTEST, "riot"): "VIOL_DEMONSTR",
    (EventType.PROTEST, "vandalize"): "VIOL_DEMONSTR",
    (EventType.PROTEST, "obstruct"): "VIOL_DEMONSTR",
    (EventType.SANCTION, "convict"): "ARREST",
    (EventType.COERCE, "arrest"): "ARREST",
    (EventType.COERCE, "seize"): "PROPERTY_DISTRUCT",
    (EventType.COERCE, "deport"): "OTHER",
    (EventType.RETREAT, "withdraw"): "NON_VIOL_TERRIT_TRANSFER",
    (EventType.RETREAT, "ceasefire"): "AGREEMENT",
    (EventType.PROTEST, "demo"): "PEACE_PROTEST",
    (EventType.MOBILIZE, "troops"): "CHANGE_TO_GROUP_ACT",
}
_BY_ACLED = {
    "Agreement": "AGREEMENT",
    "Abduction/forced disappearance": "ABDUCT_DISSAP",
    "Air/drone strike": "AIR_STRIKE",
    "Armed clash": "ARMED_CLASH",
    "Arrests": "ARREST",
    "Attack": "ATTACK",
    "Change to group/activity": "CHANGE_TO_GROUP_ACT",
    "Chemical weapon": "CHEM_WEAP",
    "Disrupted weapons use": "DISR_WEAP",
    "Excessive force against protesters": "FORCE_AGAINST_PROTEST",
    "Government regains territory": "GOV_REGAINS_TERIT",
    "Grenade": "GRENADE",
    "Headquarters or base established": "HQ_ESTABLISHED",
    "Looting/property destruction": "PROPERTY_DISTRUCT",
    "Mob violence": "MOB_VIOL",
    "Non-state actor overtakes territory": "NON_STATE_ACTOR_OVERTAKES_TER",
    "Non-violent transfer of territory": "NON_VIOL_TERRIT_TRANSFER",
    "Other": "OTHER",
    "Peaceful protest": "PEACE_PROTEST",
    "Protest with intervention": "PROTEST_WITH_INTER",
    "Remote explosive/landmine/IED": "REM_EXPLOS",
    "Sexual violence": "SEX_VIOL",
    "Shelling/artillery/missile attack": "ART_MISS_ATTACK",
    "Suicide bomb": "SUIC_BOMB",
    "Violent demonstration": "VIOL_DEMONSTR",
}
_LIVE = re.compile(r"\b(?:live (?:ammunition|bullet|fire|round)|excessive force|gunfire)", re.IGNORECASE)
_WEAPONRY = re.compile(r"\b(?:arms?|ammunition|cache|explosives?|gun|mine|munition|rifle|weapon)s?\b", re.IGNORECASE)
_POST = re.compile(
    r"\b(?:army|barracks|base|camp|checkpoint|convoy|garrison|headquarters|military|patrol|police|position|post|troop)s?\b",
    re.IGNORECASE,
)
_FORCES = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE})
_ARMED = frozenset({ActorKind.STATE, ActorKind.MILITARY, ActorKind.ARMED_GROUP, ActorKind.POLICE})
_CROWD = frozenset({ActorKind.CIVILIANS, ActorKind.POPULATION})
_GIVEN_UP = frozenset({Change.LOSES, Change.RETREATS})
_CAPTURED = re.compile(r"\bcaptur", re.IGNORECASE)
_CLASH = re.compile(r"\b(?:battl|clash|combat|fight|firefight|fought|skirmish)", re.IGNORECASE)
_DEAL = re.compile(r"\b(?:accord|agree|deal|pact|sign|treaty|truce)", re.IGNORECASE)
_PROTESTERS = re.compile(r"\b(?:demonstrat|protest|riot)", re.IGNORECASE)
_WITH_ARMS = re.compile(r"\b(?:armed|arms|gun|guns)\b", re.IGNORECASE)
_MOB = re.compile(r"\b(?:lynch|mob\b|vigilante)", re.IGNORECASE)
_RIOTERS = re.compile(r"\brioters?\b", re.IGNORECASE)
_ACTIVISTS = re.compile(r"\bactivists\b", re.IGNORECASE)
_SUICIDE = re.compile(r"\b(?:suicid\w*|kamikazes?)\b", re.IGNORECASE)
_ARMS = {  # what an assault with such arms is; the first that fits
    "GRENADE": re.compile(r"(?<!propelled[ -])\bgrenades?\b(?! launcher)", re.IGNORECASE),
    "CHEM_WEAP": re.compile(
        r"\b(?:chemical|chlorine|mustard|nerve|poison(?:ous)?|sarin|toxic|white phosphorus)\b", re.IGNORECASE
    ),
    "AIR_STRIKE": re.compile(
        r"\b(?:aircraft|air ?strike|drone|helicopter|jet|barrel bomb|uav|warplane)s?\b", re.IGNORECASE
    ),
    "ART_MISS_ATTACK": re.compile(r"\b(?:artillery|howitzer|missile|mortar|rocket|shell|tank)s?\b", re.IGNORECASE),
    "REM_EXPLOS": re.compile(r"\b(?:bomb|device|dynamite|explosive|ied|mine|landmine)s?\b", re.IGNORECASE),
}


@cache
def _scorer() -> ModuleType:
    return scorer("types/score_types.py")


# ---- from the record to labels


def labels(report: Report | None) -> list[str]:
    """Give the labels of a record, the heaviest first."""
    if report is None:
        return []
    weights: dict[str, float] = {}
    for label, weight in _weighed(report):
        weights[label] = max(weight, weights.get(label, weight))
    return sorted(weights, key=lambda label: (-weights[label], label))[:MOST]


def _weighed(report: Report) -> Iterator[tuple[str, float]]:
    kinds = {actor.id: actor.kind for actor in report.actors}
    told = [statement for statement in report.statements if _counts(statement)]
    for place, statement in enumerate(told):
        for label, less in _labels_of(statement, report, kinds):
            yield label, PRECEDENCE[label] - less - _LATER * place
    yield from ((label, PRECEDENCE[label]) for label in _at_protest(report, told, kinds))


def _counts(statement: Statement) -> bool:
    if statement.control is not None:
        return statement.same_as is None
    return happened(statement) or (statement.event is not None and statement.event.stage is Stage.FAILED)


def _labels_of(statement: Statement, report: Report, kinds: Mapping[str, ActorKind]) -> Iterator[tuple[str, float]]:
    """Give labels, each with the weight it loses."""
    event = statement.event
    if statement.control is not None:
        yield from ((label, 0.0) for label in _control(statement.control, kinds))
    elif event is not None and event.type is EventType.ASSAULT:
        yield from (
            [("DISR_WEAP", 0.0)] if event.stage is Stage.FAILED else _assault(event, statement.text, report, kinds)
        )
    elif event is not None and event.stage is not Stage.FAILED:
        label = _by_code(event)
        if event.type is EventType.COERCE and "restrict" in event.modes and _PROTESTERS.search(_all_words(statement)):
            label = "PROTEST_WITH_INTER"
        arms = _arms_in(statement, report) or bool(_arms(event.trigger.text) or _WEAPONRY.search(event.trigger.text))
        if label == "PROPERTY_DISTRUCT" and arms:
            label = "DISR_WEAP"
        if event.type is EventType.CONSULT and _kinds(event.actors, kinds) >= {ActorKind.ARMED_GROUP}:
            label = "AGREEMENT"
        if label is not None:
            yield label, 0.0


def _all_words(statement: Statement) -> str:
    event = statement.event
    return statement.text if event is None else " ".join([statement.text, *(r.text for r in event.recipients)])


def _by_code(event: Event) -> str | None:
    """Give the label of an event's type and mode, or of its code."""
    if event.type is EventType.SUPPORT and _DEAL.search(event.trigger.text):
        return "AGREEMENT"
    found = [_BY_MODE[event.type, mode] for mode in event.modes if (event.type, mode) in _BY_MODE]
    return max(found, key=lambda label: PRECEDENCE[label], default=_BY_ACLED.get(event.acled or ""))


def _assault(event: Event, words: str, report: Report, kinds: Mapping[str, ActorKind]) -> Iterator[tuple[str, float]]:
    """Give the labels of an assault: by its mode, by the arms named, or by who takes part."""
    found = [_BY_MODE[event.type, mode] for mode in event.modes if (event.type, mode) in _BY_MODE]
    best = max(found, key=lambda label: PRECEDENCE[label], default=None)
    if (
        "destroy" in event.modes
        and _kinds(event.actors, kinds) & _FORCES
        and any(_WEAPONRY.search(one.text) for one in (*event.targets, *event.recipients))
    ):
        yield "DISR_WEAP", 0.0
        return
    if best == "ABDUCT_DISSAP" and _CAPTURED.search(event.trigger.text) and _kinds(event.actors, kinds) & _FORCES:
        best = "ARREST"
    arms = _arms(" | ".join([event.trigger.text, *(span.text for span in (*event.instruments, *report.weapons))]))
    if _SUICIDE.search(words) or any(_SUICIDE.search(ref.text) for ref in event.actors):
        yield "SUIC_BOMB", 0.0
    if "GRENADE" in arms and best in {None, "REM_EXPLOS", "ART_MISS_ATTACK"}:
        yield "GRENADE", 0.0
    if best is not None:
        yield best, 0.0
        return
    yield from ((label, _LATER) for label in arms[:1])
    yield from _by_sides(event, kinds)


def _arms(words: str) -> list[str]:
    return [label for label, pattern in _ARMS.items() if pattern.search(words)]


def _by_sides(event: Event, kinds: Mapping[str, ActorKind]) -> Iterator[tuple[str, float]]:
    """Tell an assault by who takes part."""
    doing, done = _kinds(event.actors, kinds), _kinds(event.recipients, kinds)
    posts = any(_POST.search(one.text) for one in (*event.targets, *event.recipients))
    two_armed = doing & _ARMED and (done & _ARMED or posts or _is_mutual(event))
    if two_armed or (_CLASH.search(event.trigger.text) and not doing & _CROWD):
        yield "ARMED_CLASH", 0.0
    elif (doing and doing <= _CROWD and not any(_WITH_ARMS.search(ref.text) for ref in event.actors)) or any(
        _MOB.search(words) for words in (event.trigger.text, *(ref.text for ref in event.actors))
    ):
        yield "MOB_VIOL", 0.0
    elif "destroy" in event.modes and not event.recipients:
        yield "PROPERTY_DISTRUCT", 0.0
    else:
        yield "ATTACK", 0.0
        yield "ARMED_CLASH", PRECEDENCE["ARMED_CLASH"] - PRECEDENCE["ATTACK"] + _LATER


def _is_mutual(event: Event) -> bool:
    """Tell two-sided fighting: all sides are actors, nobody is a recipient."""
    return len(event.actors) > 1 and not event.recipients


def _kinds(refs: Sequence[Ref], kinds: Mapping[str, ActorKind]) -> set[ActorKind]:
    return {kinds[ref.actor] for ref in refs if ref.actor is not None and ref.actor in kinds}


def _arms_in(statement: Statement, report: Report) -> bool:
    """Tell whether arms are named in a statement or close behind it (its object)."""
    return any(statement.start <= span.start < statement.end + _NEAR for span in report.weapons)


def _control(control: Control, kinds: Mapping[str, ActorKind]) -> Iterator[str]:
    if control.change in _GIVEN_UP:
        yield "NON_VIOL_TERRIT_TRANSFER"
    elif control.change is Change.GAINS:
        regained = _kinds(control.holders, kinds) & _FORCES
        yield "GOV_REGAINS_TERIT" if regained else "NON_STATE_ACTOR_OVERTAKES_TER"


def _at_protest(report: Report, told: Sequence[Statement], kinds: Mapping[str, ActorKind]) -> Iterator[str]:
    """Give the labels that a protest and what happens at it make together."""
    events = [s.event for s in told if s.event is not None and s.event.stage is not Stage.FAILED]
    named = any(_PROTESTERS.search(mention.text) for actor in report.actors for mention in actor.mentions)
    named = named or any(_PROTESTERS.search(span.text) for s in told if s.event for span in (s, *s.event.targets))
    if not named and not any(event.type is EventType.PROTEST for event in events):
        return
    assaults = [event for event in events if event.type is EventType.ASSAULT]
    by_forces = [event for event in assaults if _kinds(event.actors, kinds) & _FORCES and not _is_mutual(event)]
    killed = any(s.toll is not None and s.toll.what is TollWhat.KILLED for s in report.statements)
    hurt = any(s.toll is not None and s.toll.what is TollWhat.INJURED for s in report.statements)
    struck = any(_PROTESTERS.search(r.text) for e in assaults for r in e.recipients) and killed
    rioters = any(_RIOTERS.search(mention.text) for actor in report.actors for mention in actor.mentions)
    if rioters or any(_is_mutual(e) or _CLASH.search(e.trigger.text) or _by_crowd(e, kinds) for e in assaults):
        yield "VIOL_DEMONSTR"
    live = any(_LIVE.search(s.text) for s in told)
    shot = any("firearms" in e.modes and _at_crowd(e, kinds) for e in by_forces)
    if struck or shot or (by_forces and (killed or hurt or live)):
        yield "FORCE_AGAINST_PROTEST"
    elif by_forces or any("crowd-control" in e.modes for e in events) or _arrests_there(events, kinds):
        yield "PROTEST_WITH_INTER"
    elif not assaults:
        yield "PEACE_PROTEST"


def _at_crowd(event: Event, kinds: Mapping[str, ActorKind]) -> bool:
    """Tell an act against protesters, a crowd, or nobody named."""
    named = any(_PROTESTERS.search(ref.text) or _ACTIVISTS.search(ref.text) for ref in event.recipients)
    return named or not event.recipients or ActorKind.POPULATION in _kinds(event.recipients, kinds)


def _arrests_there(events: Sequence[Event], kinds: Mapping[str, ActorKind]) -> bool:
    """Tell arrests at a protest: of protesters, or told after it; an organiser's arrest told first is an arrest."""
    protests = [n for n, event in enumerate(events) if event.type is EventType.PROTEST]
    return any(
        "arrest" in event.modes and (_at_crowd(event, kinds) or (bool(protests) and protests[0] < n))
        for n, event in enumerate(events)
    )


def _by_crowd(event: Event, kinds: Mapping[str, ActorKind]) -> bool:
    crowd = _kinds(event.actors, kinds) <= _CROWD or any(_PROTESTERS.search(ref.text) for ref in event.actors)
    return bool(event.actors) and crowd


# ---- scoring


def measure(cases: Sequence[Case]) -> Mapping[str, Value]:
    """Score texts."""
    gold = [{**case.gold, "id": str(n)} for n, case in enumerate(cases)]
    disasters = sum(row["type"] in _scorer().DISASTER for row in gold)
    inside = sum(row["type"] not in _scorer().OUTSIDE for row in gold)
    if not inside:
        return {}
    scores = _scorer().score(gold, [{"id": str(n), "types": case.found} for n, case in enumerate(cases)])[0]
    quiet = None if scores["quiet"] is None else 100 * scores["quiet"]
    return {
        "top1": Value(100 * scores["top1"], inside),
        "hit": Value(100 * scores["hit"], inside),
        "weighted F1": Value(100 * scores["weighted"], inside),
        "macro F1": Value(100 * scores["macro"], inside),
        "quiet on disasters": Value(quiet, disasters),
    }


def measure_types(cases: Sequence[Case]) -> Mapping[str, Value]:
    """Give precision and recall of the first label, by label."""
    firsts = [(case.gold["type"], case.found[0] if case.found else None) for case in cases]
    firsts = [pair for pair in firsts if pair[0] not in _scorer().OUTSIDE]
    values: dict[str, Value] = {}
    for label in sorted({wanted for wanted, _ in firsts}):
        right = sum(pair == (label, label) for pair in firsts)
        given, asked = sum(first == label for _, first in firsts), sum(wanted == label for wanted, _ in firsts)
        values[f"{label} precision"] = Value(percent(right, given), given)
        values[f"{label} recall"] = Value(percent(right, asked), asked)
    return values


def mistakes(cases: Sequence[Case]) -> Iterator[str]:
    """Name what was given in place of which label."""
    for case in cases:
        wanted, first = case.gold["type"], case.found[0] if case.found else "nothing"
        if wanted in _scorer().DISASTER and case.found:
            yield f"{wanted}: {first} instead of silence"
        elif wanted not in _scorer().OUTSIDE and first != wanted:
            yield f"{wanted}: {first} instead{' (right one further down)' if wanted in case.found else ''}"


def run(settings: Settings) -> list[Table]:
    """Measure the snippets."""
    gold = rows("types/case_dev.jsonl", settings.limit)
    reader = Reader("types")
    reports = reader.read_all((row["id"], row["text"], None) for row in gold)
    cases = [Case(row, labels(report)) for row, report in zip(gold, reports, strict=True)]
    return [
        table(
            f"types: CASE 2021 dev, {len(cases)} snippets",
            cases,
            measure,
            MARKS,
            reader,
            settings,
            mistakes(cases),
        ),
        table(
            "types: CASE 2021 dev, by label",
            cases,
            measure_types,
            {},
            Reader("types"),
            replace(settings, resamples=0, errors=0),
        ),
    ]


if __name__ == "__main__":
    sys.exit(main(__doc__, run))
