"""Run all benchmark programs on their dev parts and print one summary: the figures with a goal or something to beat.

A set that is missing is named on standard error and makes the exit code 2; the others are still measured. The speed
is measured by ``speed.py``, on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import sys
from time import perf_counter
from typing import TYPE_CHECKING

import actors
import events
import places
import snippet_types
import stories
import times
import tolls
from common import MISSING, RESAMPLES, MissingCorpusError, Settings, Table, corpora, show

import attribution
import incidents

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PROGRAMS: dict[str, Callable[[Settings], list[Table]]] = {
    "attribution": attribution.run,
    "events": events.run,
    "types": snippet_types.run,
    "actors": actors.run,
    "incidents": incidents.run,
    "tolls": tolls.run,
    "places": places.run,
    "times": times.run,
    "stories": stories.run,
}


def summary(tables: Sequence[Table]) -> list[Table]:
    """Keep the figures that have a goal or something to beat."""
    kept: list[Table] = []
    for table in tables:
        marked = [figure for figure in table.figures if figure.mark.beat is not None or figure.mark.goal is not None]
        kept.append(Table(table.title, marked or table.figures[:1], table.notes))
    return kept


def main() -> int:
    """Run from the command line; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, metavar="N", help="read only the first N documents of each set")
    parser.add_argument("--only", nargs="+", choices=PROGRAMS, metavar="SET", help=f"of {', '.join(PROGRAMS)}")
    parser.add_argument("--resamples", type=int, default=RESAMPLES, metavar="N", help="bootstrap samples; 0: none")
    parser.add_argument("--full", action="store_true", help="print all figures")
    options = parser.parse_args()
    settings = Settings(limit=options.limit, resamples=options.resamples)
    missing = 0
    try:
        corpora()
    except MissingCorpusError as error:
        print(error, file=sys.stderr)
        return MISSING
    for name in options.only or PROGRAMS:
        began = perf_counter()
        try:
            tables = PROGRAMS[name](settings)
        except MissingCorpusError as error:
            print(f"{name}: {error}", file=sys.stderr)
            missing = MISSING
            continue
        for table in tables if options.full else summary(tables):
            show(table)
        print(f"  ({name}: {perf_counter() - began:.0f} s)", flush=True)
    return missing


if __name__ == "__main__":
    sys.exit(main())
