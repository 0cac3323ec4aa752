"""Keeps one process of the bot going by starting it again whenever it has died, and sees to it that it dies often."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import signal
from collections import Counter
from dataclasses import dataclass, field, replace
from multiprocessing.context import ForkServerProcess

from tests.chaos import child
from tests.chaos.child import Orders

ANY_INSTANT = "any instant"
LONGEST_LIFE = 2.5
"""Seconds after which a process is killed at the latest: its start takes about half a second of them."""
LONGEST_SECONDS_FOR_A_MOMENT = 4.0

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([child.__name__])


def begin(orders: Orders) -> ForkServerProcess:
    """A new process of the bot."""
    process = _processes.Process(target=child.run, args=(orders,), daemon=True)
    process.start()
    return process


async def ended(process: ForkServerProcess, seconds: float | None = None) -> bool:
    """Waits until the process is gone, `seconds` at most; whether it is."""
    loop = asyncio.get_running_loop()
    gone = asyncio.Event()
    loop.add_reader(process.sentinel, gone.set)
    try:
        async with asyncio.timeout(seconds):
            await gone.wait()
    except TimeoutError:
        return False
    finally:
        loop.remove_reader(process.sentinel)
    process.join()
    return True


async def kill(process: ForkServerProcess) -> None:
    """SIGKILL, and gone when this returns."""
    process.kill()
    await ended(process)


@dataclass
class Killer:
    """Runs `processes` of the bot and kills them, `kills` times in all. `done` counts them by moment."""

    orders: Orders
    kills: int
    chance: random.Random
    done: Counter[str] = field(default_factory=Counter)
    stumbles: int = 0
    """How many times a process ended by itself: it could not start while everything failed."""

    async def rage(self, processes: int) -> None:
        """Until all the kills are done."""
        async with asyncio.TaskGroup() as group:
            for _ in range(processes):
                group.create_task(self._one())

    async def _one(self) -> None:
        while self.done.total() < self.kills:
            moment = self.chance.choice((ANY_INSTANT, *child.MOMENTS))
            await self._live_and_die(moment, self.chance.randint(1, 8))

    async def _live_and_die(self, moment: str, after: int) -> None:
        process = begin(replace(self.orders, moment=moment, after=after))
        try:
            longest = LONGEST_SECONDS_FOR_A_MOMENT
            if moment == ANY_INSTANT:
                longest = self.chance.uniform(0.0, LONGEST_LIFE)
            if not await ended(process, longest):
                moment = ANY_INSTANT
                await kill(process)
            if process.exitcode == -signal.SIGKILL:
                self.done[moment] += 1
            else:
                self.stumbles += 1
        finally:
            if process.is_alive():
                await kill(process)
