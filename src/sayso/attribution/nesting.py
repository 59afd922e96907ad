"""What the rules find, and how it becomes numbered, nested attributions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.attribution.capacity import capacity
from sayso.record import (
    Alteration,
    AlterationKind,
    Attribution,
    Form,
    Source,
    Stance,
)
from sayso.spans import SpanIndex, overlap, quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Ref, VoiceRole

_ALTERED = re.compile(
    r"(?P<ellipsis>\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|(?<!\.)\.\.\.(?!\.)|\. \. \.)"
    r"|(?P<insertion>\[[^\[\]\n]{1,120}\])"
)
_FRINGE = " ,;:–—-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a rule found: tokens for source and cue, characters for content.

    ``source`` is (first token, last token included, head token); ``open`` are
    stretches that the attribution may or may not reach; ``inside`` is the
    one that quotes this one for the very same words ("X quoted Y as saying").
    """

    form: Form
    source: tuple[int, int, int] | None
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    stance: Stance
    rule: str
    outlet: Ref | None = None
    open: tuple[tuple[int, int], ...] = ()
    inside: Found | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Stretches of text an attribution surely covers, and those it may cover."""

    sure: tuple[tuple[int, int], ...]
    open: tuple[tuple[int, int], ...]


def stretches(reading: Reading, wanted: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Give the unbroken stretches of characters that some tokens make up.

    Commas and dashes left at the ends by what was taken out are dropped.
    """
    tokens = reading.tokens
    ranges: list[list[int]] = []
    for i in sorted(wanted):
        if ranges and i == ranges[-1][1] + 1:
            ranges[-1][1] = i
        else:
            ranges.append([i, i])
    text = reading.document.text
    found: list[tuple[int, int]] = []
    for first, last in ranges:
        start, end = tokens[first].start, tokens[last].end
        while start < end and text[start] in _FRINGE:
            start += 1
        while start < end and text[end - 1] in _FRINGE:
            end -= 1
        if any(character.isalnum() for character in text[start:end]):
            found.append((start, end))
    return tuple(found)


def number(
    reading: Reading, identities: Identities, found: Sequence[Found], described: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[Attribution, ...], dict[str, Reach]]:
    """Number what was found in text order and set each one's parent.

    The parent is the attribution whose content holds the other's cue (or
    source), the narrowest if there are several. ``described`` gives for each
    actor the noun phrases by which the report speaks of it.
    """
    ordered = sorted(
        _distinct(found),
        key=lambda f: (min(start for start, _ in f.content), -max(end for _, end in f.content), f.rule),
    )
    names = {id(one): f"q{n}" for n, one in enumerate(ordered)}
    index = SpanIndex(_Content(start, end, one) for one in ordered for start, end in one.content)
    sources = [_source(reading, identities, one) for one in ordered]
    capacities = [_capacity(identities, source, described) for source in sources]
    attributions = tuple(
        Attribution(
            id=names[id(one)],
            form=one.form,
            parent=names.get(id(one.inside)) or _parent(reading, one, index, names),
            source=source,
            outlet=one.outlet,
            cue=reading.span(*one.cue) if one.cue else None,
            content=tuple(quote(reading.document.text, start, end) for start, end in one.content),
            stance=one.stance,
            alterations=_alterations(reading.document.text, one) if one.form is not Form.INDIRECT else (),
            rule=one.rule,
            role=role,
            named=named,
        )
        for one, source, (role, named) in zip(ordered, sources, capacities, strict=True)
    )
    following = _following(reading, ordered)
    return attributions, {
        names[id(one)]: Reach(one.content, (*one.open, *following.get(id(one), ()))) for one in ordered
    }


def _following(reading: Reading, ordered: Sequence[Found]) -> dict[int, list[tuple[int, int]]]:
    """Give the bare sentence right behind one that cites somebody at its end ("…, police said. Two cars burned out.").

    Whether the source tells that too is open, of what is told in the simple
    past; background ("has been", "is") is the report's own, and a sentence that
    cites somebody itself, is quoted, or opens a paragraph is not open either.
    """
    citing: dict[int, Found] = {}
    covered: set[int] = set()
    for one in ordered:
        if one.cue is not None and one.form not in {Form.BLOCK, Form.TITLE}:
            sentence = reading.tokens[one.cue[0]].sentence
            held = citing.get(sentence)
            if held is None or (held.cue is not None and held.cue < one.cue):
                citing[sentence] = one
            covered.add(sentence)
        covered.update(
            reading.tokens[i].sentence
            for start, end in one.content
            for i in (reading.first_at(start), max(reading.first_at(end) - 1, 0))
            if i < len(reading.tokens)
        )
    found: dict[int, list[tuple[int, int]]] = {}
    for sentence, one in citing.items():
        after = sentence + 1
        if after >= len(reading.sentences) or after in covered or one.source is None or one.cue is None:
            continue
        here, there = reading.sentences[sentence], reading.sentences[after]
        last = max(reading.first_at(end) for _, end in one.content)
        if here.block == there.block and last <= one.cue[0]:
            first, end = reading.tokens[there.first], reading.tokens[there.last - 1]
            if _in_simple_past(reading, there.first, there.last):
                found.setdefault(id(one), []).append((first.start, end.end))
    return found


def _in_simple_past(reading: Reading, first: int, last: int) -> bool:
    """Tell a sentence whose main verb is in the simple past, active or passive."""
    root = next((t.i for t in reading.tokens[first : min(last, first + _LONGEST)] if t.dep == "ROOT"), None)
    if root is None:
        return False
    helping = [reading.tokens[i] for i in reading.kids(root, "aux", "auxpass")]
    return (
        reading.tokens[root].tag == "VBD" if not helping else all(token.lower in {"was", "were"} for token in helping)
    )


_LONGEST = 60  # words


def _distinct(found: Sequence[Found]) -> list[Found]:
    """Drop what two rules found by the same cue; the first stands."""
    kept: dict[object, Found] = {}
    for one in found:
        if one.content:
            kept.setdefault(one.cue or one.content, one)
    return list(kept.values())


@dataclass(frozen=True, slots=True)
class _Content:
    """One stretch of content of something found."""

    start: int
    end: int
    found: Found


def _parent(reading: Reading, one: Found, index: SpanIndex[_Content], names: dict[int, str]) -> str | None:
    mark = one.cue or (one.source and one.source[:2])
    if mark is None:
        return None
    start, end = reading.tokens[mark[0]].start, reading.tokens[mark[1]].end
    holders = [
        (held.end - held.start, held.found)
        for held in index.over(start, end)
        if held.found is not one and not _inside(held.found, one, reading)
    ]
    return names[id(min(holders, key=lambda pair: pair[0])[1])] if holders else None


def _inside(other: Found, one: Found, reading: Reading) -> bool:
    """Tell whether ``other``'s cue stands in ``one``'s content, so that it cannot be its parent."""
    if other.cue is None:
        return False
    start, end = reading.tokens[other.cue[0]].start, reading.tokens[other.cue[1]].end
    return any(overlap(start, end, low, high) for low, high in one.content)


def _source(reading: Reading, identities: Identities, one: Found) -> Source | None:
    if one.source is None:
        return None
    first, last, head = one.source
    while last > head and reading.tokens[last].text in {",", "–", "—", "--"}:
        last -= 1
    named = identities.mention_at.get(head)
    if named is not None and named.first < first <= named.last:  # a name that the parser cut in two
        first = named.first - (named.first > 0 and reading.tokens[named.first - 1].lower == "the")
    span = reading.span(first, last)
    actors: list[str] = []
    for i in reading.conjuncts(head):
        mention = identities.mention_at.get(i)
        if mention is not None and mention.actor is not None and mention.actor not in actors:
            actors.append(mention.actor)
    return Source(start=span.start, end=span.end, text=span.text, actors=tuple(actors))


def _capacity(
    identities: Identities, source: Source | None, described: Mapping[str, tuple[str, ...]]
) -> tuple[VoiceRole, bool]:
    actor = identities.actor.get(source.actors[0]) if source is not None and source.actors else None
    return capacity(source, actor, described.get(actor.id, ()) if actor is not None else ())


def _alterations(text: str, one: Found) -> tuple[Alteration, ...]:
    return tuple(
        Alteration(
            start=match.start(),
            end=match.end(),
            kind=AlterationKind.ELLIPSIS if match["ellipsis"] else AlterationKind.INSERTION,
        )
        for start, end in one.content
        for match in _ALTERED.finditer(text, start, end)
    )
