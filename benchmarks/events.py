"""Who did what to whom, sentence by sentence, in PLOVER's terms.

Measured, with the set's own scorer (``--match text``): event type F1, share of sentences whose type is among those
found, actor and recipient F1 (of events of the right type, and whatever the type), the triple of type, actor and
recipient, and the mode. The set holds one gold event a sentence, so that precision reads low.

To beat (PETRARCH2 on dev): event F1 35, sentences hit 27, actor 27, recipient 26, triple 24,
mode 16. Goal: event 60, sentences hit 75, actor and recipient 55 (whatever the type 70), triple 45.
``cameo_regression`` (93 sentences that an older coder was tested on) has country codes in place of words, and is for
regression only.

Mapping from the record, one gold event form for each statement of kind ``event``:
  - left out: repetitions (``same_as``), events that did not happen or not yet (stage threatened, planned,
    hypothetical or failed), and events whose innermost voice says they did not happen (polarity negative);
  - event: ``type``; mode: the first of ``modes``;
  - source and target: the words of ``actors`` and ``recipients``, or of ``targets`` (the things hit) where nobody is
    a recipient, or of the place that the clause names where nothing is hit either (the set has "Haiti" for the people
    under a curfew in Haiti); where the words are a pronoun, the actor's name;
    code: the actor's country (ISO alpha-3) and sector, used by the regression set alone.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from common import Case, Mark, Reader, Row, Settings, Table, Value, iso_day, main, rows, scorer, table

from sayso.record import Polarity, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    from sayso import Report, Statement
    from sayso.record import Actor, Event, Ref

MARKS = {
    "event": Mark(35.0, 60.0),
    "sentences hit": Mark(27.0, 75.0),
    "actor": Mark(27.0, 55.0),
    "recipient": Mark(26.0, 55.0),
    "actor, any type": Mark(goal=70.0),
    "recipient, any type": Mark(goal=70.0),
    "triple": Mark(24.0, 45.0),
    "mode": Mark(16.0),
}

_PRONOUN = re.compile(r"(?:he|him|his|she|hers?|its?|they|them|theirs?|who|whom|which|that|we|us|our)", re.IGNORECASE)
_NOT_DONE = frozenset({Stage.THREATENED, Stage.PLANNED, Stage.HYPOTHETICAL, Stage.FAILED})
_NAMES = {
    "event": "event",
    "actor": "source",
    "recipient": "target",
    "actor, any type": "source_any",
    "recipient, any type": "target_any",
    "triple": "triple",
    "mode": "mode",
}


@cache
def _scorer() -> ModuleType:
    return scorer("events/score_events.py")


# ---- from the record to the set's form


def happened(statement: Statement) -> bool:
    """Tell whether a statement is an event that is said to have happened, told for the first time."""
    event = statement.event
    return (
        event is not None
        and statement.same_as is None
        and event.stage not in _NOT_DONE
        and statement.polarity is not Polarity.NEGATIVE
    )


def coded(report: Report | None) -> list[Row]:
    """Give a record's events in the scorer's form."""
    if report is None:
        return []
    actors = {actor.id: actor for actor in report.actors}
    places = {place.id: place.text for place in report.places}
    return [
        _coded(statement.event, actors, places)
        for statement in report.statements
        if statement.event and happened(statement)
    ]


def _coded(event: Event, actors: Mapping[str, Actor], places: Mapping[str, str]) -> Row:
    hit = [span.text for span in event.targets]
    if not hit and event.place in places and event.place_basis == "clause":
        hit = [places[event.place]]
    return {
        "event": event.type.value,
        "mode": event.modes[0] if event.modes else None,
        "source": [_who(ref, actors) for ref in event.actors],
        "target": [_who(ref, actors) for ref in event.recipients] or [{"text": words, "code": ""} for words in hit],
        "reciprocal": None,
    }


def _who(ref: Ref, actors: Mapping[str, Actor]) -> dict[str, str]:
    actor = actors.get(ref.actor or "")
    words = actor.name if actor is not None and _PRONOUN.fullmatch(ref.text) else ref.text
    code = (actor.country or "") + (actor.sector or "") if actor is not None and actor.country else ""
    return {"text": words, "code": code}


def _gold(row: Row) -> list[Row]:
    """Give a gold record's events as the scorer's own loading does."""
    events = [dict(event) for event in row.get("events", [row]) if event.get("event")]
    for event in events:
        for role in ("source", "target"):
            value = event.get(role) or []
            event[role] = [{"text": "", "code": value}] if isinstance(value, str) else value
        event.setdefault("mode", None)
        event.setdefault("reciprocal", None)
    return events


def by_sentence(found: Sequence[Row]) -> list[Row]:
    """Unite the gold records of one sentence."""
    sentences: dict[str, Row] = {}
    for row in found:
        one = sentences.setdefault(row.get("sid") or row["id"], {**row, "gold": []})
        one["gold"] += _gold(row)
    return list(sentences.values())


# ---- scoring


def measure(cases: Sequence[Case], match: str = "text") -> Mapping[str, Value]:
    """Score sentences."""
    gold = {str(n): case.gold for n, case in enumerate(cases)}
    found = {str(n): case.found for n, case in enumerate(cases)}
    scores: dict[str, Any] = _scorer().score(gold, found, match)[0]
    none = {"P": 0.0, "R": 0.0, "F1": 0.0, "gold": 0, "pred": 0}
    get = {name: scores.get(key, none) for name, key in _NAMES.items()}
    values = {name: Value(100 * one["F1"] if one["gold"] else None, one["gold"]) for name, one in get.items()}
    event = get["event"]
    return {
        "event": values.pop("event"),
        "  precision": Value(100 * event["P"], event["pred"]),
        "  recall": Value(100 * event["R"], event["gold"]),
        "sentences hit": Value(100 * scores["sent_hit"], sum(bool(case.gold) for case in cases)),
        **values,
    }


def measure_types(cases: Sequence[Case]) -> Mapping[str, Value]:
    """Give precision and recall by type."""
    gold = {str(n): case.gold for n, case in enumerate(cases)}
    found = {str(n): case.found for n, case in enumerate(cases)}
    values: dict[str, Value] = {}
    for kind, one in _scorer().score(gold, found, "text")[1].items():
        values[f"{kind} precision"] = Value(100 * one["P"] if one["pred"] else None, one["pred"])
        values[f"{kind} recall"] = Value(100 * one["R"] if one["gold"] else None, one["gold"])
    return values


def measure_codes(cases: Sequence[Case]) -> Mapping[str, Value]:
    """Score sentences whose gold has codes in place of words."""
    return measure(cases, "country")


def mistakes(cases: Sequence[Case]) -> Iterator[str]:
    """Name the types missed and found too much, and the roles that went wrong in events of the right type."""
    for case in cases:
        gold, found = (Counter(event["event"] for event in events) for events in (case.gold, case.found))
        instead = ", ".join(sorted(found - gold)) or "nothing"
        yield from (f"missed {kind}, found {instead}" for kind in (gold - found).elements())
        yield from (f"found {kind} besides" for kind in (found - gold).elements() if gold & found)
        for event in case.gold:
            yield from _role_mistakes(event, [other for other in case.found if other["event"] == event["event"]])


def _role_mistakes(event: Row, found: Sequence[Row]) -> Iterator[str]:
    tool = _scorer()
    for role, name in (("source", "actor"), ("target", "recipient")):
        if found and event[role] and not any(tool.hits(event[role], other[role], "either") for other in found):
            yield f"{event['event']}: {name} {'wrong' if any(other[role] for other in found) else 'not found'}"


def _tables(settings: Settings, name: str, title: str, codes: bool) -> list[Table]:
    gold = by_sentence(rows(name))[: settings.limit]
    reader = Reader("events")
    reports = reader.read_all((row["id"], row["text"], _day(row["date"])) for row in gold)
    cases = [Case(row["gold"], coded(report)) for row, report in zip(gold, reports, strict=True)]
    whole = table(
        f"events: {title}, {len(cases)} sentences",
        cases,
        measure_codes if codes else measure,
        {} if codes else MARKS,
        reader,
        settings,
        mistakes(cases),
    )
    kinds = replace(settings, resamples=0, errors=0)
    return [whole, table(f"events: {title}, by type", cases, measure_types, {}, Reader("events"), kinds)]


def _day(words: str | None) -> str | None:
    """Give 20080804 as 2008-08-04; other short forms are no day."""
    if words and len(words) == 8 and words.isdigit():
        return f"{words[:4]}-{words[4:6]}-{words[6:]}"
    return iso_day(words)


def run(settings: Settings) -> list[Table]:
    """Measure the PLOVER records, then the regression set."""
    return [
        *_tables(settings, "events/plover_dev.jsonl", "PLOVER dev", codes=False),
        *_tables(settings, "events/cameo_regression.jsonl", "CAMEO, for regression only", codes=True)[:1],
    ]


if __name__ == "__main__":
    sys.exit(main(__doc__, run))
