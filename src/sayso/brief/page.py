"""A report as one HTML page that needs nothing else: no script, no request, no server."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sayso.brief.article import article
from sayso.brief.map import HEIGHT, WIDTH, known_places, panels
from sayso.brief.phrases import belonging, facts, gist, role_words, sureness, voice_name
from sayso.brief.voices_table import voices_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jinja2 import Environment

    from sayso.brief.map import Known
    from sayso.record import Report, Statement

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")  # an id that may stand in a style sheet
_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page written for one item: its file name, and what the index says of it."""

    file: str
    title: str
    publisher: str | None
    published: str | None
    statements: int
    disputes: int


@dataclass(frozen=True, slots=True)
class Unread:
    """An item that could not be read, and why."""

    item: str
    reason: str


def report_page(report: Report) -> str:
    """Lay a report out as one self-contained HTML page.

    The text stands with its voices marked, beside it every statement with
    who says it and how surely; then disputes, voices, actors and places with
    a map. All of it works without scripts, and nothing is fetched.
    """
    return rendered("page.html.j2", **_context(report), embedded=False)


def report_frame(report: Report) -> str:
    """Give the page within a frame, as a notebook shows it; nothing in it can run or reach out."""
    page = rendered("page.html.j2", **_context(report), embedded=True)
    return str(
        Markup(
            '<iframe title="{}" sandbox="" srcdoc="{}" '
            'style="width: 100%; height: 45em; border: 1px solid #888; background: #fff"></iframe>'
        ).format(f"Sayso: {_title(report)}", page)
    )


def index_page(pages: Sequence[Page], unread: Sequence[Unread] = ()) -> str:
    """List the pages of a folder, and the items that could not be read."""
    return rendered("index.html.j2", pages=pages, unread=unread)


def page_of(report: Report, file: str) -> Page:
    """Give what the index says of a report's page."""
    document = report.document
    return Page(
        file=file,
        title=_title(report),
        publisher=document.publisher,
        published=document.published,
        statements=len(report.statements),
        disputes=len(report.disputes),
    )


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("sayso.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def rendered(template: str, **context: Any) -> str:
    """Fill a template of this room."""
    return _templates().get_template(template).render(**context)


def is_web(url: str | None) -> bool:
    """Tell an address that a browser may be led to."""
    return url is not None and _WEB.match(url) is not None


def _title(report: Report) -> str:
    return report.document.title or "A report without a title"


def _context(report: Report) -> dict[str, Any]:
    marked = article(report)
    known = known_places(report)
    url = report.document.url
    return {
        "title": _title(report),
        "report": report,
        "document": report.document,
        "link": url if is_web(url) else None,
        "article": marked.html,
        "split": [key for key in marked.split if _PLAIN.fullmatch(key)],
        "statements": [_card(statement, report) for statement in report.statements],
        "voices": voices_table(report),
        "panels": panels(known),
        "places": [_place_row(one) for one in known],
        "map_size": (WIDTH, HEIGHT),
        "furniture": _furniture(report),
        "kind_words": _KIND_WORDS,
        "belonging": belonging,
    }


@dataclass(frozen=True, slots=True)
class _Link:
    """A name with its role, as one link of a chain of voices."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class _Card:
    """A statement as the page shows it."""

    id: str
    same_as: str | None
    chain: tuple[_Link, ...]
    sureness: str
    gist: str
    text: str
    facts: tuple[tuple[str, str], ...]


def _card(statement: Statement, report: Report) -> _Card:
    return _Card(
        id=statement.id,
        same_as=statement.same_as,
        chain=tuple(_Link(voice_name(voice), role_words(voice)) for voice in statement.voices),
        sureness=sureness(statement, report),
        gist=gist(statement, report),
        text=statement.text,
        facts=tuple((name.capitalize(), value) for name, value in facts(statement, report)),
    )


def _counted(words: Iterable[str]) -> str:
    """Count words, the most frequent first: "event (3), toll"."""
    return ", ".join(f"{word} ({count})" if count > 1 else word for word, count in Counter(words).most_common())


@dataclass(frozen=True, slots=True)
class _PlaceRow:
    """A place in the table that says in words what the map shows."""

    id: str
    name: str
    means: str
    exactly: str
    drawn: str
    known: Known


_KIND_WORDS = {"igo": "international body", "ngo": "non-governmental body"}
_EXACTLY = {
    "site": "a site",
    "town": "a town",
    "district": "a district",
    "admin1": "a province",
    "country": "a country",
    "region": "a region",
    "unknown": "not placed",
}


def _place_row(known: Known) -> _PlaceRow:
    place = known.place
    means = ", ".join(word for word in (place.name, place.country) if word)
    return _PlaceRow(place.id, place.text, means or "not known", _EXACTLY[place.precision], _drawn(known), known)


def _drawn(known: Known) -> str:
    place = known.place
    if known.coming:
        return "not drawn: what is said of it has not happened"
    if known.part_of_name:
        return "not drawn: named only as part of a name"
    if not known.is_drawn:
        return "not drawn: " + ("its extent is not known" if place.lat is not None else place.basis)
    if known.is_point:
        return f"point at {_degrees(place.lat, 'N', 'S')}, {_degrees(place.lon, 'E', 'W')}"
    return f"area of about {place.radius_km:,.0f} km round"


def _degrees(value: float | None, plus: str, minus: str) -> str:
    value = value or 0.0
    return f"{abs(value):.2f}° {plus if value >= 0 else minus}"


def _furniture(report: Report) -> str:
    kinds = (block.kind.replace("-", " ") for block in report.document.blocks if block.kind.is_furniture)
    return _counted(sorted(kinds))
