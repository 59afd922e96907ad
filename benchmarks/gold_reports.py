"""Scores the gold of whole short reports: ``tests/gold/reports``, code book beside it.

Measured, under the names that start with ``reports:``:
  fields                     the share of all labelled fields that is right; of what was missed, none is
  events, precision, recall  events of the labelled type at the labelled words; the first is the F1 of the other two;
                             too much are only acts of the material kinds of conflict that no label allows
  status, actors …           shares of the events found whose field is right
  tolls                      F1 of kind and bounds; ``tolls by`` is the share of them with the right innermost voice
  calm                       reports of no conflict in which no act of a material kind of conflict was found
Of ``held`` only sums are kept, and no mistake is listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from own_gold import bounds, tolls_of
from scoring import Labels, Part, count, names_of, pair, refs_right, same_name, same_voice, words

from sayso.record import Polarity, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso import Report
    from sayso.record import Statement

_WARLIKE = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "PROTEST"})
_STAGES = {
    "failed": {Stage.FAILED, Stage.ATTEMPTED},
    "threatened": {Stage.THREATENED},
    "planned": {Stage.PLANNED, Stage.HYPOTHETICAL},
}


def score(part: Part, row: Labels, report: Report) -> None:
    """Score all that is labelled of one report."""
    known = [s for s in report.statements if s.event and s.same_as is None]
    pairs = pair(row["events"], known, lambda label, one: _likeness(label, one, report))
    extra = [s for s in pairs.extra if s.event and s.event.type in _WARLIKE]
    right, gold = len(pairs.both), len(pairs.both) + len(pairs.missed)
    if not row["war"]:
        part.share("reports: calm", not extra)
    part.pairs("reports: events", right, gold, right + len(extra))
    part.share("reports: precision", right, right + len(extra))
    part.share("reports: recall", right, gold)
    _tell(part, row, [f"missed {label['type']} {label['trigger']!r}" for label in pairs.missed])
    _tell(part, row, [f"too much {s.event.type} {s.event.trigger.text!r} ({s.rule})" for s in extra])
    for label, one in pairs.both:
        for name, good, told in _fields(label, one, report):
            part.share("reports: fields", good)
            part.share(f"reports: {name}", good)
            if not good:
                asked = label["chain"] if name == "voice" else label.get(name)
                _tell(part, row, [f"{name} of {label['trigger']!r} {asked}, found {told}"])
    for label in pairs.missed:
        part.share("reports: fields", 0, sum(1 for name in label if name not in {"type", "trigger"}))
    _tolls(part, row, report)


def _tell(part: Part, row: Labels, mistakes: list[str]) -> None:
    if row["part"] == "dev":
        part.mistakes += [f"report: {row['id']}: {line}" for line in mistakes]


def _likeness(label: Labels, one: Statement, report: Report) -> float:
    event = one.event
    if event is None or event.type not in label["type"].split("|"):
        return 0.0
    if not set(words(label["trigger"])) & set(words(event.trigger.text)):
        return 0.0
    return 1 + 0.1 * sum(good for _, good, _ in _fields(label, one, report))


def _fields(label: Labels, one: Statement, report: Report) -> Iterator[tuple[str, bool, object]]:
    """Give the name of each labelled field, whether it is right, and what was found."""
    event, names = one.event, names_of(report)
    if event is None or label.get("optional"):
        return
    yield "status", _status(label["status"], one), f"{event.stage}, {one.polarity}"
    if "modes" in label:
        yield "modes", bool(set(label["modes"].split("|")) & set(event.modes)), list(event.modes)
    for name in ("actors", "recipients"):
        if name in label:
            refs = getattr(event, name)
            all_right = refs_right(label[name], refs, names) == len(label[name]) and (bool(label[name]) or not refs)
            yield name, all_right, [ref.text for ref in refs]
    if "place" in label:
        place = next((p for p in report.places if p.id == event.place), None)
        told = [] if place is None else [name for name in (place.text, place.name) if name]
        yield "place", any(same_name(asked, name) for asked in label["place"].split("|") for name in told), told
    if "date" in label:
        time = next((t for t in report.times if t.id == event.time), None)
        starts = [] if time is None else [str(time.value), str(time.earliest)]
        yield "date", any(s.startswith(asked) for asked in label["date"].split("|") for s in starts), starts
    chain = [voice for voice in one.voices if voice.name is not None]
    wanted = [asked for asked in label["chain"] if asked]
    spoken = [str(voice.name) for voice in chain]
    yield "voice", same_voice(label["chain"][-1], one.voices[-1], names), spoken
    if len(wanted) > 1:
        same = len(chain) == len(wanted)
        yield "chain", same and all(same_voice(a, v, names) for a, v in zip(wanted, chain, strict=True)), spoken


def _status(asked: str, one: Statement) -> bool:
    stage = one.event.stage if one.event else None
    if asked == "denied":
        return one.polarity is Polarity.NEGATIVE and stage is not Stage.FAILED
    if asked == "happened":
        return stage is not None and stage.happened and one.polarity is not Polarity.NEGATIVE
    return any(stage in _STAGES.get(name, set()) for name in asked.split("|")) or (
        "happened" in asked.split("|") and _status("happened", one)
    )


def _tolls(part: Part, row: Labels, report: Report) -> None:
    names = names_of(report)

    def like(label: Labels, one: Statement) -> float:
        if bounds(label) != bounds(one.toll):
            return 0.0
        return 1 + 0.1 * ("voice" in label and same_voice(label["voice"], one.voices[-1], names))

    pairs = pair(row["tolls"], tolls_of(report), like)
    count(part, "reports: tolls", pairs)
    for label, one in pairs.both:
        good = same_voice(label["voice"], one.voices[-1], names)
        part.share("reports: tolls by", good)
        part.share("reports: fields", 1 + good, 2)
        if not good:
            _tell(part, row, [f"voice of toll {bounds(label)} {label['voice']!r}, found {one.voices[-1].name}"])
    part.share("reports: fields", 0, 2 * len(pairs.missed))
    _tell(part, row, [f"missed toll {bounds(label)}" for label in pairs.missed])
    _tell(part, row, [f"toll too much {bounds(one.toll)}" for one in pairs.extra])
