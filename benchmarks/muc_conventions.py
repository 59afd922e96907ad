"""What MUC-4's annotators took for an incident and for its fillers, learned from the training part's key.

Their rules ask for more than an act of violence: no fighting between armed
forces and guerrillas, nothing old, no sums of many attacks, nobody harmed by
mishap in a battle. Where the line runs shows in the key alone. So the marks
of each event of a record (what it is, who, whom, with what, when, where, who
says so, the words around it) are weighed for MUC's types or none, and the
marks of each part of an event for MUC's roles or none. The weights are in
``muc_conventions.tsv``, learned by ``scripts/train_conventions.py``; no mark
is a name.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.record import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso import Report, Statement
    from sayso.record import Event, Place, Span, Time, Toll

TYPES = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY")
ROLES = ("perp_individual", "perp_org", "target", "victim", "weapon")
FILE = Path(__file__).with_suffix(".tsv")
SHARED = "all"

_AROUND = 300  # characters of the sentence on either side of an event whose words are looked at
_WORD = re.compile(r"\b[a-z][a-z'-]+")
_AGES = ((1, "today"), (2, "yesterday"), (4, "days"), (8, "week"), (31, "month"), (61, "two months"))
_SIZES = ((1, "0"), (2, "1"), (4, "few"), (20, "tens"), (100, "many"))


@dataclass(frozen=True)
class Told:
    """One event of a report with what is needed to make an incident of it."""

    kind: str
    statement: Statement
    event: Event
    place: Place | None
    time: Time | None
    tolls: list[Toll]

    def parts(self) -> Iterator[tuple[str, Ref | Span]]:
        """Give who and what takes part, tolls as the words that count."""
        for part in ("actors", "recipients", "targets", "instruments"):
            for one in getattr(self.event, part):
                yield part, one
        for toll in self.tolls:
            yield "toll", toll.words


def named(words: str) -> bool:
    """Tell words that end in a name."""
    return not words.split()[-1:] or not words.split()[-1][:1].islower()


def head(words: str) -> str:
    """Give the last word of a description before any preposition."""
    before = re.split(r",|\b(?:of|in|on|at|by|for|from|to|with|who|that|near)\b", words.lower())[0].split()
    return before[-1] if before else words.lower()


class Marks:
    """The marks of a report's events and of their parts."""

    def __init__(self, report: Report, events: Sequence[Told]) -> None:
        """Count who takes which part in how many events."""
        self._text = report.document.text
        self._published = report.document.published
        self._actors = {actor.id: actor for actor in report.actors}
        self._many = min(len(events), 8)
        self._played: dict[str, Counter[str]] = {}
        for one in events:
            for part, words in one.parts():
                if isinstance(words, Ref) and words.actor:
                    self._played.setdefault(words.actor, Counter())[part] += 1

    def of_event(self, one: Told) -> list[str]:
        """Give the marks of an event."""
        event, statement = one.event, one.statement
        doing, done = self._kinds(event.actors), self._kinds(event.recipients)
        found = [f"rule={statement.rule.split('+')[0]}", f"type={one.kind}", *(f"mode={mode}" for mode in event.modes)]
        found += [*(f"by={kind}" for kind in doing), *(f"to={kind}" for kind in done)]
        found += [f"sides={a} {b}" for a in doing for b in done]
        for part, words in one.parts():
            if not named(words.text):
                found.append(f"{part}={head(words.text)}")
            found.append(f"some={part}")
        for toll in one.tolls:
            found += [f"toll={toll.what}", f"scope={toll.scope}", f"size={_step(toll.low, _SIZES)}", f"who={toll.who}"]
        found += [f"when={event.time_basis} {self._age(one.time)}", f"age={self._age(one.time)}"]
        found += [f"where={event.place_basis}", f"place={one.place.precision if one.place else None}"]
        voice = statement.voices[-1]
        found += [f"voice={voice.role}", f"voices={min(len(statement.voices), 4)}", f"sure={statement.certainty}"]
        found += [f"stage={event.stage}", f"context={event.contexts[:1]}", f"repeats={statement.same_as is not None}"]
        found += [f"at={min(statement.start // 400, 5)}", f"events={self._many}"]
        found.append(f"verb={event.trigger.text.lower().split()[-1]}")
        return found + [f"word={word}" for word in sorted({*_WORD.findall(self._around(statement))})]

    def of_part(self, one: Told, part: str, words: Ref | Span, chance: float) -> list[str]:
        """Give the marks of who or what takes part in an event that is an incident with some chance."""
        text, statement = words.text, one.statement
        actor = self._actors.get((words.actor if isinstance(words, Ref) else None) or "")
        kind = f"{part} {actor.kind.value if actor else None}"
        found = [f"part={part}", f"kind={kind}", f"kind={kind} {named(text)}", f"type={one.kind} {kind}"]
        if not named(text):
            found += [f"head={head(text)}", f"head={head(text)} {part}"]
        found.append(f"stands={self._apart(statement, words)} {part}")
        found += [f"chance={int(10 * chance)}", f"rule={statement.rule.split('+')[0]} {part}"]
        if actor is not None:
            played = self._played.get(actor.id, Counter())
            found += [f"played={other} {min(count, 3)} {part}" for other, count in played.items()]
            found += [f"told={min(len(actor.mentions), 5)} {kind}", f"sector={actor.sector} {part}"]
        found += [f"word={word}" for word in sorted({*_WORD.findall(text)})]
        found += [f"long={min(len(text.split()), 6)} {part}"]
        found += [f"before={word}" for word in self._text[max(0, words.start - 25) : words.start].lower().split()[-1:]]
        found += [f"behind={word}" for word in self._text[words.end : words.end + 20].lower().split()[:1]]
        found.append(f"of={min(sum(other == part for other, _ in one.parts()), 4)} {part}")
        found.append(f"harmed={bool(one.event.recipients)} {part}")
        found += [f"by={doing} {kind}" for doing in self._kinds(one.event.actors)[:2]]
        found += [f"toll={toll.what}" for toll in one.tolls if toll.words is words]
        return found

    def _kinds(self, refs: Iterable[Ref]) -> list[str]:
        kinds = (self._actors[ref.actor].kind.value if ref.actor else "unknown" for ref in refs)
        return list(dict.fromkeys(kinds)) or ["nobody"]

    def _age(self, time: Time | None) -> str:
        if time is None or not time.earliest or not self._published:
            return "unknown"
        days = (date.fromisoformat(self._published[:10]) - date.fromisoformat(time.earliest[:10])).days
        return _step(days, _AGES)

    def _around(self, statement: Statement) -> str:
        start = max(self._text.rfind(". ", 0, statement.start), self._text.rfind("\n", 0, statement.start)) + 1
        end = self._text.find(". ", statement.end)
        last = len(self._text) if end < 0 else end
        return self._text[max(start, statement.start - _AROUND) : min(last, statement.end + _AROUND)]

    def _apart(self, statement: Statement, words: Ref | Span) -> str:
        if statement.start <= words.start and words.end <= statement.end:
            return "inside"
        between = self._text[min(statement.end, words.end) : max(statement.start, words.start)]
        return f"{'before' if words.start < statement.start else 'behind'} {min(between.count('. '), 3)}"


def _step(number: int | None, steps: Sequence[tuple[int, str]]) -> str:
    if number is None:
        return "unknown"
    return next((name for most, name in steps if number < most), "more")


def chances(name: str, marks: Iterable[str]) -> list[float]:
    """Give the chances of MUC's types (``name`` "event") or roles ("part"); what is left to one is none of them."""
    table = _weights()[name]
    sums = [*table[SHARED]]
    for mark in marks:
        for k, weight in enumerate(table.get(mark, ())):
            sums[k] += weight
    odds = [exp(min(total, 3000) / 100) for total in sums]
    return [one / (1 + sum(odds)) for one in odds]


@cache
def _weights() -> Mapping[str, Mapping[str, tuple[int, ...]]]:
    tables: dict[str, dict[str, tuple[int, ...]]] = {}
    with FILE.open(encoding="utf-8", newline="") as lines:
        for name, mark, *weights in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            tables.setdefault(name, {})[mark] = tuple(map(int, weights))
    return tables
