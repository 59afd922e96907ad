"""Scores the gold of attribution: ``tests/gold/attribution/passages-*.jsonl``, code book beside it.

Measured, under the names that start with ``voices:``:
  relation, source, cue   as in gate.py; a relation is whole if content (Jaccard of words at least 0.5) and source agree
  stance, parent, form, role, named, outlet   shares of the relations whose contents were paired
  resolved    sources whose words are not their name ("he", "the group"): the actor found bears the label's name
  left open   sources that two or more could be: no other mention is credited
  chain       labelled statements whose voices are those of the label, in order
  value       polarity and certainty of the innermost voice, over the same
  values      polarity and certainty of every voice, over the statements whose chain is right
  open to     attributions that may reach the statement, over the same
              (voices and values are those of the record's statement over these words; where no kind of statement
              covers them, those that the same steps give to the words' predicate)
  traps       passages without any attribution in which none was found
  questions   passages whose questions were counted rightly, of those that have any
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring import HALF, Labels, Part, content, count, jaccard, pair, said, same_cue, same_name, same_source

from sayso.attribution import attribute
from sayso.grounding import ground
from sayso.grounding.gazetteer import load_gazetteer
from sayso.intake import document_of, open_reports
from sayso.pipeline import read_document
from sayso.reading import parse
from sayso.reading.parser import load_parser
from sayso.statements.modality import judge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sayso import Report
    from sayso.attribution import Voices
    from sayso.reading.model import Reading
    from sayso.record import Attribution, Statement, Voice

_PRONOUNS = re.compile(r"(?i)^(?:he|she|they|it|who|his|her|its|their|the (?:latter|same .*))$")


@dataclass(frozen=True)
class Read:
    """A passage read: its record, and the steps behind it for words that no statement covers."""

    report: Report
    reading: Reading
    voices: Voices


def score(part: Part, row: Labels) -> None:
    """Read one passage and score all that is labelled of it."""
    one = read_passage(row)
    labels = row["labels"]
    place = {found.id: number for number, found in enumerate(one.report.attributions)}
    of = _relations(part, row["id"], labels["attributions"], one, place)
    for label in labels["statements"]:
        _statement(part, row["id"], label, one, of, place)
    if not labels["attributions"]:
        part.share("voices: traps", not one.report.attributions)
        part.mistakes += [f"trap: {row['id']}: {_told(found)}" for found in one.report.attributions]
    if labels["questions"]:
        asked = sum(statement.kind == "question" for statement in one.report.statements)
        part.share("voices: questions", asked == labels["questions"])


def read_passage(row: Labels) -> Read:
    """Read the text or the page of a passage."""
    known = {"published": row["published"], "publisher": row.get("publisher")}
    if "html" in row:
        (document,) = open_reports(row["html"].encode(), url=None, **known)
    else:
        document = document_of(row["text"], title=None, url=None, **known)
    reading = parse(document, load_parser())
    identities = ground(reading, load_gazetteer())
    return Read(read_document(document), reading, attribute(reading, identities))


def shown(row: Labels) -> str:
    """Give what a reader of the passage sees."""
    return row["text"] if "text" in row else html.unescape(re.sub(r"<[^>]+>", " ", row["html"]))


def _told(one: Attribution) -> str:
    pieces = " … ".join(span.text for span in one.content)
    return f"{one.source and one.source.text} | {one.cue and one.cue.text} | {pieces} ({one.rule})"


def _relations(part: Part, key: str, labels: Sequence[Labels], read: Read, place: Mapping[str, int]) -> dict[int, int]:
    """Score the attributions; give which found one answers which label."""
    found = read.report.attributions

    def like(label: Labels, one: Attribution) -> float:
        shared = jaccard(said(label), content(one))
        return shared + 0.1 * same_source(label, one) + 0.05 * same_cue(label, one) if shared >= HALF else 0.0

    pairs = pair(labels, found, like)
    whole = len(pairs.both) + len(pairs.missed), len(pairs.both) + len(pairs.extra)
    part.pairs("voices: relation", sum(same_source(a, b) for a, b in pairs.both), *whole)
    count(part, "voices: content", pairs)
    for i, j in sorted(pairs.of.items()):
        label, one = labels[i], found[j]
        parent = pairs.of.get(label["parent"], -1) if label["parent"] is not None else None
        answers = {
            "source": (None, None) if same_source(label, one) else (label["source"], one.source and one.source.text),
            "cue": (None, None) if same_cue(label, one) else (label["cue"], one.cue and one.cue.text),
            "stance": (label["stance"], one.stance.value),
            "form": (label["form"], one.form.value),
            "parent": (parent, place.get(one.parent) if one.parent else None),
        }
        if label["outlet"] is not None or one.outlet is not None:
            right = label["outlet"] and one.outlet and same_name(label["outlet"], one.outlet.text)
            answers["outlet"] = ("", "") if right else (label["outlet"], one.outlet and one.outlet.text)
        if label["source"] is not None:
            answers.update(_who(part, key, label, one, read))
        for name, (wanted, got) in answers.items():
            part.share(f"voices: {name}", wanted == got)
            if wanted != got:
                part.mistakes.append(f"{name}: {key}: {label['source']} {label['cue']}: {wanted!r}, found {got!r}")
    part.mistakes += [f"missed: {key}: {a['source']} | {a['cue']} | {a['content']}" for a in pairs.missed]
    part.mistakes += [f"too much: {key}: {_told(one)}" for one in pairs.extra]
    return pairs.of


def _who(part: Part, key: str, label: Labels, one: Attribution, read: Read) -> dict[str, tuple[object, object]]:
    """Score role, name and resolution of a source; the role and name are those of its voice."""
    report = read.report
    voice = read.voices.speaker(one)
    actors = [actor for actor in report.actors if one.source and actor.id in one.source.actors]
    own = label["source"]
    answers: dict[str, tuple[object, object]] = {}
    answers["role"] = label["role"], voice.role.value
    answers["named"] = label["named"], voice.named
    wanted = label["who"]
    if wanted == "open":
        credited = [a.name for a in actors if any(one.source and m.start != one.source.start for m in a.mentions)]
        part.share("voices: left open", not credited)
        if credited:
            part.mistakes.append(f"credited by guess: {key}: {own} {label['cue']}: {credited}")
    for name in wanted if isinstance(wanted, list) else [wanted]:
        if name in {None, "open"} or (same_name(own, name) and not _PRONOUNS.match(own)):
            continue
        names = [m for actor in actors for m in (actor.name, *(mention.text for mention in actor.mentions))]
        right = any(same_name(name, other) for other in names)
        part.share("voices: resolved", right)
        if not right:
            part.mistakes.append(f"resolved: {key}: {own} {label['cue']}: {name!r}, found {[a.name for a in actors]}")
    return answers


def _statement(part: Part, key: str, label: Labels, one: Read, of: Mapping[int, int], place: Mapping[str, int]) -> None:
    """Score the voices of one labelled statement."""
    start = one.report.document.text.find(label["words"])
    where = f"{key}: {label['words']!r}"
    if start < 0:
        part.share("voices: chain", 0)
        part.mistakes.append(f"words not read: {where}")
        return
    voices, open_to, rule = _behind(one, start, start + len(label["words"]))
    wanted = [(of.get(who, -1) if who != "report" else None, *value) for who, *value in label["voices"]]
    got: list[tuple[int | None, str, str]] = []
    for voice in voices:
        who = place[voice.attribution] if voice.attribution else None
        if got and got[-1][0] == who:
            got.pop()  # an outlet and its source, or an outlet and its reporter, are one link here
        got.append((who, voice.polarity.value, voice.certainty.value))
    chain = [who for who, *_ in wanted] == [who for who, *_ in got]
    value = wanted[-1][1:] == got[-1][1:]
    part.share("voices: chain", chain)
    part.share("voices: value", value)
    if not chain:
        part.mistakes.append(f"chain: {where}: {[w for w, *_ in wanted]}, found {[w for w, *_ in got]} ({rule})")
    elif not value:
        part.mistakes.append(f"value: {where}: {wanted[-1][1:]}, found {got[-1][1:]} ({rule})")
    if not chain:
        return
    part.share("voices: values", wanted == got)
    if wanted != got and value:
        part.mistakes.append(f"values: {where}: {wanted}, found {got}")
    may, told = {of.get(number, -1) for number in label["open_to"]}, {place[name] for name in open_to}
    part.share("voices: open to", may == told)
    if may != told:
        part.mistakes.append(f"open to: {where}: {sorted(may)}, found {sorted(told)}")


def _behind(one: Read, start: int, end: int) -> tuple[Sequence[Voice], Sequence[str], str]:
    """Give the voices behind some words, the attributions they are open to, and the rule of their statement."""
    covering = _nearest(one.report, start, end)
    if covering is not None:
        return covering.voices, covering.open_to, f"{covering.kind} {covering.rule} {covering.text!r}"
    tokens = [t for t in one.reading.tokens if start <= t.start < end]
    inside = {t.i for t in tokens}
    top = [t for t in tokens if t.head not in inside or t.head == t.i]
    predicate = next((t for t in top if t.pos in {"VERB", "AUX"}), (top or tokens)[0])
    judged = judge(one.reading, predicate.i)
    voices = one.voices.behind(predicate.start, predicate.end, judged.polarity, judged.certainty)
    return voices, one.voices.open_to(predicate.start, predicate.end), f"words at {predicate.text!r}"


def _nearest(report: Report, start: int, end: int) -> Statement | None:
    """Give the statement that shares most with a stretch, at least half of the shorter."""

    def shared(one: Statement) -> float:
        both = min(end, one.end) - max(start, one.start)
        return both / (max(end, one.end) - min(start, one.start))

    over = [
        one
        for one in report.statements
        if one.kind != "question"
        and 2 * (min(end, one.end) - max(start, one.start)) >= min(end - start, one.end - one.start)
    ]
    return max(over, key=shared, default=None)


def rows(folder: Path) -> list[Labels]:
    """Read all passages of the gold."""
    return [
        json.loads(line)
        for file in sorted(folder.glob("passages-*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
