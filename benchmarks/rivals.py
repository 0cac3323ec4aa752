"""The simplest Slack bots there can be, to measure beside: `python -m benchmarks.rivals bare|insert <api> <file>`.

`bare` acknowledges every click and does nothing. `insert` first inserts one row with SQLAlchemy and commits it, as
durably as Portevoix does. Both are written as slack-bolt's own documents show. Tokens come from the environment.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Awaitable, Callable

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, event, func, insert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

READY = "rival.started"
ANYTHING = re.compile("")

Click = Callable[[str], Awaitable[None]]

clicks = Table(
    "clicks",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("who", String(64), nullable=False),
    Column("at", DateTime, server_default=func.now()),
)


async def nothing(_who: str) -> None:
    """What a bare bot keeps."""


async def inserting(file: str) -> Click:
    """One insert and one commit a click, through one connection: on SQLite, more only wait for each other."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{file}", pool_size=1, max_overflow=0)

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    async with engine.begin() as connection:
        await connection.run_sync(clicks.metadata.create_all)

    async def click(who: str) -> None:
        async with engine.begin() as connection:
            await connection.execute(insert(clicks).values(who=who))

    return click


async def main(kind: str, api: str, file: str) -> None:
    """Runs until the process is ended."""
    click = nothing if kind == "bare" else await inserting(file)
    token = os.environ["SLACK_BOT_TOKEN"]
    # As Portevoix does: by default bolt looks every 10 ms whether a listener has acknowledged, which would flatter us.
    app = AsyncApp(token=token, client=AsyncWebClient(token, base_url=api), process_before_response=True)

    @app.action(ANYTHING)
    async def _clicked(ack: AsyncAck, body: dict[str, dict[str, str]]) -> None:
        await click(body["user"]["id"])
        await ack()

    handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
    await handler.connect_async()  # type: ignore[no-untyped-call]  # bolt gives it no types
    print(READY, file=sys.stderr, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
