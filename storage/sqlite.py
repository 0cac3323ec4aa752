"""SQLite beside the event loop: one visit to the connection's thread for each statement."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

import aiosqlite


class _Cursor(aiosqlite.Cursor):
    """A statement run and read to its end in one visit; aiosqlite makes four: cursor, execute, fetchall, close.

    Under load the visits cost more than SQLite itself: each waits for its turn on Python's lock.
    """

    def __init__(self, connection: aiosqlite.Connection, cursor: sqlite3.Cursor) -> None:
        super().__init__(connection, cursor)
        self._rows: list[Any] = []

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> _Cursor:
        """Runs the statement and reads all its rows, which end it: nothing is left open."""
        self._rows = await self._execute(self._run, sql, parameters or ())  # type: ignore[no-untyped-call]
        return self

    def _run(self, sql: str, parameters: Any) -> list[Any]:
        return self._cursor.execute(sql, parameters).fetchall()

    async def fetchone(self) -> Any:
        """The next row, None after the last."""
        return self._rows.pop(0) if self._rows else None

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows."""
        size = self.arraysize if size is None else size
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    async def fetchall(self) -> list[Any]:
        """The rows that are left."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is open: the rows were read to the end."""


class _Connection(aiosqlite.Connection):
    def cursor(self) -> _Cursor:  # type: ignore[override]  # its own may also be awaited, which SQLAlchemy does not
        """A cursor, made here: SQLite only hears of it when it runs a statement, in the connection's thread."""
        return _Cursor(self, self._conn.cursor())


async def connect(file: str | None) -> aiosqlite.Connection:
    """A connection to this file, made if it is missing; None: to a database in memory."""

    def connector() -> sqlite3.Connection:
        return sqlite3.connect(file or ":memory:", check_same_thread=False)

    connection = _Connection(connector, iter_chunk_size=64)
    connection._thread.daemon = True  # as SQLAlchemy does: a connection that is not closed must not keep the process
    return await connection
