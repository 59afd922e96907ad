"""Codes of other books for a PLOVER event: CAMEO, ACLED and UCDP, by cross-walk tables.

CAMEO 1.1b3 codes follow its authors' 2021 table of conversion to PLOVER, read
backwards; ACLED's are sub-event types of its code book of 2023; UCDP's are the
three types of organised violence (GED codebook 23.1), which turn on who acts.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.record import ActorKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.record import EventType


_SIDES = {
    ActorKind.STATE: "state",
    ActorKind.GOVERNMENT: "state",
    ActorKind.MILITARY: "state",
    ActorKind.POLICE: "state",
    ActorKind.ARMED_GROUP: "armed-group",
}


@cache
def _crosswalk() -> Mapping[tuple[str, str], Mapping[str, str]]:
    return {(row["pattern"], row["mode"]): row for row in lexicon.table("crosswalk")}


def ucdp_of(doing: Sequence[ActorKind], done: Sequence[ActorKind]) -> str | None:
    """Give UCDP's type of violence for the kinds of who acts and who is acted on; ``None`` where one is not known.

    Where all sides are actors, the first stands against the others. UCDP
    counts an event only if somebody was killed, which the tolls of a record
    tell, not the event's type.
    """
    row = ucdp_row(doing, done)
    return row["value"] if row is not None else None


def ucdp_row(doing: Sequence[ActorKind], done: Sequence[ActorKind]) -> Mapping[str, str] | None:
    """Give the row of ``ucdp.tsv`` that ``ucdp_of`` goes by."""
    rows = lexicon.by_pattern("ucdp")
    sides = (f"{_side(one)} {_side(other)}" for one in doing for other in done or doing[1:])
    return next((rows[both] for both in sides if both in rows), None)


def _side(kind: ActorKind) -> str:
    return _SIDES.get(kind, "civilians")


def codes_of(kind: EventType, modes: Sequence[str]) -> Mapping[str, str]:
    """Give CAMEO and ACLED codes for a type and its first mode that has one (``crosswalk.tsv``)."""
    table = _crosswalk()
    return next((table[kind, mode] for mode in modes if (kind, mode) in table), table.get((kind, ""), {}))
