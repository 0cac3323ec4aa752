"""The other road: signed posts to the app's own address."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from tests.playground.blocks import Json, actions, button, modal, option
from tests.playground.conftest import Stage


async def listening(app: web.Application) -> tuple[web.AppRunner, str]:
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"


@pytest.fixture
async def served(stage: Stage, bolt: AsyncApp) -> AsyncIterator[Stage]:
    """The stage, with bolt's own web server at the other end."""
    runner, address = await listening(bolt.web_app())
    stage.play.deliver_by, stage.play.events_url = "http", address
    yield stage
    await runner.cleanup()


class Deaf:
    """A server that writes down what it gets and always answers the same."""

    def __init__(self, status: int, **headers: str) -> None:
        self.status, self.headers = status, headers
        self.got: list[tuple[Json, dict[str, str]]] = []

    async def handle(self, request: web.Request) -> web.Response:
        self.got.append((await request.json(), dict(request.headers)))
        return web.Response(status=self.status, headers=self.headers)

    async def start(self, stage: Stage) -> web.AppRunner:
        app = web.Application()
        app.router.add_post("/slack/events", self.handle)
        runner, address = await listening(app)
        stage.play.deliver_by, stage.play.events_url = "http", address
        return runner


async def test_the_address_is_verified(served: Stage) -> None:
    assert await served.play.verify_events_url()
    served.play.events_url = served.play.events_url.replace("/slack/events", "/elsewhere")
    assert not await served.play.verify_events_url()


async def test_events_arrive_signed(served: Stage) -> None:
    await served.alice.post(served.channel, "Hello é")
    await served.play.settled()
    assert [event["text"] for event in served.of("message")] == ["Hello é"]
    async with aiohttp.ClientSession() as session:
        forged = session.post(
            served.play.events_url, json={"type": "event_callback"}, headers={"X-Slack-Signature": "v0=1"}
        )
        async with forged as answer:
            assert answer.status == 401


async def test_clicks_commands_menus_and_forms_arrive_as_forms(served: Stage, bolt: AsyncApp) -> None:
    @bolt.action("go")
    async def go(ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
        await ack()
        await served.client.views_open(trigger_id=body["trigger_id"], view=modal(callback_id="f"))
        await respond("Seen")

    @bolt.view("f")
    async def f(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"words": "Say more."})

    @bolt.command("/learn")
    async def learn(ack: AsyncAck) -> None:
        await ack("Help é")

    @bolt.options("theme")
    async def theme(ack: AsyncAck) -> None:
        await ack(options=[option("sleep")])

    menu = {"type": "external_select", "action_id": "theme"}
    await served.post(text="a", blocks=[actions(button("go"), menu)])
    [message] = served.play.messages(served.channel)
    assert (await served.alice.click(message, "go")).ok
    await served.play.settled()
    outcome = await served.alice.submit(served.alice.views[-1], {"words": "Hm"})
    assert outcome.errors == {"words": "Say more."}
    assert (await served.alice.slash(served.channel, "/learn", "a & b=c")).ok
    assert [held.text for held in served.alice.ephemerals(served.channel)] == ["Seen", "Help é"]
    assert await served.alice.options(message, "theme", "s") == {"options": [option("sleep")]}


async def test_a_failing_app_is_told_again_with_count_and_reason(stage: Stage) -> None:
    deaf = Deaf(503)
    runner = await deaf.start(stage)
    await stage.alice.post(stage.channel, "Hello")
    await stage.play.settled()
    await runner.cleanup()
    headers = [(head.get("X-Slack-Retry-Num"), head.get("X-Slack-Retry-Reason")) for _, head in deaf.got]
    assert headers == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]
    assert len({body["event_id"] for body, _ in deaf.got}) == 1


async def test_an_app_may_ask_not_to_be_told_again(stage: Stage) -> None:
    deaf = Deaf(500, **{"X-Slack-No-Retry": "1"})
    runner = await deaf.start(stage)
    await stage.alice.post(stage.channel, "Hello")
    await stage.play.settled()
    await runner.cleanup()
    assert len(deaf.got) == 1


async def test_an_app_that_is_not_there(stage: Stage) -> None:
    stage.play.deliver_by, stage.play.events_url = "http", "http://127.0.0.1:9/slack/events"
    await stage.alice.post(stage.channel, "Hello")
    await stage.play.settled()
    assert stage.play.events[0].failures == ["connection_failed"] * 4
    assert (await stage.alice.slash(stage.channel, "/learn")).error == "dispatch_failed"
