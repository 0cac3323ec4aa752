"""Migrations: brings a database, empty or older, to the tables of this version."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, func, select

from storage.database import Database

ONE_AT_A_TIME = 0x504F5254
"""The number of the lock under which migrations run."""

HERE = Path(__file__).parent / "migrations"


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration, whose commands run on `connection`."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    return config


async def migrate(database: Database) -> tuple[str | None, str | None]:
    """Runs what is missing; tells the revision before and after."""

    def upgrade(connection: Connection) -> tuple[str | None, str | None]:
        if connection.dialect.name == "postgresql":  # processes that start together: one migrates, the others wait
            connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
        before = MigrationContext.configure(connection).get_current_revision()
        command.upgrade(configuration(connection), "head")
        return before, MigrationContext.configure(connection).get_current_revision()

    async with database.changing() as connection:
        return await connection.run_sync(upgrade)


async def draft(database: Database, message: str) -> str | None:
    """Writes a migration from the database's tables to the code's, to be read and corrected; its file."""

    def autogenerate(connection: Connection) -> str | None:
        written = command.revision(configuration(connection), message, autogenerate=True)
        return str(written.path) if isinstance(written, Script) else None

    async with database.changing() as connection:
        return await connection.run_sync(autogenerate)


async def is_current(database: Database) -> bool:
    """Whether the database has the tables of this version. Waits for no writer: it may be asked every second."""

    def current(connection: Connection) -> str | None:
        return MigrationContext.configure(connection).get_current_revision()

    async with database.reading() as db:
        return await (await db.connection()).run_sync(current) == _newest()


@cache
def _newest() -> str | None:
    """The revision of this version, read from its files once."""
    return ScriptDirectory.from_config(configuration()).get_current_head()
