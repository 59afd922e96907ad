"""Sayso: who did what to whom, where and when, and on whose say-so.

    import sayso
    report = sayso.read("report.txt", published="2015-09-30")
    print(sayso.show(report, "text"))

Nothing heavy is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from sayso.brief import frame, show, write
    from sayso.brief.public import public_incident, public_report
    from sayso.coding import agreement
    from sayso.desk import Desk
    from sayso.explaining import explain
    from sayso.incidents import Incident, attest, find_origins, propose, suggest
    from sayso.incidents.stories import stories
    from sayso.pipeline import read, read_many, read_text
    from sayso.record import Document, Options, Problem, Report, Statement
    from sayso.releases import release
    from sayso.threads import Situation, situation

_HOMES = {
    "read": "sayso.pipeline",
    "read_text": "sayso.pipeline",
    "read_many": "sayso.pipeline",
    "propose": "sayso.incidents",
    "stories": "sayso.incidents",
    "find_origins": "sayso.incidents",
    "attest": "sayso.incidents",
    "suggest": "sayso.incidents",
    "Incident": "sayso.incidents",
    "Desk": "sayso.desk",
    "agreement": "sayso.coding",
    "release": "sayso.releases",
    "explain": "sayso.explaining",
    "situation": "sayso.threads",
    "Situation": "sayso.threads",
    "frame": "sayso.brief",
    "public_incident": "sayso.brief.public",
    "public_report": "sayso.brief.public",
    "show": "sayso.brief",
    "write": "sayso.brief",
    "Document": "sayso.record",
    "Options": "sayso.record",
    "Problem": "sayso.record",
    "Report": "sayso.record",
    "Statement": "sayso.record",
}

__all__ = [
    "Desk",
    "Document",
    "Incident",
    "Options",
    "Problem",
    "Report",
    "Situation",
    "Statement",
    "agreement",
    "attest",
    "explain",
    "find_origins",
    "frame",
    "propose",
    "public_incident",
    "public_report",
    "read",
    "read_many",
    "read_text",
    "release",
    "show",
    "situation",
    "stories",
    "suggest",
    "write",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for (PEP 562)."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
