"""Which entries were asked for; what stands against one of them is given with it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sayso.errors import UsageError
from sayso.threads.who import same_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.threads.model import Entry

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Picked(NamedTuple):
    """The entries to give, in order, and how many were left out."""

    kept: tuple[Entry, ...]
    left_out: int


def picked(
    entries: Sequence[Entry],
    *,
    place: str | None,
    holder: str | None,
    since: str | None,
    until: str | None,
) -> Picked:
    """Keep the entries that meet every condition, and those that stand against them.

    Raises:
        UsageError: ``since`` or ``until`` is no day, or they run backwards.
    """
    first = _bounds(since, "since")[0] if since is not None else None
    last = _bounds(until, "until")[1] if until is not None else None
    if first is not None and last is not None and first > last:
        raise UsageError(f"the time asked for ends ({until}) before it begins ({since}); give the earlier day first")
    asked = {
        entry.id
        for entry in entries
        if (place is None or _is_about(entry, place))
        and (holder is None or any(same_name(holder, one) for one in (*entry.holders, *entry.taken_from)))
        and _is_within(entry, first, last)
    }
    with_rivals = asked | {mark.entry for entry in entries if entry.id in asked for mark in entry.against}
    kept = tuple(entry for entry in entries if entry.id in with_rivals)
    return Picked(kept, len(entries) - len(kept))


def _is_about(entry: Entry, name: str) -> bool:
    """Tell whether an entry's place, or what it is told to lie to, is called so."""
    asked = _plain(name)
    places = (*((entry.place,) if entry.place is not None else ()), *entry.grounds)
    return any(asked in {_plain(place.text), _plain(place.name or "")} for place in places)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _is_within(entry: Entry, first: str | None, last: str | None) -> bool:
    """Tell whether an entry's days meet those asked for; what has no date meets none."""
    if first is None and last is None:
        return True
    if entry.earliest is None or entry.latest is None:
        return False
    return (first is None or entry.latest[:10] >= first) and (last is None or entry.earliest[:10] <= last)


def _bounds(words: str, option: str) -> tuple[str, str]:
    """Give the first and the last day of a day, month or year."""
    match = _DAY.fullmatch(words.strip())
    try:
        if match is None:
            raise ValueError(words)
        year, month, day = (int(part) if part else 0 for part in match.groups())
        low = date(year, month or 1, day or 1)
        return low.isoformat(), date(year, month or 12, day or monthrange(year, month or 12)[1]).isoformat()
    except ValueError as error:
        raise UsageError(f"{option} {words!r} is no day; give it as 2015-09-30, 2015-09 or 2015") from error
