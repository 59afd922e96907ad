"""What all benchmark programs share: finding the sets, reading texts, intervals, tables.

The sets are other people's annotated corpora. They are not part of Sayso and
are never committed; the environment variable ``SAYSO_CORPORA`` names the folder
that holds them. Each folder of a set brings its own scorer, which is loaded from
there, so that the figures are the official ones.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import sys
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import sayso
from sayso.errors import SaysoError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from sayso import Report

VARIABLE = "SAYSO_CORPORA"
MISSING = 2  # exit code: the corpora are not there

SEED = 20150930
RESAMPLES = 200

Row = dict[str, Any]
T = TypeVar("T")


class MissingCorpusError(Exception):
    """A file of the corpora is not there; the message says which, and what to do."""


# ---- the corpora


def corpora() -> Path:
    """Give the folder of the corpora."""
    name = os.environ.get(VARIABLE)
    if not name:
        raise MissingCorpusError(f"{VARIABLE} is not set; set it to the folder that holds the public test sets")
    folder = Path(name)
    if not folder.is_dir():
        raise MissingCorpusError(f"{folder} is no folder; set {VARIABLE} to the folder that holds the public test sets")
    return folder


def corpus_file(name: str) -> Path:
    """Give the path of a file of the corpora, as ``events/plover_dev.jsonl``."""
    file = corpora() / name
    if not file.is_file():
        raise MissingCorpusError(f"{file} is missing; put it there, or set {VARIABLE} to a folder that holds {name}")
    return file


def rows(name: str, limit: int | None = None) -> list[Row]:
    """Read a file of JSON Lines, or its first ``limit`` rows."""
    with corpus_file(name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()][:limit]


def scorer(name: str) -> ModuleType:
    """Load the scorer of a set from the corpora, as ``events/score_events.py``; nothing is written there."""
    file = corpus_file(name)
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None:
        raise MissingCorpusError(f"{file} is no Python file; put the set's scorer there")
    module = importlib.util.module_from_spec(spec)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module


# ---- how to run


@dataclass(frozen=True)
class Settings:
    """What the options of a program say."""

    part: str = "dev"
    limit: int | None = None
    errors: int = 0
    resamples: int = RESAMPLES


def settings(description: str | None, parts: Sequence[str], arguments: Sequence[str] | None = None) -> Settings:
    """Read the options that all programs have; ``--part`` only where a set has several parts."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=_count, metavar="N", help="read only the first N documents")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the N commonest kinds of error")
    parser.add_argument("--resamples", type=int, default=RESAMPLES, metavar="N", help="bootstrap samples; 0: none")
    if len(parts) > 1:
        parser.add_argument("--part", choices=parts, default=parts[0], help="part of the set (default: %(default)s)")
    found = parser.parse_args(arguments)
    return Settings(getattr(found, "part", parts[0]), found.limit, found.errors, found.resamples)


def _count(words: str) -> int:
    number = int(words)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def main(description: str | None, run: Callable[[Settings], list[Table]], parts: Sequence[str] = ("dev",)) -> int:
    """Run one program from the command line; give its exit code."""
    chosen = settings(description, parts)
    try:
        for table in run(chosen):
            show(table)
        sys.stdout.flush()
    except MissingCorpusError as error:
        print(error, file=sys.stderr)
        return MISSING
    except BrokenPipeError:  # the reader of our output went away, as "| head" does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


# ---- reading


@dataclass
class Reader:
    """Reads texts through the public API and keeps account of those that could not be read."""

    name: str
    unread: list[str] = field(default_factory=list)

    def read(self, key: str, text: str, published: str | None = None) -> Report | None:
        """Read one text; ``None``, with a line on standard error, if it could not be read."""
        try:
            return sayso.read_text(text, published=published)
        except SaysoError as error:
            self._note(key, f"refused: {type(error).__name__}")
        except Exception as error:  # a crash is a finding of the benchmark, told at once and in the table
            self._note(key, f"crashed: {type(error).__name__}")
            traceback.print_exc(limit=-8)
        return None

    def _note(self, key: str, why: str) -> None:
        self.unread.append(f"{key} ({why})")
        print(f"{self.name}: {key} {why}", file=sys.stderr)

    def read_all(self, texts: Iterable[tuple[str, str, str | None]]) -> list[Report | None]:
        """Read texts given as (name, text, day of publication), in order."""
        asked = list(texts)
        found: list[Report | None] = []
        for number, (key, text, published) in enumerate(asked, 1):
            found.append(self.read(key, text, published))
            progress(self.name, number, len(asked))
        return found


def progress(name: str, done: int, total: int) -> None:
    """Show on standard error how far the reading is, where that is a terminal."""
    if sys.stderr.isatty():
        print(f"\r{name}: {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


# ---- figures


@dataclass(frozen=True)
class Case:
    """One document: what the set says of it, and what Sayso does, both in the scorer's form."""

    gold: Any
    found: Any


@dataclass(frozen=True)
class Value:
    """A figure in per cent (or as ``unit`` says), over ``n`` things; ``None`` where there is nothing to measure."""

    value: float | None
    n: int = 0


@dataclass(frozen=True)
class Mark:
    """The figure to beat and the goal, in per cent."""

    beat: float | None = None
    goal: float | None = None


@dataclass(frozen=True)
class Figure:
    """A value with its 95 % interval and its marks."""

    name: str
    value: Value
    low: float | None = None
    high: float | None = None
    mark: Mark = Mark()


@dataclass
class Table:
    """The figures of one set (or part), with notes and the commonest errors."""

    title: str
    figures: list[Figure]
    notes: list[str] = field(default_factory=list)
    errors: list[tuple[str, int]] = field(default_factory=list)


def percent(part: float, whole: float) -> float | None:
    """Give a share in per cent."""
    return 100 * part / whole if whole else None


def f1(precision: float | None, recall: float | None) -> float:
    """Give the harmonic mean."""
    if not precision or not recall:
        return 0.0
    return 2 * precision * recall / (precision + recall)


def resampled(cases: Sequence[T], times: int, seed: int = SEED) -> Iterator[list[T]]:
    """Draw samples of documents with replacement, the same ones in every run."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(times):
        yield [cases[draw.randrange(len(cases))] for _ in cases]


def interval(values: Sequence[float]) -> tuple[float | None, float | None]:
    """Give the middle 95 % of values."""
    if not values:
        return None, None
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[round(0.025 * last)], ordered[round(0.975 * last)]


def figures(
    cases: Sequence[T],
    measure: Callable[[Sequence[T]], Mapping[str, Value]],
    marks: Mapping[str, Mark],
    resamples: int,
) -> list[Figure]:
    """Measure all cases, with bootstrap intervals over documents: each sample is scored anew."""
    points = measure(cases)
    spread: dict[str, list[float]] = {name: [] for name in points}
    for sample in resampled(cases, resamples):
        for name, value in measure(sample).items():
            if value.value is not None and name in spread:
                spread[name].append(value.value)
    return [Figure(name, point, *interval(spread[name]), marks.get(name, Mark())) for name, point in points.items()]


def commonest(kinds: Iterable[str], most: int) -> list[tuple[str, int]]:
    """Give the commonest kinds of error; of an iterator nothing is drawn where none are asked for."""
    return Counter(kinds).most_common(most) if most else []


def table(
    title: str,
    cases: Sequence[T],
    measure: Callable[[Sequence[T]], Mapping[str, Value]],
    marks: Mapping[str, Mark],
    reader: Reader,
    chosen: Settings,
    mistakes: Iterable[str] = (),
) -> Table:
    """Make the table of one set: figures with intervals, texts that could not be read, the commonest errors."""
    lines = figures(cases, measure, marks, chosen.resamples)
    return Table(title, lines, unread_note(reader), commonest(mistakes, chosen.errors))


# ---- printing


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _cells(figure: Figure) -> list[str]:
    span = "-" if figure.low is None else f"{_number(figure.low)} to {_number(figure.high)}"
    reached = ""
    if figure.mark.goal is not None and figure.value.value is not None:
        reached = "reached" if figure.value.value >= figure.mark.goal else "not yet"
    marks = [_number(figure.mark.beat), _number(figure.mark.goal), reached]
    return [figure.name, _number(figure.value.value), span, str(figure.value.n), *marks]


_HEADER = ["measure", "%", "95 % interval", "n", "to beat", "goal", ""]


def show(table: Table) -> None:
    """Print a table, then its notes and errors."""
    lines = [_HEADER, *(_cells(figure) for figure in table.figures)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(_HEADER))]
    print(f"\n{table.title}")
    for line in lines:
        cells = [
            line[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
        ]
        print("  " + "  ".join(cells).rstrip())
    for note in table.notes:
        print(f"  note: {note}")
    for kind, count in table.errors:
        print(f"  {count:5d} x {kind}")


def unread_note(reader: Reader) -> list[str]:
    """Give the note that names the texts which could not be read; they count as records with nothing in them."""
    if not reader.unread:
        return []
    return [f"{len(reader.unread)} texts could not be read and count as empty: {', '.join(reader.unread)}"]


def iso_day(words: str | None) -> str | None:
    """Give the day at the front of an ISO 8601 date; ``None`` for any other form, and for none."""
    if words and len(words) >= 10 and words[4] == words[7] == "-" and words[:4].isdigit():
        return words[:10]
    return None
