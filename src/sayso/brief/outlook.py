"""What stands apart from incidents: ground, aims, forecasts, conditions, questions and evidence, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.brief.document import Paragraph, Section, Sentence, Words
from sayso.brief.phrases import cited
from sayso.brief.situation import why_against
from sayso.brief.wording import day, fill, in_place, is_plural, listed, number, place_name, verbs, with_article
from sayso.record import Polarity, StatementKind
from sayso.threads.model import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.brief.passages import Passages
    from sayso.brief.tellers import Tellers
    from sayso.brief.wording import Pieces
    from sayso.record import Report, Statement
    from sayso.threads.model import Entry, Holder, Situation

_HEADINGS = {
    Subject.PLACE: ("situation", "The situation: who is said to hold what"),
    Subject.AIM: ("aims", "Aims"),
    Subject.FORECAST: ("forecasts", "Forecasts"),
    Subject.CONDITION: ("conditions", "Conditions"),
}
_NOBODY = {
    Subject.PLACE: "Place not given",
    Subject.AIM: "Whose, is not told",
    Subject.FORECAST: "Voices not named",
    Subject.CONDITION: "Voices not named",
}
_SCALES = {"icd203": "ICD 203", "ipcc": "the IPCC"}


class Outlook:
    """Sentences about a situation, and about what its reports ask and show."""

    def __init__(self, situation: Situation, passages: Passages, tellers: Tellers) -> None:
        """Take a situation with the numbering of passages."""
        self._situation = situation
        self._passages = passages
        self._tellers = tellers
        self._entries = {entry.id: entry for thread in situation.threads for entry in thread.entries}

    def sections(self, status: Sentence) -> Iterator[Section]:
        """Give a section for each subject that anything is told of; ``status`` says who has looked at it."""
        for subject, (key, heading) in _HEADINGS.items():
            paragraphs = []
            private = 0
            for thread in self._situation.threads:
                if thread.subject is subject:
                    told = [entry for entry in thread.entries if not any(one.private for one in entry.holders)]
                    private += len(thread.entries) - len(told)
                    if told:
                        label = f"{thread.name[:1].upper()}{thread.name[1:]}" or _NOBODY[subject]
                        paragraphs.append(Paragraph(label=label, sentences=tuple(self._of(told))))
            if private:
                left = Sentence(pieces=fill("private", n=number(private)), said=False)
                paragraphs.append(Paragraph(label="", sentences=(left,)))
            if paragraphs:
                yield _section(key, heading, status, paragraphs)

    def asked(self, reports: Iterable[Report], status: Sentence) -> Iterator[Section]:
        """Give what the reports ask, as questions, and what evidence they speak of."""
        for key, heading, kind, make in (
            ("questions", "Questions that are asked", StatementKind.QUESTION, self._question),
            ("evidence", "Evidence that is spoken of", StatementKind.EVIDENCE, self._evidence),
        ):
            told = [
                (report, one) for report in reports for one in report.statements if one.kind is kind and not one.same_as
            ]
            if told:
                sentences = tuple(make(report, one) for report, one in told)
                yield _section(key, heading, status, [Paragraph(label="", sentences=sentences)])

    def _of(self, entries: Sequence[Entry]) -> Iterator[Sentence]:
        for entry in entries:
            yield self._entry(entry)
            if entry.statement.open_to:
                yield open_sentence(entry.report, entry.statement, self._passages)
        for entry in entries:
            for mark in entry.against:
                other = self._entries.get(mark.entry)
                if other is not None and int(entry.id[1:]) < int(other.id[1:]):
                    numbers = tuple(self._passages.cite(one.report, one.statement) for one in (entry, other))
                    one, two = (f"[{n}]" for n in numbers)
                    yield Sentence(
                        pieces=fill("against", one=one, other=two, why=why_against(mark.reason)), passages=numbers
                    )

    def _entry(self, entry: Entry) -> Sentence:
        report, statement = entry.report, entry.statement
        voice, several = self._tellers.names([(report, statement)])
        slots: dict[str, Pieces | str] = {
            "voice": voice,
            "quote": self._passages.fuller(report, statement),
            **verbs(several=several),
        }
        slots["as"] = ("as ", *voice, f" {verbs(several=several)['have']} it")
        made = self._words(entry, statement, slots)
        return Sentence(pieces=made, passages=(self._passages.cite(report, statement),))

    def _words(self, entry: Entry, statement: Statement, slots: dict[str, Pieces | str]) -> Pieces:
        negative = statement.polarity is Polarity.NEGATIVE
        holders = _holders(entry.holders)
        if statement.control is not None and (entry.place is None or not entry.holders):
            saying = self._tellers.saying([(entry.report, statement)])
            return fill("control.words", when=_when(entry), voices=saying, quote=slots["quote"])
        if statement.control is not None:
            key = (
                "control.denied"
                if negative
                else "control.unsure"
                if statement.polarity is Polarity.UNKNOWN
                else "control"
            )
            return fill(key, when=_when(entry), clause=_control(entry), **slots)
        if statement.position is not None:
            be = "are" if _are_several(entry.holders) else "is"
            where: Pieces = in_place(entry.place) or (" at a place not given",)
            return fill(
                "position",
                when=_when(entry),
                holders=holders,
                be=f"{be}{' not' if negative else ''}",
                where=where,
                **slots,
            )
        if statement.aim is not None:
            first = f", put at number {statement.aim.priority}" if statement.aim.priority else ""
            key = "aim.denied" if negative else "aim"
            quote = self._passages.quote(entry.report, statement, statement.aim.goal.text)
            return fill(key, holders=holders, priority=first, **{**slots, "quote": quote})
        if statement.forecast is not None:
            quote = self._passages.quote(entry.report, statement, statement.forecast.of.text)
            likely = statement.likelihood
            if likely is None:
                return fill("forecast", **{**slots, "quote": quote})
            likely_words = self._passages.quote(entry.report, statement, likely.text)
            return fill(
                "forecast.likely",
                likely=likely_words,
                low=f"{likely.low:.0%}".removesuffix("%"),
                high=f"{likely.high:.0%}".removesuffix("%"),
                scale=Words(text=_SCALES.get(likely.scale, likely.scale)),
                **{**slots, "quote": quote},
            )
        relation = statement.condition.relation.value if statement.condition is not None else ""
        return fill("condition", relation=f"“{relation}”", **slots)

    def _question(self, report: Report, statement: Statement) -> Sentence:
        return self._plain("question", report, statement)

    def _evidence(self, report: Report, statement: Statement) -> Sentence:
        medium = statement.evidence.medium.value if statement.evidence is not None else ""
        return self._plain(
            "evidence",
            report,
            statement,
            medium=lexicon.by_pattern("brief_words").get(medium, {"value": medium})["value"],
        )

    def _plain(self, key: str, report: Report, statement: Statement, **slots: str) -> Sentence:
        voice, several = self._tellers.names([(report, statement)])
        quote = self._passages.fuller(report, statement)
        pieces = fill(key, voice=voice, quote=quote, **verbs(several=several), **slots)
        return Sentence(pieces=pieces, passages=(self._passages.cite(report, statement),))


def open_sentence(report: Report, statement: Statement, passages: Passages) -> Sentence:
    """Say whose word a statement may be besides."""
    names = {q.id: cited(q, report) for q in report.attributions}
    others = [(Words(text=names[q]),) for q in statement.open_to if q in names]
    pieces = fill("open", quote=passages.fuller(report, statement), others=listed(others, " or "))
    return Sentence(pieces=pieces, passages=(passages.cite(report, statement),))


def _section(key: str, heading: str, status: Sentence, paragraphs: Sequence[Paragraph]) -> Section:
    return Section(key=key, heading=(heading,), paragraphs=(Paragraph(label="State", sentences=(status,)), *paragraphs))


def _when(entry: Entry) -> str:
    """Give the day of an entry, and that it is only that of publication where it is."""
    if entry.earliest is None:
        return "Day not known"
    told = day(entry.earliest)
    if entry.since:
        return f"since {told}"
    return (
        told
        if entry.basis == "stated"
        else f"{told}, the day of {'publication' if entry.basis == 'published' else 'the dateline'}"
    )


def _holders(holders: Sequence[Holder]) -> Pieces:
    if not holders:
        return ("somebody not named",)
    return listed([(Words(text=with_article(one.name)),) for one in holders])


def _are_several(holders: Sequence[Holder]) -> bool:
    return len(holders) > 1 or any(is_plural(one.name) for one in holders)


def _control(entry: Entry) -> Pieces:
    """Make the clause of who holds, takes or loses how much of which ground."""
    control = entry.statement.control
    if control is None:
        return ()
    row = lexicon.by_pattern("holdings")[control.change.value]
    verb = row["several" if _are_several(entry.holders) else "value"]
    extent: Pieces = (Words(text=" ".join(control.extent.text.split())), " of ") if control.extent is not None else ()
    place: Pieces = (Words(text=place_name(entry.place)),) if entry.place is not None else ("ground not named",)
    loser: Pieces = (" from ", *_holders(entry.taken_from)) if entry.taken_from else ()
    return (*_holders(entry.holders), f" {verb} ", *extent, *place, *loser)
