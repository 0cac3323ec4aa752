"""The only place where the parts are built and joined."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from functools import partial
from importlib import import_module
from typing import Any

import structlog

from bot import web
from bot.badges import Badges
from bot.clock import Clock, Ticker
from bot.config import Config
from bot.delivery import Sender
from bot.dispatch import Dispatch
from bot.platforms import Platform
from bot.texts import Texts
from bot.upkeep import Upkeep
from bot.web.health import Stage
from handlers import load
from handlers.chat.asks import Ask, Profile
from handlers.chat.routes import registry
from storage.database import Database
from storage.migrate import migrate

PLATFORMS = ("slack", "discord")
FINISH_SECONDS = 5.5
"""For what is being sent, and for a balancer to notice. A send that takes longer is cut: perhaps posted, it is looked
for at the next start."""
PLATFORM_SECONDS = 2.0
CLOSE_SECONDS = 1.0
GIVE_UP_SECONDS = 0.2

log = structlog.get_logger(__name__)


def enabled_platforms(config: Config, texts: Texts) -> Mapping[str, Platform]:
    """The platforms switched on; the libraries of the others are never imported."""
    return {
        name: import_module(f"bot.platforms.{name}").make(config, texts, registry)
        for name in PLATFORMS
        if getattr(config, name).enabled
    }


class App:
    """The bot, whole: started, it hears people on every platform, keeps time and delivers.

    `platforms`: already made, by name, instead of those the configuration switches on.
    """

    def __init__(
        self, config: Config, clock: Clock | None = None, platforms: Mapping[str, Platform] | None = None
    ) -> None:
        self.features = load()
        self.clock = clock or Clock()
        self.database = Database(config.storage.address)
        self.texts = Texts.load(self.features.texts, f"/{config.bot.command}")
        self.platforms = enabled_platforms(config, self.texts) if platforms is None else platforms
        self.sender = Sender(self.database, registry, self.platforms, self.clock)
        self.ticker = Ticker(self.database, self.clock, self.features.due, self.features.waits, self.sender.wake)
        self.dispatch = Dispatch(
            self.database,
            registry,
            self.clock,
            self._find_profile,
            self.sender.wake,
            config.web.public_address,
            config.wall_address,
        )
        self.upkeep = Upkeep(self.database, self.platforms, self.clock, self.dispatch)
        self.badges = Badges(self.database, self.platforms, self.clock)
        self._listening: asyncio.Task[None] | None = None
        self.web = web.make(config, self.database, self.ticker, self.platforms, self.clock, self.texts)
        self.sender.on_found = self.upkeep.was_away
        for name, platform in self.platforms.items():
            platform.on_absence = partial(self.upkeep.was_away, name)

    async def start(self) -> None:
        """Brings the database up to date, connects, then catches up with what happened meanwhile.

        Raises NotAlone, CannotListen, CannotConnect, or Trouble.
        """
        self.database.keep_to_itself()
        if self.web is not None:
            await self.web.start()
        try:
            await self._begin()
        except BaseException:
            if self.web is not None:
                await self.web.close()
            raise
        if self.web is not None:
            self.web.health.stage = Stage.RUNNING

    async def _begin(self) -> None:
        before, after = await migrate(self.database)
        if before != after:
            log.info("database.migrated", before=before, after=after)
        await asyncio.gather(*(platform.start(self.dispatch) for platform in self.platforms.values()))
        await self.sender.start()
        self.ticker.start()
        self._listening = asyncio.create_task(self.database.listen(self.sender.wake), name="listen")
        self.upkeep.start()
        self.badges.start()
        log.info("bot.started", platforms=",".join(self.platforms))

    async def stop(self) -> None:
        """Hears nothing more, finishes what is being sent, closes; within ten seconds, whatever hangs."""
        await within(FINISH_SECONDS, self._leave(), self._finish())
        await within(PLATFORM_SECONDS, *(platform.stop() for platform in self.platforms.values()))
        closing = [self.database.close()] if self.web is None else [self.database.close(), self.web.close()]
        await within(CLOSE_SECONDS, *closing)
        log.info("bot.stopped")

    async def _leave(self) -> None:
        if self.web is not None and self.web.health.stage is Stage.RUNNING:
            await self.web.leave()

    async def _finish(self) -> None:
        await self.upkeep.stop()
        await self.badges.stop()
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        await self.ticker.stop()
        await self.sender.stop()

    async def settle(self, seconds: float = 30.0) -> None:
        """Waits until everything that is due now is done and posted, at most this long."""
        end = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < end:
            if not await self.ticker.tick() and not await self.badges.step() and await self.sender.is_idle():
                return
            self.sender.wake()
            await asyncio.sleep(0.02)

    async def _find_profile(self, ask: Ask) -> Profile | None:
        return await self.platforms[ask.workspace.platform].profile(ask.workspace.external_id, ask.who)


async def within(seconds: float, *parts: Coroutine[Any, Any, None]) -> None:
    """Does these at once; after `seconds`, gives up on those that hang. One that fails does not stop the others."""
    tasks = [asyncio.create_task(part) for part in parts]
    if not tasks:
        return
    done, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    if late:
        log.warning("bot.stopped_short", left=",".join(getattr(task.get_coro(), "__qualname__", "") for task in late))
        await asyncio.wait(late, timeout=GIVE_UP_SECONDS)
    for task in done:
        if error := task.exception():
            log.error("bot.stop_failed", exc_info=error)
