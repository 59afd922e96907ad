"""Tolls: how many, who, and what became of them, each in its own speaker's bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import Certainty, Polarity, Stage, Toll, TollScope, TollWhat, TollWho
from sayso.spans import refer
from sayso.statements.counts import Counted, counts, parts
from sayso.statements.drafts import Draft
from sayso.statements.modality import judge
from sayso.statements.people import time_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.grounding import Identities
    from sayso.reading.model import Reading

_NOT_DONE = frozenset({Stage.THREATENED, Stage.PLANNED, Stage.ATTEMPTED, Stage.FAILED})
_OVER = frozenset({"since", "during", "over", "throughout"})
_LONG = frozenset({"month", "season", "year"})  # precisions of times over which figures add up


def find_tolls(reading: Reading, identities: Identities, asked: set[int]) -> Iterator[Draft]:
    """Find counts of people killed, injured, captured, missing, displaced or detained.

    "15 civilians, five of them children" is two, the second part of the
    first; "dozens" has no number; "12 killed and 30 wounded" is two.
    """
    seen: set[tuple[int, str]] = set()
    for token in reading.tokens:
        if token.sentence in asked:
            continue
        for what, counted, frame in counts(reading, token.i):
            key = counted.quantity.head if counted.quantity is not None else counted.head
            if (key, what) in seen:
                continue
            seen.update({(key, what), (counted.head, what)})
            if _is_to_come(reading, token.i):
                continue
            yield _draft(reading, identities, token.i, what, counted, None)
            for kind, part in parts(reading, counted, token.i, what):
                if (part.head, kind) not in seen:
                    seen.add((part.head, kind))
                    yield _draft(reading, identities, token.i, kind, part, counted.head)
            if frame == "toll":
                break


def _is_to_come(reading: Reading, word: int) -> bool:
    """Tell harm that is only threatened, planned or tried ("threatened to kill two hostages")."""
    token = reading.tokens[word]
    return token.dep in {"xcomp", "acl", "pcomp", "advcl"} and judge(reading, word).stage in _NOT_DONE


def _draft(
    reading: Reading, identities: Identities, word: int, what: str, counted: Counted, part_of: int | None
) -> Draft:
    people = _described_by(reading, counted)
    quantity = counted.quantity
    low = high = counted.number
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
        polarity=Polarity.POSITIVE if counted.number == 0 else judged.polarity,  # "nobody" counts none, surely
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
    over = any(token.lower in _OVER and token.pos in {"ADP", "SCONJ"} for token in inside)
    since = any(token.lower == "since" for token in inside)
    if since or (time is not None and (over or str(time.precision) in _LONG)):
        return TollScope.PERIOD, places, time.id if time is not None else None
    if any(token.lemma in lexicon.by_pattern("settlements") and token.tag == "NNS" and not _joint(reading, token.i)
           for token in inside):  # fmt: skip
        return TollScope.SEVERAL_PLACES, places, None
    return (TollScope.INCIDENT if place is not None or time is not None else TollScope.UNKNOWN), places, None


def _joint(reading: Reading, i: int) -> bool:
    """Tell a plural of places that is what an act hit ("two towns were shelled"), not where the toll was counted."""
    return reading.tokens[i].dep in {"nsubjpass", "dobj"}


def _described_by(reading: Reading, counted: Counted) -> Mapping[str, str] | None:
    """Give the row of the noun that says who was counted; of "310 civilian deaths" that of "civilian"."""
    heads = lexicon.by_pattern("actor_heads")
    row = heads.get(reading.tokens[counted.head].lemma)
    if row is not None:
        return row
    return next(
        (
            heads[lemma]
            for kid in reading.kids(counted.head, "amod", "compound", "nmod")
            if (lemma := reading.tokens[kid].lemma) in heads and heads[lemma]["who"]
        ),
        None,
    )
