"""Migrations bring an empty database to exactly the tables of the code, and back."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect

from storage.database import Database
from storage.migrate import configuration, is_current, migrate
from storage.tables import Table


async def test_an_empty_database_gets_every_table(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'new.db'}")

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Table.metadata))

    def indexes(connection: Connection) -> dict[str, set[str | None]]:
        return {
            table: {one["name"] for one in inspect(connection).get_indexes(table)} for table in Table.metadata.tables
        }

    assert not await is_current(database)
    before, after = await migrate(database)
    assert before is None
    assert await migrate(database) == (after, after)
    assert await is_current(database)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        found = await connection.run_sync(indexes)
    # Alembic does not compare partial indexes: their names are.
    for name, table in Table.metadata.tables.items():
        assert {str(index.name) for index in table.indexes} <= found[name], name
    await database.close()


async def test_a_migration_can_be_undone(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'new.db'}")
    await migrate(database)

    def undo(connection: Connection) -> list[str]:
        command.downgrade(configuration(connection), "base")
        return inspect(connection).get_table_names()

    async with database.engine.begin() as connection:
        assert await connection.run_sync(undo) == ["alembic_version"]
    await database.close()
