"""Explaining: a record or an incident comes in; out goes what made it, step by step.

Words, rules, rows of tables and versions: whatever stands in a record can be
asked how it came there. The text is parsed again, as only the parser tells
which word of a cue or trigger fired; nothing is guessed from a record alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sayso
from sayso import lexicon
from sayso.errors import UsageError
from sayso.explaining.links import explain_incident, explain_membership
from sayso.explaining.model import Explanation, Maker, Row, Step
from sayso.explaining.parts import Parts
from sayso.grounding.gazetteer import load_gazetteer
from sayso.reading import parse
from sayso.reading.parser import load_parser
from sayso.record import Report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.incidents import Incident
    from sayso.record import MadeBy

__all__ = ["Explanation", "Maker", "Row", "Step", "explain"]


def explain(of: Report | Incident, id: str | None = None, *, among: Iterable[Incident] = ()) -> Explanation:  # noqa: A002
    """Tell which words, rule, rows of tables and versions made something.

    Args:
        of: A record, or an incident or proposal with its members.
        id: Of a record: which part, as ``s3``, ``q1``, ``a2``, ``p1``, ``t2``
            or ``d1`` (the first dispute). Not given for an incident.
        among: Incidents in which the statement may stand: how it is tied
            there, and of a figure whether it was superseded.

    Returns:
        The steps, from the words inward. Offsets are code points of the
        document's text, end excluded.

    Raises:
        UsageError: The record has no such part, or the id does not go with
            what was given.
    """
    if not isinstance(of, Report):
        if id is not None:
            raise UsageError(f"an incident is explained as a whole; {id!r} names a part of a record")
        reports = {member.report.id: member.report for member in of.members}
        made = tuple(Maker(report=name, made_by=report.made_by) for name, report in sorted(reports.items()))
        return Explanation(
            id=of.id, what=f"{of.status} incident {of.type}".rstrip(), steps=tuple(explain_incident(of)), made_by=made,
            differs=tuple(dict.fromkeys(line for maker in made for line in _differing(maker.made_by))),
        )  # fmt: skip
    if id is None:
        raise UsageError("say which part of the record to explain, as s3 or q1")
    parts = Parts(of, parse(of.document, load_parser()))
    found = parts.explain(id)
    if found is None:
        raise UsageError(f"the report has no {id!r}; it has {parts.named() or 'nothing that was read'}")
    what, steps = found
    tied = tuple(step for incident in among for step in explain_membership(incident, of, id))
    return Explanation(
        id=f"{of.id}#{id}",
        what=what,
        steps=(*steps, *tied),
        made_by=(Maker(report=of.id, made_by=of.made_by),),
        differs=tuple(_differing(of.made_by)),
    )


def _differing(made_by: MadeBy) -> Iterable[str]:
    """Say what is no longer as it was when a record was made."""
    now = (
        ("Sayso", made_by.sayso, sayso.__version__),
        ("the tables (lexicon)", made_by.lexicon, lexicon.digest()),
        ("the gazetteer", made_by.gazetteer, load_gazetteer().version),
        ("the parser", made_by.parser.digest, load_parser().stamp.digest),
    )
    for name, then, today in now:
        if then != today:
            yield f"{name}: then {then}, now {today}; rows and rules are shown as they are now"
