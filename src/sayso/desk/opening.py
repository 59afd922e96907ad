"""From the URL of a desk to its database: made, upgraded, and ready for reading and writing."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, inspect, make_url, select, table, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.sql import column

from sayso.desk.migrations import NEWEST
from sayso.errors import DeskError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL, Connection, Engine

FORMS = "sqlite:///desk.db or postgresql+psycopg://user@host/database"
PATIENCE = 30  # seconds that a process waits while others write
_LOCK = 0x5A750  # PostgreSQL's advisory lock of those who write to a desk
_VERSION = table("alembic_version", column("version_num"))


class Database:
    """The database of one desk; every use of it is a transaction."""

    def __init__(self, url: str, *, create: bool) -> None:
        """Open a desk and bring its tables up to date.

        Args:
            url: ``sqlite:///FILE`` or ``postgresql+psycopg://…``.
            create: Whether an empty or missing database becomes a desk.

        Raises:
            UsageError: The URL is none, or of another kind of database.
            DeskError: No such desk, not a desk, a newer desk, unreachable, locked.
        """
        self.url = _checked(url)
        self.name = self.url.database if self.is_sqlite else self.url.render_as_string()
        if self.is_sqlite and not create and not Path(str(self.name)).exists():
            raise DeskError(f"there is no desk {self.name}; 'sayso add' makes one")
        self.engine = _engine(self.url)
        self._writing = self.engine.execution_options(begin="BEGIN IMMEDIATE")
        with self.telling_clearly():
            self._bring_up_to_date(create=create)

    @property
    def is_sqlite(self) -> bool:
        """Whether the desk is a file."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the desk and does not wait for writers."""
        engine = self.engine if self.is_sqlite else self.engine.execution_options(isolation_level="REPEATABLE READ")
        with self.telling_clearly(), engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that alone may write; all is kept at the end, or nothing."""
        with self.telling_clearly(), self._writing.begin() as connection:
            if not self.is_sqlite:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            yield connection

    @contextmanager
    def outside_transactions(self) -> Iterator[Connection]:
        """Give a connection for what databases do not do within a transaction (VACUUM)."""
        option = {"begin": ""} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        engine = self.engine.execution_options(**option)
        with self.telling_clearly(), engine.connect() as connection:
            yield connection

    @contextmanager
    def telling_clearly(self) -> Iterator[None]:
        """Turn what the driver complains of into one clear line."""
        try:
            yield
        except DBAPIError as error:
            raise DeskError(_explained(str(self.name), error)) from error

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    def _bring_up_to_date(self, *, create: bool) -> None:
        with self.reading() as connection:
            version = _version_of(connection)
            empty = version is None and not inspect(connection).get_table_names()
        if version == NEWEST:
            return
        if version is None and not empty:
            raise DeskError(f"{self.name} is a database, but not a desk; name another one")
        if empty and not create:
            raise DeskError(f"{self.name} is empty; 'sayso add' makes it a desk")
        if version is not None and version > NEWEST:
            raise DeskError(
                f"the desk {self.name} was made by a newer Sayso (tables {version}, this one knows {NEWEST}); "
                "install the newest Sayso"
            )
        if self.is_sqlite:
            with self.outside_transactions() as connection:
                connection.execute(text("PRAGMA journal_mode=WAL"))
        with self.writing() as connection:
            upgrade(connection)


def upgrade(connection: Connection, to: str = NEWEST) -> None:
    """Bring the tables up to a version, within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _version_of(connection: Connection) -> str | None:
    """Give the version of the tables, or None where there are none."""
    if not inspect(connection).has_table(_VERSION.name):
        return None
    version: str | None = connection.scalar(select(_VERSION.c.version_num))
    return version


def _checked(url: str) -> URL:
    try:
        made = make_url(url)
        if made.drivername in {"postgresql", "postgres"}:
            made = made.set(drivername="postgresql+psycopg")
        made.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        shown = re.sub("(://[^:/@]*:).*@", r"\1***@", url)
        raise UsageError(f"{shown!r} is no URL of a desk; give one like {FORMS}") from error
    if made.drivername not in {"sqlite", "postgresql+psycopg"} or not made.database:
        raise UsageError(f"{made.render_as_string()!r} names no desk; give a URL like {FORMS}")
    if made.get_backend_name() == "sqlite" and "?" in url:
        raise UsageError(f"{url!r} has a question mark, which the name of a desk's file cannot have; name another file")
    if made.get_backend_name() == "sqlite" and made.database == ":memory:":
        raise UsageError("a desk in memory would be lost at once; give the URL of a file, like sqlite:///desk.db")
    return made


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": PATIENCE})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    patience = f"-c lock_timeout={PATIENCE}s"
    return create_engine(url, connect_args={"connect_timeout": 10, "options": patience})


def _set_up_sqlite(connection: Any, _: Any) -> None:
    """Leave transactions to us and keep what belongs together.

    NORMAL keeps each transaction whole and lasting when the program is killed; when the power fails,
    the last ones may be gone, each as a whole.
    """
    connection.isolation_level = None
    for setting in ("foreign_keys=ON", "synchronous=NORMAL", "cache_size=-64000", "wal_autocheckpoint=4000"):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    """Begin as told: whoever writes does so at once (IMMEDIATE), so that no transaction has to be done again."""
    if begin := connection.get_execution_options().get("begin", "BEGIN"):
        connection.exec_driver_sql(begin)


# What SQLite, psycopg and the server say, and what it means for whoever called.
_EXPLANATIONS = (
    ("is locked", "another program has been writing to {name} for half a minute; try again later"),
    ("lock timeout", "another program has been writing to {name} for half a minute; try again later"),
    ("not a database", "{name} is a file, but not a desk; name another one"),
    ("malformed", "the desk {name} is damaged ({why}); restore a backup"),
    ("readonly database", "{name} cannot be written; check its permissions and those of its folder"),
    ("unable to open", "{name} cannot be opened; check the path, and that the file and its folder can be written"),
    ("is full", "there is no room left for {name}; nothing of the last report was kept"),
    ("No space left", "there is no room left for {name}; nothing of the last report was kept"),
    ("password authentication", "the server of {name} refused the name or the password"),
    ("does not exist", "the server has no {name} ({why})"),
    ("permission denied", "{name} does not let this user in or write ({why})"),
    ("connection", "the server of {name} cannot be reached ({why})"),
    ("resolve host", "the server of {name} cannot be reached ({why})"),
)


def _explained(name: str, error: DBAPIError) -> str:
    why = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
    said = str(error.orig)
    form = next((form for words, form in _EXPLANATIONS if words in said), "the desk {name} failed: {why}")
    return form.format(name=name, why=why)
