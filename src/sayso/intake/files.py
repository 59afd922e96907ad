"""Items on disk: the only part of intake that opens files."""

from __future__ import annotations

from pathlib import Path

from sayso.errors import ItemError
from sayso.intake.plain import LARGEST


def read_bytes(item: str | Path | bytes) -> tuple[str, bytes]:
    """Give an item's name for messages, and its bytes.

    Raises:
        ItemError: No such file, a folder, not readable, or larger than 10 MB.
    """
    if isinstance(item, bytes):
        return "the input", item
    path = Path(item)
    name = str(item)
    try:
        if path.is_dir():
            raise ItemError(f"{name} is a folder; name the files in it, for instance {name}/*.txt")
        if path.stat().st_size > LARGEST:
            raise ItemError(f"{name} is larger than {LARGEST // 1_000_000} MB; split it into single reports")
        return name, path.read_bytes()
    except FileNotFoundError as error:
        raise ItemError(f"{name} does not exist; check the path") from error
    except OSError as error:
        raise ItemError(f"{name} cannot be opened ({error.strerror}); check the path and its permissions") from error
    except ValueError as error:
        raise ItemError(f"{name!r} is no path ({error}); name a file") from error
