"""The text of a report as HTML, with voices, statements and mentions marked in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from sayso.brief.phrases import cited
from sayso.brief.segments import Close, Open, Range, common, last_starts, pieces, segments
from sayso.record import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.brief.segments import Piece, Segment
    from sayso.record import Report

_CONTENT, _CITING, _STATEMENT, _MENTION = range(4)
_DEEPEST = 3  # more lines under a word than three cannot be told apart


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A block of the page, or the white space between two (``kind`` None)."""

    start: int
    end: int
    kind: BlockKind | None
    voices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """The marked text, and the statements whose marks had to be split."""

    html: Markup
    split: tuple[str, ...]


def article(report: Report) -> Article:
    """Mark a report's text: attributions nested, statements and mentions with their anchors.

    The text within the HTML is ``report.document.text``, character by
    character (NUL, which HTML cannot hold, becomes U+FFFD). A voice that
    fills whole blocks becomes a box around them, any other marks within the
    lines. Statement ``s1`` is found at ``#w-s1``, the second mention of
    actor ``a1`` at ``#m-a1-2``, place ``p1`` at ``#m-p1``.
    """
    text = report.document.text
    stretches = _stretches(report)
    found = segments(len(text), _ranges(report), (stretch.start for stretch in stretches))
    writer = _Writer(report, _share(found, stretches))
    for number, stretch in enumerate(stretches):
        writer.write(number, stretch)
    return Article(writer.finish(), tuple(dict.fromkeys(writer.split)))


class _Writer:
    """Writes stretch after stretch, and remembers which boxes and marks are open."""

    def __init__(self, report: Report, parts: list[list[Segment]]) -> None:
        self.split: list[str] = []
        self._text = report.document.text
        self._voices = {q.id: cited(q, report) for q in report.attributions}
        self._parts = parts
        self._last = last_starts(part for some in parts for part in some)
        self._seen: set[Range] = set()
        self._boxes: tuple[str, ...] = ()
        self._kind: BlockKind | None = None
        self._out: list[Markup] = []

    def write(self, number: int, stretch: _Stretch) -> None:
        """Write one stretch of the page."""
        if stretch.kind is None:
            self._out.append(_text(self._text[stretch.start : stretch.end]))
            return
        self._turn(stretch.voices)
        self._out.append(self._paragraph(stretch.kind))
        self._out += self._marked(pieces(self._text, self._parts[number], self._seen, self._last))
        self._out.append(Markup("</p>"))

    def finish(self) -> Markup:
        """Close what is open and give the whole."""
        self._turn(())
        return Markup("").join(self._out)

    def _turn(self, voices: tuple[str, ...]) -> None:
        """Close the boxes of voices that end, and open those that begin."""
        kept = common(self._boxes, voices)
        self._out += (Markup("</div>") for _ in self._boxes[kept:])
        for voice in voices[kept:]:
            self._out.append(Markup('<div class="voice" data-voice="{}">').format(self._voices[voice]))
        self._boxes = voices

    def _paragraph(self, kind: BlockKind) -> Markup:
        """Begin a block; furniture says what it is where its kind changes."""
        changed, self._kind = kind is not self._kind, kind
        if not kind.is_furniture:
            return Markup('<p class="block {}" dir="auto">').format(kind.value)
        label = Markup(' data-label="{}, not read for content"').format(kind.value.replace("-", " ")) if changed else ""
        return Markup('<p class="block furniture"{} dir="auto">').format(label)

    def _marked(self, found: Iterator[Piece]) -> Iterator[Markup]:
        inner = 0
        for piece in found:
            if isinstance(piece, str):
                yield _text(piece)
                continue
            if piece.range.layer == _CONTENT:
                inner += 1 if isinstance(piece, Open) else -1
            if isinstance(piece, Close):
                yield _end(piece)
                continue
            if piece.range.layer == _STATEMENT and not piece.first:
                self.split.append(piece.range.key)
            yield _begin(piece, min(inner, _DEEPEST))


def _stretches(report: Report) -> list[_Stretch]:
    """Partition the text into blocks and what is between; words outside all blocks count as body."""
    document = report.document
    found: list[_Stretch] = []
    at = 0
    filling = _filling(report)
    for block in sorted(document.blocks, key=lambda block: (block.start, block.end)):
        start, end = max(at, block.start), min(block.end, len(document.text))
        if start >= end:
            continue
        found += _between(document.text, at, start)
        found.append(_Stretch(start, end, block.kind, tuple(filling.get((start, end), ()))))
        at = end
    return [*found, *_between(document.text, at, len(document.text))]


def _between(text: str, start: int, end: int) -> list[_Stretch]:
    if start == end:
        return []
    return [_Stretch(start, end, BlockKind.BODY if text[start:end].strip() else None)]


def _filling(report: Report) -> dict[tuple[int, int], list[str]]:
    """Give the attributions whose content fills a stretch, outermost first."""
    parents = {q.id: q.parent for q in report.attributions}
    found: dict[tuple[int, int], list[str]] = {}
    for q in sorted(report.attributions, key=lambda q: _depth(q.id, parents)):
        for span in q.content:
            found.setdefault((span.start, span.end), []).append(q.id)
    return found


def _depth(attribution: str, parents: Mapping[str, str | None]) -> int:
    """Count the attributions around one; a circle of parents (no record of ours has one) ends the count."""
    seen = {attribution}
    at = parents[attribution]
    while at is not None and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return len(seen) - 1


def _ranges(report: Report) -> Iterator[Range]:
    for q in report.attributions:
        for span in q.content:
            yield Range(_CONTENT, span.start, span.end, q.id)
        if q.source is not None:
            yield Range(_CITING, q.source.start, q.source.end, f"{q.id} source")
        if q.cue is not None:
            yield Range(_CITING, q.cue.start, q.cue.end, f"{q.id} cue")
    for statement in report.statements:
        yield Range(_STATEMENT, statement.start, statement.end, statement.id)
    for actor in report.actors:
        for number, mention in enumerate(actor.mentions, 1):
            yield Range(_MENTION, mention.start, mention.end, f"{actor.id}-{number}")
    for place in report.places:
        yield Range(_MENTION, place.start, place.end, place.id)


def _share(found: Iterator[Segment], stretches: Sequence[_Stretch]) -> list[list[Segment]]:
    """Give each stretch its segments; a voice that is a box around it needs no marks in it."""
    shared: list[list[Segment]] = [[] for _ in stretches]
    number = 0
    for part in found:
        while part.start >= stretches[number].end:
            number += 1
        stretch = stretches[number]
        if stretch.kind is not None:
            kept = tuple(one for one in part.ranges if one.layer != _CONTENT or one.key not in stretch.voices)
            shared[number].append(part._replace(ranges=kept))
    return shared


def _begin(piece: Open, inner: int) -> Markup:
    layer, key = piece.range.layer, piece.range.key
    if layer == _CONTENT:
        return Markup('<span class="content d{}">').format(inner)
    if layer == _CITING:
        return Markup('<span class="{}">').format(key.rpartition(" ")[2])
    anchor = f"{'w' if layer == _STATEMENT else 'm'}-{key}"
    name = Markup(' id="{}"').format(anchor) if piece.first else ""
    return Markup('<span class="{}"{}>').format(f"words {anchor}" if layer == _STATEMENT else "mention", name)


def _end(piece: Close) -> Markup:
    """Close a mark; after a statement's last words stands the way to it, a number without text of its own."""
    if piece.range.layer != _STATEMENT or not piece.last:
        return Markup("</span>")
    key = piece.range.key
    return Markup('</span><a class="to" href="#{0}" data-n="{0}" aria-label="Statement {0}"></a>').format(key)


def _text(words: str) -> Markup:
    """Escape words; a carriage return is written so that no reader of HTML turns it into a line feed."""
    return escape(words.replace("\0", "\ufffd")).replace("\r", Markup("&#13;"))
