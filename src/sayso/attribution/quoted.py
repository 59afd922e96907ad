"""Whose each quotation is: the citing clause that stands beside it, or the one before that it goes on from.

What counts is the surface of news style ("“…,” he said", "he said: “…”"): inside
and around quotation marks parses are at their worst.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.attribution.cues import quotes
from sayso.record import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.reading.model import Quotation, Reading

_CLAUSE = 25  # words between a quotation and the verb that cites it
_NEAR = 6  # words between them where neither a comma nor a colon parts them
SCARE = 4  # words; a shorter quotation may be a scare quote, a title or a name
_LEAD = 8  # words outside the marks of a sentence that still goes on with a quotation
_HANDS_OVER = frozenset({",", ":", "—", "–", "-", "--"})
_ENDS = frozenset(".!?")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_RELATIVE = frozenset({"who", "which", "whose", "that"})


@dataclass(slots=True)
class Tied:
    """What a citing verb has beside it: stretches of characters, and the source as it stands there, if it does.

    ``alone`` tells that the stretches are all that is cited: the quotation is
    whole, whatever the parser makes of its sentence.
    """

    spans: list[tuple[int, int]] = field(default_factory=list)
    source: tuple[int, int, int] | None = None
    alone: bool = False


def tie(reading: Reading) -> dict[int, Tied]:
    """Tie the quotations of a reading to the verbs that cite them.

    Returns:
        For each citing verb's token what it cites in quotation marks, and
        the words before a quotation that begins within its sentence.
    """
    tied: dict[int, Tied] = {}
    owner: dict[int, int] = {}
    for number, quotation in enumerate(reading.quotations):
        first, last = reading.first_at(quotation.start), reading.first_at(quotation.end)
        if first >= len(reading.tokens) or last <= first:
            continue
        after = _cue_after(reading, quotation, last)
        before = _cue_before(reading, first, last)
        if after is not None and (before is None or not before[1] or _inner_end(reading, quotation) == ","):
            verb, source = after
            entry = tied.setdefault(verb, Tied())
            entry.source = entry.source or source
            entry.alone = True
            entry.spans.append((_beginning(reading, quotation, first), quotation.end))
            owner[number] = verb
        elif before is not None:
            entry = tied.setdefault(before[0], Tied())
            entry.alone = entry.alone or (before[1] and _opens_sentence(reading, first))
            entry.spans.append((quotation.start, quotation.end))
            owner[number] = before[0]
    _came_before(reading, tied, owner)
    _go_on(reading, tied, owner)
    return tied


def _came_before(reading: Reading, tied: dict[int, Tied], owner: dict[int, int]) -> None:
    """Add the paragraphs that a quotation left open before the one that names its speaker: “A. / “B,” he said."""
    quotations = reading.quotations
    for number in range(len(quotations) - 1, 0, -1):
        verb, before = owner.get(number), quotations[number - 1]
        if verb is None or number - 1 in owner or before.closed:
            continue
        here, there = reading.block_at_char(quotations[number].start), reading.block_at_char(before.start)
        blocks = reading.document.blocks
        follows = here is not None and there is not None and here == there + 1
        if follows and here is not None and quotations[number].start == blocks[here].start:
            tied[verb].spans.append((before.start, before.end))
            owner[number - 1] = verb


def _cue_after(reading: Reading, quotation: Quotation, last: int) -> tuple[int, tuple[int, int, int] | None] | None:
    """Give the verb of "“…,” X said" or "“…,” said X", and X."""
    tokens = reading.tokens
    ending = _inner_end(reading, quotation)
    i = last
    while i < len(tokens) and tokens[i].text in _HANDS_OVER:
        i += 1
    if i >= len(tokens) or reading.block_at(i) != reading.block_at(last - 1) or tokens[i].dep == "cc":
        return None
    parted = i > last or ending in {",", "?", "!", "…", "-", "—", "–"}
    if not parted and not (ending == "." and (tokens[i].text[0].islower() or tokens[i].pos == "PRON")):
        return None
    stop = min(i + _CLAUSE, reading.sentence_of(i).last)
    for at in range(i, stop):
        token = tokens[at]
        if token.text in {".", ";", ":"} or reading.in_quotes(token.start):
            return None
        if quotes(reading, at):
            if token.dep in {"amod", "acl", "relcl"} and token.tag in {"VBN", "VBG"}:
                continue
            if _cites_rightwards(reading, at, ending, i):
                return None
            return at, _source_beside(reading, i, at)
        if (
            token.tag in _FINITE
            and token.pos in {"VERB", "AUX"}
            and not _in_relative(reading, at, i)
            and not (token.pos == "AUX" and at + 2 < stop and token.lemma in {"have", "do"})
        ):
            return None
    return None


def _cites_rightwards(reading: Reading, verb: int, ending: str, first: int) -> bool:
    """Tell a verb that cites what follows it ("In “The Road,” his book, he said that the raid was over.")."""
    clause = reading.kid(verb, "ccomp")
    if clause is None or reading.edges[clause][0] < verb or reading.in_quotes(reading.tokens[clause].start):
        return False
    return ending not in _ENDS or reading.tokens[first].text[0].isupper()


def _in_relative(reading: Reading, at: int, first: int) -> bool:
    """Tell a verb that stands in a relative clause of the source ("X, who leads the group, said")."""
    return any(reading.tokens[i].lower in _RELATIVE for i in range(max(first, at - _CLAUSE), at))


def _source_beside(reading: Reading, first: int, verb: int) -> tuple[int, int, int] | None:
    """Give the noun phrase between a quotation and its verb, or right behind an inverted verb."""
    tokens = reading.tokens
    nouns = [i for i in range(first, verb) if tokens[i].pos in _NOMINAL]
    if nouns:
        subject = reading.kid(verb, "nsubj", "nsubjpass")
        if subject is not None and first <= subject < verb:
            return None  # the parser saw it
        head = next((i for i in nouns if not first <= tokens[i].head < verb or tokens[i].head == i), nouns[0])
        last = verb - 1
        while last > head and tokens[last].pos in {"PUNCT", "ADV", "AUX"}:
            last -= 1
        return first, last, head
    subject = reading.kid(verb, "nsubj")
    if subject is not None and subject > verb:
        return None
    behind = verb + 1
    while behind < len(tokens) and tokens[behind].pos in {"DET", "ADJ", "NUM", "ADV"}:
        behind += 1
    if behind < len(tokens) and tokens[behind].pos in _NOMINAL:
        head = behind
        while tokens[head].dep == "compound" and head < tokens[head].head <= head + _NEAR:
            head = tokens[head].head
        return verb + 1, max(head, reading.edges[head][1]), head
    return None


def _cue_before(reading: Reading, first: int, last: int) -> tuple[int, bool] | None:
    """Give the verb of "X said: “…”", and whether a comma or a colon parts the two."""
    tokens = reading.tokens
    at = first - 1
    parted = False
    while at >= 0 and tokens[at].text in _HANDS_OVER:
        parted, at = True, at - 1
    if at < 0 or reading.block_at(at) != reading.block_at(first):
        return None
    sentence = reading.sentence_of(at)
    if tokens[sentence.last - 1].i < first - 1:
        return None
    words = sum(tokens[i].text[0].isalpha() for i in range(first, last))
    for i in range(at, max(at - (_CLAUSE if parted else _NEAR), sentence.first - 1), -1):
        token = tokens[i]
        if token.text in {";", "”", '"'} or (token.text == ":" and i < at):
            return None
        if quotes(reading, i):
            between = tokens[i + 1 : at + 1]
            close = all(word.pos in {"PRON", "ADV"} or word.lower in _LINKS for word in between)
            if not parted and is_title(reading, first, last):
                return None
            if reading.in_quotes(token.start) or not (parted or close) or (words < SCARE and not (parted or i == at)):
                return None
            return i, parted
        if token.tag in _FINITE and token.pos == "VERB" and not parted:
            return None
    return None


_LINKS = frozenset({"that", "how", "reporters", "journalists"})


def is_title(reading: Reading, first: int, last: int) -> bool:
    """Tell a title in quotation marks by its capitals (“The Siege of Ostrev”)."""
    words = [token.text for token in reading.tokens[first:last] if token.text[0].isalpha()]
    long = [word for word in words if len(word) >= _TITLED]
    return len(words) > 1 and bool(long) and all(word[0].isupper() for word in long)


_TITLED = 4  # letters of a word that a title capitalises


def _inner_end(reading: Reading, quotation: Quotation) -> str:
    """Give the last character of a quotation before its closing mark."""
    text = reading.document.text[quotation.start : quotation.end]
    inner = text.rstrip("”“\"'’»›`″ ") if quotation.closed else text
    return inner[-1:]


def _opens_sentence(reading: Reading, first: int) -> bool:
    """Tell a quotation that begins with a capital, so with a sentence of its own."""
    word = next((t for t in reading.tokens[first : first + 3] if t.text[0].isalpha()), None)
    return word is not None and word.text[0].isupper()


def _beginning(reading: Reading, quotation: Quotation, first: int) -> int:
    """Give where what is cited begins: at the quotation, or at the start of the sentence that leads into it."""
    sentence = reading.sentence_of(first)
    start = quotation.start
    at = first - 1
    while at >= sentence.first:
        token = reading.tokens[at]
        if token.text in {":", ";"} or (token.text in {"—", "–", "--"} and _opens_sentence(reading, first)):
            break
        governing = token.dep not in {"acl", "amod", "relcl", "advcl"}
        if governing and not reading.in_quotes(token.start) and quotes(reading, at):
            return quotation.start  # another clause cites here already
        start = token.start
        at -= 1
    return start if any(c.isalnum() for c in reading.document.text[start : quotation.start]) else quotation.start


def _go_on(reading: Reading, tied: dict[int, Tied], owner: dict[int, int]) -> None:
    """Add what goes on after a citing clause without another: “We left,” he said. “Then it burned.”."""
    quotations = reading.quotations
    current: int | None = None  # the verb whose words may go on
    end = -1  # where the last of its words, or its citing sentence, ends
    for number, quotation in enumerate(quotations):
        verb = owner.get(number)
        if verb is not None:
            current = verb
            sentence = reading.sentence_of(verb)
            end = max(quotation.end, reading.tokens[sentence.last - 1].end)
            continue
        if current is None:
            continue
        goes_on = _goes_on(reading, quotations[number - 1], quotation, end)
        if goes_on is None:
            if quotation.start >= end:
                current = None
            continue
        tied[current].spans.append((goes_on, quotation.end))
        end = quotation.end


def _goes_on(reading: Reading, before: Quotation, quotation: Quotation, end: int) -> int | None:
    """Give where a quotation that goes on from ``end`` begins, its few leading words included; else ``None``."""
    text = reading.document.text
    block, previous = reading.block_at_char(quotation.start), reading.block_at_char(max(end - 1, 0))
    if block is None or previous is None or quotation.start < end:
        return None
    stretch = reading.document.blocks[block]
    if block != previous:
        between = [b for b in reading.document.blocks[previous + 1 : block] if not b.kind.is_furniture]
        if between or stretch.kind not in {BlockKind.BODY, BlockKind.QUOTE} or quotation.start != stretch.start:
            return None
        whole = quotation.end >= stretch.end
        return quotation.start if whole or not before.closed else None
    gap = text[end : quotation.start].strip()
    if not any(c.isalnum() for c in gap):
        return quotation.start
    return _led_on(reading, quotation, end)


def _led_on(reading: Reading, quotation: Quotation, end: int) -> int | None:
    """Give the start of a next sentence that is mostly quoted and cites nobody else ("Now, “it is over.”")."""
    first, last = reading.first_at(quotation.start), reading.first_at(quotation.end)
    sentence = reading.sentence_of(first)
    start = reading.tokens[sentence.first].start
    outside = [
        t for t in reading.tokens[sentence.first : sentence.last] if not quotation.start <= t.start < quotation.end
    ]
    words = [t for t in outside if t.text[0].isalpha()]
    if not end <= start <= end + 2 or len(words) > min(_LEAD, (last - first) // 2):
        return None
    if any(t.pos == "VERB" or t.lower in {"he", "she", "they"} for t in words):
        return None
    return start


def joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Give stretches in text order, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return tuple(found)
