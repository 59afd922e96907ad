"""The small tools of a reading, on a tree built by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factories import reading
from sayso.spans import balanced

if TYPE_CHECKING:
    from sayso.reading.model import Reading

#        0      1       2    3     4    5    6    7      8    9
# "Rebels shelled the town of Homs and burned its market"
SENTENCE = (
    "Rebels/NNS/nsubj/1/rebel shelled/VBD/ROOT/1/shell the/DT/det/3 town/NN/dobj/1 of/IN/prep/3 Homs/NNP/pobj/4//GPE "
    "and/CC/cc/1 burned/VBD/conj/1/burn its/PRP$/poss/9 market/NN/dobj/7"
)
LIST = "Homs/NNP/nsubj/5 ,/,/punct/0 Hama/NNP/conj/0 and/CC/cc/2 Idlib/NNP/conj/2 fell/VBD/ROOT/5/fall"


@pytest.fixture(scope="module")
def made() -> Reading:
    """Two sentences, a block each."""
    return reading(SENTENCE, LIST)


@pytest.mark.parametrize(
    ("i", "edges"),
    [
        (0, (0, 0)),
        (1, (0, 9)),
        (2, (2, 2)),
        (3, (2, 5)),
        (4, (4, 5)),
        (7, (7, 9)),
        (9, (8, 9)),
        (10, (10, 14)),
        (15, (10, 15)),
    ],
)
def test_edges(made: Reading, i: int, edges: tuple[int, int]) -> None:
    """The edges of a token are the first and last token of all that hangs below it."""
    assert made.edges[i] == edges


@pytest.mark.parametrize(
    ("i", "deps", "kids"),
    [
        (1, ("nsubj", "dobj"), [0, 3]),
        (1, ("conj",), [7]),
        (3, ("prep", "det"), [2, 4]),
        (1, ("iobj",), []),
        (1, (), []),
        (0, ("det",), []),
    ],
)
def test_kids(made: Reading, i: int, deps: tuple[str, ...], kids: list[int]) -> None:
    """Kids are what a token governs by the relations named, in text order; kid is the first."""
    assert list(made.kids(i, *deps)) == kids
    assert made.kid(i, *deps) == (kids[0] if kids else None)


def test_children_leave_out_the_root_itself(made: Reading) -> None:
    """A root is its own head but not its own child."""
    assert made.children[1] == (0, 3, 6, 7)
    assert made.children[15] == (10,)


@pytest.mark.parametrize(("i", "found"), [(1, [1, 7]), (7, [7]), (10, [10, 12, 14]), (12, [12, 14]), (3, [3])])
def test_conjuncts(made: Reading, i: int, found: list[int]) -> None:
    """Conjuncts are the token itself and all coordinated after it."""
    assert list(made.conjuncts(i)) == found


@pytest.mark.parametrize(("i", "found"), [(1, []), (0, [1]), (5, [4, 3, 1]), (8, [9, 7, 1]), (14, [12, 10, 15])])
def test_ancestors(made: Reading, i: int, found: list[int]) -> None:
    """Ancestors run from the nearest governor to the root."""
    assert list(made.ancestors(i)) == found


@pytest.mark.parametrize(
    ("i", "text"),
    [(3, "the town of Homs"), (0, "Rebels"), (7, "burned its market"), (10, "Homs , Hama and Idlib")],
)
def test_subtree_quotes_the_document(made: Reading, i: int, text: str) -> None:
    """The words of a phrase are those of the document."""
    span = made.subtree(i)
    assert span.text == text == made.document.text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "start", "end", "whole"),
    [
        ("in [Russia’s] aim", 4, 17, "[Russia’s] aim"),
        ("the aim of [Russia] is", 4, 18, "aim of [Russia]"),
        ("in [Russia’s] aim", 4, 12, "Russia’s"),
        ("in Russia’s] aim", 3, 16, "Russia’s] aim"),
        ("in Russia’s aim", 3, 15, "Russia’s aim"),
    ],
)
def test_span_keeps_brackets_whole(text: str, start: int, end: int, whole: str) -> None:
    """A bracket that a phrase cuts off is taken in where it stands beside it."""
    span = balanced(text, start, end)
    assert span.text == whole == text[span.start : span.end]


def test_sentences_and_blocks(made: Reading) -> None:
    """Each token knows its sentence and its block."""
    assert (made.sentence_of(5).first, made.sentence_of(5).last) == (0, 10)
    assert (made.sentence_of(12).first, made.sentence_of(12).last) == (10, 16)
    assert made.block_of(5) == made.document.blocks[0]
    assert made.block_of(12) == made.document.blocks[1]


def test_entities_are_gathered() -> None:
    """Tokens of one entity make one, the next of the same label another."""
    made = reading(
        "Aleppo/NNP/nsubj/4//GPE Homs/NNP/conj/0//GPE and/CC/cc/1 Deir/NNP/compound/4//GPE Ezzor/NNP/ROOT/4//+GPE"
    )
    assert made.entities == ((0, 1, "GPE"), (1, 2, "GPE"), (3, 5, "GPE"))
