"""Tables of people come in: the full table after editing, and a team's own sheet; looked through, then all or none.

A changed cell of the full table is a decision (``state``), people's own entry (grades, tags, note), or a correction
that is kept beside what the reports tell; each is an entry in the incident's history. A row of a team's sheet is a
record of its own (``sheets.py``), found again by the sheet's name and the row's id.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import and_, select, update

from sayso.brief.exports.columns import fields, positions
from sayso.brief.exports.csv_table import cells, digest_of, parted, unguarded
from sayso.desk.adding import newest_of, put_report, put_revision, tombstone_of
from sayso.desk.finding import incidents_by
from sayso.desk.model import MemberId, State
from sayso.desk.ready import rows_by
from sayso.desk.review import Decision, history_of, make, set_state, standing_of, take_over
from sayso.desk.sheets import CellError, columns_of, report_of
from sayso.desk.tables import members, reports, revisions
from sayso.errors import ItemError, UsageError
from sayso.incidents.grading import GRADES
from sayso.intake.dates import normal_date
from sayso.record import EventType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy.engine import Connection

    from sayso.brief.exports.columns import Field
    from sayso.desk.model import DeskIncident
    from sayso.desk.proposals import Key, Proposer
    from sayso.record import Report

ACTION = "import"
_AT_ONCE = 200  # rows
_BYTES = 200_000_000
_DECIDED = {"accepted": State.ACCEPTED, "rejected": State.REJECTED}
_ASKED = frozenset({"link", "threshold", "changed_at"})  # what the asking decides, and by what a row's age is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a table changes, a line each (number of the line, and what in words), how much stays, and what is wrong."""

    changes: tuple[tuple[int, str], ...]
    unchanged: int
    faults: tuple[str, ...]
    applied: bool


@dataclass(frozen=True, slots=True)
class _Line:
    number: int  # at which the row begins, from 1
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Change:
    line: int
    said: str
    apply: Callable[[Decision], None]


def read_table(file: Path) -> tuple[list[str], list[_Line], list[str]]:
    """Read a CSV file: header, rows by header, and what is wrong with its form.

    Raises:
        ItemError: It cannot be read, or is no CSV with a header.
    """
    try:
        if file.stat().st_size > _BYTES:
            raise ItemError(f"{file} is larger than {_BYTES // 1_000_000} MB; part it")
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ItemError(f"{file} cannot be opened ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise ItemError(f"{file} is not UTF-8; save it as CSV UTF-8") from error
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    faults: list[str] = []
    lines: list[_Line] = []
    header: list[str] = []
    begins = 1
    try:
        for row in reader:
            if not header:
                header = [name.strip() for name in row]
            elif any(row):
                if len(row) != len(header):
                    faults.append(f"line {begins}: {len(row)} cells where the first line has {len(header)}")
                lines.append(_Line(begins, dict(zip(header, row, strict=False))))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ItemError(f"{file}: line {reader.line_num}: no CSV ({error}); save it as CSV again") from error
    if not header or len(set(header)) != len(header) or "" in header:
        raise ItemError(f"{file}: line 1: each column needs a name of its own")
    return header, lines, faults


def is_export(header: Sequence[str]) -> bool:
    """Tell the full table, whole or in part, by its first line."""
    return {"id", "changed_at"} <= set(header)


class Import:
    """One table, looked through on a desk, within a transaction."""

    def __init__(self, connection: Connection, file: Path, *, by: str, now: str, propose_for: Proposer | None) -> None:
        """Read the table.

        Raises:
            ItemError: It cannot be read, or is no CSV with a header.
        """
        self._connection = connection
        self._name = file.name
        self._by = by
        self._now = now
        self._propose_for = propose_for
        self._header, self._lines, self._faults = read_table(file)

    def plan(self, given: Mapping[str, str], sheet: str | None) -> list[_Change]:
        """Give what the table changes; what is wrong is kept for ``told``.

        Raises:
            UsageError: Columns are mapped that are none, or of an export.
        """
        if not is_export(self._header):
            columns = columns_of(self._header, given)
            return list(self._entered(columns, sheet or self._name))
        if given or sheet is not None:
            raise UsageError("--map and --sheet are for sheets of your own; this is an export")
        return list(self._edited())

    def apply(self, changes: Sequence[_Change]) -> set[Key]:
        """Make the changes, each a decision of its own; give the statements whose proposals are to be made anew."""
        touched: set[Key] = set()
        for change in changes:
            why = f"{self._name} line {change.line}"
            decision = Decision(self._connection, by=self._by, why=why, action=ACTION, now=self._now)
            change.apply(decision)
            touched |= decision.touched
        return touched

    def told(self, changes: Sequence[_Change], *, applied: bool) -> Imported:
        """Give what there is to say."""
        faults = tuple(f"{self._name}: {fault}" for fault in self._faults)
        unchanged = len(self._lines) - len(changes)
        said = tuple((change.line, change.said) for change in changes)
        return Imported(changes=said, unchanged=unchanged, faults=faults, applied=applied)

    def _wrong(self, line: _Line, why: str) -> None:
        self._faults.append(f"line {line.number}: {why}")

    # The full table after editing

    def _edited(self) -> Iterator[_Change]:
        if unknown := [name for name in self._header if name not in positions()]:
            self._faults.append(f"line 1: the full table has no column {unknown[0]}; take it out")
            return
        columns = [field for field in fields() if field.name in self._header and field.name not in _ASKED]
        seen: dict[str, int] = {}
        for i in range(0, len(self._lines), _AT_ONCE):
            some = [line for line in self._lines[i : i + _AT_ONCE] if not _untouched(line)]
            ids = list(dict.fromkeys(line.cells.get("id", "") for line in some))
            there = {one.id: one for one in incidents_by(self._connection, ids)}
            rows = {str(row[0]): cells(row) for row in rows_by(self._connection, list(there))}
            for line in some:
                ident = line.cells.get("id", "")
                if ident in seen:
                    self._wrong(line, f"column id: {ident} stands in line {seen[ident]} already")
                elif ident not in there:
                    self._wrong(line, f"column id: there is no incident {ident or '(empty)'} on the desk")
                else:
                    try:
                        change = self._edit(line, columns, there[ident], rows[ident])
                    except CellError as error:
                        self._wrong(line, str(error))
                    else:
                        yield from [change] if change is not None else []
                seen.setdefault(ident, line.number)

    def _edit(
        self, line: _Line, columns: Sequence[Field], incident: DeskIncident, row: Sequence[object]
    ) -> _Change | None:
        """Give what a row changes, or None.

        Raises:
            CellError: A cell that cannot be changed, says nothing that can be kept, or is older than the incident.
        """
        at = positions()
        was = {field.name: "" if (cell := row[at[field.name]]) is None else str(cell) for field in columns}
        differ = [field for field in columns if not _same(field, was[field.name], line.cells.get(field.name, ""))]
        if not differ:
            return None
        too_old = self._is_older(line, incident)
        try:
            state, entered = _wanted(line, differ, incident, was)
        except CellError:
            if too_old:
                raise _older(incident) from None
            raise
        before, after = dict(incident.entered), tuple(sorted(entered.items()))
        if after == incident.entered and state is None:
            return None
        if too_old:
            raise _older(incident)
        said = [f"state: {incident.state} to {state}"] if state is not None else []
        said += [_told(name, before.get(name), entered.get(name), was.get(name)) for name in sorted({*before, *entered})
                 if before.get(name) != entered.get(name)]  # fmt: skip

        def apply(decision: Decision) -> None:
            take_over(decision.connection, incident.id, decision.now)
            standing = standing_of(decision.connection, incident.id)
            if standing is not None:
                decision.change(incident.id, replace(standing, entered=after))
            if state is not None:
                set_state(decision, incident.id, state)

        return _Change(line.number, f"{incident.id}: {'; '.join(said)}", apply)

    def _is_older(self, line: _Line, incident: DeskIncident) -> bool:
        """Tell whether an incident changed since a row was written, other than by who imports it."""
        if line.cells.get("changed_at", "") == (incident.changed_at or ""):
            return False
        entries = history_of(self._connection, incident.id)
        return not entries or (entries[-1].action, entries[-1].who) != (ACTION, self._by)

    # A team's own sheet

    def _entered(self, columns: Mapping[str, str], sheet: str) -> Iterator[_Change]:
        there = self._rows_of(sheet)
        seen: dict[str, int] = {}
        for line in self._lines:
            try:
                report = report_of(line.cells, columns, sheet)
            except CellError as error:
                self._wrong(line, str(error))
                continue
            ident = line.cells[columns["id"]].strip()
            if ident in seen:
                self._wrong(line, f"column {columns['id']}: {ident} stands in line {seen[ident]} already")
                continue
            seen[ident] = line.number
            known = there.get(f"{sheet}#{ident}")
            if known is None and tombstone_of(self._connection, report.id, report.document.id) is not None:
                self._wrong(line, f"row {ident} was deleted from the desk; it stays away")
            elif known is None:
                yield _Change(line.number, f"row {ident}: a new incident", self._putting(report, f"{sheet}#{ident}"))
            elif known[1] != report.id:
                said = f"row {ident}: changed; another reading of report {known[0]}"
                yield _Change(line.number, said, self._revising(report, known[0]))

    def _rows_of(self, sheet: str) -> dict[str, tuple[int, str]]:
        """Give the number and the newest record's id of each row that is there, by sheet and the row's id."""
        rows = self._connection.execute(
            select(reports.c.item, reports.c.number, revisions.c.record_id)
            .join(revisions, and_(revisions.c.report == reports.c.number, revisions.c.revision == reports.c.revision))
            .where(reports.c.item.startswith(f"{sheet}#", autoescape=True))
        )
        return {row.item: (row.number, row.record_id) for row in rows}

    def _putting(self, report: Report, item: str) -> Callable[[Decision], None]:
        def apply(decision: Decision) -> None:
            put_report(decision.connection, report, decision.now, self._propose_for)
            decision.connection.execute(update(reports).where(reports.c.id == report.id).values(item=item))
            make(decision, _members(report, report.id, 1), State.ACCEPTED)

        return apply

    def _revising(self, report: Report, number: int) -> Callable[[Decision], None]:
        """Put a row's new wording beside the old one, and into the incidents that hold it."""

        def apply(decision: Decision) -> None:
            connection = decision.connection
            put_revision(connection, number, report, decision.now, self._propose_for)
            named = connection.execute(select(reports.c.id).where(reports.c.number == number)).scalar_one()
            mine = _members(report, named, newest_of(connection, number))
            held = select(members.c.incident).where(members.c.report == number).distinct()
            for incident in sorted(connection.scalars(held)):
                standing = standing_of(connection, incident)
                if standing is not None:
                    others = [one for one in standing.members if one.report != named]
                    decision.change(incident, replace(standing, members=tuple(sorted([*others, *mine]))))

        return apply


def _members(report: Report, named: str, revision: int) -> list[MemberId]:
    return [
        MemberId(report=named, statement=one.id, revision=revision)
        for one in report.statements
        if one.event is not None
    ]


def _untouched(line: _Line) -> bool:
    """Tell a row that is as it was written."""
    made = [line.cells.get(field.name, "") for field in fields()]
    return bool(made[-1]) and digest_of(made) == made[-1]


def _same(field: Field, was: str, cell: str) -> bool:
    """Tell whether a cell says the same; spreadsheets write numbers and booleans their own way."""
    if was == cell or field.name == "row_digest":
        return True
    if field.type == "boolean":
        return was == cell.strip().lower()
    if field.type in {"number", "integer"}:
        try:
            return float(was) == float(cell)
        except ValueError:
            return False
    return was.replace("\r\n", "\n") == cell.replace("\r\n", "\n")


def _wanted(
    line: _Line, differ: Sequence[Field], incident: DeskIncident, was: Mapping[str, str]
) -> tuple[State | None, dict[str, str]]:
    """Give the state that a row decides, if it does, and all that people's columns and corrections are to say."""
    state, entered = None, dict(incident.entered)
    if any(field.name == "corrections" for field in differ):
        kept = _corrections(line.cells["corrections"])
        entered = {name: value for name, value in entered.items() if _edit_of(name) == "entry"} | kept
    for field in differ:
        value = unguarded(line.cells.get(field.name, "")).strip()
        if field.edit == "no":
            raise CellError(field.name, f"cannot be changed by editing; it was {was[field.name]!r}")
        if field.edit == "decision":
            if value not in _DECIDED:
                raise CellError(field.name, f"{value!r} is not for a table to say; write accepted or rejected")
            state = _DECIDED[value]
        elif field.name != "corrections":
            entered[field.name] = _checked(field, value)
            if field.edit == "entry" and not entered[field.name]:
                del entered[field.name]
    return state, entered


def _corrections(cell: str) -> dict[str, str]:
    try:
        said = msgspec.json.decode(cell or "{}", type=dict[str, str])
    except msgspec.MsgspecError as error:
        raise CellError("corrections", 'is no JSON like {"place_name":"Hama"}') from error
    by_name = {field.name: field for field in fields()}
    for name in said:
        if name not in by_name or _edit_of(name) != "correction":
            raise CellError("corrections", f"{name} is no column that can be corrected")
    return {name: _checked(by_name[name], value) for name, value in said.items()}


def _edit_of(name: str) -> str:
    return fields()[positions()[name]].edit


def _checked(field: Field, value: str) -> str:
    """Give a cell's text as it is kept; a correction may be empty: that it is not known."""
    if not value:
        return ""
    wrong = None
    if field.name.startswith("grade_"):
        wrong = None if value in GRADES else f"no grade; choose among {', '.join(GRADES)}"
    elif field.name == "type":
        wrong = None if value in set(EventType) else "no PLOVER type, as ASSAULT"
    elif field.name == "country":
        wrong = None if re.fullmatch("[A-Z]{2}", value) else "no ISO 3166 code of two letters"
    elif field.type == "integer":
        wrong = None if re.fullmatch("[0-9]{1,9}", value) else "no whole number"
    elif field.type == "number":
        most = 90 if field.name == "lat" else 180
        wrong = None if _is_number(value) and abs(float(value)) <= most else f"no degree from -{most} to {most}"
    elif field.type == "date":
        wrong = None if re.fullmatch(r"\d{4}-\d\d-\d\d", value) and _is_day(value) else "no day; write 2015-09-30"
    if wrong is not None:
        raise CellError(field.name, f"{value!r} is {wrong}")
    return msgspec.json.encode(parted(value)).decode() if field.name == "tags" else value


def _is_number(value: str) -> bool:
    try:
        return isfinite(float(value))
    except ValueError:
        return False


def _is_day(value: str) -> bool:
    try:
        return bool(normal_date(value))
    except UsageError:
        return False


def _told(name: str, before: str | None, after: str | None, machine: str | None) -> str:
    if _edit_of(name) == "entry":
        return f"{name}: {before or 'empty'} to {after or 'empty'}"
    if after is None:
        return f"{name}: the correction {before or 'empty'} is taken away"
    return f"{name}: {after or 'empty'}, kept beside {machine or 'empty'}"


def _older(incident: DeskIncident) -> CellError:
    return CellError("changed_at", f"{incident.id} changed since ({incident.changed_at}); export it again")
