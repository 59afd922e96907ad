"""What a proposal is: its members, when and where, how alike, and why."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.record import Event, Place, Report, Statement, Time


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One statement of one report that may tell of the incident."""

    report: Report
    statement: Statement
    event: Event
    place: Place | None
    time: Time | None

    @property
    def key(self) -> str:
        """Sixteen hexadecimal digits that name this statement of this report."""
        return hashlib.sha256(f"{self.report.id} {self.statement.id}".encode()).hexdigest()[:16]

    @property
    def again(self) -> Iterator[Member]:
        """What the report says of the same act in other voices, each once: their accounts of it, no acts besides."""
        heard = {self.statement.voices[-1].name}
        for statement in self.report.statements:
            if statement.same_as == self.statement.id and statement.event is not None:
                voice = statement.voices[-1].name
                if voice not in heard:
                    heard.add(voice)
                    yield replace(self, statement=statement, event=statement.event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Reports that may tell of one story, by their ids.

    ``score`` is that of the weakest tie, ``reasons`` are in words.
    """

    id: str
    reports: tuple[str, ...]
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Statements that may tell of one incident.

    ``id`` is made from the first of its members by report and statement id.
    ``status`` is ``proposed``: no person has looked at it. ``earliest`` and
    ``latest`` are days (ISO 8601) or ``None``; ``reasons`` are in words. On a
    desk ``status`` is also ``accepted`` and so on, and ``threshold`` the lowest
    score of a proposal that was asked for in place of a person's decision;
    ``changed_at`` is when it last changed (UTC), and ``entered`` what people
    wrote about it: a column of the full table and its value, never a name of
    theirs.
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
    threshold: float | None = None
    changed_at: str | None = None
    entered: tuple[tuple[str, str], ...] = ()

    @property
    def accounts(self) -> tuple[Member, ...]:
        """The members, each with what its report lets other voices say of it again."""
        return tuple(account for member in self.members for account in (member, *member.again))
