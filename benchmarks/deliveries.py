"""Deliveries a second to a chat that answers at once, beside what the same database commits row by row.

    python -m benchmarks deliveries

Messages owed to many channels without pace, sent by real senders, each in its own process (two at once on PostgreSQL).
The raw limit is taken before and after: one row inserted, updated and committed at a time, by one connection, and on
PostgreSQL also by as many as the bot may open. An idle sender is asked what it costs before and after a long history.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update

from benchmarks import sender
from benchmarks.processes import Running, running
from benchmarks.stores import SQLITE, Store, insert_many, opened, raw, stores
from storage import people, sending
from storage.database import POSTGRESQL_CONNECTIONS, Database
from storage.lanes import LONG_AGO, Lane
from storage.outbox import DUE, SENT, Delivery

FIRST_WAIT = timedelta(seconds=1.5)
"""How long senders that are ready wait for their first message: they all begin together."""
MOST_SECONDS = 120.0
IDLE_AT_FIRST = "idle sender, nothing sent before: ms"
IDLE = "idle sender, long history: ms"
ALONE = "raw, one connection: rows/s"
TOGETHER = f"raw, {POSTGRESQL_CONNECTIONS} connections: rows/s"

Figures = dict[str, float]


@dataclass(frozen=True)
class Size:
    """How many messages in how many channels, how many sent before, how many raw rows."""

    messages: int = 3000
    channels: int = 1000
    history: int = 100_000
    raw_rows: int = 2000
    idle_rounds: int = 200


SMALL = Size(messages=40, channels=10, history=50, raw_rows=20, idle_rounds=3)


@dataclass(frozen=True)
class Sent:
    """What came of one run: `seconds` from the instant its messages were due to the last record."""

    messages: int
    seconds: float
    cpu_seconds: float


async def filled(database: Database, size: Size, number: int) -> None:
    """Messages owed later, the channels taking turns; run number so many on this database."""
    async with database.transaction() as db:
        space = await people.workspace(db, sender.PLATFORM, f"W{number}")
    lanes = [f"{space.id}:C{channel}" for channel in range(size.channels)]
    later = datetime.now(UTC) + timedelta(days=1)
    rows = list(deliveries(space.id, lanes, f"run{number}", size.messages, DUE, later))
    await insert_many(database, Delivery, rows)
    waiting = [{"key": lane, "workspace_id": space.id, "due_at": later, "free_at": LONG_AGO} for lane in lanes]
    await insert_many(database, Lane, waiting)


def deliveries(
    workspace_id: int, lanes: Sequence[str], name: str, count: int, state: str, due_at: datetime
) -> Iterator[dict[str, object]]:
    """Rows of the outbox; those already sent look as real ones do afterwards."""
    for number in range(count):
        lane = lanes[number % len(lanes)]
        channel = lane.partition(":")[2]
        row = {
            "about": f"{name}:{number}",
            "key": f"{name}-{number}",
            "workspace_id": workspace_id,
            "channel": channel,
            "lane": lane,
            "language": "en",
            "draw": f"{sender.DRAW}:{number}",
            "subject": f"{name}:{number}",
            "due_at": due_at,
            "state": state,
        }
        if state == SENT:
            row |= {"attempts": 1, "sent_at": due_at, "posted_channel": channel, "posted_id": f"h{number}"}
        yield row


async def history(database: Database, size: Size) -> None:
    """What was sent long ago, in channels that have nothing waiting."""
    async with database.transaction() as db:
        space = await people.workspace(db, sender.PLATFORM, "W0")
    lanes = [f"{space.id}:C{channel}" for channel in range(size.channels)]
    before = datetime.now(UTC) - timedelta(days=1)
    await insert_many(database, Delivery, list(deliveries(space.id, lanes, "old", size.history, SENT, before)))
    idle = [{"key": lane, "workspace_id": space.id, "due_at": None, "free_at": before} for lane in lanes]
    await insert_many(database, Lane, idle)


@asynccontextmanager
async def senders(address: str, count: int) -> AsyncIterator[Sequence[Running]]:
    """So many senders, ready."""
    async with AsyncExitStack() as stack:
        programs = [running(["-m", "benchmarks.sender", address], sender.READY) for _ in range(count)]
        yield [await stack.enter_async_context(program) for program in programs]


async def sent(address: str, size: Size, processes: int, number: int) -> Sent:
    """One run, from filling the outbox to its last message. Raises TimeoutError when they are not all sent in time."""
    async with opened(address) as database:
        await filled(database, size, number)
        async with senders(address, processes) as programs:
            cpu = sum(program.cpu_seconds() for program in programs)
            start = datetime.now(UTC) + FIRST_WAIT
            async with database.transaction() as db:
                await db.execute(update(Delivery).where(Delivery.state == DUE).values(due_at=start))
                await db.execute(update(Lane).where(Lane.due_at.is_not(None)).values(due_at=start))
            await _all_sent(database, start)
            cpu = sum(program.cpu_seconds() for program in programs) - cpu
        wanted = select(func.count(Delivery.id), func.max(Delivery.sent_at), func.max(Delivery.attempts))
        async with database.reading() as db:
            rows = await db.execute(wanted.where(Delivery.about.startswith(f"run{number}:"), Delivery.state == SENT))
            count, last, tries = rows.one()
    assert last is not None
    assert (count, tries) == (size.messages, 1), f"{count} of {size.messages} sent, one of them tried {tries} times"
    return Sent(count, (last - start).total_seconds(), cpu)


async def _all_sent(database: Database, due_at: datetime) -> None:
    async with asyncio.timeout(MOST_SECONDS):
        while True:
            async with database.reading() as db:
                if await sending.is_settled(db, due_at):
                    return
            await asyncio.sleep(0.1)


async def idle_ms(database: Database, size: Size) -> float:
    """What a sender with nothing to do asks once a second: the middle time, in milliseconds."""
    seconds = []
    for _ in range(size.idle_rounds):
        before, now = time.perf_counter(), datetime.now(UTC)
        async with database.reading() as db:
            ready = await sending.next_ready(db, now, now)
        seconds.append(time.perf_counter() - before)
        assert ready is None, "something waits: this sender is not idle"
    return 1000 * statistics.median(seconds)


async def on(store: Store, size: Size) -> Figures:
    """Every figure of one database, the raw limit taken before and after."""
    address = store.new()
    async with opened(address) as database:
        figures = {IDLE_AT_FIRST: await idle_ms(database, size)}
        await history(database, size)
        figures[IDLE] = await idle_ms(database, size)
    shared = store.name != SQLITE
    limits = {ALONE: 1, TOGETHER: POSTGRESQL_CONNECTIONS} if shared else {ALONE: 1}
    before = {name: await raw(address, size.raw_rows, connections) for name, connections in limits.items()}
    runs = {processes: await sent(address, size, processes, processes) for processes in ((1, 2) if shared else (1,))}
    for name, connections in limits.items():
        figures[name] = (before[name] + await raw(address, size.raw_rows, connections)) / 2
    for processes, run in runs.items():
        named = f"{processes} process{'es' if processes > 1 else ''}"
        figures[f"{named}: deliveries/s"] = run.messages / run.seconds
        figures[f"{named}: CPU ms a delivery"] = 1000 * run.cpu_seconds / run.messages
        for name in limits:
            figures[f"{named} / {name}"] = run.messages / run.seconds / figures[name]
    figures[f"{IDLE} / {IDLE_AT_FIRST}"] = figures[IDLE] / figures[IDLE_AT_FIRST]
    return figures


async def measure(size: Size) -> dict[str, Figures]:
    """The figures of each database there is."""
    with stores() as there:
        return {store.name: await on(store, size) for store in there}


def main(size: Size) -> None:
    """Prints one figure a line."""
    for name, figures in asyncio.run(measure(size)).items():
        for figure, value in figures.items():
            print(f"{f'{name}, {figure}':90} {value:9.3f}")
