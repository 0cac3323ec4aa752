"""`bot check`: what each platform says is wrong, in one sentence each."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from discord.http import Route
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.discord import checks as discord_checks
from bot.platforms.slack import checks as slack_checks
from bot.platforms.slack.manifest import scopes
from playground import Playground


def as_json(answer: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """As Discord answers: discord.py reads JSON only when the type is written without a charset."""
    body = json.dumps(answer).encode()
    return web.Response(body=body, content_type="application/json", status=status, headers=headers)


class Network:
    """What the checks ask of Slack and Discord, on loopback. `granted`: scopes; `flags`: intents."""

    def __init__(self) -> None:
        self.granted = ",".join(scopes())
        self.flags = 1 << 18
        self.guilds: list[dict[str, object]] = [{"id": "1", "name": "Studio", "owner": False, "permissions": "0"}]
        self.token_is_good = True

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/api/auth.test", self.auth_test)
        app.router.add_post("/api/apps.connections.open", self.connections_open)
        app.router.add_get("/users/@me", self.me)
        app.router.add_get("/oauth2/applications/@me", self.application)
        app.router.add_get("/users/@me/guilds", self.servers)
        return app

    async def auth_test(self, _request: web.Request) -> web.Response:
        return as_json({"ok": True, "team_id": "T1"}, headers={"x-oauth-scopes": self.granted})

    async def connections_open(self, _request: web.Request) -> web.Response:
        return as_json({"ok": True, "url": "ws://127.0.0.1:1"})

    async def me(self, _request: web.Request) -> web.Response:
        if not self.token_is_good:
            return as_json({"message": "401: Unauthorized", "code": 0}, status=401)
        return as_json({"id": "7", "username": "portevoix", "discriminator": "0", "avatar": None})

    async def application(self, _request: web.Request) -> web.Response:
        answer = {"id": "7", "name": "Portevoix", "icon": None, "description": "", "bot_public": True}
        owner = {"id": "8", "username": "owner", "discriminator": "0", "avatar": None}
        return as_json(
            answer | {"bot_require_code_grant": False, "verify_key": "", "owner": owner, "flags": self.flags}
        )

    async def servers(self, _request: web.Request) -> web.Response:
        return as_json(self.guilds)


@pytest.fixture
async def network(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Network, str]]:
    network = Network()
    async with TestServer(network.app()) as server:
        address = str(server.make_url("/")).rstrip("/")
        monkeypatch.setattr(Route, "BASE", address)
        yield network, address


async def test_slack_is_content_with_the_manifests_scopes(network: tuple[Network, str]) -> None:
    there, address = network
    client = AsyncWebClient("xoxb-1", base_url=f"{address}/api/")
    assert await slack_checks.problems(client, "xapp-1") == []
    there.granted = "chat:write,commands"
    (sentence,) = await slack_checks.problems(client, "xapp-1")
    assert "reactions:read" in sentence
    assert "bot manifest slack" in sentence


async def test_slack_tells_both_tokens_at_once() -> None:
    async with Playground() as play:
        wrong = await slack_checks.problems(AsyncWebClient("xoxb-wrong", base_url=play.api_url), "xapp-wrong")
        right = await slack_checks.problems(AsyncWebClient(play.bot_token, base_url=play.api_url), play.app_token)
    assert [sentence.split()[0] for sentence in wrong] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]
    assert right == []


async def test_slack_out_of_reach_is_one_sentence() -> None:
    client = AsyncWebClient("xoxb-1", base_url="http://127.0.0.1:9/api/")
    (sentence,) = await slack_checks.problems(client, "xapp-1")
    assert "cannot be reached" in sentence


async def test_discord_is_content_when_it_may_read_and_is_on_a_server(network: tuple[Network, str]) -> None:
    assert await discord_checks.problems("token", True) == []


async def test_discord_says_everything_that_is_missing(network: tuple[Network, str]) -> None:
    there, _ = network
    there.flags, there.guilds = 0, []
    sentences = await discord_checks.problems("token", True)
    assert ["Message Content Intent" in sentences[0], "invite discord" in sentences[1]] == [True, True]
    assert len(await discord_checks.problems("token", False)) == 1


async def test_discord_refuses_a_wrong_token_in_one_sentence(network: tuple[Network, str]) -> None:
    there, _ = network
    there.token_is_good = False
    (sentence,) = await discord_checks.problems("token", True)
    assert "DISCORD_TOKEN" in sentence
