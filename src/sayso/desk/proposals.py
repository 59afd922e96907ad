"""What a new report may tell of the same as: its neighbours found by index, links to them, and proposals made anew.

A desk's proposals are those that ``sayso.incidents.tying.tie`` makes of all candidates that no decision holds, each
pair of neighbours compared. As groups form only along links, only the statements that are linked to what changed,
straight or through others, are tied again: the outcome is the same, whatever came first.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from sqlalchemy import and_, delete, false, insert, or_, select, true, tuple_, update

from sayso.desk.candidates import LONGEST, NOWHERE, candidate_rows, lead_of, sampled_runs, unpack_profile
from sayso.desk.model import Link, MemberId, State
from sayso.desk.rows import cells_around
from sayso.desk.tables import candidates, incidents, leads, links, members, proposals, put_rows, reports, runs
from sayso.incidents.likeness import likeness, score, why
from sayso.incidents.tying import THRESHOLDS, tie
from sayso.record import Report

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Connection, Row

    from sayso.incidents.profile import Profile

WINDOW = 3  # days that two statements may lie apart
_HOLDING = (State.PROPOSED, State.ACCEPTED, State.REJECTED)
_AT_ONCE = 500  # values in one question to the database

_T = TypeVar("_T")
Key = tuple[int, str]  # the number of a report, the id of a statement


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A statement of the same type that lies near in place and time, or stands in the same report."""

    report: str
    statement: str
    type: str
    place: str | None
    first_day: str
    last_day: str
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
        if here.near_first == NOWHERE:
            return ()
        rows = self._connection.execute(
            select(candidates, reports.c.id)
            .join(reports, reports.c.number == candidates.c.report)
            .where(candidates.c.type == here.type, _near(here, window), candidates.c.report != self._number)
            .order_by(reports.c.id, candidates.c.position)
        )
        return map(_neighbour, rows)

    def lead(self, report: str) -> Profile:
        """Give what a report tells in its first paragraphs."""
        if report not in self._leads:
            stored = self._connection.execute(
                select(leads.c.profile).join(reports, reports.c.number == leads.c.report).where(reports.c.id == report)
            ).scalar_one()
            self._leads[report] = unpack_profile(stored)
        return self._leads[report]


def _near(here: Row[Any], window: int) -> ColumnElement[bool]:
    """Give the condition that another statement lies near one in place and time."""
    there = candidates.c
    beside: ColumnElement[bool] = false()
    if here.near_cell != here.near_country:
        beside = there.near_cell.in_([*map(str, cells_around(int(here.near_cell)))])
        lands = (
            there.near_cell.in_([here.near_country, ""]) if here.near_country else there.near_cell == there.near_country
        )
        place = or_(beside, lands)
    else:
        place = there.near_country.in_([here.near_country, ""]) if here.near_country else true()
    if not here.near_first:
        return or_(and_(there.near_first == "", place), and_(there.near_first != NOWHERE, beside))
    step = timedelta(days=window)
    first, last = date.fromisoformat(here.near_first), date.fromisoformat(here.near_last)
    dated = and_(
        there.near_first >= (first - step - timedelta(days=LONGEST)).isoformat(),
        there.near_first <= (last + step).isoformat(),
        there.near_last >= (first - step).isoformat(),
    )
    return or_(and_(dated, place), and_(there.near_first == "", beside))


def _neighbour(row: Row[Any]) -> Neighbour:
    profile = unpack_profile(row.profile)
    return Neighbour(row.id, row.statement, row.type, row.place, row.near_first, row.near_last, profile)


Proposer = Callable[[Report, Neighbours], Iterable[Link]]
"""Called for each new report, in the transaction that adds it; its links are stored."""


def alike(_: Report, around: Neighbours) -> Iterable[Link]:
    """Link a new report's statements to neighbours that are alike enough to be one incident.

    Two reports tell of one story where their first paragraphs are alike enough.
    """
    stories = {around.report: False}  # which both tell anyway
    for statement, profile in around.profiles().items():
        for other in around.of(statement):
            if other.report not in stories:
                told = likeness(around.lead(around.report), around.lead(other.report), "reports")
                stories[other.report] = told >= THRESHOLDS["reports"]
            one_story = stories[other.report]
            pair = [_in_story(profile, around.report, other.report, one_story=one_story),
                    _in_story(other.profile, other.report, around.report, one_story=one_story)]  # fmt: skip
            if round(likeness(pair[0], pair[1], "statements"), 6) >= THRESHOLDS["statements"]:
                yield Link(
                    one=(around.report, statement),
                    other=(other.report, other.statement),
                    score=score(pair, "statements"),
                    reasons=why(pair, "statements"),
                    one_story=one_story,
                )


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
        connection.execute(
            insert(links),
            [
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
            ],
        )


def numbers_of(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Give the numbers of reports by their ids, of those that are on the desk."""
    rows = connection.execute(select(reports.c.id, reports.c.number).where(reports.c.id.in_(list(ids))))
    return {row.id: row.number for row in rows}


def keys_of(connection: Connection, told: Iterable[MemberId]) -> set[Key]:
    """Give members as keys, those whose reports are on the desk."""
    given = list(told)
    numbers = numbers_of(connection, {member.report for member in given})
    return {(numbers[member.report], member.statement) for member in given if member.report in numbers}


def settle_report(connection: Connection, number: int, now: str, also: Iterable[Key] = ()) -> None:
    """Make the proposals anew that a report touches."""
    settle(connection, {*_keys(connection, number), *also}, now)


def settle(connection: Connection, touched: Iterable[Key], now: str) -> None:
    """Make the proposals anew that some statements touch; what decisions hold is left out."""
    near = set(touched)
    near |= _beside(connection, near)  # what becomes free or held changes its neighbours
    together, pairs = _linked(connection, near)
    rows = sorted(_rows(connection, together), key=lambda row: (row.id, row.position))
    held = _held(connection, together)
    stale = {row.proposal for row in rows if row.proposal is not None}
    free = [row for row in rows if (row.report, row.statement) not in held]
    at = {(row.report, row.statement): i for i, row in enumerate(free)}
    beside = [(at[one], at[other]) for one, other in pairs if one in at and other in at]
    profiles = _told(connection, free, beside)
    groups = tie(profiles, beside, "statements")
    _replace(connection, stale, [([free[i] for i in g], [profiles[i] for i in g]) for g in groups], now)


def _told(connection: Connection, rows: list[Row[Any]], beside: list[tuple[int, int]]) -> list[Profile]:
    """Give the profile of each row, with the story of its report.

    Stories are grouped anew among the reports that each set of linked rows has, whatever else is settled with it.
    """
    told = {
        row.report: unpack_profile(row.profile)
        for some in _portions(sorted({row.report for row in rows}))
        for row in connection.execute(select(leads).where(leads.c.report.in_(some)))
    }
    story: dict[int, str] = {}
    for linked in _apart(len(rows), beside):
        numbers = list(dict.fromkeys(rows[i].report for i in sorted(linked)))
        at = {number: i for i, number in enumerate(numbers)}
        pairs = {(at[rows[one].report], at[rows[other].report]) for one in linked for other in linked[one]}
        groups = tie([told[number] for number in numbers], sorted((i, j) for i, j in pairs if i < j), "reports")
        of = {numbers[i]: str(numbers[group[0]]) for group in groups for i in group}
        story |= {i: of[rows[i].report] for i in linked}
    return [unpack_profile(row.profile).telling("story", [story[i]]) for i, row in enumerate(rows)]


def _apart(size: int, beside: Iterable[tuple[int, int]]) -> Iterable[dict[int, set[int]]]:
    """Give the positions that are linked, straight or through others, with those that each is linked to."""
    near: dict[int, set[int]] = {i: set() for i in range(size)}
    for one, other in beside:
        near[one].add(other)
        near[other].add(one)
    left = set(near)
    while left:
        edge = {left.pop()}
        found = set(edge)
        while edge:
            edge = {other for one in edge for other in near[one]} - found
            found |= edge
        left -= found
        yield {i: near[i] for i in found}


def _replace(
    connection: Connection, stale: set[str], groups: list[tuple[list[Row[Any]], list[Profile]]], now: str
) -> None:
    """Put groups in the place of proposals; one that stays as it was keeps the day of its last change."""
    was: dict[str, set[Key]] = {}
    for some in _portions(sorted(stale)):
        rows = connection.execute(
            select(candidates.c.proposal, candidates.c.report, candidates.c.statement).where(
                candidates.c.proposal.in_(some)
            )
        )
        for row in rows:
            was.setdefault(row.proposal, set()).add((row.report, row.statement))
    there = {str(row.id): row for some in _portions(sorted(stale)) for row in connection.execute(
        select(proposals).where(proposals.c.id.in_(some)))}  # fmt: skip
    made: list[dict[str, Any]] = []
    moved: dict[str, list[Key]] = {}
    taken: set[str] = set()
    for rows_of, profiles in groups:
        named = _free_id(connection, rows_of[0], taken)
        taken.add(named)
        values = _proposal(rows_of, profiles)
        keys = [(row.report, row.statement) for row in rows_of]
        old = there.get(named)
        if old is not None and was.get(named) == set(keys) and all(old._mapping[k] == v for k, v in values.items()):
            stale.discard(named)
            continue
        made.append({"id": named, "changed_at": now, **values})
        moved[named] = keys
    for some in _portions(sorted(stale)):
        connection.execute(update(candidates).where(candidates.c.proposal.in_(some)).values(proposal=None))
        connection.execute(delete(proposals).where(proposals.c.id.in_(some)))
    put_rows(connection, proposals, made)
    for named, keys in moved.items():
        for mine in _portions(keys):
            connection.execute(
                update(candidates)
                .where(tuple_(candidates.c.report, candidates.c.statement).in_(mine))
                .values(proposal=named)
            )


def _proposal(rows: list[Row[Any]], profiles: list[Profile]) -> dict[str, Any]:
    """Give what a proposal tells: the place told most, the days that statements tell themselves."""
    place = commonest(row.place for row in rows)
    dated = [row for row in rows if row.first_day and row.last_day]
    own = [row for row in dated if row.own_days] or dated
    return {
        "score": score(profiles, "statements"),
        "reasons": msgspec.json.encode(why(profiles, "statements")).decode(),
        "type": rows[0].type,
        "place": place,
        "country": commonest(row.country for row in rows if row.place == place),
        "first_day": min((row.first_day for row in own), default=""),
        "last_day": max((row.last_day for row in own), default=""),
    }


def commonest(values: Iterable[str | None]) -> str | None:
    """Give the value that most of them are, the first of equals; ``None`` where there is none."""
    return next((value for value, _ in Counter(value for value in values if value).most_common(1)), None)


def _free_id(connection: Connection, first: Row[Any], taken: set[str]) -> str:
    """Give the id of a proposal by its first member, or one like it where an incident has that."""
    key, tries = hashlib.sha256(f"{first.id} {first.statement}".encode()).hexdigest()[:16], 1
    named = f"incident:{key}"
    while named in taken or connection.scalar(select(incidents.c.id).where(incidents.c.id == named)) is not None:
        tries += 1
        named = f"incident:{hashlib.sha256(f'{key} {tries}'.encode()).hexdigest()[:16]}"
    return named


def _keys(connection: Connection, number: int) -> set[Key]:
    rows = connection.scalars(select(candidates.c.statement).where(candidates.c.report == number))
    return {(number, statement) for statement in rows}


def _links_of(connection: Connection, numbers: Iterable[int]) -> Iterable[Row[Any]]:
    """Give the links of some reports; a link between two of them may come twice."""
    for some in _portions(sorted(set(numbers))):
        for column in (links.c.one_report, links.c.other_report):
            yield from connection.execute(select(links).where(column.in_(some)))


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


def _linked(connection: Connection, keys: set[Key]) -> tuple[set[Key], dict[tuple[Key, Key], bool]]:
    """Give all that is linked to some statements, straight or through others that are free, and those links."""
    together, pairs = set(keys), {}
    asked: dict[int, list[tuple[Key, Key, bool]]] = {}
    edge = set(keys)
    while edge:
        unknown = {number for number, _ in edge} - asked.keys()
        asked |= {number: [] for number in unknown}
        for row in _links_of(connection, unknown):
            one, other = (row.one_report, row.one), (row.other_report, row.other)
            for number in {row.one_report, row.other_report} & unknown:
                asked[number].append((one, other, row.one_story))
        held = _held(connection, edge)
        reached = set()
        for number in {number for number, _ in edge}:
            for one, other, story in asked[number]:
                if {one, other} & (edge - held):
                    pairs[one, other] = story
                    reached |= {one, other}
        edge = reached - together
        together |= reached
    return together, pairs


def _rows(connection: Connection, keys: set[Key]) -> Iterable[Row[Any]]:
    for some in _portions(sorted({number for number, _ in keys})):
        rows = connection.execute(
            select(candidates, reports.c.id)
            .join(reports, reports.c.number == candidates.c.report)
            .where(candidates.c.report.in_(some))
        )
        yield from (row for row in rows if (row.report, row.statement) in keys)


def _held(connection: Connection, keys: Iterable[Key]) -> set[Key]:
    """Give those of some statements that decisions hold: in an incident of a person, or in one that was rejected."""
    wanted = set(keys)
    found = set()
    for some in _portions(sorted({number for number, _ in wanted})):
        rows = connection.execute(
            select(members.c.report, members.c.statement)
            .join(incidents, incidents.c.id == members.c.incident)
            .join(reports, and_(reports.c.number == members.c.report, reports.c.revision == members.c.revision))
            .where(members.c.report.in_(some), incidents.c.state.in_(_HOLDING))
        )
        found |= {(row.report, row.statement) for row in rows} & wanted
    return found


def _portions(values: list[_T]) -> Iterable[list[_T]]:
    return (values[i : i + _AT_ONCE] for i in range(0, len(values), _AT_ONCE))
