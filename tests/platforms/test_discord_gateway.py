"""Joining Discord for real: discord.py logs in and connects to a loopback server that speaks just enough of both."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import WSMsgType, web
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.platforms import CannotConnect
from bot.platforms.discord.connect import DiscordPlatform, DiscordSettings
from handlers.chat.asks import EMOJI_ADDED
from handlers.chat.routes import to
from tests.platforms.discord_fixture import TeaDoor, registry, texts
from tests.platforms.test_discord_wire import US, Loopback

DISPATCH, IDENTIFY, HELLO, HEARTBEAT_SEEN = 0, 2, 10, 11
DISALLOWED_INTENTS = 4014


async def identifications(socket: web.WebSocketResponse) -> AsyncIterator[dict[str, Any]]:
    """Says hello and that hearts beat; what each client says of itself, until the connection ends."""
    await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 40000}})
    async for message in socket:
        if message.type is not WSMsgType.TEXT:
            break
        said = json.loads(message.data)
        if said["op"] == IDENTIFY:
            yield said["d"]
        else:
            await socket.send_json({"op": HEARTBEAT_SEEN})


class Gateway:
    """Says hello, takes the identification, then says what the test wants."""

    def __init__(self) -> None:
        self.intents = 0
        self.closes_with: int | None = None
        self.tells: list[tuple[str, dict[str, Any]]] = []

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for said in identifications(socket):
            self.intents = said["intents"]
            if self.closes_with is not None:
                await socket.close(code=self.closes_with)
                break
            for number, (name, data) in enumerate(self.tells, 1):
                await socket.send_json({"op": DISPATCH, "s": number, "t": name, "d": data})
        return socket


@pytest.fixture
async def gateway(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Gateway, DiscordSettings]]:
    """The server and the settings that lead to it; discord.py's own addresses come back afterwards."""
    made = Gateway()
    app = Loopback().app()
    app.router.add_get("/gateway", made.connect)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"127.0.0.1:{runner.addresses[0][1]}"
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    yield made, DiscordSettings("good", base_url=f"http://{address}", gateway=f"ws://{address}/gateway")
    await runner.cleanup()


def ready() -> tuple[str, dict[str, Any]]:
    application = {"id": "1", "flags": 0}
    where = {"session_id": "s", "resume_gateway_url": "wss://gateway.example"}
    return "READY", {"v": 10, "user": US, "guilds": [], "application": application, **where}


async def test_it_joins_and_hears(gateway: tuple[Gateway, DiscordSettings]) -> None:
    server, settings = gateway
    emoji = {"name": "👍", "id": None}
    reaction = {"user_id": "5", "channel_id": "20", "message_id": "30", "guild_id": "10", "emoji": emoji, "type": 0}
    server.tells = [ready(), ("MESSAGE_REACTION_ADD", {**reaction, "message_author_id": US["id"]})]
    routes = registry()
    door = TeaDoor(routes)
    platform = DiscordPlatform(texts(), routes, settings)
    await platform.start(door)
    await platform.stop()
    assert server.intents & 1 << 15, "message content is asked for, to read replies"
    assert [(ask.who, ask.link, ask.message) for ask in door.asks] == [("5", to(EMOJI_ADDED, "👍"), "30")]


async def test_a_missing_intent_says_what_to_do(gateway: tuple[Gateway, DiscordSettings]) -> None:
    server, settings = gateway
    server.closes_with = DISALLOWED_INTENTS
    routes = registry()
    with pytest.raises(CannotConnect, match="Message Content Intent"):
        await DiscordPlatform(texts(), routes, settings).start(TeaDoor(routes))


async def test_without_a_network_it_says_so(gateway: tuple[Gateway, DiscordSettings]) -> None:
    routes = registry()
    nowhere = DiscordSettings("good", base_url="http://127.0.0.1:9")
    with pytest.raises(CannotConnect, match="cannot be reached"):
        await DiscordPlatform(texts(), routes, nowhere).start(TeaDoor(routes))
