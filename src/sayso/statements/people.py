"""Who takes part: subjects, objects and agents as references to actors."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.arms import arm_at
from sayso.grounding.roles import is_citing_verb
from sayso.record import ActorKind, PlacePrecision
from sayso.spans import refer
from sayso.statements.when import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sayso.grounding import Identities
    from sayso.grounding.cast import Mention
    from sayso.reading.model import Reading
    from sayso.record import Place, Ref, Span, Time

FIGHTERS = frozenset({ActorKind.MILITARY, ActorKind.ARMED_GROUP})

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_WHOSE = frozenset({"of", "from"})
_PHRASE = ("poss", "amod", "compound", "nmod")
_DOING = frozenset({"nsubj", "nsubjpass", "pobj", "conj"})
_CHAIN = 5  # governors up which a shared subject is sought


def subjects(reading: Reading, verb: int) -> Iterator[int]:
    """Give the heads of whoever does what a verb says.

    Own subjects and "by" agents come first; else the subject shared with the
    verb's governor ("X came and bombed"), or the noun the verb describes
    ("rebels fighting the army", "the failure of X to reach").
    """
    agents = [noun for by in reading.kids(verb, "agent") for noun in reading.kids(by, "pobj")]
    if agents or reading.kid(verb, "auxpass") is not None or _reduced_passive(reading, verb):
        for agent in agents or _later_agents(reading, verb):
            yield from reading.conjuncts(agent)
        return
    at = verb
    for _ in range(_CHAIN):
        own = next((i for i in reading.kids(at, "nsubj", "csubj")), None)
        if own is None and reading.tokens[at].pos == "VERB":  # a headline's subject is often taken for a compound
            own = next((i for i in reading.kids(at, "compound", "nmod") if i == at - 1), None)
        if own is not None:
            own = reading.tokens[at].head if reading.tokens[own].lower in _RELATIVE and own != at else own
            yield from reading.conjuncts(own)
            return
        passive = reading.kid(at, "nsubjpass")
        if passive is not None and at != verb:
            yield from reading.conjuncts(passive)
            return
        token = reading.tokens[at]
        if token.dep in {"acl", "relcl"} and reading.tokens[token.head].pos in {"NOUN", "PROPN", "PRON"}:
            owners = [noun for of in reading.kids(token.head, "prep") for noun in reading.kids(of, "pobj")
                      if reading.tokens[of].lower == "of"]  # fmt: skip
            shared = owners[0] if owners and token.tag == "VB" else token.head
            yield from reading.conjuncts(shared)
            return
        accused = _accused(reading, at)
        if accused is not None:
            yield from reading.conjuncts(accused)
            return
        if token.dep not in {"conj", "xcomp", "advcl", "pcomp", "prep", "acomp"}:
            return
        if token.tag == "VB" and token.dep in {"xcomp", "advcl"}:
            row = lexicon.by_pattern("controllers").get(reading.tokens[token.head].lemma)
            made = reading.kid(token.head, "dobj", "nsubjpass") if row is not None else None
            if row is not None and row["value"] == "nobody":
                return  # "foiled a plot to bomb"
            if row is not None and made is not None:
                yield from reading.conjuncts(made)
                if row["value"] != "both":
                    return
        at = token.head


def _later_agents(reading: Reading, verb: int) -> list[int]:
    """Give the agents that a passive shares with one joined to it ("was seized and killed by rebels")."""
    if reading.kid(verb, "nsubj") is not None:
        return []
    for following in reading.conjuncts(verb):
        if following > verb and reading.tokens[following].tag == "VBN":
            found = [i for by in reading.kids(following, "agent") for i in reading.kids(by, "pobj")]
            if found:
                return found
    return []


def _accused(reading: Reading, verb: int) -> int | None:
    """Give whoever is accused of what a verb says ("accused rebels of shelling")."""
    token = reading.tokens[verb]
    if token.dep != "pcomp":
        return None
    above = reading.tokens[reading.tokens[token.head].head]
    if above.pos in {"NOUN", "PROPN", "PRON"} and above.dep == "dobj":
        thing, above = above.i, reading.tokens[above.head]
    else:
        found = reading.kid(above.i, "dobj", "nsubjpass")
        if found is None:
            return None
        thing = found
    if reading.tokens[token.head].lower == "from" and above.lemma in _stopping():
        return thing  # "kept the rebels from attacking"
    row = lexicon.by_pattern("cues").get(above.lemma)
    return thing if row is not None and row["form"] == "accuse" else None


@cache
def _stopping() -> frozenset[str]:
    """Give the verbs that keep somebody from doing something."""
    return frozenset(row["pattern"] for row in lexicon.table("stages") if row["pos"] == "from")


def _reduced_passive(reading: Reading, verb: int) -> bool:
    """Tell "a town bombed by rebels" (its head is the object) from "rebels fighting"."""
    token = reading.tokens[verb]
    return token.dep in {"acl", "relcl"} and token.tag == "VBN" and reading.kid(verb, "aux", "nsubj") is None


def speaker_of(reading: Reading, verb: int) -> int | None:
    """Give the head of whoever is cited for the clause of a verb ("said that …"), if its grammar tells."""
    at = verb
    for _ in range(_CHAIN):
        token = reading.tokens[at]
        if token.dep == "ccomp" and is_citing_verb(reading.tokens[token.head].lemma):
            return reading.kid(token.head, "nsubj", "nsubjpass")
        if token.dep not in {"conj", "xcomp", "ccomp", "acomp", "advcl"}:
            return None
        at = token.head
    return None


def objects(reading: Reading, verb: int) -> Iterator[int]:
    """Give the heads of whatever a verb is done to: its object, or its passive subject."""
    passive = reading.kid(verb, "nsubjpass")
    if passive is not None and reading.tokens[passive].lower == "it" and reading.kid(verb, "ccomp") is not None:
        return  # "it was alleged that": nobody
    if passive is not None:
        passive = reading.tokens[verb].head if reading.tokens[passive].lower in _RELATIVE else passive
        yield from reading.conjuncts(passive)
        return
    if _reduced_passive(reading, verb):
        yield reading.tokens[verb].head
        return
    own = reading.kid(verb, "dobj", "dative")
    if own is not None:
        yield from reading.conjuncts(own)
        return
    shared = _shared_passive(reading, verb)
    if shared is not None:
        yield from reading.conjuncts(shared)
        return
    for following in reading.conjuncts(verb):
        shared = reading.kid(following, "dobj") if following != verb else None
        if shared is not None and reading.kid(verb, "prep", "ccomp", "xcomp", "advmod") is None:
            yield from reading.conjuncts(shared)
            return


def _shared_passive(reading: Reading, verb: int) -> int | None:
    """Give the subject that a participle shares with the passive before it ("was seized and killed")."""
    token = reading.tokens[verb]
    if token.dep != "conj" or token.tag != "VBN" or reading.kid(verb, "nsubj") is not None:
        return None
    passive = reading.kid(token.head, "nsubjpass")
    return passive if passive is None or reading.tokens[passive].lower not in _RELATIVE else None


def prepositional(reading: Reading, head: int, words: frozenset[str]) -> Iterator[int]:
    """Give the heads of the nouns behind certain prepositions of a word."""
    for preposition in reading.kids(head, "prep", "agent"):
        if reading.tokens[preposition].lower in words:
            for noun in reading.kids(preposition, "pobj"):
                yield from reading.conjuncts(noun)


def refs(reading: Reading, identities: Identities, heads: Iterable[int]) -> tuple[Ref, ...]:
    """Give references for the actors among some nouns, each actor once.

    Where a noun is no actor itself, whoever it belongs to is meant: "Israeli
    warplanes" and "rebel positions" give Israel and the rebels.
    """
    found: dict[tuple[int, int], Ref] = {}
    for head in heads:
        own = identities.mention_at.get(head)
        if own is None and _is_party(reading, head):
            span = reading.subtree(head)
            found.setdefault((span.start, span.end), refer(reading.document.text, span.start, span.end, None))
        for mention in [own] if own is not None else _owning(reading, identities, head):
            span = reading.span(mention.first, mention.last - 1)
            found.setdefault((span.start, span.end), refer(reading.document.text, span.start, span.end, mention.actor))
    return tuple(found.values())


def kinds_of(identities: Identities, found: Iterable[Ref]) -> tuple[ActorKind, ...]:
    """Give the kinds of whoever some references mean; nobody known has none."""
    return tuple(identities.actor[ref.actor].kind for ref in found if ref.actor is not None)


def _is_party(reading: Reading, head: int) -> bool:
    """Tell a plural that means parties nobody names ("the two sides", "thousands marched")."""
    token = reading.tokens[head]
    if token.lemma in lexicon.by_pattern("vague_numbers"):
        return token.tag == "NNS" and token.dep == "nsubj" and reading.kid(head, "prep") is None
    return token.lemma in lexicon.by_pattern("unnamed_parties") and token.tag == "NNS" and token.dep in _DOING


def lands(reading: Reading, identities: Identities, heads: Iterable[int]) -> tuple[Ref, ...]:
    """Give references for the countries among some nouns that are named as ground ("sent aid to Nepal").

    A country that acts is an actor and found by :func:`refs`; here nobody
    is identified, so ``actor`` stays empty.
    """
    found: dict[tuple[int, int], Ref] = {}
    for head in heads:
        token = reading.tokens[head]
        for place in identities.placed.over(token.start, token.end):
            if place.precision is PlacePrecision.COUNTRY and head not in identities.mention_at:
                found.setdefault((place.start, place.end), refer(reading.document.text, place.start, place.end, None))
    return tuple(found.values())


def _owning(reading: Reading, identities: Identities, head: int) -> list[Mention]:
    """Give whoever a thing belongs to; a settlement belongs to nobody by its adjective ("the Syrian town")."""
    if reading.tokens[head].lemma in lexicon.by_pattern("settlements"):
        return []
    first = next((i for i in owners(reading, head) if i in identities.mention_at), None)
    if first is None:
        return []
    return [identities.mention_at[i] for i in reading.conjuncts(first) if i in identities.mention_at]


def owners(reading: Reading, head: int) -> Iterator[int]:
    """Give the words that say whose a thing is: possessors, adjectives, and phrases with "of" or "from"."""
    yield from (kid for kid in reading.kids(head, *_PHRASE) if kid < head)
    for of in reading.kids(head, "prep"):
        if reading.tokens[of].lower in _WHOSE:
            for noun in reading.kids(of, "pobj"):
                yield from reading.conjuncts(noun)


def weapon(reading: Reading, i: int) -> Span | None:
    """Give the weapon that a noun names, with its compound words ("barrel bombs")."""
    arm = arm_at(reading, i)
    return reading.span(arm.first, arm.last - 1) if arm is not None else None


def place_in(identities: Identities, spans: Iterable[tuple[int, int]]) -> Place | None:
    """Give the first place named inside some stretches of text, those known on the map first (its first mention)."""
    for start, end in spans:
        places = list(identities.placed.inside(start, end))
        place = next((one for one in places if one.country or one.relation), places[0] if places else None)
        if place is not None:
            return identities.place[place.same_as] if place.same_as else place
    return None


def time_in(identities: Identities, spans: Iterable[tuple[int, int]]) -> Time | None:
    """Give the first date or time of day (no length of time, nothing vague) inside some stretches of text."""
    for start, end in spans:
        for time in identities.timed.inside(start, end):
            if dates(time):
                return time
    return None
