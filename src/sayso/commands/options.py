"""Options that several commands share: which desk, and which of its incidents. Nothing heavy is imported early."""

from __future__ import annotations

import inspect
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TextIO

    import sayso
    from sayso.desk.model import Filter, State

STANDARD = "sqlite:///desk.db"

DeskUrl = Annotated[
    str,
    typer.Option(
        "--desk", metavar="URL", envvar="SAYSO_DESK", help="sqlite:///FILE, or postgresql+psycopg://… for a team."
    ),
]
By = Annotated[str, typer.Option("--by", metavar="NAME", envvar="SAYSO_BY", help="Who decides.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="For what reason.")]
OutputFile = Annotated[
    Path | None, typer.Option("--output", metavar="PATH", help="A file in place of standard output.")
]

# Which incidents: the same words for every command that lists, writes or exports them.
Include = Annotated[
    list[str] | None,
    typer.Option("--include", metavar="STATE", help="Besides accepted ones: proposed, rejected, merged or withdrawn."),
]
Type = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="PLOVER's, as ASSAULT.")]
Where = Annotated[
    str | None,
    typer.Option(
        "--where", metavar="PLACE", help="A country by name or ISO 3166 code; else a place as the gazetteer has it."
    ),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="That day or later.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="That day or before.")]
Actor = Annotated[str | None, typer.Option("--actor", metavar="NAME", help="Who acts.")]
Query = Annotated[
    str | None,
    typer.Option("--query", metavar="QUERY", help='Words in its reports: words, "phrases", -without, begin*.'),
]
Threshold = Annotated[
    float | None,
    typer.Option(
        "--threshold",
        metavar="T",
        min=0.0,
        max=1.0,
        help="With --include proposed, for studies without people: none of a lower score. Every output says so.",
    ),
]
_CHOICES = {
    "include": Include, "type": Type, "where": Where, "since": Since, "until": Until, "actor": Actor, "query": Query,
    "threshold": Threshold,
}  # fmt: skip

Public = Annotated[
    bool,
    typer.Option("--public", help="Leave out what is private, and give places and times no finer than is safe."),
]
Delay = Annotated[
    int,
    typer.Option(
        "--delay",
        metavar="DAYS",
        min=0,
        max=100_000,
        help="With --public: leave out incidents younger than this; 0 leaves out none.",
    ),
]
DELAY = 7  # days; as of ``sayso.brief.public``


class Selection(NamedTuple):
    """Which incidents of a desk are meant."""

    what: Filter
    states: tuple[State, ...]
    threshold: float | None
    asked: Mapping[str, object]  # the options as they were given, those that were


def choosing(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say which incidents are meant, in place of its ``chosen``, a ``Selection``."""
    own = inspect.signature(command, eval_str=True)
    keyword = inspect.Parameter.KEYWORD_ONLY
    options = [inspect.Parameter(name, keyword, default=None, annotation=of) for name, of in _CHOICES.items()]
    parameters: list[inspect.Parameter] = []
    for parameter in own.parameters.values():
        parameters += options if parameter.name == "chosen" else [parameter.replace(kind=keyword)]

    @wraps(command)
    def given_options(**values: Any) -> None:
        asked = {name: values.pop(name) for name in _CHOICES}
        command(**values, chosen=selection(**asked))

    given_options.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    given_options.__annotations__ = {one.name: one.annotation for one in parameters}
    return given_options


def selection(
    *,
    include: Sequence[str] | None = None,
    type: str | None = None,  # noqa: A002 - the option's name
    where: str | None = None,
    since: str | None = None,
    until: str | None = None,
    actor: str | None = None,
    query: str | None = None,
    threshold: float | None = None,
) -> Selection:
    """Make of options which incidents are meant.

    Raises:
        UsageError: A state or day is none, or a threshold is given where no proposal is wanted.
    """
    from sayso.desk.model import Filter, State

    states = ("accepted", *(include or ()))
    if unknown := set(states) - set(State):
        raise UsageError(f"unknown state {min(unknown)!r}; choose among {', '.join(State)}")
    if threshold is not None and "proposed" not in states:
        raise UsageError("--threshold is about proposals; give --include proposed too")
    country, place = country_or_place(where)
    what = Filter(type=type, country=country, place=place, since=day(since), until=day(until), actor=actor, query=query)
    asked = {"include": include, "type": type, "where": where, "since": since, "until": until, "actor": actor,
             "query": query, "threshold": threshold}  # fmt: skip
    given = {name: value for name, value in asked.items() if value is not None and value != []}
    return Selection(what, tuple(State(state) for state in states), threshold, given)


def keep_proposals(kept: sayso.Desk, chosen: Selection, output: Path, *, by: str) -> None:
    """Have the proposals among the incidents that are meant keep their ids and members: they go out in a file."""
    from sayso.desk.model import State

    if State.PROPOSED in chosen.states:
        kept.hold_proposals(chosen.what, threshold=chosen.threshold, by=by, why=output.name)


def given(
    kept: sayso.Desk, chosen: Selection, *, public: bool = False, delay: int = DELAY, told: bool = True
) -> Iterator[sayso.Incident]:
    """Give the incidents that are meant, one by one; for the public, copies in which nothing private is left.

    How many were not given, and why, is told on standard error once all were asked for.
    """
    incidents = kept.gather(chosen.what, states=chosen.states, threshold=chosen.threshold)
    if not public:
        yield from incidents
        return
    from sayso.brief.public import publish
    from sayso.desk.publishing import still_answers

    left_out: Counter[str] = Counter()
    for copy in publish(incidents, kept.policy(today=today(), delay_days=delay), left_out):
        if still_answers(copy, chosen.what):
            yield copy
    if told:
        tell_left_out(left_out)


def filters_told(chosen: Selection, *, public: bool = False, found: int = 0) -> dict[str, str]:
    """Give what was asked for, so that an output can say so.

    For the public, words and names that were asked for are told only where they stand in what is given.
    """
    what = chosen.what
    filters = {name: getattr(what, name) for name in what.__slots__ if getattr(what, name) is not None}
    if public and (not found or "-" in filters.get("query", "")):
        for name in ("query", "actor", "place"):
            filters.pop(name, None)
    return filters


def tell_left_out(left_out: Mapping[str, int]) -> None:
    """Say on standard error how many incidents are left out, and why."""
    for why, count in sorted(left_out.items()):
        sys.stderr.write(f"sayso: {count} incident{'s' * (count != 1)} left out: {why}\n")


def today() -> date:
    """Give the day, by the clock."""
    return datetime.now(UTC).date()


def country_or_place(where: str | None) -> tuple[str | None, str | None]:
    """Give the ISO 3166 alpha-2 code of a country named so, or the name of a place."""
    from sayso.grounding.gazetteer import load_gazetteer

    if where is None:
        return None, None
    country = load_gazetteer().country_named(where)
    return (country.alpha2, None) if country is not None else (None, where)


def day(given: str | None) -> str | None:
    """Give a day in ISO 8601.

    Raises:
        UsageError: It is none.
    """
    from sayso.intake.dates import normal_date

    return normal_date(given)[:10] if given is not None else None


def opened(url: str, *, create: bool = False) -> sayso.Desk:
    """Open a desk."""
    from sayso.desk import Desk

    return Desk(url, create=create)


@contextmanager
def whole_files(output: Path) -> Iterator[Path]:
    """Give a name to write under, and to put other files beside; all appear once all is written, or none does.

    Raises:
        UsageError: The folder cannot be written, or the name is that of a folder.
    """
    if output.is_dir():
        raise UsageError(f"{output} is a folder; give --output the name of a file")
    try:
        folder = Path(tempfile.mkdtemp(dir=output.parent, prefix=f".{output.name}."))
    except OSError as error:
        raise UsageError(f"cannot write to {output} ({error.strerror}); check the folder") from error
    try:
        yield folder / output.name
        for made in sorted(
            folder.iterdir(), key=lambda made: made.name == output.name
        ):  # what was asked for comes last
            made.replace(output.parent / made.name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def writing(output: Path | None) -> Iterator[TextIO]:
    """Give standard output, or a file that appears whole under its name once all is written."""
    if output is None:
        yield sys.stdout
        return
    with whole_files(output) as part, part.open("w", encoding="utf-8", newline="") as out:
        yield out
