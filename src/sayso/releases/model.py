"""What a release is: what it is asked to be, and what it became."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FORMAT = "sayso-release/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a release is called, who answers for it, and what was asked for.

    Args:
        name: Of the series; folders are ``NAME-VERSION``.
        title: In a sentence, for who cites it.
        authors: People as "Family, Given", bodies as they are called.
        contact: An address for corrections: of mail or of a page.
        snapshot: The instant (UTC, ISO 8601) that it shows; the same desk, snapshot and parameters give the same bytes.
        version: As 2026.1; without, the number after the last of the series.
        license: An SPDX id of a licence for data, or an address; None says that nothing is granted.
        url: Where it is published.
        public: Whether its incidents are copies for publication.
        asked: Which incidents were asked for: filters, states, threshold.
    """

    name: str
    title: str
    authors: Sequence[str]
    contact: str
    snapshot: str
    version: str | None = None
    license: str | None = None
    url: str | None = None
    public: bool = True
    asked: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A release that was written: its folder, number, the one before, and how many incidents came, changed and went."""

    folder: Path
    version: str
    previous: str | None
    incidents: int
    added: int
    changed: int
    withdrawn: int
