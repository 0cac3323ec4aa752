"""What most tests need: a database with its tables, a clock that stands still until it is moved."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import Clock
from storage.database import Database
from storage.tables import Table
from tests.postgresql import WHY_MISSING, Server, programs

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


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A real PostgreSQL server; tests that need it skip where its programs are missing."""
    if programs() is None:
        pytest.skip(WHY_MISSING)
    with Server() as server:
        yield server


@pytest.fixture
async def database(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    """A real database with every table: an SQLite file, or PostgreSQL where the test asks for it."""
    address = f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    if getattr(request, "param", "sqlite") == "postgresql":
        address = request.getfixturevalue("postgresql").new_database()
    database = Database(address)
    async with database.engine.begin() as connection:
        await connection.run_sync(Table.metadata.create_all)
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
