"""Run the migrations on the connection that the desk hands over, within its transaction."""

from __future__ import annotations

from alembic import context

from sayso.desk.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
