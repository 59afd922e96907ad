"""Dates as people write them for options: ISO 8601."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sayso.errors import UsageError


def normal_date(words: str) -> str:
    """Give a day as ``YYYY-MM-DD``, an instant with a zone as ``YYYY-MM-DDTHH:MM:SSZ`` in UTC.

    An instant without a zone keeps only its day, since its UTC day is not known.

    Raises:
        UsageError: The words are no ISO 8601 date.
    """
    try:
        if len(words) <= 10:
            return date.fromisoformat(words).isoformat()
        instant = datetime.fromisoformat(words)
    except ValueError as error:
        raise UsageError(f"{words!r} is no date; write it as 2015-09-30 or 2015-09-30T08:00:00+03:00") from error
    try:
        return day_or_utc(instant)
    except OverflowError as error:
        raise UsageError(f"{words!r} is out of range; write it as 2015-09-30") from error


def day_or_utc(instant: datetime) -> str:
    """Give an instant in UTC where it has a zone, else its day alone.

    Raises:
        OverflowError: In UTC it would lie outside the years 1 to 9999.
    """
    if instant.tzinfo is None:
        return instant.date().isoformat()
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
