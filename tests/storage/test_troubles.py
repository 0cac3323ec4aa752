"""What goes wrong with a database has a name, undoes what was being done, and is said once."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert, text
from structlog.testing import capture_logs

from storage import troubles
from storage.database import Database
from storage.inbox import DoneAsk
from storage.troubles import Herald, Trouble
from tests.conftest import StillClock


async def keep(database: Database, clock: StillClock, first: int, last: int) -> None:
    async with database.transaction() as db:
        asks = [{"key": f"{number:0>60}", "done_at": clock.now()} for number in range(first, last)]
        await db.execute(insert(DoneAsk), asks)


async def kept(database: Database) -> int:
    async with database.reading() as db:
        return int((await db.execute(text("SELECT count(*) FROM inbox"))).scalar_one())


async def test_on_a_full_disk_nothing_is_half_kept_and_then_it_works_again(
    database: Database, clock: StillClock
) -> None:
    await keep(database, clock, 0, 10)
    async with database.engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite rounds up: not one page more
    with capture_logs() as logs:
        for _ in range(3):
            with pytest.raises(Trouble, match="make room") as met:
                await keep(database, clock, 10, 5000)
            assert met.value.code == troubles.FULL
    assert await kept(database) == 10
    assert [line["event"] for line in logs] == ["database.trouble"]

    async with database.engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    await keep(database, clock, 10, 5000)
    assert await kept(database) == 5000


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("These are notes, and not a database." * 100, "utf-8")
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'notes.db'}")
    with pytest.raises(Trouble) as met:
        await kept(database)
    assert met.value.code == troubles.UNREADABLE
    await database.close()


def test_a_trouble_is_said_when_it_begins_and_when_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(troubles, "monotonic", lambda: now)
    herald = Herald()
    with capture_logs() as logs:
        for now in range(0, 300, 2):  # noqa: B007 - the clock reads it
            herald.failed(Trouble(troubles.FULL))
            herald.worked()
        herald.failed(Trouble(troubles.READ_ONLY))
        now += 20
        herald.worked()
        herald.worked()
    assert [(line["event"], line["trouble"]) for line in logs] == [
        ("database.trouble", troubles.FULL),
        ("database.trouble", troubles.READ_ONLY),
        ("database.works_again", troubles.READ_ONLY),
    ]
