"""Which entries cannot hold together, and why; none of them is dropped or changed for it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import Change, ExtentUnit, Polarity
from sayso.threads.model import Against, Reason, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.threads.model import Entry, Holder

_WORD = re.compile(r"[^\W\d_]+")
_HAVING = frozenset({Change.HOLDS, Change.GAINS})
_WINDOW = 400  # entries of a thread, next in time, that each is compared with


def opposed(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Number entries in their order, and mark those of one thread that stand against one another.

    Entries whose days meet are compared. Besides, a denial is held against
    the claims before it, and "holds" against the last that was told before,
    if nobody tells of a change in between. What one voice of one report says
    one after the other is a course of events, no contradiction.
    """
    numbered = [replace(entry, id=f"e{n}") for n, entry in enumerate(entries, 1)]
    threads: dict[tuple[Subject, str], list[_Claim]] = defaultdict(list)
    for entry in numbered:
        if entry.key and entry.subject in {Subject.PLACE, Subject.AIM}:
            threads[entry.subject, entry.key].append(_claim(entry))
    marks: dict[str, dict[str, Reason]] = defaultdict(dict)
    for thread in threads.values():
        for one, other, reason in _pairs(thread):
            marks[one.entry.id].setdefault(other.entry.id, reason)
            marks[other.entry.id].setdefault(one.entry.id, reason)
    return tuple(
        replace(
            entry,
            against=tuple(
                Against(entry=key, reason=reason)
                for key, reason in sorted(marks[entry.id].items(), key=lambda mark: int(mark[0][1:]))
            ),
        )
        for entry in numbered
    )


@dataclass(frozen=True, slots=True)
class _Claim:
    """What an entry comes to.

    Attributes:
        entry: The entry.
        chain: Its report and voices.
        first, last: Its days, "" where not known.
        change: What is said of the control of the place, if that is what is said.
        having: The keys of those said to have the ground, or not to have lost it.
        without: The keys of those said to have lost the ground, or not to have it.
        least: The least share of the place that is spoken of: 1 for all, ``None`` for a part of unknown size.
    """

    entry: Entry
    chain: tuple[str | None, ...]
    first: str
    last: str
    change: Change | None
    having: frozenset[str]
    without: frozenset[str]
    least: float | None

    @property
    def denies(self) -> bool:
        """True if its voice says that it is not so."""
        return self.entry.statement.polarity is Polarity.NEGATIVE


def _claim(entry: Entry) -> _Claim:
    statement, control = entry.statement, entry.statement.control
    change = control.change if control is not None else None
    holders = frozenset(holder.key for holder in entry.holders)
    losers = frozenset(holder.key for holder in entry.taken_from)
    nobody: frozenset[str] = frozenset()
    having, without = nobody, nobody
    if statement.polarity is Polarity.POSITIVE:
        having = holders if change in _HAVING else nobody
        without = losers | (holders if change is Change.LOSES else nobody)
    elif statement.polarity is Polarity.NEGATIVE:
        having = holders if change is Change.LOSES else nobody
        without = holders if change in _HAVING else nobody
    return _Claim(
        entry=entry,
        chain=(entry.report.id, *(voice.name for voice in statement.voices)),
        first=(entry.earliest or "")[:10],
        last=(entry.latest or "")[:10],
        change=change,
        having=having,
        without=without,
        least=_least(entry),
    )


def _pairs(claims: Sequence[_Claim]) -> Iterator[tuple[_Claim, _Claim, Reason]]:
    """Give the pairs of one thread, in order of time, that stand against one another."""
    for n, claim in enumerate(claims):
        earlier = [one for one in claims[max(0, n - _WINDOW) : n] if one.first and claim.first]
        others = [one for one in earlier if one.chain != claim.chain]
        meeting = [(one, reason) for one in others if one.last >= claim.first and (reason := _reason(one, claim))]
        yield from ((one, claim, reason) for one, reason in meeting)
        before = [one for one in earlier if one.last < claim.first]
        if claim.denies and Reason.DENIED not in {reason for _, reason in meeting}:
            yield from ((one, claim, Reason.DENIED) for one in _denied(claim, before))
        if claim.change is Change.HOLDS and claim.having:
            yield from ((one, claim, Reason.NO_CHANGE_TOLD) for one in _untold(claim, before))


def _reason(one: _Claim, other: _Claim) -> Reason | None:
    """Give why two claims whose days meet cannot both hold."""
    if _is_denied_by(one, other):
        return Reason.DENIED
    if one.having & other.without or other.having & one.without:
        return Reason.NOT_HELD
    return _too_much(one, other)


def _denied(denial: _Claim, before: Sequence[_Claim]) -> list[_Claim]:
    """Give the earlier claims that a denial is of: those since the ground was last said to be another's."""
    keys = {holder.key for holder in denial.entry.holders}
    turned = max((one.last for one in before if one.without & keys or _is_anothers(one, denial)), default="")
    return [one for one in before if one.last >= turned and one.chain != denial.chain and _is_denied_by(one, denial)]


def _untold(claim: _Claim, before: Sequence[_Claim]) -> list[_Claim]:
    """Give the last that was told to the contrary of "holds", unless its holder is said to have gained since."""
    contrary = [one for one in before if one.without & claim.having or _too_much(one, claim) is not None]
    last = max((one.last for one in contrary), default="")
    if any(one.change is Change.GAINS and one.having & claim.having and one.last >= last for one in before):
        return []
    return [one for one in contrary if one.last == last and one.chain != claim.chain]


def _is_denied_by(one: _Claim, other: _Claim) -> bool:
    """Tell whether one says and the other denies the same of the same holders."""
    mine, theirs = one.entry.statement, other.entry.statement
    if mine.kind is not theirs.kind or {mine.polarity, theirs.polarity} != {Polarity.POSITIVE, Polarity.NEGATIVE}:
        return False
    if mine.aim is not None and theirs.aim is not None:
        return _plain(mine.aim.goal.text) == _plain(theirs.aim.goal.text)
    if not {holder.key for holder in one.entry.holders} & {holder.key for holder in other.entry.holders}:
        return False
    return one.change is other.change or {one.change, other.change} <= _HAVING


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _too_much(one: _Claim, other: _Claim) -> Reason | None:
    """Tell whether two parties are said to have more than there is; parts can lie side by side."""
    if not (_is_anothers(one, other) and other.having) or one.least is None or other.least is None:
        return None
    if one.least + other.least <= 1:
        return None
    return Reason.TWO_HOLDERS if one.least == other.least == 1 else Reason.MORE_THAN_ALL


def _is_anothers(one: _Claim, other: _Claim) -> bool:
    """Tell whether a claim gives the ground to a party that cannot be the other claim's."""
    return bool(one.having) and all(_apart(a, b) for a in one.entry.holders for b in other.entry.holders)


def _apart(one: Holder, other: Holder) -> bool:
    """Tell whether two holders are surely not one: "the rebels" may be any rebels with a name."""
    if one.key == other.key:
        return False
    if one.proper and other.proper:
        return True
    return one.sector is not None and other.sector is not None and one.sector != other.sector


def _least(entry: Entry) -> float | None:
    control = entry.statement.control
    if control is not None and control.extent is not None:
        return control.extent.low if control.extent.unit is ExtentUnit.SHARE else None
    words = {word.casefold() for word in _WORD.findall(entry.statement.text)}
    return None if words & _parts() else 1.0


@cache
def _parts() -> frozenset[str]:
    """Give the words for ground that is less than the place it lies in ("the airport of", "two villages near")."""
    whole = {row["pattern"] for name in ("settlements", "division_words") for row in lexicon.table(name)}
    words = {row["pattern"] for row in lexicon.table("control_grounds")}
    return frozenset({*(words - whole), *(f"{word}s" for word in words)})
