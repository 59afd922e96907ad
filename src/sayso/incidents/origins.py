"""Which reports repeat which others: reprints, agency copy, shared quotations. Copies of one origin count once.

Texts are compared by their runs of ``RUN`` words ("shingles", Broder 1997): the share of the one's runs that the other
has is its containment.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import combinations
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
    """Give for each report, oldest first, those before it that it repeats, the one it shares most with first."""
    if len(told) < 2:
        return
    runs = [runs_of(report) for report in told]
    quoted = [quotations_of(report) for report in told]
    for later, earlier in sorted({(j, i) for i, j in _meeting(runs) | _meeting(quoted)}):
        shared = len(runs[later] & runs[earlier])
        share = shared / len(runs[later]) if runs[later] and shared >= min(_FEWEST, len(runs[later])) else 0.0
        extent = "whole" if share >= WHOLE else "part" if share >= PART else "quotation"
        if extent != "quotation" or quoted[later] & quoted[earlier]:
            yield Repeat(report=told[later].id, of=told[earlier].id, extent=extent, share=round(share, 2))


def _meeting(sets: Sequence[frozenset[str]]) -> set[tuple[int, int]]:
    """Give the pairs of positions whose sets have something in common."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(sets):
        for item in one:
            holders[item].append(i)
    return {pair for positions in holders.values() for pair in combinations(positions, 2)}


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
