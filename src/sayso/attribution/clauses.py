"""Attributions inside sentences without a citing verb: "according to", "reportedly", nouns, colons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.nesting import Found, stretches
from sayso.attribution.parts import conjunct_start, form_of, inside, source_end
from sayso.record import BlockKind, Form, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.reading.model import Reading

# "according to"


def from_according(reading: Reading) -> Iterator[Found]:
    """Read "according to X" before, within and after its clause.

    Between two coordinated clauses it surely covers the first; whether it
    reaches the second stays open.
    """
    for token in reading.tokens:
        if token.lower != "according" or token.i + 1 >= len(reading.tokens):
            continue
        to = token.i + 1
        if reading.tokens[to].lower != "to":
            continue
        noun = reading.kid(to, "pobj")
        noun = reading.kid(token.i, "pobj") if noun is None else noun
        if noun is None:
            continue
        source = (reading.edges[noun][0], source_end(reading, noun), noun)
        content, open_ = _around(reading, token.i, source[1])
        if content:
            yield Found(
                form=form_of(reading, content),
                source=source,
                cue=(token.i, to),
                content=content,
                stance=Stance.NEUTRAL,
                rule="according-to",
                open=open_,
            )


def _around(
    reading: Reading, cue: int, source_end: int
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Give what "according to" covers in its sentence, and what it may cover."""
    sentence = reading.sentence_of(cue)
    first, last = max(sentence.first, cue - _WIDE), min(sentence.last, cue + _WIDE)
    before = [i for i in range(first, cue) if reading.tokens[i].pos not in {"PUNCT", "SPACE"}]
    own = set(range(cue, source_end + 1))
    if not before or all(reading.tokens[i].dep in {"cc", "advmod", "mark"} for i in before):
        return stretches(reading, (i for i in range(source_end + 1, last) if i not in own)), ()
    clause = next(
        (i for i in reading.ancestors(cue) if reading.tokens[i].pos in {"VERB", "AUX"}), reading.tokens[cue].head
    )
    verbs = (i for i in reading.conjuncts(clause) if i != clause and reading.tokens[i].pos in {"VERB", "AUX"})
    later = [i for i in verbs if source_end < i < last]
    if later:
        start = min(conjunct_start(reading, i, source_end) for i in later)
        covered = (i for i in range(first, start) if i not in own and reading.tokens[i].dep != "cc")
        return stretches(reading, covered), stretches(reading, range(start, last))
    return stretches(reading, (i for i in range(first, last) if i not in own)), ()


_WIDE = 150  # words to each side that "according to" may cover; a longer sentence is no sentence


def from_colons(reading: Reading) -> Iterator[Found]:
    """Read "Army: No shots were fired" in headlines, and "GOVERNOR: We did not fire" in interviews."""
    for sentence in reading.sentences:
        colon = next(
            (t.i for t in reading.tokens[sentence.first : sentence.first + _LONGEST_SPEAKER] if t.text == ":"), None
        )
        if colon is None or colon == sentence.first or colon + 1 >= sentence.last:
            continue
        speaker = reading.tokens[sentence.first : colon]
        headline = reading.block_of(colon).kind is BlockKind.HEADLINE
        if not (all(t.text.isupper() for t in speaker) or (headline and all(t.text[0].isupper() for t in speaker))):
            continue
        content = stretches(reading, range(colon + 1, sentence.last))
        if content:
            yield Found(
                form=Form.TITLE if headline else Form.BLOCK,
                source=(sentence.first, colon - 1, colon - 1),
                cue=(colon, colon),
                content=content,
                stance=Stance.NEUTRAL,
                rule="colon",
            )


_LONGEST_SPEAKER = 7  # words before the colon, the colon included


# adverbs and nouns that cite


def from_adverbs(reading: Reading) -> Iterator[Found]:
    """Read "reportedly" and its like: somebody says it, and the text does not say who."""
    cues = lexicon.by_pattern("cues")
    for token in reading.tokens:
        row = cues.get(token.lower)
        if row is None or row["pos"] != "adverb":
            continue
        clause = next((i for i in reading.ancestors(token.i) if reading.tokens[i].pos in {"VERB", "AUX"}), token.head)
        others = [i for i in reading.kids(clause, "conj") if reading.kid(i, "nsubj", "nsubjpass") is not None]
        last = min((conjunct_start(reading, i, clause) for i in others), default=reading.edges[clause][1] + 1)
        content = stretches(reading, (i for i in inside(reading, clause) if i != token.i and i < last))
        if content:
            yield Found(
                form=Form.INDIRECT,
                source=None,
                cue=(token.i, token.i),
                content=content,
                stance=Stance(row["value"]),
                rule="adverb",
            )


def from_nouns(reading: Reading) -> Iterator[Found]:
    """Read nouns that cite a clause ("a report that", "the ministry’s denial that")."""
    cues = {row["pattern"]: row for row in lexicon.table("cues") if row["pos"] == "noun"}
    for token in reading.tokens:
        row = cues.get(token.lemma)
        if row is None or token.pos != "NOUN":
            continue
        clause = next(
            (
                i
                for i in reading.kids(token.i, "acl", "ccomp")
                if any(reading.tokens[m].lower == "that" for m in reading.kids(i, "mark"))
            ),
            None,
        )
        if clause is None:
            continue
        content = stretches(reading, (i for i in inside(reading, clause) if not (
            reading.tokens[i].dep == "mark" and reading.tokens[i].head == clause)))  # fmt: skip
        if content:
            yield Found(
                form=form_of(reading, content),
                source=_owner(reading, token.i),
                cue=(token.i, token.i),
                content=content,
                stance=Stance(row["value"]),
                rule="noun",
            )


def _owner(reading: Reading, noun: int) -> tuple[int, int, int] | None:
    """Give whose report or claim it is: its possessor, or who stands behind "by", "of" or "from"."""
    owner = reading.kid(noun, "poss")
    if owner is not None:
        return (reading.edges[owner][0], owner, owner)
    for preposition in reading.kids(noun, "prep", "agent"):
        if reading.tokens[preposition].lower in {"by", "of", "from"}:
            inner = reading.kid(preposition, "pobj")
            if inner is not None:
                return (reading.edges[inner][0], source_end(reading, inner), inner)
    return None
