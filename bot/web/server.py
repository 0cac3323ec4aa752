"""The web server, which can refuse work while it still tells how the bot is."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from typing import Final

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.config import WebSection
from bot.web.health import ALIVE, READY, Health, Stage

MOST_BYTES: Final = 2**20
"""The longest body taken. Slack's longest are forms full of accents, each written with a dozen signs: some 600 kB."""
UNDER_WAY_SECONDS: Final = 3.0
"""How long requests under way are waited for when leaving: as long as Slack waits for their answer."""
CLOSING_SECONDS: Final = 1.0

log = structlog.get_logger(__name__)


class CannotListen(Exception):
    """The port is taken, or the address is not this machine's; the sentence says what to do."""


class Server:
    """Health pages, and whatever is added to `router` before `start`.

    `leaves_slowly`: a balancer sends requests here, and is given time to notice before they are refused.
    """

    def __init__(self, settings: WebSection, health: Health) -> None:
        self.health = health
        self.leaves_slowly = False
        self._settings = settings
        self._app = web.Application(middlewares=[self._count], client_max_size=MOST_BYTES)
        health.mount(self._app.router)
        self._runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=CLOSING_SECONDS)
        self._refuses = False
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def router(self) -> web.UrlDispatcher:
        """Where platforms add their routes."""
        return self._app.router

    @property
    def port(self) -> int:
        """The port listened on, once started."""
        return int(self._runner.addresses[0][1])

    async def start(self) -> None:
        """Listens. Raises CannotListen."""
        host, port = self._settings.host, self._settings.port
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self._runner.cleanup()
            reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
            raise CannotListen(
                f"The web server cannot listen on {host}, port {port} ({reason}): change host or port under [web]."
            ) from error
        log.info("web.started", port=self.port)

    async def leave(self) -> None:
        """/readyz says no at once, then work is refused; returns when what was under way is answered."""
        self.health.stage = Stage.STOPPING
        if self.leaves_slowly:
            await asyncio.sleep(self._settings.leave_seconds)
        self._refuses = True
        with suppress(TimeoutError):
            async with asyncio.timeout(UNDER_WAY_SECONDS):
                await self._idle.wait()

    async def close(self) -> None:
        """Listens no more; a health page under way is still answered."""
        await self._runner.cleanup()

    @web.middleware
    async def _count(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Knows what is under way. Health is told to the very end, the rest is refused when leaving."""
        if request.path in (ALIVE, READY):
            return await handler(request)
        if self._refuses:
            refused = web.Response(status=503)
            refused.force_close()
            return refused
        self._under_way += 1
        self._idle.clear()
        try:
            return await handler(request)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()
