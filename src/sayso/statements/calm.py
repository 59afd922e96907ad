"""Whether words of harm tell of war at all: accidents, disasters, sport, plays and crime use the same words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.arms import arm_at, mode_of
from sayso.record import ActorKind, EventType
from sayso.statements.people import FIGHTERS, objects, prepositional, subjects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Ref, Span
    from sayso.statements.triggers import Trigger

_ACCIDENTAL = frozenset({"accident", "disaster"})
_PLAYFUL = frozenset({"sport", "art", "market", "illness"})
_BYSTANDERS = frozenset({ActorKind.CIVILIANS, ActorKind.POPULATION})  # who is hurt in accidents, and hurts nobody
_HARMLESS_TYPES = frozenset({EventType.MOBILIZE, EventType.AID})


class Calm:
    """What in a reading tells of something else than war, sentence by sentence and as a whole.

    Words come from ``unwarlike.tsv``. A word of sport, plays or markets takes
    its own sentence for itself; three different ones, like an accident or
    disaster, the whole text, if nothing in it can only be violence.
    """

    def __init__(self, reading: Reading) -> None:
        """Look through all tokens of a reading once."""
        self._reading = reading
        self._at: dict[int, set[str]] = {}
        rows = lexicon.by_pattern("unwarlike")
        told: dict[str, set[str]] = {}
        civil: set[int] = set()
        for token in reading.tokens:
            before = reading.tokens[token.i - 1].lemma if token.i else ""
            for words in (token.lemma, token.lower, f"{before} {token.lemma}"):
                if words in rows:
                    self._at.setdefault(token.sentence, set()).add(rows[words]["value"])
                    told.setdefault(rows[words]["value"], set()).add(words)
                    civil.update({token.i} if " " in words else ())
        self._mishaps = any(kinds & _ACCIDENTAL for kinds in self._at.values())
        self._armed = any(
            token.i not in civil and (_is_armed(reading, token.i) or token.lemma in _violent())
            for token in reading.tokens
        )
        often = {kind for kind, words in told.items() if len(words) >= _OFTEN.get(kind, len(words) + 1)}
        self._played = set() if self._armed else often

    def explains(
        self,
        identities: Identities,
        trigger: Trigger,
        actors: Sequence[Ref],
        recipients: Sequence[Ref],
        instruments: Sequence[Span],
    ) -> bool:
        """Tell whether an act is explained by an accident, a disaster, sport, a play, a market or plain crime."""
        here = self._at.get(self._reading.tokens[trigger.head].sentence, set()) | self._played
        notes = trigger.row["note"]
        unarmed_mishap = self._mishaps and not self._armed
        if trigger.row["type"] in _HARMLESS_TYPES and (here & _ACCIDENTAL or unarmed_mishap):
            return trigger.row["type"] == EventType.MOBILIZE
        kinds = {identities.actor[r.actor].kind for r in (*actors, *recipients) if r.actor is not None}
        armed = bool(instruments) or bool(kinds & FIGHTERS)
        if trigger.row["type"] == EventType.ASSAULT and trigger.verb is not None and self._by_nobody(trigger, armed):
            return True
        if (
            "loose" in notes
            and not armed
            and (
                "verbal" in here
                or self._with_words(trigger)
                or (kinds == {ActorKind.PARTY} and trigger.row["type"] == EventType.ASSAULT)
            )
        ):
            return True  # "ambushed her with questions", "a battle with her own party"
        if "loose" in notes and here & _PLAYFUL and not armed:  # a game, a play, an illness
            return True
        if "crime" in here and not kinds & {ActorKind.MILITARY, ActorKind.STATE} and not _named(identities, actors):
            return trigger.row["type"] == EventType.ASSAULT and "abduct" not in trigger.row["modes"]
        if trigger.row["frame"] == "mutual" and here & _ACCIDENTAL and not armed:  # doctors fight a fever
            return trigger.row["type"] == EventType.ASSAULT
        if "effect" not in notes:
            return False
        if "illness" in here and not armed:
            return True
        harmless = bool(here & _ACCIDENTAL) and bool(kinds) and kinds <= _BYSTANDERS
        by_somebody = (bool(actors) and not harmless) or bool(instruments and self._armed)
        return not by_somebody and (bool(here & _ACCIDENTAL) or unarmed_mishap)

    def _by_nobody(self, trigger: Trigger, armed: bool) -> bool:
        """Tell an act that no people do, or that is done to none: by fire, a bear or a car, to prices, to oneself."""
        doing, done = set(subjects(self._reading, trigger.head)), set(objects(self._reading, trigger.head))
        doing |= set(prepositional(self._reading, trigger.head, _BY))
        done |= set(prepositional(self._reading, trigger.head, _ON))
        causes, things = self._kinds(doing), self._kinds(done)
        if "animal" in causes or (causes & _ACCIDENTAL and {"effect", "loose"} & {*trigger.row["note"].split("; ")}):
            return True
        if things == {"abstract"} or (things == {"animal"} and not armed):
            return True
        if "vehicle" in causes and not self._armed and "needs-recipient-or-weapon" in trigger.row["note"]:
            return True
        oneself = done and all(self._reading.tokens[i].lower.endswith(("self", "selves")) for i in done)
        return bool(oneself) and not trigger.row["modes"]

    def _kinds(self, nouns: set[int]) -> set[str]:
        """Give what words that are in the table tell of; nothing where one of them is not in it."""
        rows, tokens = lexicon.by_pattern("unwarlike"), self._reading.tokens
        found = [rows.get(f"{tokens[i - 1].lemma} {tokens[i].lemma}") or rows.get(tokens[i].lemma) for i in nouns]
        if any(tokens[i].lemma == "fire" and self._reading.kid(i, "det") is not None for i in nouns):
            return {"accident"}
        return {row["value"] for row in found if row is not None} if None not in found else set()

    def _with_words(self, trigger: Trigger) -> bool:
        """Tell an attack by nothing but words."""
        rows = lexicon.by_pattern("unwarlike")
        first, last = self._reading.edges[trigger.head]
        behind = (self._reading.tokens[i] for i in range(trigger.head, min(last + 1, first + _AROUND)))
        means = (token for token in behind if self._reading.tokens[token.head].lower == "with")
        return any(rows.get(token.lemma, {}).get("value") == "words" for token in means)


_BY, _ON = frozenset({"by"}), frozenset({"on", "against"})
# Different words of one game, play, market or crime that make a report one of it.
_OFTEN = {"sport": 3, "art": 2, "market": 3, "illness": 2, "crime": 2}


def _is_armed(reading: Reading, i: int) -> bool:
    """Tell arms from what only flies: aircraft crash, too."""
    arm = arm_at(reading, i)
    return arm is not None and mode_of(reading.span(arm.first, arm.last - 1).text) != "aerial"


_AROUND = 60  # tokens of a sentence on each side; real ones are shorter


def is_playful(reading: Reading, i: int) -> bool:
    """Tell whether the sentence of a token tells of sport, plays, markets or an illness."""
    sentence, rows = reading.sentence_of(i), lexicon.by_pattern("unwarlike")
    tokens = reading.tokens[max(sentence.first, i - _AROUND) : min(sentence.last, i + _AROUND)]
    nouns = (token for token in tokens if token.pos != "VERB")  # a video is "shared" without any market
    return any(
        rows[word]["value"] in _PLAYFUL for token in nouns for word in (token.lemma, token.lower) if word in rows
    )


def _named(identities: Identities, actors: Sequence[Ref]) -> bool:
    """Tell whether an armed group known by a name is among the doers."""
    return any(
        identities.actor[r.actor].kind is ActorKind.ARMED_GROUP and identities.actor[r.actor].name[:1].isupper()
        for r in actors
        if r.actor is not None
    )


@cache
def _violent() -> frozenset[str]:
    """Give the words that only violence has: single-word triggers of ASSAULT that are not loose or effects."""
    return frozenset(
        word
        for row in lexicon.table("triggers")
        if row["type"] == EventType.ASSAULT and not {"loose", "effect"} & {*row["note"].split("; ")}
        for word in row["pattern"].split("|")
        if " " not in row["pattern"]
    )
