"""Missed: likes and replies that came while nobody listened, read again from the posts themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import discord
import structlog

from bot.platforms import SendError, Watched
from bot.platforms.discord import inbound, limits
from bot.platforms.discord.inbound import Post
from bot.platforms.discord.outbound import sorted_errors
from handlers.chat.asks import EMOJI_ADDED, REPLY_WRITTEN, Ask
from handlers.chat.routes import to

log = structlog.get_logger(__name__)


class Missed:
    """Reads posts again, with the client it is given."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def read(self, workspace: str, watched: Sequence[Watched]) -> list[Ask]:
        """The likes and replies these messages have now, each harmless to do again.

        A message that cannot be read is left out, and logged.
        """
        guild = self._client.get_guild(int(workspace))
        if guild is None:
            return []
        asks: list[Ask] = []
        channels: dict[str, list[str]] = defaultdict(list)
        for post in watched:
            if inbound.PRIVATE not in post.channel:
                channels[post.channel].append(post.message)
        for channel, messages in channels.items():
            for message in messages:
                asks += await self._kept(channel, self._of_post(guild, Post(channel, message)))
            if guild.get_channel(int(channel)) is not None:
                asks += await self._kept(channel, self._beside(guild, int(channel), messages))
        return asks

    async def _kept(self, channel: str, found: AsyncIterator[Ask]) -> list[Ask]:
        asks: list[Ask] = []
        try:
            async with sorted_errors():
                async for ask in found:
                    asks.append(ask)
        except SendError as error:
            log.warning("discord.not_read_again", channel=channel, code=error.code)
        return asks

    async def _of_post(self, guild: discord.Guild, post: Post) -> AsyncIterator[Ask]:
        """The emoji put on a post, and the replies of the thread begun from it."""
        place = self._client.get_partial_messageable(int(post.channel), guild_id=guild.id)
        message = await place.fetch_message(int(post.message))
        for reaction in message.reactions:
            async for person in reaction.users():
                if not person.bot:
                    yield Ask(
                        key=None,
                        workspace=inbound.workspace_of(guild.id, guild),
                        who=str(person.id),
                        link=to(EMOJI_ADDED, inbound.emoji_of(reaction.emoji)),
                        channel=post.channel,
                        message=post.message,
                    )
        try:
            thread = self._client.get_partial_messageable(message.id, guild_id=guild.id)
            replies = [reply async for reply in thread.history(limit=limits.HISTORY)]
        except discord.NotFound:  # nobody has begun a thread from it
            return
        for reply in reversed(replies):
            if ask := inbound.replied(reply, post, REPLY_WRITTEN):
                yield replace(ask, key=None)

    async def _beside(self, guild: discord.Guild, channel: int, messages: Sequence[str]) -> AsyncIterator[Ask]:
        """The replies written in the channel itself, by Discord's own "reply", among its latest messages."""
        us = self._client.user.id if self._client.user else 0
        oldest = discord.Object(min(map(int, messages)))
        place = self._client.get_partial_messageable(channel, guild_id=guild.id)
        latest = [one async for one in place.history(after=oldest, limit=limits.HISTORY, oldest_first=False)]
        for reply in reversed(latest):
            post = inbound.replied_to(reply, us)
            if post is not None and post.message in messages and (ask := inbound.replied(reply, post, REPLY_WRITTEN)):
                yield replace(ask, key=None)
