"""How fast Sayso reads, what it needs, and how soon it starts. Nothing here is asserted: times depend on the machine.

Measured, in one run and on the same texts:
  ratio        whole reading (``sayso.pipeline.read_document`` on prepared documents) over bare parsing (the same
               pieces of the same blocks through the same pipeline); document by document in turn, which of the two
               comes first changing with each round, the median of the rounds' ratios after one round that is not
               counted. Goal: at most 1.35
  words        read in a second, the median of the rounds
  memory       the most that a process needs which reads all texts once (a process of its own)
  grounding    seconds of grounding over seconds of bare parsing on the same texts, as a share. Goal: at most 10 %
  look-ups     names asked of the gazetteer in a second of one core, each once: half of them it has, half it lacks.
               Goal: at least 50,000
  help         ``sayso --help``, median of five. Goal: under 0.3 s; and which of spacy, numpy and rich.progress it
               imports (none should be)
  first        ``sayso read`` of one short text in a process of its own, from start to the record, median of three.
               Goal: under 3 s (the table of places is compiled before, if it was not)

Texts: the two posts on Guernica among the examples, repeated; or --texts FOLDER (its *.txt files); or --corpora
(MUC-4 dev, newswire of a war: what the first goal is about; short posts full of events take longer).
"""

from __future__ import annotations

import argparse
import platform
import resource
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from common import MISSING, MissingCorpusError, rows

from sayso.grounding.gazetteer import Gazetteer, load_gazetteer, standard_file
from sayso.grounding.places import find_places
from sayso.intake import document_of
from sayso.pipeline import read_document
from sayso.reading import parse
from sayso.reading.normal import pieces
from sayso.reading.parser import load_parser

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sayso.reading.parser import Parser
    from sayso.record import Document

MOST_RATIO = 1.35
MOST_GROUNDING = 0.10
LEAST_LOOKUPS = 50_000
MOST_HELP = 0.3  # seconds
MOST_FIRST = 3.0  # seconds
HEAVY = ("spacy", "numpy", "rich.progress")

_EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "guernica"
_WORDS = 10_000  # the examples are repeated to about so many
_RUN = "import sys; sys.argv[0] = 'sayso'; from sayso.cli import main; main()"
_SHORT = (
    "Shelling hit the market of Ormsby on Tuesday, killing at least nine people, the mayor said. "
    "The army denied that its guns had fired.\n"
)


# ---- texts


def texts(options: argparse.Namespace) -> list[str]:
    """Give the texts that the options name."""
    if options.corpora:
        return [row["text_cased"] for row in rows("incidents/muc4_dev.jsonl", options.limit)]
    folder = Path(options.texts) if options.texts else _EXAMPLES
    found = [file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.txt"))][: options.limit]
    if not found:
        raise MissingCorpusError(f"{folder} holds no *.txt files; name a folder that does with --texts")
    times = 1 if options.texts else -(-_WORDS // sum(len(text.split()) for text in found))
    return found * times


# ---- whole reading against bare parsing


def parse_only(document: Document, parser: Parser) -> int:
    """Parse what a reading parses, and nothing else; give the number of words."""
    parts = (
        piece.text
        for block in document.blocks
        if not block.kind.is_furniture
        for piece in pieces(document.text, block.start, block.end)
    )
    return sum(len(words) for words in parser.parse(parts))


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def compared(documents: Sequence[Document], rounds: int) -> tuple[list[float], list[float]]:
    """Give the seconds of each round of whole reading and of bare parsing."""
    parser = load_parser()
    whole, bare = [0.0] * (rounds + 1), [0.0] * (rounds + 1)
    for number in range(rounds + 1):
        for document in documents:
            works: list[tuple[list[float], Callable[[], object]]]
            works = [(whole, partial(read_document, document)), (bare, partial(parse_only, document, parser))]
            for seconds, work in works if number % 2 else reversed(works):
                seconds[number] += _seconds(work)
    return whole[1:], bare[1:]


def grounding_share(documents: Sequence[Document], rounds: int) -> float:
    """Give the seconds of finding places over those of bare parsing, the median of the rounds."""
    parser, gazetteer = load_parser(), load_gazetteer()
    shares = []
    for _ in range(rounds):
        bare = sum(_seconds(partial(parse_only, document, parser)) for document in documents)
        readings = [parse(document, parser) for document in documents]
        placing = sum(_seconds(partial(find_places, reading, gazetteer)) for reading in readings)
        shares.append(placing / bare)
    return median(shares)


def lookups(count: int = 20_000) -> float:
    """Give how many names a second the gazetteer answers that it has not been asked before."""
    load_gazetteer()  # compiles it, where it is not there
    gazetteer = Gazetteer(standard_file())
    names = gazetteer.some_names(count)
    asked = [word for name in names for word in (name, f"{name}x")]
    began = process_time()  # of this process alone, since other work on the machine is not the gazetteer's
    for word in asked:
        gazetteer.find(word)
    seconds = process_time() - began
    gazetteer.close()
    return len(asked) / seconds


# ---- processes of their own


def _run(arguments: Sequence[str]) -> tuple[float, subprocess.CompletedProcess[str]]:
    began = perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    return perf_counter() - began, done


def peak(arguments: Sequence[str]) -> float:
    """Give the most memory (MB) of a process that reads the texts of the same options once."""
    _, done = _run([__file__, *arguments, "--peak"])
    return float(done.stdout)


def _own_peak() -> float:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024**2 if platform.system() == "Darwin" else most / 1024


def imported_by_help() -> list[str]:
    """Give the heavy modules that ``sayso --help`` imports."""
    _, done = _run(["-X", "importtime", "-c", _RUN, "--help"])
    names = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    return [name for name in HEAVY if name in names]


def help_seconds() -> float:
    """Give the seconds of ``sayso --help``."""
    return median(_run(["-c", _RUN, "--help"])[0] for _ in range(5))


def first_seconds() -> float:
    """Give the seconds from the start of a process to the record of a short text."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "short.txt"
        file.write_text(_SHORT, encoding="utf-8")
        call = ["-c", _RUN, "read", str(file), "--published", "2024-05-08", "--format", "jsonl"]
        return median(_run(call)[0] for _ in range(3))


# ---- printing


def _line(name: str, value: str, goal: str = "", reached: bool | None = None) -> None:
    mark = "" if reached is None else "reached" if reached else "not yet"
    print(f"  {name:<42} {value:>16}  {goal:<18} {mark}".rstrip())


def report(options: argparse.Namespace, arguments: Sequence[str]) -> None:
    """Measure and print."""
    documents = [document_of(text) for text in texts(options)]
    read_document(documents[0])  # loads what is loaded once
    words = sum(parse_only(document, load_parser()) for document in documents)
    whole, bare = compared(documents, options.rounds)
    ratios = [one / other for one, other in zip(whole, bare, strict=True)]
    ratio, help_, first = median(ratios), help_seconds(), first_seconds()
    heavy = imported_by_help()
    print(f"\nspeed: {len(documents)} texts, {words} words and marks, {options.rounds} rounds")
    _line("whole reading over bare parsing", f"{ratio:.2f}", f"at most {MOST_RATIO}", ratio <= MOST_RATIO)
    _line("  lowest and highest round", f"{min(ratios):.2f} to {max(ratios):.2f}")
    _line("words a second, whole reading", f"{words / median(whole):,.0f}")
    _line("words a second, bare parsing", f"{words / median(bare):,.0f}")
    share, asked = grounding_share(documents, options.rounds), median(lookups() for _ in range(3))
    _line("finding places over bare parsing", f"{share:.1%}", f"at most {MOST_GROUNDING:.0%}", share <= MOST_GROUNDING)
    _line("look-ups a second", f"{asked:,.0f}", f"at least {LEAST_LOOKUPS:,}", asked >= LEAST_LOOKUPS)
    _line("peak memory", f"{peak(arguments):,.0f} MB")
    _line("sayso --help", f"{help_:.2f} s", f"under {MOST_HELP} s", help_ < MOST_HELP)
    _line("  heavy modules it imports", ", ".join(heavy) or "none", "none", not heavy)
    _line("first record of a short text", f"{first:.2f} s", f"under {MOST_FIRST:.0f} s", first < MOST_FIRST)


def main(arguments: Sequence[str]) -> int:
    """Run from the command line; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--texts", metavar="FOLDER", help="read the *.txt files of this folder")
    source.add_argument("--corpora", action="store_true", help="read PolNeAR dev from the corpora")
    parser.add_argument("--limit", type=int, metavar="N", help="read only the first N texts")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds that count (default: %(default)s)")
    parser.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    try:
        if options.peak:
            for text in texts(options):
                read_document(document_of(text))
            print(_own_peak())
        else:
            report(options, arguments)
    except MissingCorpusError as error:
        print(error, file=sys.stderr)
        return MISSING
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
