"""The database: one engine, one way to write (`transaction`), one way to read (`reading`)."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData, event, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from storage.alone import Lock
from storage.sqlite import connect
from storage.troubles import Herald, trouble_in

Db = AsyncSession
"""An open transaction. Handlers pass it on to this room's functions and never call it themselves."""

SQLITE_BUSY_MS = 5000
SECONDS_TO_LISTEN_AGAIN = 1.0

_CONFLICTS = ("40001", "40P01")
"""PostgreSQL's codes for a serialization failure and a deadlock."""


CHANNEL = "portevoix"
"""The PostgreSQL notification that tells every process that something is owed."""

POSTGRESQL_CONNECTIONS = 10


class Conflict(Exception):
    """Another process was writing the same rows: nothing was kept, and doing it all again will work."""


class UtcTime(TypeDecorator[datetime]):
    """An instant, kept in UTC and always read back aware, on databases with and without time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy names it
        """Refuses a naive date: whoever wrote it did not say which hour it is."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a date without a time zone cannot be kept")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy names it
        """The instant, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """Base of every table; constraints are named so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcTime}  # noqa: RUF012 - SQLAlchemy reads it from the class


class Database:
    """The engine of one address: `sqlite+aiosqlite:///portevoix.db`, `postgresql+asyncpg://me@host/portevoix`."""

    def __init__(self, address: str) -> None:
        self.address = make_url(address)
        self.is_sqlite = self.address.get_backend_name() == "sqlite"
        self._writer = self._engine(size=1) if self.is_sqlite else self._engine(size=POSTGRESQL_CONNECTIONS)
        # SQLite has one writer at a time: giving it one connection queues writes here instead of in busy timeouts.
        self._reader = self._engine(size=4, reads_only=True) if self.is_sqlite else self._writer
        self._write_session = async_sessionmaker(self._writer, expire_on_commit=False)
        self._read_session = async_sessionmaker(self._reader, expire_on_commit=False)
        file = self.address.database if self.is_sqlite else None
        self._lock = Lock(Path(file)) if file else None
        self._herald = Herald()

    def _engine(self, *, size: int, reads_only: bool = False) -> AsyncEngine:
        options: dict[str, Any] = {"pool_size": size, "max_overflow": 0, "pool_timeout": 60}
        options["hide_parameters"] = True  # errors end up in logs, and values are what people wrote
        if not self.is_sqlite:
            # pre_ping: a connection that PostgreSQL has closed meanwhile is replaced, not handed out.
            return create_async_engine(self.address, pool_pre_ping=True, **options)
        engine = create_async_engine(self.address, async_creator=partial(connect, self.address.database), **options)
        begin = "BEGIN" if reads_only else "BEGIN IMMEDIATE"
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        return engine

    @property
    def engine(self) -> AsyncEngine:
        """The engine that writes, for migrations."""
        return self._writer

    def keep_to_itself(self) -> None:
        """For the bot that runs: no other may run on the same SQLite file until `close`. Raises NotAlone."""
        if self._lock is not None:
            self._lock.take()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Names what can go wrong with any use of the database."""
        try:
            yield
        except Exception as error:
            if getattr(getattr(error, "orig", None), "sqlstate", None) in _CONFLICTS:
                raise Conflict from error
            trouble = trouble_in(error, on_a_server=not self.is_sqlite)
            if trouble is None:
                raise
            self._herald.failed(trouble)
            raise trouble from error
        self._herald.worked()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Db]:
        """All is kept when the block ends, nothing when it raises. Raises Conflict, or Trouble."""
        with self._watched():
            async with self._write_session() as db, db.begin():
                yield db

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Db]:
        """A consistent view that changes nothing. Raises Trouble."""
        with self._watched():
            async with self._read_session() as db:
                yield db

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[AsyncConnection]:
        """As `transaction`, for whole tables: migrations and copies."""
        with self._watched():
            async with self._writer.begin() as connection:
                yield connection

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """As `reading`, for whole tables; whatever others write, it shows one instant to the end."""
        with self._watched():
            async with self._reader.connect() as connection:
                if not self.is_sqlite:
                    await connection.execution_options(isolation_level="REPEATABLE READ")
                yield connection

    async def listen(self, wake: Callable[[], None]) -> None:
        """Calls `wake` whenever a process says that something is owed, until cancelled; nothing on SQLite.

        A lost connection is made again; since what was said meanwhile is lost, that wakes too.
        """
        while not self.is_sqlite:
            with suppress(DBAPIError, OSError):
                await self._listen_once(wake)
            await asyncio.sleep(SECONDS_TO_LISTEN_AGAIN)

    async def _listen_once(self, wake: Callable[[], None]) -> None:
        """Until the connection is lost."""
        ended = asyncio.Event()
        async with self._writer.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            if driver is not None:
                await driver.add_listener(CHANNEL, lambda *_: wake())
                driver.add_termination_listener(lambda *_: ended.set())
                wake()
                await ended.wait()

    async def close(self) -> None:
        """Closes every connection."""
        await self._writer.dispose()
        await self._reader.dispose()
        if self._lock is not None:
            self._lock.release()


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Durable commits (WAL alone may lose the last ones with the power), readers beside the writer, foreign keys."""
    connection.isolation_level = None  # the driver must not begin by itself: the "begin" event does
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={SQLITE_BUSY_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def inserting(db: Db, table: type[Table]) -> postgresql.Insert | sqlite.Insert:
    """An insert in the database's own dialect, which knows `ON CONFLICT`."""
    return postgresql.insert(table) if db.get_bind().dialect.name == "postgresql" else sqlite.insert(table)


async def notify(db: Db) -> None:
    """Tells every process, when this transaction is kept, that something is owed. Once a transaction is enough."""
    if db.get_bind().dialect.name == "postgresql" and not db.info.get(CHANNEL):
        db.info[CHANNEL] = True
        await db.execute(select(func.pg_notify(CHANNEL, "")))


LARGE = BigInteger().with_variant(Integer, "sqlite")
"""Numbers drawn by chance; SQLite keeps rows in the order of a column it calls INTEGER, of 64 bits too."""


def by_chance() -> int:
    """A number for a row that says nothing of when it was written; two never meet."""
    return secrets.randbelow(2**53)


async def insert_once(db: Db, table: type[Table], **values: Any) -> bool:
    """Inserts a row unless a unique column already has this value; tells whether it was inserted."""
    result = await db.execute(
        inserting(db, table).values(**values).on_conflict_do_nothing().returning(*table.__table__.primary_key)
    )
    return result.first() is not None
