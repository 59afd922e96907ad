"""Statements of one report that do not sit together, and why."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from sayso.record import Dispute, DisputeField, Polarity, Stage, Statement, VoiceRole
from sayso.statements.when import told_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.grounding import Identities
    from sayso.record import Ref, Toll

_DONE = frozenset({Stage.ACCOMPLISHED, Stage.ONGOING})
_MOST = 200  # statements of one kind that are compared with each other


def find_disputes(statements: Sequence[Statement], identities: Identities) -> tuple[Dispute, ...]:
    """Find rival tolls, claims against denials, and evidence against claims.

    Args:
        statements: All statements of one report.
        identities: Its actors, for names.

    Returns:
        One dispute for each pair; ``why`` says it in words, with the voices.
    """
    return (*_rival_tolls(statements), *_denials(statements), *_evidence(statements, identities))


def _voice(statement: Statement) -> str:
    return statement.voices[-1].name or "the report"


def _chain(statement: Statement) -> tuple[str | None, ...]:
    return tuple(voice.name for voice in statement.voices)


def _rival_tolls(statements: Sequence[Statement]) -> Iterator[Dispute]:
    tolls = [s for s in statements if s.toll is not None and s.toll.part_of is None and s.same_as is None][:_MOST]
    for one, other in combinations(tolls, 2):
        if one.toll is None or other.toll is None or _chain(one) == _chain(other):
            continue
        if _comparable(one.toll, other.toll) and _apart(one.toll, other.toll):
            yield Dispute(
                field=DisputeField.TOLL,
                statements=(one.id, other.id),
                why=f"{_voice(one)}: “{one.toll.words.text}” {one.toll.what}; "
                f"{_voice(other)}: “{other.toll.words.text}” {other.toll.what}",
            )


def _comparable(one: Toll, other: Toll) -> bool:
    return (one.what, one.group) == (other.what, other.group) and (
        one.who == other.who or "unknown" in (one.who, other.who)
    )


def _apart(one: Toll, other: Toll) -> bool:
    """Tell whether two ranges cannot both be right."""
    low, high = _range(one), _range(other)
    return low is not None and high is not None and (low[1] < high[0] or high[1] < low[0])


def _range(toll: Toll) -> tuple[float, float] | None:
    if toll.low is None and toll.high is None:
        return None
    return (toll.low if toll.low is not None else 0), (toll.high if toll.high is not None else float("inf"))


def _denials(statements: Sequence[Statement]) -> Iterator[Dispute]:
    """Set each denial beside the one assertion that it most likely denies."""
    events = [s for s in statements if s.event is not None and s.same_as is None][:_MOST]
    told = [s for s in events if s.polarity is Polarity.POSITIVE]
    for denial in events:
        if denial.polarity is not Polarity.NEGATIVE:
            continue
        rivals = [s for s in told if _chain(s) != _chain(denial) and _alike(s, denial) and _answers(denial, s)]
        if rivals:
            claim = max(rivals, key=lambda s: (_agreement(s, denial), -abs(s.start - denial.start)))
            yield Dispute(
                field=DisputeField.OCCURRENCE,
                statements=(claim.id, denial.id),
                why=f"{_voice(claim)}: “{_trigger(claim)}”; denied by {_voice(denial)}: “{_trigger(denial)}”",
            )


def _answers(denial: Statement, claim: Statement) -> bool:
    """Tell a denial from a reporter's own word that somebody does not act, where the claim accuses nobody."""
    voice = denial.voices[-1]
    reported = voice.attribution is None or voice.role in {VoiceRole.REPORTER, VoiceRole.OUTLET}
    named = claim.event is not None and claim.event.actors
    return bool(named) or not reported or denial.event is None or not denial.event.actors


def _agreement(one: Statement, other: Statement) -> int:
    """Count what two events have in common: trigger, actors, recipients, modes, place, time."""
    a, b = one.event, other.event
    if a is None or b is None:
        return 0
    return sum(
        (
            a.trigger.text.lower()[:4] == b.trigger.text.lower()[:4],
            bool(_who(a.actors) & _who(b.actors)),
            bool(_who(a.recipients) & _who(b.recipients)),
            bool(set(a.modes) & set(b.modes)),
            a.place is not None and a.place == b.place,
            told_time(a) is not None and told_time(a) == told_time(b),
        )
    )


def _trigger(statement: Statement) -> str:
    return statement.event.trigger.text if statement.event is not None else statement.text


def _alike(one: Statement, other: Statement) -> bool:
    """Tell whether two events may be one act: what both name of actors, recipients, place and time agrees."""
    a, b = one.event, other.event
    if a is None or b is None or a.type is not b.type or not {a.stage, b.stage} <= _DONE:
        return False
    for mine, theirs in ((_who(a.actors), _who(b.actors)), (_who(a.recipients), _who(b.recipients))):
        if mine and theirs and not mine & theirs:
            return False
    times = {told_time(a), told_time(b)} - {None}
    return not ((a.place and b.place and a.place != b.place) or len(times) > 1)


def _who(refs: Sequence[Ref]) -> set[str]:
    return {ref.actor for ref in refs if ref.actor is not None}


def _evidence(statements: Sequence[Statement], identities: Identities) -> Iterator[Dispute]:
    shown = [s for s in statements if s.evidence is not None and s.evidence.recipients][:_MOST]
    events = [
        s for s in statements if s.event is not None and s.same_as is None and s.polarity is not Polarity.NEGATIVE
    ][:_MOST]
    for proof in shown:
        for told in events:
            if proof.evidence is None or told.event is None or told.event.type != "ASSAULT":
                continue
            mine, theirs = _who(proof.evidence.recipients), _who(told.event.recipients)
            if _who(proof.evidence.actors) & _who(told.event.actors) and mine and theirs and not mine & theirs:
                yield Dispute(
                    field=DisputeField.RECIPIENTS,
                    statements=(told.id, proof.id),
                    why=f"{_voice(told)}: it was against {_names(theirs, identities)}; the {proof.evidence.medium} "
                    f"shows {_names(mine, identities)}",
                )
                break


def _names(actors: set[str], identities: Identities) -> str:
    return " and ".join(sorted(identities.actor[actor].name for actor in actors))
