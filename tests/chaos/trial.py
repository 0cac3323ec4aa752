"""One trial: the bot is killed again and again while people like and messages fall due; then everything is counted."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from playground import Playground
from storage.database import Database
from tests.chaos import crowd as crowds
from tests.chaos import tally, world
from tests.chaos.child import Orders
from tests.chaos.crowd import Crowd
from tests.chaos.keeper import Killer, begin, kill
from tests.chaos.size import Size
from tests.chaos.tally import Tally

SECONDS_A_LIFE = 1.2
"""How long a process lives, more or less."""
ACK_SECONDS = 2.0
REDELIVERY = (0.0, 0.5, 2.0)
"""Slack's own are three seconds, then at once, a minute and five minutes: here some events are told in vain."""
SECONDS_TO_END = 90.0


async def run(address: str, folder: Path, size: Size, *, failing: bool, seed: int) -> Tally:
    """Kills, waits for the end, counts. `failing`: the playground goes wrong meanwhile. `seed`: of what is by chance.

    What is not there long after the last kill is lost.
    """
    async with Playground(ack_seconds=ACK_SECONDS, redelivery=REDELIVERY) as play:
        there = world.people_and_channels(play, size)
        seconds = SECONDS_A_LIFE * size.kills / size.processes
        await world.plan(address, play, there, size, seconds)
        orders = Orders(address, play.api_url, play.bot_token, play.app_token, folder / "bot.log")
        killer = Killer(orders, size.kills, random.Random(seed))
        crowd = Crowd(there, random.Random(seed + 1))
        going_wrong = asyncio.create_task(crowds.trouble(play, random.Random(seed + 2))) if failing else None
        liking = asyncio.create_task(crowd.like(size.likes, seconds))
        await killer.rage(size.processes)
        # From here on nobody is killed: on a slow machine, few lives were long enough to post what is to be liked.
        last = [begin(orders) for _ in range(size.processes)]
        await liking
        if going_wrong is not None:
            going_wrong.cancel()
            await asyncio.gather(going_wrong, return_exceptions=True)
        return await _end(last, orders.address, play, there, crowd, size, killer.done)


async def _end(
    last: Sequence[ForkServerProcess],
    address: str,
    play: Playground,
    there: world.World,
    crowd: Crowd,
    size: Size,
    kills: Mapping[str, int],
) -> Tally:
    """Processes that nobody kills finish the work."""
    database = Database(address)
    try:
        await _finished(database, crowd, size)
    finally:
        for process in last:
            await kill(process)
    try:
        return await tally.count(database, play, there, crowd, size, kills)
    finally:
        await database.close()


async def _finished(database: Database, crowd: Crowd, size: Size) -> None:
    """Waits until nothing is left to do, or for so long that it never will be."""
    with suppress(TimeoutError):
        async with asyncio.timeout(SECONDS_TO_END):
            while True:
                if await tally.all_done(database, crowd, size):
                    return
                await asyncio.sleep(0.2)
