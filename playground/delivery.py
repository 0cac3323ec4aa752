"""Handing things to the app: events, again when they are not acknowledged; interactions, once.

docs.slack.dev/apis/events-api/#retries: three seconds to acknowledge, then again at once, after one minute, after five
minutes, each time with the same event_id, a count and a reason. Interactions are never repeated.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from playground.callbacks import Callbacks
from playground.envelopes import Answer, Envelope, Road
from playground.model import Json
from playground.sockets import Sockets
from playground.workspace import Workspace

ACK_SECONDS = 3.0


@dataclass
class Sent:
    """An event on its way: its wrapper (with event_id), how often it was tried, whether the app has it."""

    payload: Json
    attempts: int = 0
    acknowledged: bool = False
    failures: list[str] = field(default_factory=list)

    @property
    def event(self) -> Json:
        """What happened, as Slack words it."""
        event: Json = self.payload["event"]
        return event


class Delivery:
    """Both roads, and what is still under way. `redelivery`: seconds to wait before each new try of an event."""

    def __init__(self, workspace: Workspace, redelivery: Sequence[float], ack_seconds: float) -> None:
        self._workspace = workspace
        self._tasks: set[asyncio.Task[None]] = set()
        self.redelivery = tuple(redelivery)
        self.ack_seconds = ack_seconds
        self.deliver_by: Literal["socket", "http"] = "socket"
        self.subscriptions: frozenset[str] | None = None
        self.sockets = Sockets(workspace.app_id)
        self.callbacks = Callbacks(workspace.signing_secret, workspace.verification_token)
        self.sent: list[Sent] = []
        self.under_way = 0
        self.activity = 0

    async def _hand_over(self, envelope: Envelope) -> Answer:
        road: Road = self.sockets if self.deliver_by == "socket" else self.callbacks
        self.under_way += 1
        self.activity += 1
        try:
            return await road.send(envelope, self.ack_seconds)
        finally:
            self.under_way -= 1
            self.activity += 1

    async def ask(self, kind: str, payload: Json, *, accepts_answer: bool) -> Answer:
        """Hand over an interaction or a slash command and wait for the app's answer."""
        return await self._hand_over(Envelope(kind, payload, accepts_answer))

    def event(self, event: Json) -> Sent | None:
        """Send an event, in the background; None when the app did not subscribe to it."""
        if self.subscriptions is not None and subscription_of(event) not in self.subscriptions:
            return None
        sent = Sent(self._wrapped(event))
        self.sent.append(sent)
        self._in_background(sent)
        return sent

    def again(self, sent: Sent, reason: str = "timeout") -> None:
        """Send an event once more though it was acknowledged: Slack does when an acknowledgement got lost."""
        self._in_background(sent, once=reason)

    def _in_background(self, sent: Sent, once: str | None = None) -> None:
        self.under_way += 1
        task = asyncio.create_task(self._try(sent, once))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _try(self, sent: Sent, once: str | None) -> None:
        """The first try and those that follow. Waiting for the next try does not count as under way."""
        waits = () if once is not None else self.redelivery
        envelope = Envelope("events_api", sent.payload, attempt=sent.attempts, reason=once)
        try:
            for wait in (*waits, None):
                sent.attempts += 1
                answer = await self._hand_over(envelope)
                if answer.acknowledged:
                    sent.acknowledged = True
                    return
                sent.failures.append(answer.failure or "")
                if answer.final or wait is None:
                    return
                await self._pause(wait)
                envelope = replace(envelope, attempt=sent.attempts, reason=answer.failure)
        finally:
            self.under_way -= 1

    async def _pause(self, seconds: float) -> None:
        self.under_way -= 1
        try:
            await asyncio.sleep(seconds)
        finally:
            self.under_way += 1

    def _wrapped(self, event: Json) -> Json:
        workspace = self._workspace
        return {
            "token": workspace.verification_token,
            "team_id": workspace.team_id,
            "context_team_id": workspace.team_id,
            "context_enterprise_id": None,
            "api_app_id": workspace.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": workspace.new_id("Ev"),
            "event_time": workspace.now(),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": workspace.team_id,
                    "user_id": workspace.bot.id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{workspace.new_id('')}",
        }

    async def close(self) -> None:
        """Stop trying, and close both roads."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.sockets.close()
        await self.callbacks.close()


def subscription_of(event: Json) -> str:
    """The name under which an app manifest subscribes to this event: `message.channels`, `reaction_added` …"""
    if event["type"] != "message":
        return str(event["type"])
    places = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
    return f"message.{places.get(str(event.get('channel_type')), 'channels')}"
