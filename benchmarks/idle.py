"""What the bot costs while nothing happens: memory, and seconds from the start of its process to "bot.started".

    python -m benchmarks idle

On both platforms (Slack: the playground; Discord: a stand-in that only lets it connect), beside a process that imports
slack_bolt and discord and waits. They are started in turn, and the middle one of each is told.
"""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.gateway import Gateway
from benchmarks.processes import Running, running
from playground import Playground

IMPORTS = "only slack_bolt and discord imported"
BOT = "Portevoix, both platforms, idle"
IMPORT_ONLY = """
import sys, threading, slack_bolt, discord
print("imported", file=sys.stderr, flush=True)
threading.Event().wait()
"""
Figures = Mapping[str, float]


@dataclass(frozen=True)
class Size:
    """How many times each is started, and how long it is then left alone: a start leaves things to the background."""

    starts: int = 3
    quiet_seconds: float = 2.0


SMALL = Size(starts=1, quiet_seconds=0.0)


async def weigh(program: Running, size: Size) -> Figures:
    """The figures of a program that is ready. USS is what would be free again if it ended."""
    await asyncio.sleep(size.quiet_seconds)
    memory = program.process.memory_full_info()
    return {"RSS, MB": memory.rss / 1e6, "USS, MB": memory.uss / 1e6, "start-up, seconds": program.seconds}


async def start_bot(folder: Path, play: Playground, gateway: Gateway, size: Size) -> Figures:
    """The figures of one start, on a database that is there already but for the first time."""
    config = folder / "config.toml"
    config.write_text(
        f'[storage]\naddress = "sqlite+aiosqlite:///{folder / "portevoix.db"}"\n'
        f'[slack]\nenabled = true\nbase_url = "{play.api_url}"\n[discord]\nenabled = true\n',
        "utf-8",
    )
    secrets = {"SLACK_BOT_TOKEN": play.bot_token, "SLACK_APP_TOKEN": play.app_token, "DISCORD_TOKEN": "loopback"}
    arguments = ["-m", "benchmarks.idle_bot", gateway.api, gateway.socket, str(config)]
    async with running(arguments, "bot.started", secrets) as program:
        return await weigh(program, size)


async def measure(size: Size) -> dict[str, Figures]:
    """The middle figures of each program."""
    seen: dict[str, list[Figures]] = {IMPORTS: [], BOT: []}
    with TemporaryDirectory(prefix="portevoix-bench-") as folder:
        async with Playground() as play, Gateway() as gateway:
            for _ in range(size.starts):
                async with running(["-c", IMPORT_ONLY], "imported") as program:
                    seen[IMPORTS].append(await weigh(program, size))
                seen[BOT].append(await start_bot(Path(folder), play, gateway, size))
    return {name: middle(figures) for name, figures in seen.items()}


def middle(figures: Sequence[Figures]) -> Figures:
    """The median of each figure."""
    return {name: statistics.median(one[name] for one in figures) for name in figures[0]}


def lines(every: Mapping[str, Figures]) -> Iterator[tuple[str, float]]:
    """Each figure by its name, then how many times the imports' it is."""
    for name, figures in every.items():
        for figure, value in figures.items():
            yield f"{name}: {figure}", value
    for figure, value in every[BOT].items():
        yield f"{BOT} / {IMPORTS}: {figure}", value / every[IMPORTS][figure]


def main(size: Size) -> None:
    """Prints one figure a line."""
    for name, figure in lines(asyncio.run(measure(size))):
        print(f"{name:90} {figure:9.3f}")
