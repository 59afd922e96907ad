"""What a desk gives for publication: what people decided about it, and lists in which nothing private is left."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.brief.public import Policy, Ruling, spans_of
from sayso.desk.model import Coarsen, Filter
from sayso.desk.review import publications, record_of
from sayso.desk.rows import parties_of, report_words_of
from sayso.desk.words import fold, parse_query
from sayso.grounding.gazetteer import load_gazetteer
from sayso.record import PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.engine import Connection

    from sayso.brief.public import Stretches
    from sayso.desk.model import DeskIncident, Entry, Standing
    from sayso.desk.words import Term
    from sayso.incidents.model import Incident
    from sayso.record import Report

_COARSE = {Coarsen.ADMIN1: PlacePrecision.ADMIN1, Coarsen.COUNTRY: PlacePrecision.COUNTRY}


def policy_of(connection: Connection, today: date | None, delay_days: int) -> Policy:
    """Give how to publish what is on a desk, with all that people decided about it."""
    rulings = {incident: _ruling(connection, one) for incident, one in publications(connection).items()}
    withheld: dict[str, tuple[Ruling, ...]] = {}
    for ruling in rulings.values():
        for report in ruling.spans if ruling.coarsens or ruling.words else ():
            withheld[report] = (*withheld.get(report, ()), ruling)
    return Policy(today=today, delay_days=delay_days, rulings=rulings, withheld=withheld)


def _ruling(connection: Connection, standing: Standing) -> Ruling:
    told = standing.publication
    spans: dict[str, Stretches] = {}
    for member in standing.members:
        report = record_of(connection, member.report, member.revision)
        spans[report.id] = (*spans.get(report.id, ()), *spans_of(report, member.statement))
    if told is None:
        return Ruling(spans=spans)
    return Ruling(
        spans=spans,
        unlocked=told.unlocked,
        coarsen=_COARSE.get(told.coarsen) if told.coarsen else None,
        hidden=told.coarsen is Coarsen.HIDE,
        names=told.shown,
        words=told.hidden,
    )


def public_line(line: DeskIncident, copy: Incident) -> DeskIncident:
    """Give an incident as lists show it, as its copy for publication has it."""
    names = Counter((place.name, place.country) for m in copy.members if (place := m.place) is not None and place.name)
    name, country = min(names, key=lambda one: (-names[one], one), default=(None, None))
    told = {(member.report.id, member.statement.id) for member in copy.members}
    return replace(
        line,
        place=name,
        country=country if name is not None else line.country,
        first_day=copy.earliest,
        last_day=copy.latest,
        reasons=copy.reasons,
        members=tuple(one for one in line.members if (one.report, one.statement) in told),
        entered=copy.entered,
    )


def public_entry(entry: Entry, copy: Report) -> Entry:
    """Give a report as lists show it, as its copy for publication has it."""
    document = copy.document
    return replace(
        entry,
        url=document.url,
        title=document.title,
        published=document.published,
        item=None,
        original=None,
        captured_at=entry.captured_at[:10],
    )


def still_answers(copy: Incident, what: Filter) -> bool:
    """Tell whether a copy for publication answers what was asked, so that nothing private can be searched for."""
    if what.actor is not None:
        parties = (
            pair for m in copy.members for pair in parties_of(m.statement, {one.id: one for one in m.report.actors})
        )
        if ("actor", fold(what.actor)) not in ((role, fold(name)) for role, name in parties):
            return False
    if what.place is not None and not what.place.isdigit():
        wanted = {what.place.casefold(), *(one.name.casefold() for one in load_gazetteer().find(what.place))}
        shown = {name.casefold() for m in copy.members if m.place is not None
                 for name in (m.place.name, m.place.text) if name}  # fmt: skip
        if not wanted & shown:
            return False
    return what.query is None or any(
        answers_query(report, what.query) for report in {m.report.id: m.report for m in copy.members}.values()
    )


def answers_query(copy: Report, query: str) -> bool:
    """Tell whether what is shown of a report answers a query."""
    words = fold(report_words_of(copy))
    return all(_stands(term, words) is term.wanted for term in parse_query(query))


def _stands(term: Term, words: Sequence[str]) -> bool:
    length = len(term.words)
    for i in range(len(words) - length + 1):
        found = tuple(words[i : i + length])
        if found == term.words or (
            term.prefix and found[:-1] == term.words[:-1] and found[-1].startswith(term.words[-1])
        ):
            return True
    return False
