"""Incidents: the statements of many reports come in; proposals go out.

A proposal says which statements may tell of one incident, with a score and
reasons. It is never more than a proposal: people decide.
"""

from __future__ import annotations

from sayso.incidents.model import Incident, Member, Story
from sayso.incidents.proposals import propose
from sayso.incidents.stories import stories

__all__ = ["Incident", "Member", "Story", "propose", "stories"]
