"""The bot in a process of its own, as an operator runs it, on a throwaway Slack that can be made to hang."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import aiohttp
from aiohttp import web

from playground import Playground
from storage import capsules, communities, people, schedules
from storage.capsules import Source
from storage.database import Database
from storage.migrate import migrate

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


class SlowRoad:
    """Leads to Slack. Calls of `hangs` get no answer: before (`keeps` False) or after Slack has done what they ask."""

    def __init__(self, play: Playground) -> None:
        self._play = play
        self.hangs: str | None = None
        self.keeps = False
        self.hanging = asyncio.Event()
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._forward)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}/api/"

    async def _forward(self, request: web.Request) -> web.Response:
        method, body = request.match_info["method"], await request.read()
        hangs = method == self.hangs
        if hangs and not self.keeps:
            await self._hang()
        headers = {name: request.headers[name] for name in ("Authorization", "Content-Type") if name in request.headers}
        address = f"{self._play.api_url}{method}"
        async with self._session.request(
            request.method, address, data=body, headers=headers, params=request.query
        ) as answer:
            said = await answer.read()
        if hangs:
            await self._hang()
        return web.Response(body=said, status=answer.status, content_type=answer.content_type)

    async def _hang(self) -> None:
        self.hanging.set()
        await asyncio.Event().wait()


class Process:
    """`python -m bot …` with a configuration and secrets of its own; `log` holds what it wrote on standard error."""

    def __init__(self, folder: Path, play: Playground, api_url: str, address: str) -> None:
        self.config = folder / "config.toml"
        self.config.write_text(
            f'[storage]\naddress = "{address}"\n[slack]\nenabled = true\nbase_url = "{api_url}"\n', "utf-8"
        )
        self.secrets = {"SLACK_BOT_TOKEN": play.bot_token, "SLACK_APP_TOKEN": play.app_token}
        self.log = ""
        self.output = ""

    async def start(self, *command: str) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "--config", str(self.config), *command),
            cwd=ROOT,
            env={**os.environ, **self.secrets, "PYTHONUNBUFFERED": "1"},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        self.number = self._process.pid
        self._reading = asyncio.gather(self._read_log(), self._read_output())

    async def until(self, event: str) -> None:
        """Waits until it has logged this."""
        async with asyncio.timeout(PATIENCE):
            while not re.search(event, self.log):
                assert not self._reading.done(), f"it ended: {self.log}"
                await asyncio.sleep(0.02)

    async def ends(self, number: signal.Signals | None = None) -> int:
        """Its exit code, after this signal if one is given."""
        if number is not None:
            self._process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            await self._reading
            return await self._process.wait()

    async def _read_log(self) -> None:
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            self.log += line.decode()

    async def _read_output(self) -> None:
        assert self._process.stdout is not None
        self.output = (await self._process.stdout.read()).decode()


async def plan_a_post(address: str, workspace: str, channel: str) -> None:
    """A capsule due in this channel now, in a database made for it."""
    database, now = Database(address), datetime.now(UTC)
    await migrate(database)
    async with database.transaction() as db:
        space = await people.workspace(db, "slack", workspace)
        animator = await people.member(db, space.id, "U1")
        home = await communities.create(
            db, workspace_id=space.id, name="home", channel=channel, language="en", zone="UTC", now=now
        )
        assert home is not None
        kept = await capsules.keep(db, [capsule(home.id)], now)
        await schedules.plan(
            db,
            community_id=home.id,
            capsule_id=kept["one"][0],
            rule="",
            local_start=now.strftime("%Y-%m-%dT%H:%M"),
            zone="UTC",
            next_at=now,
            created_by=animator.id,
        )
    await database.close()


def capsule(community_id: int) -> Source:
    return Source(
        origin="one",
        community_id=community_id,
        title="Say what you saw",
        theme="",
        format="text",
        body="One small thing.",
        key_message="",
        minutes=1,
        effort="easy",
        language="en",
        digest="one",
    )
