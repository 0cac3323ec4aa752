"""From a click on Slack to its acknowledgement, through real bolt in Socket Mode, beside two simpler bots.

    python -m benchmarks clicks

Three bots, each in its own process and with its own playground (in this process, like the load): a bare one that only
acknowledges, one that inserts a row and commits it, and Portevoix, which has committed everything when it acknowledges.
They take turns, round after round, so that whatever else the machine does slows them alike.
"""

from __future__ import annotations

import asyncio
import copy
import itertools
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.prepared import prepare
from benchmarks.processes import Running, running
from benchmarks.rivals import READY
from playground import Channel, Message, Person, Playground

BARE, INSERT, LIKE, RATE = "bare bolt", "bolt and one insert", "Portevoix, like", "Portevoix, rate"
POSTED_SECONDS = 120.0
ACK_SECONDS = 30.0
"""Slack waits for three seconds; here a slow click is a figure, not the end of the run."""

Click = tuple[Person, Message, str]
"""Who presses which button of which message."""


@dataclass(frozen=True)
class Size:
    """How much is clicked: `alone` and `together` are clicks a round; `people` like, `attendees` rate."""

    rounds: int = 5
    alone: int = 60
    together: int = 150
    in_flight: int = 16
    people: int = 600
    attendees: int = 150


SMALL = Size(rounds=1, alone=20, together=60, in_flight=4, people=8, attendees=4)


@dataclass
class Bot:
    """One bot being measured: its clicks, without end, and what they took. Latencies are seconds."""

    name: str
    program: Running
    clicks: Iterator[Click]
    alone: list[float] = field(default_factory=list)
    together: list[float] = field(default_factory=list)
    cpu_seconds: float = 0.0
    together_seconds: float = 0.0

    async def one(self) -> float:
        """One click: seconds until it was acknowledged. Raises AssertionError when it was not."""
        person, message, action = next(self.clicks)
        before = time.perf_counter()
        outcome = await person.click(message, action)
        seconds = time.perf_counter() - before
        assert outcome.ok, f"{self.name}: a click was not acknowledged ({outcome.error})"
        return seconds

    async def round(self, size: Size) -> None:
        """One click after the other, then several at once."""
        cpu = self.program.cpu_seconds()
        self.alone += [await self.one() for _ in range(size.alone)]
        left = iter(range(size.together))

        async def presser() -> None:
            for _ in left:
                self.together.append(await self.one())

        before = time.perf_counter()
        await asyncio.gather(*(presser() for _ in range(size.in_flight)))
        self.together_seconds += time.perf_counter() - before
        self.cpu_seconds += self.program.cpu_seconds() - cpu

    def figures(self) -> dict[str, float]:
        """Its figures by name, once all rounds are over."""
        return {
            "p50 ms, one at a time": 1000 * quantile(self.alone, 0.50),
            "p99 ms, one at a time": 1000 * quantile(self.alone, 0.99),
            "p50 ms, many at once": 1000 * quantile(self.together, 0.50),
            "p99 ms, many at once": 1000 * quantile(self.together, 0.99),
            "clicks a second, many at once": len(self.together) / self.together_seconds,
            "CPU ms a click": 1000 * self.cpu_seconds / (len(self.alone) + len(self.together)),
        }


def quantile(seconds: Sequence[float], share: float) -> float:
    """The time within which this share of the clicks was acknowledged."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@asynccontextmanager
async def portevoix(size: Size, folder: Path) -> AsyncIterator[tuple[Bot, Bot, Message]]:
    """`python -m bot run` as anybody runs it: the bot seen by its likes, by its ratings, and the capsule it posted."""
    async with Playground(team_name="Portevoix", ack_seconds=ACK_SECONDS) as play:
        everyone = [play.add_person(f"Person {number}") for number in range(size.people + size.attendees)]
        attendees, likers = everyone[: size.attendees], everyone[size.attendees :]
        home = play.add_channel("feedback", members=everyone)
        address = f"sqlite+aiosqlite:///{folder / 'portevoix.db'}"
        await prepare(address, play, home, likers, attendees)
        config = folder / "config.toml"
        config.write_text(
            f'[storage]\naddress = "{address}"\n[slack]\nenabled = true\nbase_url = "{play.api_url}"\n', "utf-8"
        )
        async with running(["-m", "bot", "--config", str(config), "run"], "bot.started", tokens(play)) as program:
            capsule, like = await posted(home, "likes.toggle:capsule")
            ladders = [(person, *await posted(person.dm, "feedback.rate:")) for person in attendees]
            likes = Bot(LIKE, program, itertools.cycle([(person, capsule, like) for person in likers]))
            yield likes, Bot(RATE, program, ratings(ladders)), capsule


def ratings(ladders: Sequence[Click]) -> Iterator[Click]:
    """Everybody rates, then changes their stars, and again."""
    for stars in itertools.cycle("53412"):
        for person, message, action in ladders:
            yield person, message, f"{action.rpartition(':')[0]}:{stars}"


async def posted(channel: Channel, start: str) -> tuple[Message, str]:
    """The message of a channel with a button whose link begins so, as first drawn, and that button."""
    async with asyncio.timeout(POSTED_SECONDS):
        while True:
            for message in channel.listed():
                for block in message.blocks:
                    for button in block.get("elements", ()):
                        if str(button.get("action_id", "")).startswith(start):
                            return copy.deepcopy(message), str(button["action_id"])
            await asyncio.sleep(0.05)


@asynccontextmanager
async def rival(kind: str, name: str, size: Size, folder: Path, shown: Message) -> AsyncIterator[Bot]:
    """A simpler bot, whose channel shows the same message as Portevoix's."""
    async with Playground(team_name=kind, ack_seconds=ACK_SECONDS) as play:
        play.subscriptions = ()
        likers = [play.add_person(f"Person {number}") for number in range(size.people)]
        home = play.add_channel("feedback", members=likers)
        client = AsyncWebClient(play.bot_token, base_url=play.api_url)
        await client.chat_postMessage(channel=home.id, text=shown.text, blocks=shown.blocks)
        arguments = ["-m", "benchmarks.rivals", kind, play.api_url, str(folder / f"{kind}.db")]
        async with running(arguments, READY, tokens(play)) as program:
            message, action = await posted(home, "likes.toggle:capsule")
            yield Bot(name, program, itertools.cycle([(person, message, action) for person in likers]))


def tokens(play: Playground) -> dict[str, str]:
    """The environment of a bot that connects to this playground."""
    return {"SLACK_BOT_TOKEN": play.bot_token, "SLACK_APP_TOKEN": play.app_token}


async def measure(size: Size) -> list[Bot]:
    """Every bot, after all its rounds: bare, insert, likes, ratings."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="portevoix-bench-")))
        likes, rates, capsule = await stack.enter_async_context(portevoix(size, folder))
        bare = await stack.enter_async_context(rival("bare", BARE, size, folder, capsule))
        insert = await stack.enter_async_context(rival("insert", INSERT, size, folder, capsule))
        bots = [bare, insert, likes, rates]
        for bot in bots:  # the first clicks pay for what is loaded and prepared once
            for _ in range(min(20, size.alone)):
                await bot.one()
        for _ in range(size.rounds):
            for bot in bots:
                await bot.round(size)
        return bots


def lines(bots: Sequence[Bot]) -> Iterator[tuple[str, float]]:
    """Each figure by its name, then how many times the simpler bots' it is."""
    every = {bot.name: bot.figures() for bot in bots}
    for name, figures in every.items():
        for figure, value in figures.items():
            yield f"{name}: {figure}", value
    for name in (LIKE, RATE):
        for rival_name in (BARE, INSERT):
            for figure, value in every[name].items():
                yield f"{name} / {rival_name}: {figure}", value / every[rival_name][figure]


def main(size: Size) -> None:
    """Prints one figure a line."""
    for name, figure in lines(asyncio.run(measure(size))):
        print(f"{name:75} {figure:9.3f}")
