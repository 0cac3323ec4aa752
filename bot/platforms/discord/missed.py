"""Missed: the likes and replies that posts have now, read again because nobody may have been told of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import discord
import structlog

from bot.platforms import Read, SendError, Watched
from bot.platforms.discord import inbound, limits
from bot.platforms.discord.errors import sorted_errors
from bot.platforms.discord.inbound import Post
from bot.platforms.discord.outbound import UNKNOWN_CHANNEL
from handlers.chat.asks import EMOJI_ADDED, REPLY_WRITTEN, Ask
from handlers.chat.routes import to

T = TypeVar("T")

log = structlog.get_logger(__name__)


@dataclass
class Beside:
    """Replies written in the channel itself, by post. Every message after the one called `since` was read."""

    replies: dict[str, list[Ask]] = field(default_factory=lambda: defaultdict(list))
    since: float = float("inf")


class Missed:
    """Reads posts again, with the client it is given, which waits by itself where Discord wants it to."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def read(self, workspace: str, watched: Sequence[Watched]) -> list[Read]:
        """What these messages show now; one that cannot be read is left out, and logged."""
        guild = self._client.get_guild(int(workspace))
        if guild is None:
            return []
        posts = [post for post in watched if inbound.PRIVATE not in post.channel]
        channels: dict[str, list[str]] = defaultdict(list)
        for post in posts:
            channels[post.channel].append(post.message)
        beside = {channel: await self._beside(guild, int(channel), messages) for channel, messages in channels.items()}
        reads = [await self._one(guild, post, beside[post.channel]) for post in posts]
        return [read for read in reads if read is not None]

    async def _one(self, guild: discord.Guild, post: Watched, beside: Beside) -> Read | None:
        place = self._client.get_partial_messageable(int(post.channel), guild_id=guild.id)
        try:
            async with sorted_errors():
                message = await place.fetch_message(int(post.message))
        except SendError as error:
            log.warning("discord.not_read_again", channel=post.channel, message=post.message, code=error.code)
            return None
        emoji, all_emoji = await self._whole(post, self._emoji(guild, post, message))
        thread, all_thread = await self._whole(post, self._thread(guild, post))
        replies = [inbound.standing(reply, Post(post.channel, post.message), REPLY_WRITTEN) for reply in thread[::-1]]
        return Read(
            post,
            emoji,
            [*(replace(ask, key=None) for ask in replies if ask is not None), *beside.replies[post.message]],
            all_emoji=all_emoji,
            all_replies=all_thread and len(thread) < limits.HISTORY and beside.since <= int(post.message),
        )

    async def _whole(self, post: Watched, wanted: AsyncIterator[T]) -> tuple[list[T], bool]:
        """What could be read, and whether no error cut it short."""
        found: list[T] = []
        try:
            async with sorted_errors():
                async for one in wanted:
                    found.append(one)
        except SendError as error:
            log.warning("discord.not_read_again", channel=post.channel, message=post.message, code=error.code)
            return found, False
        return found, True

    async def _emoji(self, guild: discord.Guild, post: Watched, message: discord.Message) -> AsyncIterator[Ask]:
        for reaction in message.reactions:
            kinds = [discord.ReactionType.normal, *([discord.ReactionType.burst] if reaction.burst_count else ())]
            for kind in kinds:
                async for person in reaction.users(type=kind):
                    if not person.bot:
                        yield Ask(
                            key=None,
                            workspace=inbound.workspace_of(guild.id, guild),
                            who=str(person.id),
                            link=to(EMOJI_ADDED, inbound.emoji_of(reaction.emoji)),
                            channel=post.channel,
                            message=post.message,
                        )

    async def _thread(self, guild: discord.Guild, post: Watched) -> AsyncIterator[discord.Message]:
        """The latest messages of the thread begun from a post, newest first: it has the post's id."""
        thread = self._client.get_partial_messageable(int(post.message), guild_id=guild.id)
        try:
            async for message in thread.history(limit=limits.HISTORY):
                yield message
        except discord.NotFound as error:  # nobody has begun one, or it was deleted
            if error.code != UNKNOWN_CHANNEL:
                raise

    async def _beside(self, guild: discord.Guild, channel: int, messages: Sequence[str]) -> Beside:
        """What was written in the channel itself, by Discord's own "reply", among its latest messages."""
        found = Beside()
        oldest = min(map(int, messages))
        if guild.get_channel(channel) is None:  # a thread: nothing is heard beside its posts
            found.since = 0
            return found
        place = self._client.get_partial_messageable(channel, guild_id=guild.id)
        history = place.history(after=discord.Object(oldest), limit=limits.HISTORY, oldest_first=False)
        latest, complete = await self._whole(Watched(str(channel), str(oldest)), history)
        if complete:
            found.since = oldest if len(latest) < limits.HISTORY else latest[-1].id
        for message in reversed(latest):
            # What is answered is told by its id alone: Discord does not always join the message itself.
            first = str(message.reference.message_id) if message.reference and is_answer(message.reference) else ""
            if first in messages and (ask := inbound.standing(message, Post(str(channel), first), REPLY_WRITTEN)):
                found.replies[first].append(replace(ask, key=None))
        return found


def is_answer(reference: discord.MessageReference) -> bool:
    """Whether a message points at another to answer it, rather than to pass it on."""
    return reference.type is discord.MessageReferenceType.reply
