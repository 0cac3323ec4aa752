"""Things that go wrong on purpose, and Slack's speed limit."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground
from playground.pace import A_MINUTE
from tests.playground.conftest import Monotonic, Stage, refusal


async def test_a_planned_error_happens_as_often_as_planned(stage: Stage) -> None:
    stage.play.faults.fail("chat.postMessage", "internal_error", times=2)
    for _ in range(2):
        assert (await refusal(stage.post(text="a")))["error"] == "internal_error"
    await stage.post(text="b")
    assert [held.text for held in stage.play.messages(stage.channel)] == ["b"]


async def test_an_error_may_come_after_the_thing_was_done(stage: Stage) -> None:
    stage.play.faults.fail("chat.postMessage", "fatal_error", done=True)
    assert (await refusal(stage.post(text="a")))["error"] == "fatal_error"
    assert [held.text for held in stage.play.messages(stage.channel)] == ["a"]


async def test_a_server_error_has_no_answer_to_read(stage: Stage) -> None:
    stage.play.faults.fail("*")
    with pytest.raises(SlackApiError) as caught:
        await stage.post(text="a")
    assert caught.value.response.status_code == 500
    assert stage.play.calls[-1].status == 500
    stage.play.faults.fail("*")
    stage.play.faults.clear()
    await stage.post(text="b")


async def test_a_cut_connection_leaves_the_message_and_no_answer(stage: Stage) -> None:
    stage.play.faults.drop_after("chat.postMessage")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await stage.post(text="a")
    assert [held.text for held in stage.play.messages(stage.channel)] == ["a"]
    stage.play.faults.fail("chat.postMessage", "drop")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await stage.post(text="b")
    assert [held.text for held in stage.play.messages(stage.channel)] == ["a"]


async def test_a_client_that_tries_again_by_itself_posts_twice(stage: Stage) -> None:
    hasty = AsyncWebClient(
        token=stage.play.bot_token, base_url=stage.play.api_url, retry_handlers=[AsyncConnectionErrorRetryHandler()]
    )
    stage.play.faults.drop_after("chat.postMessage")
    await hasty.chat_postMessage(channel=stage.channel.id, text="a")
    assert [held.text for held in stage.play.messages(stage.channel)] == ["a", "a"]


async def test_a_429_says_when_to_come_back(stage: Stage) -> None:
    stage.play.faults.fail("chat.postMessage", "ratelimited", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        await stage.post(text="a")
    assert (caught.value.response.status_code, caught.value.response["error"]) == (429, "ratelimited")
    assert caught.value.response.headers["Retry-After"] == "7"
    patient = AsyncWebClient(
        token=stage.play.bot_token, base_url=stage.play.api_url, retry_handlers=[AsyncRateLimitErrorRetryHandler()]
    )
    stage.play.faults.fail("chat.postMessage", "ratelimited", retry_after=0)
    await patient.chat_postMessage(channel=stage.channel.id, text="b")


async def test_one_post_a_second_in_each_channel() -> None:
    monotonic = Monotonic()
    async with Playground(strict_pace=True, monotonic=monotonic) as play:
        first, second = play.add_channel("first"), play.add_channel("second")
        client = AsyncWebClient(token=play.bot_token, base_url=play.api_url, retry_handlers=[])
        await client.chat_postMessage(channel=first.id, text="1")
        await client.chat_postMessage(channel=second.id, text="1")
        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel=first.id, text="2")
        assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "1")
        monotonic.now += 1.0
        await client.chat_postMessage(channel=first.id, text="3")
        assert [held.text for held in play.messages(first)] == ["1", "3"]


async def test_so_many_edits_a_minute_in_a_workspace() -> None:
    monotonic = Monotonic()
    async with Playground(strict_pace=True, monotonic=monotonic) as play:
        home = play.add_channel("home")
        client = AsyncWebClient(token=play.bot_token, base_url=play.api_url, retry_handlers=[])
        posted = await client.chat_postMessage(channel=home.id, text="0")
        for number in range(A_MINUTE["chat.update"]):
            await client.chat_update(channel=home.id, ts=posted["ts"], text=str(number))
            monotonic.now += 0.1
        with pytest.raises(SlackApiError) as caught:
            await client.chat_update(channel=home.id, ts=posted["ts"], text="too many")
        assert caught.value.response.status_code == 429
        monotonic.now += int(caught.value.response.headers["Retry-After"])
        await client.chat_update(channel=home.id, ts=posted["ts"], text="later")
        assert [held.text for held in play.messages(home)] == ["later"]
