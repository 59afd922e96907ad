"""Parts of attributions that several rules share: phrases, forms, and quotations beside a cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.record import Form

if TYPE_CHECKING:
    from sayso.reading.model import Reading

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
