"""A brief of incidents: which stand in it, in which order, and what it says of itself."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sayso.brief.document import Brief, Paragraph, Section, Sentence, Words
from sayso.brief.outlook import Outlook
from sayso.brief.passages import Passages, shortened
from sayso.brief.tellers import Tellers
from sayso.brief.telling import Account, plans_in
from sayso.brief.wording import counted, day, days, fill, number
from sayso.incidents.origins import find_origins
from sayso.threads import situation as situation_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.incidents.model import Incident
    from sayso.record import Report
    from sayso.threads.model import Situation

_REASON = 60  # characters
_REASONS = 4  # that tie statements together
_LEAD = 3  # incidents that the lead tells of
_STATES = {"accepted": "accepted by people", "proposed": "only proposed by machine"}


def brief_of(
    incidents: Iterable[Incident],
    *,
    situation: Situation | None = None,
    filters: Sequence[str] = (),
    limit: int | None = None,
    written: str | None = None,
) -> Brief:
    """Set out a brief.

    Args:
        incidents: What it is of, in any order.
        situation: What is told of ground, aims and what is to come; else that
            of the reports of these incidents is made.
        filters: What was asked for, in words.
        limit: How many incidents are written out; of the rest only the number is told.
        written: The day on which it is written, ISO 8601.
    """
    given = list(incidents)
    reports = {member.report.id: member.report for one in given for member in one.members}
    origins = find_origins(reports.values())
    passages = Passages(reports.values(), origins)
    tellers = Tellers(passages, origins)
    accounts = sorted((Account(one, origins, passages, tellers) for one in given), key=lambda one: one.weight)
    told = [one for one in accounts if one.members][:limit]
    expected = [one for one in accounts if one.coming]
    planned = [Account(plans_in(one, ""), origins, passages, tellers) for one in passages.reports]
    left = sum(1 for one in accounts if one.members) - len(told)

    lead = tuple(one.lead() for one in told[:_LEAD])
    sections = [one.section(n, status_of(one.incident)) for n, one in enumerate(told, 1)]
    if left:
        more = own("more", n=counted(left, "more incident"))
        sections.append(Section(key="more", heading=("More",), paragraphs=(Paragraph(label="", sentences=(more,)),)))
    apart: list[Section] = []
    status = _apart_status(given)
    said = {sentence.text: sentence for one in (*planned, *expected) for sentence in one.plans()}
    private = sum(one.is_private(member) for one in planned for member in one.coming)
    told_plans = [*said.values(), *([own("private", n=number(private))] if private else [])]
    plans = [Paragraph(label="", sentences=tuple(told_plans))] if told_plans else []
    if plans:
        state = Paragraph(label="State", sentences=(status,))
        apart.append(Section(key="plans", heading=("Plans and threats: said, not done",), paragraphs=(state, *plans)))
    if given:
        around = situation if situation is not None else situation_of(reports.values())
        passages.add(around.reports)
        outlook = Outlook(around, passages, tellers)
        apart += [*outlook.sections(status), *outlook.asked(around.reports, status)]
    timeline = sorted((line for one in told for line in one.timeline()), key=lambda line: line.day or "9999")
    return Brief(
        title=_title(told),
        head=tuple(_head(given, list(reports.values()), filters, written)),
        lead=lead if given else (own("empty"),),
        incidents=tuple(sections),
        apart=tuple(apart),
        days=tuple(timeline),
        passages=passages.passages,
        sources=passages.sources,
        foot=tuple(own(f"foot.{key}") for key in ("quotes", "silence", "correct", "use") if given),
        written=written,
        version=next((report.made_by.sayso for report in reports.values()), ""),
    )


def own(key: str, **slots: str) -> Sentence:
    """Make a sentence that the brief says of itself."""
    return Sentence(pieces=fill(key, **slots), said=False)


def _title(told: Sequence[Account]) -> str:
    if not told:
        return "Brief"
    firsts = [one.incident.earliest for one in told if one.incident.earliest]
    lasts = [one.incident.latest or one.incident.earliest or "" for one in told if one.incident.earliest]
    span = f", {days(min(firsts), max(lasts))}" if firsts else ""
    return f"Brief: {counted(len(told), 'incident')}{span}"


def _head(
    given: Sequence[Incident], reports: Sequence[Report], filters: Sequence[str], written: str | None
) -> Iterator[Sentence]:
    if given:
        yield own("head.machine", incidents=counted(len(given), "incident").capitalize(), states=_states(given))
    if filters:
        yield own("head.filters", filters="; ".join(filters))
    if given:
        dates = sorted(report.document.published for report in reports if report.document.published)
        span = f", published {days(dates[0][:10], dates[-1][:10])}" if dates else ""
        undated = len(reports) - len(dates)
        span += f"; the day of {counted(undated, 'report')} is not known" if undated else ""
        yield own("head.reports", reports=counted(len(reports), "report"), dates=span)
        yield own("head.order")
        made = sorted({_made(report) for report in reports})
        yield own("head.made", made="; ".join(made))
    if written is not None:
        yield own("head.written", day=day(written))


def _made(report: Report) -> str:
    made = report.made_by
    parser = f"{made.parser.name} {made.parser.version}"
    return f"Sayso {made.sayso}, reader {made.reader}, parser {parser}, gazetteer {made.gazetteer}"


def _states(given: Sequence[Incident]) -> str:
    counts = Counter(_state_words(one) for one in given)
    if len(counts) == 1:
        return f"{'all ' if len(given) > 1 else ''}{next(iter(counts))}"
    return "; ".join(f"{number(count)} {words}" for words, count in sorted(counts.items()))


def _state_words(incident: Incident) -> str:
    if incident.status == "proposed" and incident.threshold is not None:
        return f"taken up by a score of {incident.threshold:g} or more, not by people"
    return _STATES.get(incident.status, f"{incident.status} on the desk")


def status_of(incident: Incident) -> Sentence:
    """Say who has looked at an incident, by what it stands here, and what ties its statements together."""
    score = f"{incident.score:.2f}"
    if incident.status == "accepted":
        return own("status.accepted")
    if incident.status != "proposed":
        return own("status.other", state=incident.status)
    if incident.threshold is not None:
        pieces = fill("status.threshold", score=score, threshold=f"{incident.threshold:g}")
    else:
        pieces = fill("status.proposed", score=score)
    likenesses = [shortened(one, _REASON) for one in incident.reasons if not one.startswith("different")][:_REASONS]
    tied = fill("status.tied", reasons=Words(text="; ".join(likenesses))) if likenesses else ()
    return Sentence(pieces=(*pieces, *((" ", *tied) if tied else ())), said=False)


def _apart_status(given: Sequence[Incident]) -> Sentence:
    if all(one.status == "accepted" for one in given):
        return own("apart.people")
    return own("apart.machine", states=_states(given))
