"""A situation in words, flat: the format ``sayso-situation/1``, from which every view of it is written.

Fields have the meaning that they have in the record, ``sayso/1``. Names of
private persons are kept back, in quotations too; no place has coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.brief.phrases import facts, gist, lined_up, sureness, voice_name, when, where
from sayso.brief.withheld import MARK, Withheld
from sayso.record import (
    Certainty,
    Change,
    ConditionRelation,
    ExtentUnit,
    PlacePrecision,
    Polarity,
    StatementKind,
    VoiceRole,
)
from sayso.threads.model import Basis, Reason, Subject

if TYPE_CHECKING:
    from sayso.record import Report, Statement, Voice
    from sayso.threads.model import Against, Entry, Holder, Situation, Thread

FORMAT = "sayso-situation/1"
NOTE = "Read by machine; no person has checked it. Who says what stands side by side; nothing is settled."

_WHY = {
    Reason.DENIED: "one says that it is so, the other that it is not",
    Reason.NOT_HELD: "one says who has it, the other that they do not",
    Reason.TWO_HOLDERS: "two parties are said to have all of it at one time",
    Reason.MORE_THAN_ALL: "together they are said to have more of it than there is",
    Reason.NO_CHANGE_TOLD: "another was said to have it before, and nobody here tells how that changed",
}
_NOWHERE = "place not given"
_PRIVATE = "private persons, names withheld"
_NOBODY = "nobody named"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldReport:
    """A report that was looked at."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPlace:
    """The place of a thread; ``country`` is ISO 3166 alpha-2."""

    name: str
    admin1: str | None
    country: str | None
    geonames_id: int | None
    precision: PlacePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldHolder:
    """Who holds, wants or expects; ``registry`` is its id in the registry of actors."""

    name: str
    registry: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldVoice:
    """A voice behind an entry."""

    name: str
    role: VoiceRole
    named: bool
    polarity: Polarity
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldExtent:
    """How much, in the report's words and in numbers."""

    text: str
    low: float | None
    high: float | None
    unit: ExtentUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLikelihood:
    """Words of estimation, with the band that the named scale gives them."""

    text: str
    scale: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAgain:
    """A later statement of the same report that says it again."""

    statement: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAgainst:
    """An entry that it stands against, and why: a reason from the closed list, and in words."""

    entry: str
    reason: Reason
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEntry:
    """One statement of one report.

    ``report`` and ``statement`` are ids, ``start`` and ``end`` count code
    points of that report's text. ``quote`` is its words there, but for names
    withheld. ``when``, ``sureness``, ``gist`` and ``why`` are our words.
    """

    id: str
    kind: StatementKind
    report: str
    statement: str
    start: int
    end: int
    quote: str
    earliest: str | None
    latest: str | None
    since: bool
    basis: Basis
    when: str
    change: Change | None
    holders: tuple[ToldHolder, ...]
    taken_from: tuple[ToldHolder, ...]
    extent: ToldExtent | None
    of: str | None
    priority: int | None
    relation: ConditionRelation | None
    likelihood: ToldLikelihood | None
    polarity: Polarity
    certainty: Certainty
    sureness: str
    gist: str
    voices: tuple[ToldVoice, ...]
    open: str | None
    repeats: tuple[ToldAgain, ...]
    against: tuple[ToldAgainst, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldThread:
    """Entries about one place, or of one holder, in order of time."""

    subject: Subject
    name: str
    place: ToldPlace | None
    entries: tuple[ToldEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The whole of it."""

    format: str = FORMAT
    note: str = NOTE
    reports: tuple[ToldReport, ...]
    threads: tuple[ToldThread, ...]
    left_out: int


def told(situation: Situation) -> Told:
    """Put a situation into words."""
    withheld = {report.id: Withheld(report) for report in situation.reports}
    entries = {entry.id: entry for thread in situation.threads for entry in thread.entries}
    lines = {key: _line(entry, withheld[entry.report.id]) for key, entry in entries.items()}

    def _entry_of(entry: Entry) -> ToldEntry:
        return _entry(
            entry, withheld[entry.report.id], tuple(_against(m, lines) for m in entry.against if m.entry in lines)
        )

    return Told(
        reports=tuple(_report(report, withheld[report.id]) for report in situation.reports),
        threads=tuple(
            ToldThread(
                subject=thread.subject,
                name=_thread_name(thread),
                place=_place(thread),
                entries=tuple(map(_entry_of, thread.entries)),
            )
            for thread in situation.threads
        ),
        left_out=situation.left_out,
    )


@cache
def situation_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of ``sayso-situation/1``, made from the types."""
    made = msgspec.json.schema(Told)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return made


def _report(report: Report, withheld: Withheld) -> ToldReport:
    document = report.document
    return ToldReport(
        id=report.id,
        title=withheld.words(document.title) if document.title is not None else None,
        publisher=document.publisher,
        published=document.published,
        url=withheld.address(document.url),
    )


def _thread_name(thread: Thread) -> str:
    """Head a thread: a place with what tells it from its namesakes, or who holds it."""
    place = thread.place
    if place is None:
        if thread.subject is Subject.PLACE:
            return _NOWHERE
        return thread.name or (_PRIVATE if thread.entries[0].holders else _NOBODY)
    if place.name is None:
        return where(place) or place.text
    name = place.name if place.text == place.name else f"{place.text} = {place.name}"
    around = (
        place.admin1 if place.admin1 != place.name else None,
        place.country if place.precision is not PlacePrecision.COUNTRY else None,
    )
    return f"{', '.join(part for part in (name, *around) if part)} ({place.precision})"


def _place(thread: Thread) -> ToldPlace | None:
    place = thread.place
    if place is None:
        return None
    return ToldPlace(
        name=place.name or place.text,
        admin1=place.admin1,
        country=place.country,
        geonames_id=place.geonames_id,
        precision=place.precision,
    )


def _entry(entry: Entry, withheld: Withheld, against: tuple[ToldAgainst, ...]) -> ToldEntry:
    statement = entry.statement
    control, likely = statement.control, statement.likelihood
    extent = control.extent if control is not None else None
    return ToldEntry(
        id=entry.id,
        kind=statement.kind,
        report=entry.report.id,
        statement=statement.id,
        start=statement.start,
        end=statement.end,
        quote=withheld.words(statement.text),
        earliest=entry.earliest,
        latest=entry.latest,
        since=entry.since,
        basis=entry.basis,
        when=_when(entry),
        change=control.change if control is not None else None,
        holders=tuple(map(_holder, entry.holders)),
        taken_from=tuple(map(_holder, entry.taken_from)),
        extent=None
        if extent is None
        else ToldExtent(text=withheld.words(extent.text), low=extent.low, high=extent.high, unit=extent.unit),
        of=_of(statement, withheld),
        priority=statement.aim.priority if statement.aim is not None else None,
        relation=statement.condition.relation if statement.condition is not None else None,
        likelihood=None
        if likely is None
        else ToldLikelihood(text=likely.text, scale=likely.scale, low=likely.low, high=likely.high),
        polarity=statement.polarity,
        certainty=statement.certainty,
        sureness=withheld.words(sureness(statement, entry.report)),
        gist=withheld.words(gist(statement, entry.report)),
        voices=tuple(_voice(voice, withheld) for voice in lined_up(statement.voices)),
        open=next((withheld.words(value) for name, value in facts(statement, entry.report) if name == "open"), None),
        repeats=tuple(
            ToldAgain(statement=one.id, start=one.start, end=one.end, quote=withheld.words(one.text))
            for one in entry.repeats
        ),
        against=against,
    )


def _of(statement: Statement, withheld: Withheld) -> str | None:
    if statement.aim is not None:
        return withheld.words(statement.aim.goal.text)
    for body in (statement.forecast, statement.condition):
        if body is not None:
            return withheld.words(body.of.text)
    return None


def _holder(holder: Holder) -> ToldHolder:
    return ToldHolder(name=MARK if holder.private else holder.name, registry=holder.registry)


def _voice(voice: Voice, withheld: Withheld) -> ToldVoice:
    name = MARK if withheld.is_kept_back(voice) else withheld.words(voice_name(voice))
    return ToldVoice(name=name, role=voice.role, named=voice.named, polarity=voice.polarity, certainty=voice.certainty)


def _when(entry: Entry) -> str:
    """Give the day of an entry, and from where it is known."""
    words = when(entry.time)
    if entry.basis is Basis.STATED:
        return f"since {words}" if entry.since else words or ""
    vague = f"“{entry.time.text}”, " if entry.time is not None else ""
    if entry.basis is Basis.UNKNOWN:
        return f"{vague}day not known"
    return f"{entry.earliest}, {vague}the day of {'publication' if entry.basis is Basis.PUBLISHED else 'the dateline'}"


def why_against(reason: Reason) -> str:
    """Say why two entries stand against one another."""
    return _WHY[reason]


def _line(entry: Entry, withheld: Withheld) -> str:
    """Say in a line what an entry says, for those that it stands against."""
    said = withheld.words(f"{sureness(entry.statement, entry.report)} {gist(entry.statement, entry.report)}")
    voice = _voice(lined_up(entry.statement.voices)[-1], withheld).name
    return f"{'' if said.startswith('stated flatly') else f'{voice}: '}{said}, {_when(entry)}"


def _against(mark: Against, lines: dict[str, str]) -> ToldAgainst:
    return ToldAgainst(entry=mark.entry, reason=mark.reason, why=f"{lines[mark.entry]}: {_WHY[mark.reason]}")
