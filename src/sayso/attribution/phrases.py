"""Attributions by a phrase beside a clause: "according to X", "by X’s account", "citing X", "reportedly"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.content import turns
from sayso.attribution.nesting import Found, stretches
from sayso.attribution.parts import conjunct_start, form_of, inside, segment, source_end
from sayso.attribution.sources import subject_of
from sayso.grounding.roles import is_citing_verb
from sayso.reading.model import VERBS
from sayso.record import Form, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading

_WIDE = 150  # words to each side that a phrase may cover; a longer sentence is no sentence
_SET_OFF = frozenset({",", "–", "—", "--", "("})
_NEAR = 8  # words from the front of a phrase to the noun that ends it ("by the regional army’s own account")


@cache
def _rows(pos: str) -> tuple[tuple[tuple[str, ...], Mapping[str, str]], ...]:
    """Give the patterns of one part of speech as words, the longest first."""
    rows = [(tuple(row["pattern"].split()), row) for row in lexicon.table("cues") if row["pos"] == pos]
    return tuple(sorted(rows, key=lambda pair: -len(pair[0])))


# "according to"


def from_prepositions(reading: Reading) -> Iterator[Found]:
    """Read "according to X" and its like before, within and after their clause.

    Between two coordinated clauses such a phrase surely covers the first;
    whether it reaches the second stays open.
    """
    firsts = {words[0] for words, _ in _rows("preposition")}
    for token in reading.tokens:
        if token.lower not in firsts:
            continue
        for words, row in _rows("preposition"):
            last = token.i + len(words) - 1
            if tuple(t.lower for t in reading.tokens[token.i : last + 1]) == words:
                noun = _noun_behind(reading, token.i, last)
                if (
                    noun is not None
                    and not _is_measure(reading, noun)
                    and (words != ("per",) or _names_somebody(reading, token.i, noun))
                ):
                    yield from _phrase(reading, (token.i, last), noun, row, "according-to")
                break


def _noun_behind(reading: Reading, first: int, last: int) -> int | None:
    """Give the noun that a phrase of one or more prepositions governs."""
    for i in range(last, first - 1, -1):
        noun = reading.kid(i, "pobj")
        if noun is not None and noun > last:
            return noun
    return None


def _is_measure(reading: Reading, noun: int) -> bool:
    """Tell "according to custom", "according to plan": a bare common noun that nobody is named by."""
    token = reading.tokens[noun]
    if token.tag != "NN" or list(reading.kids(noun, "det", "poss", "compound", "amod", "nummod")):
        return False
    return not any(token.lemma in lexicon.by_pattern(table) for table in ("actor_heads", "capacities"))


def _names_somebody(reading: Reading, at: int, noun: int) -> bool:
    """Tell "per Reuters" from "per day"."""
    return reading.tokens[noun].pos == "PROPN" and (at == 0 or reading.tokens[at - 1].text in _SET_OFF)


def _phrase(reading: Reading, cue: tuple[int, int], noun: int, row: Mapping[str, str], rule: str) -> Iterator[Found]:
    source = (reading.edges[noun][0], _source_end(reading, noun), noun)
    content, open_ = _around(reading, cue[0], cue[0], source[1])
    if content:
        yield Found(
            form=form_of(reading, content),
            source=source,
            cue=cue,
            content=content,
            stance=Stance(row["value"]),
            rule=rule,
            open=open_,
        )


def _source_end(reading: Reading, noun: int) -> int:
    """Give the end of a source that opens a sentence, before a clause glued to it behind a comma."""
    last = source_end(reading, noun)
    for i in range(noun + 1, min(last, noun + _WIDE) + 1):
        if reading.tokens[i].text == "," and i + 1 <= last and reading.tokens[i + 1].dep in {"nsubj", "det"}:
            nominal = next((k for k in reading.ancestors(i + 1) if reading.tokens[k].pos in VERBS), None)
            if nominal is not None and nominal <= last and reading.tokens[nominal].dep not in {"relcl", "acl"}:
                return i - 1
    return last


def _around(
    reading: Reading, cue: int, first: int, last_own: int
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Give what a phrase covers in its sentence, and what it may cover.

    ``first`` to ``last_own`` are the phrase's own words.
    """
    start, stop = segment(reading, cue)
    low, high = max(start, cue - _WIDE), min(stop, cue + _WIDE)
    before = [i for i in range(low, first) if reading.tokens[i].pos not in {"PUNCT", "SPACE"}]
    own = set(range(first, last_own + 1))
    high = next((i for i in range(last_own + 1, high) if turns(reading, i)), high)
    if not before or all(reading.tokens[i].dep in {"cc", "advmod", "mark"} for i in before):
        return stretches(reading, (i for i in range(last_own + 1, high) if i not in own)), ()
    clause = next((i for i in reading.ancestors(cue) if reading.tokens[i].pos in VERBS), reading.tokens[cue].head)
    if reading.tokens[clause].dep == "relcl":
        return stretches(reading, (i for i in inside(reading, clause) if i not in own)), ()
    low = max(low, _own_start(reading, clause, low))
    verbs = (i for i in reading.conjuncts(clause) if i != clause and reading.tokens[i].pos in VERBS)
    later = [i for i in verbs if last_own < i < high]
    if later:
        start = min(conjunct_start(reading, i, last_own) for i in later)
        covered = (i for i in range(low, start) if i not in own and reading.tokens[i].dep != "cc")
        return stretches(reading, covered), stretches(reading, range(start, high))
    return stretches(reading, (i for i in range(low, high) if i not in own)), ()


def _own_start(reading: Reading, clause: int, low: int) -> int:
    """Give where a clause begins that another clause, citing somebody else, stands before.

    In "A said x, but y, according to B" B is cited for y alone.
    """
    head = reading.tokens[clause].head
    joined = reading.tokens[clause].dep == "conj" and reading.kid(clause, "nsubj", "nsubjpass") is not None
    if not joined or not is_citing_verb(reading.tokens[head].lemma):
        return low
    return max(low, conjunct_start(reading, clause, head) + 1)


# "by the army’s account"


def from_accounts(reading: Reading) -> Iterator[Found]:
    """Read "by X’s account" and "in X’s words": whose account it is stands between."""
    nouns: dict[str, list[tuple[str, Mapping[str, str]]]] = {}
    for (preposition, noun), row in ((words, row) for words, row in _rows("possessed")):
        nouns.setdefault(noun, []).append((preposition, row))
    for token in reading.tokens:
        for preposition, row in nouns.get(token.lower, ()):
            owner = reading.kid(token.i, "poss")
            if owner is None or token.dep != "pobj" or token.i - token.head > _NEAR:
                continue
            if reading.tokens[token.head].lower != preposition:
                continue
            content, open_ = _around(reading, token.head, token.head, max(token.i, reading.edges[token.i][1]))
            if content:
                yield Found(
                    form=form_of(reading, content),
                    source=(reading.edges[owner][0], owner, owner),
                    cue=(token.i, token.i),
                    content=content,
                    stance=Stance(row["value"]),
                    rule="account",
                    open=open_,
                )


# "citing two officials"


def from_citing(reading: Reading, identities: Identities, found: Sequence[Found]) -> Iterator[Found]:
    """Read "citing X" beside a clause that somebody reports: X is cited for the same words, inside the citer."""
    by_verb = {one.cue[1]: one for one in found if one.cue is not None}
    for token in reading.tokens:
        row = lexicon.by_pattern("cues").get(token.lower)
        if row is None or row["pos"] != "participle" or token.dep not in {"advcl", "prep", "acl", "conj", "amod"}:
            continue
        noun = reading.kid(token.i, "dobj", "pobj")
        if noun is None:
            continue
        above = next((by_verb[i] for i in reading.ancestors(token.i) if i in by_verb), None)
        if not _speaks(reading, identities, noun, reported=above is not None):
            continue
        source = (reading.edges[noun][0], source_end(reading, noun), noun)
        if above is not None:
            own = (reading.tokens[token.i].start, reading.tokens[source[1]].end)
            content = tuple(piece for span in above.content for piece in _without(span, own))
        else:
            content, _ = _around(reading, token.i, token.i, source[1])
            content = () if subject_of(reading, token.head) is None else content
        if content:
            yield Found(
                form=form_of(reading, content),
                source=source,
                cue=(token.i, token.i),
                content=content,
                stance=Stance(row["value"]),
                rule="citing",
                inside=above,
            )


def _without(span: tuple[int, int], own: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Give what is left of a stretch once the citing words are taken out."""
    if own[1] <= span[0] or span[1] <= own[0]:
        yield span
        return
    if span[0] < own[0]:
        yield span[0], own[0]
    if own[1] < span[1]:
        yield own[1], span[1]


def _speaks(reading: Reading, identities: Identities, noun: int, *, reported: bool) -> bool:
    """Tell somebody or a paper that can be cited from a reason that is given ("citing safety concerns").

    ``reported`` tells that somebody reports beside it; then all is cited that
    is no reason.
    """
    token = reading.tokens[noun]
    if reported:
        return token.lemma not in lexicon.by_pattern("reasons")
    return noun in identities.mention_at or token.pos == "PROPN" or token.lemma in lexicon.by_pattern("actor_heads")


# "reportedly"


def from_adverbs(reading: Reading) -> Iterator[Found]:
    """Read "reportedly" and its like: somebody says it, and the text does not say who."""
    cues = lexicon.by_pattern("cues")
    for token in reading.tokens:
        row = cues.get(token.lower)
        if row is None or row["pos"] != "adverb":
            continue
        clause = next((i for i in reading.ancestors(token.i) if reading.tokens[i].pos in VERBS), token.head)
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


# "so-called", "alleged"


def from_modifiers(reading: Reading) -> Iterator[Found]:
    """Read "the so-called council" and "the alleged leader": the name or the charge is somebody’s, left unsaid."""
    rows = {tuple(_PARTS.findall(row["pattern"])): row for _, row in _rows("modifier")}
    firsts = {words[0] for words in rows}
    for token in reading.tokens:
        for words, row in rows.items() if token.lower in firsts else ():
            last = token.i + len(words) - 1
            if tuple(t.lower for t in reading.tokens[token.i : last + 1]) != words:
                continue
            head = reading.tokens[last].head
            if head <= last or reading.tokens[head].pos not in {"NOUN", "PROPN"}:
                continue
            content = stretches(reading, range(last + 1, reading.edges[head][1] + 1))
            if content:
                yield Found(
                    form=form_of(reading, content),
                    source=None,
                    cue=(token.i, last),
                    content=content,
                    stance=Stance(row["value"]),
                    rule="modifier",
                )


_PARTS = re.compile(r"[^\W_]+|-")
