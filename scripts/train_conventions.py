"""Learn ``benchmarks/muc_conventions.tsv``: what MUC-4's annotators took for an incident, and for its fillers.

Learned from MUC-4's training texts (``incidents/muc4_train.jsonl`` in the
folder that ``SAYSO_CORPORA`` names). The texts are read in two halves, each
with parts learned from the other half, so that the parts are as good, or bad,
as they will be in unseen texts. An event belongs to the incident of the key
with which it shares most words; one of a text with incidents that shares none
counts little as an example. A filler's role is the key's, whoever has it.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "scripts")]

import train_parts  # noqa: E402
from common import rows, scorer  # noqa: E402
from learning import chances, learn  # noqa: E402
from muc_conventions import FILE, ROLES, TYPES, Marks, Told  # noqa: E402

import sayso  # noqa: E402
from incidents import as_wired, told  # noqa: E402
from sayso.record import Ref  # noqa: E402
from sayso.statements import parts  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    from sayso import Report

Row = dict[str, Any]
LEAST = 6
PENALTY = {"event": 3e-3, "part": 1e-3}
_SHARES, _SAME_TYPE, _BY_DOER = 0.55, 0.3, 0.6  # what sharing words, the type, a perpetrator is worth; the least asked
_WEIGHT_UNSURE, _WEIGHT_OPTIONAL = 0.3, 0.5
_KEPT = 0.25  # the least chance of an event whose parts are examples
_FIRST = {
    "actors": ("perp_individual", "perp_org"),
    "recipients": ("victim", "target"),
    "targets": ("target", "victim"),
    "instruments": ("weapon",),
    "toll": ("victim",),
}


class Example(NamedTuple):
    """The marks of an event or a part, its class (0: none), and how much it counts."""

    marks: list[str]
    right: int
    weight: float


@cache
def _scorer() -> ModuleType:
    return scorer("incidents/score_incidents.py")


def _fits(words: str, variants: Sequence[str]) -> bool:
    return bool(variants) and bool(_scorer().relaxed(words, variants))


def _shared(one: Told, template: Row) -> float:
    """Give how much an event shares with an incident of the key."""
    total = _SAME_TYPE if one.kind in template["incident_type"] else 0.0
    for part, words in one.parts():
        if any(_fits(words.text, variants) for role in _FIRST[part] for variants in template[role]):
            total += _BY_DOER if part == "actors" else 1.0
    return total


def event_examples(report: Report, row: Row) -> Iterator[tuple[Told, Example]]:
    """Give the events of a report as examples."""
    events = told(report)
    marks = Marks(report, events)
    for one in events:
        right, weight = 0, _WEIGHT_UNSURE if row["templates"] else 1.0
        ranked = sorted(row["templates"], key=lambda template: -_shared(one, template))
        if ranked and _shared(one, ranked[0]) >= _SHARES:
            types = [name for name in ranked[0]["incident_type"] if name in TYPES]
            right = 1 + TYPES.index(one.kind if one.kind in types else types[0]) if types else 0
            weight = _WEIGHT_OPTIONAL if ranked[0]["optional"] else 1.0
        yield one, Example(marks.of_event(one), right, weight)


def part_examples(report: Report, row: Row, weights: Mapping[str, Sequence[int]]) -> Iterator[Example]:
    """Give the parts of a report's likely incidents as examples."""
    events = told(report)
    marks = Marks(report, events)
    for one in events:
        likely = chances(marks.of_event(one), weights)
        for part, words in one.parts() if sum(likely) >= _KEPT else ():
            roles = [*_FIRST[part], *(role for role in ROLES if role not in _FIRST[part])]
            if part == "actors" and isinstance(words, Ref) and not words.text.split()[-1:][0][:1].islower():
                roles[:2] = ["perp_org", "perp_individual"]
            filled = (role for role in roles if any(_fits(words.text, v) for t in row["templates"] for v in t[role]))
            right = 1 + ROLES.index(role) if (role := next(filled, None)) else 0
            yield Example(marks.of_part(one, part, words, sum(likely)), right, 1.0)


def fit(examples: Sequence[Example], name: str) -> dict[str, tuple[int, ...]]:
    """Give the weights of one kind of examples."""
    classes = {"event": TYPES, "part": ROLES}[name]
    return learn(
        [one.marks for one in examples],
        [one.right for one in examples],
        len(classes) + 1,
        least=LEAST,
        penalty=PENALTY[name],
        importance=[one.weight for one in examples],
    )


def conventions(halves: Sequence[Sequence[tuple[Report, Row]]]) -> Iterator[str]:
    """Give the lines of the table, learned from two halves of the texts."""
    seen = [[one for pair in half for _, one in event_examples(*pair)] for half in halves]
    others = [fit(seen[1 - number], "event") for number in (0, 1)]
    filled = [one for k, half in enumerate(halves) for pair in half for one in part_examples(*pair, others[k])]
    for name, weights in (("event", fit([*seen[0], *seen[1]], "event")), ("part", fit(filled, "part"))):
        yield from ("\t".join([name, mark, *map(str, line)]) for mark, line in weights.items())


def read(job: tuple[Row, Mapping[str, tuple[int, ...]]]) -> Report:
    """Read one text with some weights of parts."""
    row, weights = job
    parts._weights = lambda: weights  # type: ignore[assignment]  # the other half's, not the table's
    return sayso.read_text(as_wired(row), published=row["date_iso"])


def main() -> None:
    """Learn, and write the table."""
    texts = rows("incidents/muc4_train.jsonl")
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        nouns = list(pool.map(train_parts.read, texts, chunksize=20))
        halves: list[list[tuple[Report, Row]]] = []
        for number in (0, 1):
            others = zip(texts[1 - number :: 2], nouns[1 - number :: 2], strict=True)
            weights = train_parts.weigh([noun for row, one in others if row["templates"] for noun in one])
            mine = texts[number::2]
            reports = pool.map(read, [(row, weights) for row in mine], chunksize=20)
            halves.append(list(zip(reports, mine, strict=True)))
    FILE.write_text("\n".join(conventions(halves)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
