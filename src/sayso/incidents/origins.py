"""Which reports repeat which others: reprints, agency copy, shared quotations. Copies of one origin count once.

Texts are compared by their runs of ``RUN`` words ("shingles", Broder 1997): the share of the one's runs that the other
has is its containment.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.incidents.profile import READ
from sayso.record import BylineRole, Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.record import Report, Statement

RUN = 6  # words
WHOLE = 0.8  # of a report's runs: a reprint
PART = 0.2  # of a report's runs: repeated in part
_FEWEST = 3  # runs in common; one alone may be chance
_QUOTED = 8  # words of a quotation that two reports do not share by chance
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """One report repeats another, which is older or has the lower id.

    ``extent`` is ``whole``, ``part`` or ``quotation``; ``share`` is that of the
    report's own text which the other has too, from 0 to 1.
    """

    report: str
    of: str
    extent: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Where reports come from.

    ``of`` gives each report's origin: the id of the report that it repeats in
    whole, or the name of the agency whose copy it carries, or its own id.
    """

    of: Mapping[str, str]
    repeats: tuple[Repeat, ...]


def find_origins(reports: Iterable[Report]) -> Origins:
    """Find which reports repeat which.

    Args:
        reports: Records; neither their order nor a repeated one makes a difference.
    """
    told = sorted({r.id: r for r in reports}.values(), key=lambda r: (r.document.published or "9999", r.id))
    repeats = tuple(_repeats(told))
    origin = {report.id: _agency(report) or report.id for report in told}
    for repeat in repeats:  # a report's first reprint comes before the reprints of it
        if repeat.extent == "whole":
            origin[repeat.report] = origin[repeat.of]
    return Origins(of=origin, repeats=repeats)


def origin_of(report: Report, statement: Statement, origins: Origins) -> str:
    """Give where a statement comes from: the named voice who makes it, wherever it is quoted, or the report's origin.

    A country and its government are one voice. Somebody whom the report does
    not name is told apart from others of the same words by the origin.
    """
    voice = statement.voices[-1]
    source = origins.of[report.id]
    if voice.attribution is None:
        return source
    actor = next((actor for actor in report.actors if actor.id == voice.actor), None)
    name = actor.name if actor is not None else voice.name or "somebody"
    if not voice.named:
        return f"{voice.name or 'somebody'} in {source}"
    return _countries().get(name.lower().removesuffix(" government").removeprefix("the "), name)


@cache
def _countries() -> Mapping[str, str]:
    """Give each country's name by its names and adjectives."""
    return {
        word.lower(): row["names"].split("|")[0]
        for row in lexicon.table("states")
        for word in f"{row['names']}|{row['adjectives']}".split("|")
        if word
    }


def _repeats(told: Sequence[Report]) -> Iterator[Repeat]:
    """Give for each report, oldest first, those before it that it repeats.

    Compared are those that have one of the report's rarest runs: so many of them that less than ``PART`` is left. What
    many reports say (a notice at their foot, a form of words) thus makes no pairs.
    """
    runs = [runs_of(report) for report in told]
    quoted = [quotations_of(report) for report in told]
    often = {run: times for run, times in Counter(chain.from_iterable(runs)).items() if times > 1}
    number = {run: n for n, run in enumerate(often)}
    having: dict[str, list[int]] = defaultdict(list)  # the earlier reports that have a run
    saying: dict[str, list[int]] = defaultdict(list)  # the earlier reports that quote some words
    marks: list[int] = []  # of each report, a bit for each run by its number
    for later, said in enumerate(quoted):
        total = len(runs[later])
        mine = sorted(often.keys() & runs[later], key=often.__getitem__)
        marks.append(_marked([number[run] for run in mine]))
        least = max(int(PART * total), min(_FEWEST, total))  # runs in common, of a part
        rarest = mine[: max(0, len(mine) - least + 1)]
        near = chain((having[run] for run in rarest), (saying[words] for words in said))
        for earlier in sorted(set(chain.from_iterable(near))):
            shared = (marks[later] & marks[earlier]).bit_count()
            share = shared / total if total and shared >= min(_FEWEST, total) else 0.0
            extent = "whole" if share >= WHOLE else "part" if share >= PART else "quotation"
            if extent != "quotation" or said & quoted[earlier]:
                yield Repeat(report=told[later].id, of=told[earlier].id, extent=extent, share=round(share, 2))
        for run in mine:
            having[run].append(later)
        for words in said:
            saying[words].append(later)


def _marked(numbers: Sequence[int]) -> int:
    """Give a number whose bits are set at these places."""
    bits = bytearray(max(numbers, default=0) // 8 + 1)
    for n in numbers:
        bits[n // 8] |= 1 << n % 8
    return int.from_bytes(bits, "little")


def runs_of(report: Report) -> frozenset[str]:
    """Give all that stands in a report in ``RUN`` words side by side, without case and punctuation."""
    document = report.document
    words = [
        word
        for block in document.blocks
        if block.kind in READ
        for word in _WORD.findall(document.text[block.start : block.end].lower())
    ]
    return (
        frozenset(" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))) if words else frozenset()
    )


def quotations_of(report: Report) -> frozenset[str]:
    """Give the words between quotation marks, for those long enough that nobody else says them by chance."""
    found = set()
    for attribution in report.attributions:
        if attribution.form in {Form.DIRECT, Form.BLOCK}:
            words = [word for span in attribution.content for word in _WORD.findall(span.text.lower())]
            if len(words) >= _QUOTED:
                found.add(" ".join(words))
    return frozenset(found)


def _agency(report: Report) -> str | None:
    """Give the agency whose copy a report carries, where its byline or dateline credits one."""
    return next((b.name for b in report.document.bylines if b.role is BylineRole.AGENCY), None)
