"""Several processes on one PostgreSQL: woken by each other, never twice the same, at one pace for all."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.delivery import Sender
from storage import lanes, outbox, people
from storage.database import Conflict, Database
from storage.lanes import Rate
from storage.tables import Table
from tests.bot.stub_platform import StubPlatform
from tests.bot.test_delivery import STORY, stories
from tests.conftest import StillClock
from tests.postgresql import Server


@pytest.fixture
async def address(postgresql: Server) -> str:
    address = postgresql.new_database()
    database = Database(address)
    async with database.engine.begin() as connection:
        await connection.run_sync(Table.metadata.create_all)
    await database.close()
    STORY.update(parts=1, said="hello")
    return address


async def owe(database: Database, clock: StillClock, numbers: range) -> None:
    async with database.transaction() as db:
        space = await people.workspace(db, "stub", "W1")
        for number in numbers:
            await outbox.owe(
                db,
                about=f"n{number}",
                draw=f"story.told:{number}",
                workspace_id=space.id,
                due_at=clock.now(),
                language="en",
                channel=f"C{number % 7}",
            )


async def test_three_senders_share_the_work_and_double_nothing(address: str, clock: StillClock) -> None:
    chat = StubPlatform()
    databases = [Database(address) for _ in range(3)]
    senders = [Sender(database, stories(), {"stub": chat}, clock) for database in databases]
    await asyncio.gather(*(sender.start() for sender in senders))
    await owe(databases[0], clock, range(100))
    async with asyncio.timeout(60):
        while len(chat.kept) < 100 or not all([await sender.is_idle() for sender in senders]):
            for sender in senders:
                sender.wake()
            await asyncio.sleep(0.02)
    await asyncio.gather(*(sender.stop() for sender in senders))
    drawn = [str(kept.drawn) for kept in chat.kept]
    assert sorted(drawn) == sorted(f"hello {number}.0" for number in range(100))
    for channel in range(7):
        in_order = [f"hello {number}.0" for number in range(channel, 100, 7)]
        assert [said for said in drawn if said in in_order] == in_order
    for database in databases:
        await database.close()


async def test_what_one_process_owes_wakes_the_others(address: str, clock: StillClock) -> None:
    first, second = Database(address), Database(address)
    woken = asyncio.Event()
    listening = asyncio.create_task(second.listen(woken.set))
    async with asyncio.timeout(30):
        await woken.wait()  # once when it begins to listen: something may have been said before
        woken.clear()
        await owe(first, clock, range(1))
        await woken.wait()
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await first.close()
    await second.close()


async def test_a_budget_is_one_for_all_processes(address: str, clock: StillClock) -> None:
    first, second = Database(address), Database(address)
    rate = Rate(seconds=1.0, per_workspace=True, burst=2.0)

    async def spend(database: Database) -> int:
        async with database.transaction() as db:
            return await lanes.spend(db, "stub:W1", clock.now(), rate, 10)

    assert sum(await asyncio.gather(*(spend(database) for database in (first, second) * 3))) == 3
    clock.move_to(clock.now() + timedelta(seconds=2))
    assert await spend(first) == 2
    await first.close()
    await second.close()


async def test_two_transactions_in_each_others_way_end_in_a_conflict_that_can_be_tried_again(
    address: str, clock: StillClock
) -> None:
    database = Database(address)
    await owe(database, clock, range(2))
    both_hold = asyncio.Barrier(2)

    async def lock(first: str, second: str) -> None:
        async with database.transaction() as db:
            await lanes.lock(db, [first])
            await both_hold.wait()
            await lanes.lock(db, [second])

    ends = await asyncio.gather(lock("1:C0", "1:C1"), lock("1:C1", "1:C0"), return_exceptions=True)
    assert [type(end) for end in ends if end is not None] == [Conflict]
    await database.close()
