"""The same hour in hundreds of channels: how fast the posts flow, who is refused, and what a person's click waits for.

    python -m benchmarks campaign

The bot runs as anybody runs it, at Slack's real pace, against a playground that refuses whoever goes faster. Meanwhile
people press Like on what is already posted: each press is acknowledged, kept and, a little later, drawn.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.clicks import ACK_SECONDS, quantile, tokens
from benchmarks.processes import running
from bot.platforms.slack import limits
from playground import Message, Playground
from tests.chaos import world
from tests.chaos.crowd import like_button
from tests.chaos.size import Size as WorldSize

MOST_SECONDS = 300.0


@dataclass(frozen=True)
class Size:
    """So many channels, each owed so many posts at once; a click every so many seconds."""

    channels: int = 500
    posts: int = 1
    seconds_between_clicks: float = 0.1


SMALL = Size(channels=8, posts=2, seconds_between_clicks=0.05)


@dataclass
class Flow:
    """What came of it. `refused`: calls answered 429, by method; `clicks`: seconds each waited."""

    posts: int
    seconds: float
    refused: Counter[str]
    clicks: Sequence[float]
    out_of_order: int

    def figures(self, size: Size) -> dict[str, float]:
        """Its figures by name."""
        bound = max(size.channels * size.posts * limits.SECONDS_BETWEEN_ALL_POSTS, size.posts - 1.0)
        return {
            "posts": self.posts,
            "seconds": self.seconds,
            "seconds / what Slack's pace allows": self.seconds / bound,
            "calls refused (429)": self.refused.total(),
            "posts out of their channel's order": self.out_of_order,
            "clicks meanwhile": len(self.clicks),
            "click p50 ms": 1000 * quantile(self.clicks, 0.50),
            "click p95 ms": 1000 * quantile(self.clicks, 0.95),
        }


async def measure(size: Size) -> Flow:
    """Everything falls due while the bot starts; ends when all is posted. Raises TimeoutError when it is not."""
    with TemporaryDirectory(prefix="portevoix-bench-") as folder:
        async with Playground(team_name="Portevoix", strict_pace=True, ack_seconds=ACK_SECONDS) as play:
            everything = WorldSize(0, size.channels, size.posts, dms=world.SESSIONS, likes=0)
            there = world.people_and_channels(play, everything)
            address = f"sqlite+aiosqlite:///{Path(folder) / 'portevoix.db'}"
            await world.plan(address, play, there, everything, 0.0)
            config = Path(folder) / "config.toml"
            config.write_text(
                f'[storage]\naddress = "{address}"\n[slack]\nenabled = true\nbase_url = "{play.api_url}"\n', "utf-8"
            )
            async with running(["-m", "bot", "--config", str(config), "run"], "bot.started", tokens(play)):
                return await _watched(play, there, size)


async def _watched(play: Playground, there: world.World, size: Size) -> Flow:
    clicks: list[float] = []
    began = time.perf_counter()
    clicking = asyncio.create_task(_click(there, size, clicks))
    async with asyncio.timeout(MOST_SECONDS):
        while True:
            if len(_posts(there)) == size.channels * size.posts:
                break
            await asyncio.sleep(0.05)
    seconds = time.perf_counter() - began
    clicking.cancel()
    with suppress(asyncio.CancelledError):
        await clicking
    refused = Counter(call.method for call in play.calls if call.status == 429)
    return Flow(len(_posts(there)), seconds, refused, clicks, _out_of_order(there))


def _posts(there: world.World) -> list[Message]:
    return [message for channel in there.channels for message in channel.listed() if like_button(message)]


def _out_of_order(there: world.World) -> int:
    """Posts that came before one that was planned earlier in their channel; their titles end with their turn."""
    wrong = 0
    for channel in there.channels:
        turns = [int(message.text.rpartition("/")[2]) for message in channel.listed() if like_button(message)]
        wrong += sum(later < sooner for sooner, later in pairwise(turns))
    return wrong


async def _click(there: world.World, size: Size, clicks: list[float]) -> None:
    """Everybody likes the first posts, in turn; a press that is not acknowledged is an error."""
    for number in range(10**6):
        posts = _posts(there)
        if posts:
            message = posts[number % min(len(posts), 3)]
            before = time.perf_counter()
            outcome = await there.everyone[number % len(there.everyone)].click(message, like_button(message) or "")
            assert outcome.ok, f"a click was not acknowledged ({outcome.error})"
            clicks.append(time.perf_counter() - before)
        await asyncio.sleep(size.seconds_between_clicks)


def main(size: Size) -> None:
    """Prints one figure a line."""
    for name, value in asyncio.run(measure(size)).figures(size).items():
        print(f"{f'{size.channels} channels at once: {name}':75} {value:9.3f}")
