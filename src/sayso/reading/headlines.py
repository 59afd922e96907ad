"""Headlines whose verb the parser took for a noun: "Rebels attack army base", "Army shells village, 5 dead".

News English drops articles and auxiliaries, and many verbs of conflict look
like nouns. Where a stretch without a finite verb begins with somebody, and a
word that can be a verb (``headline_verbs.tsv``) agrees with them and has an
object behind it, that word is the verb, and the words around it are hung on it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sayso import lexicon
from sayso.reading.model import NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.reading.model import Token

_LONGEST = 40  # tokens of a headline or caption
_SHORTEST = 4  # tokens of one with two names before its verb
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PAST = frozenset({"VBD", "VBN"})
_NOUNLIKE = frozenset({"compound", "amod", "nmod"})  # a "verb" that the parser hangs on a noun
_AUXILIARIES = frozenset({"be", "have", "do", "get"})  # no other verb is one, whatever the parser says
_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART"})
_KEPT = frozenset({"det", "amod", "compound", "nummod", "poss", "case", "nmod", "punct", "advmod", "cc", "conj"})
_JOINTS = frozenset({"-", "’s", "'s", "and", "&"})
_ENDS = frozenset({",", ";", ":", "–", "—", "."})
_BREAKS = frozenset({";", ":", "–", "—"})
_FULL_STOPS = frozenset({".", "!", "?"})
_COMPLEMENTS = frozenset({"dobj", "dative", "ccomp", "xcomp", "prt", "auxpass"})
_SIBILANTS = ("s", "x", "z", "ch", "sh")


class _Form(NamedTuple):
    lemma: str
    third: bool
    alone: bool  # may stand without an object


class _Found(NamedTuple):
    """A verb at ``verb``; its stretch begins at ``first``, its subject's head is ``subject``."""

    first: int
    subject: int
    verb: int
    form: _Form


@cache
def _forms() -> Mapping[str, _Form]:
    forms: dict[str, _Form] = {}
    for row in lexicon.table("headline_verbs"):
        lemma, alone = row["pattern"], row["frame"] == "alone"
        forms[lemma] = _Form(lemma, third=False, alone=alone)
        ending = "es" if lemma.endswith(_SIBILANTS) else "s"
        forms[lemma.removesuffix("y") + "ies" if lemma.endswith("fy") else lemma + ending] = _Form(lemma, True, alone)
    return forms


@cache
def _doers() -> frozenset[str]:
    """Give the nouns that may do a headline's deed: people, and the acts and arms that kill or rock."""
    acts = (row["pattern"] for row in lexicon.table("triggers") if row["pos"] == "noun" and " " not in row["pattern"])
    words = (row["pattern"] for name in ("actor_heads", "weapons") for row in lexicon.table(name))
    return frozenset([*acts, *words, *lexicon.by_pattern("plural_nouns")])


def headlines_mended(tokens: Sequence[Token]) -> Sequence[Token]:
    """Give the tokens with the verbs of headlines put right; sentences of other kinds stay as they are."""
    mended = list(tokens)
    first = 0
    while first < len(tokens):
        last = first
        while last < len(tokens) and tokens[last].sentence == tokens[first].sentence:
            last += 1
        if last - first <= _LONGEST and (tokens[last - 1].text not in _FULL_STOPS or not _is_told(tokens, first, last)):
            mended[first:last] = _told_in_the_past([_noun_again(token) for token in mended[first:last]])
            for found in list(_find(mended, first, last)):
                hung = _hung(mended[first:last], first, found)
                if _is_tree(hung, first):
                    mended[first:last] = hung
            if mended[last - 1].text not in _FULL_STOPS:
                mended[first:last] = _passives(_names_joined(mended[first:last]))
        first = last
    return mended


def _noun_again(token: Token) -> Token:
    """Give a token; the name of a building is no past form ("Rebels capture airfield")."""
    if token.tag in _PAST and token.lower in lexicon.by_pattern("structures"):
        return replace(token, tag="NN", pos="NOUN", lemma=token.lower)
    return token


def _told_in_the_past(sentence: Sequence[Token]) -> list[Token]:
    """Give the tokens of "Thousands protested in Bossa" with the past form, taken for a participle, as its verb."""
    tokens = list(sentence)
    base = tokens[0].i
    root = next((token for token in tokens if token.head == token.i), tokens[0])
    verb = next((t for t in tokens if t.head == root.i and t.dep == "acl" and t.tag == "VBN"), None)
    form = None if verb is None else _forms().get(verb.lemma)
    if verb is None or form is None or not form.alone or root.pos not in NOUNS or verb.i < root.i:
        return tokens
    for token in tokens:
        if token.head == root.i and token.i > verb.i:
            tokens[token.i - base] = replace(token, head=verb.i)
    tokens[root.i - base] = replace(root, head=verb.i, dep="nsubj")
    tokens[verb.i - base] = replace(verb, head=verb.i, dep="ROOT", tag="VBD")
    return tokens


def _find(tokens: Sequence[Token], first: int, last: int) -> Iterator[_Found]:
    """Find the lost verbs of one sentence, at most one in each of its stretches."""
    conjunctions = lexicon.by_pattern("headline_joints")
    starts = [first] + [
        i + 1
        for i in range(first, last - 1)
        if tokens[i].text in _BREAKS or (i > first and tokens[i].lower in conjunctions)
    ]
    for start in starts:
        end = start
        while end < last and (tokens[end].text not in _ENDS or _coordinates(tokens, start, end)):
            if end > start and tokens[end].lower in conjunctions:
                break
            end += 1
        if not any(_is_finite(token) for token in tokens[start:end]):
            found = next((one for i in range(start + 1, end) if (one := _verb_at(tokens, start, i, end))), None)
            if found is not None:
                yield found


def _is_told(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell a whole sentence: it has a finite verb."""
    return any(_is_finite(token) for token in tokens[first:last])


def _is_finite(token: Token) -> bool:
    auxiliary = token.dep in {"aux", "auxpass"} and token.tag != "MD" and token.lemma not in _AUXILIARIES
    return token.tag in _FINITE and token.dep not in _NOUNLIKE and not auxiliary


def _coordinates(tokens: Sequence[Token], start: int, comma: int) -> bool:
    """Tell the comma of "Chad, Sudan sign pact": a single name stands before it."""
    return tokens[comma].text == "," and comma == start + 1 and tokens[start].pos == "PROPN"


def _verb_at(tokens: Sequence[Token], start: int, i: int, end: int) -> _Found | None:
    form = _forms().get(tokens[i].lower)
    if form is None:
        return None
    within = next((k for k in range(start + 1, i) if tokens[k].pos == "ADP"), i)
    subject = within - 1
    before = tokens[start:subject]
    if not all(token.pos in _PHRASE or token.lower in _JOINTS or token.text == "," for token in before):
        return None
    if not _does(tokens[subject]) or tokens[i - 1].pos not in NOUNS or within == i - 1:
        return None
    plural = _is_plural(tokens[subject]) or any(token.text in {",", "and", "&"} for token in before)
    if plural == form.third:
        return None
    following = tokens[i + 1] if i + 1 < end else None
    if following is None or following.pos not in _PHRASE:
        stands = form.alone and (not form.third or (following is not None and following.lower == "with"))
        return _Found(start, subject, i, form) if stands else None
    return _Found(start, subject, i, form)


def _does(token: Token) -> bool:
    known = token.lemma in _doers() or token.lower in _doers() or token.lower.removesuffix("s") in _doers()
    return token.pos == "PROPN" or (token.pos == "NOUN" and known)


def _is_plural(token: Token) -> bool:
    lower = token.lower
    return (
        token.tag in {"NNS", "NNPS"}
        or lower in lexicon.by_pattern("plural_nouns")
        or (lower.endswith("s") and lower.removesuffix("s") in _doers())
        or (lower.endswith("men") and lower.removesuffix("men") + "man" in _doers())
    )


def _hung(sentence: Sequence[Token], base: int, found: _Found) -> list[Token]:
    """Give a sentence's tokens hung on its verb."""
    tokens = {token.i: token for token in sentence}
    last = base + len(sentence)
    verb, subject, first = found.verb, found.subject, found.first
    end = verb + 1
    while end < last and (tokens[end].pos in _PHRASE or tokens[end].text in _JOINTS):
        end += 1
    thing = max((k for k in range(verb + 1, end) if tokens[k].pos in {*NOUNS, "NUM", "PRON"}), default=None)

    def gather(begin: int, stop: int, head: int) -> None:
        for k in range(begin, stop):
            token = tokens[k]
            if k != head and not (begin <= token.head < stop and token.head != k):
                tokens[k] = replace(token, head=head, dep=token.dep if token.dep in _KEPT else "compound")

    gather(first, subject + 1, subject)
    commas = [k for k in range(first, subject) if tokens[k].text == ","]
    doer = subject
    if commas:  # "Chad, Sudan sign pact"
        doer = commas[0] - 1
        tokens[subject] = replace(tokens[subject], head=doer, dep="conj")
    tokens[doer] = replace(tokens[doer], head=verb, dep="nsubj")
    if subject + 1 < verb:
        tokens[subject + 1] = replace(tokens[subject + 1], head=subject, dep="prep")
        gather(subject + 2, verb, verb - 1)
        tokens[verb - 1] = replace(tokens[verb - 1], head=subject + 1, dep="pobj")
    if thing is not None:
        gather(verb + 1, end, thing)
        tokens[thing] = replace(tokens[thing], head=verb, dep="dobj")
    for k in range(end, last):
        token = tokens[k]
        if token.head < end and not (token.lower == "of" and token.head == thing):
            tokens[k] = replace(token, head=verb, dep="conj" if token.pos == "VERB" else token.dep)
        elif token.head == k:
            tokens[k] = replace(token, head=verb, dep="conj" if token.pos == "VERB" else "dep")
    tag = "VBZ" if found.form.third else "VBP"
    act = replace(tokens[verb], lemma=found.form.lemma, tag=tag, pos="VERB", entity="", head=verb, dep="ROOT")
    joint = first - 1
    if first > base and tokens[joint].head < first and tokens[joint].text not in _BREAKS:
        act = replace(act, head=tokens[joint].head, dep="advcl")
        tokens[joint] = replace(tokens[joint], head=verb, dep="mark")
    elif first > base:
        root = next((k for k in range(base, first) if tokens[k].head == k), None)
        act = act if root is None else replace(act, head=root, dep="parataxis")
    tokens[verb] = act
    return list(tokens.values())


def _names_joined(sentence: Sequence[Token]) -> list[Token]:
    """Give a headline's tokens with the first of two names hung beside the second ("Chad, Sudan hold talks")."""
    tokens = list(sentence)
    if len(tokens) < _SHORTEST or tokens[0].pos != "PROPN" or tokens[1].text != ",":
        return tokens
    verb = tokens[2].head - tokens[0].i
    if tokens[2].pos == "PROPN" and tokens[2].dep == "nsubj" and tokens[0].head == tokens[2].head and verb > 0:
        tokens[0] = replace(tokens[0], dep="nsubj")
        tokens[2] = replace(tokens[2], head=tokens[0].i, dep="conj")
    return tokens


def _passives(sentence: Sequence[Token]) -> list[Token]:
    """Give a headline's tokens with its short passives put right ("Hostages freed after raid").

    A headline tells in the present tense; a past form without an object is a
    participle whose "were" was left out.
    """
    tokens = list(sentence)
    base = sentence[0].i
    for token in sentence:
        form = _forms().get(token.lemma)
        if token.tag != "VBD" or form is None or form.alone:
            continue
        kids = {kid.dep: kid for kid in sentence if kid.head == token.i}
        at = token.i - base + 1
        behind = sentence[at : at + 2]
        closed = any(one.lower in lexicon.by_pattern("passive_settings") for one in behind) or len(behind) == 0
        if closed and "nsubj" in kids and kids.keys().isdisjoint(_COMPLEMENTS):
            tokens[token.i - base] = replace(token, tag="VBN")
            tokens[kids["nsubj"].i - base] = replace(kids["nsubj"], dep="nsubjpass")
            if "prep" in kids and kids["prep"].lower == "by":
                tokens[kids["prep"].i - base] = replace(kids["prep"], dep="agent")
    return tokens


def _is_tree(sentence: Sequence[Token], base: int) -> bool:
    """Tell whether all words of a sentence hang on its one root."""
    if sum(token.head == token.i for token in sentence) != 1:
        return False
    for token in sentence:
        at = token
        for _ in range(len(sentence)):
            if at.head == at.i:
                break
            at = sentence[at.head - base]
        else:
            return False
    return True
