"""How many died, for formats with one number: bounds kept, the lowest of rival figures, nothing counted twice.

An *account* is what one voice gives in one report: its total, or, where it gives none, what it counts apart. Only
there are numbers ever added, as dead civilians and dead fighters of one account cannot overlap; figures of two
accounts never are. The best number is the lower bound of the lowest account. Part figures ("five of them children")
stand for the whole only where nothing else is told, totals over several places or a period never do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.record import Polarity, TollWhat, TollWho

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sayso.brief.exports.flat import Flat
    from sayso.incidents.figures import Figure

_TOTALS = frozenset({TollWho.UNKNOWN, TollWho.DISPUTED})


@dataclass(frozen=True, slots=True)
class Account:
    """The dead as one voice counts them in one report: its total, if it gives one, and what it counts apart."""

    total: Figure | None
    apart: tuple[Figure, ...]

    @property
    def low(self) -> int:
        """The lowest number meant; "up to 20" may be none."""
        return _low(self.total) if self.total is not None else sum(map(_low, self.apart))

    @property
    def high(self) -> int:
        """The highest number told; "at least 20" tells no more than 20."""
        return _high(self.total) if self.total is not None else sum(map(_high, self.apart))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deaths:
    """Bounds, and the account whose lower bound is ``best``; ``words`` are figures that tell no number.

    ``is_told`` is False where no death of this incident is told; ``wider`` where only totals over more are.
    """

    account: Account | None
    low: int | None
    high: int | None
    words: tuple[str, ...]
    wider: bool
    rivals: bool
    open_above: bool

    @property
    def is_told(self) -> bool:
        """True where somebody tells of at least one death, in numbers or in words."""
        return bool(self.words) or bool(self.high)


def deaths(made: Flat) -> Deaths:
    """Give how many are told to have died in an incident."""
    killed = [one for one in made.attestation.figures if one.what == TollWhat.KILLED]
    told = [
        figure
        for figures in killed
        if figures.scope == "incident"
        for figure in figures.told
        if not figure.superseded and figure.statement.polarity is Polarity.POSITIVE
    ]
    numbered = [figure for figure in told if figure.toll.low is not None or figure.toll.high is not None]
    accounts = _accounts(numbered)
    chosen = min(accounts, key=lambda account: (account.low, account.high), default=None)
    return Deaths(
        account=chosen,
        low=chosen.low if chosen is not None else None,
        high=max((account.high for account in accounts), default=None),
        words=tuple(dict.fromkeys(figure.toll.words.text for figure in told if figure not in numbered)),
        wider=any(figures.scope != "incident" for figures in killed),
        rivals=len({(account.low, account.high) for account in accounts}) > 1,
        open_above=any(figure.toll.high is None for account in accounts for figure in _used(account)),
    )


def _accounts(numbered: Sequence[Figure]) -> list[Account]:
    whole = [figure for figure in numbered if figure.toll.part_of is None and _is_category(figure)]
    totals = [figure for figure in whole if figure.toll.who in _TOTALS and figure.toll.whose is None]
    apart = [figure for figure in whole if figure not in totals]
    if totals:
        return [Account(total, tuple(_within(total, numbered))) for total in totals]
    by_voice: dict[tuple[str, str], list[Figure]] = {}
    for figure in apart:
        same = by_voice.setdefault((figure.report.id, figure.voice), [])
        if not any(_kind(figure) == _kind(other) for other in same):
            same.append(figure)
    return [Account(None, tuple(figures)) for figures in by_voice.values()] or [
        Account(None, (figure,)) for figure in numbered
    ]


def _within(total: Figure, figures: Iterable[Figure]) -> Iterable[Figure]:
    """Give what the total's own voice counts apart in the same report, one of a kind, as far as the total holds it."""
    left, seen = _low(total), set()
    for figure in figures:
        same = (figure.report.id, figure.voice) == (total.report.id, total.voice)
        special = figure.toll.who not in _TOTALS or figure.toll.whose is not None
        if same and special and _is_category(figure) and _kind(figure) not in seen and _low(figure) <= left:
            seen.add(_kind(figure))
            left -= _low(figure)
            yield figure


def _is_category(figure: Figure) -> bool:
    """Tell civilians as a whole, or fighters of any name ("three rebels"), from children, medics and so on."""
    return figure.toll.group is None or figure.toll.who is TollWho.COMBATANTS


def _kind(figure: Figure) -> tuple[TollWho, str | None]:
    return figure.toll.who, figure.toll.whose.actor or figure.toll.whose.text if figure.toll.whose is not None else None


def _used(account: Account) -> tuple[Figure, ...]:
    return (account.total,) if account.total is not None else account.apart


def _low(figure: Figure) -> int:
    return figure.toll.low or 0


def _high(figure: Figure) -> int:
    return figure.toll.high if figure.toll.high is not None else _low(figure)


def by_side(made: Flat, account: Account) -> dict[str, int]:
    """Give the dead of an account as civilians, of the one side (``a``), of the other (``b``), and the rest unknown."""
    counted = {"a": 0, "b": 0, "civilians": 0, "unknown": 0}
    for figure in account.apart:
        counted[_column(made, figure)] += _low(figure)
    counted["unknown"] += account.low - sum(counted.values())
    return counted


def _column(made: Flat, figure: Figure) -> str:
    toll = figure.toll
    if toll.who is TollWho.CIVILIANS:
        return "civilians"
    owner = toll.whose.actor if toll.whose is not None else None
    actor = next((one for one in figure.report.actors if one.id == owner), None) if owner is not None else None
    if actor is not None and made.one.holds(actor):
        return "a"
    if actor is not None and made.other.holds(actor):
        return "b"
    return "unknown"
