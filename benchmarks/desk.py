"""How fast a desk takes in and finds. Nothing here is asserted: times depend on the machine.

The reports are made up (``made_up.py``) and come as records, so that nothing is read. Measured, in one run:
  adding      reports a second without proposing, each in a transaction of its own, in wall time and in processor
              time, while the desk grows to its size; the last tenth beside the first. Goal: at least 300 on SQLite
  proposing   milliseconds a report for adding it and proposing its incidents, in a desk of the size beside one of a
              tenth of it: neighbours found, links made, proposals tied anew; median and p95 of 250 reports. Those that
              came before (3,000, or half of the small desk) are proposed for too: more than the days where neighbours
              lie. Goal: at most 1.5 x
  filters     milliseconds for one of each kind of filtered list, over values drawn from the desk; median and p95, and
              the p95 of processor time alone. Goal: p95 at most 50
  search      the same for queries: rare and common words, several words, phrases, words not wanted, beginnings
  file        megabytes, of which what a report takes; the most memory that this process had

    python benchmarks/desk.py                       # 10,000 reports on SQLite, some minutes
    python benchmarks/desk.py --reports 100000
    python benchmarks/desk.py --desk filled.db      # fills it if it is not there, keeps it, and then only asks
    scripts/with_postgres.sh python benchmarks/desk.py --postgres
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections import defaultdict
from itertools import islice
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from made_up import made_up

import sayso
from sayso.desk import Filter
from sayso.record import StatementKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sayso import Desk, Report

LEAST_ADDED = 300  # a second
MOST_GROWTH = 1.5
MOST_FINDING = 50  # milliseconds, p95
_ASKED = 40  # questions of a kind
_BEFORE = 3_000  # reports added with proposals before those that are measured, at most
_LAST = 500  # reports added with proposals, at each size
_AT_ONCE = 1_000


def main() -> None:
    """Fill a desk, and print what it took."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=10_000)
    options.add_argument("--postgres", action="store_true", help="the server that SAYSO_POSTGRES names")
    options.add_argument("--desk", type=Path, help="a file to fill and keep")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = asked.desk or Path(folder, "desk.db")
        url = os.environ["SAYSO_POSTGRES"] if asked.postgres else f"sqlite:///{file.resolve()}"
        if asked.postgres or not file.exists():
            _fill(url, asked.reports, perf_counter if asked.postgres else process_time)
        with sayso.Desk(url, create=False) as desk:
            total = len(desk.reports())
            print(f"\n{total:,} reports on {'PostgreSQL' if asked.postgres else 'SQLite'}")
            for name, walls, owns in _questions(desk):
                own = "" if asked.postgres else f" ({_p95(owns):.2f} of processor time)"
                print(f"{name:18} {median(walls):8.2f} ms median {_p95(walls):8.2f} ms p95{own}   goal {MOST_FINDING}")
        if not asked.postgres:
            size = file.stat().st_size
            print(f"file               {size / 1e6:8.0f} MB, {size / total / 1e3:.0f} KB a report")
        print(f"memory             {getrusage(RUSAGE_SELF).ru_maxrss / 1e3:8.0f} MB")


def _fill(url: str, wanted: int, clock: Callable[[], float]) -> None:
    """Add reports, and print how fast that went while the desk was small, and how fast at the end.

    SQLite works in this process, so that its own time is measured, whatever else runs.
    """
    reports = made_up(wanted + 2 * _LAST)
    tenth = wanted // 10
    with sayso.Desk(url, propose_for=None) as desk:
        before = min(_BEFORE, tenth // 2)
        small = _add(desk, islice(reports, tenth - before))
        slow_small = _add_proposing(url, islice(reports, before + _LAST), clock)
        before = min(_BEFORE, wanted // 2)
        large = _add(desk, islice(reports, wanted - tenth - _LAST - before))
        slow_large = _add_proposing(url, reports, clock)
    for name, (wall, own, count) in (("first tenth", small), ("the rest", large)):
        rates = f"{count / wall:8.0f} a second   ({count / own:.0f} a second of processor time)"
        print(f"adding, {name:12} {rates}   goal {LEAST_ADDED}")
    for name, times in (("small", slow_small), ("large", slow_large)):
        print(f"proposing, {name:7} {median(times):8.2f} ms median {_p95(times):8.2f} ms p95")
    print(f"growth             x {median(slow_large) / median(slow_small):.2f}   goal x {MOST_GROWTH}", flush=True)


def _add(desk: Desk, reports: Iterator[Report]) -> tuple[float, float, int]:
    """Add reports, not counting the time of making them up; give wall time, own time, and how many."""
    wall = own = 0.0
    count = 0
    while batch := list(islice(reports, _AT_ONCE)):
        began, began_own = perf_counter(), process_time()
        desk.add(batch)
        wall, own, count = wall + perf_counter() - began, own + process_time() - began_own, count + len(batch)
    return wall, own, count


def _add_proposing(url: str, reports: Iterable[Report], clock: Callable[[], float]) -> list[float]:
    """Add reports and propose their incidents; give the milliseconds of the last ones."""
    times: list[float] = []
    with sayso.Desk(url) as desk:
        for report in reports:
            began = clock()
            desk.add([report])
            times.append(1000 * (clock() - began))
    return times[-_LAST // 2 :]


def _questions(desk: Desk) -> Iterator[tuple[str, list[float], list[float]]]:
    """Ask questions of each kind, mixed, and give the times of each kind, and those of the processor."""
    chance = Random(1)  # noqa: S311 - nothing secret
    told = [one for one in desk.statements(limit=20_000) if one.place]
    words = [word for entry in desk.reports(limit=200) for word in desk.report(entry.id).document.text.split()]
    asked: dict[str, list[Callable[[], object]]] = defaultdict(list)

    def ask(kind: str, question: Callable[..., object], *given: object) -> None:
        asked[kind].append(lambda: question(*given))

    for _ in range(_ASKED):
        one, other = chance.choice(told), chance.choice(told)
        at = chance.randrange(len(words) - 3)
        ask("by type", desk.statements, Filter(type=one.type))
        ask("by country", desk.statements, Filter(country=one.country))
        ask("by place", desk.statements, Filter(place=one.place))
        ask("by days", desk.statements, Filter(since=one.first_day, until=one.first_day))
        ask("type, land, days", desk.statements, Filter(type=one.type, country=other.country, since=one.first_day))
        ask("by kind", desk.statements, Filter(kind=chance.choice(list(StatementKind)).value))
        ask("by actor", desk.statements, Filter(actor="Amber Column"))
        ask("said", desk.statements, Filter(query=_plain(words[at])))
        ask("said, by type", desk.statements, Filter(type=one.type, query=f'"{one.place}"'))
        ask("one word", desk.search, _plain(words[at]))
        ask("two words", desk.search, f"{_plain(words[at])} {_plain(chance.choice(words))}")
        ask("a phrase", desk.search, f'"{" ".join(map(_plain, words[at : at + 3]))}"')
        ask("a town, not all", desk.search, f'"{one.place}" -{_plain(words[at])}')
        ask("a beginning", desk.search, f"{_plain(words[at])[:4]}*")
        ask("nobody's word", desk.search, f"{_plain(words[at])} zzyzx")
    walls: dict[str, list[float]] = defaultdict(list)
    owns: dict[str, list[float]] = defaultdict(list)
    for questions in zip(*asked.values(), strict=True):
        for kind, question in zip(asked, questions, strict=True):
            began, began_own = perf_counter(), process_time()
            question()
            walls[kind].append(1000 * (perf_counter() - began))
            owns[kind].append(1000 * (process_time() - began_own))
    return ((kind, walls[kind], owns[kind]) for kind in asked)


def _plain(word: str) -> str:
    return "".join(c for c in word if c.isalnum()) or "the"


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
