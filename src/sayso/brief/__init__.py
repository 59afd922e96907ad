"""Brief: records and incidents come in, text for people goes out.

``show`` gives a view of one report or of a situation, ``write`` a brief of many. No claim
stands in either without its voice, and nothing is shown as checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sayso import codec
from sayso.brief.annotations import report_annotations
from sayso.brief.brief_views import brief_json, brief_markdown, brief_page, posts_json, posts_markdown, posts_page
from sayso.brief.digest import brief_of
from sayso.brief.explained import explanation_json, explanation_text
from sayso.brief.exports.parquet import frame_of
from sayso.brief.exports.table import row_of
from sayso.brief.geojson import report_geojson
from sayso.brief.notes import report_markdown
from sayso.brief.page import report_page
from sayso.brief.post import posts_of
from sayso.brief.situation_views import situation_json, situation_markdown, situation_page, situation_text
from sayso.brief.terminal import report_text
from sayso.errors import UsageError
from sayso.explaining.model import Explanation
from sayso.threads.model import Situation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sayso.brief.document import Brief
    from sayso.brief.post import Post
    from sayso.incidents import Incident
    from sayso.record import Report

__all__ = [
    "BRIEF_FORMATS",
    "EXPLANATION_FORMATS",
    "REPORT_FORMATS",
    "SITUATION_FORMATS",
    "STYLES",
    "frame",
    "show",
    "write",
]

_Shown = TypeVar("_Shown")

_VIEWS: dict[str, Callable[[Report], str]] = {
    "text": report_text,
    "html": report_page,
    "markdown": report_markdown,
    "json": lambda report: codec.to_json(report, indent=2) + "\n",
    "jsonl": lambda report: codec.to_json(report) + "\n",
    "annotations": report_annotations,
    "geojson": report_geojson,
}
REPORT_FORMATS = tuple(_VIEWS)

_SITUATIONS: dict[str, Callable[[Situation], str]] = {
    "text": situation_text,
    "html": situation_page,
    "markdown": situation_markdown,
    "json": situation_json,
}
SITUATION_FORMATS = tuple(_SITUATIONS)

_EXPLANATIONS: dict[str, Callable[[Explanation], str]] = {"text": explanation_text, "json": explanation_json}
EXPLANATION_FORMATS = tuple(_EXPLANATIONS)

_BRIEFS: dict[str, Callable[[Brief], str]] = {"markdown": brief_markdown, "html": brief_page, "json": brief_json}
BRIEF_FORMATS = tuple(_BRIEFS)
_POSTS: dict[str, Callable[[Sequence[Post]], str]] = {
    "markdown": posts_markdown,
    "html": posts_page,
    "json": posts_json,
}
STYLES = ("brief", "post")


def show(report: Report | Situation | Explanation, format: str = "text") -> str:  # noqa: A002 - the public name of the argument
    """Give a view of one report, of a situation, or of an explanation.

    Args:
        report: A record, or what ``sayso.situation`` or ``sayso.explain`` gives; the latter as ``text`` or ``json``.
        format: ``text`` for a terminal, ``html`` for a page that needs nothing
            else, ``markdown`` for notes, ``json`` indented. Of a report also
            ``jsonl`` on one line, ``annotations`` for W3C Web Annotations,
            ``geojson`` for the places as GeoJSON (RFC 7946).

    Raises:
        UsageError: Unknown format.
    """
    if isinstance(report, Situation):
        return _view(_SITUATIONS, format)(report)
    if isinstance(report, Explanation):
        return _view(_EXPLANATIONS, format)(report)
    return _view(_VIEWS, format)(report)


def _view(views: Mapping[str, Callable[[_Shown], str]], name: str) -> Callable[[_Shown], str]:
    if name not in views:
        raise UsageError(f"unknown format {name!r}; choose one of {', '.join(views)}")
    return views[name]


def write(
    incidents: Iterable[Incident],
    format: str = "markdown",  # noqa: A002 - the same
    *,
    style: str = "brief",
    situation: Situation | None = None,
    filters: Sequence[str] = (),
    limit: int | None = None,
    byline: str | None = None,
    written: str | None = None,
) -> str:
    """Write a brief of incidents, or a post: every sentence with its voice and its words.

    Args:
        incidents: From ``sayso.propose``, or gathered from a desk; the order does not matter.
        format: ``markdown``, ``html`` for a page that needs nothing else, or ``json``.
        style: ``brief``, or ``post`` about the incident of most weight.
        situation: What is told of ground, aims and what is to come; else that of the incidents' reports.
        filters: What was asked for, in words, so that the brief can say so.
        limit: How many incidents are written out, or how many posts; all, or one post.
        byline: Who signs a post.
        written: The day on which it is written, ISO 8601.

    Raises:
        UsageError: Unknown format or style.
    """
    if style not in STYLES:
        raise UsageError(f"unknown style {style!r}; choose one of {', '.join(STYLES)}")
    if style == "post":
        return _view(_POSTS, format)(posts_of(incidents, byline=byline, limit=limit))
    view = _view(_BRIEFS, format)
    return view(brief_of(incidents, situation=situation, filters=filters, limit=limit, written=written))


def frame(incidents: Iterable[Incident], library: str = "pandas") -> Any:
    """Give incidents as a frame of pandas or Polars, a typed column for each of the full table.

    Raises:
        UsageError: Another library, or it is not installed.
    """
    return frame_of((row_of(incident) for incident in incidents), library)
