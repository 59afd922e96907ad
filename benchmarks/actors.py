"""Actors, weapons, who fights whom, and aliases, on documents of seven publishers about Syria and Iraq (re3d).

Measured, with the set's own scorer: F1 of actor mentions (organisations, persons, nationalities; any overlap, one to
one) and of weapons and military platforms; recall of pairs that fight each other; recall of pairs of names for one
actor. The gold is not exhaustive, so that precision reads low.

To beat (spaCy's entities alone, and a word list): mentions 52, weapons 43. Goal: mentions 75, weapons 70, fights 55,
aliases 70.

Mapping from the record:
  - actors: all ``actors`` with their ``mentions``, pronouns included as in the set; a mention that stands inside a
    longer one ("Russian" in "Russian warplanes") is left out, since the set marks the outermost phrase alone;
  - weapons: ``weapons``;
  - fights: events of type ASSAULT, those only meant or threatened too ("to defeat the militia"), whoever says so or
    denies it; one side are the actors and the arms they use (``instruments``; the set has strikes and aircraft fight),
    the other the recipients and the things hit (``targets``), or the place that the clause names where nothing is
    hit (the set has a regime fight the towns it attacks); where all sides are actors, each is set against the
    others; mentions of the same actor within 200 characters count as well (the set links the nearest name, the record
    may hold the pronoun).
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from common import Case, Mark, Reader, Row, Settings, Table, Value, main, percent, rows, scorer, table

from sayso.record import EventType, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    from sayso import Report, Statement
    from sayso.record import Event, Ref, Span

MARKS = {
    "mentions": Mark(52.0, 75.0),
    "weapons": Mark(43.0, 70.0),
    "fights, recall": Mark(goal=55.0),
    "aliases, recall": Mark(goal=70.0),
}

_NEAR = 200  # characters around a statement within which other mentions of its actors are taken for them
_FOUGHT = frozenset(Stage) - {Stage.HYPOTHETICAL}
_ACTORS = frozenset({"Organisation", "Person", "Nationality"})
_WEAPONS = frozenset({"Weapon", "MilitaryPlatform"})


@cache
def _scorer() -> ModuleType:
    return scorer("actors/score_actors.py")


# ---- from the record to the set's form


def found_in(report: Report | None) -> Row:
    """Give actors, weapons and fights of a record in the scorer's form."""
    if report is None:
        return {"actors": [], "weapons": [], "fights": []}
    spans = {(span.start, span.end) for actor in report.actors for span in actor.mentions}
    known = {actor.id: [_ends(span) for span in actor.mentions] for actor in report.actors}
    places = {place.id: [place.start, place.end] for place in report.places}
    return {
        "actors": [
            {
                "id": actor.id,
                "kind": actor.kind.value,
                "mentions": [_ends(s) for s in actor.mentions if _outer(s, spans)],
            }
            for actor in report.actors
        ],
        "weapons": [_ends(span) for span in report.weapons],
        "fights": [
            {side: _meant(ends, statement, known) for side, ends in fight.items()}
            for statement in report.statements
            if statement.event is not None
            for fight in _fights(statement.event, places)
        ],
    }


def _ends(span: Span | Ref) -> list[int]:
    return [span.start, span.end]


def _outer(span: Span, spans: set[tuple[int, int]]) -> bool:
    here = (span.start, span.end)
    return not any(other != here and other[0] <= span.start and span.end <= other[1] for other in spans)


def _meant(ends: list[list[int]], statement: Statement, known: Mapping[str, list[list[int]]]) -> list[list[int]]:
    """Add to the words of a side the other mentions near by that the record holds for the same actor ("their")."""
    low, high = statement.start - _NEAR, statement.end + _NEAR
    same = [mentions for mentions in known.values() if any(span in mentions for span in ends)]
    near = [span for mentions in same for span in mentions if low <= span[0] and span[1] <= high]
    return [*ends, *(span for span in near if span not in ends)]


def _fights(event: Event, places: Mapping[str, list[int]]) -> Iterator[Row]:
    if event.type is not EventType.ASSAULT or event.stage not in _FOUGHT:
        return
    doing = [_ends(ref) for ref in (*event.actors, *event.instruments)]
    done = [_ends(ref) for ref in event.recipients] + [_ends(span) for span in event.targets]
    if not done and event.place in places and event.place_basis == "clause":
        done = [places[event.place]]
    if doing and done:
        yield {"a": doing, "b": done}
    elif len(doing) > 1 and not event.recipients:
        for n, one in enumerate(doing):
            yield {"a": [one], "b": doing[:n] + doing[n + 1 :]}


# ---- scoring


def measure(cases: Sequence[Case]) -> Mapping[str, Value]:
    """Score documents."""
    gold = [{**case.gold, "docid": str(n)} for n, case in enumerate(cases)]
    scores = _scorer().score(gold, [{**case.found, "docid": str(n)} for n, case in enumerate(cases)])
    values: dict[str, Value] = {}
    for name, kinds, found in (("mentions", _ACTORS, _mentions), ("weapons", _WEAPONS, _weapons)):
        asked = sum(entity["type"] in kinds for row in gold for entity in row["entities"])
        given = sum(len(found(case.found)) for case in cases)
        precision, recall, balance = (100 * figure for figure in scores[name])
        values[name] = Value(balance, asked)
        values[f"  precision, {name}"] = Value(precision, given)
        values[f"  recall, {name}"] = Value(recall, asked)
    for name in ("fights", "aliases"):
        right, asked = scores[name]
        values[f"{name}, recall"] = Value(percent(right, asked), asked)
    return values


def _mentions(found: Row) -> list[list[int]]:
    return [span for actor in found["actors"] for span in actor["mentions"]]


def _weapons(found: Row) -> list[list[int]]:
    return list(found["weapons"])


def mistakes(cases: Sequence[Case]) -> Iterator[str]:
    """Name the last words of what was missed, the kinds found too much, and why fights were missed."""
    for case in cases:
        for kinds, spans in ((_ACTORS, _mentions(case.found)), (_WEAPONS, _weapons(case.found))):
            for entity in case.gold["entities"]:
                if entity["type"] in kinds and not _any(spans, [entity["start"], entity["end"]]):
                    yield f"missed {entity['type']}: {' '.join(entity['text'].lower().split()[-2:])}"
        marked = [[e["start"], e["end"]] for e in case.gold["entities"] if e["type"] in _ACTORS]
        for actor in case.found["actors"]:
            yield from (f"found too much: {actor['kind']}" for span in actor["mentions"] if not _any(marked, span))
        yield from _missed_fights(case)


def _missed_fights(case: Case) -> Iterator[str]:
    fights = [side for fight in case.found["fights"] for side in (fight, {"a": fight["b"], "b": fight["a"]})]
    for relation in case.gold["relations"]:
        ends = relation["source"], relation["target"]
        if relation["type"] != "FightingAgainst" or any(
            _any(f["a"], ends[0]) and _any(f["b"], ends[1]) for f in fights
        ):
            continue
        one = any(_any(fight["a"], end) for fight in fights for end in ends)
        yield f"missed fight: {'one side' if one else 'neither side'} in an assault"


def _any(spans: Sequence[Sequence[int]], span: Sequence[int]) -> bool:
    tool: Any = _scorer()
    return any(tool.overlap(other, span) > 0 for other in spans)


def run(settings: Settings) -> list[Table]:
    """Measure the documents."""
    gold = rows("actors/re3d_dev.jsonl", settings.limit)
    reader = Reader("actors")
    reports = reader.read_all((row["docid"], row["text"], None) for row in gold)
    cases = [Case(row, found_in(report)) for row, report in zip(gold, reports, strict=True)]
    title = f"actors: re3d dev, {len(cases)} documents"
    return [table(title, cases, measure, MARKS, reader, settings, mistakes(cases))]


if __name__ == "__main__":
    sys.exit(main(__doc__, run))
