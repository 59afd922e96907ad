"""Where forces are said to stand ("are 22 miles from this highway", "are massed on the border")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import ActorKind, Position, Stage
from sayso.statements.control import parties
from sayso.statements.drafts import Draft
from sayso.statements.ground import is_ground
from sayso.statements.modality import judge
from sayso.statements.people import FIGHTERS, objects, place_in, subjects
from sayso.statements.triggers import patterns_of, spelt_below

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Ref

_FORCES = frozenset({ActorKind.STATE, ActorKind.MILITARY, ActorKind.ARMED_GROUP, ActorKind.OTHER})
_HELPING = frozenset({"aux", "auxpass"})
_DONE = frozenset({Stage.ACCOMPLISHED, Stage.ONGOING})


def find_positions(reading: Reading, identities: Identities, asked: set[int]) -> Iterator[Draft]:
    """Find where forces are.

    Words of ``positions.tsv``: of the frame ``placed`` (somebody puts forces
    somewhere, or they are put there) any ground will do; of ``stands`` (they
    are there) a distance, or the ground of armed men.
    """
    for token in reading.tokens:
        if token.sentence in asked or token.pos not in {"VERB", "AUX"} or token.dep in _HELPING:
            continue
        for words, row in patterns_of("positions", "verb", 0).get(token.lemma, ()):
            matched = spelt_below(reading, token.i, words, row)
            draft = _position(reading, identities, matched, row) if matched is not None else None
            if draft is not None:
                yield draft
                break


def _position(reading: Reading, identities: Identities, words: tuple[int, ...], row: Mapping[str, str]) -> Draft | None:
    verb = words[0]
    stands = row["frame"] == "stands"
    moved = parties(reading, identities, objects(reading, verb)) if not stands else ()
    who = moved or parties(reading, identities, subjects(reading, verb))
    if not who or not all(_is(identities, ref, _FORCES) for ref in who):
        return None
    end = reading.subtree(verb).end
    behind = identities.placed.inside(reading.tokens[verb].end, end)
    near = next((p for p in behind if p.relation and (p.relation.km_low or p.relation.km_high)), None)
    if near is not None:
        spans, last = (
            [(near.start, near.end)],
            max(t.i for t in reading.tokens[verb : verb + _LONG] if t.end <= near.end),
        )
    else:
        forces = any(reading.tokens[s].lemma in lexicon.by_pattern("forces") for s in subjects(reading, verb))
        if stands and not forces and not all(_is(identities, ref, FIGHTERS) for ref in who):
            return None
        grounds = list(_grounds(reading, identities, words))
        if not grounds:
            return None
        phrases = [reading.subtree(g) for g in grounds]
        spans, last = [(span.start, span.end) for span in phrases], max(reading.edges[g][1] for g in grounds)
    place = near or place_in(identities, spans)
    if place is None and stands:
        return None
    judged = judge(reading, verb)
    if judged.stage not in _DONE:
        return None
    own = reading.kid(verb, "nsubj", "nsubjpass")
    return Draft(
        first=min(verb, *(reading.edges[own][0],) if own is not None else (verb,)),
        last=max(last, *words),
        predicate=verb,
        sentence=reading.tokens[verb].sentence,
        rule=row["id"],
        polarity=judged.polarity,
        certainty=judged.certainty,
        body=Position(who=who, place=place.id if place is not None else None),
    )


_LONG = 40  # tokens behind the verb in which its place ends


def _grounds(reading: Reading, identities: Identities, words: tuple[int, ...]) -> Iterator[int]:
    """Give the ground behind the prepositions of place of a verb's words."""
    places = lexicon.by_pattern("locative_prepositions")
    for word in words:
        for preposition in reading.kids(word, "prep", "advmod"):
            if reading.tokens[preposition].lower in places:
                for noun in reading.kids(preposition, "pobj"):
                    if is_ground(reading, identities, noun):
                        yield noun


def _is(identities: Identities, ref: Ref, kinds: frozenset[ActorKind]) -> bool:
    return ref.actor is None or identities.actor[ref.actor].kind in kinds
