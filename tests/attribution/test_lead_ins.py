"""Lead-in lines that hand whole paragraphs to another voice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from factories import reading, voices
from sayso.record import AlterationKind, BlockKind, Certainty, Form, Polarity

if TYPE_CHECKING:
    from sayso.attribution import Voices
    from sayso.reading.model import Reading

LEAD_IN = (
    "Jon/NNP/compound/1//PERSON Arana/NNP/nsubj/2//+PERSON reports/VBZ/ROOT/2/report "
    "at/IN/prep/2 The/DT/det/5//ORG Independent/NNP/pobj/3//+ORG :/:/punct/2//+ORG"
)
FIRST = (
    "Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell Homs/NNP/dobj/1//GPE [/XX/dep/1 "
    "…/NFP/punct/1 ]/XX/dobj/1 on/IN/prep/1 Monday/NNP/pobj/6//DATE"
)
SECOND = (
    "Monitors/NNS/nsubj/1/monitor say/VBP/ROOT/1 that/IN/mark/7 [/-LRB-/punct/6 "
    "Russian/JJ/amod/6//NORP ]/-RRB-/punct/6 planes/NNS/nsubj/7/plane bombed/VBD/ccomp/1/bomb "
    "rebels/NNS/dobj/7/rebel"
)


def _quoted(*sentences: str) -> Reading:
    """Give a reading whose sentences, but for the first, are paragraphs set off as a quotation."""
    made = reading(*sentences)
    first, *others = made.document.blocks
    blocks = (first, *(replace(block, kind=BlockKind.QUOTE) for block in others))
    return replace(made, document=replace(made.document, blocks=blocks))


def _voices() -> tuple[Reading, Voices]:
    made = _quoted(LEAD_IN, FIRST, SECOND)
    return made, voices(made)


def test_block() -> None:
    """The lead-in gives source, cue and outlet; each paragraph is a content."""
    _, found = _voices()
    (block,) = [q for q in found.attributions if q.form is Form.BLOCK]
    assert block.source is not None
    assert block.source.text == "Jon Arana"
    assert block.cue is not None
    assert block.cue.text == "reports"
    assert block.outlet is not None
    assert block.outlet.text == "The Independent"
    assert len(block.content) == 2


def test_alterations() -> None:
    """What an editor left out and put in is marked, brackets included."""
    made, found = _voices()
    (block,) = [q for q in found.attributions if q.form is Form.BLOCK]
    text = made.document.text
    assert [(a.kind, text[a.start : a.end]) for a in block.alterations] == [
        (AlterationKind.ELLIPSIS, "[ … ]"),
        (AlterationKind.INSERTION, "[ Russian ]"),
    ]


def test_voices_of_the_block() -> None:
    """In the quotation speak the report, then the outlet quoted, then its journalist, then whom he cites."""
    made, found = _voices()
    at = made.document.text.index("bombed")
    names = [v.name for v in found.behind(at, at + 6, Polarity.POSITIVE, Certainty.CERTAIN)]
    assert names[:3] == [None, "The Independent", "Jon Arana"]
    assert len(names) == 4
    at = made.document.text.index("shelled")
    names = [v.name for v in found.behind(at, at + 7, Polarity.POSITIVE, Certainty.CERTAIN)]
    assert names == [None, "The Independent", "Jon Arana"]


def test_citation_inside_the_block() -> None:
    """What is cited inside the quotation lies inside the block's attribution."""
    _, found = _voices()
    (block,) = [q for q in found.attributions if q.form is Form.BLOCK]
    (inner,) = [q for q in found.attributions if q.form is not Form.BLOCK]
    assert inner.parent == block.id


def test_quotation_without_a_source() -> None:
    """Paragraphs set off behind a line that names nobody keep an attribution with source None."""
    found = voices(_quoted("The/DT/det/1 raid/NN/ROOT/1 :/:/punct/1", FIRST))
    (block,) = found.attributions
    assert (block.form, block.source) == (Form.BLOCK, None)
