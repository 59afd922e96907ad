"""Web pages: the only file that knows trafilatura and lxml."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sayso import lexicon
from sayso.errors import ItemError
from sayso.intake.blocks import classify, furniture_kind, paragraphs
from sayso.record import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LOOKS_LIKE_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|table|title|meta)\b", re.IGNORECASE)
_SNIFFED = 2_000  # bytes at the front in which a page shows itself

_BLOCKS = lexicon.values("html_tags", "block")
_SKIPPED = lexicon.values("html_tags", "skipped")
_HEADINGS = frozenset(f"h{rank}" for rank in range(1, 7))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAMED = ("class", "id", "role", "itemprop", "rel", "data-component", "data-testid")
# A line break that the page sets, kept apart from line ends of its source; two of them end a paragraph.
_BREAK = "\x00"
_QUOTED = ("“", "”")
_BREAKS = re.compile(r"\x00\s*\x00[\s\x00]*")
_AROUND_LINK = 3  # signs beside a link ("»", a bullet) that still leave a line nothing but a link
_SIGN = re.compile(r"[^\w]+")
_SURE_LENGTH = 25  # signs; a shorter text counts as kept only if it is a whole kept paragraph
_STANDFIRST = 8  # words of a line before the text that may be its standfirst
_PARAGRAPH = 12  # words of a paragraph that makes a page an article
_ARTICLE = 40  # words of text that make a page an article
_MOSTLY = 0.5  # of the text: a name that would turn so much of it into furniture is not about furniture

# Furniture that may stand before the text and still be the article's.
_HEAD_MATTER = frozenset({BlockKind.BYLINE, BlockKind.STAMP, BlockKind.HEADLINE})


@dataclass(frozen=True, slots=True)
class Leaf:
    """One stretch of a page's text between block-level marks.

    ``around`` are the elements around it, nearest first; ``linked`` tells
    that it is a link and nothing else.
    """

    text: str
    around: tuple[Any, ...]
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page's article as text and blocks, and its parsed tree for metadata."""

    text: str
    blocks: tuple[Block, ...]
    tree: Any


def is_html(raw: bytes) -> bool:
    """Tell whether bytes are a web page."""
    return _LOOKS_LIKE_HTML.search(raw[:_SNIFFED].lstrip()) is not None and raw.lstrip()[:1] == b"<"


def read_page(raw: bytes, name: str) -> Page:
    """Find the article in a web page.

    trafilatura tells what is main text; the page's own marks tell what each
    paragraph is (heading, quotation, list, caption), and names of elements
    and wordings tell furniture that stands among the text.

    Returns:
        The article's text, a blank line between blocks, with its blocks.

    Raises:
        ItemError: The page holds no article.
    """
    from trafilatura import bare_extraction, load_html

    tree = load_html(raw)
    if tree is None:
        raise ItemError(f"{name} is no web page that can be read; save the page anew as HTML")
    leaves = list(_leaves(tree))
    found = bare_extraction(raw, include_comments=False, include_tables=True, favor_recall=True, with_metadata=False)
    kept = _kept(leaves, found)
    if sum(len(leaf.text.split()) for leaf in kept) < _ARTICLE or not any(_is_paragraph(leaf) for leaf in kept):
        raise ItemError(f"{name} holds no article; give the page of a single report")
    return _lay_out(_choose(leaves, kept, titles(tree)), tree)


def titles(tree: Any) -> list[str]:
    """Give what the page's head calls the article: its OpenGraph title and its title element."""
    found = [*tree.xpath("//meta[@property='og:title']/@content"), *tree.xpath("//title/text()")]
    return [" ".join(str(title).split()) for title in found if str(title).strip()]


def sign(text: str) -> str:
    """Give the letters and digits of a text alone, for comparing."""
    return _SIGN.sub("", text.lower())


def _leaves(tree: Any) -> Iterator[Leaf]:
    """Walk a page in reading order, without recursion, and give its stretches of text."""
    buffer: list[tuple[str, bool]] = []
    stack: list[tuple[Any, bool]] = [(tree, False)]
    open_: list[Any] = []
    links = 0

    def flush() -> Iterator[Leaf]:
        raw = "".join(text for text, _ in buffer)
        own = sum(len(text.strip()) for text, linked in buffer if not linked)
        buffer.clear()
        if any(element.tag == "pre" for element in open_):
            plain = raw.replace(_BREAK, "\n")
            pieces = [plain[start:end] for start, end in paragraphs(plain)]
        else:
            pieces = [_folded(piece) for piece in _BREAKS.split(raw)]
        for text in pieces:
            if text.strip():
                yield Leaf(text, tuple(reversed(open_)), linked=own <= _AROUND_LINK)

    while stack:
        element, closing = stack.pop()
        if closing:
            if element.tag == "a":
                links -= 1
            else:
                yield from flush()
                open_.pop()
            buffer.append((element.tail or "", links > 0))
        elif not isinstance(element.tag, str) or element.tag in _SKIPPED or _is_hidden(element):
            buffer.append((element.tail or "", links > 0))
        elif element.tag == "br":
            buffer.append((_BREAK + (element.tail or ""), links > 0))
        elif element.tag in _BLOCKS or element is tree or _named_kind(_names(element)) is not None:
            if element.tag == "a":
                links += 1
            else:
                yield from flush()
                open_.append(element)
            stack.append((element, True))
            buffer.append((element.text or "", links > 0))
            stack.extend((child, False) for child in reversed(element))
        else:
            links += element.tag == "a"
            marks = _QUOTED if element.tag == "q" else ("", "")  # as a browser shows it
            buffer.append((marks[0] + (element.text or ""), links > 0))
            stack.append((element, True) if element.tag == "a" else (_Tail(marks[1] + (element.tail or "")), False))
            stack.extend((child, False) for child in reversed(element))
    yield from flush()


class _Tail:
    """What follows an inline element, put on the walk's stack behind its children."""

    tag = None

    def __init__(self, tail: str | None) -> None:
        self.tail = tail


def _folded(piece: str) -> str:
    """Fold white space to single blanks; a single line break that the page sets stays a line end."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in piece.split(_BREAK))))


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def _names(element: Any) -> str:
    return " ".join(filter(None, (element.get(name) for name in _NAMED))).lower().replace("_", "-")


def _kept(leaves: Sequence[Leaf], found: Any) -> list[Leaf]:
    """Give the leaves whose text trafilatura took for the article's."""
    if found is None or found.body is None:
        return []
    whole = sign(" ".join(found.body.itertext()))
    parts = {sign(" ".join(element.itertext())) for element in found.body.iter()}
    return [
        leaf
        for leaf in leaves
        if (own := sign(leaf.text)) and (own in whole if len(own) >= _SURE_LENGTH else own in parts)
    ]


def _is_paragraph(leaf: Leaf) -> bool:
    """Tell whether a leaf is a paragraph of running text."""
    return len(leaf.text.split()) >= _PARAGRAPH and leaf.text.rstrip("\"'”’)] \n").endswith((".", "!", "?", "…", ":"))


def _choose(leaves: Sequence[Leaf], kept: Sequence[Leaf], titled: Sequence[str]) -> list[tuple[Leaf, BlockKind]]:
    """Say what each leaf of the article is; leave out what stands outside of it or is nothing known."""
    article = _container(kept)
    inside = {id(leaf) for leaf in kept}
    trusted = _trusted_hints(kept, article)
    headline = _headline(leaves, kept, titled)
    first = next(number for number, leaf in enumerate(leaves) if id(leaf) in inside)
    chosen: list[tuple[Leaf, BlockKind]] = []
    for number, leaf in enumerate(leaves):
        main = id(leaf) in inside
        kind = _kind(leaf, article, trusted, main=main)
        if leaf is headline:
            kind = BlockKind.HEADLINE
        elif not main and (
            kind in _PLAIN or not (_is_within(leaf, article) or (number < first and kind in _HEAD_MATTER))
        ):
            continue
        chosen.append((leaf, kind))
    return _without_fringe(_by_section(chosen, article), headline)


def _headline(leaves: Sequence[Leaf], kept: Sequence[Leaf], titled: Sequence[str]) -> Leaf | None:
    """Give the line that the page's head calls its title, else its first heading of the first rank."""
    paragraph = next((leaf for leaf in kept if _is_paragraph(leaf)), None)
    before = []
    for leaf in leaves:
        if leaf is paragraph:
            break
        before.append(leaf)
    signs = [sign(title) for title in titled]
    called = [
        leaf for leaf in before if len(sign(leaf.text)) >= _SHORT_TITLE and any(sign(leaf.text) in s for s in signs)
    ]
    ranked = [leaf for leaf in before if leaf.around and leaf.around[0].tag == "h1"]
    return max(called, key=lambda leaf: len(leaf.text), default=ranked[0] if ranked else None)


_SHORT_TITLE = 12  # signs; a shorter line may be the site's name


def _by_section(chosen: Sequence[tuple[Leaf, BlockKind]], article: Any) -> list[tuple[Leaf, BlockKind]]:
    """Let the plain lines of a section that is mostly furniture be what its furniture is."""
    sections: dict[int, list[tuple[Leaf, BlockKind]]] = {}
    for leaf, kind in chosen:
        below = _below(leaf, article)
        sections.setdefault(id(below[-1]) if below else 0, []).append((leaf, kind))
    taken: dict[int, BlockKind] = {}
    for key, members in sections.items():
        furniture = Counter(kind for _, kind in members if kind in _SECTIONS)
        news = sum(len(leaf.text) for leaf, kind in members if not kind.is_furniture and _is_paragraph(leaf))
        total = sum(len(leaf.text) for leaf, _ in members)
        if key and furniture and news <= _MOSTLY * total:
            taken[key] = furniture.most_common(1)[0][0]
    result: list[tuple[Leaf, BlockKind]] = []
    for leaf, kind in chosen:
        below = _below(leaf, article)
        section = taken.get(id(below[-1])) if below else None
        result.append((leaf, section if section is not None and kind in _PLAIN else kind))
    return result


def _without_fringe(chosen: Sequence[tuple[Leaf, BlockKind]], headline: Leaf | None) -> list[tuple[Leaf, BlockKind]]:
    """Take plain lines that are no sentences, before the first paragraph and after the last, for navigation."""
    paragraphs_ = [n for n, (leaf, kind) in enumerate(chosen) if not kind.is_furniture and _is_paragraph(leaf)]
    if not paragraphs_:
        return list(chosen)
    first, last = paragraphs_[0], paragraphs_[-1]
    result: list[tuple[Leaf, BlockKind]] = []
    for number, (leaf, kind) in enumerate(chosen):
        fringe = number < first or number > last
        sentence = leaf.text.rstrip("\"'”’)] \n").endswith((".", "!", "?", "…", ":", ","))
        short = len(leaf.text.split()) < _STANDFIRST
        if leaf is headline:
            kind = BlockKind.HEADLINE
        elif leaf.linked and kind in {BlockKind.BODY, BlockKind.LIST} and (fringe or kind is BlockKind.LIST or short):
            kind = BlockKind.RELATED
        elif fringe and short and not sentence and kind is BlockKind.BODY:
            kind = BlockKind.NAVIGATION
        elif number > last and short and not sentence and kind in _PLAIN:
            kind = BlockKind.RELATED
        result.append((leaf, kind))
    return result


_SECTIONS = frozenset(
    {
        BlockKind.APPEAL,
        BlockKind.SUBSCRIBE,
        BlockKind.RELATED,
        BlockKind.SHARE,
        BlockKind.COMMENTS,
        BlockKind.NAVIGATION,
    }
)
_PLAIN = frozenset({BlockKind.BODY, BlockKind.LIST, BlockKind.HEADLINE})


def _container(kept: Sequence[Leaf]) -> Any:
    """Give the nearest element that holds all paragraphs of the article."""
    paragraphs_ = [leaf for leaf in kept if _is_paragraph(leaf)]
    common = list(paragraphs_[0].around)
    for leaf in paragraphs_:
        own = {id(element) for element in leaf.around}
        common = [element for element in common if id(element) in own]
    return common[0]


def _is_within(leaf: Leaf, article: Any) -> bool:
    return any(element is article for element in leaf.around)


@cache
def _hints() -> tuple[tuple[re.Pattern[str], BlockKind], ...]:
    return tuple((re.compile(row["pattern"]), BlockKind(row["value"])) for row in lexicon.table("html_hints"))


def _named_kind(names: str) -> BlockKind | None:
    """Give the kind that an element's class names and ids tell, if any."""
    return next((kind for pattern, kind in _hints() if pattern.search(names)), None) if names else None


def _below(leaf: Leaf, article: Any) -> list[Any]:
    """Give the elements around a leaf that stand inside the article's own element."""
    found: list[Any] = []
    for element in leaf.around:
        if element is article:
            break
        found.append(element)
    return found


def _hint(leaf: Leaf, article: Any) -> BlockKind | None:
    return next((kind for e in _below(leaf, article) if (kind := _named_kind(_names(e))) is not None), None)


def _trusted_hints(kept: Sequence[Leaf], article: Any) -> frozenset[BlockKind]:
    """Give the kinds whose element names do not cover most of the article's text."""
    total = sum(len(leaf.text) for leaf in kept)
    covered: dict[BlockKind, int] = {}
    for leaf in kept:
        kind = _hint(leaf, article)
        if kind is not None:
            covered[kind] = covered.get(kind, 0) + len(leaf.text)
    return frozenset(kind for kind in BlockKind if covered.get(kind, 0) <= _MOSTLY * total)


def _kind(leaf: Leaf, article: Any, trusted: frozenset[BlockKind], *, main: bool) -> BlockKind:
    """Say what a leaf is, by its tags, then by the names of its elements, then by its wording."""
    below = [element.tag for element in _below(leaf, article)]
    wording = furniture_kind(leaf.text)
    hint = _hint(leaf, article)
    if "figcaption" in below or "caption" in below:
        return BlockKind.CREDIT if BlockKind.CREDIT in {wording, hint} else BlockKind.CAPTION
    if hint is not None and hint in trusted:
        return wording if wording.is_furniture and wording is not BlockKind.APPEAL else hint
    if any(tag in _HEADINGS for tag in below[:2]):
        return wording if wording.is_furniture else BlockKind.HEADLINE
    if "blockquote" in below:
        return BlockKind.QUOTE
    if wording is not BlockKind.BODY:
        return wording
    if "li" in below:
        return BlockKind.LIST
    if "aside" in below and not main:
        return BlockKind.RELATED
    return BlockKind.BODY


def _lay_out(chosen: Sequence[tuple[Leaf, BlockKind]], tree: Any) -> Page:
    """Set the chosen leaves one below the other, and give the blocks they make."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for leaf, kind in chosen:
        blocks.append(Block(start=at, end=at + len(leaf.text), kind=kind))
        parts.append(leaf.text)
        at += len(leaf.text) + len(_GAP)
    text = _GAP.join(parts)
    return Page(text, classify(text, blocks), tree)


_GAP = "\n\n"
