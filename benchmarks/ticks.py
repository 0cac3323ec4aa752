"""What time costs: idle ticks and memory beside many schedules, a thousand due at once, and how late posts are.

    python -m benchmarks ticks

Beside APScheduler's own SQLAlchemyJobStore holding as many jobs, as it ships, on SQLite (on PostgreSQL it needs another
driver than the bot's). Each idle tick is measured in a process of its own, so that its memory is its own too.
"""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import insert, select

from benchmarks import ticker
from benchmarks.clicks import quantile
from benchmarks.processes import running
from benchmarks.stores import SQLITE, Store, insert_many, opened, stores
from bot import logs
from bot.clock import TICK_SECONDS, Clock, Ticker
from bot.delivery import Sender
from handlers import load
from handlers.chat.cards import Card
from handlers.chat.routes import registry
from storage import capsules, people
from storage.capsules import Source
from storage.communities import Community
from storage.database import Database
from storage.outbox import SENT, Delivery
from storage.schedules import ACTIVE, Schedule
from tests.bot.stub_platform import StubPlatform

OURS, THEIRS = "Portevoix", "APScheduler's SQLAlchemyJobStore"
PLATFORM = "stub"
MOST_SECONDS = 60.0
FAR = timedelta(days=200)

Figures = dict[str, float]


@dataclass(frozen=True)
class Size:
    """Schedules held, from few to many; ticks timed; posts due at once, then spread over so many seconds."""

    held: Sequence[int] = (1_000, 10_000, 100_000)
    ticks: int = 200
    due: int = 1000
    channels: int = 500
    spread_seconds: float = 10.0


SMALL = Size(held=(5, 10), ticks=3, due=6, channels=3, spread_seconds=0.5)


class Chat(StubPlatform):
    """Takes everything at once, in one message."""

    def draw(self, card: Card, language: str) -> Sequence[object]:
        return super().draw(card, language)[:1]


@dataclass
class Pulse:
    """The longest time the event loop was kept from a task that only wants to run every millisecond."""

    longest: float = 0.0
    _every: float = field(default=0.001)

    async def beat(self) -> None:
        """Beats until cancelled."""
        while True:
            before = time.perf_counter()
            await asyncio.sleep(self._every)
            self.longest = max(self.longest, time.perf_counter() - before - self._every)


@asynccontextmanager
async def felt() -> AsyncIterator[Pulse]:
    """A pulse, while the block lasts."""
    pulse = Pulse()
    task = asyncio.create_task(pulse.beat())
    await asyncio.sleep(0.01)
    yield pulse
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def peopled(database: Database, channels: int) -> None:
    """Communities in as many channels, and the capsule they all post."""
    now = datetime.now(UTC)
    async with database.transaction() as db:
        space = await people.workspace(db, PLATFORM, "W1")
        words = {"title": "Ask first", "theme": "feedback", "format": "tip", "effort": "low", "language": "en"}
        source = Source("bench", None, body="Ask.", key_message="Ask.", minutes=2, digest="0" * 64, **words)
        await capsules.keep(db, [source], now)
    rows = [
        {
            "id": number + 1,
            "workspace_id": space.id,
            "name": f"Community {number}",
            "channel": f"C{number}",
            "language": "en",
            "zone": "Europe/Paris",
            "created_at": now,
        }
        for number in range(channels)
    ]
    await insert_many(database, Community, rows)


async def scheduled(database: Database, dates: Sequence[datetime], channels: int, rule: str) -> None:
    """One schedule for each date, the communities taking turns."""
    rows = [
        {
            "community_id": number % channels + 1,
            "capsule_id": 1,
            "rule": rule,
            "local_start": date.strftime("%Y-%m-%dT%H:%M"),
            "zone": "Europe/Paris",
            "next_at": date,
            "state": ACTIVE,
        }
        for number, date in enumerate(dates)
    ]
    await insert_many(database, Schedule, rows)


def later(count: int) -> list[datetime]:
    """Dates far enough, one a minute."""
    first = datetime.now(UTC) + FAR
    return [first + timedelta(minutes=number) for number in range(count)]


async def idle(kind: str, address: str, size: Size) -> tuple[float, float]:
    """Milliseconds an idle tick takes, and the megabytes of its process."""
    async with running(["-m", "benchmarks.ticker", kind, address, str(size.ticks)], ticker.READY) as program:
        return float(program.said.split()[-1]), program.process.memory_full_info().uss / 1e6


async def burst(database: Database, size: Size) -> tuple[float, float]:
    """Milliseconds from a thousand due at once to all of them owed, and the longest time the loop was blocked."""
    await scheduled(database, [datetime.now(UTC)] * size.due, size.channels, "FREQ=WEEKLY")
    tick = Ticker(database, Clock(), load().due, load().waits, lambda: None).tick
    await asyncio.sleep(0.05)
    async with felt() as pulse:
        before = time.perf_counter()
        done = await tick()
        seconds = time.perf_counter() - before
    assert done == size.due, f"{done} of {size.due} were done"
    return 1000 * seconds, 1000 * pulse.longest


async def lateness(database: Database, size: Size) -> list[float]:
    """Seconds from when each post was planned to its being posted and recorded, by the real ticker and sender."""
    clock = Clock()
    sender = Sender(database, registry, {PLATFORM: Chat(PLATFORM)}, clock)
    await sender.start()
    await _emptied(sender)
    first, step = datetime.now(UTC) + timedelta(seconds=2), timedelta(seconds=size.spread_seconds / size.due)
    await scheduled(database, [first + number * step for number in range(size.due)], size.channels, "")
    time_passes = Ticker(database, clock, load().due, load().waits, sender.wake)
    time_passes.start()
    await asyncio.sleep((first + size.due * step - datetime.now(UTC)).total_seconds() + 2 * TICK_SECONDS)
    await _emptied(sender)
    await time_passes.stop()
    await sender.stop()
    wanted = select(Delivery.sent_at, Delivery.about).where(Delivery.state == SENT)
    async with database.reading() as db:
        posts = [
            (sent_at, datetime.fromisoformat(about.partition("@")[2])) for sent_at, about in await db.execute(wanted)
        ]
    late = [(sent_at - planned_at).total_seconds() for sent_at, planned_at in posts if sent_at and planned_at >= first]
    assert len(late) == size.due, f"{len(late)} of {size.due} were posted"
    return late


async def _emptied(sender: Sender) -> None:
    async with asyncio.timeout(MOST_SECONDS):
        while True:
            if await sender.is_idle():
                return
            await asyncio.sleep(0.05)


async def on(store: Store, size: Size) -> Figures:
    """Every figure of one database."""
    address = store.new()
    figures: Figures = {}
    async with opened(address) as database:
        await peopled(database, size.channels)
        held = 0
        for count in size.held:
            await scheduled(database, later(count - held), size.channels, "FREQ=WEEKLY")
            held = count
            await _weigh(figures, "ours", address, count, size)
        figures["due at once: ms"], figures["due at once: longest block of the loop, ms"] = await burst(database, size)
        late = await lateness(database, size)
    _compare(figures, size)
    figures["lateness p50, ms"] = 1000 * quantile(late, 0.50)
    figures["lateness p99, ms"] = 1000 * quantile(late, 0.99)
    figures["lateness p99 / tick"] = quantile(late, 0.99) / TICK_SECONDS
    return figures


async def _weigh(figures: Figures, kind: str, address: str, count: int, size: Size) -> None:
    figures[f"idle tick, {count} held: ms"], figures[f"memory, {count} held: MB"] = await idle(kind, address, size)


def _compare(figures: Figures, size: Size) -> None:
    few, many = size.held[0], size.held[-1]
    ticks = [figures[f"idle tick, {count} held: ms"] for count in (many, few)]
    figures[f"idle tick, {many} held / {few} held"] = ticks[0] / ticks[1]
    memory = [figures[f"memory, {count} held: MB"] for count in (many, few)]
    figures[f"memory, {many} held - {few} held: MB"] = memory[0] - memory[1]


async def theirs(store: Store, size: Size) -> Figures:
    """The same figures of APScheduler's own store; its jobs do nothing."""
    address = store.new().replace("+aiosqlite", "")
    figures: Figures = {}
    held = 0
    for count in size.held:
        await planned(address, later(count - held), f"job{held}")
        held = count
        await _weigh(figures, "apscheduler", address, count, size)
    await planned(address, [datetime.now(UTC)] * size.due, "due")
    figures["due at once: ms"], figures["due at once: longest block of the loop, ms"] = await their_burst(address, size)
    _compare(figures, size)
    return figures


async def planned(address: str, dates: Sequence[datetime], name: str) -> None:
    """Rows of APScheduler's store, as its `add_job` would write them one by one."""
    store = SQLAlchemyJobStore(url=address)
    scheduler = AsyncIOScheduler(jobstores={"default": store}, timezone=UTC)
    scheduler.start(paused=True)
    model = scheduler.add_job(noted, "date", run_date=dates[0], id=name, misfire_grace_time=None)
    state = model.__getstate__()
    rows = []
    for number, date in enumerate(dates[1:]):
        one = {**state, "id": f"{name}-{number}", "next_run_time": date}
        job_state = pickle.dumps(one, store.pickle_protocol)
        rows.append({"id": one["id"], "next_run_time": date.timestamp(), "job_state": job_state})
    with store.engine.begin() as connection:
        connection.execute(insert(store.jobs_t), rows)
    scheduler.shutdown()


_noted: list[None] = []


async def noted() -> None:
    """What an APScheduler job does here: next to nothing."""
    _noted.append(None)


async def their_burst(address: str, size: Size) -> tuple[float, float]:
    """Milliseconds from a thousand jobs due at once to all of them run, and the longest block of the loop."""
    _noted.clear()
    scheduler = AsyncIOScheduler(jobstores={"default": SQLAlchemyJobStore(url=address)}, timezone=UTC)
    scheduler.start(paused=True)
    async with felt() as pulse, asyncio.timeout(MOST_SECONDS):
        before = time.perf_counter()
        scheduler.resume()
        while True:
            await asyncio.sleep(0.001)
            if len(_noted) >= size.due:
                break
        seconds = time.perf_counter() - before
    scheduler.shutdown()
    return 1000 * seconds, 1000 * pulse.longest


async def measure(size: Size) -> dict[str, Figures]:
    """The figures of each database there is, then APScheduler's."""
    with stores() as there:
        every = {f"{OURS} on {store.name}": await on(store, size) for store in there}
        every[f"{THEIRS} on {SQLITE}"] = await theirs(there[0], size)
    return every


def main(size: Size) -> None:
    """Prints one figure a line; a line of log for each post would hide them."""
    logs.set_up("warning")
    for name, figures in asyncio.run(measure(size)).items():
        for figure, value in figures.items():
            print(f"{f'{name}, {figure}':90} {value:9.3f}")
