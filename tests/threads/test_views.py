"""A situation as text, notes, page and JSON: every entry in each, with voices, date, quotation and report."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from markupsafe import escape

import sayso
from records import Said, report
from sayso.brief import SITUATION_FORMATS
from sayso.brief.situation import situation_schema
from sayso.errors import UsageError
from sayso.record import Certainty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.record import Report
    from sayso.threads import Situation


@pytest.fixture(scope="module")
def found(velmora: Sequence[Report], guernica: Sequence[Report]) -> Situation:
    """Both examples side by side."""
    return sayso.situation([*velmora, *guernica])


def _plain(view: str) -> str:
    return " ".join(view.split())


@pytest.mark.parametrize("name", SITUATION_FORMATS)
def test_each_entry_is_there(found: Situation, name: str) -> None:
    """Id, quotation, last voice and place in the report of every entry, in every format; and that nobody checked it."""
    view = sayso.show(found, name)
    if name == "markdown":
        view = re.sub(r"\\(?=[\[\]*_-])", "", view)
    plain = _plain(view)
    assert "no person has checked it" in plain
    for thread in found.threads:
        for entry in thread.entries:
            statement = entry.statement
            assert re.search(rf"\b{entry.id}\b", plain)
            if "[name withheld]" not in plain or not any(one.private for one in entry.holders):
                words = _plain(statement.text)
                assert (str(escape(words)) if name == "html" else words) in plain
            assert (f'"start": {statement.start},' if name == "json" else f"{statement.start}–{statement.end}") in plain


def test_certain_is_never_a_bare_word(found: Situation) -> None:
    """How surely is said in words, with whoever says it."""
    for name in ("text", "markdown", "html"):
        assert not re.search(rf"\b{Certainty.CERTAIN}\b", sayso.show(found, name))
    text = sayso.show(found, "text")
    assert "stated flatly by The Lantern Post: control: Mosswater Brigade gains" in text
    assert "denies control: Mosswater Brigade gains" in text
    assert "from Karsk Army" in text


def test_why_in_words(found: Situation) -> None:
    """Who stands against whom is said with the other's voice, words and day, in both entries."""
    entries = {e["quote"]: e for t in json.loads(sayso.show(found, "json"))["threads"] for e in t["entries"]}
    claim = entries["The Mosswater Brigade captured the town of Velmora"]
    denial = entries["the Mosswater Brigade had captured the town of Velmora"]
    (mark,) = claim["against"]
    assert (mark["entry"], mark["reason"]) == (denial["id"], "denied")
    assert mark["why"] == (
        "Karsk Army: denies control: Mosswater Brigade gains, 2026-03-05, the day of publication: one says that it is "
        "so, the other that it is not"
    )
    assert claim["id"] in {other["entry"] for other in denial["against"]}


def test_json_fits_its_schema(found: Situation) -> None:
    """The printed format fits the schema made from its types, and holds no coordinates."""
    Draft202012Validator.check_schema(situation_schema())
    view = sayso.show(found, "json")
    Draft202012Validator(situation_schema()).validate(json.loads(view))
    assert json.loads(view)["format"] == "sayso-situation/1"
    assert '"lat"' not in view


def test_quotations_are_verbatim(found: Situation) -> None:
    """A quotation is the report's text at its place, but for names withheld."""
    texts = {report.id: report.document.text for report in found.reports}
    for thread in json.loads(sayso.show(found, "json"))["threads"]:
        for entry in thread["entries"]:
            there = texts[entry["report"]][entry["start"] : entry["end"]]
            around = entry["quote"].split("[name withheld]")
            assert re.fullmatch(".+".join(map(re.escape, around)), there, re.DOTALL)


def test_text_is_100_columns(found: Situation) -> None:
    """No line of the terminal's view is longer, but for what cannot be broken."""
    assert max(map(len, sayso.show(found, "text").splitlines())) <= 100


def test_hostile_words_stay_words() -> None:
    """Words that are HTML or Markdown elsewhere stay words here."""
    hostile = "<script>x</script> [a](b:c) **b**"
    view = sayso.situation([report("Outlet <b>", Said(words=hostile, holder="A <i>", voice="*V*"))])
    page = sayso.show(view, "html")
    assert "<script>" not in page
    assert str(escape(hostile)) in page
    tokens = MarkdownIt("commonmark").parse(sayso.show(view, "markdown"))
    kinds = {child.type for token in tokens for child in token.children or ()} | {token.type for token in tokens}
    assert not kinds & {"html_inline", "html_block", "link_open"}
    assert "<script>" not in "".join(
        child.content for t in tokens for child in t.children or () if child.type != "text"
    )


def test_unknown_format(found: Situation) -> None:
    """A format that only reports have is a clear error."""
    with pytest.raises(UsageError, match="choose one of text, html, markdown, json"):
        sayso.show(found, "geojson")
