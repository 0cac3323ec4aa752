"""Socket Mode: the app calls `apps.connections.open`, connects, and everything comes to it through that connection.

Rules (docs.slack.dev/apis/events-api/using-socket-mode): the first frame is `hello`; up to 10 connections at once, and
each envelope goes to any one of them; the app acknowledges by envelope_id, with a payload where one is accepted;
`disconnect` frames tell it to come back by a new address.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from playground.envelopes import Answer, Envelope
from playground.model import Json

MAX_CONNECTIONS = 10
SECONDS_BEFORE_CLOSING = {"warning": 10.0, "refresh_requested": 0.5}
PING_EVERY = 15.0


@dataclass
class _Connection:
    socket: web.WebSocketResponse
    request: web.Request
    leaving: bool = False
    closer: asyncio.Task[None] | None = field(default=None)


class Sockets:
    """The open connections. `app_id` is what `hello` tells the app; `opened` counts them since the start."""

    def __init__(self, app_id: str) -> None:
        self._app_id = app_id
        self._tickets: set[str] = set()
        self._connections: list[_Connection] = []
        self._turn = 0
        self.opened = 0
        self._waiting: dict[str, asyncio.Future[Json | None]] = {}
        self._arrival = asyncio.Condition()

    def new_ticket(self) -> str:
        """A one-time word that lets the app connect."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    @property
    def count(self) -> int:
        """How many connections are open and not on their way out."""
        return len(self._open())

    def _open(self) -> list[_Connection]:
        return [held for held in self._connections if not held.leaving and not held.socket.closed]

    async def wait_until_connected(self, seconds: float) -> bool:
        """Wait for the app to be there; False when it did not come in time."""
        async with self._arrival:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._arrival.wait_for(self._open), seconds)
        return bool(self._open())

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection, from the handshake to the end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPUnauthorized(text="This address was used already, or never given out.")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=PING_EVERY, timeout=1.0, max_msg_size=16 * 2**20)
        await socket.prepare(request)
        if len(self._open()) >= MAX_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        connection = _Connection(socket, request)
        self._connections.append(connection)
        self.opened += 1
        try:
            await socket.send_json(self._hello())
            async with self._arrival:
                self._arrival.notify_all()
            await self._listen(socket)
        finally:
            self._connections.remove(connection)
            if connection.closer is not None:
                connection.closer.cancel()
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open()),
            "debug_info": {
                "host": "playground",
                "started": "",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self._app_id},
        }

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        """Acknowledgements, on whichever connection they come: the official client sends them on its newest."""
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            with contextlib.suppress(json.JSONDecodeError):
                said = json.loads(frame.data)
                waiting = self._waiting.get(str(said.get("envelope_id"))) if isinstance(said, dict) else None
                if waiting is not None and not waiting.done():
                    waiting.set_result(said.get("payload"))

    async def send(self, envelope: Envelope, within: float) -> Answer:
        """Give it to the next connection in turn, waiting for one if need be, and wait for its acknowledgement."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        if not self._open() and not await self.wait_until_connected(within):
            return Answer(failure="connection_failed")
        envelope_id = secrets.token_hex(16)
        acknowledged: asyncio.Future[Json | None] = loop.create_future()
        self._waiting[envelope_id] = acknowledged
        try:
            await self._next().socket.send_json(_frame(envelope, envelope_id))
            return Answer(await asyncio.wait_for(acknowledged, max(0.0, deadline - loop.time())))
        except TimeoutError:
            return Answer(failure="timeout")
        except (ConnectionError, IndexError):
            return Answer(failure="connection_failed")
        finally:
            del self._waiting[envelope_id]

    def _next(self) -> _Connection:
        connections = self._open()
        self._turn += 1
        return connections[self._turn % len(connections)] if connections else self._connections[-1]

    async def disconnect(self, reason: str) -> None:
        """Tell every connection to come back by a new address, and close it a little later, as Slack does.

        `reason`: warning (10 s before), refresh_requested, or link_disabled (Socket Mode switched off: at once).
        """
        for connection in self._open():
            connection.leaving = True
            with contextlib.suppress(ConnectionError):
                await connection.socket.send_json(
                    {"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}}
                )
            wait = SECONDS_BEFORE_CLOSING.get(reason, 0.0)
            connection.closer = asyncio.create_task(_close_later(connection.socket, wait))

    async def cut(self) -> None:
        """Lose every connection without a word, as a network does."""
        for connection in self._open():
            connection.leaving = True
            if connection.request.transport is not None:
                connection.request.transport.abort()

    async def close(self) -> None:
        """The playground is closing."""
        for connection in list(self._connections):
            await connection.socket.close()


async def _close_later(socket: web.WebSocketResponse, seconds: float) -> None:
    await asyncio.sleep(seconds)
    await socket.close()


def _frame(envelope: Envelope, envelope_id: str) -> Json:
    frame: Json = {
        "envelope_id": envelope_id,
        "type": envelope.kind,
        "accepts_response_payload": envelope.accepts_answer,
        "payload": envelope.payload,
    }
    if envelope.kind == "events_api":
        frame |= {"retry_attempt": envelope.attempt, "retry_reason": envelope.reason or ""}
    return frame
