"""Text as the parser gets it, with the way back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.normal import pieces


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("one two", "one two"),
        ("one  two", "one two"),
        ("one\ntwo", "one two"),
        ("one\r\ntwo", "one two"),
        ("one\u00a0two", "one two"),
        ("one \u00a0\t\n two  three\nfour", "one two three four"),
        ("one\u2003two", "one two"),
        ("“one”\n– two", "“one” – two"),
        ("e\u0301 👍🏽\n\nx", "e\u0301 👍🏽 x"),
        ("[the army’s] aim", "the army's aim"),
        ("it [t]ook\n[them] in", "it took them in"),
    ],
)
def test_white_space_is_folded_and_brackets_left_out(text: str, folded: str) -> None:
    """Runs of white space become one blank, square brackets nothing, and every other character leads back."""
    (piece,) = pieces(text, 0, len(text))
    assert piece.text == folded
    assert [text[piece.at(n)].replace("’", "'") for n, character in enumerate(folded) if character != " "] == [
        character for character in folded if character != " "
    ]


@pytest.mark.parametrize("text", ["''Go,'' he said", "``Go,'' he said", ",,Go,'' he said"])
def test_typed_marks_are_one_character(text: str) -> None:
    """Marks typed as two characters reach the parser as one, and a word's end counts both."""
    (piece,) = pieces(text, 0, len(text))
    assert piece.text == '"Go," he said'
    assert [text[piece.at(n) : piece.end(n + 1)] for n in (0, 1, 4)] == [text[:2], "G", "''"]


def test_only_the_stretch_asked_for_is_given() -> None:
    """A piece holds its stretch, at offsets of the whole text."""
    text = "skip this. one\n\ntwo. and this"
    (piece,) = pieces(text, 11, 20)
    assert piece.text == "one two."
    assert [piece.at(n) for n in range(len(piece.text))] == [11, 12, 13, 14, 16, 17, 18, 19]


def test_empty_stretch_gives_no_piece() -> None:
    """Where there is nothing there is no piece."""
    assert list(pieces("text", 2, 2)) == []


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        pytest.param("They left at dawn. " * 3000, {"."}, id="at-sentence-ends"),
        pytest.param("He said “go.” " * 3000, {"”"}, id="behind-closing-marks"),
        pytest.param("word " * 9000, {"d"}, id="at-word-ends"),
        pytest.param("word\n" * 9000, {"d"}, id="at-line-ends"),
        pytest.param("x" * 45000, {"x"}, id="anywhere-if-need-be"),
    ],
)
def test_long_blocks_are_cut(text: str, ends: set[str]) -> None:
    """A very long block comes in pieces that end with a sentence, else with a word, and lose nothing."""
    found = list(pieces(text, 0, len(text)))
    assert len(found) > 1
    assert all(len(piece.text) <= 20_000 for piece in found)
    assert "".join(piece.text for piece in found).split() == text.split()
    assert {piece.text.rstrip()[-1] for piece in found} == ends


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([" ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u2003", ".", "a", "[", "]"]),
            st.text(max_size=6),
        )
    )
    .map("".join)
    .flatmap(lambda text: st.tuples(st.just(text), st.integers(0, len(text)), st.integers(0, len(text))))
)
def test_every_character_leads_back(case: tuple[str, int, int]) -> None:
    """Whatever the text, each character of a piece is the one at its offset; only white space and brackets go."""
    text, one, other = case
    start, end = min(one, other), max(one, other)
    reached: list[int] = []
    for piece in pieces(text, start, end):
        for n, character in enumerate(piece.text):
            at = piece.at(n)
            assert start <= at < end
            assert text[at] == character or (character == " " and text[at].isspace())
            if not character.isspace():
                reached.append(at)
    assert reached == [n for n in range(start, end) if not text[n].isspace() and text[n] not in "[]"]
