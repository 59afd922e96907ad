"""What a proposal is: its members, when and where, how alike, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.record import Event, Place, Report, Statement, Time


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One statement of one report that may tell of the incident."""

    report: Report
    statement: Statement
    event: Event
    place: Place | None
    time: Time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Statements that may tell of one incident.

    ``status`` is ``proposed``: no person has looked at it. ``earliest`` and
    ``latest`` are days (ISO 8601) or ``None``; ``reasons`` are in words.
    """

    id: str
    status: str
    type: str
    place: Place | None
    earliest: str | None
    latest: str | None
    members: tuple[Member, ...]
    score: float
    reasons: tuple[str, ...]
