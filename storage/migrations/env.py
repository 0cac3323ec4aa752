"""Alembic's entry: migrations run on the connection `storage.migrate` already holds, all in one transaction."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from storage.tables import Table

connection: Connection = context.config.attributes["connection"]
# render_as_batch: SQLite changes a table by making it again.
context.configure(connection=connection, target_metadata=Table.metadata, render_as_batch=True, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
