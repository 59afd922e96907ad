"""Which reports tell of one story."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from sayso.incidents.likeness import score, why
from sayso.incidents.model import Story
from sayso.incidents.profile import of_report
from sayso.incidents.tying import tie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.record import Report


def stories(reports: Iterable[Report]) -> tuple[Story, ...]:
    """Propose which reports tell of one story, by the words, names, places, days and numbers of their first paragraphs.

    Args:
        reports: Records; neither their order nor a repeated one makes a difference.

    Returns:
        One story for each group, a report like no other being a story of its
        own, in order of their first report's id.
    """
    told = sorted({report.id: report for report in reports}.values(), key=lambda report: report.id)
    profiles = [of_report(report) for report in told]
    found = []
    for group in tie(profiles, combinations(range(len(told)), 2), "reports"):
        alike = [profiles[i] for i in group]
        found.append(
            Story(
                id=told[group[0]].id,
                reports=tuple(told[i].id for i in group),
                score=score(alike, "reports"),
                reasons=why(alike, "reports"),
            )
        )
    return tuple(found)
