"""A bench as the platform of an app: the same Slack or Discord goes on while one bot stops and the next one starts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.platforms import Door, Files
from handlers.chat.asks import Ask
from handlers.chat.replies import Reply
from tests.platforms.bench import Bench


class Relay(Door):
    """The door of the bot that is up."""

    def __init__(self, door: Door) -> None:
        self.door = door

    @property
    def files(self) -> Files:
        return self.door.files

    async def handle(self, ask: Ask) -> Reply | None:
        return await self.door.handle(ask)

    async def language_of(self, ask: Ask) -> str:
        return await self.door.language_of(ask)


class OnBench:
    """What `App` is given: the bench's platform in all things, except that it starts and stops with the bench.

    Its posts follow each other at once, where the real platforms ask for a second between.
    """

    seconds_between_posts = 0.0
    seconds_between_all_posts = 0.0
    seconds_between_all_edits = 0.0
    paced_by_workspace = False

    def __init__(self, bench: Bench) -> None:
        self.name = bench.name
        self.on_absence: Callable[[], Awaitable[None]] | None = None
        self._bench = bench
        self._relay: Relay | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bench.platform, name)

    async def start(self, door: Door) -> None:
        if self._relay is None:
            self._relay = Relay(door)
            await self._bench.start(self._relay)
        else:
            self._relay.door = door
            await self._bench.reconnect()

    async def stop(self) -> None:
        await self._bench.disconnect()
