"""Upkeep: what is read again after an absence, and refreshed now and then."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.dispatch import Dispatch
from bot.platforms import Platform, Watched
from storage import communities, inbox, outbox, people
from storage.database import Database

EVERY_SECONDS = 3600.0
RECENT = timedelta(days=14)
"""How far back the likes and replies of posts are read again after an absence."""
ASKS_KEPT = timedelta(days=2)
"""Longer than any platform tells the same ask again (Slack: five minutes, or hourly for a day when delayed)."""

log = structlog.get_logger(__name__)


class Upkeep:
    """Catches up at start and after every absence of a platform; once an hour, refreshes and forgets."""

    def __init__(self, database: Database, platforms: Mapping[str, Platform], clock: Clock, dispatch: Dispatch) -> None:
        self._database = database
        self._platforms = platforms
        self._clock = clock
        self._dispatch = dispatch
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins with a catch-up, in the background: people are answered meanwhile."""
        self._task = asyncio.create_task(self._run(), name="upkeep")

    async def stop(self) -> None:
        """Stops; what was not caught up will be at the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        await self._guarded("catch_up", self.catch_up)
        while True:
            await self._guarded("refresh", self.refresh)
            await asyncio.sleep(EVERY_SECONDS)

    async def _guarded(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Exception:  # an unwilling platform must not end the upkeep; the next hour tries again
            log.exception("upkeep.failed", work=name)

    async def catch_up(self) -> None:
        """Reads again the likes and replies of recent posts, and does those that were missed."""
        since = self._clock.now() - RECENT
        async with self._database.reading() as db:
            spaces = [space for space in await people.workspaces(db) if space.platform in self._platforms]
            posts = {space.id: await outbox.recent_posts(db, space.id, since) for space in spaces}
        for space in spaces:
            watched = [Watched(post.posted_channel or "", post.posted_id or "") for post in posts[space.id]]
            if not watched:
                continue
            asks = await self._platforms[space.platform].missed(space.external_id, watched)
            for ask in asks:
                await self._dispatch.handle(ask)
            log.info("upkeep.caught_up", platform=space.platform, posts=len(watched), asks=len(asks))

    async def refresh(self) -> None:
        """Counts the people of each home channel again, and forgets the keys of old asks."""
        async with self._database.reading() as db:
            spaces = {space.id: space for space in await people.workspaces(db) if space.platform in self._platforms}
            homes = [home for home in await communities.every(db) if home.workspace_id in spaces]
        for home in homes:
            space = spaces[home.workspace_id]
            audience = await self._platforms[space.platform].audience(space.external_id, home.channel)
            if audience is not None:
                async with self._database.transaction() as db:
                    await communities.set_audience(db, home.id, audience)
        async with self._database.transaction() as db:
            await inbox.forget_before(db, self._clock.now() - ASKS_KEPT)
