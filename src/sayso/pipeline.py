"""The steps in order, in plain sight: an item becomes a ``Report``."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import sayso
from sayso import lexicon
from sayso.attribution import attribute
from sayso.errors import ItemError, SeveralReportsError, TimeLimitError
from sayso.grounding import ground
from sayso.grounding.gazetteer import load_gazetteer
from sayso.grounding.registry import load_registry
from sayso.grounding.times import document_day
from sayso.grounding.user_actors import registry_with
from sayso.intake import document_of, open_reports
from sayso.reading import parse
from sayso.reading.parser import load_parser
from sayso.record import MadeBy, Options, Problem, Report
from sayso.statements import state

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sayso.grounding.gazetteer import Gazetteer
    from sayso.grounding.registry import Registry
    from sayso.reading.parser import Parser
    from sayso.record import Document

_DEFAULTS = Options()
TIME_LIMIT = 15.0  # seconds for one document


class _Deadline:
    """Stops the reading of a document that takes too long."""

    def __init__(self, seconds: float, name: str) -> None:
        self._end = monotonic() + seconds
        self._seconds = seconds
        self._name = name

    def __call__(self) -> None:
        """Raise once the time is up."""
        if monotonic() > self._end:
            raise TimeLimitError(
                f"{self._name} took longer than {self._seconds:g} s to read; split it into single reports, or give "
                "more time with --time-limit"
            )


def read(
    item: str | Path | bytes,
    *,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    actors: str | Path | None = None,
    options: Options = _DEFAULTS,
    time_limit: float = TIME_LIMIT,
) -> Report:
    """Read one item: who said what happened.

    Args:
        item: A path to a UTF-8 text file, or the bytes of one.
        published: The day (or instant) of publication, ISO 8601; days of the
            week and "yesterday" are counted from it.
        publisher: Who publishes the report, where the page does not say.
        url: Where it was published.
        actors: A CSV file with actors of your own; ``docs/actors.md`` tells
            its columns.
        options: How to read.
        time_limit: Seconds that reading may take.

    Returns:
        The whole record, ``sayso/1``.

    Raises:
        ItemError: The item could not be read; ``SeveralReportsError`` if it
            holds several documents, ``TimeLimitError`` if it took too long.
        UsageError: ``published`` is no date, or a line of ``actors`` makes no
            sense.
        PipelineError, GazetteerError: The installation is not whole.
    """
    registry = registry_of(actors)
    documents = list(open_reports(item, published=published, publisher=publisher, url=url))
    if len(documents) != 1:
        raise SeveralReportsError(f"{item!s} holds {len(documents)} documents; read it with read_many")
    return read_document(documents[0], options=options, registry=registry, time_limit=time_limit, name=_name(item))


def read_text(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    actors: str | Path | None = None,
    options: Options = _DEFAULTS,
    time_limit: float = TIME_LIMIT,
) -> Report:
    """Read a text that is at hand; arguments and errors as in :func:`read`, ``title`` if known."""
    document = document_of(text, published=published, publisher=publisher, title=title, url=url)
    return read_document(document, options=options, registry=registry_of(actors), time_limit=time_limit)


def read_many(
    items: Iterable[str | Path | bytes],
    *,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    actors: str | Path | None = None,
    options: Options = _DEFAULTS,
    time_limit: float = TIME_LIMIT,
) -> Iterator[Report | Problem]:
    """Read items one after the other, in order.

    Yields:
        A report for each document, a ``Problem`` for each item that could not
        be read.
    """
    registry = registry_of(actors)
    for item in items:
        try:
            documents = list(open_reports(item, published=published, publisher=publisher, url=url))
        except ItemError as error:
            yield Problem(item=_name(item), step="intake", reason=str(error))
            continue
        for document in documents:
            try:
                yield read_document(
                    document, options=options, registry=registry, time_limit=time_limit, name=_name(item)
                )
            except TimeLimitError as error:
                yield Problem(item=_name(item), step="reading", reason=str(error))


def registry_of(actors: str | Path | None) -> Registry:
    """Give who is known by name, with a user's file of actors if there is one; errors as of :func:`read`."""
    return load_registry() if actors is None else registry_with(Path(actors), load_gazetteer().countries.keys())


def _name(item: str | Path | bytes) -> str:
    return "the input" if isinstance(item, bytes) else str(item)


def read_document(
    document: Document,
    *,
    options: Options = _DEFAULTS,
    parser: Parser | None = None,
    gazetteer: Gazetteer | None = None,
    registry: Registry | None = None,
    time_limit: float = TIME_LIMIT,
    name: str = "the text",
) -> Report:
    """Read a document: parse, ground, attribute, state; between steps the time limit is looked at."""
    parser = parser or load_parser()
    gazetteer = gazetteer or load_gazetteer()
    registry = registry or load_registry()
    check = _Deadline(time_limit, name)
    reading = parse(document, parser, check)
    identities = ground(reading, gazetteer, registry)
    check()
    voices = attribute(reading, identities)
    check()
    statements, disputes, weapons = state(reading, identities, voices, options)
    return Report(
        id=report_id(document),
        made_by=MadeBy(
            sayso=sayso.__version__,
            reader="rules",
            parser=parser.stamp,
            lexicon=lexicon.digest(),
            gazetteer=gazetteer.version,
            options=replace(options, actors=registry.stamp),
        ),
        document=document,
        actors=identities.actors,
        places=identities.places,
        weapons=weapons,
        times=identities.times,
        attributions=voices.attributions,
        statements=statements,
        disputes=disputes,
        warnings=_warnings(document),
    )


def report_id(document: Document) -> str:
    """Give the id of a document's report: a digest of text, publisher and URL."""
    parts = "\n".join((document.id, document.publisher or "", document.url or ""))
    return f"sha256:{hashlib.sha256(parts.encode()).hexdigest()}"


def _warnings(document: Document) -> tuple[str, ...]:
    found: list[str] = []
    if document_day(document)[0] is None:
        found.append("the date of publication is not known, so relative times have no value; give it with --published")
    if all(block.kind.is_furniture for block in document.blocks):
        found.append("all of the text was taken for furniture; nothing was read")
    return tuple(found)
