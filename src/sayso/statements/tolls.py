"""Tolls: how many, who, and what became of them, each in its own speaker's bounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import Certainty, Toll, TollScope, TollWhat, TollWho
from sayso.spans import refer
from sayso.statements.drafts import Draft
from sayso.statements.modality import judge
from sayso.statements.people import time_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.grounding import Identities
    from sayso.reading.model import Quantity, Reading

_PARTS = frozenset({"including", "among"})
_SEVERAL = frozenset({"town", "city", "village", "province", "district", "place", "area", "location"})
_OVER = frozenset({"since", "during", "over", "throughout"})
_ONE = frozenset({"a", "an"})


@dataclass(frozen=True, slots=True)
class _Counted:
    """People and how many: tokens ``first`` to ``last``, the head noun or number, and their number."""

    first: int
    last: int
    head: int
    quantity: Quantity | None
    single: bool = False


@cache
def _rows(pos: str) -> Mapping[str, Mapping[str, str]]:
    return {row["pattern"]: row for row in lexicon.table("tolls") if row["pos"] == pos}


def find_tolls(reading: Reading, identities: Identities, asked: set[int]) -> Iterator[Draft]:
    """Find counts of people killed, injured, captured, missing, displaced or detained.

    "15 civilians, five of them children" is two, the second part of the
    first; "dozens" has no number; "12 killed and 30 wounded" is two.
    """
    seen: set[tuple[int, str]] = set()
    for token in reading.tokens:
        if token.sentence in asked:
            continue
        for what, counted, frame in _counts(reading, token.i):
            key = counted.quantity.head if counted.quantity is not None else counted.head
            if (key, what) in seen:
                continue
            seen.update({(key, what), (counted.head, what)})
            yield _draft(reading, identities, token.i, what, counted, None)
            for part in _parts(reading, counted):
                if (part.head, what) not in seen:
                    seen.add((part.head, what))
                    yield _draft(reading, identities, token.i, what, part, counted.head)
            if frame == "toll":
                break


def _counts(reading: Reading, i: int) -> Iterator[tuple[str, _Counted, str]]:
    """Give what a word of harm counts: its object, its subject, or the number beside it."""
    token = reading.tokens[i]
    if token.pos in {"VERB", "AUX"} and (row := _rows("verb").get(token.lemma)) is not None:
        for head in _harmed(reading, i, row["frame"]):
            for counted in _people(reading, head):
                yield row["value"], counted, "verb"
    elif token.lower in _rows("adj"):
        for head in _described(reading, i):
            for counted in _people(reading, head):
                yield _rows("adj")[token.lower]["value"], counted, "adj"
    elif token.pos == "NOUN" and (row := _rows("noun").get(token.lemma)) is not None:
        if row["frame"] == "toll":
            quantity = _toll_number(reading, i)
            if quantity is not None:
                yield row["value"], _Counted(quantity.first, quantity.last - 1, quantity.head, quantity), "toll"
        else:
            for counted in _people(reading, i, itself=True):
                yield row["value"], counted, "noun"


def _harmed(reading: Reading, verb: int, frame: str) -> Iterator[int]:
    """Give the people a verb of harm is done to, or who suffer it."""
    passive = reading.kid(verb, "nsubjpass")
    token = reading.tokens[verb]
    if passive is not None:
        yield from reading.conjuncts(passive)
    elif frame == "subject":
        subject = reading.kid(verb, "nsubj")
        if subject is not None:
            yield from reading.conjuncts(subject)
    elif token.tag == "VBN" and token.dep in {"acl", "relcl"}:
        yield token.head
    elif token.tag == "VBN" and token.dep == "conj" and reading.kid(verb, "dobj") is None:
        shared = reading.kid(token.head, "nsubjpass", "dobj")
        before = reading.tokens[verb - 1] if verb else token
        if before.i in reading.quantity_at:
            yield before.i
        elif shared is not None and reading.tokens[token.head].dep != "acl":
            yield from reading.conjuncts(shared)
    if frame == "object":
        own = reading.kid(verb, "dobj")
        if own is not None and passive is None:
            yield from reading.conjuncts(own)
        number = next(
            (k for k in reading.kids(verb, "nsubj", "nummod", "npadvmod", "advmod") if k in reading.quantity_at), None
        )
        if own is None and passive is None and number is not None and token.tag == "VBN":
            yield number


def _described(reading: Reading, i: int) -> Iterator[int]:
    """Give whom "dead" or "injured" describes: "12 dead", "left 12 people dead", "889 injured"."""
    token = reading.tokens[i]
    before = reading.tokens[i - 1] if i else token
    if before.i in reading.quantity_at and before.sentence == token.sentence and before.i != i:
        yield before.i
        return
    if token.dep == "amod":
        return
    head = reading.tokens[token.head]
    for subject in reading.kids(i, "nsubj"):
        yield from reading.conjuncts(subject)
    if token.dep in {"oprd", "acomp", "ccomp"} and head.pos in {"VERB", "AUX"}:
        whom = reading.kid(head.i, "dobj") if token.dep == "oprd" else reading.kid(head.i, "nsubj")
        if whom is not None:
            yield from reading.conjuncts(whom)
    elif head.pos == "NOUN" and head.i < i:
        yield head.i


def _people(reading: Reading, head: int, *, itself: bool = False) -> Iterator[_Counted]:
    """Give a noun of people with its number, or a number that stands alone for people."""
    token = reading.tokens[head]
    people = lexicon.by_pattern("actor_heads")
    if (
        head in reading.quantity_at
        and token.pos in {"NUM", "NOUN", "ADJ", "PRON", "VERB", "ADV"}
        and token.lemma not in people
    ):
        quantity = reading.quantity_at[head]
        if not quantity.fraction and not _is_other(reading, quantity, people):
            inner = _of_people(reading, head, people)
            last = max(quantity.last - 1, inner if inner is not None else 0)
            yield _Counted(quantity.first, last, head if inner is None else inner, quantity)
        return
    if token.lemma in lexicon.by_pattern("vague_numbers"):
        inner = _of_people(reading, head, people)
        yield _Counted(
            reading.edges[head][0], inner if inner is not None else head, inner if inner is not None else head, None
        )
        return
    row = people.get(token.lemma)
    if not itself and (row is None or not row["who"]):
        return
    number = next(
        (reading.quantity_at[k] for k in reading.kids(head, "nummod", "amod", "compound") if k in reading.quantity_at),
        None,
    )
    if number is not None and number.fraction:
        return
    vague = any(
        reading.tokens[k].lemma in lexicon.by_pattern("vague_numbers") or (itself and reading.tokens[k].dep == "amod")
        for k in reading.kids(head, "amod", "nummod", "quantmod")
    )
    single = any(reading.tokens[k].lower in _ONE for k in reading.kids(head, "det")) and token.tag in {"NN", "NNP"}
    if number is not None:
        yield _Counted(number.first, head, head, number)
    elif vague or (single and not itself):
        first = min(
            (reading.edges[k][0] for k in reading.kids(head, "det", "amod", "compound", "nummod")), default=head
        )
        yield _Counted(min(first, head), head, head, None, single and not vague)


def _is_other(reading: Reading, quantity: Quantity, people: Mapping[str, Mapping[str, str]]) -> bool:
    """Tell whether a number counts something else ("three days"), so that it cannot stand for people."""
    token = reading.tokens[quantity.head]
    head = reading.tokens[token.head]
    if token.dep == "nummod" and head.pos == "NOUN":
        return head.lemma not in people
    following = reading.tokens[quantity.last] if quantity.last < len(reading.tokens) else token
    return following.text in {"%", "$"} or following.lemma in lexicon.by_pattern("units")


def _of_people(reading: Reading, head: int, people: Mapping[str, Mapping[str, str]]) -> int | None:
    """Give the people behind "of" ("dozens of civilians", "153 of the dead")."""
    for of in reading.kids(head, "prep"):
        if reading.tokens[of].lower == "of":
            noun = reading.kid(of, "pobj")
            if noun is not None and reading.tokens[noun].lemma in people:
                return noun
    token = reading.tokens[head]
    if token.dep == "nummod" and reading.tokens[token.head].lemma in people:
        return token.head
    return None


def _toll_number(reading: Reading, toll: int) -> Quantity | None:
    """Give the number of "death toll": "of 27", "rose to 27", "at 1,654"."""
    sentence = reading.sentence_of(toll)
    for i in range(toll + 1, sentence.last):
        quantity = reading.quantity_at.get(i)
        if quantity is None:
            continue
        before = reading.tokens[quantity.first - 1]
        if before.lower in {
            "to",
            "of",
            "at",
            "is",
            "was",
            "reached",
            "passed",
            "exceeded",
            "past",
            "stands",
            "stood",
        } or before.dep in {"prep", "advmod"}:
            return quantity if not quantity.fraction else None
    return None


def _parts(reading: Reading, counted: _Counted) -> Iterator[_Counted]:
    """Give the parts of a count: "five of them children", "including two women"."""
    head = counted.head
    people = lexicon.by_pattern("actor_heads")
    for kid in reading.kids(head, "appos", "relcl", "acl", "conj"):
        inner = next((k for k in reading.kids(kid, "nsubj", "nummod") if k in reading.quantity_at), None)
        if inner is not None and reading.tokens[kid].lemma in people and reading.kid(inner, "prep") is not None:
            number = reading.quantity_at[inner]  # "five of them children", "children" taken for the head
            yield _Counted(number.first, kid, kid, number)
            continue
        quantity = reading.quantity_at.get(kid)
        if quantity is None:
            continue
        of = next((p for p in reading.kids(kid, "prep") if reading.tokens[p].lower == "of"), None)
        if of is None:
            continue
        last = reading.edges[kid][1]
        noun = next((i for i in range(of + 1, last + 1) if reading.tokens[i].lemma in people), None)
        if noun is not None:
            yield _Counted(quantity.first, noun, noun, quantity)
    for preposition in reading.kids(head, "prep"):
        if reading.tokens[preposition].lower in _PARTS:
            for noun in reading.kids(preposition, "pobj"):
                for one in reading.conjuncts(noun):
                    yield from _people(reading, one)


def _draft(
    reading: Reading, identities: Identities, word: int, what: str, counted: _Counted, part_of: int | None
) -> Draft:
    people = lexicon.by_pattern("actor_heads").get(reading.tokens[counted.head].lemma)
    quantity = counted.quantity
    low = high = 1 if counted.single else None
    if quantity is not None:
        low = None if quantity.low is None else int(quantity.low)
        high = None if quantity.high is None else int(quantity.high)
    token = reading.tokens[word]
    verb = word if token.pos in {"VERB", "AUX"} else next(
        (i for i in reading.ancestors(word) if reading.tokens[i].pos in {"VERB", "AUX"}), word
    )  # fmt: skip
    judged = judge(reading, verb)
    if reading.tokens[verb].dep == "advcl" and reading.tokens[verb].tag == "VBG":
        verb = reading.tokens[verb].head  # "shelled the town, killing 14": the act is the shelling
    mention = identities.mention_at.get(counted.head)
    first, last = min(counted.first, word), max(counted.last, word)
    if part_of is not None:
        first, last = counted.first, counted.last
    scope, places, as_of = _scope(reading, identities, word)
    whose = None
    if mention is not None and people is not None and people["who"] == "combatants":
        span = reading.span(mention.first, mention.last - 1)
        whose = refer(reading.document.text, span.start, span.end, mention.actor)
    return Draft(
        first=first,
        last=last,
        predicate=counted.head,
        sentence=token.sentence,
        rule=f"toll-{token.lemma}",
        polarity=judged.polarity,
        certainty=judged.certainty if judged.certainty is not Certainty.UNKNOWN else Certainty.POSSIBLE,
        part_of=part_of,
        event=verb if token.pos in {"VERB", "AUX"} else None,
        body=Toll(
            what=TollWhat(what),
            who=TollWho(people["who"]) if people is not None and people["who"] else TollWho.UNKNOWN,
            group=(people["group"] or None) if people is not None else None,
            whose=whose,
            low=low,
            high=high,
            approximate=quantity.approximate if quantity is not None else False,
            words=reading.span(counted.first, max(counted.last, counted.first)),
            part_of=None,
            scope=scope,
            places=places,
            as_of=as_of,
            event=None,
        ),
    )


def _scope(reading: Reading, identities: Identities, word: int) -> tuple[TollScope, tuple[str, ...], str | None]:
    """Tell over what a figure counts: one incident, several places, or a period."""
    sentence = reading.sentence_of(word)
    start, end = reading.tokens[sentence.first].start, reading.tokens[sentence.last - 1].end
    named = {p.same_as or p.id for p in identities.placed.inside(start, end) if p.lat is not None}
    place = identities.place[named.pop()] if len(named) == 1 else None  # of two towns the text must tell which
    time = time_in(identities, [(start, end)])
    inside = reading.tokens[sentence.first : sentence.last]
    places = (place.id,) if place is not None else ()
    if any(token.lower in _OVER and token.pos in {"ADP", "SCONJ"} for token in inside) and time is not None:
        return TollScope.PERIOD, places, time.id
    if any(token.lemma in _SEVERAL and token.tag == "NNS" for token in inside):
        return TollScope.SEVERAL_PLACES, places, None
    return (TollScope.INCIDENT if place is not None or time is not None else TollScope.UNKNOWN), places, None
