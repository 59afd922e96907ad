"""The Markdown view: claims under their voices, quotations verbatim, nothing that Markdown would take for its own."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import sayso
from sayso import codec
from sayso.brief.notes import escaped

if TYPE_CHECKING:
    from sayso.record import Report

_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _printed(markdown: str) -> str:
    """Give the words that a reader of Markdown prints."""
    inline = chain.from_iterable(token.children or () for token in _MARKDOWN.parse(markdown))
    return "\n".join(token.content for token in inline if token.type == "text")


def _types(markdown: str) -> set[str]:
    tokens = _MARKDOWN.parse(markdown)
    return {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}


@pytest.fixture(scope="module")
def fellgate(guernica: tuple[Report, ...]) -> Report:
    """One report of the example."""
    return guernica[0]


def test_every_statement_stands_under_its_voices(fellgate: Report) -> None:
    """Each claim is indented under the chain of its voices, outermost first."""
    lines = sayso.show(fellgate, "markdown").splitlines()
    for statement in fellgate.statements:
        at = next(n for n, line in enumerate(lines) if f"\\[{statement.id}" in line and "“" in line)
        indent = len(lines[at]) - len(lines[at].lstrip())
        chain_above = []
        for line in reversed(lines[:at]):
            depth = len(line) - len(line.lstrip())
            if depth < indent and line.lstrip().startswith("- **"):
                chain_above.append(line.split("**")[1])
                indent = depth
            if depth == 0 and line.startswith("- **"):
                break
        assert chain_above[::-1] == [escaped(voice.name or "") for voice in statement.voices]


def test_quotations_are_verbatim(guernica: tuple[Report, ...]) -> None:
    """Rendered, every statement's words stand as in the report, but for white space."""
    for report in guernica:
        printed = _printed(sayso.show(report, "markdown"))
        for statement in report.statements:
            assert f"“{' '.join(statement.text.split())}”" in printed


def test_disputes_actors_and_what_it_is(fellgate: Report) -> None:
    """Disputes and actors are there, and that no person has checked it; "certain" is no word of ours."""
    printed = _printed(sayso.show(fellgate, "markdown"))
    assert fellgate.disputes
    assert all(dispute.why in printed for dispute in fellgate.disputes)
    assert all(actor.name in printed for actor in fellgate.actors)
    assert "no person has checked it" in printed
    assert not re.search(r"\bcertain\b", printed)
    rows = [line for line in sayso.show(fellgate, "markdown").splitlines() if line.startswith("| ")]
    assert len(rows) == len(fellgate.actors) + 2


def test_hostile_words_stay_words(fellgate: Report) -> None:
    """Words that are HTML, links or tables elsewhere stay words here."""
    raw = codec.to_json(fellgate)
    for words in ("<script>", "**x**|y|", "[a](b:c)", "`x` ~~y~", "# x\\n- y "):
        assert len(words.replace("\\n", "n")) == len("Guernica")
        hostile = codec.from_json(raw.replace("Guernica", words))
        found = _types(sayso.show(hostile, "markdown"))
        assert not found & {
            "html_inline",
            "html_block",
            "link_open",
            "code_inline",
            "s_open",
            "em_open",
            "image",
            "fence",
        }
        rows = [line for line in sayso.show(hostile, "markdown").splitlines() if line.startswith("| ")]
        assert len(rows) == len(fellgate.actors) + 2


@pytest.mark.parametrize("words", ["\\.", "a\\", "1. x", "- x", "+ x", "12) x", "a\nb", "| x |", "&amp;", "![x](y)"])
def test_marks_print_as_they_are(words: str) -> None:
    """Each of Markdown's own marks is printed."""
    assert _printed(f"- {escaped(words)}") == " ".join(words.split())


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Z"]) | st.sampled_from(list("*_[]()<>#|~&$`\\-+.1! ")),
        max_size=20,
    )
)
def test_escaped_words_print_as_they_are(words: str) -> None:
    """Whatever the words, a reader of Markdown prints them, and nothing else."""
    line = " ".join(words.split())
    assert "".join(_printed(f"- “{escaped(words)}”").splitlines()) == f"“{line}”"
    assert "".join(_printed(f"- {escaped(words)}").splitlines()) == line
