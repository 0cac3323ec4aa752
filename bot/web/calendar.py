"""One page for calendar programs: a community's calendar, at an address that is its own key.

Whatever is wrong with an address, the answer is the one for any page that does not exist. Addresses are never logged.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

from bot.clock import Clock
from bot.texts import Texts
from handlers.calendar import feed
from handlers.chat.words import LANGUAGES
from storage import feeds
from storage.database import Database
from storage.troubles import Trouble

PATH: Final = "/calendar/{token:[A-Za-z0-9_-]{43}}.ics"
"""As `handlers.calendar.actions.ADDRESS`; what does not look like a token is not even looked up."""

MOST_ASKED: Final = 30
WITHIN_SECONDS: Final = 600.0
"""How often one address may be read, by one process. Programs ask a few times a day."""

MOST_REMEMBERED: Final = 10_000
AT_ONCE: Final = 2
"""Calendars written at the same time: people who press a button come first."""


class Patience:
    """Counts how often each address is asked for, without keeping the address; forgets the oldest first."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._asked: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def seconds_to_wait(self, key: str) -> int:
        """0 when it may be read now; this counts as once."""
        now = self._now()
        since, count = self._asked.pop(key, (now, 0))
        if now - since >= WITHIN_SECONDS:
            since, count = now, 0
        self._asked[key] = (since, count + 1)
        while len(self._asked) > MOST_REMEMBERED:
            self._asked.popitem(last=False)
        return 0 if count < MOST_ASKED else max(1, int(since + WITHIN_SECONDS - now))


class CalendarPage:
    """The page. `public_address` is where it is reached from outside."""

    def __init__(self, database: Database, clock: Clock, texts: Texts, public_address: str) -> None:
        self._database = database
        self._clock = clock
        self._texts = texts
        self._host = urlsplit(public_address).hostname or "portevoix"
        self._patience = Patience()
        self._turns = asyncio.Semaphore(AT_ONCE)

    def mount(self, router: web.UrlDispatcher) -> None:
        """Adds the page."""
        router.add_get(PATH, self._page)

    async def _page(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        if wait := self._patience.seconds_to_wait(feeds.key_of(token)):
            return web.Response(status=429, headers={"Retry-After": str(wait), "Cache-Control": "no-store"})
        async with self._turns:
            try:
                body = await self._written(token)
            except Trouble:
                return web.Response(status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})
        if body is None:
            raise web.HTTPNotFound
        tag = hashlib.sha256(body).hexdigest()[:32]
        headers = {"Cache-Control": "private, no-cache", "ETag": f'"{tag}"', "X-Content-Type-Options": "nosniff"}
        if any(one.value in (tag, "*") for one in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
        return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)

    async def _written(self, token: str) -> bytes | None:
        """The calendar this token opens, in its owner's language; None when it opens nothing."""
        now = self._clock.now()
        async with self._database.reading() as db:
            opened = await feeds.opened(db, token)
            if opened is None:
                return None
            told = await feed.read(db, opened.community, now, everything=opened.everything)
        write = partial(self._texts.plain, language=opened.language or LANGUAGES[0])
        return await asyncio.to_thread(feed.written, told, write, self._host)
