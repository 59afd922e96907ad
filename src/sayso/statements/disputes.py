"""Statements of one report that do not sit together, and why.

Only what two different voices say is in dispute, or what a recording shows
against what is said: rival tolls; a claim and its denial, of an act or of who
holds a place; one act with other doers, places or times; other people or
things hit.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from sayso.record import Change, Dispute, DisputeField, PlacePrecision, Polarity, Stage, Statement, VoiceRole
from sayso.statements.when import told_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.grounding import Identities
    from sayso.record import Control, Event, Ref, Toll

_DONE = frozenset({Stage.ACCOMPLISHED, Stage.ONGOING})
_MOST = 200  # statements of one kind that are compared with each other
_NEXT = 6  # statements of one kind behind another among which a rival account of it is sought
_STEM = 4  # letters in which two words for one act agree ("shelled", "shelling")
_BOTH = 2
_HELD = frozenset({Change.HOLDS, Change.GAINS})
_WIDE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.ADMIN1, PlacePrecision.REGION})
_PRONOUNS = frozenset({"it", "them", "him", "her", "this", "that"})


def find_disputes(statements: Sequence[Statement], identities: Identities) -> tuple[Dispute, ...]:
    """Find rival tolls, claims against denials, rival accounts, and evidence against claims.

    Args:
        statements: All statements of one report.
        identities: Its actors, for names.

    Returns:
        One dispute for each pair; ``why`` says it in words, with the voices.
    """
    return (
        *_rival_tolls(statements),
        *_denials(statements),
        *_rival_holders(statements),
        *_rival_accounts(statements, identities),
        *_evidence(statements, identities),
    )


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
        rivals = [
            s
            for s in told
            if _chain(s) != _chain(denial) and _alike(s, denial) and _agreement(s, denial) and _answers(denial, s)
        ]
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


def _rival_holders(statements: Sequence[Statement]) -> Iterator[Dispute]:
    """Set beside each other what two voices say of who holds a place: one denies it, or each names another holder."""
    held = [s for s in statements if s.control is not None and s.control.place and s.same_as is None][:_MOST]
    for n, one in enumerate(held):
        for other in held[n + 1 : n + 1 + _NEXT]:
            a, b = one.control, other.control
            if a is None or b is None or a.place != b.place or _chain(one) == _chain(other):
                continue
            if _contradict(a, b, denied=one.polarity is not other.polarity, both=_positive(one, other)):
                yield Dispute(
                    field=DisputeField.OCCURRENCE,
                    statements=(one.id, other.id),
                    why=f"{_voice(one)}: “{one.text}”; {_voice(other)}: “{other.text}”",
                )


def _positive(one: Statement, other: Statement) -> bool:
    return one.polarity is Polarity.POSITIVE and other.polarity is Polarity.POSITIVE


def _contradict(a: Control, b: Control, *, denied: bool, both: bool) -> bool:
    """Tell whether two accounts of one place exclude each other."""
    if denied:
        return a.change is b.change or {a.change, b.change} == {Change.GAINS, Change.LOSES}
    mine, theirs = _who(a.holders), _who(b.holders)
    return both and {a.change, b.change} <= _HELD and bool(mine and theirs) and not mine & theirs


def _rival_accounts(statements: Sequence[Statement], identities: Identities) -> Iterator[Dispute]:
    """Set beside each other what two voices tell of one act, where they name other doers, places or times."""
    events = [s for s in statements if s.event is not None and s.same_as is None and s.polarity is Polarity.POSITIVE][
        :_MOST
    ]
    for n, one in enumerate(events):
        for other in events[n + 1 : n + 1 + _NEXT]:
            a, b = one.event, other.event
            if a is None or b is None or _chain(one) == _chain(other) or not _one_act(one, other):
                continue
            field = _differing(a, b, identities)
            if field is not None:
                yield Dispute(
                    field=field,
                    statements=(one.id, other.id),
                    why=f"{_voice(one)}: “{one.text}”; {_voice(other)}: “{other.text}”",
                )


def _one_act(one: Statement, other: Statement) -> bool:
    """Tell whether two voices may speak of one act: the same word for it, and the same thing or people hit by it.

    Where one of them names nothing hit, both must blame each other.
    """
    a, b = one.event, other.event
    if a is None or b is None or a.type is not b.type or not {a.stage, b.stage} <= _DONE:
        return False
    if not _same_word(a.trigger.text, b.trigger.text):
        return False
    mine, theirs = {*_hit(a)}, {*_hit(b)}
    if (mine | theirs) & _PRONOUNS:
        return not mine <= _PRONOUNS or not theirs <= _PRONOUNS
    if mine and theirs:
        return bool(mine & theirs)
    blamed = (other.voices[-1].actor in _who(a.actors), one.voices[-1].actor in _who(b.actors))
    return all(blamed)


def _same_word(one: str, other: str) -> bool:
    return one.lower()[:_STEM] == other.lower()[:_STEM]


def _hit(event: Event) -> Mapping[str, str]:
    """Give who or what was hit, by what tells it from others: the actor, or the last word of a thing."""
    return {**_ends(event.recipients), **{span.text.lower().split()[-1]: span.text for span in event.targets}}


def _differing(a: Event, b: Event, identities: Identities) -> DisputeField | None:
    """Give the one thing in which two accounts of an act differ, if it is but one."""
    mine, theirs = _who(a.actors), _who(b.actors)
    times = {told_time(a), told_time(b)} - {None}
    found = [
        field
        for field, differs in (
            (DisputeField.ACTORS, bool(mine and theirs and not mine & theirs)),
            (DisputeField.PLACE, _elsewhere(a, b, identities)),
            (DisputeField.TIME, len(times) == _BOTH),
        )
        if differs
    ]
    return found[0] if len(found) == 1 else None


def _elsewhere(a: Event, b: Event, identities: Identities) -> bool:
    """Tell whether two acts are told of two places of which neither can hold the other."""
    if a.place is None or b.place is None or a.place == b.place or {a.place_basis, b.place_basis} != {"clause"}:
        return False
    one, other = identities.place[a.place], identities.place[b.place]
    related = {*(one.relation.of if one.relation else ()), *(other.relation.of if other.relation else ())}
    return not {one.precision, other.precision} & _WIDE and not related & {a.place, b.place}


def _evidence(statements: Sequence[Statement], identities: Identities) -> Iterator[Dispute]:
    shown = [s for s in statements if s.evidence is not None and s.evidence.recipients][:_MOST]
    events = [
        s for s in statements if s.event is not None and s.same_as is None and s.polarity is not Polarity.NEGATIVE
    ][:_MOST]
    for proof in shown:
        for told in events:
            if proof.evidence is None or told.event is None or told.event.type != "ASSAULT":
                continue
            if proof.start <= told.start < proof.end:
                continue  # the act that is shown
            mine, theirs = _ends(proof.evidence.recipients), _hit(told.event)
            if _by_the_same(proof, told) and mine and theirs and not {*mine} & {*theirs}:
                yield Dispute(
                    field=DisputeField.RECIPIENTS,
                    statements=(told.id, proof.id),
                    why=f"{_voice(told)}: it was against {_names(theirs, identities)}; the {proof.evidence.medium} "
                    f"shows {_names(mine, identities)}",
                )
                break


def _ends(refs: Sequence[Ref]) -> Mapping[str, str]:
    return {ref.actor or ref.text.lower().split()[-1]: ref.text for ref in refs}


def _by_the_same(proof: Statement, told: Statement) -> bool:
    """Tell whether an act shown may be the act told: by the same actors, or with what its word says ("shells")."""
    if proof.evidence is None or told.event is None:
        return False
    if _who(proof.evidence.actors) & _who(told.event.actors):
        return True
    things = [ref.text.split()[-1] for ref in proof.evidence.actors if ref.actor is None]
    return any(_same_word(thing, told.event.trigger.text) for thing in things)


def _names(found: Mapping[str, str], identities: Identities) -> str:
    names = (identities.actor[key].name if key in identities.actor else text for key, text in found.items())
    return " and ".join(sorted(names))
