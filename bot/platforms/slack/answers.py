"""Replies brought back to who asked, where and how Slack lets them be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.platforms.slack import forms, limits
from bot.platforms.slack.back import Back
from bot.platforms.slack.errors import Failure, code, sorted_out
from bot.platforms.slack.inbound import Payload
from bot.platforms.slack.mrkdwn import Json
from bot.platforms.slack.outbound import Outbound
from bot.platforms.slack.render import Renderer
from bot.texts import Texts
from handlers.chat.cards import Card
from handlers.chat.forms import Form
from handlers.chat.replies import Home, Open, Replace, Reply, Tell

log = structlog.get_logger(__name__)


class Answers:
    """Answers in the asker's language."""

    def __init__(self, texts: Texts, outbound: Outbound, posting: AsyncWebClient) -> None:
        self._texts = texts
        self._outbound = outbound
        self._posting = posting

    async def open(self, form: Form, back: Back, language: str) -> None:
        """Opens a form; the trigger lives three seconds and opens one. Raises what the client raises."""
        view = forms.view(Renderer(self._texts, language), form, back)
        await self._posting.views_open(trigger_id=back.trigger, view=view)

    def to_form(self, reply: Reply | None, view: Payload, back: Back, language: str) -> dict[str, Any]:
        """What acknowledges a form: what is wrong under its field, the next form, or nothing (it closes)."""
        if isinstance(reply, Open):
            following = forms.view(Renderer(self._texts, language), reply.form, back)
            return {"response_action": "update", "view": following}
        if isinstance(reply, Tell) and is_mistake(reply):
            line = reply.what.summary if isinstance(reply.what, Card) else reply.what
            words = Renderer(self._texts, language).plain(line, limits.LABEL)
            return {"response_action": "errors", "errors": {_wrong_field(reply.field, view): words}}
        return {}

    async def after(self, reply: Reply, back: Back, language: str) -> None:
        """What is shown once the ask is acknowledged. When Slack will not show it, what was asked is still done."""
        renderer = Renderer(self._texts, language)
        match reply:
            case Tell(what):
                await self._tell(renderer.words(what), back, replacing=False)
            case Replace(card):
                await self._tell(renderer.private(card), back, replacing=back.is_private)
            case Home(card):
                await self._publish(renderer.home(card), back.user)
            case _:
                return

    async def _tell(self, bodies: Iterable[Json], back: Back, *, replacing: bool) -> None:
        """By the address Slack gave with the ask; without one, or when it is used up, in the channel or the DM."""
        for number, drawn in enumerate(bodies):
            body = await self._outbound.files.in_words(drawn)
            replaces = replacing and number == 0
            if back.answer_at and await self._by_address(back.answer_at, body, replaces=replaces):
                continue
            if back.channel:
                await self._outbound.whisper(back.channel, back.user, back.thread, body)
            else:
                await self._outbound.tell_directly(back.user, body)

    async def _by_address(self, address: str, body: Json, *, replaces: bool) -> bool:
        hook = AsyncWebhookClient(
            address, timeout=limits.CALL_SECONDS, session=self._posting.session, retry_handlers=[]
        )
        shown = {**body, "response_type": "ephemeral", "replace_original": replaces}
        try:
            answer = await hook.send_dict(shown)
        except Failure as error:
            log.warning("slack.not_answered", code=sorted_out(error).code)
            return False
        if answer.status_code != 200:
            log.warning("slack.not_answered", code=answer.body[:100])
        return answer.status_code == 200

    async def _publish(self, view: Json, user: str) -> None:
        try:
            await self._posting.views_publish(user_id=user, view=await self._outbound.files.in_words(view))
        except Failure as error:
            said = code(error) if isinstance(error, SlackApiError) else sorted_out(error).code
            log.warning("slack.home_not_shown", code=said)


def is_mistake(reply: Tell) -> bool:
    """Whether a form must stay open: nothing was kept of it, or one of its fields is wrong."""
    return reply.mistaken or reply.field is not None


def _wrong_field(field: str | None, view: Payload) -> str:
    """The field the words go under: the one they are about, the first when they are about none of this form."""
    names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    return str(field if field in names else names[0])
