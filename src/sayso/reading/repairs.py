"""Parses put right where news style is known to mislead the parser."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.reading.model import Token

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


def repaired(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Give the tokens with two kinds of misattachment put right.

    "denied that its planes had flown and blamed Reds": a simple past joined
    to a past perfect belongs to the verb outside. "On the radio from
    Seville, Gen. Llano denied": a name taken for one more place is the
    subject that the verb lacks.
    """
    mended = list(tokens)
    has_subject = {token.head for token in tokens if token.dep in _SUBJECTS}
    had = {token.head for token in tokens if token.dep == "aux" and token.lower == "had"}
    joined = {token.head: token.i for token in tokens if token.dep == "cc"}
    for token in tokens:
        head = tokens[token.head]
        outside = tokens[head.head]
        if (
            token.dep == "conj"
            and token.tag == "VBD"
            and token.i not in has_subject
            and head.dep == "ccomp"
            and head.i in had
            and outside.tag == "VBD"
        ):
            mended[token.i] = replace(token, head=outside.i)
            if head.i in joined:
                mended[joined[head.i]] = replace(mended[joined[head.i]], head=outside.i)
        elif (
            token.dep == "conj" and head.dep == "ccomp" and token.i not in has_subject and _cites_beside(tokens, token)
        ):
            mended[token.i] = replace(token, head=outside.i)
        elif token.tag in _FINITE and token.pos == "VERB" and token.i not in has_subject and token.i > 0:
            subject = _lost_subject(tokens, token)
            if subject is not None:
                mended[subject.i] = replace(subject, head=token.i, dep="nsubj")
    return tuple(mended)


def _cites_beside(tokens: Sequence[Token], verb: Token) -> bool:
    """Tell a verb with a that-clause of its own that goes on from the verb outside ("signalled that … and hinted that …")."""
    outside = tokens[tokens[verb.head].head]
    if outside.i >= verb.i or verb.tag != outside.tag or outside.pos != "VERB" or tokens[verb.head].tag == verb.tag:
        return False
    return any(
        t.dep == "mark" and t.lower == "that" and tokens[t.head].head == verb.i for t in tokens[verb.i + 1 : verb.i + 8]
    )


def _lost_subject(tokens: Sequence[Token], verb: Token) -> Token | None:
    """Give the noun right before a finite verb that was hung, behind a comma, on an earlier noun."""
    before = tokens[verb.i - 1]
    head = tokens[before.head]
    if before.dep not in {"conj", "appos"} or before.pos not in {"NOUN", "PROPN"} or head.i >= before.i:
        return None
    if before.sentence != verb.sentence or head.dep != "pobj" or verb.head != verb.i:
        return None
    between = tokens[head.i + 1 : before.i]
    if not between or between[0].text != "," or any(token.dep == "cc" for token in between):
        return None
    return before
