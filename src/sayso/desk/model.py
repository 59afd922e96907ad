"""What goes on a desk and what comes off it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from sayso.errors import UsageError
from sayso.intake.dates import normal_date
from sayso.record import EventType, StatementKind

if TYPE_CHECKING:
    from sayso.incidents.origins import Repeat
    from sayso.record import MadeBy, Report

_DAY = 10  # characters of an ISO 8601 day


class State(StrEnum):
    """Where an incident stands.

    ``withdrawn``: what made it was undone, or all its reports were deleted.
    """

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class Coarsen(StrEnum):
    """How coarsely an incident is published, or not at all."""

    ADMIN1 = "admin1"
    COUNTRY = "country"
    HIDE = "hide"


class Reason(StrEnum):
    """Why a report was deleted; no more than this is kept."""

    SAFETY = "safety"
    CONSENT = "consent"
    LEGAL = "legal"
    RETENTION = "retention"


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """A report with the item that it was read from: its name and its bytes as they came."""

    report: Report
    item: str | None
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A report that is on the desk now; ``new`` is False where it was there before.

    ``not_all`` says that it was not compared with all: there are reports that
    were added without proposing; ``verify(repair=True)`` compares them.
    """

    id: str
    new: bool
    item: str | None = None
    not_all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A report on the desk, as lists show it. ``captured_at`` is a UTC instant, ``original`` a digest.

    ``repeats`` are those that it repeats, where that was asked (``Desk.with_repeats``).
    """

    id: str
    url: str | None
    title: str | None
    publisher: str | None
    published: str | None
    item: str | None
    captured_at: str
    original: str | None
    revision: int
    repeats: tuple[Repeat, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One reading of a report: what made it, and when."""

    revision: int
    record_id: str
    made_by: MadeBy
    read_at: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class MemberId:
    """A statement of a report, in the revision in which it has that id."""

    report: str
    statement: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement on the desk, as lists show it; days are ISO 8601."""

    report: str
    statement: str
    kind: str
    type: str | None
    stage: str | None
    polarity: str
    certainty: str
    what: str | None
    low: int | None
    high: int | None
    place: str | None
    country: str | None
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskIncident:
    """An incident on the desk: where it stands, what it is made of, and what its members tell."""

    id: str
    state: State
    merged_into: str | None
    type: str | None
    place: str | None
    country: str | None
    first_day: str | None
    last_day: str | None
    score: float | None
    reasons: tuple[str, ...]
    members: tuple[MemberId, ...]
    changed_at: str | None = field(default=None, compare=False)  # UTC
    entered: tuple[tuple[str, str], ...] = ()  # what people wrote: column of the full table, value
    threshold: float | None = None  # where asked for with one: proposals stand without a person's decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A proposal that may belong to an incident which people have decided about; nothing moves by itself."""

    proposal: DeskIncident
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What changed of an incident, oldest first: when (UTC) and what, in words."""

    incident: DeskIncident
    what: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What people decided about the publication of an incident, besides what holds for all.

    ``unlocked``: place and time as the record has them. ``coarsen``: no finer
    than that; ``hide`` leaves it out. ``shown`` are names let out, ``hidden``
    words kept back.
    """

    unlocked: bool = False
    coarsen: Coarsen | None = None
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a decision about an incident changes; ``entered`` holds columns of the full table and their values."""

    state: State
    members: tuple[MemberId, ...]
    merged_into: str | None = None
    entered: tuple[tuple[str, str], ...] = ()
    publication: Publication | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry in the history of an incident; ``before`` is None where the decision made it.

    ``decision`` is shared by all entries of one decision; ``undoes`` names the
    decision that this one takes back.
    """

    decision: int
    incident: str
    at: str
    who: str
    action: str
    why: str
    undoes: int | None
    before: Standing | None
    after: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What is left of a deleted report: digests that name it, when, who and why."""

    id: str
    at: str
    who: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to look for; what is None is not asked.

    Args:
        kind: Of a statement.
        type: Of an event, PLOVER.
        country: ISO 3166 alpha-2.
        place: A name that the gazetteer or a report has for it, or a GeoNames number in digits.
        since: First day, ISO 8601; what may have happened then or later is found.
        until: Last day.
        actor: Who acts, by name or registry id; case and accents do not matter.
        query: Words, "phrases", -without, begin*.

    Raises:
        UsageError: A kind, type, country or day is none.
    """

    kind: str | None = None
    type: str | None = None
    country: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    query: str | None = None

    def __post_init__(self) -> None:
        """Refuse what would find nothing for being misspelled."""
        for name, asked, known in (
            ("kind of statement", self.kind, StatementKind),
            ("type of event", self.type and self.type.upper(), EventType),
        ):
            if asked is not None and asked not in set(known):
                raise UsageError(f"there is no {name} {asked!r}; choose one of {', '.join(known)}")
        if self.country is not None and not re.fullmatch("[A-Za-z]{2}", self.country):
            raise UsageError(f"{self.country!r} is no code of a country; give that of ISO 3166 with two letters, as SY")
        for day in (self.since, self.until):
            if day is not None and len(normal_date(day)) > _DAY:
                raise UsageError(f"{day!r} is an instant; give a day, as 2015-09-30")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two statements that may tell of one incident; score 0 to 1, reasons in words."""

    one: tuple[str, str]  # report, statement
    other: tuple[str, str]
    score: float
    reasons: tuple[str, ...]
    one_story: bool = False  # whether the two reports are alike
