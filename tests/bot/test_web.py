"""The web server: who watches over the process is told how it is; what was taken is not dropped when it stops."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.app import App
from bot.clock import Clock, Ticker
from bot.config import Config, StorageSection, WebSection
from bot.platforms import CannotConnect, Door
from bot.web.health import LATELY_SECONDS, Health, Stage
from bot.web.server import CannotListen, Server
from storage.database import Database, Db
from tests.bot.stub_platform import StubPlatform

Page = tuple[int, dict[str, Any]]
FINE: Page = (200, {"ok": True, "troubles": []})


def in_trouble(*troubles: str) -> Page:
    return 503, {"ok": False, "troubles": list(troubles)}


@dataclass
class Heard(StubPlatform):
    """A platform heard over HTTP, which starts and answers when it is let."""

    may_start: asyncio.Event = field(default_factory=asyncio.Event)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    taken: int = 0

    def mount(self, router: web.UrlDispatcher) -> bool:
        router.add_post("/heard", self.hear)
        return True

    async def start(self, door: Door) -> None:
        await self.may_start.wait()

    async def hear(self, request: web.Request) -> web.Response:
        await request.read()
        self.taken += 1
        self.reached.set()
        await self.may_answer.wait()
        return web.Response()


class Visitor:
    """Somebody who asks a server on loopback."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session = session
        self._address = f"http://127.0.0.1:{port}"

    async def page(self, path: str) -> Page:
        async with self._session.get(self._address + path) as answer:
            return answer.status, await answer.json()

    async def tell(self, body: bytes = b"") -> int:
        async with self._session.post(f"{self._address}/heard", data=BytesIO(body)) as answer:
            return answer.status


def settings(tmp_path: Path, leave_seconds: float = 0.0) -> Config:
    return Config(
        storage=StorageSection(address=f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"),
        web=WebSection(enabled=True, port=0, leave_seconds=leave_seconds),
    )


@asynccontextmanager
async def running(app: App) -> AsyncIterator[Visitor]:
    """The bot, started, and a visitor; the test stops the bot."""
    await app.start()
    assert app.web is not None
    async with aiohttp.ClientSession() as session:
        yield Visitor(session, app.web.port)


async def until_it_leaves(visitor: Visitor) -> None:
    async with asyncio.timeout(10):
        while await visitor.page("/readyz") != in_trouble("stopping"):
            await asyncio.sleep(0.01)


async def test_the_bot_lives_before_it_is_ready(tmp_path: Path) -> None:
    platform = Heard()
    app = App(settings(tmp_path), platforms={"stub": platform})
    assert app.web is not None
    starting = asyncio.create_task(app.start())
    await asyncio.sleep(0.1)
    async with aiohttp.ClientSession() as session:
        visitor = Visitor(session, app.web.port)
        assert await visitor.page("/healthz") == FINE
        assert await visitor.page("/readyz") == in_trouble("starting")
        platform.may_start.set()
        await starting
        assert await visitor.page("/readyz") == FINE
    await app.stop()


async def test_requests_under_way_are_answered_and_new_ones_refused(tmp_path: Path) -> None:
    platform = Heard()
    platform.may_start.set()
    app = App(settings(tmp_path), platforms={"stub": platform})
    async with running(app) as visitor:
        under_way = asyncio.create_task(visitor.tell())
        await platform.reached.wait()
        stopping = asyncio.create_task(app.stop())

        await until_it_leaves(visitor)
        assert await visitor.page("/healthz") == FINE
        assert await visitor.tell() == 503
        assert not under_way.done()
        platform.may_answer.set()
        assert await under_way == 200
        await stopping
        assert platform.taken == 1
        with pytest.raises(aiohttp.ClientConnectorError):
            await visitor.page("/readyz")


async def test_the_balancer_is_told_before_anything_is_refused(tmp_path: Path) -> None:
    platform = Heard()
    platform.may_start.set()
    platform.may_answer.set()
    app = App(settings(tmp_path, leave_seconds=2.0), platforms={"stub": platform})
    async with running(app) as visitor:
        stopping = asyncio.create_task(app.stop())
        await until_it_leaves(visitor)
        assert await visitor.tell() == 200
        await stopping


async def test_what_is_too_long_is_refused(tmp_path: Path) -> None:
    platform = Heard()
    platform.may_start.set()
    platform.may_answer.set()
    app = App(settings(tmp_path), platforms={"stub": platform})
    async with running(app) as visitor:
        assert await visitor.tell(b"x" * 2**20) == 200
        assert await visitor.tell(b"x" * (2**20 + 1)) == 413
        await app.stop()


async def test_what_hangs_does_not_keep_the_bot_from_stopping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Hanging(StubPlatform):
        async def stop(self) -> None:
            await asyncio.Event().wait()

    monkeypatch.setattr("bot.app.PLATFORM_SECONDS", 0.2)
    app = App(settings(tmp_path), platforms={"stub": Hanging()})
    async with running(app) as visitor:
        await app.stop()
        with pytest.raises(aiohttp.ClientConnectorError):
            await visitor.page("/healthz")


async def test_a_start_that_fails_frees_the_port(tmp_path: Path) -> None:
    class Refused(StubPlatform):
        async def start(self, door: Door) -> None:
            raise CannotConnect("no")

    app = App(settings(tmp_path), platforms={"stub": Refused()})
    with pytest.raises(CannotConnect):
        await app.start()
    assert app.web is not None
    with pytest.raises(IndexError):
        _ = app.web.port
    await app.database.close()


@pytest.fixture
async def parts(database: Database) -> tuple[Health, Ticker]:
    async def nothing_due(_db: Db, _now: datetime) -> int:
        return 0

    ticker = Ticker(database, Clock(), {"feature": nothing_due}, {}, lambda: None)
    return Health(database, ticker), ticker


@asynccontextmanager
async def served(health: Health) -> AsyncIterator[Visitor]:
    server = Server(WebSection(port=0), health)
    await server.start()
    async with aiohttp.ClientSession() as session:
        yield Visitor(session, server.port)
    await server.close()


async def test_a_ticker_that_is_stuck_is_told(parts: tuple[Health, Ticker]) -> None:
    health, ticker = parts
    async with served(health) as visitor:
        assert await visitor.page("/healthz") == FINE
        ticker.ticked_at = time.monotonic() - LATELY_SECONDS - 1
        assert await visitor.page("/healthz") == in_trouble("ticker")
        await ticker.tick()
        assert await visitor.page("/healthz") == FINE


async def test_every_trouble_is_told_and_none_in_detail(parts: tuple[Health, Ticker], database: Database) -> None:
    health, _ = parts
    health.stage, health.platforms = Stage.RUNNING, [StubPlatform(), StubPlatform(connected=False)]
    async with database.changing() as connection:  # as if another version had made the tables
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'another'")
    async with served(health) as visitor:
        assert await visitor.page("/readyz") == in_trouble("platforms", "migrations")


async def test_a_database_that_does_not_answer_is_told() -> None:
    database = Database("postgresql+asyncpg://nobody@127.0.0.1:9/nothing")
    health = Health(database, Ticker(database, Clock(), {}, {}, lambda: None))
    health.stage = Stage.RUNNING
    async with served(health) as visitor:
        assert await visitor.page("/readyz") == in_trouble("database")
        assert await visitor.page("/healthz") == FINE
    await database.close()


async def test_a_port_that_is_taken_is_one_sentence(parts: tuple[Health, Ticker]) -> None:
    first = Server(WebSection(port=0), parts[0])
    await first.start()
    second = Server(WebSection(port=first.port), parts[0])
    with pytest.raises(CannotListen, match=r"127\.0\.0\.1, port \d+ \(Address already in use\): change host or port"):
        await second.start()
    await first.close()


def test_nothing_is_served_unless_asked_for(tmp_path: Path) -> None:
    assert not Config().serves
    assert Config(web=WebSection(enabled=True)).serves
