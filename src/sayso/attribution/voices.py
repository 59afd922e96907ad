"""The voices behind a statement, outermost first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.capacity import is_proper
from sayso.record import (
    BylineRole,
    Certainty,
    KnownFrom,
    Polarity,
    Stance,
    Voice,
    VoiceKnownFrom,
    VoiceRole,
)
from sayso.spans import SpanIndex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.attribution.nesting import Reach
    from sayso.record import Actor, Attribution, Document

_KNOWN_FROM = {
    KnownFrom.OPTION: VoiceKnownFrom.OPTION,
    KnownFrom.FURNITURE: VoiceKnownFrom.FURNITURE,
    KnownFrom.VISIBLE: VoiceKnownFrom.TEXT,
}
# What an outer voice makes of what it cites: FactBank leaves the author's own
# view open under a neutral cue, and lets an endorsing one share the source's.
_SHARED = frozenset({Stance.ENDORSING})


_DEEPEST = 50  # attributions one inside the other; nobody quotes deeper


@dataclass(frozen=True, slots=True)
class _Reached:
    """One stretch that an attribution reaches, and how deep the attribution lies in others."""

    start: int
    end: int
    attribution: Attribution
    depth: int


@dataclass(frozen=True)
class Voices:
    """The attributions of a report, and the chain of voices behind any stretch of it."""

    document: Document
    actor: Mapping[str, Actor]
    attributions: tuple[Attribution, ...]
    reach: Mapping[str, Reach]

    @cached_property
    def _by_id(self) -> Mapping[str, Attribution]:
        return {attribution.id: attribution for attribution in self.attributions}

    @cached_property
    def _sure(self) -> SpanIndex[_Reached]:
        return SpanIndex(
            _Reached(low, high, one, self._depth(one))
            for one in self.attributions
            for low, high in self.reach[one.id].sure
        )

    @cached_property
    def _open(self) -> SpanIndex[_Reached]:
        return SpanIndex(
            _Reached(low, high, one, 0) for one in self.attributions for low, high in self.reach[one.id].open
        )

    def innermost(self, start: int, end: int) -> Attribution | None:
        """Give the deepest, then narrowest attribution whose content surely covers a stretch."""
        reached = min(self._sure.over(start, end), key=lambda r: (-r.depth, r.end - r.start), default=None)
        return reached.attribution if reached is not None else None

    def _depth(self, attribution: Attribution) -> int:
        depth = 0
        while attribution.parent is not None and depth <= _DEEPEST:
            attribution = self._by_id[attribution.parent]
            depth += 1
        return depth

    def open_to(self, start: int, end: int) -> tuple[str, ...]:
        """Give the attributions that may or may not reach a stretch."""
        return tuple(dict.fromkeys(reached.attribution.id for reached in self._open.over(start, end)))

    def chain(self, start: int, end: int) -> tuple[Attribution, ...]:
        """Give the attributions around a stretch, outermost first."""
        chain: list[Attribution] = []
        attribution = self.innermost(start, end)
        while attribution is not None and attribution not in chain:
            chain.insert(0, attribution)
            attribution = self._by_id[attribution.parent] if attribution.parent else None
        return tuple(chain)

    def behind(self, start: int, end: int, polarity: Polarity, certainty: Certainty) -> tuple[Voice, ...]:
        """Give the voices behind a statement, outermost first.

        Args:
            start: Where the statement's predicate begins.
            end: Where it ends.
            polarity: What the words say, before any denial is counted.
            certainty: How surely they say it.

        Returns:
            The report itself and its reporters, then for each attribution its
            outlet and its source. The innermost holds the statement's own
            values, reversed under a denial; the others' are theirs to say.
        """
        chain = self.chain(start, end)
        values = _values(chain, polarity, certainty)
        voices = self._authors(*values[0])
        for attribution, (polarity_of, certainty_of) in zip(chain, values[1:], strict=True):
            if attribution.outlet is not None:
                outer = Polarity.UNKNOWN, Certainty.UNKNOWN
                voices.append(self._outlet(attribution, *outer))
            voices.append(self._source(attribution, polarity_of, certainty_of))
        return tuple(voices)

    def speaker(self, attribution: Attribution) -> Voice:
        """Give the voice of an attribution's source, whatever it says: who, in what capacity, named or not."""
        return self._source(attribution, Polarity.UNKNOWN, Certainty.UNKNOWN)

    def _authors(self, polarity: Polarity, certainty: Certainty) -> list[Voice]:
        """Give the report's own voices: who publishes it, and its reporters."""
        document = self.document
        voices = [
            Voice(
                name=document.publisher,
                actor=None,
                attribution=None,
                role=VoiceRole.OUTLET,
                named=document.publisher is not None,
                known_from=_KNOWN_FROM.get(document.publisher_from, VoiceKnownFrom.METADATA)
                if document.publisher_from
                else VoiceKnownFrom.TEXT,
                polarity=polarity,
                certainty=certainty,
            )
        ]
        voices.extend(
            Voice(
                name=byline.name,
                actor=None,
                attribution=None,
                role=VoiceRole.REPORTER,
                named=True,
                known_from=VoiceKnownFrom.TEXT,
                polarity=polarity,
                certainty=certainty,
            )
            for byline in document.bylines
            if byline.role is BylineRole.REPORTER and byline.outlet in {None, document.publisher}
        )
        return voices

    def _outlet(self, attribution: Attribution, polarity: Polarity, certainty: Certainty) -> Voice:
        outlet = attribution.outlet
        if outlet is None:
            raise ValueError(f"{attribution.id} has no outlet")
        actor = self.actor.get(outlet.actor or "")
        return Voice(
            name=actor.name if actor else outlet.text,
            actor=outlet.actor,
            attribution=attribution.id,
            role=VoiceRole.OUTLET,
            named=True,
            known_from=VoiceKnownFrom.TEXT,
            polarity=polarity,
            certainty=certainty,
        )

    def _source(self, attribution: Attribution, polarity: Polarity, certainty: Certainty) -> Voice:
        source = attribution.source
        actor = self.actor.get(source.actors[0]) if source and source.actors else None
        return Voice(
            name=None if source is None else actor.name if actor is not None and is_proper(actor) else source.text,
            actor=actor.id if actor else None,
            attribution=attribution.id,
            role=attribution.role,
            named=attribution.named,
            known_from=VoiceKnownFrom.TEXT,
            polarity=polarity,
            certainty=certainty,
        )


def _values(
    chain: tuple[Attribution, ...], polarity: Polarity, certainty: Certainty
) -> list[tuple[Polarity, Certainty]]:
    """Give the values of the report and of each attribution's source, outermost first."""
    values = [(polarity, certainty)]
    for attribution in reversed(chain):
        inner_polarity, inner_certainty = values[0]
        said = polarity if inner_polarity is Polarity.UNKNOWN else inner_polarity
        if attribution.stance is Stance.DENYING:  # who denies a report that it happened says that it did not
            values[0] = _denied(said), Certainty.CERTAIN
        elif attribution.stance is Stance.DOUBTING:
            values[0] = said, Certainty.POSSIBLE
        elif attribution.source is None and attribution.stance in {Stance.NEUTRAL, Stance.DISTANCING}:
            values[0] = inner_polarity, _unowned(attribution, inner_certainty)
        elif attribution.stance in {Stance.DECLINING, Stance.ASKING}:
            values[0] = Polarity.UNKNOWN, Certainty.UNKNOWN
        shared = attribution.stance in _SHARED
        values.insert(0, (inner_polarity, inner_certainty) if shared else (Polarity.UNKNOWN, Certainty.UNKNOWN))
    return values


def _unowned(attribution: Attribution, certainty: Certainty) -> Certainty:
    """Give how sure nobody's words can be: what is alleged is possible, what is reported or believed probable."""
    word = attribution.cue.text.lower() if attribution.cue is not None else ""
    row = lexicon.by_pattern("certainty").get(word)
    if row is not None:
        most = Certainty(row["value"])
    else:
        most = Certainty.POSSIBLE if attribution.stance is Stance.DISTANCING else Certainty.PROBABLE
    return min(certainty, most, key=_RANK.__getitem__)


_RANK = {Certainty.UNKNOWN: 0, Certainty.POSSIBLE: 1, Certainty.PROBABLE: 2, Certainty.CERTAIN: 3}


def _denied(polarity: Polarity) -> Polarity:
    return {Polarity.POSITIVE: Polarity.NEGATIVE, Polarity.NEGATIVE: Polarity.POSITIVE}.get(polarity, polarity)
