"""Statements: what is said, by whom, and how surely; a ``Report`` goes out.

Each finder gives drafts (what the words say); the voices behind them, their
numbers, repetitions and disputes are added here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.grounding.arms import is_arms
from sayso.spans import SpanIndex
from sayso.statements.aims import find_aims
from sayso.statements.control import find_control
from sayso.statements.denials import find_denials
from sayso.statements.disputes import find_disputes
from sayso.statements.drafts import said_once, settle
from sayso.statements.events import find_events
from sayso.statements.evidence import find_evidence
from sayso.statements.forecasts import find_forecasts
from sayso.statements.outlook import find_conditions, find_questions
from sayso.statements.parts import with_parts
from sayso.statements.positions import find_positions
from sayso.statements.tolls import find_tolls
from sayso.statements.when import Calendar, with_times_of_tolls

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.attribution import Voices
    from sayso.grounding import Identities
    from sayso.reading.model import Reading
    from sayso.record import Dispute, Options, Span, Statement

__all__ = ["state"]


def state(
    reading: Reading, identities: Identities, voices: Voices, options: Options
) -> tuple[tuple[Statement, ...], tuple[Dispute, ...], tuple[Span, ...]]:
    """Find what a report states.

    Args:
        reading: The parsed document.
        identities: Its actors, places and times.
        voices: Its attributions.
        options: Which scale of likelihood words to use.

    Returns:
        Statements ``s1…`` in text order, the disputes between them, and the
        arms named anywhere in the text.
    """
    questions = find_questions(reading)
    asked = {draft.sentence for draft in questions}
    calendar = Calendar(reading, identities)
    events = with_parts(reading, identities, list(find_events(reading, identities, asked)))
    drafts = [
        *questions,
        *events,
        *find_denials(reading, events),
        *find_tolls(reading, identities, asked),
        *find_control(reading, identities, asked, calendar),
        *find_positions(reading, identities, asked),
        *find_aims(reading, identities, asked),
        *find_forecasts(reading, identities, asked, options.likelihood_scale),
        *find_conditions(reading, asked),
        *find_evidence(reading, identities, asked),
    ]
    statements = settle(reading, voices, with_times_of_tolls(said_once(reading, drafts), calendar))
    return statements, find_disputes(statements, identities), _weapons(identities, statements)


def _weapons(identities: Identities, statements: Iterable[Statement]) -> tuple[Span, ...]:
    """Give the arms that are named, and those, stones and sticks too, with which an event was done."""
    found = list(identities.weapons)
    named = SpanIndex(found)
    for statement in statements:
        for span in statement.event.instruments if statement.event is not None else ():
            if is_arms(span.text) and span not in found and not any(True for _ in named.meeting(span.start, span.end)):
                found.append(span)
    return tuple(sorted(found, key=lambda span: span.start))
