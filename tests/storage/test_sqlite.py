"""The connection to SQLite keeps what its library promises, in fewer visits to its thread."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import aiosqlite
import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.people import Workspace
from storage.sqlite import connect


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[aiosqlite.Connection]:
    made = await connect(str(tmp_path / "few.db"))
    async with made.cursor() as cursor:
        await cursor.execute("CREATE TABLE fruit (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
    yield made
    await made.close()


async def test_rows_are_read_one_by_one_by_several_or_all(connection: aiosqlite.Connection) -> None:
    async with connection.cursor() as cursor:
        await cursor.executemany("INSERT INTO fruit (name) VALUES (?)", [("fig",), ("kiwi",), ("lime",), ("pear",)])
        await cursor.execute("SELECT name FROM fruit ORDER BY name")
        assert [column[0] for column in cursor.description] == ["name"]
        assert await cursor.fetchone() == ("fig",)
        assert [name for (name,) in await cursor.fetchmany(2)] == ["kiwi", "lime"]
        assert [name for (name,) in await cursor.fetchall()] == ["pear"]
        assert await cursor.fetchone() is None
        assert await cursor.fetchmany() == []


async def test_what_a_statement_did_is_told(connection: aiosqlite.Connection) -> None:
    async with connection.cursor() as cursor:
        await cursor.execute("INSERT INTO fruit (name) VALUES ('fig')")
        assert cursor.lastrowid == 1
        await cursor.execute("UPDATE fruit SET name = 'pear'")
        assert cursor.rowcount == 1
        with pytest.raises(sqlite3.IntegrityError):
            await cursor.execute("INSERT INTO fruit (name) VALUES (?)", ("pear",))


async def test_a_statement_read_by_nobody_holds_nothing_back(connection: aiosqlite.Connection, tmp_path: Path) -> None:
    async with connection.cursor() as cursor:
        await cursor.executemany("INSERT INTO fruit (name) VALUES (?)", [(str(number),) for number in range(500)])
        await connection.commit()
        await cursor.execute("SELECT name FROM fruit")
    with sqlite3.connect(tmp_path / "few.db", timeout=0) as other:
        other.execute("DROP TABLE fruit")
    other.close()


async def test_sessions_do_what_they_did(database: Database) -> None:
    async with database.transaction() as db:
        values = [{"platform": "slack", "external_id": f"T{number}", "name": ""} for number in range(3)]
        made = await db.scalars(insert(Workspace).returning(Workspace.id), values)
        assert sorted(made.all()) == [1, 2, 3]
        changed = await db.execute(update(Workspace).where(Workspace.id > 1).values(name="Studio"))
        assert changed.rowcount == 2  # type: ignore[attr-defined]  # of a result that changed rows
    async with database.reading() as db:
        streamed = await db.stream_scalars(select(Workspace.name).order_by(Workspace.id))
        assert [name async for name in streamed] == ["", "Studio", "Studio"]

    async def fail_halfway() -> None:
        async with database.transaction() as db:
            await db.execute(delete(Workspace))
            await db.execute(insert(Workspace).values(id=1, platform="slack", external_id=None))

    with pytest.raises(IntegrityError):
        await fail_halfway()
    async with database.reading() as db:
        assert len((await db.scalars(select(Workspace.id))).all()) == 3, "nothing of a failed transaction is kept"


async def test_commits_are_as_durable_as_before(database: Database) -> None:
    for open_one in (database.transaction, database.reading):
        async with open_one() as db:
            pragmas = [
                (await db.execute(text(f"PRAGMA {pragma}"))).scalar_one()
                for pragma in ("journal_mode", "synchronous", "foreign_keys")
            ]
        assert pragmas == ["wal", 2, 1], "synchronous 2 is FULL"


async def test_a_cancelled_ask_leaves_the_writer_usable(database: Database) -> None:
    async def forever() -> None:
        async with database.transaction() as db:
            await db.execute(insert(Workspace).values(platform="slack", external_id="T1", name=""))
            await asyncio.Event().wait()

    task = asyncio.create_task(forever())
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.transaction() as db:
        assert (await db.scalars(select(Workspace.id))).all() == []
