"""What a brief is before it has a format: sections of sentences, each with the passages that bear it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.record import Place

FORMAT = "sayso-brief/1"
POST_FORMAT = "sayso-post/1"
CUT = "[…]"  # where a quotation skips words of the report; the mark is ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that are not ours: a name, or a quotation.

    ``passage`` is the number of the passage that a quotation stands in,
    ``None`` for a name.
    """

    text: str
    passage: int | None = None


Piece = str | Words  # a plain string is our own


def plain(pieces: Iterable[Piece]) -> str:
    """Give pieces as plain words."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: its pieces in order, and the numbers of the passages that bear it.

    ``said`` is false for what the brief says of itself (its filters, its
    order): such a sentence needs no source.
    """

    pieces: tuple[Piece, ...]
    passages: tuple[int, ...] = ()
    said: bool = True

    @property
    def text(self) -> str:
        """The sentence as plain words."""
        return plain(self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Sentences that belong together, under a word or two in the margin."""

    label: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with paragraphs; ``key`` names it in addresses and in JSON.

    ``incident`` is an incident's id and ``status`` where it stands, for a section
    about one; ``place`` is where, for the map alone.
    """

    key: str
    heading: tuple[Piece, ...]
    paragraphs: tuple[Paragraph, ...]
    incident: str | None = None
    status: str | None = None
    place: Place | None = None

    @property
    def title(self) -> str:
        """The heading as plain words."""
        return plain(self.heading)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One line of the timeline; ``day`` is ISO 8601, or ``None`` where it is not known."""

    day: str | None
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words that bear a sentence.

    ``statements`` are the ids of those that rest on it. ``start`` and ``end``
    count code points of the report's text; ``text`` is
    that stretch, white space made single and long ones cut (``CUT``).
    ``voices`` are names, outermost first; ``source`` is the number of the
    report in the list of sources; ``link`` leads to the words on the web.
    """

    number: int
    report: str
    statements: tuple[str, ...]
    start: int
    end: int
    text: str
    voices: tuple[str, ...]
    source: int
    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report that the brief rests on; ``copy_of`` is the origin that it carries, if it is not its own."""

    number: int
    report: str
    title: str | None
    publisher: str | None
    published: str | None
    bylines: tuple[str, ...]
    url: str | None
    copy_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A brief: head, lead, sections, timeline, passages, sources, foot."""

    title: str
    head: tuple[Sentence, ...]
    lead: tuple[Sentence, ...]
    incidents: tuple[Section, ...]
    apart: tuple[Section, ...]
    days: tuple[Day, ...]
    passages: tuple[Passage, ...]
    sources: tuple[Source, ...]
    foot: tuple[Sentence, ...]
    written: str | None = None
    version: str = ""
