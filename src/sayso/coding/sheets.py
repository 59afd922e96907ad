"""Coding sheets: made of incidents, blank or with what a machine read, and read back."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from sayso.brief.exports.columns import positions
from sayso.brief.exports.csv_table import guarded, joined, parted, unguarded
from sayso.brief.exports.table import row_of
from sayso.coding.model import Sheet, fields
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import TextIO

    from sayso.incidents import Incident, Member

UNITS = ("incidents", "statements")
NONE = "-"  # a cell that says: looked for, and not told; an empty one is missing
MACHINE = "sayso"  # the coder of what a machine read
_ABOUT = ("unit", "coder", "published", "publisher", "url", "words")
_DAY = 10  # characters of an ISO 8601 day


def write_sheet(
    incidents: Iterable[Incident], out: TextIO, *, units: str = "incidents", coder: str = "", filled: bool = False
) -> int:
    """Write a coding sheet as CSV; give the number of units.

    Args:
        incidents: What is to be coded.
        out: A text stream that keeps line ends (``newline=""``).
        units: ``incidents``, or ``statements`` for each statement in them.
        coder: Who codes; written into each row.
        filled: Whether the cells hold what the record says ("-" where it
            tells nothing), for comparing a machine with people; else they are
            empty.

    Raises:
        UsageError: Other units.
    """
    if units not in UNITS:
        raise UsageError(f"no units {units!r}; choose one of {', '.join(UNITS)}")
    wanted = [field.name for field in fields().values() if units == "statements" or not field.of_statements]
    writer = csv.DictWriter(out, [*_ABOUT, *wanted], lineterminator="\r\n")
    writer.writeheader()
    written = 0
    for incident in incidents:
        for about, told in _units(incident, units):
            cells = {name: _cell(told[name]) or NONE for name in wanted} if filled else dict.fromkeys(wanted, "")
            writer.writerow({**about, "coder": guarded(coder or (MACHINE if filled else "")), **cells})
            written += 1
    return written


def read_sheet(file: Path) -> tuple[Sheet, ...]:
    """Read a file of codings: CSV with the column ``unit`` (or ``id``), fields, and ``coder`` if there are several.

    Without a column or cell for the coder, the file's name stands for it.

    Raises:
        UsageError: It cannot be read, names no unit or no field, or codes a unit twice; names the line.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            named = reader.fieldnames or ()
            key = next((name for name in ("unit", "id") if name in named), None)
            if key is None:
                raise UsageError(f"{file}: line 1: no column unit; a coding sheet has unit, coder and fields")
            known = [name for name in fields() if name in named]
            if not known:
                raise UsageError(f"{file}: line 1: no field to compare; fields are {', '.join(fields())}")
            units: dict[str, dict[str, Mapping[str, str]]] = {}
            at: dict[str, dict[str, int]] = {}
            for row in reader:
                unit = (row[key] or "").strip()
                coder = unguarded((row.get("coder") or "").strip()) or file.stem
                if not unit:
                    raise UsageError(f"{file}: line {reader.line_num}: no unit")
                if unit in units.setdefault(coder, {}):
                    raise UsageError(f"{file}: line {reader.line_num}: {coder} codes {unit} twice")
                units[coder][unit] = {name: unguarded((row[name] or "").strip()) for name in known}
                at.setdefault(coder, {})[unit] = reader.line_num
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{file}: not a coding sheet: {error}") from error
    return tuple(Sheet(name=str(file), coder=coder, units=told, lines=at[coder]) for coder, told in units.items())


def _units(incident: Incident, units: str) -> Iterator[tuple[dict[str, str], Mapping[str, Any]]]:
    if units == "statements":
        yield from ((_about(f"{member.report.id}#{member.statement.id}", [member]), _told(member))
                    for member in incident.members)  # fmt: skip
        return
    row, at = row_of(incident), positions()
    yield _about(incident.id, incident.members), {name: row[at[name]] for name in fields() if name in at}


def _about(unit: str, members: Iterable[Member]) -> dict[str, str]:
    told = [(member.report.document, member.statement.text) for member in members]
    return {
        "unit": unit,
        "published": joined(_each(document.published for document, _ in told)),
        "publisher": guarded(joined(_each(document.publisher for document, _ in told))),
        "url": guarded(joined(_each(document.url for document, _ in told))),
        "words": guarded(joined(_each(words for _, words in told))),
    }


def _each(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _told(member: Member) -> dict[str, Any]:
    """Give what one statement tells, in the fields of a sheet."""
    event, place, time = member.event, member.place, member.time
    actors = {actor.id: actor.name for actor in member.report.actors}
    told: dict[str, Any] = dict.fromkeys(fields())
    told |= {
        "type": event.type.value,
        "modes": list(event.modes),
        "stage": event.stage.value,
        "polarity": member.statement.polarity.value,
        "certainty": member.statement.certainty.value,
        "actors": _each(actors.get(ref.actor or "", ref.text) for ref in event.actors),
        "recipients": _each(actors.get(ref.actor or "", ref.text) for ref in event.recipients),
        "place_name": place.name or place.text if place is not None else None,
        "country": place.country if place is not None else None,
        "precision_resolved": place.precision.value if place is not None else None,
        "earliest": time.earliest[:_DAY] if time is not None and time.earliest else None,
        "latest": time.latest[:_DAY] if time is not None and time.latest else None,
        "time_precision": time.precision.value if time is not None else None,
    }
    for statement in member.report.statements:
        toll = statement.toll
        if toll is not None and toll.event == member.statement.id and toll.group is None:
            who = "people" if toll.who.value not in {"civilians", "combatants"} else toll.who.value
            for bound, number in (("low", toll.low), ("high", toll.high if toll.high is not None else toll.low)):
                name = f"{toll.what.value}_{who}_{bound}"
                if name in told and told[name] is None:
                    told[name] = number
    return told


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return guarded(joined(value) if isinstance(value, list) else str(value))


def items(cell: str) -> str:
    """Give a cell's items in one order, whatever their case, for comparing."""
    return "; ".join(sorted(item.casefold() for item in parted(cell)))
