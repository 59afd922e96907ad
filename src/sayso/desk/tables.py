"""The tables of a desk, the same on SQLite and PostgreSQL.

What was read stands in ``originals``, ``reports`` and ``revisions``; ``statements``,
``parties`` and the two tables of words are made from the newest revisions and can
be made again. ``incidents``, ``members`` and ``history`` hold what people decided,
``tombstones`` what was deleted. ``links`` holds which statements are alike; ``candidates``,
``leads``, ``runs``, ``carried`` and ``proposals`` are made from records and links, and can be made again; so can
``ready``, whose rows triggers take away in the transaction that changes their incident.

Instants are UTC and days are ISO 8601, both as text, so that they sort alike on
both databases; a day that is not known is "", which comes before all others.
Whatever changes here needs a migration under ``migrations/``.
"""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    column,
    false,
    insert,
    literal_column,
    table,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import TableClause
    from sqlalchemy.engine import Connection, Dialect

metadata = MetaData()

originals = Table(
    "originals",
    metadata,
    Column("digest", String, primary_key=True),  # of the bytes
    Column("bytes", LargeBinary, nullable=False),
    Column("media_type", String, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # in order of arrival; an address inside the desk
    Column("id", String, nullable=False, unique=True),  # that of the first revision's record
    Column("url", String),
    Column("title", String),
    Column("publisher", String),
    Column("published", String),
    Column("item", String),
    Column("captured_at", String, nullable=False),
    Column("original", String, ForeignKey("originals.digest")),
    Column("revision", Integer, nullable=False),  # the newest
    Column("waits", Boolean, nullable=False, server_default=false()),  # added without proposing; not compared yet
)
Index("reports_by_url", reports.c.url)
Index("reports_by_day", reports.c.published)
Index("reports_by_original", reports.c.original)
Index("reports_waiting", reports.c.number, sqlite_where=reports.c.waits, postgresql_where=reports.c.waits)

revisions = Table(
    "revisions",
    metadata,
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("record_id", String, nullable=False),
    Column("document_id", String, nullable=False),  # digest of the text
    Column("made_by", String, nullable=False),  # JSON
    Column("read_at", String, nullable=False),
    Column("digest", String, nullable=False),  # of the record's JSON
    Column("record", LargeBinary, nullable=False),  # that JSON, deflated
)
Index("revisions_by_record", revisions.c.record_id)
Index("revisions_by_document", revisions.c.document_id)

_LARGE = BigInteger().with_variant(Integer, "sqlite")  # there, each integer has as much room as it needs

statements = Table(
    "statements",
    metadata,
    Column("number", _LARGE, primary_key=True, autoincrement=False),  # in order of days, as ``rows.numbered`` has it
    Column("report", Integer, ForeignKey("reports.number"), nullable=False),
    Column("id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("type", String),  # of an event
    Column("stage", String),
    Column("polarity", String, nullable=False),
    Column("certainty", String, nullable=False),
    Column("repeats", Boolean, nullable=False),  # an earlier statement of the same report
    Column("what", String),  # of a toll
    Column("low", BigInteger),
    Column("high", BigInteger),
    Column("geonames_id", Integer),
    Column("place", String),
    Column("country", String),
    Column("precision", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("cell", String),  # PRIO-GRID where the place is a district or finer, else the country
    Column("first_day", String, nullable=False),
    Column("last_day", String, nullable=False),
)
STRADDLING = statements.c.last_day > statements.c.first_day  # reaching over more days than one
Index("statements_by_report", statements.c.report)
for _name, _columns, _where in (
    ("statements_by_type", ("type", "number"), statements.c.type.is_not(None)),
    ("statements_by_kind", ("kind", "number"), statements.c.type.is_(None)),
    ("statements_by_country", ("country", "number", "type"), statements.c.country.is_not(None)),
    ("statements_by_place", ("place", "number", "type"), statements.c.place.is_not(None)),
    ("statements_by_geonames", ("geonames_id", "number", "type"), statements.c.geonames_id.is_not(None)),
    ("statements_by_last_day", ("last_day", "number"), STRADDLING),
):
    Index(_name, *(statements.c[one] for one in _columns), sqlite_where=_where, postgresql_where=_where)

parties = Table(
    "parties",
    metadata,
    Column("statement", _LARGE, ForeignKey("statements.number"), primary_key=True, autoincrement=False),
    Column("role", String, primary_key=True),  # actor, recipient or voice
    Column("name", String, primary_key=True),  # folded, as ``words.fold`` has it
    sqlite_with_rowid=False,
)
Index("parties_by_name", parties.c.name, parties.c.role, parties.c.statement)

# Full text. On SQLite these are FTS5 tables, on PostgreSQL ``words`` is a tsvector with
# a GIN index; the migrations make them, ``words.py`` fills and asks them.
report_words = table("report_words", column("rowid", Integer), column("words", TSVECTOR))
statement_words = table("statement_words", column("rowid", _LARGE), column("words", TSVECTOR))

incidents = Table(
    "incidents",
    metadata,
    Column("id", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("merged_into", String),
    Column("score", Float),  # of a proposal
    Column("reasons", String),  # JSON list
    Column("made_at", String, nullable=False),
    Column("changed_at", String),
    Column("entered", String),  # JSON: what people wrote, pairs of column and value
    # Taken from the members, for finding and listing.
    Column("type", String),
    Column("place", String),
    Column("country", String),
    Column("first_day", String, nullable=False),
    Column("last_day", String, nullable=False),
)
Index("incidents_by_state", incidents.c.state, incidents.c.first_day)

members = Table(
    "members",
    metadata,
    Column("incident", String, ForeignKey("incidents.id"), primary_key=True),
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True),
    Column("statement", String, primary_key=True),
    Column("revision", Integer, nullable=False),  # in which the statement has that id
)
Index("members_by_report", members.c.report, members.c.statement)

carried = Table(  # what statements of earlier readings are in the newest
    "carried",
    metadata,
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("statement", String, primary_key=True),
    Column("becomes", String, nullable=False),
)

history = Table(
    "history",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("decision", Integer, nullable=False),  # one decision may change several incidents
    Column("incident", String, nullable=False),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("action", String, nullable=False),
    Column("why", String),
    Column("undoes", Integer),  # the decision that this one takes back
    Column("before", String),  # JSON; null where there was no such incident
    Column("after", String, nullable=False),
)
Index("history_by_incident", history.c.incident, history.c.number)
Index("history_by_decision", history.c.decision)

links = Table(
    "links",
    metadata,
    Column("one_report", Integer, ForeignKey("reports.number"), primary_key=True),
    Column("one", String, primary_key=True),  # statement
    Column("other_report", Integer, ForeignKey("reports.number"), primary_key=True),
    Column("other", String, primary_key=True),
    Column("score", Float, nullable=False),
    Column("reasons", String, nullable=False),  # JSON list
    Column("one_story", Boolean, nullable=False),  # whether the two reports are alike
)
Index("links_by_other", links.c.other_report, links.c.other)

candidates = Table(  # the statements that may tell of an incident
    "candidates",
    metadata,
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True),
    Column("statement", String, primary_key=True),
    Column("position", Integer, nullable=False),  # among those of the report
    Column("type", String, nullable=False),
    Column("place", String),
    Column("country", String),
    Column("own_days", Boolean, nullable=False),  # whether the statement itself tells its days
    Column("first_day", String, nullable=False),
    Column("last_day", String, nullable=False),
    # Where and when neighbours are looked for; "" where that cannot be told.
    Column("near_cell", String, nullable=False),  # as ``statements.cell``
    Column("near_country", String, nullable=False),
    Column("near_first", String, nullable=False),
    Column("near_last", String, nullable=False),
    Column("profile", LargeBinary, nullable=False),
    Column("proposal", String),
)
NEAR = candidates.c.near_first > literal_column("''")  # whether there are neighbours in other reports
for _name, _place in (
    ("candidates_by_cell", candidates.c.near_cell),
    ("candidates_by_country", candidates.c.near_country),
):
    Index(_name, _place, candidates.c.type, candidates.c.near_first, sqlite_where=NEAR, postgresql_where=NEAR)
Index(
    "candidates_by_day", candidates.c.type, candidates.c.near_first, sqlite_where=NEAR, postgresql_where=NEAR
)  # for what may have been anywhere
Index("candidates_by_proposal", candidates.c.proposal)

leads = Table(  # what a report tells in its first paragraphs
    "leads",
    metadata,
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True),
    Column("profile", LargeBinary, nullable=False),
)

proposals = Table(
    "proposals",
    metadata,
    Column("id", String, primary_key=True),
    Column("score", Float, nullable=False),
    Column("reasons", String, nullable=False),  # JSON list
    Column("changed_at", String, nullable=False),
    Column("type", String),
    Column("place", String),
    Column("country", String),
    Column("first_day", String, nullable=False),
    Column("last_day", String, nullable=False),
)
Index("proposals_by_day", proposals.c.first_day)

runs = Table(  # a sample of the runs of words that a report has, for finding who repeats it
    "runs",
    metadata,
    Column("run", BigInteger, primary_key=True, autoincrement=False),
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True),
    sqlite_with_rowid=False,
)
Index("runs_by_report", runs.c.report)

ready = Table(  # rows of the full table, ready to be exported
    "ready",
    metadata,
    Column("incident", String, primary_key=True),  # or proposal
    Column("form", String, primary_key=True),  # "private", or how it was made fit to be published
    Column("maker", String, nullable=False),  # digest of what makes rows: another makes them anew
    Column("made_of", String, nullable=False),  # digest of what it was made from
    Column("row", String, nullable=False),  # JSON list in the columns' order
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("id", String, primary_key=True),  # digest of the report's id
    Column("text", String, nullable=False),  # digest of the document's id
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("reason", String, nullable=False),
)
Index("tombstones_by_text", tombstones.c.text)


def put_rows(connection: Connection, into: Table | TableClause, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns, by the driver itself, which takes less time than SQLAlchemy's way."""
    if rows:
        said, names = _insertion(connection.dialect, into, tuple(rows[0]))
        given = list(map(itemgetter(*names), rows)) if names else list(rows)
        connection.exec_driver_sql(said, given)


@lru_cache
def _insertion(dialect: Dialect, into: Table | TableClause, columns: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Give an INSERT in a driver's own words, and the order of its parameters where they are not named."""
    made = insert(into).values({name: bindparam(name) for name in columns}).compile(dialect=dialect)
    return str(made), tuple(made.positiontup or ())
