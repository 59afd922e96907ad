"""A post about one incident: a lead in our own voice, open questions, and somebody else's words, checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.brief.digest import own, status_of
from sayso.brief.document import CUT, Passage, Sentence, Source, Words
from sayso.brief.outlook import open_sentence
from sayso.brief.passages import Passages, link_to, stretch
from sayso.brief.tellers import Tellers
from sayso.brief.telling import Account
from sayso.brief.wording import fill, is_pronoun, verbs, with_article
from sayso.incidents.origins import find_origins
from sayso.record import BlockKind, BylineRole, StatementKind, VoiceRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.brief.wording import Pieces
    from sayso.incidents.model import Incident, Member
    from sayso.incidents.origins import Origins
    from sayso.record import Report, Statement

_LONGEST = 900  # characters of a quotation
_POSSESSIVE = frozenset({"his", "its", "their", "her"})
_TEXT = frozenset({BlockKind.BODY, BlockKind.QUOTE, BlockKind.LIST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of the report's text (``start``, ``end``), or words of ours put in its place within brackets."""

    start: int
    end: int
    text: str
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Paragraphs of a report, each of parts in order; what lies between two parts is left out."""

    report: Report
    paragraphs: tuple[tuple[Part, ...], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The paragraphs as they are printed, our marks in square brackets."""
        return tuple("".join(part.text for part in paragraph) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post, from its title to its byline."""

    title: Pieces
    lead: tuple[Sentence, ...]
    questions: tuple[Sentence, ...]
    lead_in: Pieces
    quotation: Quotation
    more: str | None
    source: Source
    byline: Pieces
    notes: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    sources: tuple[Source, ...]


def posts_of(incidents: Iterable[Incident], *, byline: str | None = None, limit: int | None = None) -> list[Post]:
    """Make a post of each incident, those of most weight first.

    Args:
        incidents: What the posts are about.
        byline: Whose name stands under them; a machine's draft says so where there is none.
        limit: How many posts; one if not said.
    """
    given = list(incidents)
    reports = {member.report.id: member.report for one in given for member in one.members}
    origins = find_origins(reports.values())
    found = sorted((_Draft(one, origins, byline) for one in given), key=lambda one: one.account.weight)
    return [draft.post() for draft in found if draft.account.members][: 1 if limit is None else limit]


class _Draft:
    """One post in the making."""

    def __init__(self, incident: Incident, origins: Origins, byline: str | None) -> None:
        reports = {member.report.id: member.report for member in incident.members}
        self._passages = Passages(reports.values(), origins)
        self._tellers = Tellers(self._passages, origins)
        self._origins = origins
        self._byline = byline
        self.account = Account(incident, origins, self._passages, self._tellers)

    def post(self) -> Post:
        report, makers, first = self._quoted()
        besides = [one for one in report.statements if _is_told(one) and _makers(one) == makers and one not in first]
        lead = tuple(self.account.own_voice())
        questions = tuple(self._questions())
        quotation = quote_statements(report, first, besides)
        starts = [part for paragraph in quotation.paragraphs for part in paragraph if not part.ours]
        return Post(
            title=self.account.heading,
            lead=lead,
            questions=questions,
            lead_in=self._lead_in(report, makers),
            quotation=quotation,
            more=link_to(report, starts[0].start, starts[0].end),
            source=next(one for one in self._passages.sources if one.report == report.id),
            byline=fill("post.byline", name=Words(text=self._byline)) if self._byline else fill("post.byline-none"),
            notes=(status_of(self.account.incident), own("foot.quotes"), own("foot.silence")),
            passages=self._passages.passages,
            sources=self._passages.sources,
        )

    def _questions(self) -> Iterator[Sentence]:
        """Give what the reports ask, as they ask it, and whose word is open."""
        reports = {member.report.id: member.report for member in self.account.members}
        asked = [(report, one) for report in reports.values() for one in report.statements if _is_asked(one)]
        for report, one in asked:
            voice, several = self._tellers.names([(report, one)], short=True)
            pieces = fill("question", voice=voice, quote=self._passages.quote(report, one), **verbs(several=several))
            yield Sentence(pieces=pieces, passages=(self._passages.cite(report, one),))
        for member in self.account.members:
            if member.statement.open_to:
                yield open_sentence(member.report, member.statement, self._passages)

    def _quoted(self) -> tuple[Report, tuple[str, ...], list[Statement]]:
        """Choose whose account is quoted: the report, and within it the author, with most to tell; no reprint.

        Returns:
            The report, the author and outlet (none for the report's own account), and what it tells of the incident.
            Where a report quotes another's account that tells more than it does itself, that is the account.
        """
        groups: dict[tuple[str, tuple[str, ...]], list[Member]] = {}
        for member in self.account.members:
            if self._origins.of.get(member.report.id) in {member.report.id, *_agencies(member.report)}:
                groups.setdefault((member.report.id, _makers(member.statement)), []).append(member)
        most = groups.values() or [self.account.members]
        best = min(most, key=lambda some: (-len(some), some[0].report.document.published or "9999", some[0].report.id))
        report, makers = best[0].report, _makers(best[0].statement)
        if not makers:
            inside = Counter(_makers(one) for one in report.statements if _is_told(one))
            makers = max(inside, key=lambda one: (inside[one], one))
        return report, makers, [m.statement for m in best if _makers(m.statement) == makers]

    def _lead_in(self, report: Report, makers: tuple[str, ...]) -> Pieces:
        outlet: Pieces = self._passages.publisher(report)
        if makers:
            author, where = makers[0], makers[1:]
            told: Pieces = (Words(text=where[0]),) if where else outlet
            return fill("post.lead-in", author=(Words(text=author),), outlet=told)
        reporters = [one for one in report.document.bylines if one.role is BylineRole.REPORTER]
        authors = [one.name for one in reporters if one.outlet in {None, report.document.publisher}]
        if authors:
            return fill("post.lead-in", author=Words(text=authors[0]), outlet=outlet)
        return fill("post.lead-in-outlet", outlet=outlet)


def _is_asked(statement: Statement) -> bool:
    return statement.kind is StatementKind.QUESTION and statement.same_as is None


def _is_told(statement: Statement) -> bool:
    return statement.kind is not StatementKind.QUESTION


def _agencies(report: Report) -> list[str]:
    return [one.name for one in report.document.bylines if one.role is BylineRole.AGENCY]


def _makers(statement: Statement) -> tuple[str, ...]:
    """Give the author and the outlet of the account within the report that a statement stands in, if any."""
    inner = [voice for voice in statement.voices[1:] if voice.attribution is not None and voice.name]
    outlets = [voice.name or "" for voice in inner if voice.role is VoiceRole.OUTLET]
    authors = [
        voice.name or "" for voice in inner if voice.role in {VoiceRole.REPORTER, VoiceRole.ANALYST} and voice.named
    ]
    return (authors[0], outlets[0]) if authors and outlets else ()


def quote_statements(report: Report, first: Sequence[Statement], besides: Sequence[Statement] = ()) -> Quotation:
    """Quote the sentences that statements stand in, verbatim, in the report's order.

    What is left out between two is marked ``CUT``; a pronoun that would point
    outside the quotation is replaced by whom it means, in square brackets.

    Args:
        report: Where they stand.
        first: What must be in it as far as 900 characters reach; a headline is quoted only alone.
        besides: What else may be.
    """
    body = [block for block in report.document.blocks if block.kind in _TEXT]
    wanted = [stretch(report, one.start, one.end) for one in (*first, *besides)]
    text = [one for one in wanted if any(block.start <= one[0] < block.end for block in body)]
    chosen: list[tuple[int, int]] = []
    for start, end in dict.fromkeys(text or wanted[:1]):
        length = sum(high - low for low, high in chosen) + end - start
        if not chosen or (length <= _LONGEST and all(end <= low or start >= high for low, high in chosen)):
            chosen.append((start, end))
    return Quotation(report=report, paragraphs=tuple(_paragraphs(report, sorted(chosen))))


def _paragraphs(report: Report, stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[Part, ...]]:
    text = report.document.text
    paragraph: list[Part] = []
    last: int | None = None
    for start, end in stretches:
        between = text[last:start] if last is not None else ""
        if last is not None:
            skipped = bool(between.strip())
            if skipped:
                paragraph.append(Part(start=last, end=start, text=f" {CUT}", ours=True))
            if "\n" in between:
                yield tuple(paragraph)
                paragraph = []
            else:
                paragraph.append(Part(start=start, end=start, text=" ", ours=True))
        whole = last is None or bool(between.strip())
        paragraph += _with_names(report, start, end) if whole else [Part(start=start, end=end, text=text[start:end])]
        last = end
    if paragraph:
        yield tuple(paragraph)


def _with_names(report: Report, start: int, end: int) -> list[Part]:
    """Give a stretch with a pronoun at its beginning replaced by whom it means, where the record tells."""
    text = report.document.text
    for actor in report.actors:
        for mention in actor.mentions:
            if mention.start == start and is_pronoun(mention.text) and not is_pronoun(actor.name):
                name = with_article(actor.name)
                own = "’s" if mention.text.casefold() in _POSSESSIVE else ""
                shown = f"[{name[:1].upper()}{name[1:]}{own}]"
                return [
                    Part(start=start, end=mention.end, text=shown, ours=True),
                    Part(start=mention.end, end=end, text=text[mention.end : end]),
                ]
    return [Part(start=start, end=end, text=text[start:end])]


def quotation_faults(quotation: Quotation) -> Iterator[str]:
    """Say what in a quotation is not the report's: words out of order, changed, or ours without brackets."""
    text, at = quotation.report.document.text, 0
    for paragraph in quotation.paragraphs:
        for part in paragraph:
            if part.start < at:
                yield f"out of order: {part.text}"
            at = part.end
            if part.ours:
                if part.text.strip() and not (part.text.strip().startswith("[") and part.text.endswith("]")):
                    yield f"ours without brackets: {part.text}"
            elif part.text != text[part.start : part.end]:
                yield f"not verbatim: {part.text}"
