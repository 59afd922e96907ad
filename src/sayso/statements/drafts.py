"""Drafts of statements, and how they become numbered statements with voices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.record import (
    Aim,
    Certainty,
    Condition,
    Control,
    Event,
    EventType,
    Evidence,
    Forecast,
    Polarity,
    Position,
    Question,
    Stage,
    Statement,
    StatementKind,
    Toll,
)
from sayso.statements.when import told_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.attribution import Voices
    from sayso.reading.model import Reading
    from sayso.record import Likelihood, Ref

_LOOK_BACK = 300  # statements before this one among which a repetition is sought

Body = Event | Toll | Control | Position | Aim | Forecast | Condition | Question | Evidence

_KIND_OF_BODY: dict[type, StatementKind] = {
    Event: StatementKind.EVENT,
    Toll: StatementKind.TOLL,
    Control: StatementKind.CONTROL,
    Position: StatementKind.POSITION,
    Aim: StatementKind.AIM,
    Forecast: StatementKind.FORECAST,
    Condition: StatementKind.CONDITION,
    Question: StatementKind.QUESTION,
    Evidence: StatementKind.EVIDENCE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What some words state, before anybody stands behind it.

    ``first`` to ``last`` (included) are the statement's own tokens,
    ``predicate`` the token that decides whose words they are. ``of`` and
    ``part_of`` point to other drafts by their predicate's token.
    """

    first: int
    last: int
    predicate: int
    sentence: int
    body: Body
    rule: str
    polarity: Polarity = Polarity.POSITIVE
    certainty: Certainty = Certainty.CERTAIN
    likelihood: Likelihood | None = None
    of: int | None = None
    part_of: int | None = None
    event: int | None = None


def said_once(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Give the drafts without the planned violence that an aim by its noun is ("our priority is to defeat them").

    Who wants or plans an act has an aim and a planned act.
    """
    goals = [
        (draft.body.goal.start, draft.body.goal.end)
        for draft in drafts
        if isinstance(draft.body, Aim) and draft.rule == "aim-noun"
    ]
    return [
        draft
        for draft in drafts
        if not (
            isinstance(draft.body, Event)
            and draft.body.type is EventType.ASSAULT
            and draft.body.stage is Stage.PLANNED
            and draft.of is None
            and any(start <= reading.tokens[draft.predicate].start < end for start, end in goals)
        )
    ]


def settle(reading: Reading, voices: Voices, drafts: Sequence[Draft]) -> tuple[Statement, ...]:
    """Number drafts in text order, give them their voices, and link what refers to others or repeats them."""
    ordered = sorted(drafts, key=lambda d: (reading.tokens[d.predicate].start, d.first, d.last, d.rule))
    ids = {(type(draft.body), draft.predicate): f"s{n}" for n, draft in reversed(list(enumerate(ordered, 1)))}
    statements: list[Statement] = []
    for n, draft in enumerate(ordered, 1):
        statement = _statement(reading, voices, draft, f"s{n}", ids)
        repeated = _repeated(statement, statements)
        statements.append(statement if repeated is None else replace(statement, same_as=repeated))
    return tuple(statements)


def _statement(
    reading: Reading, voices: Voices, draft: Draft, name: str, ids: dict[tuple[type, int], str]
) -> Statement:
    span = reading.span(draft.first, draft.last)
    token = reading.tokens[draft.predicate if draft.part_of is None else draft.part_of]  # who counts all counts a part
    behind = voices.behind(token.start, token.end, draft.polarity, draft.certainty)
    kind = _KIND_OF_BODY[type(draft.body)]
    body = draft.body
    if isinstance(body, Event) and draft.of is not None:
        body = replace(body, of=ids.get((Event, draft.of)))
    if isinstance(body, Toll):
        body = replace(
            body,
            part_of=ids.get((Toll, draft.part_of)) if draft.part_of is not None else None,
            event=ids.get((Event, draft.event)) if draft.event is not None else None,
        )
    return Statement(
        id=name,
        kind=kind,
        start=span.start,
        end=span.end,
        text=span.text,
        same_as=None,
        rule=draft.rule,
        voices=behind,
        polarity=behind[-1].polarity,
        certainty=behind[-1].certainty,
        open_to=voices.open_to(token.start, token.end),
        likelihood=draft.likelihood,
        **{kind.value: body},  # type: ignore[arg-type]
    )


def _repeated(statement: Statement, earlier: Sequence[Statement]) -> str | None:
    """Give the earlier statement that this one repeats, if any.

    Two events are one where type, stage and polarity agree, the acts may be
    the same (modes, place and time do not differ) and everybody this one
    names was named there.
    """
    for other in earlier[-_LOOK_BACK:]:
        if other.kind is statement.kind and _same(statement, other):
            return other.same_as or other.id
    return None


def _same(one: Statement, other: Statement) -> bool:
    if one.event is not None and other.event is not None:
        return _same_event(one.event, other.event) and Polarity.NEGATIVE not in {one.polarity, other.polarity}
    if one.toll is not None and other.toll is not None:
        return (
            one.voices[-1].name == other.voices[-1].name
            and one.toll.low is not None
            and (one.toll.what, one.toll.who, one.toll.group, one.toll.low, one.toll.high)
            == (other.toll.what, other.toll.who, other.toll.group, other.toll.low, other.toll.high)
        )
    return False


def _same_event(one: Event, other: Event) -> bool:
    done = {Stage.ACCOMPLISHED, Stage.ONGOING}
    if one.type is not other.type or one.stage not in done or other.stage not in done:
        return False
    if one.modes and other.modes and not set(one.modes) & set(other.modes):
        return False
    times = {told_time(one), told_time(other)} - {None}
    if (one.place and other.place and one.place != other.place) or len(times) > 1:
        return False
    mine, theirs = (_who(one.actors), _who(one.recipients)), (_who(other.actors), _who(other.recipients))
    known = mine[0] | mine[1]
    return bool(known) and None not in known and mine[0] <= theirs[0] and mine[1] <= theirs[1]


def _who(refs: Sequence[Ref]) -> set[str | None]:
    return {ref.actor for ref in refs}
