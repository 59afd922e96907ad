"""Web pages: the article with its structure, what the page says of itself, and pages that hold none."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import ItemError
from sayso.intake import open_reports
from sayso.record import BlockKind, Document

PAGES = Path(__file__).parent / "pages"

PARAGRAPHS = """
<p>Shells fell on the market of Tarsa on Friday morning, killing nine people, the regional health office said.</p>
<p>The army denied that it had fired. A spokesman said that its guns had been silent for two days and two nights.</p>
<p>Residents said that they had counted eleven blasts before the sirens sounded over the harbour and the old town.</p>
"""


def _open(raw: str) -> Document:
    (document,) = open_reports(raw.encode())
    return document


def _page(head: str = "", before: str = "", after: str = "") -> Document:
    return _open(
        f"<!DOCTYPE html><html lang='en'><head>{head}</head><body><nav><a href='/'>Home</a></nav><article>{before}"
        f"{PARAGRAPHS}{after}</article><footer>Contact</footer></body></html>"
    )


def _kinds(document: Document) -> dict[str, BlockKind]:
    return {document.text[block.start : block.end]: block.kind for block in document.blocks}


@pytest.mark.parametrize(
    ("markup", "words", "kind"),
    [
        ("<h1>Shells fall on Tarsa market</h1>", "Shells fall on Tarsa market", BlockKind.HEADLINE),
        ("<h1>Shells fall</h1><p class='byline'>By Jane Roe</p>", "By Jane Roe", BlockKind.BYLINE),
    ],
)
def test_what_stands_before_the_text(markup: str, words: str, kind: BlockKind) -> None:
    """Headline and byline are kept, each as what it is."""
    assert _kinds(_page(before=markup))[words] is kind


@pytest.mark.parametrize(
    ("markup", "words", "kind"),
    [
        (
            "<blockquote><p>We heard the first shell at nine and the last at noon.</p></blockquote>",
            "We heard the first shell at nine and the last at noon.",
            BlockKind.QUOTE,
        ),
        (
            "<ul><li>Nine people were killed in the market.</li><li>Forty were wounded near the port.</li></ul>",
            "Nine people were killed in the market.",
            BlockKind.LIST,
        ),
        (
            "<p>Correction: an earlier version of this report misstated the number of the dead in the market.</p>",
            "Correction: an earlier version of this report misstated the number of the dead in the market.",
            BlockKind.CORRECTION,
        ),
    ],
)
def test_structure_is_kept(markup: str, words: str, kind: BlockKind) -> None:
    """Quotations, lists and corrections keep their kind."""
    closing = "<p>The governor is expected to visit the town on Sunday, his office said in a statement.</p>"
    assert _kinds(_page(after=markup + closing))[words] is kind


@pytest.mark.parametrize(
    "words",
    [
        "If you value our work, please support our journalism: give what you can today.",
        "Sign up for our morning newsletter.",
        "Share this article",
        "This article first appeared in The Harbour Gazette.",
    ],
)
@pytest.mark.parametrize("markup", ["<p>{}</p>", "<div class='promo-box'><p>{}</p></div>"])
def test_furniture_among_the_text_is_not_read(markup: str, words: str) -> None:
    """What the publisher wraps around the article is no text, even inside the article's own element."""
    document = _page(after=markup.format(words))
    read = " ".join(document.text[b.start : b.end] for b in document.blocks if not b.kind.is_furniture)
    assert words not in read
    assert "Residents said that they had counted eleven blasts" in read


JSON_LD = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Shells fall on Tarsa",
"datePublished": "2021-03-04T09:15:00+03:00", "dateModified": "2021-03-05T10:00:00Z",
"author": [{"@type": "Person", "name": "Jane Roe"}], "publisher": {"name": "Northwire"}}</script>"""
OPENGRAPH = """<meta property="og:title" content="Shells on Tarsa">
<meta property="og:site_name" content="Harbour Gazette">
<meta property="article:published_time" content="2021-03-04T11:00:00+02:00">"""


def test_json_ld_goes_first() -> None:
    """JSON-LD is trusted before OpenGraph; instants are in UTC, the update apart from the publication."""
    document = _page(head=JSON_LD + OPENGRAPH)
    assert (document.title, document.publisher, document.publisher_from) == (
        "Shells fall on Tarsa",
        "Northwire",
        "json-ld",
    )
    assert (document.published, document.published_from) == ("2021-03-04T06:15:00Z", "json-ld")
    assert (document.updated, document.updated_from) == ("2021-03-05T10:00:00Z", "json-ld")
    assert [(b.name, b.role, b.start) for b in document.bylines] == [("Jane Roe", "reporter", None)]


def test_opengraph_then_meta() -> None:
    """Without JSON-LD, OpenGraph tells; without both, meta tags do."""
    document = _page(head=OPENGRAPH)
    assert (document.publisher, document.publisher_from) == ("Harbour Gazette", "opengraph")
    assert (document.published, document.published_from) == ("2021-03-04T09:00:00Z", "opengraph")
    document = _page(head='<meta name="date" content="2021-03-04"><meta name="publisher" content="Tarsa Post">')
    assert (document.published, document.published_from) == ("2021-03-04", "meta")
    assert (document.publisher, document.publisher_from) == ("Tarsa Post", "meta")


def test_visible_time() -> None:
    """A time element is a visible date; one without a zone gives the day alone."""
    document = _page(before="<h1>Shells fall on Tarsa</h1><time datetime='2021-03-04T09:15:00'>4 March</time>")
    assert (document.published, document.published_from) == ("2021-03-04", "visible")


def test_relative_dates_are_none() -> None:
    """A date counted from today is none: the clock is not looked at."""
    document = _page(before="<h1>Shells fall on Tarsa</h1><p class='date'>Updated 2 days ago</p>")
    assert (document.published, document.updated) == (None, None)


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00+05:00", "2021-13-45", "9999-12-31T23:59:59-05:00", "soon"])
def test_dates_that_are_none(when: str) -> None:
    """A page's impossible date is passed over, and the page is read."""
    document = _page(head=f'<meta property="article:published_time" content="{when}">')
    assert (document.published, document.published_from) == (None, None)


def test_broken_json_ld_is_no_reason_not_to_read() -> None:
    """Broken metadata is passed over."""
    head = '<script type="application/ld+json">{"@type": "NewsArticle", </script>' + OPENGRAPH
    assert _page(head=head).publisher == "Harbour Gazette"


def test_options_go_first() -> None:
    """What the user says goes before what the page says."""
    raw = f"<html><head>{JSON_LD}</head><body><article>{PARAGRAPHS}</article></body></html>".encode()
    (document,) = open_reports(raw, published="2021-03-01", publisher="Tarsa Post")
    assert (document.published, document.published_from) == ("2021-03-01", "option")
    assert (document.publisher, document.publisher_from) == ("Tarsa Post", "option")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("index-page", "no article"),
        ("enable-javascript", "no article"),
        ("french-page", "another language (fr)"),
        ("spanish-page", "another language (es)"),
    ],
)
def test_pages_that_cannot_be_read(name: str, says: str) -> None:
    """A page without an article, or in another language, is a clear error that names the file."""
    path = PAGES / "errors" / f"{name}.html"
    with pytest.raises(ItemError) as caught:
        list(open_reports(path))
    assert says in str(caught.value)
    assert str(path) in str(caught.value)
