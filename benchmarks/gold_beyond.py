"""Scores the gold of what is said beyond events: ``tests/gold/beyond``, code book beside it.

Measured, under the names that start with ``beyond:``, for control, position, aim, forecast, condition, evidence and
dispute:
  found, precision, recall   statements found: of the same kind, over the labelled words (a dispute: its two statements
                             lie over the two stretches labelled); the first is the F1 of the other two
  change, extent …           shares of the statements found whose field is right
  fields                     all of these fields together
  traps                      passages that hold nothing of the kind in which nothing was found
The first figures are given by kind for ``dev``. Of ``held`` only sums are kept, and no mistake is listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scoring import Labels, Part, names_of, pair, refs_right, same_name, same_voice

from sayso.record import Dispute, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso import Report
    from sayso.record import Ref, Span

KINDS = ("control", "position", "aim", "forecast", "condition", "evidence")

_WARLIKE = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "PROTEST"})
_PEOPLE = ("holders", "taken_from", "who", "actors", "recipients")
_PLAIN = ("change", "priority", "relation", "medium")
_NEAR = 0.01  # extents may differ by a hundredth: miles turned into km, thirds into shares


def score(part: Part, row: Labels, report: Report) -> None:
    """Score all that is labelled of one passage."""
    text = row["text"]
    known = {statement.id: statement for statement in report.statements}
    found = [statement for statement in known.values() if statement.kind in KINDS and statement.same_as is None]
    if not row["statements"] and not row["disputes"]:
        _trap(part, row, report, [*found, *report.disputes])
    for kind in KINDS:
        labels = [label for label in row["statements"] if label["kind"] == kind]
        these = [one for one in found if one.kind == kind]
        pairs = pair(labels, these, lambda label, one: _likeness(text, label, one, report))
        _count(part, row, kind, pairs.both, pairs.missed, pairs.extra)
        for label, one in pairs.both:
            for name, right in _fields(label, one, report).items():
                _field(part, row, f"{kind} {label['words']!r}", name, right)
    disputes = pair(row["disputes"], report.disputes, lambda label, one: _same_pair(text, label, one, known))
    _count(part, row, "dispute", disputes.both, disputes.missed, disputes.extra)
    for label, one in disputes.both:
        _field(part, row, f"dispute {label['between']}", "dispute field", label["field"] == one.field)


def _count(
    part: Part, row: Labels, kind: str, both: Sequence[Any], missed: Sequence[Labels], extra: Sequence[Any]
) -> None:
    right, gold, told = len(both), len(both) + len(missed), len(both) + len(extra)
    for name in ("beyond: all", f"beyond: {kind}") if row["part"] == "dev" else ("beyond: all",):
        part.pairs(f"{name}: found", right, gold, told)
        part.share(f"{name}: precision", right, told)
        part.share(f"{name}: recall", right, gold)
    if row["part"] == "dev":
        part.mistakes += [
            f"beyond missed: {row['id']}: {kind} {one.get('words', one.get('between'))}" for one in missed
        ]
        part.mistakes += [f"beyond too much: {row['id']}: {kind} {_told(one)}" for one in extra]


def _field(part: Part, row: Labels, what: str, name: str, right: bool) -> None:
    part.share("beyond: all: fields", right)
    if row["part"] == "dev":
        part.share(f"beyond: {name}", right)
        if not right:
            part.mistakes.append(f"beyond {name} wrong: {row['id']}: {what}")


def _trap(part: Part, row: Labels, report: Report, found: Sequence[Statement | Dispute]) -> None:
    """Count a passage in which nothing must be found; where it tells of no war, no act of war and no toll either."""
    warlike = [s for s in report.statements if s.toll or (s.event and s.event.type in _WARLIKE)]
    wrong = [*found, *(() if row["war"] else warlike)]
    part.share("beyond: traps", not wrong)
    if row["part"] == "dev":
        part.mistakes += [f"beyond trap: {row['id']}: {_told(one)}" for one in wrong]


def _told(one: Statement | Dispute) -> str:
    return f"{one.field}: {one.why}" if isinstance(one, Dispute) else f"{one.text!r} ({one.rule})"


# ---- matching


def _stretch(text: str, quoted: str) -> tuple[int, int]:
    start = text.index(quoted)
    return start, start + len(quoted)


def _over(text: str, quoted: str, spans: Sequence[Span | Statement]) -> float:
    """Give how much of what was found lies over quoted words: the best share of the spans, 0 where none touches."""
    start, end = _stretch(text, quoted)
    return max(
        max(0, min(end, s.end) - max(start, s.start)) / max(1, max(end, s.end) - min(start, s.start)) for s in spans
    )


def _likeness(text: str, label: Labels, one: Statement, report: Report) -> float:
    """Give 0 where a statement does not lie over the labelled words, else the more the better it fits."""
    body = body_of(one)
    inner = [span for name in ("goal", "of", "shows") if (span := getattr(body, name, None)) is not None]
    over = _over(text, label["words"], [one, *inner])
    if not over:
        return 0.0
    fields = _fields(label, one, report) if not label.get("optional") else {}
    return 1.0 + over + sum(fields.values())


def _same_pair(text: str, label: Labels, one: Dispute, known: Mapping[str, Statement]) -> float:
    first, second = label["between"]
    a, b = (known[i] for i in one.statements[:2])
    straight, crossed = (min(_over(text, first, [x]), _over(text, second, [y])) for x, y in ((a, b), (b, a)))
    best = max(straight, crossed)
    return best + (label["field"] == one.field) if best else 0.0


# ---- fields


def body_of(one: Statement) -> Any:
    """Give the body of a statement: what it says, by its kind."""
    return getattr(one, one.kind.value)


def _fields(label: Labels, one: Statement, report: Report) -> dict[str, bool]:
    """Tell of each labelled field whether the finding has it right."""
    return dict(_answers(label, one, report))


def _answers(label: Labels, one: Statement, report: Report) -> Iterator[tuple[str, bool]]:
    body, names = body_of(one), names_of(report)
    for name in _PLAIN:
        if name in label:
            yield name, getattr(body, name) == label[name]
    for name in _PEOPLE:
        if name in label and (label[name] or getattr(body, name)):
            yield name.replace("_", " "), _same_people(label[name], getattr(body, name), names)
    if "extent" in label and (label["extent"] or body.extent):
        found = (body.extent.low, body.extent.high, body.extent.unit) if body.extent else None
        yield "extent", _same_amount(label["extent"], found)
    if "likelihood" in label and (label["likelihood"] or one.likelihood):
        bounds = (one.likelihood.low, one.likelihood.high) if one.likelihood else None
        yield "likelihood", _same_amount(label["likelihood"], bounds)
    if label.get("where"):
        place = next((place for place in report.places if place.id == body.place), None)
        yield "where", place is not None and any(same_name(w, place.text) for w in label["where"].split("|"))
    if label.get("polarity", "unknown") != "unknown":
        yield "polarity", one.polarity == label["polarity"]
    yield "voice", same_voice(label["voice"], one.voices[-1], names)


def _same_people(labels: Sequence[str], refs: Sequence[Ref], names: Mapping[str | None, str]) -> bool:
    """Tell whether exactly the labelled ones were found; "|" parts words of which each will do."""
    return len(labels) == len(refs) == refs_right(labels, refs, names)


def _same_amount(label: Sequence[Any] | None, found: Sequence[Any] | None) -> bool:
    if label is None or found is None:
        return label is found
    return all(
        a == b
        or (isinstance(a, (int, float)) and isinstance(b, (int, float)) and abs(a - b) <= _NEAR * max(1.0, abs(a)))
        for a, b in zip(label, found, strict=True)
    )
