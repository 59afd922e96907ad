"""The voices of a report as a tree, outermost first, each with what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.brief.phrases import lined_up, voice_name

if TYPE_CHECKING:
    from sayso.record import Report, Statement, Voice

Path = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A voice, those around it (outermost first), and the statements that it makes itself."""

    voice: Voice
    around: tuple[str, ...]
    statements: tuple[Statement, ...]


def standings(report: Report) -> tuple[Standing, ...]:
    """Give each voice of each attribution once, under the one around it, in order of first appearance."""
    groups: dict[Path, list[Statement]] = {}
    voices: dict[Path, Voice] = {}
    for statement in report.statements:
        path: Path = ()
        for voice in lined_up(statement.voices):
            path = (*path, (voice_name(voice), voice.attribution))
            voices.setdefault(path, voice)
            groups.setdefault(path, [])
        groups[path].append(statement)
    first = {path: n for n, path in enumerate(groups)}
    ordered = sorted(groups, key=lambda path: [first[path[: n + 1]] for n in range(len(path))])
    return tuple(Standing(voices[path], tuple(name for name, _ in path[:-1]), tuple(groups[path])) for path in ordered)
