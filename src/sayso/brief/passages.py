"""The passages that bear a brief, numbered as they are first needed, and the reports that they stand in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from sayso import lexicon
from sayso.brief.document import CUT, Passage, Source, Words
from sayso.brief.page import is_web
from sayso.brief.phrases import lined_up, voice_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.brief.wording import Pieces
    from sayso.incidents.origins import Origins
    from sayso.record import Report, Statement

_LONGEST = 320  # characters of a passage
_SHORT = 160  # characters of a quotation within a sentence
_ENDS = re.compile(r"[.!?…][”\"’)\]]*\s+(?=[“\"‘(\[]?[^\W\d_a-z])|\n\s*\n")
_LAST = re.compile(r"[^\s(“\"]*$")  # the word before a full stop
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_WORD = re.compile(r"\S+")
_LONGEST_WORD = 20  # letters looked at before a full stop
_FEW = 2  # words
_EDGE = 4  # words at either end of a passage that find it on the web


class Passages:
    """Gives each statement that a brief rests on a number, and keeps the words around it."""

    def __init__(self, reports: Iterable[Report], origins: Origins) -> None:
        """Number the reports by day of publication, then publisher; what is not dated comes last."""
        self._reports: list[Report] = []
        self._numbers: dict[str, int] = {}
        self._origins = origins
        self._kept: list[Passage] = []
        self._known: dict[tuple[str, str], int] = {}
        self._numbered: dict[tuple[str, int, int, tuple[str, ...]], int] = {}
        self.add(reports)

    def add(self, reports: Iterable[Report]) -> None:
        """Number more reports, behind those that have a number."""
        new = {report.id: report for report in reports if report.id not in self._numbers}
        for report in sorted(
            new.values(), key=lambda r: (r.document.published or "9999", r.document.publisher or "", r.id)
        ):
            self._reports.append(report)
            self._numbers[report.id] = len(self._reports)

    def cite(self, report: Report, statement: Statement) -> int:
        """Give the number of the passage that a statement stands in; what the same voices say there shares it."""
        if (report.id, statement.id) in self._known:
            return self._known[report.id, statement.id]
        start, end = stretch(report, statement.start, statement.end)
        voices = tuple(voice_name(voice) for voice in lined_up(statement.voices))
        key = (report.id, start, end, voices)
        number = self._numbered.setdefault(key, len(self._numbered) + 1)
        if number > len(self._kept):
            self._kept.append(
                Passage(
                    number=number,
                    report=report.id,
                    statements=(),
                    start=start,
                    end=end,
                    text=around(report, statement, start, end, _LONGEST),
                    voices=voices,
                    source=self._numbers[report.id],
                    link=link_to(report, start, end),
                )
            )
        kept = self._kept[number - 1]
        self._kept[number - 1] = replace(kept, statements=(*kept.statements, statement.id))
        self._known[report.id, statement.id] = number
        return number

    def quote(self, report: Report, statement: Statement, words: str | None = None) -> Pieces:
        """Quote a statement's words, or others of its passage, short and between quotation marks."""
        number = self.cite(report, statement)
        return ("“", Words(text=shortened(statement.text if words is None else words, _SHORT), passage=number), "”")

    def fuller(self, report: Report, statement: Statement, *, whole: bool = False) -> Pieces:
        """Quote a statement with the rest of its sentence, where its own words are too few to be understood."""
        if len(statement.text.split()) > _FEW and not whole:
            return self.quote(report, statement)
        start, end = stretch(report, statement.start, statement.end)
        number = self.cite(report, statement)
        return ("“", Words(text=around(report, statement, start, end, _SHORT), passage=number), "”")

    def publisher(self, report: Report) -> Pieces:
        """Name who publishes a report."""
        name = report.document.publisher
        return (Words(text=name),) if name else (f"report r{self._numbers[report.id]} (publisher not known)",)

    @property
    def reports(self) -> tuple[Report, ...]:
        """All reports by number."""
        return tuple(self._reports)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages by number."""
        return tuple(self._kept)

    @property
    def sources(self) -> tuple[Source, ...]:
        """All reports, whether or not a passage of theirs was needed."""
        return tuple(self._source(report) for report in self._reports)

    def _source(self, report: Report) -> Source:
        document, origin = report.document, self._origins.of.get(report.id, report.id)
        copy = f"r{self._numbers[origin]}" if origin in self._numbers else origin
        return Source(
            number=self._numbers[report.id],
            report=report.id,
            title=document.title,
            publisher=document.publisher,
            published=document.published,
            bylines=tuple(byline.name for byline in document.bylines),
            url=document.url,
            copy_of=copy if origin != report.id else None,
        )


def stretch(report: Report, start: int, end: int) -> tuple[int, int]:
    """Give the sentence or sentences around two offsets, within their block."""
    text = report.document.text
    low, high = next(((b.start, b.end) for b in report.document.blocks if b.start <= start < b.end), (start, end))
    high = max(high, end)
    for found in _ENDS.finditer(text, low, high):
        if found.group()[0] == "." and _is_abbreviated(text[max(low, found.start() - _LONGEST_WORD) : found.start()]):
            continue
        if found.end() <= start:
            low = found.end()
        elif found.start() >= end - 1:
            high = found.start() + len(found.group().rstrip())
            break
    return low, max(high, end)


def _is_abbreviated(before: str) -> bool:
    """Tell a full stop behind a title or initials ("Gen.", "U.S.")."""
    last = _LAST.search(before)
    word = last.group() if last is not None else ""
    return _INITIALS.fullmatch(word) is not None or f"{word.casefold()}." in lexicon.by_pattern("titles")


def around(report: Report, statement: Statement, start: int, end: int, longest: int) -> str:
    """Give a sentence, cut before a statement too far behind its beginning, and behind what is too long."""
    text = report.document.text
    far = end - start > longest and statement.end - start > longest
    words = shortened(text[statement.start if far else start : end], longest)
    return f"{CUT} {words}" if far and statement.start > start else words


def shortened(words: str, longest: int) -> str:
    """Make white space single, and cut at a word what is too long; our mark says so."""
    line = " ".join(words.split())
    if len(line) <= longest:
        return line
    return f"{line[:longest].rpartition(' ')[0] or line[:longest]} {CUT}"


def link_to(report: Report, start: int, end: int) -> str | None:
    """Lead to words on the web: the report's address with a text fragment, where it has an address.

    Source: the draft "URL Fragment Text Directives" of the WICG; a browser that does not know it shows the page.
    """
    url = report.document.url
    if not is_web(url) or url is None:
        return None
    words = _WORD.findall(report.document.text[start:end])
    if not words:
        return url
    wanted = [words] if len(words) <= 2 * _EDGE else [words[:_EDGE], words[-_EDGE:]]
    return f"{url}{'' if '#' in url else '#'}:~:text={','.join(map(_encoded, wanted))}"


def _encoded(words: list[str]) -> str:
    return percent(" ".join(words), safe="").replace("-", "%2D")
