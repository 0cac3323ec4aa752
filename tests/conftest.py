"""What most tests need: a database with its tables, a clock that stands still until it is moved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import Clock
from storage.database import Database
from storage.tables import Table

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


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A real SQLite file with every table."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}")
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
