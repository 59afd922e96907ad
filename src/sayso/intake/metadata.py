"""What a web page says of itself: title, publisher, people and dates, each with where it says so."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sayso import lexicon
from sayso.intake.byline import is_outlet
from sayso.intake.dates import day_or_utc
from sayso.intake.html import sign
from sayso.record import BlockKind, BylineRole, KnownFrom

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.record import Block

_ARTICLES = re.compile(r"article|report|posting|newsitem|webpage|liveblog|statement|creativework", re.IGNORECASE)
_TITLE_ENDS = re.compile(r"\s+(?:[|–—·»:]|-|::)\s+")
_AND = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|\s?[+-]\d{2}:?\d{2})?)?")
_WEB = re.compile(r"^(?:https?:|//|@)")
_UPDATED = re.compile(r"\b(?:updated|modified|last\s+\w+|revised|corrected)\b", re.IGNORECASE)
_STAMP_WORDS = re.compile(
    r"^\W*(?:(?:first|last|web)\s+)?(?:published|updated|modified|posted|filed|date|issued|sent)?(?:\s+(?:on|at))?\s*:?\s*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_LONGEST_STAMP = 80  # characters
_MASTHEAD = re.compile(r"\b(?:masthead|site-?(?:title|name|logo|brand)|brand(?:ing)?|logo|nameplate)\b")
_LONGEST_NAME = 60  # characters


@dataclass(frozen=True, slots=True)
class Found:
    """A fact with where it was found."""

    value: str
    known_from: KnownFrom


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the page's metadata names as having made it."""

    name: str
    role: BylineRole
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """Facts in the order of trust: JSON-LD, OpenGraph, meta tags, what is to be seen."""

    title: Found | None = None
    publisher: Found | None = None
    published: Found | None = None
    updated: Found | None = None
    people: tuple[Person, ...] = ()


def read_metadata(tree: Any, text: str, blocks: Sequence[Block]) -> Metadata:
    """Read a page's metadata.

    Args:
        tree: The parsed page.
        text: The article's text.
        blocks: Its blocks; stamps and bylines among them are the visible facts.

    Returns:
        For each fact the first found of JSON-LD, OpenGraph, meta tags and the
        visible page. Dates are ISO days, or UTC instants where the zone is known.
    """
    linked = _json_ld(tree)
    tagged = _tags(tree)
    return Metadata(
        title=_first(_linked(linked, "headline"), tagged("title"), _headline(text, blocks), _title(tree)),
        publisher=_first(
            _linked_name(linked, "publisher"),
            tagged("publisher"),
            _title_end(tree, text),
            _itemprop(tree),
            _masthead(tree),
        ),
        published=_first(
            _dated(_linked(linked, "datePublished")),
            _dated(tagged("published")),
            _seen(tree, text, blocks, updated=False),
        ),
        updated=_first(
            _dated(_linked(linked, "dateModified")), _dated(tagged("updated")), _seen(tree, text, blocks, updated=True)
        ),
        people=_people(linked) or _tagged_people(tagged("author")),
    )


def _first(*found: Found | None) -> Found | None:
    return next((one for one in found if one is not None), None)


def _clean(value: object) -> str | None:
    text = " ".join(str(value).split()) if isinstance(value, str) else ""
    return text or None


# JSON-LD


def _json_ld(tree: Any) -> Mapping[str, Any]:
    """Give the page's JSON-LD object of an article, or an empty one."""
    best: Mapping[str, Any] = {}
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            objects = list(_objects(json.loads(str(script), strict=False)))
        except (ValueError, RecursionError):
            continue  # a page's broken metadata is no reason not to read the page
        for one in objects:
            kind = one.get("@type", "")
            kinds = " ".join(kind) if isinstance(kind, list) else str(kind)
            if _ARTICLES.search(kinds) and ("headline" in one or "datePublished" in one) and len(one) > len(best):
                best = one
    return best


def _objects(node: Any) -> Iterator[Mapping[str, Any]]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            yield one
            waiting.extend(one.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in one)


def _linked(linked: Mapping[str, Any], key: str) -> Found | None:
    value = _clean(linked.get(key))
    return Found(value, KnownFrom.JSON_LD) if value else None


def _linked_name(linked: Mapping[str, Any], key: str) -> Found | None:
    value = linked.get(key)
    value = value[0] if isinstance(value, list) and value else value
    name = _clean(value.get("name") if isinstance(value, dict) else value)
    return Found(name, KnownFrom.JSON_LD) if name and not _WEB.match(name) else None


def _people(linked: Mapping[str, Any]) -> tuple[Person, ...]:
    authors = linked.get("author") or linked.get("creator") or ()
    found: list[Person] = []
    for author in authors if isinstance(authors, list) else [authors]:
        name = _clean(author.get("name") if isinstance(author, dict) else author)
        agency = isinstance(author, dict) and "Organization" in str(author.get("@type", ""))
        found.extend([Person(name, BylineRole.AGENCY)] if agency and name else _named(name or ""))
    return tuple(found)


def _named(words: str) -> Iterator[Person]:
    """Split "A B and C D" into reporters, and agencies or papers; addresses and other single words are none."""
    words = re.sub(r"^\W*by\s+", "", words, flags=re.IGNORECASE)
    for name in _AND.split(words):
        if is_outlet(name):
            yield Person(name, BylineRole.AGENCY)
        elif 1 < len(name.split()) <= 5 and not _WEB.match(name):
            yield Person(name, BylineRole.REPORTER)


# meta tags


@cache
def _tag_rows() -> tuple[Mapping[str, str], ...]:
    return lexicon.table("page_metadata")


def _tags(tree: Any) -> Any:
    """Give a look-up of the page's meta tags by the fact they tell, OpenGraph before others."""
    values: dict[str, str] = {}
    for tag in tree.xpath("//meta[@content]"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or ""
        content = _clean(tag.get("content"))
        if content:
            values.setdefault(name.lower(), content)

    def look_up(fact: str) -> Found | None:
        for known_from in (KnownFrom.OPENGRAPH, KnownFrom.META):
            for row in _tag_rows():
                if row["value"] == fact and row["found"] == known_from and row["pattern"] in values:
                    return Found(values[row["pattern"]], known_from)
        return None

    return look_up


def _tagged_people(found: Found | None) -> tuple[Person, ...]:
    return tuple(_named(found.value)) if found else ()


def _headline(text: str, blocks: Sequence[Block]) -> Found | None:
    """Give the article's own headline."""
    found = next((text[b.start : b.end] for b in blocks if b.kind is BlockKind.HEADLINE), None)
    return Found(" ".join(found.split()), KnownFrom.VISIBLE) if found else None


def _title(tree: Any) -> Found | None:
    """Give the first heading of the page, or its title element."""
    for path in ("//h1", "//title"):
        for element in tree.xpath(path):
            text = _clean(" ".join(element.itertext()))
            if text:
                return Found(text, KnownFrom.VISIBLE)
    return None


def _title_end(tree: Any, text: str) -> Found | None:
    """Give the site's name off the end (or front) of the title element, where the rest is the article's title."""
    for title in tree.xpath("//title/text()"):
        parts = [part.strip() for part in _TITLE_ENDS.split(" ".join(str(title).split())) if part.strip()]
        if len(parts) < 2:
            continue
        signs = [sign(part) for part in parts]
        ends = ((parts[-1], signs[0]), (parts[0], signs[-1]))
        for part, other in ends if signs[0] != signs[-1] else ():
            if other in sign(text) and len(part) <= _LONGEST_NAME:
                return Found(part, KnownFrom.META)
    return None


def _itemprop(tree: Any) -> Found | None:
    for element in tree.xpath("//*[@itemprop='publisher']"):
        name = element.xpath(".//*[@itemprop='name']")
        text = _clean(
            (name[0].get("content") or " ".join(name[0].itertext())) if name else " ".join(element.itertext())
        )
        if text and len(text) <= _LONGEST_NAME:
            return Found(text, KnownFrom.META)
    return None


def _masthead(tree: Any) -> Found | None:
    """Give the name that stands at the head of the page as the site's."""
    for element in tree.xpath("//*[@class or @id]"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().replace("_", "-")
        if _MASTHEAD.search(names):
            text = _clean(" ".join(element.itertext()))
            image = element.xpath(".//img/@alt")
            text = text or (_clean(str(image[0])) if image else None)
            if text and len(text) <= _LONGEST_NAME:
                return Found(text, KnownFrom.VISIBLE)
    return None


# dates


def _dated(found: Found | None) -> Found | None:
    """Give a found date in our form, or nothing where it is none."""
    when = day_or_instant(found.value) if found else None
    return Found(when, found.known_from) if found and when else None


def day_or_instant(words: str) -> str | None:
    """Give a date as a day, or as a UTC instant where the zone is known; ``None`` where it is none."""
    try:
        when = _instant(words)
        return day_or_utc(when) if when is not None else None
    except (ValueError, OverflowError):
        return None


def _instant(words: str) -> datetime | None:
    """Read a date in ISO 8601, or as pages show them."""
    match = _ISO.search(words)
    if match:
        return datetime.fromisoformat(match.group().replace(" ", "T", 1).replace(" ", ""))
    stripped = re.sub(r"\s*[·|(].*$", "", _STAMP_WORDS.sub("", words)).strip()
    if not _YEAR.search(stripped):  # "2 days ago" would be counted from the clock
        return None
    import dateparser

    found: datetime | None = dateparser.parse(stripped, languages=["en"], settings={"STRICT_PARSING": True})
    return found


def _seen(tree: Any, text: str, blocks: Sequence[Block], *, updated: bool) -> Found | None:
    """Give the date of publication (or of the last update) that the page shows."""
    for when in _marked_times(tree, updated=updated):
        return Found(when, KnownFrom.VISIBLE)
    for block in blocks:
        words = text[block.start : block.end]
        told = bool(_UPDATED.search(words))
        if block.kind is BlockKind.STAMP and len(words) <= _LONGEST_STAMP and told is updated:
            shown = day_or_instant(words)
            if shown is not None:
                return Found(shown, KnownFrom.VISIBLE)
    return None


def _marked_times(tree: Any, *, updated: bool) -> Iterator[str]:
    """Give the dates of ``time`` elements and microdata, those of an update or the others."""
    for element in tree.xpath(
        "//time[@datetime] | //*[@itemprop='datePublished' or @itemprop='dateModified'] | //abbr[@title]"
    ):
        around = " ".join(
            filter(None, (element.get("class"), element.get("itemprop"), element.get("id"), _text_before(element)))
        )
        marked = "modified" in around.lower() or _UPDATED.search(around.replace("-", " ")) is not None
        value = element.get("datetime") or element.get("content") or element.get("title") or "".join(element.itertext())
        when = day_or_instant(value) if marked is updated else None
        if when is not None:
            yield when


def _text_before(element: Any) -> str:
    """Give the words right before an element ("Updated")."""
    previous = element.getprevious()
    before = previous.tail if previous is not None else getattr(element.getparent(), "text", "")
    return (before or "").strip()[-20:]
