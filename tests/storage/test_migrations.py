"""Migrations bring an empty database to exactly the tables of the code, and back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect

from storage.database import Database
from storage.migrate import configuration, is_current, migrate
from storage.tables import Table


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql").new_database())
    return f"sqlite+aiosqlite:///{tmp_path / 'new.db'}"


async def test_an_empty_database_gets_every_table(address: str) -> None:
    database = Database(address)

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


async def test_two_processes_that_start_together_migrate_once(address: str) -> None:
    first, second = Database(address), Database(address)
    befores = {before for before, _after in await asyncio.gather(migrate(first), migrate(second))}
    assert len(befores) == 2, "one found an empty database, the other one that was up to date"
    await first.close()
    await second.close()


async def test_a_migration_can_be_undone(address: str) -> None:
    database = Database(address)
    await migrate(database)

    def undo(connection: Connection) -> list[str]:
        command.downgrade(configuration(connection), "base")
        return inspect(connection).get_table_names()

    async with database.engine.begin() as connection:
        assert await connection.run_sync(undo) == ["alembic_version"]
    await database.close()
