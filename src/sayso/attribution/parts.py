"""Parts of attributions that several rules share: phrases, forms, and quotations beside a cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.roles import is_citing_verb
from sayso.record import BlockKind, Form

if TYPE_CHECKING:
    from sayso.reading.model import Quotation, Reading

LONGEST_ASIDE = 8  # words after the verb of an aside ("told reporters in the capital")


def inside(reading: Reading, i: int) -> range:
    """Give the tokens of the phrase that token ``i`` heads."""
    left, right = reading.edges[i]
    return range(left, right + 1)


def form_of(reading: Reading, content: tuple[tuple[int, int], ...]) -> Form:
    """Tell whether content stands in quotation marks wholly, in part or not."""
    quoted = sum(
        min(end, q.end) - max(start, q.start) for start, end in content for q in reading.quoted.meeting(start, end)
    )
    total = sum(end - start for start, end in content)
    if not quoted:
        return Form.INDIRECT
    return Form.DIRECT if quoted >= total - len(content) else Form.MIXED


def source_end(reading: Reading, noun: int) -> int:
    """Give the last word of a source, leaving out a relative clause set off by a comma."""
    right = reading.edges[noun][1]
    for kid in reading.kids(noun, "relcl", "punct"):
        if kid > noun and reading.tokens[max(reading.edges[kid][0] - 1, 0)].text == ",":
            right = min(right, reading.edges[kid][0] - 2)
    return max(right, noun)


def conjunct_start(reading: Reading, conjunct: int, after: int) -> int:
    """Give the first word of a later clause, its conjunction included."""
    start = reading.edges[conjunct][0]
    while start - 1 > after and reading.tokens[start - 1].dep in {"cc", "punct"}:
        start -= 1
    return start


def quoted_beside(reading: Reading, verb: int, cited: set[int]) -> set[int]:
    """Give the tokens of quotations that share the verb's sentence and do not hold the verb.

    A short one may be a scare quote, a title or a name; it counts where it
    holds words that are cited anyway. Where the citing sentence has none, the
    quotation that ends right before it is meant (“Who fired?” he asked).
    """
    sentence = reading.sentence_of(verb)
    start, end = reading.tokens[sentence.first].start, reading.tokens[sentence.last - 1].end
    at = reading.tokens[verb].start
    found: set[int] = set()
    for quotation in reading.quoted.meeting(start, end):
        if quotation.start <= at < quotation.end:
            continue
        words = _tokens_of(reading, quotation, sentence.first)
        long = sum(reading.tokens[i].text.isalpha() for i in words) >= _SCARE
        if cited.intersection(words) or (long and not cited and not _nearer_cue(reading, verb, words)):
            found.update(words)
    if not found and not cited and verb - sentence.first <= LONGEST_ASIDE and sentence.first > 0:
        before = reading.tokens[sentence.first - 1]
        same = reading.sentences[before.sentence].block == sentence.block
        ending = next(reading.quoted.over(before.start, before.end), None) if same else None
        if ending is not None and ending.end == before.end:
            found.update(_tokens_of(reading, ending, sentence.first))
    return found


def _nearer_cue(reading: Reading, verb: int, words: list[int]) -> bool:
    """Tell whether another citing verb stands between a verb and a quotation."""
    first, last = (words[-1] + 1, verb) if words[-1] < verb else (verb + 1, words[0])
    return any(reading.tokens[i].pos == "VERB" and is_citing_verb(reading.tokens[i].lemma) for i in range(first, last))


def _tokens_of(reading: Reading, quotation: Quotation, near: int) -> list[int]:
    """Give the tokens of a quotation, from those around token ``near`` outwards."""
    first = near
    while first > 0 and reading.tokens[first - 1].start >= quotation.start:
        first -= 1
    while first < len(reading.tokens) and reading.tokens[first].start < quotation.start:
        first += 1
    last = first
    while last < len(reading.tokens) and reading.tokens[last].start < quotation.end:
        last += 1
    return list(range(first, last))


_SCARE = 4  # words; a shorter quotation may be a scare quote, a title or a name


def resumed(reading: Reading, verb: int, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Give the quotations that go on after their cue (“We left,” he said. “Then it burned.”)."""
    text = reading.document.text
    if not any(text[start] in _OPENING for start, _ in spans):
        return ()
    sentence = reading.tokens[verb].sentence
    block = reading.sentences[sentence].block
    found: list[tuple[int, int]] = []
    for number in range(sentence + 1, len(reading.sentences)):
        following = reading.sentences[number]
        start = reading.tokens[following.first].start
        if following.block != block and not _is_quoted_whole(reading, following.block, number):
            break
        quotation = next(reading.quoted.over(start, start + 1), None)
        if quotation is None or quotation.start > start:
            break
        outside = [t for t in reading.tokens[following.first : following.last] if t.start >= quotation.end]
        if any(t.pos not in {"PUNCT", "SPACE"} for t in outside):
            break
        if not found or found[-1] != (quotation.start, quotation.end):
            found.append((quotation.start, quotation.end))
    return tuple(span for span in found if all(span[0] >= end or span[1] <= start for start, end in spans))


def _is_quoted_whole(reading: Reading, block: int, sentence: int) -> bool:
    """Tell a paragraph that is one quotation, seen from its first sentence."""
    stretch = reading.document.blocks[block]
    if reading.tokens[reading.sentences[sentence].first].start != stretch.start:
        return True  # an inner sentence: its paragraph was looked at before
    return stretch.kind in {BlockKind.BODY, BlockKind.QUOTE} and any(
        q.start == stretch.start and q.end == stretch.end for q in reading.quoted.over(stretch.start, stretch.start + 1)
    )


_OPENING = frozenset(lexicon.by_pattern("quotation_marks")) | {"‘", "'"}
