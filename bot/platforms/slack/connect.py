"""Slack, joined by Socket Mode or heard over HTTP: what is heard is kept, and only then acknowledged."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

import aiohttp
import structlog
from aiohttp.web import UrlDispatcher
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms import CannotConnect, Door, Posted, Read, Target, Watched
from bot.platforms.slack import checks, inbound, limits, uploads
from bot.platforms.slack.absence import Absence
from bot.platforms.slack.answers import Answers, is_mistake
from bot.platforms.slack.back import Back
from bot.platforms.slack.badges import SlackBadges
from bot.platforms.slack.catch_up import CatchUp
from bot.platforms.slack.inbound import Here, Payload
from bot.platforms.slack.mrkdwn import Json
from bot.platforms.slack.outbound import Outbound
from bot.platforms.slack.render import Renderer
from bot.platforms.slack.requests import Requests
from bot.platforms.slack.settings import SlackSettings
from bot.platforms.slack.socket_mode import Socket
from bot.texts import Texts
from handlers.chat.asks import Ask, Profile, Workspace
from handlers.chat.cards import Card
from handlers.chat.replies import Done, Open, Reply, Tell
from handlers.chat.routes import Registry
from handlers.chat.words import Say

EVERYTHING = re.compile("")
"""What no listener takes is never acknowledged, and Slack would tell it again and again: every listener takes all."""

log = structlog.get_logger(__name__)


class SlackPlatform:
    """One Slack workspace (see `bot.platforms.Platform`)."""

    name = "slack"
    seconds_between_posts = limits.SECONDS_BETWEEN_POSTS
    seconds_between_all_posts = limits.SECONDS_BETWEEN_ALL_POSTS
    seconds_between_all_edits = limits.SECONDS_BETWEEN_ALL_EDITS
    paced_by_workspace = True

    def __init__(self, texts: Texts, registry: Registry, settings: SlackSettings) -> None:
        self._texts = texts
        self._registry = registry
        self._settings = settings
        # A post sent again by itself would be there twice: only the outbox decides to.
        self._posting = self._client([])
        self._reading = self._client([AsyncConnectionErrorRetryHandler(), AsyncRateLimitErrorRetryHandler(3)])
        self._outbound = Outbound(self._posting, self._reading)
        self.badges = SlackBadges(self._posting, self._reading)
        self._answers = Answers(texts, self._outbound, self._posting)
        self._catch_up = CatchUp(self._reading)
        self.on_absence: Callable[[], Awaitable[None]] | None = None
        self._session: aiohttp.ClientSession | None = None
        self._ear: Requests | Socket = (
            Requests(settings.signing_secret) if settings.mode == "http" else Socket(settings.app_token)
        )
        self._tasks: set[asyncio.Task[Any]] = set()
        self._watch: asyncio.Task[None] | None = None

    async def check(self) -> Sequence[str]:
        """As `checks.problems`."""
        app_token = self._settings.app_token if isinstance(self._ear, Socket) else None
        return await checks.problems(self._client([]), app_token)

    def mount(self, router: UrlDispatcher) -> bool:
        """As `Requests.mount`; False by Socket Mode."""
        if not isinstance(self._ear, Requests):
            return False
        self._ear.mount(router)
        return True

    async def is_connected(self) -> bool:
        """Whether Slack can tell the bot anything now."""
        return await self._ear.is_listening()

    def _client(self, retry_handlers: list[Any]) -> AsyncWebClient:
        return AsyncWebClient(
            self._settings.bot_token,
            base_url=self._settings.base_url,
            timeout=limits.CALL_SECONDS,
            retry_handlers=retry_handlers,
        )

    async def start(self, door: Door) -> None:
        """Connects and begins to hear. Raises CannotConnect when Slack refuses one of the tokens."""
        self._door, self._outbound.files.files = door, door.files
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=limits.CALL_SECONDS))
        self._posting.session = self._reading.session = self._session
        try:
            me = await self._reading.auth_test()
            self._here = Here(Workspace(self.name, me["team_id"], me["team"]), me["user_id"])
            await self._ear.listen(self._app(me["bot_id"]))
        except BaseException as error:
            await self.stop()
            if isinstance(error, SlackApiError):
                raise CannotConnect(
                    "; ".join(await self.check()) or f"Slack refuses the connection: {error}"
                ) from error
            raise
        absence = Absence(self.is_connected, self._came_back)
        self._watch = asyncio.create_task(absence.watch(), name="slack absence")
        log.info("slack.connected", workspace=me["team"])

    async def stop(self) -> None:
        """Lets what is under way be kept, acknowledged and answered, stops hearing, then closes."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
            self._watch = None
        await self._finish()
        await self._ear.close()
        await self._finish()
        if self._session is not None:
            await self._session.close()

    async def _finish(self) -> None:
        """As `idle`, but gives up on what hangs."""
        with suppress(TimeoutError):
            async with asyncio.timeout(limits.LAST_SECONDS):
                await self.idle()

    async def _came_back(self) -> None:
        if self.on_absence is not None:
            await self.on_absence()

    async def idle(self) -> None:
        """Waits until everything heard so far is kept, acknowledged and answered."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _app(self, bot_id: str) -> AsyncApp:
        async def authorize() -> AuthorizeResult:
            # Known since the start. Bolt's own check asks at the first event, and acknowledges it when that fails.
            return AuthorizeResult(
                enterprise_id=None,
                team_id=self._here.workspace.external_id,
                bot_user_id=self._here.bot_user,
                bot_id=bot_id,
                bot_token=self._settings.bot_token,
            )

        app = AsyncApp(
            client=AsyncWebClient(base_url=self._settings.base_url),
            signing_secret=self._settings.signing_secret,
            authorize=authorize,
            process_before_response=True,
            attaching_conversation_kwargs_enabled=False,
        )
        app.event(EVERYTHING)(self._on_event)
        app.command(EVERYTHING)(self._on_command)
        app.action(EVERYTHING)(self._on_button)
        app.view(EVERYTHING)(self._on_form)
        app.shortcut(EVERYTHING)(self._on_shortcut)
        for others in (app.view_closed, app.options):
            others(EVERYTHING)(self._on_something_else)
        app.error(self._on_error)
        return app

    async def _on_event(self, body: Payload) -> None:
        """Bolt acknowledges when this returns, and does not when it raises: Slack then tells the event again."""
        heard = inbound.event(body, self._here)
        if heard is not None:
            await self._hear(*heard)

    async def _on_command(self, ack: AsyncAck, body: Payload) -> None:
        await self._hear(*inbound.command(body, self._here, self._registry))
        await ack()

    async def _on_button(self, ack: AsyncAck, body: Payload) -> None:
        await self._take(ack, inbound.button(body, self._here))

    async def _on_shortcut(self, ack: AsyncAck, body: Payload) -> None:
        await self._take(ack, inbound.shortcut(body, self._here))

    async def _take(self, ack: AsyncAck, heard: tuple[Ask, Back] | None) -> None:
        if heard is not None:
            await self._hear(*heard)
        await ack()

    async def _on_form(self, ack: AsyncAck, body: Payload) -> None:
        heard = inbound.form(body, self._here)
        if heard is None:
            await ack()
            return
        ask, back = heard
        async with self._under_way():
            reply = await self._door.handle(await uploads.with_uploads(ask, body["view"], self._reading))
            language = await self._language(ask)
            await ack(**self._answers.to_form(reply, body["view"], back, language))
            if not (reply is None or isinstance(reply, Open) or (isinstance(reply, Tell) and is_mistake(reply))):
                self._later(self._answers.after(reply, back, language))

    async def _on_something_else(self, ack: AsyncAck) -> None:
        await ack()

    async def _on_error(self, error: Exception, body: Payload) -> None:
        log.error("slack.ask_failed", kind=body.get("type"), exc_info=error)

    async def _hear(self, ask: Ask, back: Back) -> None:
        """Does what was asked: it is kept when this returns. A form opens at once, the rest is said after."""
        async with self._under_way():
            try:
                reply = await self._door.handle(ask)
            except Exception:
                if not back.answer_at:
                    raise
                # Nothing was kept, and Slack never tells a press or a command again: the person is told, and may.
                log.exception("slack.ask_failed", route=ask.link.route)
                reply = Tell(Say("help.trouble"))
            if isinstance(reply, Open) and back.trigger:
                await self._answers.open(reply.form, back, await self._language(ask))
            elif reply is not None and not isinstance(reply, Done):
                self._later(self._answer(reply, ask, back))

    async def _answer(self, reply: Reply, ask: Ask, back: Back) -> None:
        await self._answers.after(reply, back, await self._language(ask))

    async def _language(self, ask: Ask) -> str:
        """The asker's language; what Slack says of it counts until they are known, which a mistake undoes."""
        return await self._door.language_of(replace(ask, language=self._outbound.languages.get(ask.who)))

    @asynccontextmanager
    async def _under_way(self) -> AsyncIterator[None]:
        """So that stopping waits for what is being done."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("Slack is heard in a task")
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    def _later(self, answer: Coroutine[Any, Any, None]) -> None:
        """Answers once the ask is acknowledged."""
        task = asyncio.create_task(answer)
        self._tasks.add(task)
        task.add_done_callback(self._answered)

    def _answered(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("slack.answer_failed", exc_info=error)

    def draw(self, card: Card, language: str) -> Sequence[Json]:
        """The card as bodies for `chat.postMessage` and `chat.update`."""
        return Renderer(self._texts, language).message(card)

    async def send(self, target: Target, drawn: Any, key: str) -> Posted:
        """Posts one drawn message, marked with `key`. Raises a SendError."""
        return await self._outbound.send(target, drawn, key)

    async def edit(self, posted: Posted, drawn: Any) -> None:
        """Draws a posted message again. Raises TryLater, or Refused when it is gone."""
        await self._outbound.edit(posted, drawn)

    async def pin(self, posted: Posted, *, on: bool) -> None:
        """As `Outbound.pin`."""
        await self._outbound.pin(posted, on=on)

    async def find(self, target: Target, key: str, since: datetime) -> Posted | None:
        """The message marked with `key` if Slack kept it after `since`. Raises TryLater or CannotLook."""
        return await self._outbound.find(target, key, since)

    async def profile(self, workspace: str, person: str) -> Profile | None:  # noqa: ARG002 - one workspace per token
        """What Slack says of a person; None when it does not answer or does not know them."""
        return await self._outbound.profile(person)

    async def audience(self, workspace: str, channel: str) -> int | None:  # noqa: ARG002 - one workspace per token
        """How many people (not bots) are in a channel; None when unknown."""
        return await self._outbound.audience(channel)

    async def read_again(self, workspace: str, watched: Sequence[Watched]) -> Sequence[Read]:  # noqa: ARG002 - as above
        """As `CatchUp.read`."""
        return await self._catch_up.read(watched, self._here)
