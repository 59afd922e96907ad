"""A record becomes rows: what its statements are filtered, found and compared by."""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sayso import codec
from sayso.desk.words import fold
from sayso.errors import RecordError, UsageError
from sayso.record import PlacePrecision, Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.record import Actor, Place, Ref, Statement, Time

NEAR = frozenset({PlacePrecision.SITE, PlacePrecision.TOWN, PlacePrecision.DISTRICT})
_LARGEST = 2**63 - 1  # of an integer column
_POSITIONS = 2**18  # statements of a report
_REPORTS = 2**23
_DAY = (13, 32)  # more than there are months and days; none of them is 0
_ISO = re.compile(r"(?:(\d{4})(?:-(\d\d)(?:-(\d\d))?)?)?")


def digest(raw: bytes) -> str:
    """Give the SHA-256 of bytes, as records write it."""
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


def pack(report: Report) -> tuple[str, bytes]:
    """Give a record as it is stored: the digest of its JSON, and that JSON deflated."""
    said = codec.to_json(report).encode()
    return digest(said), zlib.compress(said, 1)


def unpack(stored: bytes) -> bytes:
    """Give the JSON of a stored record.

    Raises:
        RecordError: The bytes were damaged.
    """
    try:
        return zlib.decompress(stored)
    except zlib.error as error:
        raise RecordError(f"a record on the desk is damaged ({error}); restore a backup") from error


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement: its columns, those who have a part in it, and the words it is found by."""

    columns: dict[str, Any]
    parties: tuple[tuple[str, str], ...]  # role and folded name
    words: str


def statement_rows(report: Report) -> Iterator[StatementRow]:
    """Give a row for each statement of a record."""
    places = {place.id: place for place in report.places}
    times = {time.id: time for time in report.times}
    actors = {actor.id: actor for actor in report.actors}
    statements = {statement.id: statement for statement in report.statements}
    for statement in report.statements:
        place = places.get(_place_id(statement, statements) or "")
        time = times.get(_time_id(statement, statements) or "")
        parties = tuple(parties_of(statement, actors))
        event, toll = statement.event, statement.toll
        yield StatementRow(
            columns={
                "id": statement.id,
                "kind": statement.kind.value,
                "type": event.type.value if event else None,
                "stage": event.stage.value if event else None,
                "polarity": statement.polarity.value,
                "certainty": statement.certainty.value,
                "repeats": statement.same_as is not None,
                "what": toll.what.value if toll else None,
                "low": _bounded(toll.low) if toll else None,
                "high": _bounded(toll.high) if toll else None,
                **_where(place, places),
                **_when(time),
            },
            parties=tuple(dict.fromkeys((role, key) for role, name in parties if (key := fold_name(name)))),
            words=" ".join([statement.text, *(name for _, name in parties), (place.name or "") if place else ""]),
        )


def report_words_of(report: Report) -> str:
    """Give all that a report is found by: title, text, and the names of publisher, people, actors and places."""
    document = report.document
    names = [
        document.publisher,
        *(byline.name for byline in document.bylines),
        *(actor.name for actor in report.actors),
        *dict.fromkeys(place.name for place in report.places),
    ]
    return "\n".join([document.title or "", document.text, *(name for name in names if name)])


def numbered(day: str, report: int, position: int) -> int:
    """Give the number of a statement: by its first day, then by its report's number and its place among the others."""
    return first_number(day) + report * _POSITIONS + position


@lru_cache(maxsize=10_000)
def first_number(day: str) -> int:
    """Give a number that no statement of an earlier day reaches, of a day, month or year, ISO 8601, or "" for none.

    Raises:
        UsageError: It is none of these.
    """
    found = _ISO.fullmatch(day)
    if found is None:
        raise UsageError(f"{day!r} is no day; write it like 2015-09-30")
    year, month, date = (int(part or 0) for part in found.groups())
    return ((year * _DAY[0] + month) * _DAY[1] + date) * _REPORTS * _POSITIONS


def last_number(day: str) -> int:
    """Give the last number of such a day; errors as of ``first_number``."""
    return first_number(day) + _REPORTS * _POSITIONS - 1


@lru_cache(maxsize=10_000)
def fold_name(name: str) -> str:
    """Give the key of a name: its words without case, accents and punctuation."""
    return " ".join(fold(name))


def cell_of(lat: float, lon: float) -> int:
    """Give the PRIO-GRID cell of a point: half a degree square, numbered from the south-west."""
    return int(min((lat + 90) * 2, 359)) * 720 + int((lon + 180) % 360 * 2) + 1


def cells_around(cell: int) -> tuple[int, ...]:
    """Give a cell and its neighbours, eight or at a pole five; across 180° too."""
    row, column = divmod(cell - 1, 720)
    return tuple(
        one_row * 720 + (column + step) % 720 + 1
        for one_row in range(max(row - 1, 0), min(row + 1, 359) + 1)
        for step in (-1, 0, 1)
    )


def _bounded(number: int | None) -> int | None:
    return number if number is None or number <= _LARGEST else _LARGEST


def _place_id(statement: Statement, statements: Mapping[str, Statement]) -> str | None:
    """Give the place of what is stated; a toll without one has its event's."""
    if statement.toll is not None:
        event = statements.get(statement.toll.event or "")
        return statement.toll.places[0] if statement.toll.places else _place_id(event, statements) if event else None
    body = statement.event or statement.control or statement.position or statement.evidence
    return body.place if body else None


def _time_id(statement: Statement, statements: Mapping[str, Statement]) -> str | None:
    """Give the time of what is stated; a toll without one has its event's."""
    if statement.toll is not None:
        event = statements.get(statement.toll.event or "")
        return statement.toll.time or (_time_id(event, statements) if event else None)
    body = statement.event or statement.control or statement.evidence or statement.forecast
    return body.time if body else None


def _where(place: Place | None, places: Mapping[str, Place]) -> dict[str, Any]:
    """Give the columns of a place; "near Homs" without a point of its own lies where Homs does."""
    if place is not None and place.lat is None and place.relation is not None and len(place.relation.of) == 1:
        place = places.get(place.relation.of[0], place)
    if place is None:
        return dict.fromkeys(("geonames_id", "place", "country", "precision", "lat", "lon", "cell"))
    near = place.precision in NEAR and place.lat is not None and place.lon is not None
    return {
        "geonames_id": place.geonames_id,
        "place": place.name,
        "country": place.country,
        "precision": place.precision.value,
        "lat": place.lat,
        "lon": place.lon,
        "cell": str(cell_of(place.lat, place.lon)) if near else place.country,  # type: ignore[arg-type] # near has both
    }


def _when(time: Time | None) -> dict[str, Any]:
    """Give the first and the last day of a time, "" where it is not known."""
    return {
        "first_day": time.earliest[:10] if time and time.earliest else "",
        "last_day": time.latest[:10] if time and time.latest else "",
    }


def parties_of(statement: Statement, actors: Mapping[str, Actor]) -> Iterator[tuple[str, str]]:
    """Give who acts, who is acted upon and who speaks, by the actor's name and registry id, else by the words."""
    acting: tuple[Ref, ...] = ()
    receiving: tuple[Ref, ...] = ()
    if statement.event or statement.evidence:
        body = statement.event or statement.evidence
        acting, receiving = body.actors, body.recipients  # type: ignore[union-attr] # one of them is there
    elif statement.control:
        acting, receiving = statement.control.holders, statement.control.taken_from
    elif statement.position:
        acting = statement.position.who
    elif statement.aim:
        acting = statement.aim.holders
    elif statement.toll and statement.toll.whose:
        receiving = (statement.toll.whose,)
    for role, refs in (("actor", acting), ("recipient", receiving)):
        for ref in refs:
            known = actors.get(ref.actor or "")
            yield role, known.name if known else ref.text
            if known and known.registry:
                yield role, known.registry
    for voice in statement.voices:
        if voice.name:
            yield "voice", voice.name
