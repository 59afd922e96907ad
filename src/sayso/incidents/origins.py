"""Which reports repeat which others: reprints, agency copy, shared quotations. Copies of one origin count once.

Texts are compared by their runs of ``RUN`` words ("shingles", Broder 1997): the share of the one's words that stand in
runs which the other has too is its containment. So a word that was changed costs no more than itself. For a part, only
whole passages count: whoever writes of one event uses the same short forms of words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, groupby
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.incidents.profile import READ
from sayso.record import ActorKind, BlockKind, BylineRole, Form, VoiceRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.record import Report, Statement, Voice

RUN = 6  # words
WHOLE = 0.8  # of a report's words: a reprint
PART = 0.2  # of a report's words, in passages: repeated in part
PASSAGE = 15  # words
# Of a text's runs, how many it has in common with one that it repeats: those within stretches of the least length.
_LEAST = min(WHOLE / RUN, PART * (PASSAGE - RUN + 1) / PASSAGE)
_FEWEST = 3  # runs in common; one alone may be chance
_QUOTED = 8  # words of a quotation that two reports do not share by chance
_WORD = re.compile(r"\w+")
_SPEAKER = re.compile(r"\bspokes(?:man|woman|person|men|women|people|persons)\b", re.IGNORECASE)
_TELLING = frozenset({"tell", "tells", "told"})
_SMALL = re.compile(r"\b(?:an?|the|for|of|chief)\b", re.IGNORECASE)
_OWN_REPORT = re.compile(
    r"\b(?:this|our|an earlier|earlier|previous|original)\b.*\b(?:report|article|story|version|account)\b|^we$",
    re.IGNORECASE,
)


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
    ``outlets`` gives who publishes the reports that are origins themselves.
    """

    of: Mapping[str, str]
    repeats: tuple[Repeat, ...]
    outlets: Mapping[str, str] = field(default_factory=dict)


def find_origins(reports: Iterable[Report]) -> Origins:
    """Find which reports repeat which.

    Args:
        reports: Records; neither their order nor a repeated one makes a difference.
    """
    told = sorted({r.id: r for r in reports}.values(), key=lambda r: (r.document.published or "9999", r.id))
    repeats = tuple(_repeats(told))
    first = {report.id: report.id for report in told}
    for repeat in repeats:  # a report's first reprint comes before the reprints of it
        if repeat.extent == "whole":
            first[repeat.report] = first[repeat.of]
    agencies: dict[str, str] = {}  # one credit tells whose copy all of them carry
    for report in told:
        if agency := _agency(report):
            agencies.setdefault(first[report.id], agency)
    origin = {report.id: agencies.get(first[report.id], first[report.id]) for report in told}
    outlets = {r.id: name for r in told if origin[r.id] == r.id and (name := outlet_name(r.document.publisher))}
    return Origins(of=origin, repeats=repeats, outlets=outlets)


def origin_of(report: Report, statement: Statement, origins: Origins) -> str:
    """Give where a statement comes from: the named voice who makes it, wherever it is quoted, or the report's origin.

    What a report says itself comes from its outlet, whichever of its reports says so. A country and its government
    are one voice, and so are a body and whoever speaks for it. Somebody whom the report does not name is told apart
    from others of the same words by the outlet that heard it ("residents told Reuters"), or else by the origin.
    """
    voice = statement.voices[-1]
    source = origins.of[report.id]
    if voice.attribution is None or corrected(report, statement):
        return origins.outlets.get(source, source)
    actor = next((actor for actor in report.actors if actor.id == voice.actor), None)
    name = actor.name if actor is not None else voice.name or "somebody"
    if not voice.named:
        body = _spoken_for(report, voice)
        if body is None:
            return f"{_plain(voice.name or 'somebody')} in {_heard_by(report, statement) or source}"
        name = body
    paper = outlet_name(name) or name
    if voice.role is VoiceRole.OUTLET or paper in origins.outlets.values():
        return paper
    return _countries().get(name.lower().removesuffix(" government").removeprefix("the "), name)


def _heard_by(report: Report, statement: Statement) -> str | None:
    """Give the outlet through which somebody without a name speaks: one that quotes them, or that they told."""
    *outer, voice = statement.voices
    cue = next((one.cue for one in report.attributions if one.id == voice.attribution), None)
    told = cue is not None and cue.text.split()[-1].lower() in _TELLING
    names = [one.name for one in outer if one.attribution is not None and one.role is VoiceRole.OUTLET]
    names += [
        actor.name
        for actor in report.actors
        for mention in actor.mentions
        if actor.kind is ActorKind.OUTLET and told and cue and 0 < mention.start - cue.end <= len(" the ")
    ]
    return outlet_name(names[-1]) if names else None


def _plain(words: str) -> str:
    """Give a description as it reads within a sentence ("A doctor", "Residents": doctor, residents)."""
    first, _, rest = words.partition(" ")
    if rest and first.lower() in {"a", "an", "the"}:
        return rest
    heads = lexicon.by_pattern("actor_heads")
    known = any(lemma in heads for lemma in (first.lower(), first.lower().removesuffix("s")))
    return f"{first.lower()} {rest}".strip() if known else words


def corrected(report: Report, statement: Statement) -> bool:
    """Tell what a correction repeats of the report's own, to take it back ("Our report of May 1 said …")."""
    voice = statement.voices[-1]
    attribution = next((one for one in report.attributions if one.id == voice.attribution), None)
    if attribution is None or attribution.source is None or not _OWN_REPORT.search(attribution.source.text):
        return False
    return _stands_in(BlockKind.CORRECTION, report, statement)


def in_headline(report: Report, statement: Statement) -> bool:
    """Tell what only a headline says; it sums up what the text hands to others."""
    return _stands_in(BlockKind.HEADLINE, report, statement)


def _stands_in(kind: BlockKind, report: Report, statement: Statement) -> bool:
    return any(b.kind is kind and b.start <= statement.start < b.end for b in report.document.blocks)


def _spoken_for(report: Report, voice: Voice) -> str | None:
    """Give the body that a spokesman without a name speaks for, as the report names it elsewhere or here."""
    words = (voice.name or "").split(", ")[0]
    rest = _SPEAKER.sub(" ", words)
    if rest == words:
        return None
    body = " ".join(_SMALL.sub(" ", rest).replace("’s", "").replace("'s", "").split())
    named = {
        mention.text.lower().removeprefix("the "): actor.name for actor in report.actors for mention in actor.mentions
    }
    return named.get(body.lower(), body) or None


def outlet_name(name: str | None) -> str | None:
    """Give the one name of an outlet that has several: that of the table of actors, or its own without "The"."""
    return None if name is None else _outlets().get(name.lower(), name.removeprefix("The "))


@cache
def _outlets() -> Mapping[str, str]:
    return {
        alias.lower(): row["pattern"].removeprefix("The ")
        for row in lexicon.table("actors")
        if row["value"] == "outlet"
        for alias in (row["pattern"], *row["aliases"].split("|"))
    }


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

    Compared are those that have one of the report's rarest runs: so many of them that what is left makes no part. What
    many reports say (a notice at their foot, a form of words) thus makes no pairs.
    """
    listed = [_listed(report) for report in told]
    runs = [frozenset(one) for one in listed]
    quoted = [quotations_of(report) for report in told]
    often = {run: times for run, times in Counter(chain.from_iterable(runs)).items() if times > 1}
    having: dict[str, list[int]] = defaultdict(list)  # the earlier reports that have a run
    saying: dict[str, list[int]] = defaultdict(list)  # the earlier reports that quote some words
    for later, said in enumerate(quoted):
        mine = sorted(often.keys() & runs[later], key=lambda run: (often[run], run))
        least = max(int(_LEAST * len(runs[later])), min(_FEWEST, len(runs[later])))
        rarest = mine[: max(0, len(mine) - least + 1)]
        near = chain((having[run] for run in rarest), (saying[words] for words in said))
        for earlier in sorted(set(chain.from_iterable(near))):
            stretches = _stretches(listed[later], runs[earlier])
            share, extent = _share(listed[later], stretches, RUN), "whole"
            if share < WHOLE:
                share, extent = _share(listed[later], stretches, PASSAGE), "part"
            if share < PART:
                extent = "quotation"
            if extent != "quotation" or said & quoted[earlier]:
                yield Repeat(report=told[later].id, of=told[earlier].id, extent=extent, share=round(share, 2))
        for run in mine:
            having[run].append(later)
        for words in said:
            saying[words].append(later)


def measured(report: Report, other: Report, least: int) -> float:
    """Give the share of a report's words in stretches of so many or more that another has too."""
    listed = _listed(report)
    return _share(listed, _stretches(listed, runs_of(other)), least)


def _stretches(listed: Sequence[str], others: frozenset[str]) -> list[range]:
    """Give the words of a text (its runs in order) that stand in runs of another; none where it may be chance."""
    shared = [i for i, run in enumerate(listed) if run in others]
    if len({listed[i] for i in shared}) < min(_FEWEST, len(set(listed))):
        return []
    found = []
    for _, group in groupby(enumerate(shared), lambda pair: pair[1] - pair[0]):
        stretch = [i for _, i in group]
        found.append(range(stretch[0], stretch[-1] + RUN))
    return found


def _share(listed: Sequence[str], stretches: Sequence[range], least: int) -> float:
    """Give the share of a text's words that stand in stretches of so many or more."""
    words = {i for stretch in stretches if len(stretch) >= least for i in stretch}
    return len(words) / (len(listed) + RUN - 1)


def runs_of(report: Report) -> frozenset[str]:
    """Give all that stands in a report in ``RUN`` words side by side, without case and punctuation."""
    return frozenset(_listed(report))


def _listed(report: Report) -> list[str]:
    """Give a report's runs in their order; a text shorter than a run is one."""
    document = report.document
    words = [
        word
        for block in document.blocks
        if block.kind in READ and block.kind is not BlockKind.HEADLINE  # each paper writes its own
        for word in _WORD.findall(document.text[block.start : block.end].lower())
    ]
    return [" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))] if words else []


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
    """Give the agency whose copy a report carries, where its byline, dateline or a credit names one not its own."""
    own = outlet_name(report.document.publisher)
    named = [outlet_name(b.name) for b in report.document.bylines if b.role is BylineRole.AGENCY]
    return next((name for name in named if name != own), None)
