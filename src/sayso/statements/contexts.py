"""What an event is about: PLOVER's contexts, from the words, modes and sides of the event itself.

The codebook warns that a context taken from the whole document is read as a
property of the event. So only the event's own clause counts, and for acts of
words also what they say. Contexts that judge somebody ("terrorism") need the
report's own word for it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import EventType
from sayso.statements.triggers import hyphenated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.reading.model import Reading
    from sayso.record import ActorKind

    Row = Mapping[str, str]

_VERBAL = frozenset(
    {
        EventType.AGREE,
        EventType.SUPPORT,
        EventType.CONCEDE,
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
    }
)
_SAID = frozenset({"ccomp", "xcomp", "advcl"})
_REACH = 60  # tokens of what an act of words says


@cache
def _words() -> Mapping[str, Sequence[tuple[int, tuple[frozenset[str], ...], Row]]]:
    """Index the rows of words by their first word, each with its place in the table."""
    index: dict[str, list[tuple[int, tuple[frozenset[str], ...], Row]]] = {}
    for place, row in enumerate(lexicon.table("contexts")):
        if row["on"] == "word":
            words = tuple(frozenset(word.split("|")) for word in row["pattern"].split())
            for word in words[0]:
                index.setdefault(word, []).append((place, words, row))
    return index


def contexts_of(
    reading: Reading,
    clause: Sequence[int],
    kind: EventType,
    modes: Sequence[str],
    sides: tuple[Sequence[ActorKind], Sequence[ActorKind]],
) -> tuple[str, ...]:
    """Give the contexts of an event, in the order of the table.

    Args:
        reading: The reading.
        clause: The tokens of the event's own clause.
        kind: The event's type.
        modes: Its modes.
        sides: The kinds of its actors and of its recipients.

    Returns:
        0 or more names of contexts, each once.
    """
    found = {place for place, row in _others() if _holds(row, modes, sides) and _fits(row, kind)}
    starts = _words()
    for i in [*clause, *_said(reading, clause)] if kind in _VERBAL else clause:
        for word in _forms(reading, i):
            if word in starts:
                found.update(n for n, words, row in starts[word] if _fits(row, kind) and _stands(reading, i, words))
    rows = lexicon.table("contexts")
    return tuple(dict.fromkeys(rows[place]["value"] for place in sorted(found)))


def _fits(row: Row, kind: EventType) -> bool:
    return not row["type"] or kind in row["type"].split("|")


@cache
def _others() -> tuple[tuple[int, Row], ...]:
    return tuple((place, row) for place, row in enumerate(lexicon.table("contexts")) if row["on"] != "word")


def _holds(row: Row, modes: Sequence[str], sides: tuple[Sequence[ActorKind], Sequence[ActorKind]]) -> bool:
    """Tell whether a row of modes or of sides holds; two sides that are both actors stand against each other."""
    if row["on"] == "mode":
        return not {*row["pattern"].split("|")}.isdisjoint(modes)
    doing, done = row["pattern"].split()
    return _takes_part(doing, sides[0]) and _takes_part(done, sides[1] or sides[0][1:])


def _stands(reading: Reading, i: int, words: Sequence[frozenset[str]]) -> bool:
    """Tell whether a pattern's words stand one behind the other from token ``i`` on."""
    if len(words) == 1:
        return True  # it is by this word that the row was found
    tokens = reading.tokens[i : i + len(words)]
    return len(tokens) == len(words) and all(
        not word.isdisjoint(_forms(reading, token.i)) for token, word in zip(tokens, words, strict=True)
    )


def _forms(reading: Reading, i: int) -> set[str]:
    """Give a token as words of the table may spell it: its lemma, as it stands, a name's singular, hyphens and all."""
    token = reading.tokens[i]
    forms = {token.lemma, token.lower, hyphenated(reading, i) or token.lemma}
    return {*forms, token.lower.removesuffix("s")} if token.pos == "PROPN" else forms


def _takes_part(wanted: str, kinds: Sequence[ActorKind]) -> bool:
    """Tell whether a side has one of the kinds wanted; ``*`` is any side, or none."""
    return wanted == "*" or not {*wanted.split("|")}.isdisjoint(kinds)


def _said(reading: Reading, clause: Sequence[int]) -> list[int]:
    """Give the tokens of the clauses that an act of words says, their own clauses included."""
    waiting = [k for i in clause for k in reading.kids(i, *_SAID)]
    inside: dict[int, None] = {}
    while waiting and len(inside) < _REACH:
        i = waiting.pop(0)
        inside.setdefault(i)
        waiting += [k for k in reading.children[i] if k not in inside]
    return list(inside)
