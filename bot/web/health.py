"""Two pages for whoever watches over the process: does it live, may requests be sent to it.

They say which part is in trouble and nothing else: no address, no version, nobody's name.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import structlog
from aiohttp import web

from bot.clock import Ticker
from bot.platforms import Platform
from storage.database import Database
from storage.migrate import is_current

ALIVE: Final = "/healthz"
READY: Final = "/readyz"

LATELY_SECONDS: Final = 120.0
"""A tick may wait a minute for a connection to the database: only a longer silence means that the ticker is stuck."""
LOOK_SECONDS: Final = 3.0
AGAIN_SECONDS: Final = 1.0
"""However many ask, the database is asked once a second."""

log = structlog.get_logger(__name__)


class Stage(StrEnum):
    """Where the bot is in its life."""

    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"


class Health:
    """What the pages say. `platforms`: those that must be connected for the bot to be ready."""

    def __init__(self, database: Database, ticker: Ticker) -> None:
        self.stage = Stage.STARTING
        self.platforms: Sequence[Platform] = ()
        self._database = database
        self._ticker = ticker
        self._looking = asyncio.Lock()
        self._looked_at = float("-inf")
        self._found: list[str] = []

    def mount(self, router: web.UrlDispatcher) -> None:
        """Adds both pages."""
        router.add_get(ALIVE, self._alive)
        router.add_get(READY, self._ready)

    async def _alive(self, _request: web.Request) -> web.Response:
        """That this is answered shows that the loop turns; the ticker must have got somewhere lately, too."""
        ticked_at = self._ticker.ticked_at
        stuck = ticked_at is not None and time.monotonic() - ticked_at > LATELY_SECONDS
        return _page(["ticker"] if stuck else [])

    async def _ready(self, _request: web.Request) -> web.Response:
        return _page(await self.troubles())

    async def troubles(self) -> list[str]:
        """Why no request should be sent here now; empty when they may."""
        if self.stage is not Stage.RUNNING:
            return [self.stage.value]
        async with self._looking:
            if time.monotonic() - self._looked_at >= AGAIN_SECONDS:
                self._found = await self._look()
                self._looked_at = time.monotonic()
        return self._found

    async def _look(self) -> list[str]:
        connected = [await platform.is_connected() for platform in self.platforms]
        found = [] if all(connected) else ["platforms"]
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                if not await is_current(self._database):
                    found.append("migrations")
        except Exception as error:  # noqa: BLE001 - whatever the database or its driver raises, it does not answer
            if "database" not in self._found:  # said once, however often it is asked
                log.warning("health.no_database", error=type(error).__name__)
            found.append("database")
        return found


def _page(troubles: Sequence[str]) -> web.Response:
    body = {"ok": not troubles, "troubles": list(troubles)}
    return web.json_response(body, status=503 if troubles else 200, headers={"Cache-Control": "no-store"})
