"""The tolls told of an incident: compared only where they count the same, never added up, never averaged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.incidents.origins import corrected, in_headline, origin_of
from sayso.record import EventType, Polarity, TollScope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.incidents.model import Incident, Member
    from sayso.incidents.origins import Origins
    from sayso.record import Report, Statement, Toll

_ONE = frozenset({TollScope.INCIDENT, TollScope.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One toll as one voice gave it first; ``superseded`` where that voice gave another later."""

    report: Report
    statement: Statement
    toll: Toll
    voice: str
    superseded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Tolls that count the same: ``what``, ``who``, ``group`` and ``scope`` agree.

    ``low`` and ``high`` are the bounds of what stands (not superseded), with
    no sum or mean in it; ``None`` where no number is told.
    """

    what: str
    who: str
    group: str | None
    scope: str
    told: tuple[Figure, ...]

    @property
    def low(self) -> int | None:
        """The lowest number that stands."""
        return min((f.toll.low for f in self.told if f.toll.low is not None and not f.superseded), default=None)

    @property
    def high(self) -> int | None:
        """The highest number that stands."""
        numbers = [f.toll.high if f.toll.high is not None else f.toll.low for f in self.told if not f.superseded]
        return max((number for number in numbers if number is not None), default=None)


def figures(incident: Incident, origins: Origins) -> tuple[Figures, ...]:
    """Give the tolls of an incident by what they count; totals of a period or of several places stand apart."""
    groups: dict[tuple[str, str, str, str], list[Figure]] = {}
    for figure in _told(incident, origins):
        toll = figure.toll
        scope = TollScope.INCIDENT if toll.scope in _ONE else toll.scope
        groups.setdefault((toll.what.value, toll.who.value, toll.group or "", scope.value), []).append(figure)
    return tuple(
        Figures(what=what, who=who, group=group or None, scope=scope, told=tuple(_superseding(told)))
        for (what, who, group, scope), told in sorted(groups.items())
    )


def _told(incident: Incident, origins: Origins) -> Iterator[Figure]:
    members: dict[str, list[Member]] = {}
    for member in incident.members:
        members.setdefault(member.report.id, []).append(member)
    for told in members.values():
        report = told[0].report
        own = {member.statement.id for member in told}
        for statement in report.statements:
            toll = statement.toll
            if toll is None or statement.same_as is not None or not _belongs(report, statement, toll, own):
                continue
            if not _sums_up(report, statement, toll):
                voice = origin_of(report, statement, origins)
                yield Figure(report=report, statement=statement, toll=toll, voice=voice)


def _sums_up(report: Report, statement: Statement, toll: Toll) -> bool:
    """Tell a headline's figure that its text gives too, or gives more exactly ("thousands")."""
    if not in_headline(report, statement):
        return False
    vague = toll.low is None and toll.high is None
    return any(
        other.toll is not None
        and other.toll.what is toll.what
        and (vague or (other.toll.low, other.toll.high) == (toll.low, toll.high))
        and not in_headline(report, other)
        for other in report.statements
    )


def _belongs(report: Report, statement: Statement, toll: Toll, own: set[str]) -> bool:
    """Tell whether a toll is one of these events', or of none and nearest to one of them among the acts of violence.

    Where an act is said not to have been, nobody was harmed in it.
    """
    if toll.event is not None:
        return toll.event in own or any(s.id == toll.event and s.same_as in own for s in report.statements)
    told = (s for s in report.statements if s.event is not None and s.event.type is EventType.ASSAULT)
    acts = [s for s in told if s.polarity is not Polarity.NEGATIVE]
    nearest = min(acts, key=lambda s: (abs(s.start - statement.start), s.start), default=None)
    return nearest is not None and (nearest.id in own or nearest.same_as in own)


def _superseding(told: list[Figure]) -> Iterator[Figure]:
    """Give figures oldest first, copies of one once; of one voice's, those stand that its latest report gives newly.

    What the latest report repeats beside a new number is a look back; where it
    only repeats, the number stands. What a correction takes back never does.
    """
    dated = sorted(told, key=lambda f: (f.report.document.published or "", f.report.id, f.statement.start))
    by_voice: dict[str, dict[tuple[int | None, int | None], Figure]] = {}
    for figure in dated:
        by_voice.setdefault(figure.voice, {}).setdefault((figure.toll.low, figure.toll.high), figure)
    for figure in dated:
        numbers = by_voice[figure.voice]
        if numbers[figure.toll.low, figure.toll.high] is figure:
            last = max(one.report.document.published or "" for one in numbers.values())
            older = (figure.report.document.published or "") < last
            yield replace(figure, superseded=older or corrected(figure.report, figure.statement))
