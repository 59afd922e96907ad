"""All of a desk as one file, the same for both databases: gzipped JSON lines.

The first line names the format and the version of the tables, each other line is
a table and one of its rows, the last says how many there are. Bytes stand in
base 64. What can be made from the records is left out and made again.
"""

from __future__ import annotations

import gzip
import os
import tempfile
import zlib
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import LargeBinary, insert, select

from sayso.desk.adding import put_carried, put_derived, record_of
from sayso.desk.migrations import NEWEST
from sayso.desk.proposals import put_candidates, settle_report
from sayso.desk.tables import history, incidents, links, members, originals, reports, revisions, tombstones
from sayso.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

FORMAT = "sayso-desk/1"
_KEPT = {str(t.name): t for t in (originals, reports, revisions, incidents, members, history, links, tombstones)}
_AT_ONCE = 200  # rows


def write(connection: Connection, file: Path) -> int:
    """Write a desk as the connection's transaction sees it; the file appears whole under its name.

    Returns:
        The number of rows.

    Raises:
        DeskError: The file cannot be written.
    """
    try:
        handle, part = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as out:
                rows = 0
                out.write(msgspec.json.encode({"format": FORMAT, "tables": NEWEST}) + b"\n")
                for name, kept in _KEPT.items():
                    asked = select(kept).order_by(*kept.primary_key.columns)
                    for row in connection.execution_options(yield_per=_AT_ONCE).execute(asked):
                        out.write(
                            msgspec.json.encode((name, {str(column): value for column, value in row._mapping.items()}))
                            + b"\n"
                        )
                        rows += 1
                out.write(msgspec.json.encode({"rows": rows}) + b"\n")
            Path(part).replace(file)
        finally:
            Path(part).unlink(missing_ok=True)
    except OSError as error:
        raise DeskError(f"the backup {file} cannot be written ({error.strerror}); check the folder") from error
    return rows


def check_header(file: Path) -> None:
    """See that a file is a backup that this program can read.

    Raises:
        DeskError: It is not.
    """
    try:
        with gzip.open(file) as lines:
            header = msgspec.json.decode(next(lines, b""))
        version = header["tables"] if header["format"] == FORMAT else None
    except FileNotFoundError as error:
        raise DeskError(f"{file} does not exist; check the path") from error
    except (OSError, EOFError, zlib.error, msgspec.DecodeError, TypeError, KeyError):
        version = None
    if version is None:
        raise DeskError(f"{file} is no backup of a desk; name a file that 'sayso backup' wrote")
    if version != NEWEST:
        raise DeskError(f"{file} was written by another version of Sayso (tables {version}, this one has {NEWEST})")


def read(connection: Connection, file: Path, now: str) -> int:
    """Fill an empty desk from a backup with a good header, within the connection's transaction.

    Returns:
        The number of rows.

    Raises:
        DeskError: The file is not whole, or the desk is not empty.
    """
    if any(connection.execute(select(kept).limit(1)).first() for kept in _KEPT.values()):
        raise DeskError("this desk holds something already; restore into one that does not exist yet")
    total = 0
    try:
        with gzip.open(file) as lines:
            next(lines)
            for name, rows in groupby(_rows(lines, file), key=lambda pair: pair[0]):
                while batch := [row for _, row in islice(rows, _AT_ONCE)]:
                    connection.execute(insert(_KEPT[name]), batch)
                    total += len(batch)
    except (OSError, EOFError, zlib.error, msgspec.MsgspecError, KeyError) as error:
        raise DeskError(f"{file} is damaged or not whole ({error}); take another backup") from error
    asked = select(reports.c.number, reports.c.revision, reports.c.waits)
    for number, revision, waits in list(connection.execute(asked).tuples()):
        report = record_of(connection, number)
        put_derived(connection, number, report)
        if revision > 1:
            put_carried(connection, number, report)
        if not waits:
            put_candidates(connection, number, report)
    for number in list(connection.scalars(select(reports.c.number).order_by(reports.c.number))):
        settle_report(connection, number, now)
    return total


def _rows(lines: Iterator[bytes], file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give table and row of each line, and see at the end that none is missing."""
    binary = {name: [c.name for c in kept.columns if isinstance(c.type, LargeBinary)] for name, kept in _KEPT.items()}
    total = 0
    for line in lines:
        match msgspec.json.decode(line):
            case [str(name), dict(row)] if name in _KEPT:
                for column in binary[name]:
                    row[column] = msgspec.convert(row[column], bytes)
                total += 1
                yield name, row
            case {"rows": int(said)} if said == total:
                return
            case _:
                break
    raise DeskError(f"{file} is damaged or not whole; take another backup")
