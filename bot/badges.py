"""Badges: ambassadors are given the role or the group of their community, and it is taken away again."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.platforms import Platform, Refused, Shut, TryLater
from storage import badges
from storage.badges import GIVEN, GIVING, OTHERS, REFUSED, UNWANTED, WANTED, Claimed
from storage.database import Database
from storage.troubles import Trouble

EVERY_SECONDS = 5.0
LEASE = timedelta(minutes=3)
"""Longer than the few calls one badge takes, each of which ends by itself."""
MOST_TRIES = 8
FIRST_BACKOFF_SECONDS = 5.0
LONGEST_BACKOFF_SECONDS = 600.0

NOTHING_LEFT = frozenset({"no_such_badge", "no_such_subteam", "10004", "10007", "10011", "10013"})
"""Role, group, person or server is no more: there is nothing to take away (Discord: JSON error codes)."""

log = structlog.get_logger(__name__)


class Badges:
    """Does one thing at a time: what is wanted is kept, so whatever is cut short is done later."""

    def __init__(self, database: Database, platforms: Mapping[str, Platform], clock: Clock) -> None:
        self._database = database
        self._platforms = platforms
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Looks every few seconds for something to do."""
        self._task = asyncio.create_task(self._run(), name="badges")

    async def stop(self) -> None:
        """Stops at once; what is cut short is done again, which changes nothing."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            try:
                while await self.step():
                    pass
            except Exception:  # whatever goes wrong once must not end it
                log.exception("badges.failed")
            await asyncio.sleep(EVERY_SECONDS)

    async def step(self) -> bool:
        """As `_next`, unless the database is in trouble: it has said so, and the next look is the next try."""
        try:
            return await self._next()
        except Trouble:
            return False

    async def _next(self) -> bool:
        """Sees to one badge; False when there is none to see to. Idle, it asks one indexed question."""
        async with self._one_at_a_time:
            async with self._database.transaction() as db:
                one = await badges.claim(db, self._clock.now(), LEASE)
            if one is None:
                return False
            platform = self._platforms.get(one.platform)
            if platform is not None:  # else its lease ends: it waits until that platform is on again
                await self._see_to(platform, one)
            return True

    async def _see_to(self, platform: Platform, one: Claimed) -> None:
        try:
            if one.state == UNWANTED:
                await self._take(platform, one)
            else:
                await self._give(platform, one)
        except TryLater as later:
            await self._later(one, later)
        except Refused as refused:
            await self._refused(one, refused.code)

    async def _give(self, platform: Platform, one: Claimed) -> None:
        whose = (one.workspace, one.person, one.name)
        if one.state == WANTED:
            is_worn = await platform.badges.worn(*whose)
            if not await self._move(one, OTHERS if is_worn else GIVING) or is_worn:
                return
            one = replace(one, state=GIVING)
        try:
            await platform.badges.give(*whose)
        except Refused as refused:
            await self._refused(one, refused.code)
            return
        await self._move(one, GIVEN)

    async def _take(self, platform: Platform, one: Claimed) -> None:
        async with self._database.transaction() as db:
            if await badges.hand_over(db, one):
                return
        try:
            await platform.badges.take(one.workspace, one.person, one.name)
        except Refused as refused:
            if refused.code not in NOTHING_LEFT:
                raise
        async with self._database.transaction() as db:
            await badges.taken_away(db, one)

    async def _move(self, one: Claimed, state: str, failure: str | None = None) -> bool:
        now = self._clock.now()
        # While it is being given the lease goes on; what is wanted next of it need not wait for the end of it.
        until = now + LEASE if state == GIVING else now
        async with self._database.transaction() as db:
            return await badges.move(db, one, state, until, failure=failure)

    async def _refused(self, one: Claimed, code: str) -> None:
        log.warning("badges.refused", badge=one.id, state=one.state, code=code)
        await self._move(one, REFUSED, code)

    async def _later(self, one: Claimed, later: TryLater) -> None:
        if one.tries + 1 >= MOST_TRIES and not isinstance(later, Shut):
            await self._refused(one, later.code)
            return
        backoff = min(FIRST_BACKOFF_SECONDS * 2**one.tries, LONGEST_BACKOFF_SECONDS)
        wait = timedelta(seconds=max(later.seconds or 0.0, backoff))
        async with self._database.transaction() as db:
            await badges.postpone(db, one, self._clock.now() + wait)
