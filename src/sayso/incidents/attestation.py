"""How an incident is attested: that it happened, who did it, who was harmed; each on whose say-so.

Nothing is weighed here. Origins are counted, not outlets; a denial stands
beside the claim and never lowers it, and its absence never raises one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.incidents.figures import Figures, figures
from sayso.incidents.origins import corrected, in_headline, origin_of
from sayso.record import ActorKind, Polarity, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sayso.incidents.model import Incident, Member
    from sayso.incidents.origins import Origins
    from sayso.record import Actor, Ref

_BODIES = frozenset({ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.STATE, ActorKind.POLICE})
_OFFICES = frozenset({"GOV", "MIL", "COP"})  # sectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One answer to one question, and who gives it.

    ``said`` is a name, or ``None`` for "it happened". ``claims``, ``denials``
    and ``admissions`` are the statements themselves; an admission is also a
    claim. ``failures`` say that it was tried and failed: neither a claim that
    it happened nor a denial; ``retractions`` are what a correction takes back. ``origins`` counts a voice once,
    however many outlets quote it, and copies of one report once; a headline is no origin beside what its text says.
    ``kinds`` are the roles of those who claim.
    """

    said: str | None
    claims: tuple[Member, ...]
    denials: tuple[Member, ...]
    admissions: tuple[Member, ...]
    failures: tuple[Member, ...]
    origins: tuple[str, ...]
    kinds: tuple[str, ...]
    retractions: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """How one incident is attested; more than one of ``actors`` are rival suspects, or allies."""

    occurrence: Claim
    actors: tuple[Claim, ...]
    recipients: tuple[Claim, ...]
    figures: tuple[Figures, ...]


def attest(incident: Incident, origins: Origins) -> Attestation:
    """Set out who says what of an incident.

    Args:
        incident: A proposal, or an incident that a person has accepted.
        origins: Where its reports come from (``find_origins`` of them all).
    """
    accounts = incident.accounts
    return Attestation(
        occurrence=_claim(None, accounts, origins),
        actors=_answers(accounts, origins, lambda member: member.event.actors),
        recipients=_answers(accounts, origins, lambda member: member.event.recipients),
        figures=figures(incident, origins),
    )


def _actor(member: Member, ident: str | None) -> Actor | None:
    return next((actor for actor in member.report.actors if actor.id == ident), None)


def _answers(
    members: Sequence[Member], origins: Origins, asked: Callable[[Member], Iterable[Ref]]
) -> tuple[Claim, ...]:
    """Give a claim for each actor named, the most often attested first."""
    told: dict[str, list[Member]] = {}
    names: dict[str, str] = {}
    for member in members:
        for actor in {ref.actor: _actor(member, ref.actor) for ref in asked(member)}.values():
            if actor is not None:
                key = actor.registry or actor.name.lower()
                names.setdefault(key, actor.name)
                told.setdefault(key, []).append(member)
    claims = [_claim(names[key], members, origins) for key, members in told.items()]
    return tuple(sorted(claims, key=lambda claim: (-len(claim.origins), claim.said or "")))


def _claim(said: str | None, members: Sequence[Member], origins: Origins) -> Claim:
    failures: list[Member] = []
    retractions: list[Member] = []
    told: list[Member] = []
    for member in members:
        failed = member.event.stage is Stage.FAILED
        kind = failures if failed else retractions if corrected(member.report, member.statement) else told
        kind.append(member)
    claims = [m for m in told if m.statement.polarity is Polarity.POSITIVE]
    counting = heard(claims)
    return Claim(
        said=said,
        claims=tuple(claims),
        denials=tuple(m for m in told if m.statement.polarity is Polarity.NEGATIVE),
        admissions=tuple(m for m in claims if _owns_up(m)),
        failures=tuple(failures),
        retractions=tuple(retractions),
        origins=tuple(sorted({origin_of(m.report, m.statement, origins) for m in counting})),
        kinds=tuple(sorted({m.statement.voices[-1].role.value for m in counting})),
    )


def heard(claims: Sequence[Member]) -> list[Member]:
    """Give the claims whose voices count as origins: a headline's only where the text beside it has none."""
    spoken = {m.report.id for m in claims if not in_headline(m.report, m.statement)}
    return [m for m in claims if m.report.id not in spoken or not in_headline(m.report, m.statement)]


def _owns_up(member: Member) -> bool:
    """Tell whether the voice is among those whose act it reports, leads them, or speaks for their country's state."""
    voice = _actor(member, member.statement.voices[-1].actor)
    if voice is None:
        return False
    doers = [actor for ref in member.event.actors if (actor := _actor(member, ref.actor)) is not None]
    return any(
        voice.id == doer.id
        or doer.name.endswith(f" of {voice.name}")
        or (voice.country is not None and voice.country == doer.country and _is_states(voice) and _is_states(doer))
        for doer in doers
    )


def _is_states(actor: Actor) -> bool:
    return actor.kind in _BODIES or (actor.kind is ActorKind.PERSON and actor.sector in _OFFICES)
