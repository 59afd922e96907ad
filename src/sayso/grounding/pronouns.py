"""Whom a pronoun means, where the sentences before it leave no doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.cast import NAME, PEOPLE, PRONOUN, REMEMBERED, words_in
from sayso.grounding.roles import cited, denies, speaks
from sayso.record import ActorKind

if TYPE_CHECKING:
    from sayso.grounding.cast import Cast, Known, Mention
    from sayso.reading.model import Reading

_REACH = 2  # sentences back in which a pronoun's antecedent is sought
_REFLEXIVE = ("self", "selves")
_SPEAKERS_REACH = 4  # the same, for the pronoun of a citing verb


def antecedent(cast: Cast, mention: Mention) -> Known | None:
    """Give whom a pronoun means, if the last sentences leave no doubt.

    The nearest sentence back that has a fitting actor decides: its only
    one, or its only subject. "It" as an object is not the subject of its own
    clause; "itself" may be (principles A and B of Chomsky 1981).
    """
    wanted = lexicon.by_pattern("pronouns")[mention.known]["value"]
    if speaks(cast.reading, mention.head):
        return _speaker(cast, mention, wanted)
    doer = None if mention.known.endswith(_REFLEXIVE) else cast.subject_over(mention.head)
    here = cast.reading.tokens[mention.head].sentence
    block = cast.reading.sentence_of(mention.head).block
    for sentence in range(here, max(here - _REACH, 0) - 1, -1):
        if abs(cast.reading.sentences[sentence].block - block) > 1:
            break
        found = {
            (m.head, known.key): known
            for m, known in cast.told.get(sentence, [])[-REMEMBERED:]
            if _can_be(known, wanted)
            and (wanted != "body" or cast.reading.tokens[m.head].tag not in {"NNS", "NNPS"} or m.kind == NAME)
            and m.head < mention.head
        }
        own = {key for head, key in found if head == doer}
        found = {(head, key): known for (head, key), known in found.items() if key not in own}
        distinct = {known.key for known in found.values()}
        if len(distinct) == 1:
            return next(iter(found.values()))
        subjects = {known.key: known for (head, _), known in found.items() if cast.is_subject(head)}
        if subjects:
            return next(iter(subjects.values())) if len(subjects) == 1 else None
        if distinct:
            return None
    return None


def _speaker(cast: Cast, mention: Mention, wanted: str) -> Known | None:
    """Give whom the pronoun of a citing verb means: who spoke last, or the only one it can be.

    The nearest sentence back that has a fitting actor decides; two who
    fit and did not speak leave it open.
    """
    reading = cast.reading
    here = reading.tokens[mention.head].sentence
    block = reading.sentence_of(mention.head).block
    inside = reading.in_quotes(reading.tokens[mention.head].start)
    for sentence in range(here, max(here - _SPEAKERS_REACH, 0) - 1, -1):
        if abs(reading.sentences[sentence].block - block) > 1:
            break
        fitting: dict[tuple[str, ...], Known] = {}
        spoke: dict[tuple[str, ...], Known] = {}
        for other, known in cast.told.get(sentence, [])[-REMEMBERED:]:
            if other.head >= mention.head or reading.in_quotes(reading.tokens[other.head].start) is not inside:
                continue
            if not _can_speak_as(reading, other, known, wanted) or _other_gender(mention, known):
                continue
            fitting[known.key] = known
            if cited(reading, other.head):
                spoke[known.key] = known
        told = len(spoke) == 1 and (len(fitting) == 1 or not denies(reading, mention.head))
        chosen = spoke if told else fitting if sentence != here else {}
        if len(chosen) == 1:
            known = next(iter(chosen.values()))
            if wanted == "person" and known.kind is ActorKind.OTHER:
                known.kind = ActorKind.PERSON  # a name that nothing but "he" tells a person's
            return known
        if fitting and sentence != here:
            return None
    return None


def _can_be(known: Known, wanted: str) -> bool:
    if wanted == "person":
        return known.kind is ActorKind.PERSON and known.key[0] != "generic"
    if wanted == "body":
        return known.key[0] != "generic" and known.kind not in {
            ActorKind.PERSON,
            ActorKind.CIVILIANS,
            ActorKind.POPULATION,
            ActorKind.OTHER,
        }
    return known.kind not in {ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.OUTLET} and (
        known.kind is not ActorKind.PERSON or known.key[0] == "generic"
    )


def _can_speak_as(reading: Reading, mention: Mention, known: Known, wanted: str) -> bool:
    """Tell whether the pronoun of a citing verb may mean an actor, by the number and kind of its mention."""
    plural = reading.tokens[mention.head].tag in {"NNS", "NNPS"}
    if wanted == "person":
        unknown = known.kind is ActorKind.OTHER and known.key[0] == "name" and cited(reading, mention.head)
        unknown = unknown and not words_in(reading, mention) & lexicon.by_pattern("name_words").keys()
        one = known.kind is ActorKind.PERSON or (known.kind in PEOPLE and known.key[0] == "generic")
        return not plural and (one or unknown)
    if wanted == "body":
        body = known.kind not in {ActorKind.PERSON, ActorKind.CIVILIANS, ActorKind.POPULATION}
        return body and not plural and (known.kind is not ActorKind.OTHER or known.key[0] == "name")
    return plural or known.kind not in PEOPLE


def gender(cast: Cast, mention: Mention) -> str | None:
    """Give "he" or "she" where a mention's words or pronoun tell it."""
    if mention.kind == PRONOUN:
        return _GENDER_OF.get(mention.known)
    words = cast.reading.tokens[max(mention.first - 1, 0) : mention.last]
    rows = lexicon.by_pattern("genders")
    return next((rows[word.lower]["value"] for word in words if word.lower in rows), None)


def _other_gender(mention: Mention, known: Known) -> bool:
    told = _GENDER_OF.get(mention.known)
    return told is not None and known.gender is not None and told != known.gender


_GENDER_OF = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
