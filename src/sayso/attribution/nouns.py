"""Attributions by nouns and adjectives: "a report that", "allegations of", "is convinced that"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.cues import acts_as_verb, citing_verb
from sayso.attribution.nesting import Found, stretches
from sayso.attribution.parts import form_of, inside, source_end
from sayso.attribution.sources import owner_of, subject_of
from sayso.grounding.roles import is_citing_verb
from sayso.record import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.attribution.sources import Source
    from sayso.grounding import Identities
    from sayso.reading.model import Reading

_MAKES = frozenset(
    {"make", "issue", "repeat", "release", "give", "renew", "voice", "express", "publish", "post", "level"}
)


def from_nouns(reading: Reading, identities: Identities) -> Iterator[Found]:
    """Read nouns that cite a clause ("a report that", "its denial that") or an act ("reports of shelling")."""
    cues = {(row["pattern"], row["form"]): row for row in lexicon.table("cues") if row["pos"] == "noun"}
    for token in reading.tokens:
        if token.pos != "NOUN" or acts_as_verb(reading, token.i):
            continue
        row = cues.get((token.lemma, "noun"))
        clause = _that_clause(reading, token.i) if row is not None and not _in_a_statement(reading, token.i) else None
        if row is not None and clause is not None:
            words = {i for i in inside(reading, clause) if not _is_that(reading, i, clause)}
            yield from _found(reading, token.i, words, _maker(reading, token.i), row)
            continue
        row = cues.get((f"{token.lemma} of", "of"))
        several = token.tag == "NNS" or any(reading.tokens[i].lower != "the" for i in reading.kids(token.i, "det"))
        act = _act(reading, identities, token.i) if row is not None and several else None
        if row is not None and act is not None:
            owner = reading.kid(token.i, "poss")
            source = (reading.edges[owner][0], owner, owner) if owner is not None else None
            yield from _found(reading, token.i, set(inside(reading, act)), source, row)


def _in_a_statement(reading: Reading, noun: int) -> bool:
    """Tell "said in a statement that": the verb cites, not the paper."""
    token = reading.tokens[noun]
    link = reading.tokens[token.head]
    return token.dep == "pobj" and link.dep == "prep" and citing_verb(reading, link.head) is not None


def _found(
    reading: Reading, noun: int, words: set[int], source: Source | None, row: Mapping[str, str]
) -> Iterator[Found]:
    content = stretches(reading, words)
    if content:
        yield Found(
            form=form_of(reading, content),
            source=source,
            cue=(noun, noun),
            content=content,
            stance=Stance(row["value"]),
            rule=f"noun-{row['form']}" if row["form"] == "of" else "noun",
        )


def _that_clause(reading: Reading, noun: int) -> int | None:
    """Give the clause that a noun cites: its own, or one behind its verb ("reports emerged that")."""
    own = next((i for i in reading.kids(noun, "acl", "ccomp", "relcl") if _marked(reading, i)), None)
    if own is not None or reading.tokens[noun].dep not in {"nsubj", "nsubjpass"}:
        return own
    verb = reading.tokens[noun].head
    if is_citing_verb(reading.tokens[verb].lemma):
        return None
    return next((i for i in reading.kids(verb, "ccomp") if i > verb and _marked(reading, i)), None)


def _marked(reading: Reading, clause: int) -> bool:
    """Tell a clause that "that" opens, even one taken for an object beside a subject."""
    if any(reading.tokens[i].lower == "that" for i in reading.kids(clause, "mark")):
        return True
    opening = reading.tokens[reading.edges[clause][0]]
    return (
        opening.lower == "that"
        and opening.dep in {"dobj", "advmod"}
        and reading.kid(clause, "nsubj", "nsubjpass") is not None
    )


def _is_that(reading: Reading, i: int, clause: int) -> bool:
    token = reading.tokens[i]
    return token.lower == "that" and token.head == clause and token.dep in {"mark", "dobj", "advmod"}


def _maker(reading: Reading, noun: int) -> Source | None:
    """Give whose claim it is: its owner, or whoever makes, repeats or issues it."""
    owner = owner_of(reading, noun)
    if owner is not None:
        return owner
    token = reading.tokens[noun]
    if token.dep == "dobj" and reading.tokens[token.head].lemma in _MAKES:
        return subject_of(reading, token.head)
    return None


def _act(reading: Reading, identities: Identities, noun: int) -> int | None:
    """Give the act that is reported ("reports of shelling"), not whose report it is ("the report of the panel")."""
    for link in reading.kids(noun, "prep"):
        inner = reading.kid(link, "pobj", "pcomp")
        if reading.tokens[link].lower != "of" or inner is None or inner in identities.mention_at:
            continue
        token = reading.tokens[inner]
        if token.pos in {"NOUN", "VERB"} and not token.entity and token.lemma not in lexicon.by_pattern("actor_heads"):
            return inner
    return None


def from_beliefs(reading: Reading) -> Iterator[Found]:
    """Read adjectives of belief with their clause ("is convinced that the army will return")."""
    cues = {row["pattern"]: row for row in lexicon.table("cues") if row["pos"] == "adjective"}
    for token in reading.tokens:
        row = cues.get(token.lower)
        if row is None or token.dep not in {"acomp", "conj", "ROOT", "ccomp"}:
            continue
        verb = token.head if token.dep == "acomp" else token.i
        clause = reading.kid(token.i, "ccomp") or reading.kid(verb, "ccomp")
        subject = reading.kid(verb, "nsubj", "nsubjpass")
        if clause is None or subject is None or clause < token.i or reading.tokens[subject].lower == "it":
            continue
        content = stretches(reading, (i for i in inside(reading, clause) if not _is_that(reading, i, clause)))
        if content:
            yield Found(
                form=form_of(reading, content),
                source=(reading.edges[subject][0], source_end(reading, subject), subject),
                cue=(token.i, token.i),
                content=content,
                stance=Stance(row["value"]),
                rule="belief",
            )
