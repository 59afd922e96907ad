"""Reading: a document comes in, a ``Reading`` goes out.

Each text block is parsed by itself, furniture not at all; numbers and
quotation marks are then found on the tokens.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.reading.headlines import headlines_mended
from sayso.reading.model import Reading, Sentence, Token
from sayso.reading.normal import pieces
from sayso.reading.quantities import find_quantities
from sayso.reading.quotations import find_quotations
from sayso.reading.repairs import repaired
from sayso.record import BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.reading.parser import Parser
    from sayso.record import Block, Document

__all__ = ["parse"]


def _nothing() -> None:
    """Check nothing."""


_LABEL = re.compile(r"\W*[A-Z][\w’' ]{3,40}[:.]\s+")  # "Correction:", "Editor’s note:"


def _after_label(text: str, block: Block) -> int:
    """Give where a block's words begin: those of a correction behind its label, which is nobody who speaks."""
    label = _LABEL.match(text, block.start, block.end) if block.kind is BlockKind.CORRECTION else None
    return block.start if label is None or label.end() >= block.end else label.end()


def parse(document: Document, parser: Parser, check: Callable[[], None] = _nothing) -> Reading:
    """Parse the text blocks of a document.

    Args:
        document: With its blocks; only text blocks are read.
        parser: From :func:`sayso.reading.parser.load_parser`.
        check: Called after each piece that was parsed; may raise to stop.

    Returns:
        The reading; offsets are code points of ``document.text``, end excluded.
    """
    parts = [
        (number, piece)
        for number, block in enumerate(document.blocks)
        if not block.kind.is_furniture
        for piece in pieces(document.text, _after_label(document.text, block), block.end)
    ]
    corrections = lexicon.by_pattern("lemma_corrections")
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for (number, piece), words in zip(parts, parser.parse(piece.text for _, piece in parts), strict=True):
        check()
        base = len(tokens)
        for i, word in enumerate(words, base):
            if word.sentence_start:
                if sentences and sentences[-1].last < 0:
                    sentences[-1] = Sentence(sentences[-1].first, i, sentences[-1].block)
                sentences.append(Sentence(i, -1, number))
            tokens.append(
                Token(
                    i,
                    piece.at(word.start),
                    piece.end(word.end),
                    word.text,
                    corrections[lower]["value"] if (lower := word.text.lower()) in corrections else word.lemma.lower(),
                    word.tag,
                    word.pos,
                    word.dep,
                    base + word.head,
                    word.entity,
                    word.entity_start,
                    len(sentences) - 1,
                )
            )
        if sentences and sentences[-1].last < 0:
            sentences[-1] = Sentence(sentences[-1].first, len(tokens), number)
    return reading_of(document, tuple(tokens), tuple(sentences))


def reading_of(document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]) -> Reading:
    """Complete a reading from its tokens: numbers, quotations and the parser's entities."""
    tokens = repaired(headlines_mended(tokens))
    return Reading(
        document=document,
        tokens=tokens,
        sentences=sentences,
        quantities=find_quantities(tokens),
        quotations=find_quotations(document),
        entities=_entities(tokens),
    )


def _entities(tokens: tuple[Token, ...]) -> tuple[tuple[int, int, str], ...]:
    """Give the parser's entities as (first token, last token excluded, label)."""
    found: list[tuple[int, int, str]] = []
    for token in tokens:
        if not token.entity:
            continue
        if found and not token.entity_start and found[-1][1] == token.i and found[-1][2] == token.entity:
            found[-1] = (found[-1][0], token.i + 1, token.entity)
        else:
            found.append((token.i, token.i + 1, token.entity))
    return tuple(found)
