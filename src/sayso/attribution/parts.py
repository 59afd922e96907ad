"""Parts of attributions that several rules share: phrases, forms, and quotations beside a cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.record import BlockKind, Form

if TYPE_CHECKING:
    from sayso.reading.model import Reading

LONGEST_ASIDE = 8  # words after the verb of an aside ("told reporters in the capital")


def inside(reading: Reading, i: int) -> range:
    """Give the tokens of the phrase that token ``i`` heads."""
    left, right = reading.edges[i]
    return range(left, right + 1)


def form_of(reading: Reading, content: tuple[tuple[int, int], ...], cue: int | None = None) -> Form:
    """Tell whether content stands in quotation marks wholly, in part or not.

    Marks that hold the citing word at token ``cue`` as well are somebody
    else's: "“They called us informers,” he said" quotes nobody's "informers".
    """
    at = reading.tokens[cue].start if cue is not None else -1
    quoted = sum(
        min(end, q.end) - max(start, q.start)
        for start, end in content
        for q in reading.quoted.meeting(start, end)
        if not q.start <= at < q.end
    )
    total = sum(end - start for start, end in content)
    block = reading.block_at_char(content[0][0]) if content else None
    if block is not None and reading.document.blocks[block].kind is BlockKind.HEADLINE:
        return Form.TITLE
    if not quoted:
        return Form.INDIRECT
    return Form.DIRECT if quoted >= total - len(content) else Form.MIXED


def source_end(reading: Reading, noun: int) -> int:
    """Give the last word of a source, leaving out a relative clause set off by a comma."""
    right = reading.edges[noun][1]
    for kid in reading.kids(noun, "prep"):
        if kid > noun and reading.tokens[kid].lower in _ASIDE and reading.tokens[kid - 1].text == ",":
            right = min(right, kid - 2)  # "a commander, in a letter to the panel,"
    for kid in reading.kids(noun, "relcl", "punct"):
        if kid > noun and reading.tokens[max(reading.edges[kid][0] - 1, 0)].text == ",":
            right = min(right, reading.edges[kid][0] - 2)
    right = max(right, noun)
    while right + 1 < len(reading.tokens) and _goes_with(reading, right + 1, noun):
        right += 1  # "the deserter Bruno Caspi", parsed as two
    return right


def _goes_with(reading: Reading, i: int, noun: int) -> bool:
    """Tell a name right behind the noun that says who it is."""
    token, before = reading.tokens[i], reading.tokens[i - 1]
    named = token.pos == "PROPN" and token.sentence == before.sentence
    return named and (i - 1 == noun or before.pos == "PROPN") and token.dep not in {"nsubj", "npadvmod", "nsubjpass"}


_ASIDE = frozenset({"in", "on", "during", "after", "before", "via", "through"})


def segment(reading: Reading, i: int) -> tuple[int, int]:
    """Give the part of a sentence around ``i``, from semicolon or colon to the next: first token, last excluded."""
    sentence = reading.sentence_of(i)
    low, high = max(sentence.first, i - _WIDE), min(sentence.last, i + _WIDE)
    first = next((k + 1 for k in range(i - 1, low - 1, -1) if _parts(reading, k)), low)
    return first, next((k for k in range(i + 1, high) if _parts(reading, k)), high)


_WIDE = 150  # words to each side; a longer sentence is no sentence


def _parts(reading: Reading, i: int) -> bool:
    token = reading.tokens[i]
    return token.text in {";", ":"} and not reading.in_quotes(token.start)


def conjunct_start(reading: Reading, conjunct: int, after: int) -> int:
    """Give the first word of a later clause, its conjunction included."""
    start = reading.edges[conjunct][0]
    while start - 1 > after and reading.tokens[start - 1].dep in {"cc", "punct"}:
        start -= 1
    return start
