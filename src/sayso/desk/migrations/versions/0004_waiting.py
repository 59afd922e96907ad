"""Reports that wait to be compared, and statements carried from one reading to the next."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Have all reports compared anew, as profiles are stored otherwise; 'sayso verify --repair' does it.

    Scores and reasons are those of proposals; what people decided about has none.
    """
    op.add_column("reports", sa.Column("waits", sa.Boolean, nullable=False, server_default=sa.false()))
    waits, near = sa.column("waits", sa.Boolean), sa.text("near_first > ''")
    op.create_index("reports_waiting", "reports", ["number"], sqlite_where=waits, postgresql_where=waits)
    op.execute(sa.update(sa.table("reports", waits)).values(waits=sa.true()))
    op.execute("UPDATE incidents SET score = NULL, reasons = NULL")
    op.create_table(
        "carried",
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.number"), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("statement", sa.String, primary_key=True),
        sa.Column("becomes", sa.String, nullable=False),
    )
    for name in ("candidates", "leads", "runs", "links", "proposals"):
        op.execute(sa.delete(sa.table(name)))
    op.drop_index("statements_by_cell", "statements")
    for name, place in (("candidates_by_cell", "near_cell"), ("candidates_by_country", "near_country")):
        op.drop_index(name, "candidates")
        op.create_index(name, "candidates", [place, "type", "near_first"], sqlite_where=near, postgresql_where=near)
    op.create_index("candidates_by_day", "candidates", ["type", "near_first"], sqlite_where=near, postgresql_where=near)
