"""Intake: an item comes in, its documents go out.

A document's text is exactly what was read; blocks, byline, title and
publisher stand beside it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sayso.intake.blocks import cut_blocks
from sayso.intake.byline import find_bylines, find_publisher
from sayso.intake.dates import normal_date
from sayso.intake.files import read_bytes
from sayso.intake.language import check_language
from sayso.intake.plain import check_size, decode
from sayso.record import BlockKind, Document, KnownFrom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
        item: A path, or the bytes themselves.
        published: The day or instant of publication, ISO 8601.
        publisher: Who publishes; overrides what the page says.
        url: Where it was published.

    Yields:
        One document for a plain text file.

    Raises:
        ItemError: The item is missing, empty, binary, too large, of another
            encoding or language; the message says what to do.
        UsageError: ``published`` is no date.
    """
    name, raw = read_bytes(item)
    yield document_of(decode(raw, name), name=name, published=published, publisher=publisher, url=url)


def document_of(
    text: str,
    *,
    name: str = "the text",
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Document:
    """Make a document of a text: blocks, title, byline, publisher.

    Raises:
        ItemError: The text is empty, too large or not English.
        UsageError: ``published`` is no date.
    """
    when = normal_date(published) if published else None
    check_size(text, name)
    blocks = cut_blocks(text)
    language = check_language(text, blocks, name)
    known_from = KnownFrom.OPTION if publisher else None
    if publisher is None and (found := find_publisher(text, blocks)):
        publisher, known_from = found, KnownFrom.FURNITURE
    if title is None:
        title = next((text[b.start : b.end] for b in blocks if b.kind is BlockKind.HEADLINE), None)
    return Document(
        id=f"sha256:{hashlib.sha256(text.encode()).hexdigest()}",
        url=url,
        title=title,
        language=language,
        publisher=publisher,
        publisher_from=known_from,
        published=when,
        published_from=KnownFrom.OPTION if when else None,
        bylines=find_bylines(text, blocks),
        text=text,
        blocks=blocks,
    )
