"""Desks for the tests: each test runs on SQLite, and under the mark ``postgres`` on PostgreSQL."""

from __future__ import annotations

import os
import uuid
from typing import TYPE_CHECKING

import pytest
from made_up import made_up
from sqlalchemy import create_engine, make_url, text

import sayso

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sayso import Report


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a desk that does not exist yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'desk.db'}"
        return
    server = os.environ.get("SAYSO_POSTGRES")
    if not server:
        pytest.fail("set SAYSO_POSTGRES to the URL of a PostgreSQL server; 'make postgres' does")
    name = f"sayso_{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def desk(url: str) -> Iterator[sayso.Desk]:
    """An empty desk."""
    with sayso.Desk(url) as opened:
        yield opened


@pytest.fixture(scope="session")
def reports() -> tuple[Report, ...]:
    """Some made-up reports."""
    return tuple(made_up(30))
