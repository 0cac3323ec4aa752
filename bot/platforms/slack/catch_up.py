"""Likes and replies read again from Slack: those of the time the bot was away were perhaps told to nobody."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms import Read, Watched
from bot.platforms.slack import limits
from bot.platforms.slack.errors import Failure, sorted_out
from bot.platforms.slack.inbound import SLACKBOT, Here, reaction, reply
from bot.platforms.slack.mrkdwn import Json
from bot.platforms.slack.outbound import pages
from handlers.chat.asks import EMOJI_ADDED, REPLY_WRITTEN, Ask

TOMBSTONE = "tombstone"
"""Subtype of what Slack leaves of a deleted message that has replies: nothing of it is known any more."""

log = structlog.get_logger(__name__)


class CatchUp:
    """Reads messages one after the other, at a pace that leaves most of Slack's limits to what people ask for."""

    def __init__(self, reading: AsyncWebClient) -> None:
        self._reading = reading
        self._free_at = 0.0

    async def read(self, watched: Sequence[Watched], here: Here) -> list[Read]:
        """What these messages show now. One that cannot be read wholly, or at all, is left out."""
        found: list[Read] = []
        for post in watched:
            try:
                found.append(await self._one(post, here))
            except Failure as error:
                code = sorted_out(error).code
                log.info("slack.not_read_again", channel=post.channel, message=post.message, code=code)
        return found

    async def _one(self, post: Watched, here: Here) -> Read:
        thread: list[Json] = []
        await self._turn()
        async for page in pages(
            self._reading.conversations_replies, channel=post.channel, ts=post.message, limit=limits.PAGE
        ):
            if thread:
                await self._turn()
            thread += page["messages"]
        first = next(message for message in thread if message["ts"] == post.message)
        if first.get("subtype") == TOMBSTONE:
            return Read(post)
        if not _is_whole(first):
            # What a thread or a history shows of a message may leave out some of the users who reacted; this does not.
            answer = await self._reading.reactions_get(channel=post.channel, timestamp=post.message, full=True)
            first = answer.get("message") or {}
        replies = [reply(message, post.channel, REPLY_WRITTEN, None, here) for message in thread]
        return Read(
            post,
            _likes(first, post, here),
            [ask for ask in replies if ask is not None],
            all_emoji=_is_whole(first),
            all_replies=True,
        )

    async def _turn(self) -> None:
        """Waits until another call may be made."""
        wait = self._free_at - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)
        self._free_at = time.monotonic() + limits.SECONDS_BETWEEN_READS


def _is_whole(message: Json) -> bool:
    """Whether everybody who reacted is named: Slack counts them all, and may name fewer."""
    return all(len(put["users"]) >= put["count"] for put in message.get("reactions", []))


def _likes(message: Json, post: Watched, here: Here) -> list[Ask]:
    return [
        reaction(user, put["name"], post.channel, post.message, EMOJI_ADDED, None, here)
        for put in message.get("reactions", [])
        for user in put["users"]
        if user not in (here.bot_user, SLACKBOT)
    ]
