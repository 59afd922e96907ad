"""The desk: reports and incidents go in, and stay with their history.

A desk is a database, a SQLite file or PostgreSQL. Nothing on it is overwritten:
another reading is a revision, another decision an entry in an incident's history.
"""

from __future__ import annotations

from sayso.desk.desk import Desk
from sayso.desk.model import Added, Captured, Filter, State

__all__ = ["Added", "Captured", "Desk", "Filter", "State"]
