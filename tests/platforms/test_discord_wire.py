"""What a send becomes when Discord, or the way to it, is in trouble: the real HTTP client against a loopback server."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from aiohttp import web
from discord.http import Route

from bot.platforms import CannotConnect, CannotLook, Posted, Refused, Shut, Target, TryLater, Unsure
from bot.platforms.discord.connect import DiscordClient, DiscordPlatform, DiscordSettings
from bot.platforms.discord.render import mark
from handlers.chat.cards import Prose, Text, card
from handlers.chat.words import Say
from tests.platforms.discord_fixture import TeaDoor, registry, texts

US = {"id": "1", "username": "bot", "discriminator": "0", "avatar": None, "global_name": None, "bot": True}
TARGET = Target("10", "20")
KEY = "0123456789abcdef01234567"

Answer = Callable[[web.Request, Any], web.StreamResponse]


class Loopback:
    """An HTTP API that keeps messages, remembers nonces as Discord does, and answers as a test wants."""

    def __init__(self) -> None:
        self.messages: dict[str, list[dict[str, Any]]] = {"20": []}
        self.nonces: dict[str, dict[str, Any]] = {}
        self.requests: list[tuple[str, Any]] = []
        self.next: list[Answer] = []
        self.registered: list[Any] = []

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/users/@me", self.me)
        app.router.add_get("/oauth2/applications/@me", self.application)
        app.router.add_get("/applications/1/commands", self.commands)
        app.router.add_put("/applications/1/commands", self.commands)
        app.router.add_post("/channels/{channel}/messages", self.post)
        app.router.add_get("/channels/{channel}/messages", self.history)
        app.router.add_post("/channels/{channel}/messages/{message}/threads", self.thread)
        app.router.add_patch("/channels/{channel}/messages/{message}", self.edit)
        return app

    async def me(self, _request: web.Request) -> web.Response:
        return said(US)

    async def application(self, _request: web.Request) -> web.Response:
        return said(
            {"id": "1", "name": "bot", "icon": None, "description": "", "bot_public": True, "verify_key": "",
             "bot_require_code_grant": False, "owner": US, "flags": 0}
        )  # fmt: skip

    async def commands(self, request: web.Request) -> web.Response:
        if request.method == "PUT":
            self.registered = [{**one, "id": "9", "version": "1", "nsfw": False} for one in await request.json()]
            self.requests.append(("PUT commands", self.registered))
        return said(self.registered)

    async def post(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.requests.append((f"POST {request.match_info['channel']}", body))
        if request.match_info["channel"] not in self.messages:
            return failure(404, 10003)
        if self.next:
            return self.next.pop(0)(request, body)
        return said(self.keep(request.match_info["channel"], body))

    def keep(self, channel: str, body: dict[str, Any]) -> dict[str, Any]:
        if body.get("enforce_nonce") and body["nonce"] in self.nonces:
            return self.nonces[body["nonce"]]
        number = discord.utils.time_snowflake(datetime.now(UTC)) + len(self.nonces)
        message = {
            "id": str(number), "channel_id": channel, "author": US, "content": "", "type": 0, "flags": body["flags"],
            "timestamp": datetime.now(UTC).isoformat(), "edited_timestamp": None, "tts": False, "pinned": False,
            "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [],
            "components": body["components"],
        }  # fmt: skip
        self.nonces[body["nonce"]] = message
        self.messages[channel].append(message)
        return message

    async def history(self, request: web.Request) -> web.StreamResponse:
        if self.next:
            return self.next.pop(0)(request, None)
        after = int(request.query.get("after", 0))
        kept = self.messages.get(request.match_info["channel"])
        if kept is None:
            return failure(404, 10003)
        return said([one for one in reversed(kept) if int(one["id"]) > after])

    async def thread(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(("thread", await request.json()))
        if self.next:
            return self.next.pop(0)(request, None)
        self.messages[request.match_info["message"]] = []
        return said({"id": request.match_info["message"]})

    async def edit(self, request: web.Request) -> web.StreamResponse:
        return self.next.pop(0)(request, await request.json())


def said(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Exactly the content type Discord uses, without a charset: discord.py reads no other."""
    named = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=named)


def failure(status: int, code: int) -> web.Response:
    return said({"code": code, "message": "no"}, status)


def fails(status: int, code: int = 0) -> Answer:
    return lambda _request, _body: failure(status, code)


@pytest.fixture
async def discord_api(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Loopback]:
    api = Loopback()
    runner = web.AppRunner(api.app())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    monkeypatch.setattr(Route, "BASE", f"http://127.0.0.1:{runner.addresses[0][1]}")
    yield api
    await runner.cleanup()


class Sending(DiscordPlatform):
    """Logged in without a gateway: enough to send."""

    async def join(self, client: DiscordClient) -> None:
        await client.login("good")


@pytest.fixture
async def platform(discord_api: Loopback) -> AsyncIterator[DiscordPlatform]:
    routes = registry()
    made = Sending(texts(), routes, DiscordSettings("good"))
    await made.start(TeaDoor(routes))
    yield made
    await made.stop()


def drawn(platform: DiscordPlatform) -> object:
    return platform.draw(card(Say("tea.hello"), Text("Hello")), "en")[0]


async def test_what_is_sent_carries_its_key_twice(platform: DiscordPlatform, discord_api: Loopback) -> None:
    posted = await platform.send(TARGET, drawn(platform), KEY)
    sent = next(body for request, body in discord_api.requests if request == "POST 20")
    assert (sent["nonce"], sent["enforce_nonce"]) == (KEY, True)
    assert sent["components"][0]["id"] == mark(KEY)
    assert sent["allowed_mentions"] == {"parse": []}
    assert await platform.send(TARGET, drawn(platform), KEY) == posted, "the nonce gives the first message back"


@pytest.mark.parametrize(
    ("answer", "error", "code"),
    [
        (fails(503), Unsure, "http_503"),
        (fails(403, 50013), Refused, "50013"),
        (fails(403, 50007), Refused, "50007"),
        (fails(404, 10003), Refused, "10003"),
        (fails(400, 50035), Refused, "50035"),
        (fails(403, 40003), TryLater, "40003"),
        (fails(429), TryLater, "http_429"),
        (fails(401), Shut, "http_401"),
    ],
)
async def test_errors_are_sorted(
    platform: DiscordPlatform, discord_api: Loopback, answer: Answer, error: type[Exception], code: str
) -> None:
    discord_api.next = [answer]
    with pytest.raises(error) as raised:
        await platform.send(TARGET, drawn(platform), KEY)
    assert getattr(raised.value, "code", None) == code


async def test_a_long_rate_limit_is_left_to_the_sender(platform: DiscordPlatform, discord_api: Loopback) -> None:
    def limited(_request: web.Request, _body: Any) -> web.Response:
        body = {"message": "slow down", "retry_after": 95.5, "global": False}
        return said(body, 429, {"Via": "1.1 proxy"})

    discord_api.next = [limited]
    with pytest.raises(TryLater) as raised:
        await platform.send(TARGET, drawn(platform), KEY)
    assert raised.value.seconds == 95.5


async def test_a_connection_cut_after_the_message_was_kept_doubles_nothing(
    platform: DiscordPlatform, discord_api: Loopback
) -> None:
    def cut(request: web.Request, body: Any) -> web.Response:
        discord_api.keep(request.match_info["channel"], body)
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    since = datetime.now(UTC) - timedelta(seconds=5)
    discord_api.next = [cut]
    with pytest.raises(Unsure):
        await platform.send(TARGET, drawn(platform), KEY)
    (kept,) = discord_api.messages["20"]
    assert await platform.find(TARGET, KEY, since) == Posted("20", kept["id"])
    assert await platform.find(TARGET, "another", since) is None


async def test_where_history_cannot_be_read_the_nonce_is_trusted_for_two_minutes(
    platform: DiscordPlatform, discord_api: Loopback
) -> None:
    discord_api.next = [fails(403, 50001), fails(403, 50001)]
    assert await platform.find(TARGET, KEY, datetime.now(UTC) - timedelta(seconds=60)) is None
    with pytest.raises(CannotLook):
        await platform.find(TARGET, KEY, datetime.now(UTC) - timedelta(seconds=180))


async def test_what_continues_begins_the_thread(platform: DiscordPlatform, discord_api: Loopback) -> None:
    first, second, *_ = platform.draw(card("Long story", Prose("word " * 2000)), "en")
    posted = await platform.send(TARGET, first, "one")
    target = Target("10", "20", thread=posted.message)
    assert await platform.find(target, "two", datetime.now(UTC) - timedelta(minutes=10)) is None
    assert (await platform.send(target, second, "two")).channel == posted.message
    begun = [body for request, body in discord_api.requests if request == "thread"]
    assert [body["name"] for body in begun] == ["Long story"]


async def test_a_thread_somebody_has_just_begun_is_used(platform: DiscordPlatform, discord_api: Loopback) -> None:
    def begun_already(_request: web.Request, _body: Any) -> web.Response:
        discord_api.messages["77"] = []
        return failure(400, 160004)

    discord_api.next = [begun_already]
    posted = await platform.send(Target("10", "20", thread="77"), drawn(platform), KEY)
    assert posted.channel == "77"


@pytest.mark.parametrize(("answer", "error"), [(fails(404, 10008), Refused), (fails(503), TryLater)])
async def test_an_edit_is_refused_when_the_message_is_gone_and_tried_later_otherwise(
    platform: DiscordPlatform, discord_api: Loopback, answer: Answer, error: type[Exception]
) -> None:
    discord_api.next = [answer]
    with pytest.raises(error):
        await platform.edit(Posted("20", "5"), drawn(platform))


async def test_the_command_is_told_again_only_when_it_changed(discord_api: Loopback) -> None:
    routes = registry()
    for _ in range(2):
        made = Sending(texts(), routes, DiscordSettings("good"))
        await made.start(TeaDoor(routes))
        await made.stop()
    assert [request for request, _body in discord_api.requests] == ["PUT commands"]


async def test_a_refused_token_says_what_to_do(discord_api: Loopback) -> None:
    async def refuse(_request: web.Request) -> web.Response:
        return failure(401, 0)

    app = web.Application()
    app.router.add_get("/users/@me", refuse)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    routes = registry()
    settings = DiscordSettings("bad", base_url=f"http://127.0.0.1:{runner.addresses[0][1]}")
    made = DiscordPlatform(texts(), routes, settings)
    with pytest.raises(CannotConnect, match="DISCORD_TOKEN"):
        await made.start(TeaDoor(routes))
    await made.stop()
    await runner.cleanup()
