"""How fast incidents leave a desk, and in how much memory. Nothing here is asserted: times depend on the machine.

The desk is filled with made-up reports (``made_up.py``) until it has the incidents wanted, all proposed: the first
thousand reports with their links, the others without, which is quicker and changes nothing for an export. Measured:
  first       rows a second of a CSV whose rows have to be made and kept, attestation and all
  later       the same when the rows are ready, in wall time and in processor time. Goal: at least 20,000
  formats     the same for JSON lines and Parquet
  memory      megabytes that a process of its own takes at most for the CSV of a tenth of the dated incidents and of
              all. Goal: no more above it than the database keeps of its file (64 MB)
  bytes       whether the first and a later CSV are the same
  import      rows a second that an unedited export is looked through with, and one with every row edited

    python benchmarks/out.py                         # 100,000 incidents, some minutes for filling
    python benchmarks/out.py --incidents 10000
    python benchmarks/out.py --desk filled.db        # fills it if it is not there, and keeps it
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sqlite3
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from made_up import made_up

import sayso
from sayso.brief.exports import TABLES
from sayso.desk import Filter, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.brief.exports.table import Row

GOAL = 20_000  # rows a second
_LINKED = 1_000  # reports added with links
_AT_ONCE = 500
ALL = (State.ACCEPTED, State.PROPOSED)
_ALONE = """
import sys
from pathlib import Path
import sayso
from sayso.brief.exports import TABLES
from sayso.desk import Filter, State
with sayso.Desk(sys.argv[1], create=False) as desk:
    rows = desk.rows(Filter(until=sys.argv[3] or None), states=[State.PROPOSED])
    counted = [0]
    def told():
        for row in rows:
            counted[0] += 1
            yield row
    TABLES["csv"](told(), Path(sys.argv[2]))
status = Path("/proc/self/status").read_text()  # of Linux; what getrusage tells begins with that of the parent
print(counted[0], status.partition("VmHWM:")[2].split()[0])
"""


def main() -> None:
    """Fill a desk, and print what leaves it how fast."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--incidents", type=int, default=100_000)
    options.add_argument("--desk", type=Path)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = asked.desk or folder / "desk.db"
        url = f"sqlite:///{file.resolve()}"
        if not file.exists():
            _fill(url, file, asked.incidents)
        with sayso.Desk(url) as desk:
            _measure(desk, folder)
        tenth = _tenth(url)
        for until in (tenth, ""):
            done = subprocess.run(  # noqa: S603 - ours
                [sys.executable, "-c", _ALONE, url, str(folder / "alone.csv"), until],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            count, most = map(int, done.stdout.split())
            print(f"memory      {most / 1024:8.0f} MB for {count:,} rows")


def _fill(url: str, file: Path, wanted: int) -> None:
    reports = made_up(sys.maxsize)
    with sayso.Desk(url) as desk:
        desk.add(islice(reports, _LINKED))
    with sayso.Desk(url, propose_for=lambda *_: ()) as desk:
        while _count(file) < wanted:
            desk.add(islice(reports, _AT_ONCE))


def _count(file: Path) -> int:
    with sqlite3.connect(file) as connection:
        count: int = connection.execute("SELECT count(*) FROM incident_rows").fetchone()[0]
    connection.close()
    return count


def _measure(desk: sayso.Desk, folder: Path) -> None:
    digests = []
    for what in ("first", "later", "later"):
        output = folder / f"{len(digests)}.csv"
        _timed(what, "csv", desk, output)
        digests.append(hashlib.sha256(output.read_bytes()).hexdigest())
    print(f"bytes       {'the same' if len(set(digests)) == 1 else 'NOT THE SAME'}")
    for kind in ("jsonl", "parquet"):
        _timed(kind, kind, desk, folder / f"out.{kind}")
    _import(desk, folder / "0.csv", "unedited")
    _import(desk, _edited(folder / "0.csv"), "all edited, not applied")


def _timed(what: str, kind: str, desk: sayso.Desk, output: Path) -> None:
    began, own = perf_counter(), process_time()
    count = 0

    def told() -> Iterator[Row]:
        nonlocal count
        for row in desk.rows(Filter(), states=ALL):
            count += 1
            yield row

    TABLES[kind](told(), output)
    wall, own = perf_counter() - began, process_time() - own
    size = output.stat().st_size / 1e6
    print(
        f"{what:11} {count / wall:8,.0f} rows a second ({count / own:,.0f} of processor time), goal {GOAL:,}; "
        f"{size:.0f} MB"
    )


def _import(desk: sayso.Desk, file: Path, what: str) -> None:
    began = perf_counter()
    told = desk.import_table(file, by="benchmark")
    wall = perf_counter() - began
    count = told.unchanged + len(told.changes)
    print(f"import      {count / wall:8,.0f} rows a second, {what}: {len(told.changes):,} to change")


def _edited(file: Path) -> Path:
    made = file.with_name("edited.csv")
    with file.open(encoding="utf-8", newline="") as lines, made.open("w", encoding="utf-8", newline="") as out:
        rows = csv.DictReader(lines)
        writer = csv.DictWriter(out, rows.fieldnames or ())
        writer.writeheader()
        writer.writerows({**row, "note": "seen"} for row in rows)
    return made


def _tenth(url: str) -> str:
    """Give the day up to which a tenth of the dated incidents lie."""
    with sayso.Desk(url) as desk:
        days = sorted(day for one in desk.incidents(states=ALL, limit=None) if (day := one.first_day))
    return days[len(days) // 10]


if __name__ == "__main__":
    main()
