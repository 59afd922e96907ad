"""Which way a time without its year or week points: the tense of the clause around it."""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.reading.model import VERBS
from sayso.record import BlockKind

if TYPE_CHECKING:
    from sayso.reading.model import Reading, Token

_DONE = frozenset({"has", "have", "had", "did", "was", "were", "'ve", "’ve"})
_IS = frozenset({"is", "are", "am", "be", "'s", "'re", "’s", "’re"})
_UP = 8  # links that are followed to the governing verb


class Tense(Enum):
    """When a clause's verb says that it happens; ``UNKNOWN`` where no verb governs."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    UNKNOWN = "unknown"


class Clauses:
    """The tenses of a reading's clauses, by where words stand."""

    def __init__(self, reading: Reading) -> None:
        """Index the tokens of a reading; one without tokens knows no tense."""
        self._reading = reading
        self._starts = [token.start for token in reading.tokens]
        self._modals = lexicon.values("tenses", "future-modal")
        self._ahead = lexicon.values("tenses", "ahead")
        self._behind = lexicon.values("tenses", "behind")
        self._wanting = self._ahead | lexicon.values("tenses", "ahead-of-infinitive")

    @property
    def known(self) -> bool:
        """True where there are tokens to tell a tense from."""
        return bool(self._starts)

    def _had(self, verb: Token) -> bool:
        return any(self._reading.tokens[i].lower == "had" for i in self._reading.kids(verb.i, "aux"))

    def long_before(self, at: int) -> bool:
        """Tell a clause in the past perfect ("had met until Friday"), which looks back."""
        verb = self.verb(at)
        return verb is not None and self._had(verb)

    def only_said(self, at: int) -> bool:
        """Tell a time at which something was said ("police said Monday") from one at which it happened."""
        verb, token = self.verb(at), self.token(at)
        if verb is None or token is None or verb.lemma not in lexicon.by_pattern("cues"):
            return False
        speaker = next(iter(self._reading.kids(verb.i, "nsubj")), None)
        told = next(iter(self._reading.kids(verb.i, "ccomp")), None)
        if speaker is not None and told is not None and told < token.i < speaker:
            return False  # "rebels attacked the post on Sunday, the army said"
        # "reported that on 10 March rebels …": what stands behind "that" is part of what was said
        return not any(word.lower == "that" for word in self._reading.tokens[verb.i + 1 : token.i])

    def token(self, at: int) -> Token | None:
        """Give the token in which a character stands."""
        i = bisect_right(self._starts, at) - 1
        return self._reading.tokens[i] if i >= 0 and at < self._reading.tokens[i].end else None

    def head(self, token: Token) -> Token:
        """Give the word that governs a token."""
        return self._reading.tokens[token.head]

    def verb(self, at: int) -> Token | None:
        """Give the verb that governs the word at a character."""
        token = self.token(at)
        if token is None:
            return None
        i = token.i
        for _ in range(_UP):
            head = self._reading.tokens[i].head
            if head == i:
                return None
            i = head
            if self._reading.tokens[i].pos in VERBS:
                return self._reading.tokens[i]
        return None

    def direct(self, at: int) -> bool:
        """Tell a time that belongs to the verb itself from one inside a phrase ("the rally on Monday")."""
        token = self.token(at)
        if token is None:
            return False
        head = self._reading.tokens[token.head]
        for _ in range(2):
            if head.pos in VERBS:
                return True
            if head.pos not in {"ADP", "SCONJ"} and head.entity not in {"DATE", "TIME"}:
                return False
            head = self._reading.tokens[head.head]
        return head.pos in VERBS

    def tense(self, at: int) -> Tense:
        """Tell when the clause around the word at a character says that it happens."""
        verb = self.verb(at)
        token = self.token(at)
        if verb is None or token is None:
            return Tense.UNKNOWN
        if self._phrase_ahead(token, verb):
            return Tense.FUTURE  # "the Friday deadline", "payable Dec. 7"
        tense = self._of(verb, _UP)
        if token.dep == "poss" and tense is not Tense.PAST:
            will = any(self._reading.tokens[i].lower in self._modals for i in self._reading.kids(verb.i, "aux"))
            return tense if will else Tense.UNKNOWN
        if tense is Tense.PRESENT and not self.direct(at):
            return Tense.UNKNOWN
        if tense is Tense.PRESENT and self._reading.block_of(verb.i).kind is BlockKind.HEADLINE:
            return Tense.PAST  # "Bomb kills twelve Friday"
        if tense is Tense.PRESENT and verb.tag != "VBG" and verb.lemma in lexicon.by_pattern("cues"):
            return Tense.PAST  # "the ministry says Friday"
        return tense

    def _phrase_ahead(self, token: Token, verb: Token) -> bool:
        """Tell whether a word between a time and its verb looks ahead."""
        i = token.head
        for _ in range(_UP):
            if i == verb.i:
                return False
            if self._reading.tokens[i].lower in self._ahead:
                return True
            i = self._reading.tokens[i].head
        return False

    def _of(self, verb: Token, left: int) -> Tense:
        reading = self._reading
        helpers = [reading.tokens[i] for i in reading.kids(verb.i, "aux", "auxpass")]
        words = {helper.lower for helper in helpers}
        if words & self._modals or verb.lower in self._modals:
            return Tense.PAST if "have" in words and verb.tag == "VBN" else Tense.FUTURE
        if verb.lemma in self._ahead and "had" not in words:
            return Tense.FUTURE
        if words & _DONE:
            return Tense.PAST
        if "to" in words or verb.tag == "VBG":
            return self._inner(verb, left)
        if "could" in words:
            return Tense.UNKNOWN
        if words & _IS:
            return Tense.PRESENT
        if verb.tag in {"VBD", "VBN"}:
            return Tense.PAST
        return Tense.PRESENT if verb.tag in {"VBZ", "VBP"} else Tense.UNKNOWN

    def _inner(self, verb: Token, left: int) -> Tense:
        """Tell the tense of "to meet" and "meeting": that of the clause around, or ahead of it."""
        reading = self._reading
        helpers = {reading.tokens[i].lower for i in reading.kids(verb.i, "aux", "auxpass")}
        if verb.tag == "VBG" and helpers & _IS:
            return Tense.PRESENT
        i = verb.i
        for _ in range(left):
            head = reading.tokens[i].head
            if head == i:
                return Tense.UNKNOWN
            i = head
            governor = reading.tokens[i]
            if verb.tag == "VBG" and governor.lemma in self._behind:
                return Tense.PAST  # "accuses them of shelling the town on Sunday"
            if governor.lemma in self._wanting or governor.lower in self._wanting:
                governing = reading.tokens[governor.head] if governor.pos not in VERBS else governor
                return Tense.PAST if self._had(governing) else Tense.FUTURE
            if governor.pos in VERBS:
                tense = self._of(governor, left - 1)
                # what somebody was asked or sent to do lies after the asking
                return Tense.UNKNOWN if "to" in helpers and tense is Tense.PAST else tense
        return Tense.UNKNOWN
