"""The databases that figures are taken on: an SQLite file, and PostgreSQL where its programs are installed.

Both keep a commit on disk before they say so. `insert_many` fills them; `raw` tells what they can do at most.
"""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg  # type: ignore[import-untyped]  # it comes without types
from sqlalchemy import insert, text
from sqlalchemy.engine import make_url

from storage.database import SQLITE_BUSY_MS, Database, Table
from storage.migrate import migrate
from tests.postgresql import Server, programs

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
PREFIX = "portevoix-bench-"
AT_ONCE = 10_000

RAW_TABLE = "CREATE TABLE raw (id INTEGER PRIMARY KEY, what VARCHAR(150), state VARCHAR(10))"
RAW_INSERT = "INSERT INTO raw VALUES ({0}, 'a message about ' || {0}, 'due')"
RAW_UPDATE = "UPDATE raw SET state = 'sent' WHERE id = {0}"


@dataclass(frozen=True)
class Store:
    """A kind of database; `new` gives the address of an empty one."""

    name: str
    new: Callable[[], str]


@contextmanager
def stores() -> Iterator[Sequence[Store]]:
    """What there is to measure on, thrown away afterwards."""
    with TemporaryDirectory(prefix=PREFIX) as folder:
        numbers = itertools.count()
        files = Store(SQLITE, lambda: f"sqlite+aiosqlite:///{Path(folder) / f'{next(numbers)}.db'}")
        if programs() is None:
            yield [files]
            return
        with Server(durable=True) as server:
            yield [files, Store(POSTGRESQL, server.new_database)]


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Database]:
    """The database, with the tables of this version."""
    database = Database(address)
    await migrate(database)
    try:
        yield database
    finally:
        await database.close()


async def insert_many(database: Database, table: type[Table], rows: Sequence[Mapping[str, object]]) -> None:
    """Inserts these rows, then has PostgreSQL look at the table, as it would have by itself after a while."""
    for first in range(0, len(rows), AT_ONCE):
        async with database.transaction() as db:
            await db.execute(insert(table), rows[first : first + AT_ONCE])
    if not database.is_sqlite:
        async with database.transaction() as db:
            await db.execute(text(f"ANALYZE {table.__tablename__}"))


async def raw(address: str, rows: int, connections: int) -> float:
    """Rows a second: each inserted, updated and committed by itself, with nothing but the driver.

    By so many connections at once: PostgreSQL writes their commits to the disk together; SQLite has one writer.
    """
    if make_url(address).get_backend_name() == "sqlite":
        return await asyncio.to_thread(_raw_sqlite, make_url(address).database or "", rows)
    return await _raw_postgresql(address.replace("+asyncpg", ""), rows, connections)


def _raw_sqlite(file: str, rows: int) -> float:
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={SQLITE_BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(RAW_TABLE)
    before = time.perf_counter()
    for number in range(rows):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(RAW_INSERT.format("?1"), (number,))
        connection.execute(RAW_UPDATE.format("?1"), (number,))
        connection.execute("COMMIT")
    seconds = time.perf_counter() - before
    connection.execute("DROP TABLE raw")
    connection.close()
    return rows / seconds


async def _raw_postgresql(address: str, rows: int, connections: int) -> float:
    opened = [await asyncpg.connect(address) for _ in range(connections)]
    await opened[0].execute(RAW_TABLE)
    left = iter(range(rows))

    async def write(connection: asyncpg.Connection) -> None:
        insert_row = await connection.prepare(RAW_INSERT.format("$1::integer"))
        update_row = await connection.prepare(RAW_UPDATE.format("$1::integer"))
        for number in left:
            async with connection.transaction():
                await insert_row.fetch(number)
                await update_row.fetch(number)

    before = time.perf_counter()
    await asyncio.gather(*(write(connection) for connection in opened))
    seconds = time.perf_counter() - before
    await opened[0].execute("DROP TABLE raw")
    for connection in opened:
        await connection.close()
    return rows / seconds
