"""Proposals, and who repeats whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what proposals are made of; 'sayso verify --repair' fills it for the reports that are there."""
    op.add_column("links", sa.Column("one_story", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "candidates",
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.number"), primary_key=True),
        sa.Column("statement", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("place", sa.String),
        sa.Column("country", sa.String),
        sa.Column("own_days", sa.Boolean, nullable=False),
        sa.Column("first_day", sa.String, nullable=False),
        sa.Column("last_day", sa.String, nullable=False),
        sa.Column("near_cell", sa.String, nullable=False),
        sa.Column("near_country", sa.String, nullable=False),
        sa.Column("near_first", sa.String, nullable=False),
        sa.Column("near_last", sa.String, nullable=False),
        sa.Column("profile", sa.LargeBinary, nullable=False),
        sa.Column("proposal", sa.String),
    )
    op.create_index("candidates_by_cell", "candidates", ["near_cell", "type", "near_first"])
    op.create_index("candidates_by_country", "candidates", ["near_country", "type", "near_first"])
    op.create_index("candidates_by_proposal", "candidates", ["proposal"])
    op.create_table(
        "leads",
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.number"), primary_key=True),
        sa.Column("profile", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "proposals",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("reasons", sa.String, nullable=False),
        sa.Column("changed_at", sa.String, nullable=False),
        sa.Column("type", sa.String),
        sa.Column("place", sa.String),
        sa.Column("country", sa.String),
        sa.Column("first_day", sa.String, nullable=False),
        sa.Column("last_day", sa.String, nullable=False),
    )
    op.create_index("proposals_by_day", "proposals", ["first_day"])
    op.create_table(
        "runs",
        sa.Column("run", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.number"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("runs_by_report", "runs", ["report"])
