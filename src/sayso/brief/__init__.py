"""Brief: records and incidents come in, text for people goes out.

``show`` gives a view of one report or of a situation, ``write`` a brief of many. No claim
stands in either without its voice, and nothing is shown as checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sayso import codec
from sayso.brief.annotations import report_annotations
from sayso.brief.digest import brief_markdown
from sayso.brief.exports.parquet import frame_of
from sayso.brief.exports.table import row_of
from sayso.brief.geojson import report_geojson
from sayso.brief.notes import report_markdown
from sayso.brief.page import report_page
from sayso.brief.situation_views import situation_json, situation_markdown, situation_page, situation_text
from sayso.brief.terminal import report_text
from sayso.errors import UsageError
from sayso.threads.model import Situation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sayso.incidents import Incident
    from sayso.record import Report

__all__ = ["REPORT_FORMATS", "SITUATION_FORMATS", "frame", "show", "write"]

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

_BRIEFS: dict[str, Callable[[Iterable[Incident]], str]] = {"markdown": brief_markdown}


def show(report: Report | Situation, format: str = "text") -> str:  # noqa: A002 - the public name of the argument
    """Give a view of one report, or of a situation.

    Args:
        report: A record, or what ``sayso.situation`` gives.
        format: ``text`` for a terminal, ``html`` for a page that needs nothing
            else, ``markdown`` for notes, ``json`` indented. Of a report also
            ``jsonl`` on one line, ``annotations`` for W3C Web Annotations,
            ``geojson`` for the places as GeoJSON (RFC 7946).

    Raises:
        UsageError: Unknown format.
    """
    if isinstance(report, Situation):
        return _view(_SITUATIONS, format)(report)
    return _view(_VIEWS, format)(report)


def _view(views: Mapping[str, Callable[[_Shown], str]], name: str) -> Callable[[_Shown], str]:
    if name not in views:
        raise UsageError(f"unknown format {name!r}; choose one of {', '.join(views)}")
    return views[name]


def write(incidents: Iterable[Incident], format: str = "markdown") -> str:  # noqa: A002 - the same
    """Write a brief of incidents, each claim with its voice.

    Raises:
        UsageError: Unknown format.
    """
    return _view(_BRIEFS, format)(incidents)


def frame(incidents: Iterable[Incident], library: str = "pandas") -> Any:
    """Give incidents as a frame of pandas or Polars, a typed column for each of the full table.

    Raises:
        UsageError: Another library, or it is not installed.
    """
    return frame_of((row_of(incident) for incident in incidents), library)
