"""Brief: records and incidents come in, text for people goes out.

``show`` gives a view of one report, ``write`` a brief of many. No claim
stands in either without its voice, and nothing is shown as checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import codec
from sayso.brief.annotations import report_annotations
from sayso.brief.digest import brief_markdown
from sayso.brief.geojson import report_geojson
from sayso.brief.notes import report_markdown
from sayso.brief.page import report_page
from sayso.brief.terminal import report_text
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sayso.incidents import Incident
    from sayso.record import Report

__all__ = ["REPORT_FORMATS", "show", "write"]

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

_BRIEFS: dict[str, Callable[[Iterable[Incident]], str]] = {"markdown": brief_markdown}


def show(report: Report, format: str = "text") -> str:  # noqa: A002 - the public name of the argument
    """Give a view of one report.

    Args:
        report: A record.
        format: ``text`` for a terminal, ``html`` for a page that needs nothing
            else, ``markdown`` for notes, ``json`` indented, ``jsonl`` on one
            line, ``annotations`` for W3C Web Annotations, ``geojson`` for the
            places as GeoJSON (RFC 7946).

    Raises:
        UsageError: Unknown format.
    """
    if format not in _VIEWS:
        raise UsageError(f"unknown format {format!r}; choose one of {', '.join(_VIEWS)}")
    return _VIEWS[format](report)


def write(incidents: Iterable[Incident], format: str = "markdown") -> str:  # noqa: A002 - the same
    """Write a brief of incidents, each claim with its voice.

    Raises:
        UsageError: Unknown format.
    """
    if format not in _BRIEFS:
        raise UsageError(f"unknown format {format!r}; choose one of {', '.join(_BRIEFS)}")
    return _BRIEFS[format](incidents)
