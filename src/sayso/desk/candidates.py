"""A record becomes what proposals are made of: candidates with their profiles, and where and when to look."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.desk.rows import NEAR, cell_of
from sayso.incidents.origins import quotations_of, runs_of
from sayso.incidents.profile import Profile, of_members, of_report
from sayso.incidents.proposals import candidates as members_of_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.incidents.model import Member
    from sayso.record import Place, Report

_SAMPLED = 16  # one run of words in so many is kept
NOWHERE = "-"  # in place of a day
LONGEST = 31  # days over which a statement may reach and still be a neighbour
_DAY = 10  # characters of an ISO 8601 day


def candidate_rows(report: Report) -> Iterator[dict[str, Any]]:
    """Give a row for each statement of a record that may tell of an incident.

    A statement without a place lies in the country that its report names most, one without a day on the day of
    publication. One with neither, or over more than ``LONGEST`` days, lies ``NOWHERE`` in time: it has no neighbours.
    Where the report has no day of publication, that is "": it may be of any day.
    """
    land = next(iter(Counter(place.country for place in report.places if place.country).most_common(1)), ("", 0))[0]
    members = list(members_of_report(report))
    for position, (member, profile) in enumerate(zip(members, of_members(members), strict=True)):
        time = member.time
        first = time.earliest[:_DAY] if time is not None and time.earliest else ""
        last = time.latest[:_DAY] if time is not None and time.latest else ""
        near = _around(first, last, (report.document.published or "")[:_DAY], placed=member.place is not None)
        country = (member.place.country if member.place is not None else None) or land
        yield {
            "statement": member.statement.id,
            "position": position,
            "type": member.event.type.value,
            "place": member.place.name or member.place.text if member.place is not None else None,
            "country": member.place.country if member.place is not None else None,
            "own_days": member.event.time_basis != "story",
            "first_day": first,
            "last_day": last,
            "near_cell": _cell(member.place) or country,
            "near_country": country,
            "near_first": near[0],
            "near_last": near[1],
            "profile": pack_profile(profile),
        }


def lead_of(report: Report) -> bytes:
    """Give the profile of a report's first paragraphs, packed."""
    return pack_profile(of_report(report))


def pack_profile(profile: Profile) -> bytes:
    """Give a profile as it is stored."""
    return msgspec.msgpack.encode((profile.size, profile.fields, profile.words))


def unpack_profile(stored: bytes) -> Profile:
    """Give a profile as it was before it was packed."""
    size, fields, words = msgspec.msgpack.decode(stored)
    return Profile(size, {name: Counter(told) for name, told in fields.items()}, words)


def sampled_runs(report: Report) -> frozenset[int]:
    """Give a sample of a report's runs of words, and all its longer quotations, as numbers of 63 bits.

    What is kept depends on the words alone (Broder 1997), so that two reports keep the same of what both have.
    """
    kept = {number for run in runs_of(report) if (number := _number(run)) % _SAMPLED == 0}
    return frozenset(kept | {_number(f"“{said}”") for said in quotations_of(report)})


def members_in(report: Report) -> dict[str, Member]:
    """Give the candidates of a record by the ids of their statements."""
    return {member.statement.id: member for member in members_of_report(report)}


def _around(first: str, last: str, published: str, *, placed: bool) -> tuple[str, str]:
    if first and last and (date.fromisoformat(last) - date.fromisoformat(first)).days <= LONGEST:
        return first, last
    if not published:
        return "", ""
    return (published, published) if placed and not (first and last) else (NOWHERE, NOWHERE)


def _cell(place: Place | None) -> str:
    if place is None or place.precision not in NEAR or place.lat is None or place.lon is None:
        return ""
    return str(cell_of(place.lat, place.lon))


def _number(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest()) >> 1
