"""The words that tell of an event: matched by lemma, longest pattern first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.reading.model import Reading

_GAP = 6  # words that may stand between two words of a pattern ("took six engineers hostage")

Pattern = tuple[tuple[str, ...], "Mapping[str, str]"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger in the text.

    ``head`` is the word that names the act, ``verb`` the verb that carries it
    (the head itself for a verb, ``None`` for a bare noun), ``words`` all its
    tokens; ``light`` is the frame of a light verb, if one carries the noun.
    """

    head: int
    verb: int | None
    words: tuple[int, ...]
    row: Mapping[str, str]
    light: str | None = None

    @property
    def predicate(self) -> int:
        """The token that stands for the whole trigger."""
        return self.head


@cache
def _patterns(table: str, pos: str, end: int) -> Mapping[str, Sequence[Pattern]]:
    """Index a table's patterns by their first (0) or last (-1) word, longest first."""
    index: dict[str, list[Pattern]] = {}
    for row in lexicon.table(table):
        if row.get("pos", pos) == pos:
            words = tuple(row["pattern"].split())
            index.setdefault(words[end], []).append((words, row))
    return {word: sorted(found, key=lambda pattern: -len(pattern[0])) for word, found in index.items()}


def find_triggers(reading: Reading, asked: set[int]) -> tuple[Trigger, ...]:
    """Find the triggers of a reading, sentences that ask left out.

    A noun carried by a light verb ("carried out airstrikes") is one trigger
    with it; words used up by a longer pattern start no trigger of their own.
    """
    used: set[int] = set()
    found: list[Trigger] = []
    for token in reading.tokens:
        if token.sentence in asked or token.pos != "VERB" or token.i in used:
            continue
        match = _match_verb(reading, token.i, _patterns("triggers", "verb", 0))
        if match is not None:
            words, row = match
            used.update(words)
            found.append(Trigger(token.i, token.i, words, row))
    for token in reading.tokens:
        if token.sentence in asked or token.pos not in {"NOUN", "PROPN"} or token.i in used or token.dep == "compound":
            continue
        match = _match_noun(reading, token.i)
        if match is not None and not any(i in used for i in match[0]):
            words, row = match
            verb, carried, frame = _carrier(reading, token.i)
            used.update((*words, *carried))
            found.append(Trigger(token.i, verb, tuple(sorted({*words, *carried})), row, frame))
    return tuple(sorted(found, key=lambda trigger: trigger.head))


def _match_verb(
    reading: Reading, verb: int, patterns: Mapping[str, Sequence[Pattern]]
) -> tuple[tuple[int, ...], Mapping[str, str]] | None:
    """Match a verb's patterns; their further words hang below it, a passive subject counting as its object."""
    for words, row in patterns.get(reading.tokens[verb].lemma, ()):
        at, matched = verb, [verb]
        for word in words[1:]:
            following = _below(reading, verb, at, word)
            if following is None:
                break
            matched.append(following)
            at = following
        else:
            return tuple(sorted(matched)), row
    return None


def _below(reading: Reading, verb: int, at: int, word: str) -> int | None:
    """Find a pattern's next word: soon after the last one, or as passive subject, in the verb's own clause."""
    tokens = reading.tokens
    for i in range(at + 1, min(at + 2 + _GAP, len(tokens))):
        if tokens[i].sentence != tokens[verb].sentence:
            break
        if (tokens[i].lemma == word or tokens[i].lower == word) and _hangs(reading, i, verb):
            return i
    manner = next((i for i in reading.kids(verb, "advmod") if tokens[i].lower == word), None)
    if manner is not None:
        return manner
    passive = reading.kid(verb, "nsubjpass")
    return passive if passive is not None and tokens[passive].lemma == word else None


def _hangs(reading: Reading, i: int, verb: int) -> bool:
    """Tell whether a word belongs to a verb's clause, over at most three steps."""
    for _ in range(3):
        i = reading.tokens[i].head
        if i == verb:
            return True
        if reading.tokens[i].pos == "VERB":
            return False
    return False


def _match_noun(reading: Reading, noun: int) -> tuple[tuple[int, ...], Mapping[str, str]] | None:
    """Match a noun's patterns; their earlier words stand right before it."""
    tokens = reading.tokens
    for words, row in _patterns("triggers", "noun", -1).get(tokens[noun].lemma, ()):
        start = noun - len(words) + 1
        if start >= 0 and all(
            word in (tokens[start + n].lemma, tokens[start + n].lower) for n, word in enumerate(words)
        ) and tokens[start].sentence == tokens[noun].sentence:  # fmt: skip
            if row["note"] == "plural-only" and tokens[noun].tag not in {"NNS", "NNPS"}:
                continue
            return tuple(range(start, noun + 1)), row
    return None


def _carrier(reading: Reading, noun: int) -> tuple[int | None, tuple[int, ...], str | None]:
    """Give the light verb that carries a noun, with its words and frame."""
    token = reading.tokens[noun]
    verb = token.head
    between: tuple[int, ...] = ()
    if token.dep == "pobj" and reading.tokens[token.head].dep == "prep":
        verb, between = reading.tokens[token.head].head, (token.head,)
        if reading.tokens[verb].dep == "dobj":  # "took part in"
            verb, between = reading.tokens[verb].head, (token.head, verb)
    elif token.dep == "conj" and reading.tokens[token.head].dep in {"dobj", "nsubjpass"}:
        verb = reading.tokens[token.head].head
    elif token.dep not in {"dobj", "nsubjpass"}:
        return None, (), None
    if reading.tokens[verb].pos != "VERB":
        return None, (), None
    for words, row in _patterns("light_verbs", "verb", 0).get(reading.tokens[verb].lemma, ()):
        particles = [i for i in (*reading.kids(verb, "prt", "dobj"), *between) if reading.tokens[i].lower in words[1:]]
        if len(particles) == len(words) - 1 and len(particles) >= len(between):
            return verb, (verb, *particles), row["frame"]
    return None, (), None
