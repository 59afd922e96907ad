"""Documents and readings built by hand, so that rules are tested without the parser."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sayso.attribution import Voices, attribute
from sayso.grounding import Identities, ground
from sayso.grounding.gazetteer import Gazetteer, load_gazetteer
from sayso.reading import reading_of
from sayso.reading.model import Reading, Sentence, Token
from sayso.record import Block, BlockKind, Byline, Document, KnownFrom

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"

_POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "VB": "VERB", "VBD": "VERB", "VBZ": "VERB",
    "VBP": "VERB", "VBG": "VERB", "VBN": "VERB", "MD": "AUX", "IN": "ADP", "TO": "PART", "DT": "DET", "JJ": "ADJ",
    "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV", "CC": "CCONJ", "CD": "NUM", "PRP": "PRON", "PRP$": "PRON", "POS": "PART",
    "RP": "ADP", "WP": "PRON", "WDT": "PRON", "WRB": "ADV", "EX": "PRON",
}  # fmt: skip


def document(
    *blocks: str | tuple[str, BlockKind],
    publisher: str | None = None,
    published: str | None = None,
    bylines: tuple[Byline, ...] = (),
) -> Document:
    """Make a document of blocks, a blank line between them; a bare string is body text."""
    parts = [(block, BlockKind.BODY) if isinstance(block, str) else block for block in blocks]
    text, made = "", []
    for words, kind in parts:
        text += "\n\n" if text else ""
        made.append(Block(start=len(text), end=len(text) + len(words), kind=kind))
        text += words
    return Document(
        id="sha256:test",
        text=text,
        blocks=tuple(made),
        publisher=publisher,
        publisher_from=KnownFrom.OPTION if publisher else None,
        published=published,
        bylines=bylines,
    )


def reading(*sentences: str, **facts: str) -> Reading:
    """Build a reading from sentences in a compact notation, one block a sentence.

    Each word is ``text/TAG/relation/head``, head counted from 0 within its
    sentence, with ``/lemma`` (blanks as ``_``) and ``/LABEL`` (an entity;
    ``+LABEL`` continues one) after it where they differ from the lower-case
    text and none. A root's head is itself.

    ``reading("Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell Homs/NNP/dobj/1//GPE")``
    """
    parsed = [[word.split("/") for word in sentence.split()] for sentence in sentences]
    made = document(*(" ".join(word[0] for word in words) for words in parsed), **facts)
    tokens: list[Token] = []
    bounds: list[Sentence] = []
    for number, words in enumerate(parsed):
        base, at = len(tokens), made.blocks[number].start
        for text, tag, dep, head, *more in words:
            lemma = more[0] if more and more[0] else text.lower()
            label = more[1] if len(more) > 1 else ""
            pos = "AUX" if dep in {"aux", "auxpass"} else _POS.get(tag, "PUNCT")
            tokens.append(
                Token(
                    len(tokens), at, at + len(text), text, lemma, tag, pos, dep, base + int(head),
                    label.lstrip("+"), bool(label) and not label.startswith("+"), number,
                )
            )  # fmt: skip
            at += len(text) + 1
        bounds.append(Sentence(base, len(tokens), number))
    return reading_of(made, tuple(tokens), tuple(bounds))


@cache
def gazetteer() -> Gazetteer:
    """Give the real gazetteer (compiled once for all tests)."""
    return load_gazetteer()


def identities(made: Reading) -> Identities:
    """Ground a reading."""
    return ground(made, gazetteer())


def voices(made: Reading) -> Voices:
    """Ground and attribute a reading."""
    return attribute(made, identities(made))
