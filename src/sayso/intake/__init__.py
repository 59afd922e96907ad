"""Intake: an item comes in, its documents go out.

A document's text is exactly what was read (of a web page, its article);
blocks, byline, title, publisher and dates stand beside it.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.intake.blocks import cut_blocks
from sayso.intake.byline import find_bylines, find_publisher
from sayso.intake.dates import normal_date
from sayso.intake.files import read_bytes
from sayso.intake.html import is_html, read_page
from sayso.intake.language import check_language
from sayso.intake.metadata import Metadata, read_metadata
from sayso.intake.plain import check_size, decode
from sayso.record import BlockKind, Byline, Document, KnownFrom

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sayso.intake.metadata import Found
    from sayso.record import Block

__all__ = ["document_of", "open_reports"]


def open_reports(
    item: str | Path | bytes,
    *,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Iterator[Document]:
    """Open an item and give its documents.

    Args:
        item: A path, or the bytes themselves: UTF-8 text or a web page.
        published: The day or instant of publication, ISO 8601; like the other
            options it goes before what the page says.
        publisher: Who publishes.
        url: Where it was published.

    Yields:
        One document for a text file or a web page.

    Raises:
        ItemError: The item is missing, empty, binary, too large, of another
            encoding or language, or a page without an article; the message
            says what to do.
        UsageError: ``published`` is no date.
    """
    name, raw = read_bytes(item)
    if is_html(raw):
        page = read_page(raw, name)
        found = read_metadata(page.tree, page.text, page.blocks)
        document = _document(page.text, page.blocks, name, found, published=published, publisher=publisher, url=url)
    else:
        document = document_of(decode(raw, name), name=name, published=published, publisher=publisher, url=url)
    yield document


def document_of(
    text: str,
    *,
    name: str = "the text",
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Document:
    """Make a document of a plain text: blocks, title, byline, publisher.

    Raises:
        ItemError: The text is empty, too large or not English.
        UsageError: ``published`` is no date.
    """
    if published is not None:
        normal_date(published)
    check_size(text, name)
    document = _document(text, cut_blocks(text), name, Metadata(), published=published, publisher=publisher, url=url)
    return replace(document, title=title) if title is not None else document


def _document(
    text: str,
    blocks: Sequence[Block],
    name: str,
    found: Metadata,
    *,
    published: str | None,
    publisher: str | None,
    url: str | None,
) -> Document:
    """Put a document together: options first, then the page's metadata, then what its blocks tell."""
    language = check_language(text, blocks, name)
    title = found.title.value if found.title else None
    who, who_from = (publisher, KnownFrom.OPTION) if publisher else _of(found.publisher)
    if who is None and (named := find_publisher(text, blocks)):
        who, who_from = named, KnownFrom.FURNITURE
    when, when_from = (normal_date(published), KnownFrom.OPTION) if published else _of(found.published)
    updated, updated_from = _of(found.updated)
    return Document(
        id=f"sha256:{hashlib.sha256(text.encode()).hexdigest()}",
        url=url,
        title=title or next((text[b.start : b.end] for b in blocks if b.kind is BlockKind.HEADLINE), None),
        language=language,
        publisher=who,
        publisher_from=who_from,
        published=when,
        published_from=when_from,
        updated=updated,
        updated_from=updated_from,
        bylines=_bylines(text, blocks, found),
        text=text,
        blocks=tuple(blocks),
    )


def _of(found: Found | None) -> tuple[str | None, KnownFrom | None]:
    return (found.value, found.known_from) if found else (None, None)


def _bylines(text: str, blocks: Sequence[Block], found: Metadata) -> tuple[Byline, ...]:
    """Give the people that only the page's metadata names, then those of its visible lines."""
    seen = find_bylines(text, blocks)
    visible = {byline.name.lower() for byline in seen}
    unseen = [person for person in found.people if person.name.lower() not in visible]
    named = [Byline(name=one.name, role=one.role, outlet=one.outlet, start=None, end=None) for one in unseen]
    return (*named, *seen)
