"""What a text holds that is not for publication: private names, ways to reach people, sites, hours.

Everything here looks only; :mod:`sayso.brief.public` decides and rewrites. What
is looked for stands in ``redactions.tsv`` and ``sites.tsv``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.capacity import is_proper
from sayso.record import ActorKind, PlacePrecision, Redaction, RedactionReason, VoiceRole
from sayso.threads.who import is_private, private_persons

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.record import Place, Report

MARK = "█"
_SEXUAL = "sexual"
_EVERYWHERE = frozenset(
    {
        RedactionReason.PHONE,
        RedactionReason.EMAIL,
        RedactionReason.HANDLE,
        RedactionReason.PLATE,
        RedactionReason.ADDRESS,
        RedactionReason.COORDINATES,
    }
)
_NAME_WORD = r"(?:(?:(?:al|el|an|as|ash|at|ad)-)?(?:[A-Z]|\d+(?:st|nd|rd|th)\b)[\w’'-]*|[A-Z][a-z]?\.)"
_WITHOUT_OFFICE = (VoiceRole.WITNESS, VoiceRole.MEDIC, VoiceRole.PERSON)
_NAME_PART = r"(?:(?:al|el|an|as|ash|ad)-)?[A-Z][\w’'-]*\w"
_PERSON_NAME = (
    rf"(?:{_NAME_PART}(?: (?:(?:bin|ibn|al|el|van|von|de|da|del|Abu|Umm) )?(?:[A-Z]\. )?{_NAME_PART}){{0,3}})"
)
# Sectors and kinds of actors whose names are no private person's.
_BODIES = frozenset(
    {
        ActorKind.STATE,
        ActorKind.GOVERNMENT,
        ActorKind.MILITARY,
        ActorKind.POLICE,
        ActorKind.ARMED_GROUP,
        ActorKind.OUTLET,
        ActorKind.MONITOR,
        ActorKind.IGO,
        ActorKind.NGO,
        ActorKind.PARTY,
    }
)
_JOINED = r"(?:of|the|and|de|la|del|da|di|al|el|bin|von)"
_NUMBERED = re.compile(r" ?(?:(?:No|Nr|Number|N)\.? ?|№ ?|#)?\d+[A-Za-z]?(?!\w)")


@cache
def _patterns(value: str) -> tuple[re.Pattern[str], ...]:
    return tuple(pattern_of(row["pattern"]) for row in lexicon.table("redactions") if row["value"] == value)


def pattern_of(told: str) -> re.Pattern[str]:
    """Compile a pattern of the table: ``NAME`` is a person's name, ``WHO`` a noun for people without an office."""
    who = "|".join(re.escape(word) for role in _WITHOUT_OFFICE for word in sorted(lexicon.values("capacities", role)))
    return re.compile(told.replace("NAME", _PERSON_NAME).replace("WHO", who))


def tells_of_sexual_violence(text: str) -> bool:
    """Tell whether a text speaks of sexual violence."""
    return any(pattern.search(text) for pattern in _patterns(_SEXUAL))


def contacts(text: str) -> Iterator[Redaction]:
    """Find ways to reach people or their homes: numbers, addresses, handles, plates, coordinates."""
    for reason in sorted(_EVERYWHERE):
        yield from _found(text, reason)


def hours(text: str) -> Iterator[Redaction]:
    """Find words that tell a time more exactly than its day."""
    yield from _found(text, RedactionReason.TIME)


def _found(text: str, reason: RedactionReason) -> Iterator[Redaction]:
    for pattern in _patterns(reason):
        for match in pattern.finditer(text):
            part = "x" if "x" in pattern.groupindex else 0
            if match.end(part) > match.start(part):
                yield Redaction(start=match.start(part), end=match.end(part), reason=reason)


@cache
def _site_pattern() -> re.Pattern[str]:
    nouns = "|".join(sorted((re.escape(row["pattern"]) for row in lexicon.table("sites")), key=len, reverse=True))
    word = rf"(?!(?i:(?:{nouns})s?)\b){_NAME_WORD}"
    return re.compile(
        rf"(?<![\w’'-])(?P<name>{word}(?: (?:{_JOINED} )?{word}){{0,5}}) "
        rf"(?P<noun>(?i:(?:{nouns})s?))(?![\w])"
        rf"|(?<![\w’'-])(?i:(?:{nouns}))s?(?: named (?:after|for))?"
        rf"(?P<after>(?: (?:No|Nr|Number|N)\.? ?|№ ?| ?#)\d+[A-Za-z]?| named (?:after|for)(?: {_NAME_WORD})+)"
    )


def sites(text: str) -> Iterator[Redaction]:
    """Find the words by which single places are named ("Saint Mary" of "Saint Mary Hospital"); their kind stays."""
    for match in _site_pattern().finditer(text):
        if match["after"] is not None:
            yield Redaction(start=match.start("after"), end=match.end("after"), reason=RedactionReason.SITE)
            continue
        start, end = match.span("name")
        while start < end and (first := text[start:end].split(" ", 1)[0]).lower() in lexicon.by_pattern("stop_words"):
            start = min(start + len(first) + 1, end)
        if start < end:
            yield Redaction(start=start, end=end, reason=RedactionReason.SITE)
        number = _NUMBERED.match(text, match.end())
        if number:
            yield Redaction(start=number.start(), end=number.end(), reason=RedactionReason.SITE)


def is_site_named(words: str) -> bool:
    """Tell words that name a single place ("Vyshneva Street", "School No. 9")."""
    return any(True for _ in sites(words))


class Names:
    """The names of the private persons of one report, and where they stand in words."""

    def __init__(self, report: Report, released: Iterable[str] = ()) -> None:
        """Gather the names; whose they are is for :func:`sayso.threads.who.private_persons` to say.

        Args:
            report: A record.
            released: Names that a person let out.
        """
        free = {name.casefold() for name in released}
        text = report.document.text
        self.private = frozenset(
            actor.id
            for actor in report.actors
            if actor.id in private_persons(report)
            and not free & {actor.name.casefold(), *(mention.text.casefold() for mention in actor.mentions)}
        )
        self._own = [
            (mention.start, mention.end)
            for actor in report.actors
            if actor.id in self.private
            for mention in actor.mentions
            if _words(mention.text) and all(map(_is_name, _words(mention.text)))
        ]
        self._public = [
            (span.start, span.end)
            for actor in report.actors
            if actor.id not in self.private
            and (actor.registry or actor.kind in _BODIES or (actor.kind is ActorKind.PERSON and is_proper(actor)))
            for span in actor.mentions
            if any(map(str.isupper, span.text))
        ]
        self._public += [(time.start, time.end) for time in report.times]
        self._public += [
            (one.start, one.end) for one in report.document.bylines if one.start is not None and one.end is not None
        ]
        places = [(p.start, p.end) for p in report.places if p.precision is not PlacePrecision.UNKNOWN]
        told = [one for one in self._told(text, places) if text[one[0] : one[1]].casefold() not in free]
        self._own += told
        words = {word for word in self._gathered(report, free) if len(word) > 1}
        words |= {word for start, end in told for word in _words(text[start:end]) if len(word) > 1}
        heads = _longest_first(filter(_is_name, words))
        self._pattern = (
            re.compile(
                rf"(?<!\w)(?:{_either(heads)})(?:[ \t\n-]+(?:{_either(_longest_first(words))}))*(?!\w)", re.IGNORECASE
            )
            if heads
            else None
        )
        self.words = tuple(heads)
        self._common = {
            word for word in heads if re.search(rf"(?<![\w@._/-]){re.escape(word.lower())}(?![\w@_/-]|\.\w)", text)
        }
        self._public += places
        self._spared = frozenset(
            name.casefold() for name in (report.document.publisher, *(b.name for b in report.document.bylines)) if name
        )

    def _told(self, text: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Find names by the words around them: a noun for people without an office, an age, kin, a funeral."""
        for found in _found(text, RedactionReason.NAME):
            name = re.compile(_PERSON_NAME)
            for one in name.finditer(text, found.start, found.end):
                first = one[0].split(" ")[0]
                start, end = one.span()
                if first.lower() in lexicon.by_pattern("stop_words"):
                    continue
                if any(a < end and start < b for a, b in self._public) or (start, end) in places:
                    continue
                yield start, end

    def _gathered(self, report: Report, free: set[str]) -> Iterator[str]:
        for actor in report.actors:
            if actor.id in self.private:
                yield from _words(actor.name)
                for mention in actor.mentions:
                    if all(map(_is_name, _words(mention.text))):
                        yield from _words(mention.text)
        for statement in report.statements:
            for voice in statement.voices:
                known = voice.actor is not None or voice.name is None or voice.name.casefold() in free
                if not known and is_private(voice, self.private):
                    yield from filter(_is_name, _words(voice.name or ""))

    def within(self, text: str) -> Iterator[Redaction]:
        """Find the names in the text of the report, but where the same words name somebody or something else."""
        for match in self._matches(text):
            start, end = match.span()
            own = any(one <= start and end <= other for one, other in self._own)
            lone = len(match[0].split()) == 1
            if not own and (
                (lone and (match[0] in self._common or match[0].islower()))
                or any(one <= start and end <= other for one, other in self._public)
            ):
                continue
            yield Redaction(start=start, end=end, reason=RedactionReason.NAME)

    def replaced(self, words: str, mark: str) -> str:
        """Give words with a mark in place of each name."""
        if self._pattern is None:
            return words
        return self._pattern.sub(lambda match: match[0] if match[0].islower() else mark, words)

    def _matches(self, text: str) -> Iterator[re.Match[str]]:
        return iter(()) if self._pattern is None else self._pattern.finditer(text)

    def spares(self, words: str) -> bool:
        """Tell words that name the publisher or somebody of the byline."""
        return words.casefold() in self._spared


def covered(place: Place, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a place is named within one of several stretches."""
    return any(start < place.end and place.start < end for start, end in spans)


def _is_name(word: str) -> bool:
    return any(map(str.isupper, word))


def _words(name: str) -> list[str]:
    found = (word.strip(".,;:()“”\"'’") for word in re.sub(r"[’']s\b", "", name).split())
    left_out = (lexicon.by_pattern("pronouns"), lexicon.by_pattern("titles"))
    return [word for word in found if word and not any(word.casefold() in words for words in left_out)]


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))
