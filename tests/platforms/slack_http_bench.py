"""Slack over HTTP as a bench: the playground signs what it tells, and posts it to the bot's own route."""

from __future__ import annotations

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.platforms import Door
from bot.platforms.slack.connect import SlackPlatform
from bot.platforms.slack.requests import PATH
from bot.platforms.slack.settings import SlackSettings
from tests.platforms.slack_bench import SlackBench


class SlackHttpBench(SlackBench):
    """The same workspace, heard by requests."""

    server: TestServer | None = None

    async def start(self, door: Door) -> None:
        self.play.deliver_by = "http"
        await super().start(door)

    def new_platform(self) -> SlackPlatform:
        settings = SlackSettings(
            self.play.bot_token, "", self.play.api_url, mode="http", signing_secret=self.play.signing_secret
        )
        return SlackPlatform(self._texts, self._registry, settings)

    async def stop(self) -> None:
        await self.platform.stop()
        if self.server is not None:
            await self.server.close()
        await self.play.stop()

    async def reconnect(self) -> None:
        if self.server is None:
            self.server = await serving(self.platform)
            self.play.events_url = address_of(self.server)
        await self.platform.start(self.door)
        assert await self.play.verify_events_url()
        self.connected = True


async def serving(platform: SlackPlatform) -> TestServer:
    """A web server on a free port, with the platform's route."""
    app = web.Application()
    assert platform.mount(app.router)
    server = TestServer(app)
    await server.start_server()
    return server


def address_of(server: TestServer) -> str:
    """Where Slack would be told to post."""
    return str(server.make_url(PATH))
