"""What a new report may tell of the same as: its neighbours found by index, links to them, and proposals made anew.

A desk's proposals are those that ``sayso.incidents.tying.tie`` makes of all candidates that no decision holds, each
pair of neighbours compared. As groups form only along links, only the statements that are linked to what changed,
straight or through others, are tied again: the outcome is the same, whatever came first.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from sqlalchemy import and_, bindparam, delete, or_, select, true, update

from sayso.desk.candidates import ANY_DAY, LONGEST, candidate_rows, lead_of, sampled_runs, unpack_profile
from sayso.desk.model import Link, MemberId, State
from sayso.desk.rows import cells_around
from sayso.desk.tables import (
    NEAR,
    candidates,
    carried,
    incidents,
    leads,
    links,
    members,
    proposals,
    put_rows,
    reports,
    runs,
)
from sayso.incidents.likeness import likeness, score, why
from sayso.incidents.profile import Profile
from sayso.incidents.tying import THRESHOLDS, tie
from sayso.record import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from sqlalchemy import Select
    from sqlalchemy.engine import Connection, Row

WINDOW = 3  # days that two statements may lie apart
MOST = 200  # statements tied at once; where more are linked, weak links do not count
LEVELS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)  # scores from which links count; at the last, any number is tied
FEW = 12  # links of a statement that are looked at where it has more, and members whose pairs are all weighed
_HOLDING = (State.PROPOSED, State.ACCEPTED, State.REJECTED)
_AT_ONCE = 500  # values in one question to the database

_T = TypeVar("_T")
Key = tuple[int, str]  # the number of a report, the id of a statement
_Group = tuple[list["Row[Any]"], list["Profile"], dict[tuple[int, int], float]]  # with the scores of its links
_NOTHING = Profile(1, {}, {})
_MOVE = (
    update(candidates)
    .where(candidates.c.report == bindparam("number"), candidates.c.statement == bindparam("said"))
    .values(proposal=bindparam("named"))
)
_HOLDS = and_(members.c.report.in_(bindparam("some", expanding=True)), incidents.c.state.in_(_HOLDING))
_HELD = (
    select(members.c.report, members.c.statement)
    .join(incidents, incidents.c.id == members.c.incident)
    .join(reports, and_(reports.c.number == members.c.report, reports.c.revision == members.c.revision))
    .where(_HOLDS)
    .union(
        select(carried.c.report, carried.c.becomes)
        .join(
            members,
            and_(
                members.c.report == carried.c.report,
                members.c.revision == carried.c.revision,
                members.c.statement == carried.c.statement,
            ),
        )
        .join(incidents, incidents.c.id == members.c.incident)
        .where(_HOLDS)
    )
)
_LINKS = [
    select(links.c.one_report, links.c.one, links.c.other_report, links.c.other, links.c.score, links.c.one_story)
    .where(column.in_(bindparam("some", expanding=True)))
    for column in (links.c.one_report, links.c.other_report)
]  # fmt: skip
_ROWS = (
    select(candidates, reports.c.id)
    .join(reports, reports.c.number == candidates.c.report)
    .where(candidates.c.report.in_(bindparam("some", expanding=True)))
)
_PLACES = {
    "cells": candidates.c.near_cell.in_(bindparam("places", expanding=True)),
    "countries": candidates.c.near_country.in_(bindparam("places", expanding=True)),
    "whole countries": candidates.c.near_cell == candidates.c.near_country,
    "anywhere": true(),
}
_DAYS = {
    "dated": and_(
        candidates.c.near_first >= bindparam("earliest"),
        candidates.c.near_first <= bindparam("last"),
        candidates.c.near_last >= bindparam("first"),
    ),
    "undated": candidates.c.near_first == ANY_DAY,
    "any": true(),
}
_LEAD = select(leads.c.profile).join(reports, reports.c.number == leads.c.report).where(reports.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A statement of the same type that lies near in place and time, or stands in the same report."""

    report: str
    statement: str
    type: str
    place: str | None
    first_day: str
    last_day: str
    position: int
    profile: Profile


class Neighbours:
    """The statements around those of a report that was just added, within its transaction."""

    def __init__(self, connection: Connection, number: int) -> None:
        """Look around the report of this number; ``report`` is its id on the desk, whatever that of a later reading."""
        self._connection = connection
        self._number = number
        self._leads: dict[str, Profile] = {}
        self.report: str = connection.execute(select(reports.c.id).where(reports.c.number == number)).scalar_one()
        rows = connection.execute(
            select(candidates, reports.c.id)
            .join(reports, reports.c.number == candidates.c.report)
            .where(candidates.c.report == number)
        )
        self._mine = {row.statement: row for row in rows}

    def profiles(self) -> dict[str, Profile]:
        """Give what the new report's own statements tell, by id."""
        return {statement: unpack_profile(row.profile) for statement, row in self._mine.items()}

    def of(self, statement: str, *, window: int = WINDOW) -> tuple[Neighbour, ...]:
        """Give what lies near one statement of the new report; of the same report, what comes after it.

        Near in place: in the same half degree or one beside it (PRIO-GRID), or
        where one of the two names only the country, or none. Near in time: at
        most ``window`` days apart, where both reach over at most a month. What
        may be of any day is near what may be too, and any day in towns beside.
        """
        here = self._mine.get(statement)
        if here is None:
            return ()
        mine = (row for row in self._mine.values() if row.type == here.type and row.position > here.position)
        return (*map(_neighbour, mine), *self._others(here, window))

    def _others(self, here: Row[Any], window: int) -> Iterable[Neighbour]:
        if not here.near_first:
            return ()
        return sorted(
            (
                _neighbour(row)
                for place, day, asked in _near(here, window)
                for row in self._connection.execute(
                    _asking(place, day), {**asked, "type": here.type, "own": self._number}
                )
            ),
            key=lambda one: (one.report, one.position),
        )

    def lead(self, report: str) -> Profile:
        """Give what a report tells in its first paragraphs."""
        if report not in self._leads:
            stored = self._connection.execute(_LEAD, {"id": report}).scalar_one()
            self._leads[report] = unpack_profile(stored)
        return self._leads[report]


@cache
def _asking(place: str, day: str) -> Select[Any]:
    """Ask for the neighbours that lie so in place and time."""
    return (
        select(candidates, reports.c.id)
        .join(reports, reports.c.number == candidates.c.report)
        .where(
            NEAR,
            candidates.c.type == bindparam("type"),
            _PLACES[place],
            _DAYS[day],
            candidates.c.report != bindparam("own"),
        )
    )


def _near(here: Row[Any], window: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Tell how to ask for what lies near a statement in place and time: where, when, by which values."""
    placed = here.near_cell != here.near_country
    cells = [*map(str, cells_around(int(here.near_cell)))] if placed else []
    lands = [here.near_country, ""]
    if here.near_first == ANY_DAY:
        day: tuple[str, dict[str, Any]] = ("undated", {})
    else:
        step = timedelta(days=window)
        first, last = date.fromisoformat(here.near_first), date.fromisoformat(here.near_last)
        earliest, first, last = first - step - timedelta(days=LONGEST), first - step, last + step
        when = {"earliest": earliest.isoformat(), "first": first.isoformat(), "last": last.isoformat()}
        day = ("dated", when)
    if not placed:
        where = ("countries", {"places": lands}) if here.near_country else ("anywhere", {})
        yield where[0], day[0], {**where[1], **day[1]}
        return
    if day[0] == "undated":  # any day in towns beside
        yield "cells", "any", {"places": cells}
        yield "cells", "undated", {"places": lands}
    else:
        yield "cells", "dated", {"places": [*cells, *lands], **day[1]}
        yield "cells", "undated", {"places": cells}
    if not here.near_country:
        yield "whole countries", day[0], day[1]


def _neighbour(row: Row[Any]) -> Neighbour:
    profile = unpack_profile(row.profile)
    return Neighbour(row.id, row.statement, row.type, row.place, row.near_first, row.near_last, row.position, profile)


Proposer = Callable[[Report, Neighbours], Iterable[Link]]
"""Called for each new report, in the transaction that adds it; its links are stored."""


def alike(_: Report, around: Neighbours) -> Iterable[Link]:
    """Link a new report's statements to neighbours that are alike enough to be one incident.

    Two reports tell of one story where their first paragraphs are alike enough.
    """
    stories = {around.report: False}  # which both tell anyway
    for statement, profile in around.profiles().items():
        for other in around.of(statement):
            in_one = _as_told(profile, around.report, other, one_story=True)
            if stories.get(other.report, True) and not _are_alike(in_one):
                continue  # not even in one story
            if other.report not in stories:
                told = likeness(around.lead(around.report), around.lead(other.report), "reports")
                stories[other.report] = told >= THRESHOLDS["reports"]
            one_story = stories[other.report]
            pair = in_one if one_story else _as_told(profile, around.report, other, one_story=False)
            if one_story or _are_alike(pair):
                yield Link(
                    one=(around.report, statement),
                    other=(other.report, other.statement),
                    score=score(pair, "statements"),
                    reasons=why(pair, "statements"),
                    one_story=one_story,
                )


def _are_alike(pair: list[Profile]) -> bool:
    return round(likeness(pair[0], pair[1], "statements"), 6) >= THRESHOLDS["statements"]


def _as_told(profile: Profile, mine: str, other: Neighbour, *, one_story: bool) -> list[Profile]:
    return [_in_story(profile, mine, other.report, one_story=one_story),
            _in_story(other.profile, other.report, mine, one_story=one_story)]  # fmt: skip


def _in_story(profile: Profile, mine: str, other: str, *, one_story: bool) -> Profile:
    return profile.telling("story", [mine, _both(mine, other)] if one_story else [mine])


def _both(one: str, other: str) -> str:
    return "~".join(sorted((one, other)))


def put_candidates(connection: Connection, number: int, report: Report) -> None:
    """Make what a report's proposals are made of."""
    rows = list(candidate_rows(report))
    put_rows(connection, candidates, [{"report": number, **row} for row in rows])
    put_rows(connection, leads, [{"report": number, "profile": lead_of(report)}])
    put_rows(connection, runs, [{"run": run, "report": number} for run in sorted(sampled_runs(report))])


def drop_candidates(connection: Connection, number: int) -> set[Key]:
    """Take away a report's candidates and links; give the statements of others that have to be tied again."""
    left = {key for key in _beside(connection, _keys(connection, number)) if key[0] != number}
    shared = select(candidates.c.proposal).where(candidates.c.report == number, candidates.c.proposal.is_not(None))
    named = list(connection.scalars(shared.distinct()))
    rows = connection.execute(
        select(candidates.c.report, candidates.c.statement).where(
            candidates.c.proposal.in_(named), candidates.c.report != number
        )
    )
    left |= {(row.report, row.statement) for row in rows}
    connection.execute(update(candidates).where(candidates.c.proposal.in_(named)).values(proposal=None))
    connection.execute(delete(proposals).where(proposals.c.id.in_(named)))
    connection.execute(delete(links).where(or_(links.c.one_report == number, links.c.other_report == number)))
    for kept in (candidates, leads, runs):
        connection.execute(delete(kept).where(kept.c.report == number))
    return left


def put_links(connection: Connection, found: Iterable[Link]) -> None:
    """Store links, each pair once and in one order, whichever report came first."""
    made = {}
    for link in found:
        one, other = sorted((link.one, link.other))
        made[one, other] = link
    if made:
        numbers = numbers_of(connection, {report for pair in made for report, _ in pair})
        rows = [
            {
                "one_report": numbers[one[0]],
                "one": one[1],
                "other_report": numbers[other[0]],
                "other": other[1],
                "score": link.score,
                "reasons": msgspec.json.encode(link.reasons).decode(),
                "one_story": link.one_story,
            }
            for (one, other), link in made.items()
        ]
        put_rows(connection, links, rows)


def numbers_of(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Give the numbers of reports by their ids, of those that are on the desk."""
    rows = connection.execute(select(reports.c.id, reports.c.number).where(reports.c.id.in_(list(ids))))
    return {row.id: row.number for row in rows}


def keys_of(connection: Connection, told: Iterable[MemberId]) -> dict[MemberId, Key]:
    """Give what members are in the newest readings of their reports; those that are nothing there are left out."""
    given = set(told)
    asked = select(reports.c.id, reports.c.number, reports.c.revision)
    of = asked.where(reports.c.id.in_({member.report for member in given}))
    there = {row.id: (row.number, row.revision) for row in connection.execute(of)}
    found = {one: (there[one.report][0], one.statement)
             for one in given if one.report in there and one.revision == there[one.report][1]}  # fmt: skip
    older = {(there[one.report][0], one.revision, one.statement): one
             for one in given - found.keys() if one.report in there}  # fmt: skip
    for row in connection.execute(select(carried).where(carried.c.report.in_({key[0] for key in older}))):
        member = older.get((row.report, row.revision, row.statement))
        if member is not None:
            found[member] = (row.report, row.becomes)
    return found


def settle_report(connection: Connection, number: int, now: str, also: Iterable[Key] = ()) -> None:
    """Make the proposals anew that a report touches; ``also`` are statements that it was linked to."""
    settle(connection, _keys(connection, number), now, also)


def settle(connection: Connection, changed: Iterable[Key], now: str, also: Iterable[Key] = ()) -> None:
    """Make the proposals anew that some statements touch, which came, left, or are held or free now.

    Tied again are the pieces that their neighbours (and ``also``, those they had) would be in without them, and
    those that all of these are in now; no other piece can have changed.
    """
    web, came = Web(connection), set(changed)
    web.ask(came)
    seeds = {*came, *also, *(other for key in came for other in web.links(key))}
    told = {key for seed in seeds - came for key in web.piece(seed, came)} | seeds
    pieces: list[set[Key]] = []
    known: set[Key] = set()
    for key in told:
        if key not in known:
            pieces.append(web.piece(key))
            known |= pieces[-1]
    rows = {(row.report, row.statement): row for row in _rows(connection, known)}
    stale = {row.proposal for row in rows.values() if row.proposal is not None}
    groups = [group for piece in pieces for group in _tied([rows[key] for key in piece & rows.keys()], web)]
    _replace(connection, stale, groups, now)


class Web:
    """Statements and their links as they stand, asked of the database as far as they are looked at."""

    def __init__(self, connection: Connection) -> None:
        """Look at a desk within a transaction."""
        self._connection = connection
        self._links: dict[Key, dict[Key, float]] = {}
        self._leads: dict[int, Profile] = {}
        self._held: set[Key] = set()
        self._linked: set[int] = set()  # reports whose links are known
        self._seen: set[int] = set()  # reports of which it is known what is held

    def ask(self, keys: Iterable[Key]) -> None:
        """Ask for the links of the reports of some statements."""
        new = {number for number, _ in keys} - self._linked
        if not new:
            return
        self._linked |= new
        for row in _links_of(self._connection, new):
            one, other = (row.one_report, row.one), (row.other_report, row.other)
            self._links.setdefault(one, {})[other] = self._links.setdefault(other, {})[one] = row.score

    def links(self, key: Key) -> dict[Key, float]:
        """Give what a statement is linked to, with the link's score."""
        return self._links.get(key, {})

    def free(self, keys: set[Key]) -> set[Key]:
        """Give those of some statements that no decision holds."""
        new = {number for number, _ in keys} - self._seen
        if new:
            self._seen |= new
            self._held |= held_of(self._connection, new)
        return keys - self._held

    def leads(self, numbers: Iterable[int]) -> list[Profile]:
        """Give what some reports tell in their first paragraphs, in order."""
        given = list(numbers)
        for some in _portions(sorted(set(given) - self._leads.keys())):
            rows = self._connection.execute(select(leads).where(leads.c.report.in_(some)))
            self._leads |= {row.report: unpack_profile(row.profile) for row in rows}
        return [self._leads[number] for number in given]

    def piece(self, key: Key, without: Set[Key] = frozenset()) -> set[Key]:
        """Give what is linked to a statement, straight or through others that are free, weak links left out.

        Where that is more than ``MOST``, links count from the next of ``LEVELS`` on only; so it depends on what
        is linked and on nothing else.
        """
        if not self.free({key}):
            return {key}
        found = {key}
        for level in LEVELS:
            found, edge = {key}, {key}
            while edge and (len(found) <= MOST or level == LEVELS[-1]):
                self.ask(edge)
                near = {other for one in edge for other, worth in self.links(one).items() if worth >= level}
                edge = self.free(near - found - without)
                found |= edge
            if len(found) <= MOST:
                break
        return found


def _tied(piece: list[Row[Any]], web: Web) -> Iterable[_Group]:
    """Tie a piece into groups: each with its statements, profiles and the score of each one's best link."""
    rows = sorted(piece, key=lambda row: (row.id, row.position))
    at = {(row.report, row.statement): i for i, row in enumerate(rows)}
    free = web.free(set(at))
    links = {
        (at[one], at[other]): worth
        for one in free
        for other, worth in web.links(one).items()
        if other in free and other in at and at[one] < at[other]
    }
    strongest = _strongest(links)
    profiles = _told(rows, links, web)
    groups = tie(profiles, strongest, "statements") if links else [(i,) for i in range(len(rows))]
    for group in groups:
        if (rows[group[0]].report, rows[group[0]].statement) in free:
            place = {i: n for n, i in enumerate(group)}
            inside = {(place[i], place[j]): worth for (i, j), worth in links.items() if i in place and j in place}
            yield [rows[i] for i in group], [profiles[i] for i in group], inside


def _told(piece: Sequence[Row[Any]], links: Iterable[tuple[int, int]], web: Web) -> list[Profile]:
    """Give the profile of each row, with the story of its report: stories are grouped among the linked reports."""
    if len(piece) == 1:
        return [_NOTHING]  # it is compared with none
    numbers = list(dict.fromkeys(row.report for row in piece))
    at = {number: i for i, number in enumerate(numbers)}
    found = {(at[piece[one].report], at[piece[other].report]) for one, other in links}
    pairs = sorted({(min(pair), max(pair)) for pair in found if pair[0] != pair[1]})
    groups = tie(web.leads(numbers), pairs, "reports")
    story = {numbers[i]: str(numbers[group[0]]) for group in groups for i in group}
    return [unpack_profile(row.profile).telling("story", [story[row.report]]) for row in piece]


def _strongest(links: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Give the pairs of a piece that are among the ``FEW`` strongest links of one of the two, ties by position."""
    by_end: dict[int, list[tuple[float, int, int]]] = {}
    for (one, other), worth in links.items():
        for end in (one, other):
            by_end.setdefault(end, []).append((-worth, one, other))
    return sorted({(one, other) for ends in by_end.values() for _, one, other in heapq.nsmallest(FEW, ends)})


def _reasoned(profiles: list[Profile], inside: Mapping[tuple[int, int], float]) -> tuple[float, tuple[str, ...]]:
    """Give score and reasons of a group; of more than ``FEW``, by the strongest link of each alone."""
    if len(profiles) <= FEW:
        return score(profiles, "statements"), why(profiles, "statements")
    best: dict[int, tuple[float, int, int]] = {}
    for (one, other), worth in inside.items():
        for end in (one, other):
            best[end] = min(best.get(end, (1.0, 0, 0)), (-worth, one, other))
    pairs = sorted({(one, other) for _, one, other in best.values()})
    reasons = (why([profiles[one], profiles[other]], "statements") for one, other in pairs)
    return -max(worth for worth, _, _ in best.values()), tuple(dict.fromkeys(chain.from_iterable(reasons)))


def _replace(connection: Connection, stale: set[str], groups: list[_Group], now: str) -> None:
    """Put groups in the place of proposals; one that stays as it was keeps the day of its last change."""
    was: dict[str, set[Key]] = {}
    for some in _portions(sorted(stale)):
        asked = select(candidates.c.proposal, candidates.c.report, candidates.c.statement)
        for row in connection.execute(asked.where(candidates.c.proposal.in_(some))):
            was.setdefault(row.proposal, set()).add((row.report, row.statement))
    taken = _taken(connection, {_id_of(rows[0]) for rows, _, _ in groups})
    made: list[dict[str, Any]] = []
    moved: list[tuple[str, int, str]] = []
    for rows, profiles, inside in groups:
        named = _free_id(connection, rows[0], taken)
        keys = [(row.report, row.statement) for row in rows]
        if was.get(named) == set(keys):
            stale.discard(named)  # what its members tell has not changed either
            continue
        made.append({"id": named, "changed_at": now, **_proposal(rows, profiles, inside)})
        moved += [(named, *key) for key in keys]
    for some in _portions(sorted(stale)):
        connection.execute(update(candidates).where(candidates.c.proposal.in_(some)).values(proposal=None))
        connection.execute(delete(proposals).where(proposals.c.id.in_(some)))
    put_rows(connection, proposals, made)
    if moved:
        connection.execute(
            _MOVE, [{"named": named, "number": number, "said": statement} for named, number, statement in moved]
        )


def _proposal(rows: list[Row[Any]], profiles: list[Profile], inside: Mapping[tuple[int, int], float]) -> dict[str, Any]:
    """Give what a proposal tells: the place told most, the days that statements tell themselves."""
    place = commonest(row.place for row in rows)
    dated = [row for row in rows if row.first_day and row.last_day]
    own = [row for row in dated if row.own_days] or dated
    worth, reasons = _reasoned(profiles, inside)
    return {
        "score": worth,
        "reasons": msgspec.json.encode(reasons).decode(),
        "type": rows[0].type,
        "place": place,
        "country": commonest(row.country for row in rows if row.place == place),
        "first_day": min((row.first_day for row in own), default=""),
        "last_day": max((row.last_day for row in own), default=""),
    }


def commonest(values: Iterable[str | None]) -> str | None:
    """Give the value that most of them are, the first of equals; ``None`` where there is none."""
    return next((value for value, _ in Counter(value for value in values if value).most_common(1)), None)


def _id_of(first: Row[Any], tries: int = 1) -> str:
    key = hashlib.sha256(f"{first.id} {first.statement}".encode()).hexdigest()[:16]
    return f"incident:{key if tries == 1 else hashlib.sha256(f'{key} {tries}'.encode()).hexdigest()[:16]}"


def _free_id(connection: Connection, first: Row[Any], taken: set[str]) -> str:
    """Give the id of a proposal by its first member, or one like it where an incident has that."""
    tries, named = 1, _id_of(first)
    while named in taken:
        tries += 1
        named = _id_of(first, tries)
        taken |= _taken(connection, {named})
    taken.add(named)
    return named


def _taken(connection: Connection, ids: Iterable[str]) -> set[str]:
    asked = select(incidents.c.id)
    return {one for some in _portions(sorted(ids)) for one in connection.scalars(asked.where(incidents.c.id.in_(some)))}


def _keys(connection: Connection, number: int) -> set[Key]:
    rows = connection.scalars(select(candidates.c.statement).where(candidates.c.report == number))
    return {(number, statement) for statement in rows}


def _links_of(connection: Connection, numbers: Iterable[int]) -> Iterable[Row[Any]]:
    """Give the links of some reports; a link between two of them may come twice."""
    for some in _portions(sorted(set(numbers))):
        for asked in _LINKS:
            yield from connection.execute(asked, {"some": some})


def _beside(connection: Connection, keys: Iterable[Key]) -> set[Key]:
    """Give the statements that are linked to some."""
    return set(linked_to(connection, keys))


def linked_to(connection: Connection, keys: Iterable[Key]) -> dict[Key, bool]:
    """Give the statements that are linked to some, and whether a pair of their reports tells of one story."""
    wanted = set(keys)
    found: dict[Key, bool] = {}
    for row in _links_of(connection, {number for number, _ in wanted}):
        one, other = (row.one_report, row.one), (row.other_report, row.other)
        for mine, theirs in ((one, other), (other, one)):
            if mine in wanted:
                found[theirs] = row.one_story or found.get(theirs, False)
    return found


def _rows(connection: Connection, keys: set[Key]) -> Iterable[Row[Any]]:
    for some in _portions(sorted({number for number, _ in keys})):
        rows = connection.execute(_ROWS, {"some": some})
        yield from (row for row in rows if (row.report, row.statement) in keys)


def held_of(connection: Connection, numbers: Iterable[int]) -> set[Key]:
    """Give the statements of some reports that decisions hold: in an incident of a person, or in one rejected.

    Those of an earlier reading hold what they are in the newest.
    """
    found: set[Key] = set()
    for some in _portions(sorted(set(numbers))):
        found |= {(row[0], row[1]) for row in connection.execute(_HELD, {"some": some})}
    return found


def _portions(values: list[_T]) -> Iterable[list[_T]]:
    return (values[i : i + _AT_ONCE] for i in range(0, len(values), _AT_ONCE))
