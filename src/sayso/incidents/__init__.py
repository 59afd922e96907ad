"""Incidents: the statements of many reports come in; proposals go out.

A proposal says which statements may tell of one incident, with a score and
reasons. It is never more than a proposal: people decide.
"""

from __future__ import annotations

from sayso.incidents.attestation import Attestation, Claim, attest
from sayso.incidents.figures import Figure, Figures
from sayso.incidents.grading import Suggestion, read_rules, suggest
from sayso.incidents.model import Incident, Member, Story
from sayso.incidents.origins import Origins, Repeat, find_origins
from sayso.incidents.proposals import propose
from sayso.incidents.stories import stories

__all__ = [
    "Attestation",
    "Claim",
    "Figure",
    "Figures",
    "Incident",
    "Member",
    "Origins",
    "Repeat",
    "Story",
    "Suggestion",
    "attest",
    "find_origins",
    "propose",
    "read_rules",
    "stories",
    "suggest",
]
