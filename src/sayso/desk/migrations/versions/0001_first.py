"""The first desk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of an empty desk."""
    op.create_table(
        "originals",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
        sa.Column("media_type", sa.String, nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("url", sa.String),
        sa.Column("title", sa.String),
        sa.Column("publisher", sa.String),
        sa.Column("published", sa.String),
        sa.Column("item", sa.String),
        sa.Column("captured_at", sa.String, nullable=False),
        sa.Column("original", sa.String, sa.ForeignKey("originals.digest")),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_index("reports_by_url", "reports", ["url"])
    op.create_index("reports_by_day", "reports", ["published"])
    op.create_index("reports_by_original", "reports", ["original"])
    op.create_table(
        "revisions",
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.number"), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("record_id", sa.String, nullable=False),
        sa.Column("document_id", sa.String, nullable=False),
        sa.Column("made_by", sa.String, nullable=False),
        sa.Column("read_at", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_index("revisions_by_record", "revisions", ["record_id"])
    op.create_index("revisions_by_document", "revisions", ["document_id"])
    op.create_table(
        "statements",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.number"), nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("type", sa.String),
        sa.Column("stage", sa.String),
        sa.Column("polarity", sa.String, nullable=False),
        sa.Column("certainty", sa.String, nullable=False),
        sa.Column("repeats", sa.Boolean, nullable=False),
        sa.Column("what", sa.String),
        sa.Column("low", sa.BigInteger),
        sa.Column("high", sa.BigInteger),
        sa.Column("geonames_id", sa.Integer),
        sa.Column("place", sa.String),
        sa.Column("country", sa.String),
        sa.Column("precision", sa.String),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("cell", sa.String),
        sa.Column("first_day", sa.String, nullable=False),
        sa.Column("last_day", sa.String, nullable=False),
    )
    op.create_index("statements_by_report", "statements", ["report"])
    op.create_index("statements_by_type", "statements", ["type", "first_day"])
    op.create_index("statements_by_day", "statements", ["first_day"])
    op.create_index("statements_by_country", "statements", ["country", "first_day"])
    op.create_index("statements_by_cell", "statements", ["cell", "first_day"])
    op.create_index("statements_by_place", "statements", ["place", "first_day"])
    op.create_index("statements_by_geonames", "statements", ["geonames_id", "first_day"])
    op.create_table(
        "parties",
        sa.Column("statement", sa.Integer, sa.ForeignKey("statements.number"), primary_key=True),
        sa.Column("role", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("parties_by_name", "parties", ["name", "role"])
    op.create_table(
        "incidents",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("merged_into", sa.String),
        sa.Column("score", sa.Float),
        sa.Column("reasons", sa.String),
        sa.Column("made_at", sa.String, nullable=False),
        # Taken from the members, for finding and listing.
        sa.Column("type", sa.String),
        sa.Column("place", sa.String),
        sa.Column("country", sa.String),
        sa.Column("first_day", sa.String, nullable=False),
        sa.Column("last_day", sa.String, nullable=False),
    )
    op.create_index("incidents_by_state", "incidents", ["state", "first_day"])
    op.create_table(
        "members",
        sa.Column("incident", sa.String, sa.ForeignKey("incidents.id"), primary_key=True),
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.number"), primary_key=True),
        sa.Column("statement", sa.String, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_index("members_by_report", "members", ["report", "statement"])
    op.create_table(
        "history",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("decision", sa.Integer, nullable=False),
        sa.Column("incident", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("why", sa.String),
        sa.Column("undoes", sa.Integer),
        sa.Column("before", sa.String),
        sa.Column("after", sa.String, nullable=False),
    )
    op.create_index("history_by_incident", "history", ["incident", "number"])
    op.create_index("history_by_decision", "history", ["decision"])
    op.create_table(
        "links",
        sa.Column("one_report", sa.Integer, sa.ForeignKey("reports.number"), primary_key=True),
        sa.Column("one", sa.String, primary_key=True),
        sa.Column("other_report", sa.Integer, sa.ForeignKey("reports.number"), primary_key=True),
        sa.Column("other", sa.String, primary_key=True),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("reasons", sa.String, nullable=False),
    )
    op.create_index("links_by_other", "links", ["other_report", "other"])
    op.create_table(
        "tombstones",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
    )
    op.create_index("tombstones_by_text", "tombstones", ["text"])
    if op.get_bind().dialect.name == "sqlite":
        # Words come folded, with blanks between; this tokenizer parts at nothing else.
        for name in ("report_words", "statement_words"):
            op.execute(f"CREATE VIRTUAL TABLE {name} USING fts5(words, tokenize='ascii', columnsize=0)")
    else:
        for name in ("report_words", "statement_words"):
            op.execute(f"CREATE TABLE {name} (rowid integer PRIMARY KEY, words tsvector NOT NULL)")
            op.execute(f"CREATE INDEX {name}_index ON {name} USING gin (words)")
