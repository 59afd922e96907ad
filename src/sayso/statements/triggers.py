"""The words that tell of an event: matched by lemma, longest pattern first.

A word of a pattern may stand for several ("lift|end curfew|ban"); each
pattern is kept once, as the sets of lemmas of its places.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.reading.model import NOUNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.reading.model import Reading

_GAP = 6  # words that may stand between two words of a pattern ("took six engineers hostage")

_AT_ARMS = frozenset({"ASSAULT", "COERCE"})
_WITH_ARMS = frozenset({"explosives", "firearms", "seize"})
_SHORT = 2  # words of a light verb with its particle
_HYPHENATED = 2  # tokens before the last one of a hyphenated word
HAPPENS = "happens"  # the frame of verbs whose subject is the act itself ("clashes erupted")
CAUSES = "causes"  # the frame of verbs whose object it is, whoever caused it ("sparked protests")
_TIMES = frozenset({"DATE", "TIME"})
_CLAUSES = frozenset({"ccomp", "advcl", "relcl"})
_IDLE = frozenset({"amod", "compound"})  # a participle before a noun ("the besieged town") tells of no act
_THINGS = frozenset({"dobj", "pobj", "nsubj", "nsubjpass"})  # nor does one that stands for people ("the wounded")

Pattern = tuple[tuple[frozenset[str], ...], "Mapping[str, str]"]


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
def patterns_of(table: str, pos: str, end: int) -> Mapping[str, Sequence[Pattern]]:
    """Index a table's patterns by their first (0) or last (-1) word, longest first."""
    index: dict[str, list[Pattern]] = {}
    for row in lexicon.table(table):
        if row.get("pos", pos) == pos:
            words = tuple(frozenset(word.split("|")) for word in row["pattern"].split())
            for word in words[end]:
                index.setdefault(word, []).append((words, row))
    return {word: sorted(found, key=lambda pattern: -len(pattern[0])) for word, found in index.items()}


def find_triggers(reading: Reading, asked: set[int]) -> tuple[Trigger, ...]:
    """Find the triggers of a reading, sentences that ask left out.

    A noun carried by a light verb ("carried out airstrikes") is one trigger
    with it; words used up by a longer pattern start no trigger of their own.
    """
    used: set[int] = set()
    found: list[Trigger] = []
    for token in reading.tokens:
        if token.sentence in asked or token.i in used or _is_idle(reading, token.i):
            continue
        if token.pos == "VERB" or token.lemma == "be":
            verbs = patterns_of("triggers", "verb", 0)
            match = _match_joined(reading, token.i) or _match_verb(reading, token.i, verbs)
        else:
            match = _match_adjective(reading, token.i) if token.pos == "ADJ" else None
        if match is not None:
            words, row = match
            used.update(words)
            found.append(Trigger(token.i, token.i, words, row))
    for token in reading.tokens:
        if token.sentence in asked or token.pos not in NOUNS or token.i in used or token.dep == "compound":
            continue
        match = _match_noun(reading, token.i)
        if match is not None and not any(i in used for i in match[0]):
            words, row = match
            head = words[0] if any(reading.tokens[i].pos == "ADP" for i in words) else token.i  # "exchange of fire"
            verb, carried, frame = _carrier(reading, head)
            used.update((*words, *carried))
            found.append(Trigger(head, verb, tuple(sorted({*words, *carried})), row, frame))
    return tuple(sorted(found, key=lambda trigger: trigger.head))


def _is_idle(reading: Reading, i: int) -> bool:
    """Tell a participle that only describes or names people ("the besieged town", "evacuated the wounded")."""
    token = reading.tokens[i]
    if token.tag != "VBN" or token.dep not in _IDLE | _THINGS:
        return False
    return reading.kid(i, "agent", "dobj", "nsubjpass", "auxpass") is None


def _match_adjective(reading: Reading, i: int) -> tuple[tuple[int, ...], Mapping[str, str]] | None:
    """Match an adjective that says what somebody is about to do ("ready to send", "opposed to")."""
    for _, row in patterns_of("triggers", "adj", 0).get(reading.tokens[i].lemma, ()):
        if reading.kid(i, "xcomp" if row["frame"] == "agent-only" else "prep") is not None:
            return (i,), row
    return None


def _match_joined(reading: Reading, verb: int) -> tuple[tuple[int, ...], Mapping[str, str]] | None:
    """Match a verb that a hyphen, or nothing but a space, joins to its noun ("pepper-sprayed", "baton charged")."""
    if reading.tokens[verb].lemma not in _joined_ends():
        return None
    patterns = patterns_of("triggers", "verb", 0)
    joined = hyphenated(reading, verb)
    if joined is not None:
        return ((verb - 2, verb - 1, verb), patterns[joined][0][1]) if joined in patterns else None
    before = reading.tokens[verb - 1]
    joined = f"{before.lower}-{reading.tokens[verb].lemma}"
    if verb and before.sentence == reading.tokens[verb].sentence and joined in patterns:
        return (verb - 1, verb), patterns[joined][0][1]
    return None


@cache
def _joined_ends() -> frozenset[str]:
    """Give the last parts of the verbs that are written with a hyphen."""
    return frozenset(word.rpartition("-")[2] for word in patterns_of("triggers", "verb", 0) if "-" in word)


def _match_verb(
    reading: Reading, verb: int, patterns: Mapping[str, Sequence[Pattern]]
) -> tuple[tuple[int, ...], Mapping[str, str]] | None:
    """Match a verb's patterns; their further words hang below it, a passive subject counting as its object."""
    for words, row in patterns.get(reading.tokens[verb].lemma, ()):
        matched = spelt_below(reading, verb, words, row)
        if matched is not None:
            return matched, row
    return None


def spelt_below(
    reading: Reading, verb: int, words: Sequence[frozenset[str]], row: Mapping[str, str]
) -> tuple[int, ...] | None:
    """Give the tokens that spell a verb's pattern, the verb first among its words, in text order."""
    at, matched = verb, [verb]
    for word in words[1:]:
        following = _below(reading, verb, at, word, row)
        if following is None:
            return None
        matched.append(following)
        at = following
    return tuple(sorted(matched))


def _below(reading: Reading, verb: int, at: int, words: frozenset[str], row: Mapping[str, str]) -> int | None:
    """Find a pattern's next word: soon after the last one, or as passive subject, in the verb's own clause.

    Only of arms is told by what is found or planted ("rifles found in a barn"); other participles describe.
    """
    tokens = reading.tokens
    for i in range(at + 1, min(at + 2 + _GAP, len(tokens))):
        if tokens[i].sentence != tokens[verb].sentence:
            break
        clause = tokens[i].pos == "VERB" and tokens[i].dep in _CLAUSES  # "demanded that he release" holds no noun
        if not clause and _spells(reading, i, words) and _hangs(reading, i, verb) and not _opens_time(reading, i):
            return i
    manner = next((i for i in reading.kids(verb, "advmod") if tokens[i].lower in words), None)
    if manner is not None:
        return manner
    passive = reading.kid(verb, "nsubjpass")
    if passive is None and _tells_of_arms(reading, verb, row):
        passive = tokens[verb].head  # "rifles found in a barn"
    if passive is None:
        return None
    counted = [  # "two caches of arms"
        i for of in reading.kids(passive, "prep") for k in reading.kids(of, "pobj") for i in reading.conjuncts(k)
    ]
    return next((i for i in (*reading.conjuncts(passive), *counted) if _spells(reading, i, words)), None)


def _tells_of_arms(reading: Reading, verb: int, row: Mapping[str, str]) -> bool:
    token = reading.tokens[verb]
    return token.dep == "acl" and token.tag == "VBN" and row.get("type") in _AT_ARMS and row.get("modes") in _WITH_ARMS


def _opens_time(reading: Reading, i: int) -> bool:
    """Tell a preposition of time: what "crashed on Monday" fell on was no Monday."""
    behind = reading.kid(i, "pobj")
    return reading.tokens[i].pos == "ADP" and behind is not None and reading.tokens[behind].entity in _TIMES


def _hangs(reading: Reading, i: int, verb: int) -> bool:
    """Tell whether a word belongs to a verb's clause, over at most three steps."""
    for _ in range(3):
        i = reading.tokens[i].head
        if i == verb:
            return True
        if reading.tokens[i].pos == "VERB":
            return False
    return False


def _spells(reading: Reading, i: int, words: frozenset[str]) -> bool:
    """Tell whether a token is one of some words, itself or with what a hyphen joins to it ("cease-fire")."""
    token = reading.tokens[i]
    if token.lemma in words or token.lower in words or hyphenated(reading, i) in words:
        return True
    return token.tag == "NNPS" and token.lower.removesuffix("s") in words  # "Land Forces were formed"


def hyphenated(reading: Reading, i: int) -> str | None:
    """Give the lemma of a hyphenated word by its last token ("counter-attack"); ``None`` where no hyphen stands."""
    tokens = reading.tokens
    if i < _HYPHENATED or tokens[i - 1].text != "-" or tokens[i - 2].end != tokens[i].start - 1:
        return None
    return f"{tokens[i - 2].lower}-{tokens[i].lemma}"


def _match_noun(reading: Reading, noun: int) -> tuple[tuple[int, ...], Mapping[str, str]] | None:
    """Match a noun's patterns; their earlier words stand right before it."""
    tokens = reading.tokens
    patterns = patterns_of("triggers", "noun", -1)
    joined = hyphenated(reading, noun)
    if joined is not None and joined in patterns:
        return (noun - 2, noun - 1, noun), patterns[joined][0][1]
    for words, row in patterns.get(tokens[noun].lemma, ()):
        start = noun - len(words) + 1
        if start < 0 or tokens[start].sentence != tokens[noun].sentence:
            continue
        if hyphenated(reading, start) not in words[0] | {None}:
            continue  # a "non-violent protest" is no violent one
        if all(_spells(reading, start + n, word) for n, word in enumerate(words)):
            if "plural-only" in row["note"] and tokens[noun].tag not in {"NNS", "NNPS"}:
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
    elif token.dep not in {"dobj", "nsubjpass", "nsubj"}:
        return None, (), None
    if reading.tokens[verb].pos != "VERB":
        return None, (), None
    for words, row in patterns_of("light_verbs", "verb", 0).get(reading.tokens[verb].lemma, ()):
        if (row["frame"] == HAPPENS) != (token.dep == "nsubj"):
            continue
        more = frozenset().union(*words[1:])
        around = [*reading.kids(verb, "prt", "dobj"), *between]
        if len(words) > _SHORT:  # "came into effect"
            around += [i for k in reading.kids(verb, "prep") for i in (k, *reading.kids(k, "pobj"))]
        particles = [i for i in dict.fromkeys(around) if reading.tokens[i].lower in more]
        if len(particles) == len(words) - 1 and len(particles) >= len(between):
            return verb, (verb, *particles), row["frame"]
    return None, (), None
