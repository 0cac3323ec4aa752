"""A bench as the platform of an app: the same Slack or Discord goes on while one bot stops and the next one starts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.platforms import Door, Platform, Posted, Read, Target, Watched
from handlers.chat.asks import Ask, Profile
from handlers.chat.cards import Card
from handlers.chat.replies import Reply
from tests.platforms.bench import Bench


class Relay(Door):
    """The door of the bot that is up."""

    def __init__(self, door: Door) -> None:
        self.door = door

    async def handle(self, ask: Ask) -> Reply | None:
        return await self.door.handle(ask)

    async def language_of(self, ask: Ask) -> str:
        return await self.door.language_of(ask)


class OnBench(Platform):
    """What `App` is given. Its posts follow each other at once, where the real platforms ask for a second between."""

    seconds_between_posts = 0.0

    def __init__(self, bench: Bench) -> None:
        self.name = bench.name
        self.on_absence: Callable[[], Awaitable[None]] | None = None
        self._bench = bench
        self._relay: Relay | None = None

    async def start(self, door: Door) -> None:
        if self._relay is None:
            self._relay = Relay(door)
            await self._bench.start(self._relay)
        else:
            self._relay.door = door
            await self._bench.reconnect()

    async def stop(self) -> None:
        await self._bench.disconnect()

    async def is_connected(self) -> bool:
        return await self._bench.platform.is_connected()

    async def check(self) -> Sequence[str]:
        return await self._bench.platform.check()

    def draw(self, card: Card, language: str) -> Sequence[object]:
        return self._bench.platform.draw(card, language)

    async def send(self, target: Target, drawn: object, key: str) -> Posted:
        return await self._bench.platform.send(target, drawn, key)

    async def edit(self, posted: Posted, drawn: object) -> None:
        await self._bench.platform.edit(posted, drawn)

    async def find(self, target: Target, key: str, since: datetime) -> Posted | None:
        return await self._bench.platform.find(target, key, since)

    async def profile(self, workspace: str, person: str) -> Profile | None:
        return await self._bench.platform.profile(workspace, person)

    async def audience(self, workspace: str, channel: str) -> int | None:
        return await self._bench.platform.audience(workspace, channel)

    async def read_again(self, workspace: str, watched: Sequence[Watched]) -> Sequence[Read]:
        return await self._bench.platform.read_again(workspace, watched)
