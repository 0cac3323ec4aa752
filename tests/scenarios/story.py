"""A story: people on a bench, the whole bot on a file, and a clock that stands still until somebody moves it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from bot.app import App
from bot.config import Config, StorageSection, WebSection
from bot.platforms import Platform, Target
from bot.texts import Texts
from handlers import load
from handlers.capsules.importing import Report, import_folder
from handlers.chat.cards import Button, Buttons, Card
from handlers.chat.routes import Link
from handlers.chat.words import Channel, Line, Person, Say, When
from storage import sending
from tests.asking import nothing_is_overlooked
from tests.conftest import StillClock
from tests.platforms.bench import Bench, Seen
from tests.scenarios.on_bench import OnBench
from tests.scenarios.reading import holds
from tests.scenarios.someone import Someone

ZONE = "Europe/Paris"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "giving-feedback"
PATIENCE = 10.0
"""Seconds granted to what the bot does by itself in the background."""

Value = str | int | float | Say | When | Person | Channel
MakeBench = Callable[[Texts, StillClock], Bench]


class Story:
    """One workspace, one bot. `language`: the one its people and their community speak, unless told otherwise."""

    def __init__(self, make: MakeBench, clock: StillClock, file: Path, language: str) -> None:
        self.texts = phrases()
        self.bench = make(self.texts, clock)
        self.clock = clock
        self.language = language
        self.community = {"en": "Giving feedback", "fr": "Donner du feedback"}[language]
        self.app: App | None = None
        self.web = WebSection()
        self._file = file
        self._platform = cast("Platform", OnBench(self.bench))

    @property
    def running(self) -> App:
        """The bot, which must be up."""
        assert self.app is not None, "the bot is stopped"
        return self.app

    async def the_bot_starts(self) -> None:
        """A new bot, which knows nothing but what the file holds."""
        config = Config(storage=StorageSection(address=f"sqlite+aiosqlite:///{self._file}"), web=self.web)
        self.app = App(config, self.clock, {self.bench.name: self._platform})
        await self.app.start()
        await self.settle()

    async def the_bot_stops(self) -> None:
        """The bot goes away; people go on talking."""
        await self.running.stop()
        self.app = None

    async def ends(self) -> None:
        """The last page: nothing that was to be done was overlooked."""
        if self.app is not None:
            await nothing_is_overlooked(self.app.database, self.clock.now())
            await self.the_bot_stops()
        await self.bench.stop()

    async def settle(self) -> None:
        """Waits until everything that was done or has come due is posted and drawn again."""
        if self.app is not None:
            await self.app.settle()
        await self.bench.settle()

    async def until(self, happened: Callable[[], bool]) -> None:
        """Waits for what the bot does in the background. Raises TimeoutError when it never does."""
        async with asyncio.timeout(PATIENCE):
            while not happened():
                await asyncio.sleep(0.02)
                await self.settle()

    async def person(self, name: str, *, language: str | None = None, zone: str = ZONE, admin: bool = False) -> Someone:
        """Somebody of the workspace."""
        speaks = language or self.language
        return Someone(self, await self.bench.person(name, language=speaks, zone=zone, admin=admin), speaks)

    def at(self, local: str, zone: str = ZONE) -> datetime:
        """The instant written `2026-11-25T09:00` on the clocks of a zone."""
        return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)

    async def comes(self, local: str, zone: str = ZONE) -> None:
        """Time passes until then, and what is due is done."""
        self.clock.move_to(self.at(local, zone))
        await self.settle()

    async def passes(self, **time: float) -> None:
        """Some time passes (`hours=2`), and what is due is done."""
        self.clock.move_to(self.clock.now() + timedelta(**time))
        await self.settle()

    async def imports(self, folder: Path, *, language: str | None = None) -> Report:
        """The operator puts a folder on the shelf, as `bot import` does."""
        return await import_folder(
            self.running.database,
            folder,
            community_id=None,
            language=language,
            now=self.clock.now(),
            progress=lambda _done, _total: None,
        )

    async def is_owed_something(self) -> bool:
        """Whether the bot still has something to send or to draw again within the hour."""
        async with self.running.database.reading() as db:
            return not await sending.is_settled(db, self.clock.now() + timedelta(hours=1))

    async def forges(self, links: Sequence[Link]) -> Seen:
        """A message whose buttons lead where nobody put a button; each is called by its link."""
        rows = [Buttons(*(Button(str(link), link) for link in links[at : at + 4])) for at in range(0, len(links), 4)]
        drawn = self.bench.platform.draw(Card("Forged", tuple(rows)), self.language)
        posted = await self.bench.platform.send(Target(self.bench.workspace, self.bench.channel), drawn[0], "f" * 20)
        await self.settle()
        return next(seen for seen in self.posts if seen.id == posted.message)

    @property
    def posts(self) -> Sequence[Seen]:
        """What the bot said to everybody in the home channel, oldest first."""
        return [seen for seen in self.bench.seen(self.bench.channel) if seen.author_is_bot]

    @property
    def post(self) -> Seen:
        """The last of them."""
        return self.posts[-1]

    def again(self, seen: Seen) -> Seen:
        """A message of the home channel as it is now."""
        return next(one for one in self.posts if one.id == seen.id)

    def thread(self, seen: Seen) -> Sequence[Seen]:
        """What is written under a message."""
        return self.bench.thread(seen)

    def said(self, line: Line, language: str | None = None) -> str:
        """A phrase in the community's language, or another."""
        return self.texts.plain(line, language or self.language)

    def shows(self, seen: Seen, key: str, language: str | None = None, /, **values: Value) -> bool:
        """Whether a message says this phrase, in the community's language or another."""
        return holds(seen.text, self.said(Say(key, **values), language))

    def nobody_sees(self, words: str, *people: Someone) -> bool:
        """Whether these words stand nowhere in the home channel, in its threads, or before these people."""
        seen = list(self.bench.seen(self.bench.channel))
        seen += [reply for message in seen for reply in self.thread(message)]
        for person in people:
            seen += [*person.direct, *person.private]
        return not any(holds(one.text, words) for one in seen)


@cache
def phrases() -> Texts:
    """Every phrase of the bot."""
    return Texts.load(load().texts, "/learn")
