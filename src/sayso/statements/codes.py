"""Codes of other books for a PLOVER event: CAMEO, ACLED and UCDP, by the cross-walk table."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.record import EventType


@cache
def _crosswalk() -> Mapping[tuple[str, str], Mapping[str, str]]:
    return {(row["pattern"], row["mode"]): row for row in lexicon.table("crosswalk")}


def codes_of(kind: EventType, modes: Sequence[str]) -> Mapping[str, str]:
    """Give CAMEO and ACLED codes for a type and its first mode that has one (``crosswalk.tsv``)."""
    table = _crosswalk()
    return next((table[kind, mode] for mode in modes if (kind, mode) in table), table.get((kind, ""), {}))
