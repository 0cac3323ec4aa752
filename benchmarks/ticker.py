"""One process whose time passes without anything to do: `python -m benchmarks.ticker ours|apscheduler <address> <n>`.

It holds the schedules the database already has, ticks so many times (`n`), writes READY and waits to be weighed. `ours`
is the real tick, of every feature; `apscheduler` is that library's own job store, woken as its scheduler wakes it.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock, Ticker
from handlers import load
from storage.database import Database

READY = "ticked"


async def middle_ms(tick: Callable[[], Awaitable[object]], times: int) -> float:
    """The middle time of so many ticks, in milliseconds; the first, which prepares everything, is not counted."""
    await tick()
    seconds = []
    for _ in range(times):
        before = time.perf_counter()
        await tick()
        seconds.append(time.perf_counter() - before)
    return 1000 * statistics.median(seconds)


async def ours(address: str, times: int) -> float:
    """Our tick, all features asked."""
    database = Database(address)
    return await middle_ms(Ticker(database, Clock(), load().due, load().waits, lambda: None).tick, times)


async def apscheduler(address: str, times: int) -> float:
    """What APScheduler does each time it wakes: ask its store what is due, then when to wake next."""
    scheduler = AsyncIOScheduler(jobstores={"default": SQLAlchemyJobStore(url=address)})
    scheduler.start(paused=True)
    scheduler.resume()

    async def wake() -> None:
        scheduler._process_jobs()  # what its timer calls

    return await middle_ms(wake, times)


async def main(kind: str, address: str, times: int) -> None:
    """Ticks, tells the middle time on standard error, waits."""
    milliseconds = await (ours if kind == "ours" else apscheduler)(address, times)
    print(f"{READY} {milliseconds}", file=sys.stderr, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
