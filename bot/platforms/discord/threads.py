"""Threads: which ones answer a post of ours."""

from __future__ import annotations

import discord

from bot.platforms.discord.inbound import Post
from bot.platforms.discord.memory import Memory


class Threads:
    """A thread begun from a message has that message's id; whether the message is ours is asked once."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._known: Memory[int, Post | None] = Memory()

    async def post_of(self, channel: int) -> Post | None:
        """The post of ours answered in this channel; None when it is no thread, or not one of ours."""
        if channel in self._known:
            return self._known[channel]
        found = self._client.get_channel(channel)
        if found is None:
            try:
                found = await self._client.fetch_channel(channel)
            except (discord.NotFound, discord.Forbidden):
                return None
        if not isinstance(found, discord.Thread):
            return None
        ours = await self._begins_with_ours(found)
        return self._known.keep(channel, Post(str(found.parent_id), str(found.id)) if ours else None)

    async def _begins_with_ours(self, thread: discord.Thread) -> bool:
        us = self._client.user
        if us is not None and thread.owner_id == us.id:
            return True
        try:
            first = await self._client.get_partial_messageable(thread.parent_id).fetch_message(thread.id)
        except (discord.NotFound, discord.Forbidden):
            return False
        return us is not None and first.author.id == us.id
