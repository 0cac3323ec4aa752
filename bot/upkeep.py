"""Upkeep: posts are read again after an absence, and the latest every hour; figures are refreshed, old keys dropped."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial

import structlog

from bot.clock import Clock
from bot.dispatch import Dispatch
from bot.missed import Missed
from bot.platforms import Platform
from handlers.comments.rules import COMMENTABLE
from handlers.likes.rules import LIKEABLE
from storage import communities, inbox, outbox, people, schedules
from storage.database import Database
from storage.outbox import Delivery
from storage.people import Known, Workspace

EVERY_SECONDS = 3600.0
AGAIN_SECONDS = 400.0
"""How long after an absence posts are read once more: some perhaps could not be, and for five minutes Slack goes on
telling what happened meanwhile, in no sure order."""
RECENT = timedelta(days=14)
"""How far back the likes and replies of posts are read again after an absence."""
LATELY = timedelta(days=1)
"""How far back they are read again every hour, for what slipped through without any absence being noticed."""
MOST_LOOK_UPS = 50
"""People looked up at each refresh: their platform allows about that many questions a minute."""
AT_ONCE = 20
"""Posts read again before what was missed on them is done: newest first, so what people look at is right first."""
ASKS_KEPT = timedelta(days=2)
"""Longer than any platform tells the same ask again (Slack: five minutes, or hourly for a day when delayed)."""

DRAFTS_KEPT = timedelta(days=1)
"""How long what somebody was about to plan waits to be confirmed."""

log = structlog.get_logger(__name__)


class Upkeep:
    """Catches up at start and after every absence of a platform; once an hour, reads again, refreshes and forgets."""

    def __init__(self, database: Database, platforms: Mapping[str, Platform], clock: Clock, dispatch: Dispatch) -> None:
        self._database = database
        self._platforms = platforms
        self._clock = clock
        self._missed = Missed(database, clock, dispatch)
        self._away = set(platforms)
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins with a catch-up, in the background: people are answered meanwhile."""
        self._task = asyncio.create_task(self._run(), name="upkeep")

    async def stop(self) -> None:
        """Stops at once; what was not caught up will be at the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def was_away(self, platform: str) -> None:
        """Nobody heard what was done on this platform for a while: it will be read again, soon."""
        self._away.add(platform)
        self._woken.set()

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            was_away = bool(self._away)
            await self.catch_up()
            await self._guarded("refresh", self.refresh)
            try:
                async with asyncio.timeout(AGAIN_SECONDS if was_away else EVERY_SECONDS):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def _guarded(self, name: str, work: Callable[[], Awaitable[None]]) -> bool:
        try:
            await work()
        except Exception:  # an unwilling platform must not end the upkeep; it is tried again
            log.exception("upkeep.failed", work=name)
            return False
        return True

    async def catch_up(self) -> None:
        """Reads posts again, and does what was missed: the recent ones of platforms that were away, else the latest."""
        for name in self._platforms:
            back = RECENT if name in self._away else LATELY
            self._away.discard(name)
            if not await self._guarded("catch_up", partial(self._read_again, name, back)) and back is RECENT:
                self._away.add(name)

    async def _read_again(self, name: str, back: timedelta) -> None:
        async with self._database.reading() as db:
            spaces = [space for space in await people.workspaces(db) if space.platform == name]
            posts = {space.id: await outbox.recent_posts(db, space.id, self._clock.now() - back) for space in spaces}
        for space in spaces:
            await self._of_workspace(space, [post for post in posts[space.id] if can_be_answered(post)])

    async def _of_workspace(self, space: Workspace, posts: Sequence[Delivery]) -> None:
        missed = failed = 0
        for first in range(0, len(posts), AT_ONCE):
            batch = posts[first : first + AT_ONCE]
            try:
                missed += await self._missed.catch_up(self._platforms[space.platform], space, batch)
            except Exception:  # what is wrong with some posts must not leave the others unread
                log.exception("upkeep.not_read_again", platform=space.platform, posts=len(batch))
                failed += len(batch)
        if posts:
            log.info("upkeep.caught_up", platform=space.platform, posts=len(posts), missed=missed)
        if failed:
            raise RuntimeError(f"{failed} posts could not be read again")

    async def refresh(self) -> None:
        """Counts the people of each home channel, looks up who was only named so far, forgets old asks and drafts."""
        async with self._database.reading() as db:
            spaces = {space.id: space for space in await people.workspaces(db) if space.platform in self._platforms}
            homes = [home for home in await communities.every(db) if home.workspace_id in spaces]
        for home in homes:
            space = spaces[home.workspace_id]
            audience = await self._platforms[space.platform].audience(space.external_id, home.channel)
            if audience is not None:
                async with self._database.transaction() as db:
                    await communities.set_audience(db, home.id, audience)
        for space in spaces.values():
            await self._meet(space)
        async with self._database.transaction() as db:
            await inbox.forget_before(db, self._clock.now() - ASKS_KEPT)
            await schedules.sweep(db, self._clock.now() - DRAFTS_KEPT)

    async def _meet(self, space: Workspace) -> None:
        """Asks the platform about members named by others: a manager's digest comes in their own language and hours."""
        async with self._database.reading() as db:
            named = await people.never_met(db, space.id, MOST_LOOK_UPS)
        for member in named:
            profile = await self._platforms[space.platform].profile(space.external_id, member.external_id)
            if profile is not None:
                known = Known(profile.external_id, profile.name, profile.language, profile.zone, profile.is_admin)
                async with self._database.transaction() as db:
                    met = await people.member_by_id(db, member.id)
                    await people.refresh(db, met, known, self._clock.now())


def can_be_answered(post: Delivery) -> bool:
    """Whether what people put on a post or under it counts."""
    return (post.subject or "").split(":")[0] in (*LIKEABLE, *COMMENTABLE)
