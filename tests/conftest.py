"""What most tests need: a database with its tables, a clock that stands still until it is moved."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from bot.clock import Clock
from storage.database import Database
from storage.migrate import migrate
from tests.compiled_once import statements_compiled_once
from tests.postgresql import WHY_MISSING, Server, programs

__all__ = ["statements_compiled_once"]

SHARED = Path(__file__).resolve().parents[2] / "shared"


class StillClock(Clock):
    """A Tuesday morning that lasts until a test moves it."""

    def __init__(self, instant: datetime) -> None:
        super().__init__()
        self.instant = self.start = instant

    def now(self) -> datetime:
        return self.instant

    def real(self) -> datetime:
        return super().real() + (self.instant - self.start)

    def move_to(self, instant: datetime) -> None:
        self.instant = max(self.instant, instant)


EVERY_DATABASE = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
"""For tests that must hold on both databases."""


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """A test may run a command, which sends logs to what is standard error just then: it is closed afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A real PostgreSQL server; tests that need it skip where its programs are missing."""
    if programs() is None:
        pytest.skip(WHY_MISSING)
    with Server() as server:
        yield server


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file as a first start leaves it, to be copied: a test need not wait for every migration."""
    file = tmp_path_factory.mktemp("empty") / "portevoix.db"
    migrated(f"sqlite+aiosqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def empty_database(postgresql: Server) -> str:
    """The same on PostgreSQL: the name of a database to be copied."""
    address = postgresql.new_database()
    migrated(address)
    return address.rpartition("/")[2]


def migrated(address: str) -> None:
    """Makes every table of a new database; in a thread, because the test's own loop may be waiting for it."""

    async def make() -> None:
        database = Database(address)
        await migrate(database)
        await database.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, make()).result()


@pytest.fixture
async def database(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    """A real database with every table: an SQLite file, or PostgreSQL where the test asks for it."""
    if getattr(request, "param", "sqlite") == "postgresql":
        address = request.getfixturevalue("postgresql").new_database(request.getfixturevalue("empty_database"))
    else:
        shutil.copy(request.getfixturevalue("empty_file"), tmp_path / "test.db")
        address = f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    database = Database(address)
    yield database
    await database.close()


@pytest.fixture
def clock() -> StillClock:
    """Tuesday 24 November 2026, 08:00 UTC: 9 in the morning in Paris."""
    return StillClock(datetime(2026, 11, 24, 8, tzinfo=UTC))


@pytest.fixture
def shared() -> Path:
    """The folder of contracts and real content beside the project; tests that need it skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is missing: nothing to check against")
    return SHARED
