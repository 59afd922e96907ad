"""What an explanation is: steps, each in words, with the stretch of text and the rows of tables that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.record import MadeBy, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table under ``lexicon/tables``, as the table is now; empty cells are left out."""

    table: str
    id: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that made what is explained.

    ``about`` is one of words, voice, rule, table, actor, place, time, figure,
    link, origin, grade, decision and the like; ``says`` is for people.
    ``before`` and ``after`` are the text right around ``words``.
    """

    about: str
    says: str
    words: Span | None = None
    before: str = ""
    after: str = ""
    rows: tuple[Row, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """The versions and settings that made one report's record."""

    report: str
    made_by: MadeBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What made one part of a record, or one incident.

    ``id`` is ``REPORT#s3`` or an incident's id. ``differs`` says in words
    which tables or versions are no longer those of the record; the rows shown
    are those of now.
    """

    id: str
    what: str
    steps: tuple[Step, ...]
    made_by: tuple[Maker, ...]
    differs: tuple[str, ...]
