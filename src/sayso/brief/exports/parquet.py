"""The full table as Parquet and as frames, by Apache Arrow: typed columns, the data dictionary in the metadata."""

from __future__ import annotations

import importlib
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.brief.exports.columns import SCHEMA_VERSION, data_dictionary, fields
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sayso.brief.exports.table import Row

LIBRARIES = ("pandas", "polars")
_GROUP = 5_000  # rows


def write_parquet(rows: Iterable[Row], output: Path) -> None:
    """Write rows of the full table in groups; objects are JSON text, instants UTC."""
    import pyarrow.parquet as pq

    schema = arrow_schema()
    with pq.ParquetWriter(output, schema, compression="zstd") as writer:
        for batch in _batches(rows, schema):
            writer.write_batch(batch)


def frame_of(rows: Iterable[Row], library: str = "pandas") -> Any:
    """Give rows of the full table as a frame of a library, with typed columns.

    Raises:
        UsageError: Another library, or it is not installed.
    """
    if library not in LIBRARIES:
        raise UsageError(f"no frames for {library!r}; choose one of {', '.join(LIBRARIES)}")
    try:
        there = importlib.import_module(library)
    except ImportError as error:
        raise UsageError(f"{library} is not installed; 'pip install {library}', or choose another library") from error
    import pyarrow as pa

    schema = arrow_schema()
    table = pa.Table.from_batches(_batches(rows, schema), schema)
    if library == "polars":
        return there.from_arrow(table)
    kept = {pa.int64(): there.Int64Dtype(), pa.bool_(): there.BooleanDtype()}  # numbers with gaps stay whole
    return table.to_pandas(types_mapper=kept.get, date_as_object=False)


def arrow_schema() -> Any:
    """Give the columns as Arrow has them."""
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "datetime": pa.timestamp("s", tz="UTC"),
        "list": pa.list_(pa.string()),
        "json": pa.string(),
    }
    described = [pa.field(f.name, types[f.type], metadata={"description": f.description}) for f in fields()]
    about = {"schema_version": SCHEMA_VERSION, "table_schema": msgspec.json.encode(data_dictionary()).decode()}
    return pa.schema(described, metadata=about)


def _batches(rows: Iterable[Row], schema: Any) -> Iterator[Any]:
    import pyarrow as pa

    kinds = [_MADE.get(field.type) for field in fields()]
    remaining = iter(rows)
    while some := list(islice(remaining, _GROUP)):
        columns = []
        for column, kind, field in zip(zip(*some, strict=True), kinds, schema, strict=True):
            made = column if kind is None else [None if value is None else kind(value) for value in column]
            columns.append(pa.array(made, type=field.type))
        yield pa.record_batch(columns, schema=schema)


_MADE: dict[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "number": float,
}
