"""Pairs to groups: statements tied together by likeness."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from sayso.incidents.model import Incident, Member

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_THRESHOLD = 0.6


def tie(
    members: Sequence[Member], likeness: Callable[[Member, Member], tuple[float, tuple[str, ...]]]
) -> tuple[Incident, ...]:
    """Tie each statement to the group all of whose members it is like; the most alike group first."""
    groups: list[list[Member]] = []
    by_type: dict[str, list[list[Member]]] = defaultdict(list)
    ordered = sorted(members, key=lambda m: (m.report.id, m.statement.start, m.statement.id))
    for member in ordered:
        scored = [(min(likeness(member, other)[0] for other in group), group) for group in by_type[member.event.type]]
        fitting = [pair for pair in scored if pair[0] >= _THRESHOLD]
        if fitting:
            max(fitting, key=lambda pair: pair[0])[1].append(member)
        else:
            groups.append([member])
            by_type[member.event.type].append(groups[-1])
    incidents = [_incident(group, likeness) for group in groups]
    return tuple(sorted(incidents, key=lambda i: (i.earliest or "9999", i.place.name or "" if i.place else "", i.id)))


def _incident(group: Sequence[Member], likeness: Callable[[Member, Member], tuple[float, tuple[str, ...]]]) -> Incident:
    pairs = [likeness(one, other) for n, one in enumerate(group) for other in group[n + 1 :]]
    reasons = tuple(dict.fromkeys(reason for _, why in pairs for reason in why))
    times = [m.time for m in group if m.time is not None and m.time.earliest and m.time.latest]
    key = "\n".join(f"{m.report.id} {m.statement.id}" for m in group)
    return Incident(
        id=f"incident:{hashlib.sha256(key.encode()).hexdigest()[:16]}",
        status="proposed",
        type=group[0].event.type.value,
        place=next((m.place for m in group if m.place is not None), None),
        earliest=min((t.earliest[:10] for t in times if t.earliest), default=None),
        latest=max((t.latest[:10] for t in times if t.latest), default=None),
        members=tuple(group),
        score=min((score for score, _ in pairs), default=1.0),
        reasons=reasons,
    )
