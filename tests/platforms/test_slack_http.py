"""Slack over HTTP: only what Slack signed is heard, once, by whichever process the balancer chooses."""

from __future__ import annotations

import asyncio
import json
import time
from io import BytesIO
from typing import Any, cast

import aiohttp
import pytest
from slack_sdk.signature import SignatureVerifier

from bot.platforms.slack.requests import SIGNATURE, TIMESTAMP
from handlers.chat.asks import EMOJI_ADDED, Ask
from handlers.chat.replies import Reply
from storage.database import Database
from tests.platforms.bench import Bench
from tests.platforms.conftest import door_of
from tests.platforms.sending import post
from tests.platforms.slack_http_bench import SlackHttpBench, address_of, serving
from tests.platforms.trial import Trial, full_card

FIVE_MINUTES = 300


def told(event_id: str = "Ev0001") -> dict[str, Any]:
    """A like, as Slack tells it."""
    item = {"type": "message", "channel": "C1", "ts": "1.0"}
    event = {"type": "reaction_added", "user": "U1", "reaction": "+1", "item": item}
    return {"type": "event_callback", "team_id": "T1", "event_id": event_id, "event": event}


def signed(secret: str, body: bytes, at: float | None = None) -> dict[str, str]:
    """The headers that go with a body. `at`: when it was signed, now unless told."""
    moment = str(int(time.time() if at is None else at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=moment, body=body)
    return {TIMESTAMP: moment, SIGNATURE: signature or "", "Content-Type": "application/json"}


async def status_of(address: str, body: bytes, headers: dict[str, str]) -> int:
    async with aiohttp.ClientSession() as session, session.post(address, data=BytesIO(body), headers=headers) as answer:
        return answer.status


async def test_what_slack_signed_is_heard(slack_http: SlackHttpBench, trial: Trial) -> None:
    body = json.dumps(told()).encode()
    headers = signed(slack_http.play.signing_secret, body)

    assert await status_of(slack_http.play.events_url, body, headers) == 200
    assert [ask.key for ask in trial.asks] == ["slack:Ev0001"]


async def test_what_is_signed_with_another_secret_is_refused(slack_http: SlackHttpBench, trial: Trial) -> None:
    body = json.dumps(told()).encode()

    assert await status_of(slack_http.play.events_url, body, signed("another secret", body)) == 401
    assert trial.asks == []


async def test_what_was_signed_long_ago_is_refused(slack_http: SlackHttpBench, trial: Trial) -> None:
    body = json.dumps(told()).encode()
    for minutes in (-FIVE_MINUTES - 60, FIVE_MINUTES + 60):
        headers = signed(slack_http.play.signing_secret, body, at=time.time() + minutes)
        assert await status_of(slack_http.play.events_url, body, headers) == 401
    assert trial.asks == []


async def test_a_signature_is_good_for_its_own_body_only(slack_http: SlackHttpBench, trial: Trial) -> None:
    headers = signed(slack_http.play.signing_secret, json.dumps(told()).encode())
    other = json.dumps(told("Ev0002")).encode()

    assert await status_of(slack_http.play.events_url, other, headers) == 401
    assert trial.asks == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {TIMESTAMP: "soon", SIGNATURE: "v0=1"},
        {TIMESTAMP: "9" * 400, SIGNATURE: "v0=1"},
        {TIMESTAMP: "9" * 5000, SIGNATURE: "v0=1"},
        {TIMESTAMP: "now", SIGNATURE: "v0=é"},
        {SIGNATURE: "v0=1"},
    ],
)
@pytest.mark.parametrize("body", [json.dumps(told()).encode(), b"[1]", b"\xff", b"{" * 100_000, b""])
async def test_nonsense_is_refused_before_it_is_read(
    slack_http: SlackHttpBench, trial: Trial, headers: dict[str, str], body: bytes
) -> None:
    if headers.get(TIMESTAMP) == "now":
        headers = {**headers, TIMESTAMP: str(int(time.time()))}

    assert await status_of(slack_http.play.events_url, body, headers) == 401
    assert trial.asks == []


async def test_a_look_at_the_certificate_is_answered(slack_http: SlackHttpBench, trial: Trial) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    assert await status_of(slack_http.play.events_url, b"token=x&ssl_check=1", form) == 200
    assert trial.asks == []


async def test_what_is_too_long_is_refused(slack_http: SlackHttpBench, trial: Trial) -> None:
    body = json.dumps({**told(), "more": "x" * 2**20}).encode()

    assert await status_of(slack_http.play.events_url, body, signed(slack_http.play.signing_secret, body)) == 413
    assert trial.asks == []


async def test_headers_that_nobody_signed_change_nothing(slack_http: SlackHttpBench, trial: Trial) -> None:
    body = json.dumps(told()).encode()
    lazy = {"X-Slack-Bolt-Lazy-Only": "1", "X-Slack-Bolt-Lazy-Function-Name": "elsewhere"}

    headers = {**signed(slack_http.play.signing_secret, body), **lazy}

    assert await status_of(slack_http.play.events_url, body, headers) == 200
    assert len(trial.asks) == 1


async def test_the_answer_comes_after_what_was_told_is_kept(slack_http: SlackHttpBench, trial: Trial) -> None:
    kept, go_on, reached = slack_http.door.handle, asyncio.Event(), asyncio.Event()

    async def slowly(ask: Ask) -> Reply | None:
        reached.set()
        await go_on.wait()
        return await kept(ask)

    slack_http.door.handle = slowly  # type: ignore[method-assign]
    body = json.dumps(told()).encode()
    headers = signed(slack_http.play.signing_secret, body)
    answer = asyncio.create_task(status_of(slack_http.play.events_url, body, headers))
    await reached.wait()
    await asyncio.sleep(0.1)

    assert not answer.done()
    go_on.set()
    assert await answer == 200
    assert len(trial.asks) == 1


async def test_what_could_not_be_kept_is_told_again(slack_http: SlackHttpBench, trial: Trial) -> None:
    kept, failures = slack_http.door.handle, [RuntimeError("the disk is full")]

    async def handle(ask: Ask) -> Reply | None:
        if failures:
            raise failures.pop()
        return await kept(ask)

    slack_http.door.handle = handle  # type: ignore[method-assign]
    body = json.dumps(told()).encode()
    headers = signed(slack_http.play.signing_secret, body)

    assert await status_of(slack_http.play.events_url, body, headers) == 500
    assert trial.asks == []
    assert await status_of(slack_http.play.events_url, body, headers) == 200
    assert len(trial.asks) == 1


async def test_nothing_is_taken_by_a_bot_that_has_left(slack_http: SlackHttpBench, trial: Trial) -> None:
    assert await slack_http.platform.is_connected()
    await slack_http.disconnect()
    body = json.dumps(told()).encode()

    assert await status_of(slack_http.play.events_url, body, signed(slack_http.play.signing_secret, body)) == 503
    assert not await slack_http.platform.is_connected()
    assert trial.asks == []


async def test_two_processes_share_the_requests_and_do_each_ask_once(
    slack_http: SlackHttpBench, trial: Trial, database: Database
) -> None:
    same_file = Database(database.address.render_as_string(hide_password=False))
    other = slack_http.new_platform()
    await other.start(door_of(cast("Bench", slack_http), trial, same_file))
    server = await serving(other)
    here, there = slack_http.play.events_url, address_of(server)
    lina = await slack_http.person("Lina")
    (seen,) = await post(cast("Bench", slack_http), full_card("1"))

    await lina.react(seen, "👍")
    slack_http.play.events_url = there
    slack_http.play.redeliver(next(sent for sent in slack_http.play.events if sent.event["type"] == "reaction_added"))
    await slack_http.settle()
    assert len(trial.taken(EMOJI_ADDED)) == 1

    await lina.command("trial form")
    slack_http.play.events_url = here
    await lina.fill(words="begun there, sent here")
    await lina.press(seen, "Again")
    assert [ask.answers["words"] for ask in trial.taken("trial.filled")] == ["begun there, sent here"]
    assert trial.pressed == 1

    await other.idle()
    await other.stop()
    await server.close()
    await same_file.close()
