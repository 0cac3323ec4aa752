"""Everything goes from SQLite to PostgreSQL and back, and nothing has changed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from storage import copying
from storage.alone import NotAlone
from storage.copying import CannotCopy, copy
from storage.database import Database
from storage.inbox import DoneAsk
from storage.migrate import migrate
from storage.outbox import Delivery, owe, owe_continuation
from storage.people import Member, Workspace
from storage.sessions import Course
from storage.tables import Table
from tests.postgresql import Server

NOON = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=UTC)
Open = Callable[[str], Database]


@pytest.fixture
async def opened() -> AsyncIterator[Open]:
    async with AsyncExitStack() as stack:

        def one(address: str) -> Database:
            database = Database(address)
            stack.push_async_callback(database.close)
            return database

        yield one


def file(folder: Path, name: str) -> str:
    return f"sqlite+aiosqlite:///{folder / name}"


async def lived_in(database: Database) -> Database:
    """Every kind of value: instants, words of everywhere, numbers with holes, rows that refer to their own table."""
    await migrate(database)
    async with database.transaction() as db:
        await db.execute(insert(Workspace), [{"platform": "slack", "external_id": "T1", "name": "Écoute 🌱 'quoted'"}])
        people = [{"id": number * 7, "workspace_id": 1, "external_id": f"U{number}"} for number in range(1, 40)]
        await db.execute(insert(Member), people)
        await db.execute(insert(DoneAsk), [{"key": f"ask {number}", "done_at": NOON} for number in range(2500)])
        await owe(db, about="first", draw="help.x", workspace_id=1, due_at=NOON, language="fr", channel="C1")
        await owe_continuation(db, (await db.scalars(select(Delivery))).one(), NOON)
    return database


async def everything(database: Database) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    async with database.snapshot() as connection:
        return {
            table.name: [
                dict(row) for row in (await connection.execute(select(table).order_by(*table.primary_key))).mappings()
            ]
            for table in Table.metadata.sorted_tables
        }


def heard_by(told: list[tuple[str, int, int]]) -> copying.Progress:
    return lambda *progress: told.append(progress)


async def test_there_and_back_changes_nothing(tmp_path: Path, postgresql: Server, opened: Open) -> None:
    here = await lived_in(opened(file(tmp_path, "here.db")))
    there, back = opened(postgresql.new_database()), opened(file(tmp_path, "back.db"))
    told: list[tuple[str, int, int]] = []

    copied = await copy(here, there, heard_by(told))
    await copy(there, back, heard_by([]))

    held = await everything(here)
    assert len(held["inbox"]) == 2500
    assert await everything(there) == held
    assert await everything(back) == held
    assert {one.table: one.here for one in copied} == {table: len(rows) for table, rows in held.items()}
    assert [progress for progress in told if progress[0] == "inbox"] == [
        ("inbox", 1000, 2500),
        ("inbox", 2000, 2500),
        ("inbox", 2500, 2500),
    ]


async def test_new_rows_are_numbered_after_those_that_were_copied(
    tmp_path: Path, postgresql: Server, opened: Open
) -> None:
    here, there = await lived_in(opened(file(tmp_path, "here.db"))), opened(postgresql.new_database())
    await copy(here, there, heard_by([]))
    async with there.transaction() as db:
        db.add(newcomer := Member(workspace_id=1, external_id="U100"))
        db.add(course := Course(workspace_id=1, title="First of its table"))
        await db.flush()
        assert (newcomer.id, course.id) == (39 * 7 + 1, 1)


async def test_a_database_with_something_in_it_is_not_written_to(
    tmp_path: Path, postgresql: Server, opened: Open
) -> None:
    here, there = await lived_in(opened(file(tmp_path, "here.db"))), await lived_in(opened(postgresql.new_database()))
    before = await everything(there)
    with pytest.raises(CannotCopy, match="not empty"):
        await copy(here, there, heard_by([]))
    assert await everything(there) == before


async def test_what_does_not_fit_undoes_the_copy(tmp_path: Path, postgresql: Server, opened: Open) -> None:
    here, there = await lived_in(opened(file(tmp_path, "here.db"))), opened(postgresql.new_database())
    async with here.transaction() as db:  # SQLite does not mind the length of words
        await db.execute(insert(Workspace).values(platform="slack", external_id="T" * 500, name=""))
    with pytest.raises(CannotCopy, match="workspaces does not fit"):
        await copy(here, there, heard_by([]))
    assert [table for table, rows in (await everything(there)).items() if rows] == ["seal_keys"]


async def test_a_copy_that_is_not_whole_is_undone(
    tmp_path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = await lived_in(opened(file(tmp_path, "here.db"))), opened(file(tmp_path, "there.db"))
    whole = copying._batches

    async def lossy(table: Any, origin: Any) -> AsyncIterator[list[dict[str, Any]]]:
        async for rows in whole(table, origin):
            yield rows[:-1] if table.name == "inbox" else rows

    monkeypatch.setattr(copying, "_batches", lossy)
    with pytest.raises(CannotCopy, match="inbox: 2500 rows, 2497 copied"):
        await copy(here, there, heard_by([]))
    assert [table for table, rows in (await everything(there)).items() if rows] == ["seal_keys"]


async def test_the_bot_must_be_stopped_and_the_target_be_another(tmp_path: Path, opened: Open) -> None:
    address = file(tmp_path, "here.db")
    running = await lived_in(opened(address))
    running.keep_to_itself()
    with pytest.raises(NotAlone, match="already runs"):
        await copy(opened(address), opened(file(tmp_path, "there.db")), heard_by([]))
    await running.close()
    with pytest.raises(CannotCopy, match="already uses"):
        await copy(opened(address), opened(address), heard_by([]))


async def test_what_is_written_during_a_copy_is_not_half_copied(
    tmp_path: Path, postgresql: Server, opened: Open
) -> None:
    here, there = await lived_in(opened(postgresql.new_database())), opened(file(tmp_path, "there.db"))
    other = opened(here.address.render_as_string())

    async with here.snapshot() as connection:
        counted = len((await connection.execute(select(Member))).all())
        async with other.transaction() as db:
            db.add(Member(workspace_id=1, external_id="U900"))
        assert len((await connection.execute(select(Member))).all()) == counted
    await copy(here, there, heard_by([]))
    assert len((await everything(there))["members"]) == counted + 1
