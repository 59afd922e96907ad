"""What a situation is: threads of entries, each entry one statement of one report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.record import Place, Report, Statement, Time


class Subject(StrEnum):
    """What a thread is about."""

    PLACE = "place"
    AIM = "aim"
    FORECAST = "forecast"
    CONDITION = "condition"


class Basis(StrEnum):
    """From where the date of an entry is known."""

    STATED = "stated"
    PUBLISHED = "published"
    DATELINE = "dateline"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why two entries stand against one another."""

    DENIED = "denied"
    NOT_HELD = "not-held"
    TWO_HOLDERS = "two-holders"
    MORE_THAN_ALL = "more-than-all"
    NO_CHANGE_TOLD = "no-change-told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds ground or an aim, or who forecasts.

    Attributes:
        key: The same for who is surely the same in several reports: a
            registry id or a proper name. A description ("the army") is nobody
            else's, so its key holds the report's id.
        name: As the report calls it.
        registry: Its id in the registry of actors, if it is listed.
        sector: As the record has it.
        proper: True for a name of its own, false for a description.
        private: True for a person without an office, whose name no view gives.
        known_as: Every way in which the report names it.
    """

    key: str
    name: str
    registry: str | None
    sector: str | None
    proper: bool
    private: bool
    known_as: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """Another entry that an entry cannot hold together with, and why."""

    entry: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One statement of one report, dated.

    Attributes:
        id: "e1", "e2", … in order of time over all reports given, whatever is picked of them.
        subject: What its thread is about.
        key: The key of its thread, "" where the statement gives no place or nobody.
        report: Where it stands.
        statement: What is said, with its voices.
        repeats: Later statements of the same report that say it again.
        holders: Who holds, wants or expects.
        taken_from: From whom ground is taken.
        place: Which place, as that report has it.
        grounds: The places that it is told to lie to ("near X").
        time: The statement's own time, if it has one.
        earliest, latest: Its bounds (ISO 8601 days or instants); of the
            report's own day where the statement has none; ``None`` where
            neither is known.
        since: True if the time is only when it began ("since May"); ``latest`` is then the report's day.
        basis: From where the bounds are known.
        against: What it stands against, in order of time.
    """

    id: str
    subject: Subject
    key: str
    report: Report
    statement: Statement
    repeats: tuple[Statement, ...]
    holders: tuple[Holder, ...]
    taken_from: tuple[Holder, ...]
    place: Place | None
    grounds: tuple[Place, ...]
    time: Time | None
    earliest: str | None
    latest: str | None
    since: bool
    basis: Basis
    against: tuple[Against, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The entries about one place, or of one holder, in order of time."""

    subject: Subject
    key: str
    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """The place's or the holders' name; "" where none is given, or where it is a private person's."""
        first = self.entries[0]
        if self.subject is Subject.PLACE:
            return "" if first.place is None else first.place.name or first.place.text
        return " and ".join(holder.name for holder in first.holders if not holder.private)

    @property
    def place(self) -> Place | None:
        """The place that the thread is about, as its first entry has it."""
        return self.entries[0].place if self.subject is Subject.PLACE else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What reports say of ground, aims and what is to come, side by side.

    ``reports`` are all that were looked at, in order of id; ``left_out``
    counts the entries that were not asked for.
    """

    reports: tuple[Report, ...]
    threads: tuple[Thread, ...]
    left_out: int
