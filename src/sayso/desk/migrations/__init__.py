"""The history of the desk's tables, as Alembic migrations; ``NEWEST`` names the last."""

NEWEST = "0005"
