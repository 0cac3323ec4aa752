"""Shards: each process is told of its own part of the servers, over as many connections."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot import config
from bot.config import BadConfig, Config
from bot.platforms.discord import make
from bot.platforms.discord.connect import DiscordPlatform, DiscordSettings
from tests.platforms.discord_fixture import TeaDoor, registry, texts
from tests.platforms.test_discord_gateway import DISPATCH, identifications, ready
from tests.platforms.test_discord_wire import Loopback


class Shards:
    """Lets every shard in, and keeps its connection: the test speaks on it."""

    def __init__(self) -> None:
        self.open: dict[int, web.WebSocketResponse] = {}
        self.told: list[list[int]] = []

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for said in identifications(socket):
            self.told.append(said.get("shard", []))
            self.open[said.get("shard", [0])[0]] = socket
            name, data = ready()
            await self.tell(socket, name, {**data, "shard": said.get("shard", [0, 1])})
        return socket

    async def tell(self, socket: web.WebSocketResponse, name: str, data: dict[str, Any]) -> None:
        await socket.send_json({"op": DISPATCH, "s": 1, "t": name, "d": data})


@pytest.fixture
async def shards(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Shards, str]]:
    made, app = Shards(), Loopback().app()
    app.router.add_get("/gateway", made.connect)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    yield made, f"127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def platform(address: str, count: int, ids: tuple[int, ...]) -> DiscordPlatform:
    settings = DiscordSettings(
        "good",
        base_url=f"http://{address}",
        gateway=f"ws://{address}/gateway",
        shard_count=count,
        shard_ids=ids,
    )
    return DiscordPlatform(texts(), registry(), settings)


async def test_a_process_is_told_of_its_own_shards(shards: tuple[Shards, str]) -> None:
    server, address = shards
    joined, door = platform(address, 6, (4, 5)), TeaDoor(registry())
    await joined.start(door)
    assert server.told == [[4, 6], [5, 6]]
    assert await joined.is_connected()
    reaction = {"user_id": "5", "channel_id": "20", "message_id": "30", "emoji": {"name": "👍", "id": None}, "type": 0}
    event = {**reaction, "guild_id": "10", "message_author_id": "1"}
    for number in (4, 5):
        await server.tell(server.open[number], "MESSAGE_REACTION_ADD", {**event, "user_id": str(number)})
    async with asyncio.timeout(20):
        while len(door.asks) < 2:
            await asyncio.sleep(0.02)
    assert {ask.who for ask in door.asks} == {"4", "5"}
    await joined.stop()
    assert not await joined.is_connected()


async def test_alone_it_has_one_connection_and_no_shard(shards: tuple[Shards, str]) -> None:
    server, address = shards
    joined = platform(address, 1, ())
    await joined.start(TeaDoor(registry()))
    assert len(server.open) == 1
    assert all(told in ([], [0, 1]) for told in server.told)
    await joined.stop()


async def test_a_shard_that_had_to_begin_again_has_been_away(shards: tuple[Shards, str]) -> None:
    _server, address = shards
    joined, absences = platform(address, 2, ()), []

    async def away() -> None:
        absences.append(True)

    joined.on_absence = away
    await joined.start(TeaDoor(registry()))
    assert joined._client is not None
    assert absences == []
    joined._client.dispatch("shard_ready", 1)
    await joined.stop()
    assert absences == [True]


def written(folder: Path, keys: str) -> Config:
    file = folder / "config.toml"
    file.write_text(f"[discord]\nenabled = true\n{keys}\n", "utf-8")
    return config.read(file, {"DISCORD_TOKEN": "token"})


def test_the_configuration_says_which_shards(tmp_path: Path) -> None:
    made = make(written(tmp_path, "shard_count = 4\nshard_ids = [2, 3]"), texts(), registry())
    assert isinstance(made, DiscordPlatform)
    assert (made.settings.shard_count, made.settings.shard_ids) == (4, (2, 3))


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ("shard_count = 2\nshard_ids = [2]", "from 0 to 1"),
        ("shard_count = 2\nshard_ids = [1, 1]", "same shard twice"),
        ("shard_count = 0", "whole number from 1"),
        ('shard_ids = ["0"]', "list of whole numbers"),
    ],
)
def test_shards_that_cannot_be_are_told(tmp_path: Path, keys: str, sentence: str) -> None:
    with pytest.raises(BadConfig, match=sentence):
        written(tmp_path, keys)
