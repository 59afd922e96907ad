"""Proof that a brief says nothing of its own: every sentence borne, every quotation verbatim, every number told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.brief.document import CUT, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sayso.brief.document import Brief, Passage, Section, Sentence
    from sayso.record import Report

_NUMBER = re.compile(r"\d[\d,]*")
_PARTS = re.compile(r"\d+")


def faults(brief: Brief, reports: Iterable[Report]) -> Iterator[str]:
    """Say what in a brief does not rest on its reports; nothing if all does.

    A sentence that reports bears at least one passage. A quotation is a
    stretch of its report's text but for white space and what ``CUT`` leaves
    out. A number of our own words stands in a passage that bears the sentence,
    in a statement that rests on it, among its report's days, or counts no more
    than is cited.
    """
    by_id = {report.id: report for report in reports}
    passages = {one.number: one for one in brief.passages}
    for one in brief.passages:
        text = by_id[one.report].document.text
        if not is_verbatim(one.text, text[one.start : one.end]):
            yield f"passage {one.number} is not verbatim: {one.text}"
    for sentence in sentences(brief):
        if sentence.said and not sentence.passages:
            yield f"no source: {sentence.text}"
        for piece in sentence.pieces:
            if isinstance(piece, Words) and piece.passage is not None:
                passage = passages[piece.passage]
                if not is_verbatim(piece.text, by_id[passage.report].document.text):
                    yield f"not verbatim: {piece.text}"
        if sentence.said:
            yield from _numbers(sentence, passages, by_id)


def sentences(brief: Brief) -> Iterator[Sentence]:
    """Give all sentences of a brief in order."""
    yield from (*brief.head, *brief.lead)
    for section in (*brief.incidents, *brief.apart):
        yield from _of(section)
    yield from (line.sentence for line in brief.days)
    yield from brief.foot


def is_verbatim(quoted: str, text: str) -> bool:
    """Tell whether words stand in a text in their order, but for white space and what a cut leaves out."""
    line, at = " ".join(text.split()), 0
    for part in quoted.split(CUT):
        words = " ".join(part.split())
        found = line.find(words, at)
        if found < 0:
            return False
        at = found + len(words)
    return True


def _of(section: Section) -> Iterator[Sentence]:
    for paragraph in section.paragraphs:
        yield from paragraph.sentences


def _numbers(sentence: Sentence, passages: Mapping[int, Passage], by_id: Mapping[str, Report]) -> Iterator[str]:
    told: set[str] = {str(n) for n in sentence.passages}
    cited = 0
    for n in sentence.passages:
        passage = passages[n]
        report = by_id[passage.report]
        told.update(_parts(passage.text))
        told.update(_parts(report.document.published or ""))
        for time in report.times:
            told.update(part for day in (time.earliest, time.latest, time.value) for part in _parts(day or ""))
        for statement in report.statements:
            if statement.id in passage.statements:
                cited += 1
                toll, likely = statement.toll, statement.likelihood
                told.update(str(n) for n in ((toll.low, toll.high) if toll is not None else ()) if n is not None)
                told.update(f"{n:.0%}"[:-1] for n in ((likely.low, likely.high) if likely is not None else ()))
                told.update(str(statement.aim.priority) if statement.aim is not None else "")
    for piece in sentence.pieces:
        for number in _NUMBER.findall(piece) if isinstance(piece, str) else ():
            plain = number.replace(",", "")
            if str(int(plain)) not in told and plain not in told and int(plain) > cited:
                yield f"nobody told {number}: {sentence.text}"


def _parts(words: str) -> Iterator[str]:
    for number in _NUMBER.findall(words):
        yield number.replace(",", "")
        yield str(int(number.replace(",", "")))
    yield from (str(int(part)) for part in _PARTS.findall(words))
