"""The quality gate: reads our own gold and holds every figure against its floor.

The gold is small and committed: ``tests/gold/passages.jsonl`` (short passages, labelled by hand; the code book is
``tests/gold/README.md``), ``tests/gold/attribution``, ``tests/gold/beyond``, ``tests/gold/reports``,
``tests/gold/tolls`` and ``tests/gold/probes`` (each with its own code book; ``gold_attribution.py``,
``gold_beyond.py`` and ``gold_reports.py`` score the first three) and ``tests/intake/pages`` (web pages with their
blocks and metadata). All is read through the public API. Parts ``dev`` and ``held`` are reported apart. Figures are
shares between 0 and 1.

    gate.py                       print the table; exit 1 if a figure is below its floor or the gold was changed
    gate.py --accept              raise the floors to the present figures, rounded down to 0.01
    gate.py --accept --lower      let floors sink as well
    gate.py --mistakes            list what was missed and what was found too much
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import gold_attribution
import gold_beyond
import gold_reports
from own_gold import PROBES, TOLLS, bounds, details_right, pair_tolls, probe_errors, read, rows, tolls_of
from scoring import (
    HALF,
    Labels,
    Part,
    Score,
    content,
    count,
    jaccard,
    kernel,
    names_of,
    pair,
    refs_right,
    said,
    same_cue,
    same_name,
    same_ref,
    same_source,
    same_voice,
    words,
)

import sayso
from sayso.errors import SaysoError
from sayso.record import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso import Report
    from sayso.record import Attribution, Document, Statement

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests/gold"
PASSAGES = GOLD / "passages.jsonl"
FLOORS = GOLD / "floors.json"
ATTRIBUTION = GOLD / "attribution"
BEYOND = GOLD / "beyond"
REPORTS = GOLD / "reports"
PAGES = ROOT / "tests/intake/pages"
PARTS = ("dev", "held")

# ---- passages: who says what


def score_attributions(part: Part, key: str, labels: Sequence[Labels], found: Sequence[Attribution]) -> None:
    """Score sources, cues, contents, whole relations, stance and nesting."""

    def like(label: Labels, one: Attribution) -> float:
        shared = jaccard(said(label), content(one))
        return shared + 0.1 * same_source(label, one) + 0.05 * same_cue(label, one) if shared >= HALF else 0.0

    pairs = pair(labels, found, like)
    named = (sum(one["source"] is not None for one in [*(a for a, _ in pairs.both), *pairs.missed]),
             sum(one.source is not None for one in [*(b for _, b in pairs.both), *pairs.extra]))  # fmt: skip
    cued = (sum(one["cue"] is not None for one in [*(a for a, _ in pairs.both), *pairs.missed]),
            sum(one.cue is not None for one in [*(b for _, b in pairs.both), *pairs.extra]))  # fmt: skip
    sources = sum(label["source"] is not None and same_source(label, one) for label, one in pairs.both)
    cues = sum(label["cue"] is not None and same_cue(label, one) for label, one in pairs.both)
    relations = sum(same_source(label, one) for label, one in pairs.both)
    whole = len(pairs.both) + len(pairs.missed), len(pairs.both) + len(pairs.extra)
    part.pairs("attribution: relation", relations, *whole)
    part.pairs("attribution: source", sources, *named)
    part.pairs("attribution: cue", cues, *cued)
    part.pairs("attribution: content words", *_shared_words(labels, found))
    place = {one.id: number for number, one in enumerate(found)}
    for number, (label, one) in enumerate((labels[i], found[j]) for i, j in sorted(pairs.of.items())):
        if label.get("optional"):
            continue
        part.share("attribution: stance", label["stance"] == one.stance)
        parent = pairs.of.get(label["parent"]) if label["parent"] is not None else None
        part.share("attribution: parent", parent == (place.get(one.parent) if one.parent else None))
        if label["stance"] != one.stance:
            part.mistakes.append(f"stance {label['stance']}, found {one.stance}: {key}: {label['cue']}")
        if not same_source(label, one):
            words_found = one.source.text if one.source else None
            part.mistakes.append(f"source wrong: {key}: {label['source']} / {words_found}")
        if parent != (place.get(one.parent) if one.parent else None):
            part.mistakes.append(f"parent wrong: {key}: {label['cue']} ({number})")
    for label in pairs.missed:
        part.mistakes.append(f"attribution missed: {key}: {label['source']} | {label['cue']} | {label['content']}")
    for one in pairs.extra:
        told = [span.text for span in one.content]
        part.mistakes.append(f"attribution too much: {key}: {one.source and one.source.text} | "
                             f"{one.cue and one.cue.text} | {told} ({one.rule})")  # fmt: skip


def _shared_words(labels: Sequence[Labels], found: Sequence[Attribution]) -> tuple[int, int, int]:
    """Count the words that contents share, of relations paired by their words alone, and all words on either side."""

    def like(label: Labels, one: Attribution) -> float:
        return jaccard(said(label), content(one)) * (1.01 if same_source(label, one) else 1.0)

    pairs = pair(labels, found, like)
    shared = sum(sum((said(label) & content(one)).values()) for label, one in pairs.both)
    gold = sum(said(label).total() for label in [*(label for label, _ in pairs.both), *pairs.missed])
    return shared, gold, sum(content(one).total() for one in [*(one for _, one in pairs.both), *pairs.extra])


# ---- passages: what is said


def score_events(part: Part, key: str, labels: Sequence[Labels], report: Report) -> None:
    """Score types with their triggers, then actors, recipients, polarity, stage and innermost voice of those."""
    names = names_of(report)
    found = [statement for statement in report.statements if statement.event and statement.same_as is None]

    def like(label: Labels, one: Statement) -> float:
        event = one.event
        if event is None or event.type != label["type"]:
            return 0.0
        if not set(words(label["trigger"])) & set(words(event.trigger.text)):
            return 0.0
        return 1.0 + 0.5 * (event.stage == label["stage"]) + 0.25 * same_voice(label["voice"], one.voices[-1], names)

    pairs = pair(labels, found, like)
    count(part, "events: type and trigger", pairs)
    for role in ("actors", "recipients"):
        right = sum(refs_right(label[role], getattr(one.event, role), names) for label, one in pairs.both)
        gold = sum(len(label[role]) for label in [*(label for label, _ in pairs.both), *pairs.missed])
        part.pairs(f"events: {role}", right, gold, sum(len(getattr(one.event, role))
                   for one in [*(one for _, one in pairs.both), *pairs.extra]))  # fmt: skip
    for label, one in pairs.both:
        _score_event(part, key, label, one, names)
    part.mistakes += [f"event missed: {label['type']} {label['trigger']}: {key}" for label in pairs.missed]
    part.mistakes += [f"event too much: {one.event.type} {one.event.trigger.text}: {key} ({one.rule})"
                      for one in pairs.extra if one.event]  # fmt: skip


def _score_event(part: Part, key: str, label: Labels, one: Statement, names: Mapping[str | None, str]) -> None:
    event = one.event
    if event is None:
        return
    what = f"{key}: {label['type']} {label['trigger']}"
    if label["polarity"] != "unknown":
        part.share("events: polarity", label["polarity"] == one.polarity)
        if label["polarity"] != one.polarity:
            part.mistakes.append(f"polarity {label['polarity']}, found {one.polarity}: {what}")
    part.share("events: stage", label["stage"] == event.stage)
    if label["stage"] != event.stage:
        part.mistakes.append(f"stage {label['stage']}, found {event.stage}: {what}")
    heard = same_voice(label["voice"], one.voices[-1], names)
    part.share("events: voice", heard)
    if not heard:
        part.mistakes.append(f"voice wrong: {what}: {label['voice']} / {one.voices[-1].name}")
    for role in ("actors", "recipients"):
        refs = getattr(event, role)
        if not len(label[role]) == len(refs) == refs_right(label[role], refs, names):
            part.mistakes.append(f"{role} wrong: {what}: {label[role]} / {[ref.text for ref in refs]}")


def score_tolls(part: Part, key: str, labels: Sequence[Labels], report: Report) -> None:
    """Score tolls: what, lower and upper bound, all exact; and their innermost voices."""
    names = names_of(report)
    found = [statement for statement in report.statements if statement.toll and statement.same_as is None]

    def like(label: Labels, one: Statement) -> float:
        toll = one.toll
        if toll is None or (toll.what, toll.low, toll.high) != (label["what"], label["low"], label["high"]):
            return 0.0
        return 1.0 + 0.5 * same_voice(label["voice"], one.voices[-1], names)

    pairs = pair(labels, found, like)
    count(part, "tolls: exact", pairs)
    for label, one in pairs.both:
        heard = same_voice(label["voice"], one.voices[-1], names)
        part.share("tolls: voice", heard)
        if not heard:
            part.mistakes.append(f"voice of toll wrong: {key}: {label['voice']} / {one.voices[-1].name}")
    for label in pairs.missed:
        part.mistakes.append(f"toll missed: {key}: {label['what']} {label['low']}..{label['high']}")
    for one in pairs.extra:
        if one.toll:
            part.mistakes.append(f"toll too much: {key}: {one.toll.what} {one.toll.low}..{one.toll.high} {one.text!r}")


def score_control(part: Part, key: str, labels: Sequence[Sequence[str | None]], report: Report) -> None:
    """Score who holds, gains or loses: the change and one of its holders."""
    names = names_of(report)
    found = [statement for statement in report.statements if statement.control and statement.same_as is None]

    def like(label: Labels, one: Statement) -> float:
        control = one.control
        if control is None or control.change != label["change"]:
            return 0.0
        if label["holder"] is None:
            return float(not control.holders)
        return float(any(same_ref(label["holder"], ref, names) for ref in control.holders))

    pairs = pair([{"change": change, "holder": holder} for change, holder in labels], found, like)
    count(part, "control: change and holder", pairs)
    part.mistakes += [f"control missed: {key}: {one['change']} {one['holder']}" for one in pairs.missed]
    part.mistakes += [f"control too much: {key}: {one.control.change} {[ref.text for ref in one.control.holders]}"
                      for one in pairs.extra if one.control]  # fmt: skip


def score_places(part: Part, key: str, labels: Sequence[Labels], report: Report) -> None:
    """Score toponyms with their country; grounds without a name, relations and parts of names are left out."""
    found = [
        place
        for place in report.places
        if place.relation is None
        and place.same_as is None
        and not place.part_of_name
        and any(c.isupper() for c in place.text)
    ]
    alone = pair(labels, found, lambda label, one: float(same_name(label["text"], one.text)))
    count(part, "places: found", alone)
    whole = pair(labels, found, lambda label, one: float(same_name(label["text"], one.text)
                                                          and label["country"] == one.country))  # fmt: skip
    count(part, "places: country", whole)
    part.mistakes += [f"place missed: {key}: {label['text']} {label['country']}" for label in whole.missed]
    part.mistakes += [f"place too much: {key}: {one.text} {one.country} ({one.basis})" for one in whole.extra]


def score_times(part: Part, key: str, labels: Sequence[Labels], report: Report) -> None:
    """Score times: overlapping words, and the same TimeML value."""
    found = report.times
    count(part, "times: found", pair(labels, found, lambda label, one: float(_same_time(label["text"], one.text))))
    whole = pair(labels, found, lambda label, one: float(_same_time(label["text"], one.text)
                                                          and label["value"] == one.value))  # fmt: skip
    count(part, "times: value", whole)
    part.mistakes += [f"time missed: {key}: {label['text']} = {label['value']}" for label in whole.missed]
    part.mistakes += [f"time too much: {key}: {one.text} = {one.value}" for one in whole.extra]


def _same_time(label: str, found: str) -> bool:
    return bool(kernel(label) & kernel(found))


def score_passage(part: Part, row: Labels) -> None:
    """Read one passage and score all of it."""
    report = sayso.read_text(row["text"], published=row["published"])
    labels = row["labels"]
    score_attributions(part, row["id"], labels["attributions"], report.attributions)
    score_events(part, row["id"], labels["events"], report)
    score_tolls(part, row["id"], labels["tolls"], report)
    score_control(part, row["id"], labels["control"], report)
    score_places(part, row["id"], labels["places"], report)
    score_times(part, row["id"], labels["times"], report)


# ---- pages


def score_page(part: Part, file: Path) -> None:
    """Read one page and score its content, its kinds of block and its metadata."""
    gold = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    wanted = Counter(w for block in gold["blocks"] if _is_text(block["kind"]) for w in words(block["text"]))
    try:
        document = sayso.read(file).document
    except SaysoError as error:
        part.share("pages: read", 0)
        part.share("pages: content recall", 0, wanted.total())
        part.mistakes.append(f"page refused: {file.stem}: {error}")
        return
    part.share("pages: read", 1)
    kept = Counter(w for block in document.blocks if _is_text(block.kind)
                   for w in words(document.text[block.start : block.end]))  # fmt: skip
    shared = (wanted & kept).total()
    part.share("pages: content precision", shared, kept.total())
    part.share("pages: content recall", shared, wanted.total())
    for block, kind in zip(gold["blocks"], _kinds(document, [block["text"] for block in gold["blocks"]]), strict=True):
        if kind is None and not _is_text(block["kind"]):
            continue  # furniture may be left out of the text
        part.share("pages: kind", kind == block["kind"])
        if kind != block["kind"]:
            part.mistakes.append(f"kind {block['kind']}, found {kind}: {file.stem}: {block['text'][:60]!r}")
    for name in ("title", "publisher", "published", "updated"):
        told = getattr(document, name)
        part.share(f"pages: {name}", gold[name] == told)
        if gold[name] != told:
            part.mistakes.append(f"{name} wrong: {file.stem}: {gold[name]!r} / {told!r}")
    people = {(one["name"], one["role"], one["outlet"]) for one in gold["bylines"]}
    told_people = {(one.name, one.role.value, one.outlet) for one in document.bylines}
    part.pairs("pages: bylines", len(people & told_people), len(people), len(told_people))
    if people != told_people:
        part.mistakes.append(f"bylines wrong: {file.stem}: {sorted(map(str, people ^ told_people))}")


def _is_text(kind: str) -> bool:
    return not BlockKind(kind).is_furniture


def _kinds(document: Document, texts: Iterable[str]) -> Iterator[str | None]:
    """Give for each labelled block the kind of the stretch that holds it, ``None`` where the text has none such."""
    cursor = 0
    for text in texts:
        pattern = re.compile(r"(?<!\S)" + r"\s*".join(map(re.escape, text.split())) + r"(?!\S)")
        held = pattern.search(document.text, cursor) or pattern.search(document.text)
        if held is None:
            yield None
            continue
        cursor = held.end()
        covered: Counter[str] = Counter()
        for block in document.blocks:
            covered[block.kind.value] += max(0, min(block.end, held.end()) - max(block.start, held.start()))
        yield covered.most_common(1)[0][0]


def own_gold(parts: Mapping[str, Part]) -> None:
    """Score the gold of tolls and the probes."""
    for row in rows(TOLLS):
        part, report = parts[row["part"]], read(row)
        found = tolls_of(report)
        pairs = pair_tolls(row["tolls"], found)
        part.pairs("tolls gold: exact", len(pairs), len(row["tolls"]), len(found))
        for right in details_right(row["tolls"], found, pairs):
            part.share("tolls gold: details", right)
        if len(pairs) < max(len(row["tolls"]), len(found)):
            part.mistakes.append(f"toll gold: {row['id']}: {[bounds(one.toll) for one in found]}")
    for row in rows(PROBES):
        errors = probe_errors(row, read(row))
        parts[row["part"]].share("probes: right", not errors)
        parts[row["part"]].mistakes += [f"probe: {row['id']}: {error}" for error in errors]


def refusals(part: Part) -> None:
    """Count the pages that cannot be read and are refused with a clear error."""
    for file in sorted((PAGES / "errors").glob("*.html")):
        try:
            sayso.read(file)
        except SaysoError:
            part.share("pages: refused", 1)
        else:
            part.share("pages: refused", 0)
            part.mistakes.append(f"not refused: {file.stem}")


# ---- floors


def digest(files: Iterable[Path] | None = None) -> str:
    """Give the SHA-256 of all gold files, with their names."""
    made = hashlib.sha256()
    for file in sorted(
        files
        if files is not None
        else [
            PASSAGES,
            TOLLS,
            PROBES,
            *ATTRIBUTION.glob("passages-*.jsonl"),
            *BEYOND.glob("*.jsonl"),
            *REPORTS.glob("*.jsonl"),
            *PAGES.rglob("*.html"),
            *PAGES.rglob("*.json"),
        ]
    ):
        made.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return made.hexdigest()


Floors = dict[str, dict[str, float]]


def compare(figures: Mapping[str, Mapping[str, float]], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Name each figure that is below its floor, or gone; an empty list is a pass."""
    failures = []
    for part, wanted in floors.items():
        for name, floor in wanted.items():
            value = figures.get(part, {}).get(name)
            if value is None:
                failures.append(f"{part}: {name}: the floor is {floor:.2f}, but it was not measured")
            elif value < floor:
                failures.append(f"{part}: {name}: {value:.4f} is below its floor {floor:.2f}")
    return failures


def accepted(figures: Mapping[str, Mapping[str, float]], old: Floors, *, lower: bool, margin: float = 0.0) -> Floors:
    """Give new floors: the figures less a margin, rounded down to 0.01; only where ``lower`` may one sink or go."""
    new = {part: {name: max(0.0, math.floor(round((value - margin) * 100, 6)) / 100) for name, value in values.items()}
           for part, values in figures.items()}  # fmt: skip
    if not lower:
        for part, wanted in old.items():
            for name, floor in wanted.items():
                known = new.setdefault(part, {})
                known[name] = max(floor, known.get(name, 0.0))
    return new


# ---- the program


def measure() -> dict[str, Part]:
    """Read all gold and score it."""
    parts = {name: Part() for name in PARTS}
    with PASSAGES.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            score_passage(parts[row["part"]], row)
    for name, part in parts.items():
        for file in sorted((PAGES / name).glob("*.html")):
            score_page(part, file)
    refusals(parts["dev"])
    own_gold(parts)
    for row in gold_attribution.rows(ATTRIBUTION):
        gold_attribution.score(parts[row["part"]], row)
    for file in sorted(BEYOND.glob("*.jsonl")):
        for row in rows(file):
            gold_beyond.score(parts[row["part"]], row, read(row))
    for file in sorted(REPORTS.glob("*.jsonl")):
        for row in rows(file):
            report = sayso.read_text(row["text"], published=row["published"])
            gold_reports.score(parts[row["part"]], row, report)
    return parts


def show(parts: Mapping[str, Part], floors: Mapping[str, Mapping[str, float]]) -> None:
    """Print the figures, each with its n and floor, the parts side by side."""
    names = list(dict.fromkeys(name for part in parts.values() for name in part.scores))
    groups = list(dict.fromkeys(name.split(":")[0] for name in names))
    names.sort(key=lambda name: groups.index(name.split(":")[0]))
    width = max(map(len, names))
    print(f"{'':{width}}" + "".join(f"  {part:>7} {'floor':>6} {'n':>6}" for part in parts))
    for name in names:
        cells = ""
        for key, part in parts.items():
            score = part.scores.get(name, Score())
            floor = floors.get(key, {}).get(name)
            value = "-" if score.value is None else f"{score.value:.3f}"
            cells += f"  {value:>7} {'-' if floor is None else f'{floor:.2f}':>6} {score.gold:6.0f}"
        print(f"{name:{width}}{cells}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the gate; give its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accept", action="store_true", help="write new floors from the present figures")
    parser.add_argument("--lower", action="store_true", help="with --accept: let floors sink")
    parser.add_argument("--margin", type=float, default=0.0, help="with --accept: stay so much below the figures")
    parser.add_argument("--mistakes", action="store_true", help="list every mistake")
    chosen = parser.parse_args(arguments)
    if chosen.lower and not chosen.accept:
        parser.error("--lower only goes with --accept")

    known = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {"gold": None, "floors": {}}
    parts = measure()
    figures = {name: part.figures() for name, part in parts.items()}
    now = digest()
    floors = known["floors"]
    if chosen.accept:
        floors = accepted(figures, floors, lower=chosen.lower, margin=chosen.margin)
        text = json.dumps({"gold": now, "floors": floors}, indent=2, ensure_ascii=False)
        FLOORS.write_text(text + "\n", encoding="utf-8")
    show(parts, floors)
    if chosen.mistakes:
        print(*(f"{name}: {line}" for name, part in parts.items() for line in part.mistakes), sep="\n")

    failures = compare(figures, floors)
    if not chosen.accept and known["gold"] != now:
        failures.append(f"the gold is not the one the floors were set on; look at the figures, then run {HOW} --accept")
    for line in failures:
        print(f"gate: {line}", file=sys.stderr)
    return 1 if failures else 0


HOW = "benchmarks/gate.py"

if __name__ == "__main__":
    sys.exit(main())
