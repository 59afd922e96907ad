"""A brief of incidents in Markdown: what is told, and on whose say-so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.brief.phrases import gist, sureness, voice_name, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sayso.incidents import Incident
    from sayso.incidents.model import Member


def brief_markdown(incidents: Iterable[Incident]) -> str:
    """Write one section an incident, each line with its voice and its words."""
    lines = ["# Brief", "", "Proposed by machine; no person has checked it.", ""]
    for incident in incidents:
        lines += [*_incident(incident), ""]
    return "\n".join(lines)


def _incident(incident: Incident) -> Iterator[str]:
    days = incident.earliest or "day not known"
    if incident.latest and incident.latest != incident.earliest:
        days += f" to {incident.latest}"
    yield f"## {incident.type.capitalize()}, {where(incident.place) or 'place not known'}, {days} ({incident.status})"
    yield ""
    for member in incident.members:
        yield _line(member)
    if incident.reasons:
        yield ""
        yield f"Tied together ({incident.score:g}) by {'; '.join(incident.reasons)}."


def _line(member: Member) -> str:
    statement = member.statement
    voices = " ← ".join(voice_name(voice) for voice in reversed(statement.voices))
    words = " ".join(statement.text.split())
    return f"- {sureness(statement, member.report).rstrip(':')}: {gist(statement, member.report)}. “{words}” ({voices})"
