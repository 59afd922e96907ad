"""Lead-in lines that hand whole paragraphs to another voice ("X reports at The Y:")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.nesting import Found
from sayso.grounding.roles import is_citing_verb
from sayso.record import ActorKind, BlockKind, Form, Stance
from sayso.spans import refer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Ref

_AT = frozenset({"at", "in", "for", "on", "via"})


def from_lead_ins(reading: Reading, identities: Identities) -> Iterator[Found]:
    """Give one attribution for each run of quoted paragraphs, made by the paragraph before it."""
    blocks = reading.document.blocks
    number = 0
    while number < len(blocks):
        first = number
        while number < len(blocks) and blocks[number].kind is BlockKind.QUOTE:
            number += 1
        if number > first > 0 and not blocks[first - 1].kind.is_furniture:
            content = tuple((block.start, block.end) for block in blocks[first:number])
            yield _signed(reading, content) or _lead_in(reading, identities, first - 1, content)
        number = max(number, first + 1)


def _signed(reading: Reading, content: tuple[tuple[int, int], ...]) -> Found | None:
    """Read a name below a quotation ("Commissioner Lena Orth", as a page's ``cite`` gives it)."""
    if len(content) < _WITH_NAME:
        return None
    words = reading.tokens[reading.first_at(content[-1][0]) : reading.first_at(content[-1][1])]
    named = [token for token in words if token.text not in _DASHES]
    if not named or len(named) > _LONGEST_NAME or not named[0].text[0].isupper():
        return None
    if not any(token.pos == "PROPN" for token in named) or any(token.pos not in _NAMING for token in named):
        return None
    source = (named[0].i, named[-1].i, next(token.i for token in reversed(named) if token.pos == "PROPN"))
    cue = (words[0].i, words[0].i) if words[0].text in _DASHES else None
    return Found(
        form=Form.BLOCK, source=source, cue=cue, content=content[:-1], stance=Stance.NEUTRAL, rule="block-signed"
    )


_WITH_NAME = 2  # blocks: what is quoted, and whose name stands below
_LONGEST_NAME = 14  # words
_DASHES = frozenset({"–", "—", "--", "-", "―"})
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADP", "CCONJ", "PUNCT", "NUM", "PART"})


def _lead_in(reading: Reading, identities: Identities, block: int, content: tuple[tuple[int, int], ...]) -> Found:
    """Read source, cue and outlet off the last sentence of a lead-in."""
    sentence = next((s for s in reversed(reading.sentences) if s.block == block), None)
    inside = range(sentence.first, sentence.last) if sentence else range(0)
    hands_over = bool(inside) and reading.tokens[inside[-1]].text == ":"
    cues = [i for i in inside if reading.tokens[i].pos == "VERB" and is_citing_verb(reading.tokens[i].lemma)]
    for cue in reversed(cues):
        subject = reading.kid(cue, "nsubj")
        if subject is None or not (hands_over or reading.kid(cue, "ccomp") is None):
            continue
        outlet, preposition = find_outlet(reading, identities, cue, _PERHAPS)
        last = reading.edges[subject][1]
        if preposition is not None and preposition < last and preposition > subject:
            last = preposition - 1
        return Found(
            form=Form.BLOCK,
            source=(reading.edges[subject][0], last, subject),
            cue=(cue, cue),
            content=content,
            stance=Stance(lexicon.by_pattern("cues")[reading.tokens[cue].lemma]["value"]),
            rule="block-lead-in",
            outlet=outlet,
        )
    return _without_verb(reading, inside, content)


_PERHAPS = frozenset({ActorKind.OUTLET, ActorKind.OTHER})


def find_outlet(
    reading: Reading, identities: Identities, cue: int, kinds: frozenset[ActorKind] = frozenset({ActorKind.OUTLET})
) -> tuple[Ref | None, int | None]:
    """Give the outlet behind "at", "in", "on" or "for", beside a citing verb, and that preposition."""
    subject = reading.kid(cue, "nsubj")
    for governor in (cue, subject, *reading.kids(cue, "advcl")):
        for preposition in reading.kids(governor, "prep") if governor is not None else ():
            noun = reading.kid(preposition, "pobj")
            if noun is None or reading.tokens[preposition].lower not in _AT:
                continue
            mention = identities.mention_at.get(noun)
            actor = identities.actor.get(mention.actor or "") if mention else None
            if actor is not None and actor.kind in kinds:
                last = mention.last - 1 if mention is not None else noun
                span = reading.span(reading.edges[noun][0], max(last, noun))
                return refer(reading.document.text, span.start, span.end, actor.id), preposition
    return None, None


def _without_verb(reading: Reading, inside: range, content: tuple[tuple[int, int], ...]) -> Found:
    """Read "From the statement:" and lead-ins whose verb the parser missed."""
    for i in inside:
        noun = reading.kid(i, "pobj")
        if reading.tokens[i].lower == "from" and noun is not None:
            source = (*reading.edges[noun], noun)
            return Found(
                form=Form.BLOCK, source=source, cue=(i, i), content=content, stance=Stance.NEUTRAL, rule="block-from"
            )
    return Found(form=Form.BLOCK, source=None, cue=None, content=content, stance=Stance.NEUTRAL, rule="block-no-source")
