"""Who says it: the voices behind statements in words, each origin once, with the outlets that carry it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.brief.document import Words, plain
from sayso.brief.wording import capitalised, day, is_plural, listed, voice_words
from sayso.incidents.origins import origin_of
from sayso.record import Certainty, Stance, VoiceRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.brief.document import Piece
    from sayso.brief.passages import Passages
    from sayso.brief.wording import Pieces
    from sayso.incidents.origins import Origins
    from sayso.record import Report, Statement

Told = tuple["Report", "Statement"]

# How surely an innermost voice says it; the report itself states, others say.
_FLATLY, _SAID, _DISTANT = "stated flatly by", "said by", "said, in citing words that keep their distance, by"
_HEDGES = {
    Certainty.PROBABLE: "called probable by",
    Certainty.POSSIBLE: "called possible by",
    Certainty.UNKNOWN: "told, leaving open how surely, by",
}
# The same as verbs, for one voice and for several.
_VERBS = {
    _FLATLY: ("states", "state"),
    _SAID: ("says", "say"),
    _DISTANT: ("claims (the citing words keep their distance)", "claim (the citing words keep their distance)"),
    _HEDGES[Certainty.PROBABLE]: ("calls it probable", "call it probable"),
    _HEDGES[Certainty.POSSIBLE]: ("calls it possible", "call it possible"),
    _HEDGES[Certainty.UNKNOWN]: ("tells, leaving open how surely", "tell, leaving open how surely"),
}


@dataclass(frozen=True, slots=True)
class Teller:
    """One origin: its words in full and in short, how surely it speaks, whether it is several people."""

    words: Pieces
    short: Pieces
    sureness: str
    origin: str
    several: bool
    since: str


class Tellers:
    """Puts the voices behind statements into words."""

    def __init__(self, passages: Passages, origins: Origins) -> None:
        """Take the passages for outlets' names, and the origins for who repeats whom."""
        self._passages = passages
        self._origins = origins
        self._met: set[str] = set()

    def begin(self) -> None:
        """Begin a section: whoever is named in it for the first time is named in full, later in short."""
        self._met.clear()

    def of(self, told: Iterable[Told]) -> list[Teller]:
        """Give each origin of statements once, the earliest first."""
        groups: dict[tuple[str, str], list[Told]] = {}
        for report, statement in told:
            key = (_sureness(report, statement), origin_of(report, statement, self._origins))
            groups.setdefault(key, []).append((report, statement))
        found = [self._teller(sureness, origin, same) for (sureness, origin), same in groups.items()]
        return sorted(found, key=lambda one: (one.since, _text(one.words)))

    def surely(self, told: Iterable[Told]) -> Pieces:
        """Say by whom and how surely: "stated flatly by A and B; said by C (in D)"."""
        tellers = self.of(told)
        parts: list[Piece] = []
        for sureness in _VERBS:
            same = [self._named(one) for one in tellers if one.sureness == sureness]
            if same:
                parts += [*(["; "] if parts else []), f"{sureness} ", *listed(same)]
        return tuple(parts)

    def names(self, told: Iterable[Told], *, short: bool = False) -> tuple[Pieces, bool]:
        """Name them for the subject of a sentence, and tell whether they are several."""
        tellers = list({one.origin: one for one in self.of(told)}.values())
        words = [one.short if short else self._named(one) for one in tellers]
        return listed(words), len(tellers) > 1 or any(one.several for one in tellers)

    def saying(self, told: Iterable[Told]) -> Pieces:
        """Give one origin with its verb: "A states", "officials, not named, say"."""
        teller = self.of(told)[0]
        return (*self._named(teller), f" {_VERBS[teller.sureness][teller.several]}")

    def one(self, report: Report, statement: Statement, *, short: bool = False) -> Pieces:
        """Name the voice of one statement."""
        return self.names([(report, statement)], short=short)[0]

    def _named(self, teller: Teller) -> Pieces:
        met = teller.origin in self._met
        self._met.add(teller.origin)
        return teller.short if met else teller.words

    def dated(self, report: Report, statement: Statement) -> Pieces:
        """Name the voice of one statement with the day of its report."""
        return (*self.one(report, statement, short=True), f", {day(report.document.published)}")

    def copies(self, told: Iterable[Told]) -> list[tuple[Pieces, Pieces]]:
        """Give the outlets that carry one copy, and whose it is, for each origin with more than one report."""
        groups: dict[str, dict[str, Report]] = {}
        for report, _ in told:
            groups.setdefault(self._origins.of.get(report.id, report.id), {})[report.id] = report
        found = []
        for origin, reports in groups.items():
            if len(reports) > 1:
                whose: Pieces = (
                    self._passages.publisher(reports[origin]) if origin in reports else (Words(text=origin),)
                )
                outlets = sorted((self._passages.publisher(report) for report in reports.values()), key=str)
                found.append((capitalised(listed(outlets)), whose))
        return found

    def _teller(self, sureness: str, origin: str, same: Sequence[Told]) -> Teller:
        report, statement = min(same, key=lambda one: (one[0].document.published or "9999", one[0].id))
        since = report.document.published or "9999"
        outlets = list(dict.fromkeys(self._passages.publisher(one) for one, _ in same))
        voice = statement.voices[-1]
        if voice.attribution is None:
            copy = (" (one copy)",) if len(outlets) > 1 else ()
            whole = (*listed(outlets), *copy)
            return Teller(whole, whole, sureness, origin, several=len(outlets) > 1, since=since)
        name, what = voice_words(voice, report)
        shown = [
            (*([how, " "] if how else []), *words)
            for how, words in (
                *((("", what),) if what else ()),
                *(
                    (how, words)
                    for how, words in (*_way(statement, report), ("in", listed(outlets)))
                    if _text(words) != _text(name)
                ),
            )
        ]
        whole = (*name, " (", *listed(shown, ", "), ")") if shown else name
        short = name if voice.named else (*name, " (", *what, *((", ",) if what else ()), "in ", *outlets[0], ")")
        several = voice.name is not None and is_plural(voice.name)
        return Teller(whole, short, sureness, origin, several=several, since=since)


def _way(statement: Statement, report: Report) -> Iterator[tuple[str, Pieces]]:
    """Give through whom words came, innermost first, without the report itself."""
    for voice in reversed(statement.voices[1:-1]):
        if voice.attribution is not None and voice.name is not None:
            where = voice.role in {VoiceRole.OUTLET, VoiceRole.DOCUMENT} and voice.name[:1].isupper()
            yield ("in" if where else "through"), voice_words(voice, report)[0]


def _sureness(report: Report, statement: Statement) -> str:
    voice = statement.voices[-1]
    if voice.certainty is not Certainty.CERTAIN:
        return _HEDGES[voice.certainty]
    stance = next((q.stance for q in report.attributions if q.id == voice.attribution), None)
    if stance is Stance.DISTANCING:
        return _DISTANT
    return _FLATLY if voice.attribution is None else _SAID


def _text(pieces: Pieces) -> str:
    return plain(pieces).casefold()
