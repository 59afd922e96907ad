"""A team's own sheet: each row becomes a record, entered by people, with the sheet and its source as voices.

The text of such a record is the row itself, a line for each cell that is filled ("Date: 2015-09-30"), so that all
that is taken from it quotes it as records do. Columns are known by their headers (``sheet_columns.tsv``); those that
mean nothing to us stay in the text.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from sayso import lexicon, pipeline
from sayso.brief.exports.table import BY_PEOPLE
from sayso.errors import UsageError
from sayso.grounding.gazetteer import load_gazetteer
from sayso.intake.dates import normal_date
from sayso.record import (
    Actor,
    ActorKind,
    Attribution,
    Block,
    BlockKind,
    Certainty,
    Document,
    Event,
    EventType,
    Form,
    KnownFrom,
    MadeBy,
    Options,
    ParserStamp,
    Place,
    PlacePrecision,
    Polarity,
    Ref,
    Report,
    Source,
    Span,
    Stage,
    Stance,
    Statement,
    StatementKind,
    Time,
    TimePrecision,
    TimeType,
    Toll,
    TollScope,
    TollWhat,
    TollWho,
    Voice,
    VoiceKnownFrom,
    VoiceRole,
)
from sayso.statements.codes import codes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

RULE = "entered by a person"
NEEDED = ("id", "type")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_MADE_BY = MadeBy(
    sayso=version("sayso"),
    reader=min(BY_PEOPLE),
    parser=ParserStamp(name="none", version="none", digest="none"),
    lexicon="none",
    gazetteer="none",
    options=Options(),
)


class CellError(UsageError):
    """A cell that cannot be taken in; ``column`` is its header."""

    def __init__(self, column: str, why: str) -> None:
        """Say which column, and why."""
        super().__init__(f"column {column}: {why}")
        self.column = column


def columns_of(header: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Give the header of each column that we know, by our name for it.

    Args:
        header: The sheet's first line.
        given: Headers by our names, which go before what the table says.

    Raises:
        UsageError: A name of ours or a header is none, or a column that is needed is not there.
    """
    known = {row["pattern"]: row["names"].split("|") for row in lexicon.table("sheet_columns")}
    for ours, theirs in given.items():
        if ours not in known:
            raise UsageError(f"no column {ours!r} can be mapped; choose among {', '.join(known)}")
        if theirs not in header:
            raise UsageError(f"the sheet has no column {theirs!r}; its first line has {', '.join(header)}")
    plain = {" ".join(re.split(r"[\W_]+", name.lower())).strip(): name for name in reversed(header)}
    found = dict(given)
    for ours, names in known.items():
        header_of = next((plain[name] for name in names if name in plain and plain[name] not in found.values()), None)
        if ours not in found and header_of is not None:
            found[ours] = header_of
    for ours in NEEDED:
        if ours not in found:
            raise UsageError(f"the sheet has no column for {ours}; name it with --map {ours}=HEADER")
    return found


@dataclass(frozen=True, slots=True)
class _Cell:
    column: str
    span: Span


class _Sheet:
    """The text of a row, and where each cell stands in it."""

    def __init__(self, row: Mapping[str, str], columns: Mapping[str, str]) -> None:
        ours = {theirs: name for name, theirs in columns.items()}
        self.text = ""
        self.cells: dict[str, _Cell] = {}
        self._columns = columns
        for header, value in row.items():
            if not value.strip():
                continue
            self.text += f"\n{header}: " if self.text else f"{header}: "
            start = len(self.text)
            self.text += value.strip()
            if header in ours:
                span = Span(start=start, end=len(self.text), text=value.strip())
                self.cells[ours[header]] = _Cell(header, span)

    def said(self, name: str) -> str | None:
        cell = self.cells.get(name)
        return cell.span.text if cell else None

    def parts(self, name: str) -> Iterator[Span]:
        """Give the parts of a cell that semicolons part."""
        cell = self.cells.get(name)
        for match in re.finditer(r"[^;\s](?:[^;]*[^;\s])?", cell.span.text) if cell else ():
            start = cell.span.start + match.start()  # type: ignore[union-attr] # there is none without a cell
            yield Span(start=start, end=start + len(match.group()), text=match.group())

    def has(self, name: str) -> bool:
        return name in self._columns

    def wrong(self, name: str, why: str) -> CellError:
        return CellError(self._columns.get(name, name), why)


def report_of(row: Mapping[str, str], columns: Mapping[str, str], sheet: str) -> Report:
    """Make a record of a row: an event for each source, with its figures.

    Args:
        row: The cells by their headers, in the sheet's order.
        columns: The headers by our names, as of ``columns_of``.
        sheet: What the sheet is called; the outermost voice.

    Raises:
        CellError: A cell says nothing that can be taken in.
    """
    made = _Sheet(row, columns)
    ident = made.said("id")
    if ident is None:
        raise made.wrong("id", "is empty; each row needs an id that stays")
    kind, modes, acled = _type(made)
    place, time = _place(made), _time(made)
    actors = _actors([*made.parts("actors"), *made.parts("recipients")])
    document = _document(made, ident, sheet)
    sources = list(made.parts("source"))
    attributions = tuple(_attribution(i, source, made.text) for i, source in enumerate(sources))
    statements: list[Statement] = []
    for attribution in attributions or (None,):
        voices = _voices(sheet, attribution)
        event = Event(
            type=kind, modes=modes, contexts=(), cameo=codes_of(kind, modes).get("cameo") or None, acled=acled,
            ucdp=None, stage=Stage.ACCOMPLISHED, trigger=made.cells["type"].span, first=True,
            actors=tuple(_ref(actors, span) for span in made.parts("actors")),
            recipients=tuple(_ref(actors, span) for span in made.parts("recipients")), instruments=(), targets=(),
            place=place.id if place else None, place_basis="clause" if place else None,
            time=time.id if time else None, time_basis="clause" if time else None, of=None,
        )  # fmt: skip
        span = made.cells.get("words", made.cells["type"]).span
        first = _statement(len(statements) + 1, StatementKind.EVENT, span, voices)
        statements.append(replace(first, event=event))
        for toll in _tolls(made, first.id):
            one = _statement(len(statements) + 1, StatementKind.TOLL, toll.words, voices)
            statements.append(replace(one, toll=toll))
    return Report(
        id=pipeline.report_id(document),
        made_by=_MADE_BY,
        document=document,
        actors=tuple(actors.values()),
        places=(place,) if place else (),
        times=(time,) if time else (),
        attributions=attributions,
        statements=tuple(statements),
    )


def _document(made: _Sheet, ident: str, sheet: str) -> Document:
    published = None
    if (said := made.said("published")) is not None:
        try:
            published = normal_date(said)
        except UsageError as error:
            raise made.wrong("published", str(error)) from error
    return Document(
        id=f"sha256:{hashlib.sha256(made.text.encode()).hexdigest()}",
        url=made.said("url"),
        title=f"Row {ident} of {sheet}",
        publisher=sheet,
        publisher_from=KnownFrom.OPTION,
        published=published,
        published_from=KnownFrom.OPTION if published else None,
        text=made.text,
        blocks=(Block(start=0, end=len(made.text), kind=BlockKind.LIST),),
    )


def _type(made: _Sheet) -> tuple[EventType, tuple[str, ...], str | None]:
    said = made.said("type")
    if said is None:
        raise made.wrong("type", "is empty; write a PLOVER type, as ASSAULT, or a name of ACLED, as Armed clash")
    if said.upper() in set(EventType):
        return EventType(said.upper()), (), None
    known = _acled().get(said.lower())
    if known is None:
        raise made.wrong("type", f"{said!r} is no PLOVER type, as ASSAULT, and no name of ACLED, as Armed clash")
    return known


@cache
def _acled() -> dict[str, tuple[EventType, tuple[str, ...], str]]:
    """Give PLOVER's type and mode for each name of ACLED."""
    found: dict[str, tuple[EventType, tuple[str, ...], str]] = {}
    for row in lexicon.table("crosswalk"):
        if row["acled"]:
            found.setdefault(
                row["acled"].lower(), (EventType(row["pattern"]), tuple(filter(None, [row["mode"]])), row["acled"])
            )
    return found


def _place(made: _Sheet) -> Place | None:
    """Give the place: where just one there has the name, towns first, the gazetteer's; the sheet's point counts."""
    gazetteer = load_gazetteer()
    named, land = made.cells.get("place_name"), made.said("country")
    cell = named or made.cells.get("country")
    lat, lon = _degrees(made, "lat", 90), _degrees(made, "lon", 180)
    if (lat is None) != (lon is None):
        raise made.wrong("lat" if lat is None else "lon", "is empty where the other coordinate is not")
    if cell is None:
        if lat is not None:
            raise made.wrong("place_name", "is empty where coordinates are given; name the place")
        return None
    country = gazetteer.country_named(land) if land else None
    if land and country is None:
        raise made.wrong("country", f"{land!r} is no country; write its name or ISO 3166 code")
    code = country.alpha2 if country else None
    precision = made.said("precision") or ("unknown" if named else "country")
    if precision not in set(PlacePrecision):
        raise made.wrong("precision", f"{precision!r} is none; choose among {', '.join(PlacePrecision)}")
    base = Place(
        id="p1", start=cell.span.start, end=cell.span.end, text=cell.span.text, name=None, country=code, admin1=None,
        lat=lat, lon=lon, geonames_id=None, precision=PlacePrecision(precision), radius_km=None, same_as=None,
        candidates=(), basis=RULE,
    )  # fmt: skip
    found = [one for one in gazetteer.find(cell.span.text) if code in (None, one.country)] if named else []
    towns = [one for one in found if one.kind == "town"]
    if 1 not in (len(towns), len(found)):
        return base
    (entry,) = towns if len(towns) == 1 else found
    division = gazetteer.entry(entry.admin1) if entry.admin1 else None
    resolved = replace(
        base, name=entry.name, country=entry.country or code, admin1=division.name if division else None,
        geonames_id=entry.geonames_id,
    )  # fmt: skip
    if lat is not None:
        return resolved
    return replace(
        resolved, lat=entry.lat, lon=entry.lon, radius_km=entry.radius_km,
        precision=PlacePrecision(lexicon.by_pattern("place_kinds")[entry.kind]["value"]),
    )  # fmt: skip


def _degrees(made: _Sheet, name: str, most: int) -> float | None:
    said = made.said(name)
    if said is None:
        return None
    try:
        value = float(said)
    except ValueError:
        value = most + 1.0
    if not -most <= value <= most:
        raise made.wrong(name, f"{said!r} is no degree from -{most} to {most}")
    return value


def _time(made: _Sheet) -> Time | None:
    cell = made.cells.get("earliest")
    if cell is None:
        if "latest" in made.cells:
            raise made.wrong("earliest", "is empty where a last day is given")
        return None
    said = cell.span.text
    first, precision = _days(made, "earliest", said, last=False)
    latest, _ = _days(made, "latest", made.said("latest") or said, last=True)
    if latest < first:
        raise made.wrong("latest", f"{latest} is before {first}")
    return Time(
        id="t1", start=cell.span.start, end=cell.span.end, text=said, type=TimeType.DATE, value=said, earliest=first,
        latest=latest, precision=precision, basis=RULE,
    )  # fmt: skip


def _days(made: _Sheet, name: str, said: str, *, last: bool) -> tuple[str, TimePrecision]:
    try:
        if not _DAY.fullmatch(said):
            raise ValueError(said)
        if len(said) == 10:
            return normal_date(said), TimePrecision.DAY
        if len(said) == 4:
            return f"{said}-{'12-31' if last else '01-01'}", TimePrecision.YEAR
        day = normal_date(f"{said}-01")
        return (_last_of(day) if last else day), TimePrecision.MONTH
    except (ValueError, UsageError):
        raise made.wrong(name, f"{said!r} is no day, month or year; write 2015-09-30, 2015-09 or 2015") from None


def _last_of(day: str) -> str:
    from calendar import monthrange

    year, month, _ = map(int, day.split("-"))
    return f"{day[:8]}{monthrange(year, month)[1]:02}"


def _actors(spans: Iterable[Span]) -> dict[str, Actor]:
    found: dict[str, Actor] = {}
    for span in spans:
        known = found.get(span.text)
        mentions = (*(known.mentions if known else ()), span)
        found[span.text] = Actor(
            id=known.id if known else f"a{len(found) + 1}", name=span.text, kind=ActorKind.OTHER, country=None,
            sector=None, registry=None, mentions=mentions,
        )  # fmt: skip
    return found


def _ref(actors: Mapping[str, Actor], span: Span) -> Ref:
    return Ref(actor=actors[span.text].id, start=span.start, end=span.end, text=span.text)


def _tolls(made: _Sheet, event: str) -> Iterator[Toll]:
    for what in (TollWhat.KILLED, TollWhat.INJURED):
        for column, who in (("people", TollWho.UNKNOWN), ("civilians", TollWho.CIVILIANS)):
            names = [f"{what.value}_{column}_{bound}" for bound in ("low", "high")]
            low, high = (_number(made, name) for name in names)
            if low is None and high is None:
                continue
            if low is not None and high is not None and high < low:
                raise made.wrong(names[1], f"{high} is less than {low}")
            words = made.cells[names[0] if low is not None else names[1]].span
            both = high if made.has(names[1]) else low  # "killed: 12" alone is a plain number
            yield Toll(
                what=what, who=who, group=None, whose=None, low=low, high=both, approximate=False, words=words,
                part_of=None, scope=TollScope.INCIDENT, places=(), as_of=None, event=event,
            )  # fmt: skip


def _number(made: _Sheet, name: str) -> int | None:
    said = made.said(name)
    if said is not None and not re.fullmatch(r"[0-9]{1,9}", said):
        raise made.wrong(name, f"{said!r} is no whole number; leave it empty where none is known")
    return int(said) if said is not None else None


def _attribution(number: int, source: Span, text: str) -> Attribution:
    return Attribution(
        id=f"q{number}", form=Form.INDIRECT, parent=None,
        source=Source(start=source.start, end=source.end, text=source.text, actors=()), outlet=None, cue=None,
        content=(Span(start=0, end=len(text), text=text),), stance=Stance.NEUTRAL, alterations=(), rule=RULE,
        named=True,
    )  # fmt: skip


def _voices(sheet: str, attribution: Attribution | None) -> tuple[Voice, ...]:
    """Give the sheet, and within it whoever it names as its source; only the last says so for certain."""
    own = Voice(
        name=sheet, actor=None, attribution=None, role=VoiceRole.DOCUMENT, named=True,
        known_from=VoiceKnownFrom.OPTION, polarity=Polarity.POSITIVE, certainty=Certainty.CERTAIN,
    )  # fmt: skip
    if attribution is None or attribution.source is None:
        return (own,)
    outer = replace(own, polarity=Polarity.UNKNOWN, certainty=Certainty.UNKNOWN)
    inner = replace(
        own, name=attribution.source.text, attribution=attribution.id, role=VoiceRole.OTHER,
        known_from=VoiceKnownFrom.TEXT,
    )  # fmt: skip
    return (outer, inner)


def _statement(number: int, kind: StatementKind, span: Span, voices: tuple[Voice, ...]) -> Statement:
    return Statement(
        id=f"s{number}", kind=kind, start=span.start, end=span.end, text=span.text, same_as=None, rule=RULE,
        voices=voices, polarity=voices[-1].polarity, certainty=voices[-1].certainty, open_to=(), likelihood=None,
    )  # fmt: skip
