"""Rows ready to be exported, what people write about incidents, and a view for reading along."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_VIEW = """
CREATE VIEW incident_rows AS
SELECT id, state, merged_into, type, first_day, last_day, place, country, score, reasons, changed_at, entered,
       (SELECT count(DISTINCT report) FROM members WHERE members.incident = incidents.id) AS reports,
       (SELECT count(*) FROM members WHERE members.incident = incidents.id) AS statements
FROM incidents
UNION ALL
SELECT id, 'proposed', NULL, type, first_day, last_day, place, country, score, reasons, changed_at, NULL,
       (SELECT count(DISTINCT report) FROM candidates WHERE candidates.proposal = proposals.id),
       (SELECT count(*) FROM candidates WHERE candidates.proposal = proposals.id)
FROM proposals
"""


def upgrade() -> None:
    """Add them; an incident that is there changed when it was last decided on."""
    op.add_column("incidents", sa.Column("changed_at", sa.String))
    op.add_column("incidents", sa.Column("entered", sa.String))
    op.execute("UPDATE incidents SET changed_at = (SELECT max(at) FROM history WHERE history.incident = incidents.id)")
    op.create_table(
        "ready",
        sa.Column("incident", sa.String, primary_key=True),
        sa.Column("form", sa.String, primary_key=True),
        sa.Column("maker", sa.String, nullable=False),
        sa.Column("made_of", sa.String, nullable=False),
        sa.Column("row", sa.String, nullable=False),
    )
    op.execute(_VIEW)
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute(
            "CREATE FUNCTION drop_ready() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN DELETE FROM ready WHERE incident = OLD.id; RETURN NULL; END $$"
        )
    done = "BEGIN DELETE FROM ready WHERE incident = OLD.id; END" if sqlite else "EXECUTE FUNCTION drop_ready()"
    for kept in ("incidents", "proposals"):
        for change in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER ready_{kept}_{change.lower()} AFTER {change} ON {kept} FOR EACH ROW {done}")
