"""Exports: incidents come in one by one, a file in a format of others goes out.

    write(desk.gather(filter), "csv", Path("incidents.csv"))

``WRITERS`` has a function for each format: it takes incidents and the file to
write, and may put files of its own beside that one, named after it. A writer
prints nothing that is not in the incidents given, so that what is to be kept
back is taken out before. Those of ``TABLES`` write the full table (its columns
are in ``lexicon/tables/columns.tsv``) from ready-made rows too.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sayso.brief.exports.acled import write_acled
from sayso.brief.exports.annotation_collection import write_annotations
from sayso.brief.exports.atom import write_atom
from sayso.brief.exports.csv_table import write_csv
from sayso.brief.exports.feature_collection import write_geojson
from sayso.brief.exports.json_lines import write_jsonl
from sayso.brief.exports.parquet import write_parquet
from sayso.brief.exports.table import Row, row_of
from sayso.brief.exports.ucdp import write_ucdp
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sayso.incidents import Incident

__all__ = ["FORMATS", "TABLES", "WRITERS", "write"]

TABLES: dict[str, Callable[[Iterable[Row], Path], None]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
}

WRITERS: dict[str, Callable[[Iterable[Incident], Path], None]] = {
    "csv": lambda incidents, output: write_csv(map(row_of, incidents), output),
    "jsonl": lambda incidents, output: write_jsonl(map(row_of, incidents), output),
    "parquet": lambda incidents, output: write_parquet(map(row_of, incidents), output),
    "ucdp": write_ucdp,
    "acled": write_acled,
    "acled-digits": partial(write_acled, digits=True),
    "geojson": write_geojson,
    "annotations": write_annotations,
    "atom": write_atom,
}
FORMATS = tuple(WRITERS)
# Formats that are not for standard output: no text, or nothing without the report of what they lose.
BINARY = frozenset({"parquet", "ucdp", "acled", "acled-digits"})


def write(incidents: Iterable[Incident], format: str, output: Path) -> None:  # noqa: A002 - as elsewhere
    """Write incidents to a file in a format; nothing is held in memory that need not be.

    Raises:
        UsageError: Unknown format.
    """
    if format not in WRITERS:
        raise UsageError(f"unknown format {format!r}; choose one of {', '.join(FORMATS)}")
    WRITERS[format](incidents, output)
