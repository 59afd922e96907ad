"""Who is cited: the noun phrase that stands for the source, and whether it can speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.parts import source_end

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.grounding import Identities
    from sayso.reading.model import Reading

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_RELATIVE = frozenset({"who", "which", "that"})
_SHARING = frozenset({"conj", "xcomp", "advcl", "csubj"})
_NOBODY = frozenset({"nobody", "none", "neither", "nothing", "you"})
_CHAIN = 4  # verbs up which a shared subject is sought
_FROM = frozenset({"by", "of", "from"})

Source = tuple[int, int, int]


def subject_of(reading: Reading, verb: int) -> Source | None:
    """Give the source of a citing verb: its subject, its agent, or the subject it shares.

    Returns:
        First token, last token included, and head; ``None`` where nobody is named.
    """
    agent = reading.kid(verb, "agent")
    if agent is not None and (noun := reading.kid(agent, "pobj")) is not None:
        return reading.edges[noun][0], source_end(reading, noun), noun
    if reading.kid(verb, "auxpass") is not None:
        return None
    if reading.tokens[verb].tag == "VBN" and reading.tokens[verb].dep == "advcl" and reading.kid(verb, "aux") is None:
        return None  # "asked about it twice, the ministry …"
    if reading.tokens[verb].dep == "acl":
        return _of_paper(reading, verb)
    at = verb
    for _ in range(_CHAIN):
        subject = _own_subject(reading, at)
        if subject is not None and reading.tokens[subject].lower not in _RELATIVE:
            return reading.edges[subject][0], source_end(reading, subject), subject
        if subject is not None:
            noun = reading.tokens[at].head
            return reading.edges[noun][0], noun, noun
        if at != verb and reading.kid(at, "nsubjpass") is not None:
            return None
        if reading.tokens[at].dep not in _SHARING:
            return None
        at = reading.tokens[at].head
    return None


def _own_subject(reading: Reading, verb: int) -> int | None:
    """Give a verb's subject; of two the later one, where a colon shows the first to be a label ("Correction: …")."""
    found = list(reading.kids(verb, "nsubj"))
    if len(found) > 1 and reading.tokens[reading.edges[found[0]][1]].text == ":":
        return found[1]
    return found[0] if found else None


def _of_paper(reading: Reading, verb: int) -> Source | None:
    """Give whose "statement saying that" it is: its maker, whoever issues it, or the paper itself."""
    noun = reading.tokens[verb].head
    row = lexicon.by_pattern("actor_heads").get(reading.tokens[noun].lemma)
    if reading.tokens[verb].tag != "VBG" or reading.tokens[noun].pos not in {"NOUN", "PROPN"}:
        return None
    if row is None or row["role"] != "document":
        return reading.edges[noun][0], verb - 1, noun
    maker = owner_of(reading, noun)
    if maker is not None:
        return maker
    above = reading.tokens[noun]
    if above.dep == "dobj" and (issuer := reading.kid(above.head, "nsubj")) is not None:
        return reading.edges[issuer][0], source_end(reading, issuer), issuer
    return reading.edges[noun][0], verb - 1, noun


def owner_of(reading: Reading, noun: int) -> Source | None:
    """Give whose report or claim it is: its possessor, who stands behind "by", "of" or "from", or who makes it."""
    owner = reading.kid(noun, "poss")
    if owner is not None:
        return reading.edges[owner][0], owner, owner
    for preposition in reading.kids(noun, "prep", "agent"):
        if reading.tokens[preposition].lower in _FROM:
            inner = reading.kid(preposition, "pobj")
            if inner is not None:
                return reading.edges[inner][0], source_end(reading, inner), inner
    return None


def can_speak(reading: Reading, identities: Identities, head: int, row: Mapping[str, str]) -> bool:
    """Tell whether somebody, a paper, or a picture that shows something is the subject."""
    token = reading.tokens[head]
    if token.lower in _NOBODY or token.lemma in lexicon.by_pattern("fictions"):
        return False
    if head in identities.mention_at or token.pos in {"PROPN", "PRON"}:
        return token.lower != "it" or head in identities.mention_at
    if token.lemma in lexicon.by_pattern("media"):
        return row["form"] == "show"
    known = ("actor_heads", "capacities")
    return row["form"] != "show" or any(token.lemma in lexicon.by_pattern(table) for table in known)
