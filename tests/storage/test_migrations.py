"""Migrations bring an empty database to exactly the tables of the code, and back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from storage.database import Database
from storage.migrate import configuration, is_current, migrate
from storage.search_engines import is_ours
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
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
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


SQLITE_INDEX = "SELECT name, sql FROM sqlite_master WHERE name LIKE 'documents%' AND type IN ('table', 'trigger')"
POSTGRESQL_INDEX = (
    "SELECT column_name, generation_expression FROM information_schema.columns WHERE table_name = 'documents'"
    " UNION SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'documents' ORDER BY 1"
)


async def test_the_index_of_searches_is_the_one_of_the_code(
    address: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    migrated = Database(address)
    await migrate(migrated)
    other = "sqlite+aiosqlite:///" + str(tmp_path / "made.db")
    made = Database(other if migrated.is_sqlite else request.getfixturevalue("postgresql").new_database())
    async with made.engine.begin() as connection:
        await connection.run_sync(Table.metadata.create_all)
    wanted = text(SQLITE_INDEX if migrated.is_sqlite else POSTGRESQL_INDEX)
    found = []
    for database in (migrated, made):
        async with database.engine.connect() as connection:
            rows = (await connection.execute(wanted)).all()
            found.append({name: sql for name, sql in rows if name != "documents"})
        await database.close()
    assert found[0] == found[1]
    assert ("documents_fts" if migrated.is_sqlite else "ix_documents_words_vector") in found[0]


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
