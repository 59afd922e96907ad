"""Parses put right where news style is known to mislead the parser."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.reading.model import NOUNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.reading.model import Token

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_BARE = frozenset({"VB", "VBP"})
_THIRD_OR_PAST = frozenset({"VBZ", "VBD"})
_FAR = 25  # words before a verb among which its lost subject is sought, or behind it its clause
_LIST = 4  # tokens between two participles of a list, or an auxiliary and its participle
_SHOT_DEAD = ("shot", "dead")
_CHARGES = frozenset({"of", "for"})
_MARKS = frozenset({".", "·", "•", "-", "–"})
_BETWEEN = frozenset({"AUX", "ADV", "PART"})


def repaired(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Give the tokens with wrong tags and three kinds of misattachment put right.

    "denied that its planes had flown and blamed Reds": a simple past joined
    to a past perfect belongs to the verb outside, and so does a second verb
    that governs a clause ("signalled that … and hinted that …"). "wants to stop
    them and defeat it": a bare verb goes on from the infinitive. "Pressed by
    senators, the chief denied": a noun taken for one more senator is the
    subject that the verb lacks.
    """
    tokens = _shot_dead(tokens)
    mended = _nouns_mended(tokens)
    tokens = tuple(mended)
    has_subject = {token.head for token in tokens if token.dep in _SUBJECTS}
    had = {token.head for token in tokens if token.dep == "aux" and token.lower == "had"}
    joined = {token.head: token.i for token in tokens if token.dep == "cc"}
    clauses = {token.head for token in tokens if token.dep == "ccomp"}
    wanted = {
        token.head: token.i for token in tokens if token.dep == "xcomp" and tokens[token.head].tag in _THIRD_OR_PAST
    }
    for token in tokens:
        head = tokens[token.head]
        if token.dep == "conj" and head.dep == "ccomp" and _goes_on(tokens, token, had, has_subject, clauses):
            outside = tokens[head.head]
            mended[token.i] = replace(token, head=outside.i)
            if head.i in joined:
                mended[joined[head.i]] = replace(mended[joined[head.i]], head=outside.i)
        elif _is_listed(tokens, token, joined):
            mended[token.i] = replace(token, dep="conj")
        elif token.dep == "conj" and token.tag in _BARE and token.i not in has_subject and head.i in wanted:
            mended[token.i] = replace(token, head=wanted[head.i])
        elif token.tag in _FINITE and token.pos in {"VERB", "AUX"} and token.i not in has_subject and token.i > 0:
            subject = _lost_subject(tokens, token)
            if subject is not None:
                mended[subject.i] = replace(subject, head=token.i, dep="nsubj")
    return tuple(mended)


def _shot_dead(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Give the tokens with "shot" as the verb of "a man on a bicycle shot dead a mayor", not as a kind of bicycle.

    The noun before takes the place of "shot" and what hung on it; "shot" takes that of "dead", which is no part
    of whoever was shot.
    """
    mended = list(tokens)
    for noun, shot, dead in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if (shot.text, dead.text) != _SHOT_DEAD:
            continue
        around = slice(max(noun.i - _FAR, 0), dead.i + _FAR)
        if noun.head == shot.i and noun.dep == "compound":
            heads = {shot.i: noun.i, dead.i: shot.i}
            for token in tokens[around]:
                mended[token.i] = replace(token, head=heads.get(token.head, token.head))
            mended[noun.i] = replace(noun, dep=shot.dep, head=shot.head)
            above = shot.i if dead.head == dead.i else dead.head
            mended[shot.i] = replace(shot, tag="VBD", pos="VERB", lemma="shoot", dep=dead.dep, head=above)
        if mended[shot.i].pos != "VERB":
            continue
        for token in mended[around]:
            if token.head == dead.i and token.i != dead.i:  # "a sniper shot dead a nurse": nobody else is dead
                mended[token.i] = replace(token, head=shot.i)
        mended[dead.i] = replace(dead, dep="advmod", head=shot.i)
        victim = mended[mended[shot.i].head]
        setting = mended[victim.head]
        if mended[shot.i].dep == "amod" and setting.pos == "ADP" and setting.head < setting.i < shot.i:
            doer = mended[setting.head]  # "gunmen on a motorcycle shot dead two policemen"
            mended[noun.i] = replace(mended[noun.i], dep="pobj", head=setting.i)
            mended[victim.i] = replace(victim, dep="dobj", head=shot.i)
            above = shot.i if doer.head == doer.i else doer.head
            mended[shot.i] = replace(mended[shot.i], dep=doer.dep, head=above)
            mended[doer.i] = replace(doer, dep="nsubj", head=shot.i)
    return tuple(mended)


def _nouns_mended(tokens: Sequence[Token]) -> list[Token]:
    """Give the tokens with three kinds of wrong tag, charges hung on the accused and grounds on a subject, put right.

    "a series of airstrikes": what stands behind a preposition is no finite
    verb. "The army retook the town": what has subject and object is no noun.
    "Near Saba, two strikes destroyed": a capital at the head of a sentence
    makes no name of a preposition. "accused rebels of the attack":
    the attack is the charge, the rebels are not its. "are a mile from this
    road and Volk’s army is in flight": nobody owns half an army.
    """
    mended = list(tokens)
    places = lexicon.by_pattern("locative_prepositions")
    answering = lexicon.by_pattern("answering")
    for token in tokens:
        head = tokens[token.head]
        if token.dep == "pobj" and token.tag == "VBZ":
            lemma = token.lower.removesuffix("s")
            mended[token.i] = replace(token, tag="NNS", pos="NOUN", lemma=lemma)
        elif token.dep == "ROOT" and token.pos == "NOUN" and _has_sides(tokens, token):
            mended[token.i] = replace(token, tag="VBD", pos="VERB")
        elif token.dep == "prep" and token.lower in _CHARGES and head.dep == "dobj" and head.i < token.i:
            row = answering.get(tokens[head.head].lemma)
            if row is not None and row["frame"] == "whom":
                mended[token.i] = replace(token, head=head.head)
        elif token.dep in _BEFORE_NOUN and token.pos == "NOUN" and _ends_clause(tokens, token):
            verb = tokens[head.head]
            mended[token.i] = replace(token, dep="pobj", head=token.i - 2)
            mended[token.i + 1] = replace(mended[token.i + 1], head=verb.head)
        elif (
            token.tag == "NNP"
            and token.dep == "compound"
            and token.lower in places
            and (token.i == 0 or tokens[token.i - 1].sentence != token.sentence or tokens[token.i - 1].text in _MARKS)
            and head.dep == "nsubj"
            and head.pos == "PROPN"
            and any(other.dep == "nsubj" and other.head == head.head for other in tokens[head.i + 1 : head.i + _FAR])
        ):
            mended[token.i] = replace(token, tag="IN", pos="ADP", dep="prep", head=head.head, entity="")
            mended[head.i] = replace(head, dep="pobj", head=token.i)
    return mended


def _ends_clause(tokens: Sequence[Token], noun: Token) -> bool:
    """Tell a noun, behind a preposition and before "and", that was hung on the subject of the next clause."""
    subject, joint = tokens[noun.head], tokens[min(noun.i + 1, len(tokens) - 1)]
    if joint.dep != "cc" or subject.i < noun.i + 3 or subject.dep not in _SUBJECTS or noun.i < 2:
        return False
    owned = any(token.dep == "poss" and token.head == subject.i for token in tokens[joint.i : subject.i])
    return owned and tokens[noun.i - 1].dep == "det" and tokens[noun.i - 2].dep == "prep"


_BEFORE_NOUN = frozenset({"nmod", "poss", "compound"})


def _has_sides(tokens: Sequence[Token], root: Token) -> bool:
    """Tell whether a word has a subject before it and an object behind it."""
    near = tokens[max(root.i - _FAR, 0) : root.i + _FAR]
    kinds = {(other.dep, other.i > root.i) for other in near if other.head == root.i}
    return ("nsubj", False) in kinds and ("dobj", True) in kinds


def _goes_on(tokens: Sequence[Token], verb: Token, had: set[int], has_subject: set[int], clauses: set[int]) -> bool:
    """Tell a verb, joined to a cited clause, that goes on from the verb which cites it."""
    cited = tokens[verb.head]
    outside = tokens[cited.head]
    if verb.i - cited.i > 2 * _FAR or outside.i >= cited.i or outside.pos != "VERB" or verb.tag != outside.tag:
        return False
    if verb.i not in has_subject:
        if cited.i in had and verb.tag == "VBD":
            return True
        return cited.tag != verb.tag and verb.i in clauses and _marked(tokens, verb)
    between = tokens[cited.i : verb.i]
    parted = any(a.text == "," and b.dep == "cc" for a, b in itertools.pairwise(between))
    return parted and verb.i in clauses and outside.tag == verb.tag


def _is_listed(tokens: Sequence[Token], token: Token, joined: Mapping[int, int]) -> bool:
    """Tell a participle or a name that only goes on with a list, though hung as a clause or an explanation."""
    head = tokens[token.head]
    if token.dep == "advcl":
        return token.tag == head.tag == "VBN" and _goes_down_the_list(tokens, token)
    return token.dep == "appos" and token.pos == head.pos == "PROPN" and _lists_on(tokens, token, joined)


def _goes_down_the_list(tokens: Sequence[Token], verb: Token) -> bool:
    """Tell a participle in a list of passives ("were kidnapped, tortured and killed")."""
    behind = tokens[verb.i + 1 : verb.i + 1 + 2 * _LIST]
    before = tokens[max(verb.i - 2, 0) : verb.i]
    return (
        bool(before)
        and before[-1].text == ","
        and verb.head < verb.i
        and any(t.dep == "auxpass" and t.head == verb.head for t in tokens[max(verb.head - _LIST, 0) : verb.head])
        and any(t.dep == "conj" and t.tag == "VBN" and t.head == verb.i for t in behind)
    )


def _lists_on(tokens: Sequence[Token], name: Token, joined: Mapping[int, int]) -> bool:
    """Tell a name in a list from one that explains another ("Chad, the wider League and the Kingdom of Oman")."""
    return (
        name.i in joined
        and _behind_comma(tokens, name)
        and any(t.dep == "conj" and t.head == name.i and t.pos == "PROPN" for t in tokens[name.i + 1 : name.i + _FAR])
    )


def _marked(tokens: Sequence[Token], verb: Token) -> bool:
    """Tell a verb whose clause a "that" opens."""
    behind = tokens[verb.i + 1 : verb.i + _FAR]
    return any(t.dep == "mark" and t.lower == "that" and tokens[t.head].head == verb.i for t in behind)


def _lost_subject(tokens: Sequence[Token], verb: Token) -> Token | None:
    """Give the noun before a finite verb that was hung, behind a comma, on an earlier noun."""
    at = verb.i - 1
    first = max(verb.i - _FAR, 0)
    while at > first and (tokens[at].text == "," or (tokens[at].pos in _BETWEEN and tokens[at].head == verb.i)):
        at -= 1
    found: Token | None = None
    token = tokens[at]
    while token.i > first and token.sentence == verb.sentence:
        head = tokens[token.head]
        if token.dep in {"conj", "appos"} and token.pos in NOUNS and head.i < token.i and _behind_comma(tokens, token):
            found = token
        if head.i >= token.i or (head.pos == "VERB" and head.dep not in {"acl", "relcl"}):
            break
        token = head
    governed = verb.head != verb.i and verb.dep not in {"parataxis", "ccomp", "advcl"}
    return None if found is None or governed or _holds(tokens, verb, found) else found


def _behind_comma(tokens: Sequence[Token], noun: Token) -> bool:
    """Tell a noun phrase that a comma, and no "and", parts from the noun it hangs on."""
    between = tokens[noun.head + 1 : noun.i]
    if len(between) > _FAR or any(token.dep == "cc" and token.head == noun.head for token in between):
        return False
    left = noun.i
    while left - 1 > noun.head and noun.i - left < _FAR and tokens[left - 1].head in range(left, noun.i + 1):
        left -= 1
    return tokens[left - 1].text == ","


def _holds(tokens: Sequence[Token], verb: Token, noun: Token) -> bool:
    """Tell a noun that governs the verb already, so that it cannot be its subject."""
    token = verb
    for _ in range(_FAR):
        if token.head == token.i:
            return False
        token = tokens[token.head]
        if token.i == noun.i:
            return True
    return False
