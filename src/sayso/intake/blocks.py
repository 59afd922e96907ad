"""What each stretch of a plain text is: headline, dateline, body, quotation, or furniture.

Furniture is known by its wording (``furniture.tsv``) and by where it stands;
an appeal by several signs together, since each of them alone is also news.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*|\f\s*")
_LINE = re.compile(r"[^\n]+")
_APPEAL_SCORE = 3  # set on the seed page and our own furnished pages
_BUTTON = 12  # words; a line this short after an appeal belongs to it
_WRAPPED = 100  # characters; longer lines are wrapped only where several have nearly one length
_NEARLY = 0.85
_NEAR_END = 6  # blocks from the end of the article ("Read more here.") to its appeal
_HEADLINE = 25  # words
_LEAD_IN = 40  # words
_LONGEST_LINE = 400  # characters; single furniture lines are short, appeals are not

# Words that speak to the reader, or as the publisher; a button ("Support X") speaks by its form.
_ADDRESSED = re.compile(
    r"\b(?:you|your|yours|we|us|our|please|them today)\b|^\W*(?:support|donate|give|become|back)\b|…$", re.IGNORECASE
)
_TOLD_OF = 4  # what is told of somebody ("said") is news

_REPORTED = re.compile(r"[\"“”«»]|\b(?:said|told|added|says|according to)\b")
_QUOTED = re.compile(r"[\"“«][^\"”»]*[\"”»]?")
_OPENS_QUOTED = re.compile(r"\s*[\"“«‘>]")
_SENTENCE_END = re.compile(r"[.!…:;][\"'”’)\]]*$")
_LEAD_IN_COLON = re.compile(r":\s*$")

# "BEIRUT (Reuters) -", "GUATEMALA CITY, 4 Feb 90 (ACAN-EFE) --", "Tarsa, Sept. 30 (Northwire) —",
# "MANAGUA (NICARAGUA), 27 NOV 89 (RADIO SANDINO) --"
_DATELINE = re.compile(
    r"(?P<place>[A-Z][^\W\d_]*(?:[ .'’/-]+[^\W\d_]+|, [A-Z][^\W\d_]+\.?){0,5})"
    r"(?: \([A-Z][^()\n]{2,30}\)(?=, ))?"
    r"(?P<date>,? \d{1,2} [A-Z][A-Za-z]{2,8}\.?(?: \d{2,4})?|,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    r"\s*(?P<agency>\((?:[A-Z][^()\n]{1,40}|ats|dpa|epa)\))?,?\s*(?:—|–|--|-)\s+(?=[A-Z0-9\"“‘'\[«])"
)

_TOLD = frozenset({BlockKind.BODY, BlockKind.QUOTE})
_SIGNED_OFF = re.compile(r"\b(?:posted|compiled|curated|collected|submitted)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Furniture:
    pattern: re.Pattern[str]
    kind: BlockKind
    weight: int
    id: str


@cache
def _furniture() -> tuple[_Furniture, ...]:
    return tuple(
        _Furniture(re.compile(row["pattern"], re.IGNORECASE), BlockKind(row["value"]), int(row["weight"]), row["id"])
        for row in lexicon.table("furniture")
    )


@cache
def _lead_ins() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["value"]) for row in lexicon.table("lead_ins"))


def cut_blocks(text: str) -> tuple[Block, ...]:
    """Cut a plain text into blocks and say what each is.

    Returns:
        Blocks in text order; together they hold every character that is not
        white space, and none overlaps another.
    """
    blocks = [Block(start=start, end=end, kind=BlockKind.BODY) for start, end in paragraphs(text)]
    return classify(text, blocks)


def classify(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Say what each body block is; blocks whose kind is known already keep it."""
    kinds = [
        furniture_kind(text[block.start : block.end]) if block.kind is BlockKind.BODY else block.kind
        for block in blocks
    ]
    _extend_appeals(text, blocks, kinds)
    _find_headline(text, blocks, kinds)
    _find_quotes(text, blocks, kinds)
    known = [replace(block, kind=kind) for block, kind in zip(blocks, kinds, strict=True)]
    return tuple(part for block in known for part in _without_dateline(text, block))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Give the paragraphs of a text, trimmed.

    Paragraphs end at a blank line; within one, at a line end that no wrapping
    made: the next line's first word would have fitted on the line.
    """
    lengths = [len(line.group().rstrip()) for line in _LINE.finditer(text)]
    longest = max(lengths, default=0)
    if longest > _WRAPPED and sum(length > _NEARLY * longest for length in lengths) <= 2:
        longest = len(text)  # one line a paragraph: nothing is wrapped
    at = 0
    for gap in [*_BLANK_LINE.finditer(text), None]:
        end = gap.start() if gap else len(text)
        yield from _unwrapped(text, at, end, longest)
        at = gap.end() if gap else end


def _unwrapped(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    lines = [(line.start(), line.end()) for line in _LINE.finditer(text, start, end) if line.group().strip()]
    opened: int | None = None
    for number, (first, last) in enumerate(lines):
        begin = first + len(text[first:last]) - len(text[first:last].lstrip())
        stop = first + len(text[first:last].rstrip())
        opened = begin if opened is None else opened
        if number + 1 < len(lines):
            following = text[slice(*lines[number + 1])].split(maxsplit=1)[0]
            if stop - first + 1 + len(following) > width:
                continue
        yield opened, stop
        opened = None


def furniture_kind(words: str) -> BlockKind:
    """Tell what the wording of a paragraph makes it: a kind of furniture, or body."""
    words = " ".join(words.split())
    score = 0
    short = len(words) <= _LONGEST_LINE
    bare = _QUOTED.sub(" ", words)
    for row in _furniture():
        if row.kind is BlockKind.APPEAL:
            score += row.weight if row.pattern.search(bare) else 0
        elif short and row.pattern.search(words):
            return row.kind
    if _REPORTED.search(words):
        score -= _TOLD_OF
    return BlockKind.APPEAL if score >= _APPEAL_SCORE and _ADDRESSED.search(bare) else BlockKind.BODY


def _extend_appeals(text: str, blocks: Sequence[Block], kinds: list[BlockKind]) -> None:
    """Let an appeal claim the plain lines between its parts, and all that follows once the article has ended."""
    appeals = [number for number, kind in enumerate(kinds) if kind is BlockKind.APPEAL]
    if not appeals:
        return
    near = range(max(0, appeals[0] - _NEAR_END), appeals[0])
    ends = [
        number
        for number in near
        if _TOLD & set(kinds[:number])
        and (kinds[number] is BlockKind.READ_MORE or _signs_off(text, blocks[number], kinds[number]))
    ]
    first = ends[0] if ends else appeals[0]
    for number in range(first + 1, len(kinds)):
        if kinds[number] is BlockKind.BODY:
            after = kinds[number - 1] is BlockKind.APPEAL
            short = len(text[blocks[number].start : blocks[number].end].split()) <= _BUTTON
            between = after and number + 1 < len(kinds) and kinds[number + 1] is BlockKind.APPEAL
            if ends or between or (short and after):
                kinds[number] = BlockKind.APPEAL


def _signs_off(text: str, block: Block, kind: BlockKind) -> bool:
    """Tell the line of whoever posted an article, which ends it."""
    return kind is BlockKind.BYLINE and _SIGNED_OFF.search(text, block.start, block.end) is not None


def _find_headline(text: str, blocks: Sequence[Block], kinds: list[BlockKind]) -> None:
    """Take the first line for a headline if it is short, ends no sentence, and longer text follows."""
    first = next((number for number, kind in enumerate(kinds) if not kind.is_furniture), None)
    if first is None or BlockKind.HEADLINE in kinds or kinds[first] is not BlockKind.BODY:
        return
    words = text[blocks[first].start : blocks[first].end]
    rest = [number for number in range(first + 1, len(kinds)) if kinds[number] is BlockKind.BODY]
    longer = any(blocks[number].end - blocks[number].start > len(words) for number in rest)
    if longer and len(words.split()) <= _HEADLINE and not _SENTENCE_END.search(words) and not _DATELINE.match(words):
        kinds[first] = BlockKind.HEADLINE


def _find_quotes(text: str, blocks: Sequence[Block], kinds: list[BlockKind]) -> None:
    """Mark the paragraphs that a lead-in line gives to somebody else.

    A lead-in that names an outlet ("X reports at The Y:") gives all text up
    to the next furniture or lead-in; any other gives the quoted paragraphs
    after it, or the next one.
    """
    giving: str | None = None
    for number, block in enumerate(blocks):
        if kinds[number] is not BlockKind.BODY:
            giving = None
            continue
        words = text[block.start : block.end]
        if (lead := lead_in(words)) is not None:
            giving = lead
            continue
        if giving is None:
            continue
        quoted = bool(_OPENS_QUOTED.match(words))
        before = kinds[number - 1] is BlockKind.QUOTE
        if giving != "outlet" and before and not quoted:
            giving = None
            continue
        kinds[number] = BlockKind.QUOTE


def lead_in(words: str) -> str | None:
    """Tell whether a paragraph hands over to another voice, and to what: outlet, document or person."""
    if not _LEAD_IN_COLON.search(words) or len(words.split()) > _LEAD_IN:
        return None
    last = re.split(r"(?<=[.!?])\s+(?=[A-Z“\"‘])", words.strip())[-1]
    return next((value for pattern, value in _lead_ins() if pattern.search(last)), None)


def _without_dateline(text: str, block: Block) -> Iterator[Block]:
    """Cut the dateline off a body paragraph, as a block of its own."""
    match = _DATELINE.match(text, block.start, block.end) if block.kind is BlockKind.BODY else None
    town = match["place"].split(",")[0] if match else ""
    if match is None or not (match["agency"] or (town.isupper() and len(town) > 2)):
        yield block
        return
    yield Block(start=block.start, end=block.start + len(match.group().rstrip()), kind=BlockKind.DATELINE)
    yield Block(start=match.end(), end=block.end, kind=block.kind)
