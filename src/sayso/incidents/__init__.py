"""Incidents: the statements of many reports come in; proposals go out.

A proposal says which statements may tell of one incident, with a score and
reasons. It is never more than a proposal: people decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.incidents.likeness import candidates, likeness
from sayso.incidents.model import Incident, Member
from sayso.incidents.tying import tie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.record import Report

__all__ = ["Incident", "Member", "propose"]


def propose(reports: Iterable[Report]) -> tuple[Incident, ...]:
    """Propose which events of one or more reports may be one incident.

    Args:
        reports: Records; the order does not matter.

    Returns:
        One proposal for each incident, a single event being one of its own,
        in order of date, place and id. ``score`` is that of the weakest tie
        (1.0 for a single event), from 0 to 1.
    """
    told = [candidate for report in sorted(reports, key=lambda report: report.id) for candidate in candidates(report)]
    return tie(told, likeness)
