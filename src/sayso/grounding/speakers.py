"""Whom "I" and "we" mean: whoever is quoted, or who wrote the report."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.roles import is_citing_verb
from sayso.record import ActorKind

if TYPE_CHECKING:
    from sayso.grounding.cast import Cast, Known, Mention
    from sayso.reading.model import Quotation

_NEAR = 30  # tokens outside a quotation among which its citing verb is sought
_RIGHT_BEHIND = 4  # tokens behind a quotation within which the verb or its subject surely cites it
_TURN = 5  # tokens before a colon that may name who speaks a whole paragraph
_MONOLOGUE = 60  # sentences that may follow on "said:" without quotation marks
_SUBJECTS = ("nsubj", "nsubjpass")


def first_person(cast: Cast, mention: Mention) -> Known | None:
    """Give whom a pronoun of the first person means.

    "I" is whoever is quoted, outside quotations the writer of the report;
    "we" a body that is quoted, else those for whom a person speaks, who are
    an actor of their own. A quotation whose source is unknown leaves both
    open. To be asked once all else has been resolved, as the source may be
    named behind the quotation.
    """
    reading = cast.reading
    quotation = next(reading.quoted.over(reading.tokens[mention.head].start, reading.tokens[mention.head].end), None)
    speaker = _of_paragraph(cast, mention.head) if quotation is None else _of_quotation(cast, quotation)
    several = lexicon.by_pattern("pronouns")[mention.known]["number"] == "plural"
    if speaker is None:
        return None if quotation is not None else _writer(cast, several=several)
    if several:
        return _side(cast, speaker) if speaker.kind in _SINGLE else speaker
    if speaker.kind is ActorKind.OTHER and speaker.key[0] == "name":
        speaker.kind = ActorKind.PERSON
    return speaker if speaker.kind in _SINGLE else None


_SINGLE = frozenset({ActorKind.PERSON, ActorKind.CIVILIANS, ActorKind.MEDICAL})


def _writer(cast: Cast, *, several: bool) -> Known:
    if several:
        return cast.get(("writers",), "the writers of the report", ActorKind.OTHER)
    return cast.get(("writer",), "the writer of the report", ActorKind.PERSON)


def _side(cast: Cast, speaker: Known) -> Known:
    """Give those for whom a person says "we"."""
    key = ("side", *speaker.key)
    return cast.get(key, f"{speaker.name} and others", ActorKind.OTHER, country=speaker.country, sector=speaker.sector)


def _of_quotation(cast: Cast, quotation: Quotation) -> Known | None:
    """Give the source of a quotation: named beside it, or of the paragraph before that it goes on from."""
    block = cast.reading.block_at_char(quotation.start)
    for _ in range(_PARAGRAPHS):
        if block is None:
            return None
        found = _beside(cast, quotation, block)
        if found is not None:
            return found
        begin = cast.reading.document.blocks[block].start
        earlier = bisect_left(cast.reading.quotations, begin, key=lambda one: one.start) - 1
        if begin + 1 < quotation.start or earlier < 0:
            return None
        quotation = cast.reading.quotations[earlier]
        above = cast.reading.block_at_char(quotation.start)
        if above is None or block - above > 1:
            return None
        block = above
    return None


_PARAGRAPHS = 4  # over which a quotation may run on


def _beside(cast: Cast, quotation: Quotation, block: int) -> Known | None:
    """Give the subject of the citing verb behind or before a quotation, within its paragraph."""
    reading = cast.reading
    bounds = reading.document.blocks[block]
    after = reading.first_at(quotation.end)
    behind = [
        i
        for i in range(after, min(after + _NEAR, len(reading.tokens)))
        if reading.tokens[i].start < bounds.end and not reading.in_quotes(reading.tokens[i].start)
    ]
    first = reading.first_at(quotation.start)
    before = [
        i
        for i in range(first - 1, max(first - _NEAR, 0) - 1, -1)
        if reading.tokens[i].start >= bounds.start and not reading.in_quotes(reading.tokens[i].start)
    ]
    told = [i for i in behind if is_citing_verb(reading.tokens[i].lemma) and reading.tokens[i].pos == "VERB"]
    right_behind = [i for i in told if i - after < _RIGHT_BEHIND or _subject(cast, i, after) is not None]
    earlier = [i for i in before if is_citing_verb(reading.tokens[i].lemma) and reading.tokens[i].pos == "VERB"]
    for verb in (*right_behind[:1], *earlier[:1], *told[:1]):
        for subject in reading.kids(verb, *_SUBJECTS):
            known = cast.at.get(subject)
            if known is not None:
                return known
    return None


def _subject(cast: Cast, verb: int, after: int) -> int | None:
    """Give a verb's subject where it stands right behind a quotation ("…", the envoy from the north said)."""
    reading = cast.reading
    return next((kid for kid in reading.kids(verb, *_SUBJECTS) if reading.edges[kid][0] - after < _RIGHT_BEHIND), None)


def _of_paragraph(cast: Cast, i: int) -> Known | None:
    """Give who speaks a paragraph without quotation marks: named before a colon there, or at the end of one before."""
    reading = cast.reading
    sentence = reading.tokens[i].sentence
    block = reading.sentences[sentence].block
    for number in range(sentence, max(sentence - _MONOLOGUE, -1), -1):
        one = reading.sentences[number]
        last = reading.tokens[one.last - 1]
        ends = last.text == ":" and one.block != block
        opens = number == 0 or reading.sentences[number - 1].block != one.block
        colon = next(
            (k for k in range(one.first, min(one.first + _TURN, one.last)) if reading.tokens[k].text == ":"), 0
        )
        if opens and colon and one.block == block and i > colon:
            return next((cast.at[k] for k in range(one.first, colon) if k in cast.at), None)
        if ends:
            verbs = (k for k in range(one.first, one.last) if is_citing_verb(reading.tokens[k].lemma))
            subjects = (kid for verb in verbs for kid in reading.kids(verb, *_SUBJECTS))
            return next((cast.at[kid] for kid in subjects if kid in cast.at), None)
    return None
