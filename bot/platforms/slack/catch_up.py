"""Likes and replies made while the bot was away, read again from Slack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms import Watched
from bot.platforms.slack import limits
from bot.platforms.slack.errors import Failure, sorted_out
from bot.platforms.slack.inbound import SLACKBOT, Here, reaction, reply
from bot.platforms.slack.mrkdwn import Json
from bot.platforms.slack.outbound import pages
from handlers.chat.asks import EMOJI_ADDED, REPLY_EDITED, REPLY_WRITTEN, Ask

log = structlog.get_logger(__name__)


async def missed(reading: AsyncWebClient, watched: Sequence[Watched], here: Here) -> list[Ask]:
    """Asks telling the likes and replies these messages have now. A message that cannot be read is left out."""
    asks: list[Ask] = []
    for one in watched:
        try:
            asks += await _likes(reading, one, here)
            asks += await _replies(reading, one, here)
        except Failure as error:
            log.info("slack.not_read_again", channel=one.channel, message=one.message, code=sorted_out(error).code)
    return asks


async def _likes(reading: AsyncWebClient, one: Watched, here: Here) -> list[Ask]:
    # Without `full`, Slack may leave out some of the users who reacted.
    answer = await reading.reactions_get(channel=one.channel, timestamp=one.message, full=True)
    message: Json = answer.get("message") or {}
    return [
        reaction(user, put["name"], one.channel, one.message, EMOJI_ADDED, None, here)
        for put in message.get("reactions", [])
        for user in put["users"]
        if user not in (here.bot_user, SLACKBOT)
    ]


async def _replies(reading: AsyncWebClient, one: Watched, here: Here) -> list[Ask]:
    asks: list[Ask] = []
    async for page in pages(reading.conversations_replies, channel=one.channel, ts=one.message, limit=limits.PAGE):
        for message in page["messages"]:
            asks += _told_again(message, one.channel, here)
    return asks


def _told_again(message: Json, channel: str, here: Here) -> Iterator[Ask]:
    """A reply as if it were written now, and as edited when it was: its writing may have been heard, not its edit."""
    for route in (REPLY_WRITTEN, *((REPLY_EDITED,) if message.get("edited") else ())):
        ask = reply(message, channel, route, None, here)
        if ask is not None:
            yield ask
