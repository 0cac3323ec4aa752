"""The bot in a process of its own: the real one, with shorter waits, and perhaps a moment at which it kills itself.

Nothing of this is in the product: what is shortened is set from here, and the moments are found by wrapping, from the
outside, what its parts call.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from pydantic import SecretStr

from bot import delivery, logs, upkeep
from bot.app import App
from bot.config import BotSection, Config, SlackSection, StorageSection
from bot.platforms.slack import limits
from bot.platforms.slack.connect import SlackPlatform
from handlers import load
from storage.migrate import configuration

BEFORE_SEND = "before send"
BEFORE_RECORD = "between send and record"
BEFORE_COMMIT = "before commit"
BEFORE_ACKNOWLEDGING = "between commit and acknowledge"
MOMENTS = (BEFORE_SEND, BEFORE_RECORD, BEFORE_COMMIT, BEFORE_ACKNOWLEDGING)

SHORTER: tuple[tuple[Any, str, object], ...] = (
    (delivery, "LEASE", timedelta(seconds=6)),
    (delivery, "SECONDS_TO_SEND", 3.0),
    (delivery, "SECONDS_TO_RECORD", 0.5),
    (delivery, "EDIT_LEASE", timedelta(seconds=2)),
    (delivery, "FIRST_BACKOFF_SECONDS", 0.2),
    (delivery, "LONGEST_BACKOFF_SECONDS", 2.0),
    (delivery, "MOST_TRIES", 50),
    (upkeep, "AGAIN_SECONDS", 3.0),
    (limits, "CALL_SECONDS", 1.4),
    (limits, "SECONDS_BETWEEN_READS", 0.01),
    (SlackPlatform, "seconds_between_posts", 0.05),
    (SlackPlatform, "seconds_between_all_posts", 0.005),
    (SlackPlatform, "seconds_between_all_edits", 0.005),
)
"""What a real Slack needs and this one does not: the same proportions, ten times faster. With so many failures on
purpose in so little time, a message is not given up after eight of them."""

P = ParamSpec("P")
R = TypeVar("R")

load()
configuration()
# Loaded here, once: each process is forked from one that has imported this module, and starts in an instant.


@dataclass(frozen=True)
class Orders:
    """How a process is to run. `moment`: where it kills itself, the `after`th time it passes there."""

    address: str
    base_url: str
    bot_token: str
    app_token: str
    log: Path
    moment: str = ""
    after: int = 1


class Doom:
    """Kills this process at the moment it was ordered to."""

    def __init__(self, orders: Orders) -> None:
        self._moment, self._left = orders.moment, orders.after

    def at(self, moment: str) -> None:
        """This moment has come."""
        if moment == self._moment:
            self._left -= 1
            if self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, before: str, work: Callable[P, Awaitable[R]], after: str) -> Callable[P, Awaitable[R]]:
        """The same work, with a moment before it and one after."""

        @wraps(work)
        async def doomed(*args: P.args, **kwargs: P.kwargs) -> R:
            self.at(before)
            done = await work(*args, **kwargs)
            self.at(after)
            return done

        return doomed


def run(orders: Orders) -> None:
    """Runs until killed: what a forked process does."""
    written = os.open(orders.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(written, 1)
    os.dup2(written, 2)
    logs.set_up("info")
    for place, name, value in SHORTER:
        setattr(place, name, value)
    asyncio.run(_live(orders))


async def _live(orders: Orders) -> None:
    app = App(
        Config(
            bot=BotSection(log_level="info"),
            storage=StorageSection(address=orders.address),
            slack=SlackSection(
                enabled=True,
                base_url=orders.base_url,
                bot_token=SecretStr(orders.bot_token),
                app_token=SecretStr(orders.app_token),
            ),
        )
    )
    doom, chat, door = Doom(orders), app.platforms["slack"], app.dispatch
    wrapped: tuple[tuple[Any, str, Any], ...] = (
        (chat, "send", doom.around(BEFORE_SEND, chat.send, BEFORE_RECORD)),
        (door, "handle", doom.around(BEFORE_COMMIT, door.handle, BEFORE_ACKNOWLEDGING)),
    )
    for place, name, work in wrapped:
        setattr(place, name, work)
    await app.start()
    await asyncio.Event().wait()
