"""The command line: a thin twin of the public functions."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

import sayso
from sayso.commands import brief, coding, desk, explain, export, release
from sayso.commands.options import Public, writing
from sayso.errors import ItemError, RecordError, SaysoError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TextIO

    from sayso.record import Report

# Exit codes for scripts: something could not be read, or the call makes no sense.
UNREADABLE = 1
USAGE = 2

_SCALES = ("icd203", "ipcc")  # of words of likelihood; ``likelihood.tsv`` holds them

_Read = TypeVar("_Read")

# What stands between the views of two items.
_BETWEEN = {"text": "\n" + "=" * 100 + "\n\n", "markdown": "\n"}

app = typer.Typer(
    name="sayso",
    help="Read reports on armed conflict: who did what to whom, and on whose say-so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


gazetteer = typer.Typer(help="The table of places.", no_args_is_help=True)
app.add_typer(gazetteer, name="gazetteer")
desk.mount(app)
brief.mount(app)
explain.mount(app)
coding.mount(app)
release.mount(app)
export.mount(app)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"sayso {sayso.__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read reports on armed conflict: who did what to whom, and on whose say-so."""


@app.command()
def read(
    items: Annotated[list[str], typer.Argument(metavar="ITEM...", help="UTF-8 text files; - is standard input.")],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day or instant of publication, as 2015-09-30.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who publishes the reports.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where the report was published.")] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option(metavar="FORMAT", help="text, html, markdown, json, jsonl, annotations or geojson.")
    ] = "text",
    actors: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="Actors of your own: who is who, beside those it knows. See docs/actors.md."),
    ] = None,
    time_limit: Annotated[float, typer.Option(metavar="SECONDS", help="How long one report may take.", min=0.0)] = 15.0,
    likelihood: Annotated[
        str, typer.Option(metavar="SCALE", help="How words of likelihood are read: icd203 or ipcc.")
    ] = "icd203",
    output: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Write to a file; it appears whole or not at all. With html and several items: a folder of pages.",
        ),
    ] = None,
    public: Public = False,
) -> None:
    """Read reports and print who says what happened."""
    from sayso.brief import REPORT_FORMATS
    from sayso.intake.dates import normal_date

    if format not in REPORT_FORMATS:
        raise UsageError(f"unknown format {format!r}; choose one of {', '.join(REPORT_FORMATS)}")
    if likelihood not in _SCALES:
        raise UsageError(f"unknown scale of likelihood {likelihood!r}; choose one of {', '.join(_SCALES)}")
    if published is not None:
        normal_date(published)
    if url is not None and len(items) > 1:
        raise UsageError("--url names one report, but several were given; read them one by one")
    read_one = partial(
        sayso.read,
        published=published,
        publisher=publisher,
        url=url,
        actors=actors,
        options=sayso.Options(likelihood_scale=likelihood),
        time_limit=time_limit,
    )
    outcomes = _outcomes(items, _published(read_one) if public else read_one, public=public)
    if format == "html" and (len(items) > 1 or (output is not None and output.is_dir())):
        failed = _write_pages(outcomes, _folder(output))
    else:
        with writing(output) as out:
            failed = _write_all(outcomes, format, out)
    if failed:
        raise typer.Exit(UNREADABLE)


@app.command()
def situation(
    items: Annotated[
        list[str], typer.Argument(metavar="ITEM...", help="Text files, web pages, and records (.json, .jsonl).")
    ],
    place: Annotated[str | None, typer.Option(metavar="NAME", help="Only the threads of this place.")] = None,
    holder: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only who holds, aims or expects: a name or a registry id.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="The first day, month or year to show.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="The last day, month or year to show.")] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day or instant of publication of what is read, as 2015-09-30.")
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option(metavar="FORMAT", help="text, html, markdown or json.")
    ] = "text",
    time_limit: Annotated[float, typer.Option(metavar="SECONDS", help="How long one report may take.", min=0.0)] = 15.0,
    output: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Write to a file; it appears whole or not at all.")
    ] = None,
    public: Public = False,
) -> None:
    """Set reports side by side: who says that who holds, wants or expects what, since when."""
    from sayso.brief import SITUATION_FORMATS
    from sayso.intake.dates import normal_date

    if format not in SITUATION_FORMATS:
        raise UsageError(f"unknown format {format!r}; choose one of {', '.join(SITUATION_FORMATS)}")
    if published is not None:
        normal_date(published)
    pick = partial(sayso.situation, place=place, holder=holder, since=since, until=until)
    pick([])  # a mistake in what is asked for is told before anything is read
    read_one = partial(sayso.read, published=published, time_limit=time_limit)
    outcomes = [found for _, found in _outcomes(items, partial(_reports_of, read_one=read_one), public=public)]
    reports = [report for found in outcomes if not isinstance(found, ItemError) for report in found]
    if public:
        from sayso.brief.public import public_report

        reports = [public_report(report) for report in reports]
    if not reports:
        raise _NothingRead
    with writing(output) as out:
        out.write(sayso.show(pick(reports), format))
    if any(isinstance(found, ItemError) for found in outcomes):
        raise typer.Exit(UNREADABLE)


@app.command()
def schema(
    of: Annotated[str, typer.Argument(metavar="FORMAT", help="sayso/1 or sayso-situation/1.")] = "sayso/1",
) -> None:
    """Print the JSON Schema of a format: of the record (sayso/1) unless another is named."""
    from sayso import codec
    from sayso.brief.situation import situation_schema

    schemas: dict[str, Callable[[], dict[str, object]]] = {
        "sayso/1": codec.schema,
        "sayso-situation/1": situation_schema,
    }
    if of not in schemas:
        raise UsageError(f"unknown format {of!r}; choose one of {', '.join(schemas)}")
    typer.echo(json.dumps(schemas[of](), indent=2))


@gazetteer.command()
def build(
    geonames: Annotated[
        Path | None,
        typer.Option(metavar="ZIP", help="A GeoNames dump to take in: allCountries.zip, or that of a country."),
    ] = None,
    add: Annotated[
        list[Path] | None,
        typer.Option(metavar="CSV", help="Places of your own; may be given several times. Columns: docs/places.md."),
    ] = None,
) -> None:
    """Compile the table of places anew, with more places if wanted."""
    from sayso.grounding.gazetteer import rebuild

    typer.echo(rebuild(geonames=geonames, add=add or ()))


class _NothingRead(Exception):  # noqa: N818 - no error of its own: each item's has been told
    """No item could be read, so that no output is to be written."""


def _outcomes(
    items: Sequence[str], read_one: Callable[[str | Path | bytes], _Read], *, public: bool = False
) -> Iterator[tuple[str, _Read | ItemError]]:
    """Read items in order; one that cannot be read is told of on standard error, for the public by its number."""
    for number, item in enumerate(_with_progress(items), 1):
        name = f"item {number}" if public else item
        try:
            yield name, read_one(_source(item))
        except ItemError as error:
            said = str(error).replace("the input", "standard input") if item == "-" else str(error)
            told = ItemError(said.replace(item, name) if public and item != "-" else said)
            _complain(str(told))
            yield name, told if public else error


def _published(read_one: Callable[[str | Path | bytes], Report]) -> Callable[[str | Path | bytes], Report]:
    """Make of what reads a report what reads its copy for publication."""
    from sayso.brief.public import public_report

    return lambda item: public_report(read_one(item))


def _reports_of(item: str | Path | bytes, read_one: Callable[[str | Path | bytes], Report]) -> tuple[Report, ...]:
    """Give the records that a .json or .jsonl file holds; read any other item."""
    from sayso import codec

    if isinstance(item, bytes) or Path(item).suffix not in {".json", ".jsonl"}:
        return (read_one(item),)
    try:
        raw = Path(item).read_bytes()
        lines = raw.splitlines() if Path(item).suffix == ".jsonl" else [raw]
        return tuple(codec.whole(codec.from_json(line)) for line in lines if line.strip())
    except OSError as error:
        raise ItemError(f"{item} cannot be opened ({error.strerror}); check the path") from error
    except RecordError as error:
        raise ItemError(f"{item}: {error}") from error


def _write_all(outcomes: Iterable[tuple[str, Report | ItemError]], format: str, out: TextIO) -> int:  # noqa: A002 - as above
    """Write views one after the other; give how many items could not be read."""
    from sayso.brief import show

    written = failed = 0
    for _, report in outcomes:
        if isinstance(report, ItemError):
            failed += 1
            continue
        out.write((_BETWEEN.get(format, "") if written else "") + show(report, format))
        written += 1
    if not written:
        raise _NothingRead
    return failed


def _write_pages(outcomes: Iterable[tuple[str, Report | ItemError]], folder: Path) -> int:
    """Write a page for each item and an index of them; give how many items could not be read."""
    from sayso.brief import show
    from sayso.brief.names import page_name
    from sayso.brief.page import Page, Unread, index_page, page_of

    pages: list[Page] = []
    unread: list[Unread] = []
    taken: set[str] = set()
    for item, report in outcomes:
        if isinstance(report, ItemError):
            unread.append(Unread(item, str(report)))
            continue
        _make(folder)
        page = page_of(report, page_name("standard-input" if item == "-" else item, taken))
        with writing(folder / page.file) as out:
            out.write(show(report, "html"))
        pages.append(page)
    if not pages:
        raise _NothingRead
    with writing(folder / "index.html") as out:
        out.write(index_page(pages, unread))
    return len(unread)


def _folder(output: Path | None) -> Path:
    if output is None:
        raise UsageError("several items make several pages; give --output the name of a folder for them")
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} is a file, but several items make several pages; give --output a folder")
    return output


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make the folder {folder} ({error.strerror}); check the path") from error


def _source(item: str) -> str | bytes:
    return sys.stdin.buffer.read() if item == "-" else item


def _with_progress(items: Sequence[str]) -> Iterator[str]:
    """Show on standard error how far a call with several items is, where that is a terminal."""
    if len(items) < 2 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description="Reading", console=Console(stderr=True))


def _complain(message: str) -> None:
    sys.stderr.write(f"sayso: {' '.join(message.split())}\n")


def main() -> None:
    """Run the command line; errors are one line on standard error, exit code 1 (unreadable) or 2 (usage)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except _NothingRead:
        sys.exit(UNREADABLE)
    except UsageError as error:
        _complain(str(error))
        sys.exit(USAGE)
    except SaysoError as error:
        _complain(str(error))
        sys.exit(UNREADABLE)
    except UnicodeEncodeError as error:
        _complain(f"{error.object[error.start : error.end]!r} in what was given is not UTF-8; write it in UTF-8")
        sys.exit(USAGE)
    except BrokenPipeError:
        _end_quietly()
    except OSError as error:
        where = error.filename or "the output"
        _complain(f"{where} cannot be read or written ({error.strerror}); check the path and the room on the disk")
        _end_quietly(UNREADABLE)
    except SystemExit as ended:
        if not isinstance(ended.__context__, BrokenPipeError):
            raise
        _end_quietly()


def _end_quietly(code: int = 0) -> NoReturn:
    """End where output is not taken any more; that its reader went away, as "| head" does, is no error of ours."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)
