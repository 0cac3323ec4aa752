"""Alembic's entry: migrations run on the connection `storage.migrate` already holds, all in one transaction."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from storage.database import UtcTime
from storage.search_engines import is_ours
from storage.tables import Table

connection: Connection = context.config.attributes["connection"]


def render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Instants are written as plain DateTime, so that an old migration does not depend on today's code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcTime) else False


# render_as_batch: SQLite changes a table by making it again.
context.configure(
    connection=connection,
    target_metadata=Table.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
    include_name=is_ours,  # type: ignore[arg-type]  # Alembic names the kinds one by one
)
with context.begin_transaction():
    context.run_migrations()
