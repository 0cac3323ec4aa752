"""A playground, two people, a channel, and a real bolt app connected to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground import Channel, Person, Playground
from tests.playground.page_stage import ARGUMENTS, CHROMIUM


class Monotonic:
    """A clock of real lifetimes that only a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Stage:
    """Everything a test of the playground needs."""

    play: Playground
    alice: Person
    bruno: Person
    channel: Channel
    client: AsyncWebClient
    monotonic: Monotonic
    events: list[dict[str, Any]] = field(default_factory=list)
    triggers: list[str] = field(default_factory=list)

    def of(self, kind: str, subtype: str | None = None) -> list[dict[str, Any]]:
        """The events the app received, of one type."""
        return [event for event in self.events if event["type"] == kind and event.get("subtype") == subtype]

    async def trigger(self) -> str:
        """A fresh trigger_id of Alice's, from a command."""
        await self.alice.slash(self.channel, "/form")
        return self.triggers[-1]

    async def post(self, **said: Any) -> Any:
        """The bot posts in the channel."""
        return await self.client.chat_postMessage(channel=self.channel.id, **said)


async def refusal(call: Any) -> dict[str, Any]:
    """The answer of a call that Slack refuses."""
    with pytest.raises(SlackApiError) as caught:
        await call
    answer: dict[str, Any] = caught.value.response.data
    return answer


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """The playground and a client; no app is connected."""
    monotonic = Monotonic()
    async with Playground(monotonic=monotonic, redelivery=(0, 0, 0), ack_seconds=2.0) as play:
        alice = play.add_person("Alice Martin", title="a learner", locale="fr-FR")
        bruno = play.add_person("Bruno Petit", tz="America/New_York")
        channel = play.add_channel("feedback", topic="How it went", members=[alice, bruno])
        client = AsyncWebClient(token=play.bot_token, base_url=play.api_url, retry_handlers=[])
        yield Stage(play, alice, bruno, channel, client, monotonic)


@pytest.fixture
def bolt(stage: Stage) -> AsyncApp:
    """A real bolt app that takes in every event; its own messages too."""
    app = AsyncApp(client=stage.client, signing_secret=stage.play.signing_secret, ignoring_self_events_enabled=False)

    async def keep(event: dict[str, Any]) -> None:
        stage.events.append(event)

    kinds = ("reaction_added", "reaction_removed", "member_joined_channel", "app_home_opened", "app_mention")
    for kind in kinds:
        app.event(kind)(keep)
    for subtype in (None, "message_changed", "message_deleted", "channel_join", "file_share", "thread_broadcast"):
        app.event({"type": "message", "subtype": subtype})(keep)

    @app.command("/form")
    async def form(ack: AsyncAck, command: dict[str, Any]) -> None:
        stage.triggers.append(command["trigger_id"])
        await ack()

    return app


@pytest.fixture
async def connected(stage: Stage, bolt: AsyncApp) -> AsyncIterator[Stage]:
    """The stage, with the app connected by Socket Mode."""
    handler = AsyncSocketModeHandler(bolt, stage.play.app_token, ping_interval=1)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    assert await stage.play.connected()
    yield stage
    await handler.close_async()  # type: ignore[no-untyped-call]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for every test of the page: what a test opens in it shares nothing with the others."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        await started.close()
