"""The lines of a user's CSV file: a header of known columns, and as many fields in each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.errors import UsageError

if TYPE_CHECKING:
    import csv
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def check_header(rows: csv.DictReader[str], needed: Iterable[str], columns: Iterable[str], file: Path | str) -> None:
    """Read the header, blanks around its names left out.

    Raises:
        UsageError: A needed column is lacking, or there is one that is unknown.
    """
    header = [column.strip() for column in rows.fieldnames or ()]
    rows.fieldnames = header
    known = list(columns)
    lacking = [column for column in needed if column not in header]
    strange = [column for column in header if column not in known]
    if lacking or strange:
        wrong = f"lacks {', '.join(lacking)}" if lacking else f"has the unknown column {strange[0]!r}"
        raise UsageError(f"{file}, line 1: the header {wrong}; it may have {','.join(known)}")


def cells_of(row: Mapping[str, str | None], where: str) -> dict[str, str]:
    """Give a line's fields by column, without the blanks around them; ``where`` names file and line.

    Raises:
        UsageError: The line has more or fewer fields than the header.
    """
    if None in row or None in row.values():
        raise UsageError(f"{where}: the line has not as many fields as the header; put fields with commas in quotes")
    return {column: (words or "").strip() for column, words in row.items()}
