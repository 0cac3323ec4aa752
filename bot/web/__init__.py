"""What the bot serves itself: health pages, calendars, the public page, and the routes of platforms heard over HTTP."""

from __future__ import annotations

from collections.abc import Mapping

from bot.clock import Clock, Ticker
from bot.config import Config
from bot.platforms import OverHttp, Platform
from bot.texts import Texts
from bot.web.health import Health
from bot.web.server import Server
from storage.database import Database


def make(
    config: Config,
    database: Database,
    ticker: Ticker,
    platforms: Mapping[str, Platform],
    clock: Clock,
    texts: Texts,
) -> Server | None:
    """The server the configuration wants, with the platforms' routes on it; None when nothing has to be served."""
    if not config.serves:
        return None
    health = Health(database, ticker)
    server = Server(config.web, health)
    if config.web.public_address:
        from bot.web.calendar import CalendarPage  # noqa: PLC0415 - what writes calendars is loaded where it is served

        CalendarPage(database, clock, texts, config.web.public_address).mount(server.router)
    if config.web.wall:
        from bot.web.wall import Wall  # noqa: PLC0415 - templates and QR codes are loaded where they are served

        Wall(database, clock, texts, config.wall_address).mount(server.router)
    mounted = [one for one in platforms.values() if isinstance(one, OverHttp) and one.mount(server.router)]
    # Where requests come in, the loss of another platform's own connection is no reason to send them elsewhere.
    health.platforms = mounted or list(platforms.values())
    server.leaves_slowly = bool(mounted)
    return server
