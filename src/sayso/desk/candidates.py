"""A record becomes what proposals are made of: candidates with their profiles, and where and when to look."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from heapq import nsmallest
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.desk.rows import NEAR, cell_of
from sayso.incidents.origins import quotations_of, runs_of
from sayso.incidents.profile import Profile, of_members, of_report
from sayso.incidents.proposals import candidates as members_of_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sayso.incidents.model import Member
    from sayso.record import Place, Report, Statement

    _Sign = tuple[str | int, ...]

_SAMPLED = 16  # one run of words in so many is kept; a power of two
_KEPT = 4  # runs, at least, of a text that has them: a short copy is found too
ANY_DAY = "-"  # in place of a day; sorts after "" and before every day
LONGEST = 31  # days over which a statement may reach and still be a neighbour
_DAY = 10  # characters of an ISO 8601 day
_unpack = msgspec.msgpack.Decoder(tuple[dict[str, dict[str, int]], float, str]).decode


def candidate_rows(report: Report) -> Iterator[dict[str, Any]]:
    """Give a row for each statement of a record that may tell of an incident.

    A statement without a place lies in the country that its report names most, one without a day on the day of
    publication. One with neither, or over more than ``LONGEST`` days, has no neighbours: its days are "". Where the
    report has no day of publication, it may be of ``ANY_DAY``.
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
    """Give the profile of one statement or report as it is stored: its words all weigh the same."""
    weight = next(iter(profile.words.values()), 0.0)
    return msgspec.msgpack.encode((profile.fields, weight, " ".join(profile.words)))


def unpack_profile(stored: bytes) -> Profile:
    """Give a profile as it was before it was packed."""
    fields, weight, words = _unpack(stored)
    return Profile(1, fields, dict.fromkeys(words.split(), weight))


def sampled_runs(report: Report) -> frozenset[int]:
    """Give a sample of a report's runs of words, and all its longer quotations, as numbers of 63 bits.

    What is kept depends on the words alone, so that two reports keep the same of what both have: the digests that
    are multiples of a number, and the least of all (both Broder 1997).
    """
    digests = [_digest(run) for run in runs_of(report)]
    kept = [told for told in digests if not told[-1] >> 1 & _SAMPLED - 1] + nsmallest(_KEPT, digests)
    kept += [_digest(f"“{said}”") for said in quotations_of(report)]
    return frozenset(int.from_bytes(told) >> 1 for told in kept)


def members_in(report: Report) -> dict[str, Member]:
    """Give the candidates of a record by the ids of their statements."""
    return {member.statement.id: member for member in members_of_report(report)}


def carried_over(earlier: Report, newest: Report) -> dict[str, str]:
    """Give which statements of one reading are which of another, by id: of one kind and type, at the same characters.

    What else is told by the same trigger, alone in both readings, is the same statement with other bounds.
    """
    found: dict[str, str] = {}
    for sign in (_at, _told_by):
        mine = _alone(sign, (one for one in earlier.statements if one.id not in found))
        theirs = _alone(sign, (one for one in newest.statements if one.id not in found.values()))
        found |= {one: theirs[signed] for signed, one in mine.items() if signed in theirs}
    return found


def _alone(sign: Callable[[Statement], _Sign | None], told: Iterable[Statement]) -> dict[_Sign, str]:
    """Give statements by a sign of theirs, those that share none."""
    signed = [(sign(one), one.id) for one in told]
    often = Counter(one for one, _ in signed)
    return {one: said for one, said in signed if one is not None and often[one] == 1}


def _at(one: Statement) -> _Sign:
    toll = (one.toll.what.value, one.toll.words) if one.toll is not None else ()
    return (one.kind.value, one.start, one.end, one.text, *toll, *(_told_by(one) or ()))


def _told_by(one: Statement) -> _Sign | None:
    if one.event is None:
        return None
    trigger = one.event.trigger
    return (one.event.type.value, trigger.start, trigger.end, trigger.text)


def _around(first: str, last: str, published: str, *, placed: bool) -> tuple[str, str]:
    if first and last and (date.fromisoformat(last) - date.fromisoformat(first)).days <= LONGEST:
        return first, last
    if not published:
        return ANY_DAY, ANY_DAY
    return (published, published) if placed and not (first and last) else ("", "")


def _cell(place: Place | None) -> str:
    if place is None or place.precision not in NEAR or place.lat is None or place.lon is None:
        return ""
    return str(cell_of(place.lat, place.lon))


def _digest(words: str) -> bytes:
    return hashlib.blake2b(words.encode(), digest_size=8).digest()
