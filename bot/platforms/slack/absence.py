"""Noticing that nothing could be heard for a while: the network was gone, the machine slept."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

EVERY_SECONDS: Final = 5.0
LONG_SECONDS: Final = 60.0
"""Slack tells again an event that nobody acknowledged (at once, after a minute, after five), but promises nothing for a
time without any connection: beyond a minute, it is safer to read again."""

log = structlog.get_logger(__name__)


class Absence:
    """Calls `came_back` when the connection is there again after having been away for long."""

    def __init__(
        self,
        is_connected: Callable[[], Awaitable[bool]],
        came_back: Callable[[], Awaitable[None]],
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._is_connected = is_connected
        self._came_back = came_back
        # The time of day goes on while a machine sleeps, a monotonic clock may not.
        self._clock = clock
        self._heard_at = clock()

    async def watch(self) -> None:
        """Looks now and then, for ever."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await self.look()

    async def look(self) -> None:
        """Once."""
        if not await self._is_connected():
            return
        away, self._heard_at = self._clock() - self._heard_at, self._clock()
        if away < LONG_SECONDS:
            return
        log.warning("slack.was_away", seconds=round(away))
        try:
            await self._came_back()
        except Exception:  # what could not be read again now will be at the next start
            log.exception("slack.not_caught_up")
