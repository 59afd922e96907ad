"""The record: every type of the format ``sayso/1``, and nothing else.

All records are frozen, hold tuples, and mean the same in Python and in JSON
(``codec.py`` is the JSON door). Offsets are Unicode code points into
``Document.text``, end exclusive. Unknown is ``None`` or an empty tuple.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FORMAT = "sayso/1"


class BlockKind(StrEnum):
    """What a stretch of a page is: text to be read, or furniture around it."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    BODY = "body"
    QUOTE = "quote"
    LIST = "list"
    CAPTION = "caption"
    CORRECTION = "correction"
    BYLINE = "byline"
    CREDIT = "credit"
    READ_MORE = "read-more"
    REPUBLISHED = "republished"
    APPEAL = "appeal"
    RELATED = "related"
    SHARE = "share"
    SUBSCRIBE = "subscribe"
    COMMENTS = "comments"
    STAMP = "stamp"
    LEGAL = "legal"
    NAVIGATION = "navigation"

    @property
    def is_furniture(self) -> bool:
        """True for what a publisher wraps around an article; it is never read for content."""
        return self not in _TEXT_KINDS


_TEXT_KINDS = frozenset(
    {
        BlockKind.HEADLINE,
        BlockKind.DATELINE,
        BlockKind.BODY,
        BlockKind.QUOTE,
        BlockKind.LIST,
        BlockKind.CAPTION,
        BlockKind.CORRECTION,
    }
)


class KnownFrom(StrEnum):
    """Where a fact about the document was found."""

    OPTION = "option"
    JSON_LD = "json-ld"
    OPENGRAPH = "opengraph"
    META = "meta"
    VISIBLE = "visible"
    FURNITURE = "furniture"


class BylineRole(StrEnum):
    """What a person of the byline did."""

    REPORTER = "reporter"
    CURATOR = "curator"
    AGENCY = "agency"
    PHOTOGRAPHER = "photographer"


class ActorKind(StrEnum):
    """What sort of body or person an actor is."""

    STATE = "state"
    GOVERNMENT = "government"
    MILITARY = "military"
    POLICE = "police"
    ARMED_GROUP = "armed-group"
    PERSON = "person"
    OUTLET = "outlet"
    MONITOR = "monitor"
    IGO = "igo"
    NGO = "ngo"
    PARTY = "party"
    CIVILIANS = "civilians"
    MEDICAL = "medical"
    POPULATION = "population"
    OTHER = "other"


class VoiceRole(StrEnum):
    """In what capacity a voice speaks."""

    OUTLET = "outlet"
    REPORTER = "reporter"
    OFFICIAL = "official"
    MILITARY = "military"
    POLICE = "police"
    ARMED_GROUP = "armed-group"
    MONITOR = "monitor"
    AID_WORKER = "aid-worker"
    MEDIC = "medic"
    WITNESS = "witness"
    ANALYST = "analyst"
    SOCIAL_MEDIA = "social-media"
    DOCUMENT = "document"
    PERSON = "person"
    OTHER = "other"


class VoiceKnownFrom(StrEnum):
    """Where the name of a voice was found."""

    TEXT = "text"
    OPTION = "option"
    METADATA = "metadata"
    FURNITURE = "furniture"


class Polarity(StrEnum):
    """Whether a voice says that it did or did not happen (FactBank)."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How sure a voice is (FactBank's CT, PR, PS, U)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class Form(StrEnum):
    """How an attribution gives the words of its source."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    BLOCK = "block"
    TITLE = "title"


class Stance(StrEnum):
    """What the citing words think of what is cited."""

    NEUTRAL = "neutral"
    ENDORSING = "endorsing"
    DISTANCING = "distancing"
    DENYING = "denying"
    DOUBTING = "doubting"
    DECLINING = "declining"
    ASKING = "asking"


class AlterationKind(StrEnum):
    """What an editor did to a quotation."""

    ELLIPSIS = "ellipsis"
    INSERTION = "insertion"
    EMPHASIS = "emphasis"


class StatementKind(StrEnum):
    """What sort of thing is said."""

    EVENT = "event"
    TOLL = "toll"
    CONTROL = "control"
    POSITION = "position"
    AIM = "aim"
    FORECAST = "forecast"
    CONDITION = "condition"
    QUESTION = "question"
    EVIDENCE = "evidence"


class EventType(StrEnum):
    """The sixteen event types of PLOVER 2.0."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Stage(StrEnum):
    """How far the act of an event got."""

    ACCOMPLISHED = "accomplished"
    ONGOING = "ongoing"
    ATTEMPTED = "attempted"
    THREATENED = "threatened"
    PLANNED = "planned"
    FAILED = "failed"
    HYPOTHETICAL = "hypothetical"

    @property
    def happened(self) -> bool:
        """True for what took place, or was begun or tried; threats, plans and failures are none."""
        return self in _TAKEN_PLACE


_TAKEN_PLACE = frozenset({Stage.ACCOMPLISHED, Stage.ONGOING, Stage.ATTEMPTED})


class Change(StrEnum):
    """What happens to the control of a place."""

    HOLDS = "holds"
    GAINS = "gains"
    LOSES = "loses"
    ADVANCES = "advances"
    RETREATS = "retreats"
    BESIEGES = "besieges"
    CONTESTS = "contests"


class TollWhat(StrEnum):
    """What became of the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    CAPTURED = "captured"
    MISSING = "missing"
    DISPLACED = "displaced"
    DETAINED = "detained"


class TollWho(StrEnum):
    """Who the people counted are said to be."""

    CIVILIANS = "civilians"
    COMBATANTS = "combatants"
    UNKNOWN = "unknown"
    DISPUTED = "disputed"


class TollScope(StrEnum):
    """What a figure counts over."""

    INCIDENT = "incident"
    SEVERAL_PLACES = "several-places"
    PERIOD = "period"
    UNKNOWN = "unknown"


class ExtentUnit(StrEnum):
    """What an extent of control is measured in."""

    SHARE = "share"
    KM2 = "km2"
    KM = "km"
    PLACES = "places"


class ConditionRelation(StrEnum):
    """How a statement hangs on its condition."""

    IF = "if"
    UNLESS = "unless"
    EITHER = "either"


class Medium(StrEnum):
    """What sort of evidence is spoken of."""

    VIDEO = "video"
    PHOTO = "photo"
    AUDIO = "audio"
    DOCUMENT = "document"
    SATELLITE = "satellite"
    WITNESS = "witness"


class PlacePrecision(StrEnum):
    """How exactly a place is known, finest first."""

    SITE = "site"
    TOWN = "town"
    DISTRICT = "district"
    ADMIN1 = "admin1"
    COUNTRY = "country"
    REGION = "region"
    UNKNOWN = "unknown"


class RelationKind(StrEnum):
    """How a place lies to others."""

    DISTANCE = "distance"
    DIRECTION = "direction"
    NEAR = "near"
    WITHIN = "within"
    BETWEEN = "between"
    ALONG = "along"
    ACROSS = "across"
    LINKING = "linking"


class TimeType(StrEnum):
    """TimeML's TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class TimePrecision(StrEnum):
    """How exactly a time is known, finest first."""

    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part-of-day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    UNKNOWN = "unknown"


class RedactionReason(StrEnum):
    """Why a stretch of text is not shown in a copy for publication."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "e-mail"
    HANDLE = "handle"
    PLATE = "plate"
    ADDRESS = "address"
    COORDINATES = "coordinates"
    SITE = "site"
    PLACE = "place"
    TIME = "time"
    WITHHELD = "withheld"


class DisputeField(StrEnum):
    """What two statements of one report disagree about."""

    RECIPIENTS = "recipients"
    ACTORS = "actors"
    TOLL = "toll"
    PLACE = "place"
    TIME = "time"
    OCCURRENCE = "occurrence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the document: ``text`` always equals ``document.text[start:end]``."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end < self.start or len(self.text) != self.end - self.start:
            raise ValueError(f"not a span: {self.start}..{self.end} for {len(self.text)} characters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """Words that name somebody, and the actor they were resolved to, if any."""

    actor: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One stretch of a page; blocks partition all text that is not white space."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """A person or agency that made the report.

    ``start`` and ``end`` are ``None`` where only the page's metadata names them.
    """

    name: str
    role: BylineRole
    outlet: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A published piece: its unchanged text, its blocks, and what is known about it."""

    id: str
    url: str | None = None
    title: str | None = None
    language: str = "en"
    publisher: str | None = None
    publisher_from: KnownFrom | None = None
    published: str | None = None
    published_from: KnownFrom | None = None
    updated: str | None = None
    updated_from: KnownFrom | None = None
    bylines: tuple[Byline, ...] = ()
    text: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A body or person of the report, with every place where it is named.

    ``of`` is the id of the actor that it belongs to as the words say: the
    state or body of an official, the owner of an army, ministry or militia.
    ``office`` is what a person is there ("Foreign Minister", "spokesman"), in
    the report's words. Both are null where the words do not tell.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sector: str | None
    registry: str | None
    mentions: tuple[Span, ...]
    of: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """A gazetteer entry that a toponym might mean."""

    name: str
    geonames_id: int | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How a place lies to its grounds (``of``); km to 0.1, bearing in degrees from north."""

    kind: RelationKind
    km_low: float | None = None
    km_high: float | None = None
    bearing: float | None = None
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place named in the text; coordinates are the gazetteer's representative point.

    ``part_of_name``: the name is part of somebody's ("the Idlib Health
    Directorate"), so nothing is said to be there.

    ``stated`` is how exactly the words put it ("School No. 9" is a site),
    ``precision`` what this record gives. ``resolved`` is set in a copy for
    publication, where the place was coarsened: how exactly it was known.
    """

    id: str
    start: int
    end: int
    text: str
    name: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    precision: PlacePrecision
    radius_km: float | None
    same_as: str | None
    candidates: tuple[PlaceCandidate, ...]
    basis: str
    relation: Relation | None = None
    part_of_name: bool = False
    stated: PlacePrecision | None = None
    resolved: PlacePrecision | None = None

    @property
    def coarsened(self) -> bool:
        """True in a copy for publication that gives the place less exactly than it is known."""
        return self.resolved is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time named in the text, with its TimeML value and bounds (dates or local instants).

    ``resolved`` is set in a copy for publication, where the time was
    coarsened: how exactly it was known.
    """

    id: str
    start: int
    end: int
    text: str
    type: TimeType
    value: str | None
    earliest: str | None
    latest: str | None
    precision: TimePrecision
    basis: str
    resolved: TimePrecision | None = None

    @property
    def coarsened(self) -> bool:
        """True in a copy for publication that gives the time less exactly than it is known."""
        return self.resolved is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The words that say who is cited, and the actors they name."""

    start: int
    end: int
    text: str
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """A change that an editor made to a quotation."""

    start: int
    end: int
    kind: AlterationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says what: source, cue and content, and the attribution around it, if any.

    ``role`` and ``named`` tell of the source, as they do of a ``Voice``.
    """

    id: str
    form: Form
    parent: str | None
    source: Source | None
    outlet: Ref | None
    cue: Span | None
    content: tuple[Span, ...]
    stance: Stance
    alterations: tuple[Alteration, ...]
    rule: str
    role: VoiceRole = VoiceRole.OTHER
    named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody who stands behind a statement, with their own polarity and certainty."""

    name: str | None
    actor: str | None
    attribution: str | None
    role: VoiceRole
    named: bool
    known_from: VoiceKnownFrom
    polarity: Polarity
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """Words of estimation, with the band that the named scale gives them."""

    start: int
    end: int
    text: str
    scale: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom, in the terms of PLOVER 2.0."""

    type: EventType
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    cameo: str | None
    acled: str | None
    ucdp: str | None
    stage: Stage
    trigger: Span
    first: bool
    actors: tuple[Ref, ...]
    recipients: tuple[Ref, ...]
    instruments: tuple[Span, ...]
    targets: tuple[Span, ...]
    place: str | None
    place_basis: str | None
    time: str | None
    time_basis: str | None
    of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How many people, who, and what became of them, in the report's own bounds."""

    what: TollWhat
    who: TollWho
    group: str | None
    whose: Ref | None
    low: int | None
    high: int | None
    approximate: bool
    words: Span
    part_of: str | None
    scope: TollScope
    places: tuple[str, ...]
    as_of: str | None
    event: str | None
    time: str | None = None
    time_basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much is held, gained or lost."""

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    unit: ExtentUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Who holds, gains or loses which ground."""

    holders: tuple[Ref, ...]
    taken_from: tuple[Ref, ...]
    change: Change
    extent: Extent | None
    place: str | None
    time: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where somebody is."""

    who: tuple[Ref, ...]
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What somebody wants to bring about; priority 1 is the first."""

    holders: tuple[Ref, ...]
    goal: Span
    priority: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What is said to be coming."""

    of: Span
    time: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a statement is said to hang on."""

    of: Span
    relation: ConditionRelation


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something asked; it states nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A recording, document or witness, and what it is said to show."""

    medium: Medium
    shows: Span | None
    actors: tuple[Ref, ...]
    recipients: tuple[Ref, ...]
    place: str | None
    time: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something said, with the voices behind it, outermost first.

    ``polarity`` and ``certainty`` repeat the innermost voice's. Only the body
    named by ``kind`` is set; in JSON only that body is written.
    """

    id: str
    kind: StatementKind
    start: int
    end: int
    text: str
    same_as: str | None
    rule: str
    voices: tuple[Voice, ...]
    polarity: Polarity
    certainty: Certainty
    open_to: tuple[str, ...]
    likelihood: Likelihood | None
    event: Event | None = None
    toll: Toll | None = None
    control: Control | None = None
    position: Position | None = None
    aim: Aim | None = None
    forecast: Forecast | None = None
    condition: Condition | None = None
    question: Question | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Statements of one report that do not sit together, and why."""

    field: DisputeField
    statements: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParserStamp:
    """The parsing pipeline that was used; ``digest`` is over its files."""

    name: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStamp:
    """A user's file that a record was made with: its name, and the SHA-256 of its bytes."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a reader may be told about how to read; ``actors`` is set to the file of actors read with."""

    likelihood_scale: str = "icd203"
    actors: FileStamp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """All versions and settings that made a record."""

    sayso: str
    reader: str
    parser: ParserStamp
    lexicon: str
    gazetteer: str
    options: Options


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """A stretch of the text that a copy for publication does not show, and why.

    The stretch keeps its length. ``document.id`` stays the digest of the whole
    text, so that whoever holds that can check it.
    """

    start: int
    end: int
    reason: RedactionReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole sourced record of one document, as ``sayso read`` prints it.

    ``redactions`` is null but in a copy for publication.
    """

    format: str = FORMAT
    id: str
    made_by: MadeBy
    document: Document
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    weapons: tuple[Span, ...] = ()
    times: tuple[Time, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    statements: tuple[Statement, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    warnings: tuple[str, ...] = ()
    redactions: tuple[Redaction, ...] | None = None

    def to_dict(self) -> dict[str, object]:
        """Give the record as plain dicts and lists, ready for JSON."""
        from sayso.codec import to_dict

        return to_dict(self)

    def _repr_html_(self) -> str:
        """Show the record as a page of its own, as notebooks ask."""
        from sayso.brief.page import report_frame

        return report_frame(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An item of a batch that could not be read: which, at which step, and why."""

    item: str
    step: str
    reason: str
