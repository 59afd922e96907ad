"""Statements are numbered by their days, so that the last are found first, whatever else is asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_LARGE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_NEW = """
INSERT INTO renumbered (old, number)
SELECT number,
       CASE first_day WHEN '' THEN 0 ELSE (
           (CAST(substr(first_day, 1, 4) AS {large}) * 13 + CAST(substr(first_day, 6, 2) AS {large})) * 32
           + CAST(substr(first_day, 9, 2) AS {large})
       ) * 2199023255552 END
       + report * CAST(262144 AS {large})
       + number - (SELECT min(number) FROM statements AS others WHERE others.report = statements.report)
FROM statements
"""


def upgrade() -> None:
    """Give statements, their parties and their words their new numbers; what was found before is found."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table("renumbered", sa.Column("old", _LARGE, primary_key=True), sa.Column("number", _LARGE))
    op.execute(_NEW.format(large="INTEGER" if sqlite else "BIGINT"))
    for name in ("type", "day", "country", "place", "geonames", "report"):
        op.drop_index(f"statements_by_{name}", "statements")
    op.drop_index("parties_by_name", "parties")
    for name in ("statements", "parties", "statement_words"):
        op.rename_table(name, f"{name}_before")
    _make_statements()
    op.create_table(
        "parties",
        sa.Column("statement", _LARGE, sa.ForeignKey("statements.number"), primary_key=True, autoincrement=False),
        sa.Column("role", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )
    if sqlite:
        op.execute("CREATE VIRTUAL TABLE statement_words USING fts5(words, tokenize='ascii', columnsize=0)")
    else:
        op.execute("CREATE TABLE statement_words (rowid bigint PRIMARY KEY, words tsvector NOT NULL)")
    columns = [one["name"] for one in sa.inspect(op.get_bind()).get_columns("statements") if one["name"] != "number"]
    for name, key, others in (
        ("statements", "number", columns),
        ("parties", "statement", ["role", "name"]),
        ("statement_words", "rowid", ["words"]),
    ):
        old, new = (", ".join((first, *others)) for first in (f"renumbered.number AS {key}_now", key))
        op.execute(
            f"INSERT INTO {name} ({new}) SELECT {old} FROM {name}_before "  # noqa: S608 - ours
            f"JOIN renumbered ON renumbered.old = {name}_before.{key} ORDER BY 1"
        )
    for name in ("statement_words_before", "parties_before", "statements_before", "renumbered"):
        op.drop_table(name)
    if sqlite:  # a beginning of one letter is that of very many words
        op.rename_table("report_words", "report_words_before")
        op.execute("CREATE VIRTUAL TABLE report_words USING fts5(words, prefix='1', tokenize='ascii', columnsize=0)")
        op.execute("INSERT INTO report_words (rowid, words) SELECT rowid, words FROM report_words_before ORDER BY 1")
        op.drop_table("report_words_before")
    else:
        op.execute("CREATE INDEX statement_words_index ON statement_words USING gin (words)")
    _index()


def _make_statements() -> None:
    op.create_table(
        "statements",
        sa.Column("number", _LARGE, primary_key=True, autoincrement=False),
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


def _index() -> None:
    op.create_index("statements_by_report", "statements", ["report"])
    op.create_index("parties_by_name", "parties", ["name", "role", "statement"])
    for name, columns, where in (
        ("statements_by_type", ["type", "number"], "type IS NOT NULL"),
        ("statements_by_kind", ["kind", "number"], "type IS NULL"),
        ("statements_by_country", ["country", "number", "type"], "country IS NOT NULL"),
        ("statements_by_place", ["place", "number", "type"], "place IS NOT NULL"),
        ("statements_by_geonames", ["geonames_id", "number", "type"], "geonames_id IS NOT NULL"),
        ("statements_by_last_day", ["last_day", "number"], "last_day > first_day"),
    ):
        op.create_index(name, "statements", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
