"""As much of Discord as a bot that does nothing needs: it logs in, connects, and its heart beats. On loopback.

Frames and fields: discord.com/developers/docs/events/gateway. Nothing happens there, so nothing can be tried there.
"""

from __future__ import annotations

import json
from typing import Any

from aiohttp import WSMsgType, web

APPLICATION = "100000000000000001"
BOT = {
    "id": APPLICATION,
    "username": "portevoix",
    "discriminator": "0",
    "global_name": None,
    "avatar": None,
    "bot": True,
}
HEARTBEAT, IDENTIFY, HELLO, HEARTBEAT_ACK = 1, 2, 10, 11
HEARTBEAT_MS = 41250


def answer(body: Any) -> web.Response:
    """As Discord answers: discord.py reads JSON only where the type says nothing of a charset."""
    return web.Response(body=json.dumps(body).encode(), content_type="application/json")


class Gateway:
    """The stand-in. `api` and `socket` are its addresses once it has started."""

    def __init__(self) -> None:
        self.api = self.socket = ""
        self._commands: list[dict[str, Any]] = []
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Gateway:
        app = web.Application()
        commands = f"/api/applications/{APPLICATION}/commands"
        app.router.add_get("/api/users/@me", self._me)
        app.router.add_get("/api/oauth2/applications/@me", self._application)
        app.router.add_get(commands, self._told)
        app.router.add_put(commands, self._tell)
        app.router.add_get("/gateway/", self._connect)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.api, self.socket = f"http://127.0.0.1:{port}/api", f"ws://127.0.0.1:{port}/gateway/"
        return self

    async def __aexit__(self, *_error: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _me(self, _request: web.Request) -> web.Response:
        return answer(BOT)

    async def _application(self, _request: web.Request) -> web.Response:
        about = {
            "name": "Portevoix",
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
        }
        return answer({"id": APPLICATION, **about, "verify_key": "", "flags": 0, "owner": BOT, "team": None})

    async def _told(self, _request: web.Request) -> web.Response:
        return answer(self._commands)

    async def _tell(self, request: web.Request) -> web.Response:
        self._commands = await request.json()
        return answer(self._commands)

    async def _connect(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": HEARTBEAT_MS}})
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            said = json.loads(frame.data)
            if said["op"] == HEARTBEAT:
                await socket.send_json({"op": HEARTBEAT_ACK})
            elif said["op"] == IDENTIFY:
                await socket.send_json({"op": 0, "s": 1, "t": "READY", "d": self._ready()})
        return socket

    def _ready(self) -> dict[str, Any]:
        return {
            "v": 10,
            "user": BOT,
            "guilds": [],
            "session_id": "idle",
            "resume_gateway_url": self.socket,
            "application": {"id": APPLICATION, "flags": 0},
        }
