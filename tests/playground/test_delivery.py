"""Socket Mode and redelivery: envelopes, acknowledgements, connections that come and go."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from tests.playground.conftest import Stage, refusal


@asynccontextmanager
async def raw(stage: Stage) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A bare connection, which acknowledges nothing by itself."""
    opened = await stage.client.apps_connections_open(app_token=stage.play.app_token)
    async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"]) as socket:
        assert (await socket.receive_json())["type"] == "hello"
        yield socket


async def test_the_first_frame_says_hello_and_an_address_is_good_once(stage: Stage) -> None:
    opened = await stage.client.apps_connections_open(app_token=stage.play.app_token)
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(opened["url"]) as socket:
            hello = await socket.receive_json()
        assert hello["connection_info"] == {"app_id": stage.play.app_id}
        assert hello["num_connections"] == 1
        with pytest.raises(aiohttp.WSServerHandshakeError, match="401"):
            await session.ws_connect(opened["url"])


async def test_an_event_not_acknowledged_comes_again_the_same_in_a_fresh_envelope(stage: Stage) -> None:
    stage.play._core.delivery.ack_seconds = 0.1
    async with raw(stage) as socket:
        await stage.alice.post(stage.channel, "Hello")
        frames = [await socket.receive_json() for _ in range(4)]
    assert [(frame["retry_attempt"], frame["retry_reason"]) for frame in frames] == [
        (0, ""),
        (1, "timeout"),
        (2, "timeout"),
        (3, "timeout"),
    ]
    assert len({frame["envelope_id"] for frame in frames}) == 4
    assert len({frame["payload"]["event_id"] for frame in frames}) == 1
    [sent] = stage.play.events
    assert not sent.acknowledged


async def test_an_acknowledged_event_does_not_come_again(stage: Stage) -> None:
    async with raw(stage) as socket:
        await stage.alice.post(stage.channel, "Hello")
        frame = await socket.receive_json()
        await socket.send_json({"envelope_id": frame["envelope_id"]})
        await stage.play.settled()
        assert frame["type"] == "events_api"
        assert not frame["accepts_response_payload"]
        [sent] = stage.play.events
        assert (sent.acknowledged, sent.attempts) == (True, 1)
        stage.play.redeliver(sent)
        again = await socket.receive_json()
        await socket.send_json({"envelope_id": again["envelope_id"]})
        await stage.play.settled()
    assert again["payload"]["event_id"] == frame["payload"]["event_id"]
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")


async def test_each_envelope_goes_to_one_connection_and_all_take_part(stage: Stage) -> None:
    seen: list[int] = []

    async def answer(number: int, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            seen.append(number)
            await socket.send_json({"envelope_id": json.loads(message.data)["envelope_id"]})

    async with raw(stage) as first, raw(stage) as second:
        tasks = [asyncio.create_task(answer(number, socket)) for number, socket in enumerate((first, second))]
        for number in range(6):
            await stage.alice.post(stage.channel, str(number))
        await stage.play.settled()
    await asyncio.gather(*tasks)
    assert sorted(seen) == [0, 0, 0, 1, 1, 1]


async def test_the_eleventh_connection_is_sent_away(stage: Stage) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = []
        for _ in range(11):
            opened = await stage.client.apps_connections_open(app_token=stage.play.app_token)
            sockets.append(await session.ws_connect(opened["url"]))
        frames = [await socket.receive_json() for socket in sockets]
        assert [frame["type"] for frame in frames] == ["hello"] * 10 + ["disconnect"]
        assert frames[-1]["reason"] == "too_many_websockets"
        for socket in sockets:
            await socket.close()


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "link_disabled"])
async def test_an_app_told_to_reconnect_misses_nothing(connected: Stage, reason: str) -> None:
    before = connected.play._core.delivery.sockets.opened
    await connected.play.disconnect_sockets(reason)
    for number in range(5):
        await connected.alice.post(connected.channel, str(number))
    await connected.play.settled(timeout=15)
    assert {event["text"] for event in connected.of("message")} == set("01234")
    assert connected.play._core.delivery.sockets.opened > before


async def test_an_app_that_lost_its_line_comes_back(connected: Stage) -> None:
    await connected.play.cut_sockets()
    await connected.alice.post(connected.channel, "Are you there?")
    await connected.play.settled(timeout=15)
    assert connected.of("message")[-1]["text"] == "Are you there?"


async def test_events_wait_for_an_app_that_is_not_there_yet(stage: Stage, bolt: AsyncApp) -> None:
    await stage.alice.post(stage.channel, "Early")
    handler = AsyncSocketModeHandler(bolt, stage.play.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await stage.play.settled()
    await handler.close_async()  # type: ignore[no-untyped-call]
    assert [event["text"] for event in stage.of("message")] == ["Early"]


async def test_only_what_the_app_subscribed_to_is_sent(connected: Stage) -> None:
    connected.play.subscriptions = frozenset({"message.channels"})
    ts = await connected.alice.post(connected.channel, f"<@{connected.play.bot_user_id}>")
    await connected.alice.post(connected.alice.dm, "Psst")
    await connected.alice.react(connected.channel, ts, "heart")
    await connected.play.settled()
    assert [event["type"] for event in connected.events] == ["message"]


async def test_the_app_hears_nothing_of_channels_it_is_not_in(connected: Stage) -> None:
    outside = connected.play.add_channel("outside", members=[connected.alice], bot_is_member=False)
    ts = await connected.alice.post(outside, "Between us")
    await connected.alice.react(outside, ts, "heart")
    await connected.alice.invite_bot(outside)
    await connected.alice.post(outside, "Welcome")
    await connected.play.settled()
    assert [event["type"] for event in connected.events] == ["member_joined_channel", "message", "message"]


async def test_settled_says_when_it_never_settles(stage: Stage) -> None:
    async with raw(stage):
        await stage.alice.post(stage.channel, "Hello")
        with pytest.raises(TimeoutError):
            await stage.play.settled(timeout=0.3)


async def test_the_wrong_token_opens_no_connection(stage: Stage) -> None:
    for token, error in (("xapp-wrong", "invalid_auth"), (stage.play.bot_token, "not_allowed_token_type")):
        assert (await refusal(stage.client.apps_connections_open(app_token=token)))["error"] == error
