"""Outbound: messages sent, edited and looked for; people and channels asked about."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, cast

import discord
from discord.http import Route as Request

from bot.platforms import CannotLook, Files, Kept, Posted, Refused, SendError, Target, TryLater, Unsure
from bot.platforms.discord import files, limits
from bot.platforms.discord.errors import sorted_errors
from bot.platforms.discord.inbound import private_channel, profile_of, real_channel
from bot.platforms.discord.memory import Memory
from bot.platforms.discord.render import Body, finished, mark
from bot.platforms.discord.views import Drawn
from handlers.chat.asks import Profile

UNKNOWN_CHANNEL = 10003
THREAD_ALREADY_THERE = 160004

A_WEEK: Literal[10080] = 10080
"""Minutes without a word after which a thread is put away; a new one brings it back."""


class Outbound:
    """Speaks through a client that is logged in; it needs no gateway."""

    def __init__(self, client: discord.Client, kept: Files) -> None:
        self._client = client
        self._files = kept
        self._with_files = asyncio.Semaphore(limits.MESSAGES_WITH_FILES)
        self._conversations: Memory[str, int] = Memory()

    async def send(self, target: Target, body: Body, key: str) -> Posted:
        """Posts one body. Sent again with the same key within two minutes, Discord gives the first message back."""
        workspace = target.workspace if target.person else None
        components, wanted = await files.shown(finished(body, workspace=workspace, key=key), self._files)
        sent: dict[str, Any] = {"view": Drawn(components), "nonce": key[: limits.NONCE]}
        async with self._room_for(wanted), sorted_errors():
            place = await self._place(target)
            try:
                message = await place.send(**sent, files=await files.attached(wanted, self._files))
            except discord.NotFound as error:
                if error.code != UNKNOWN_CHANNEL or not target.thread or not target.channel:
                    raise
                await self._begin_thread(target.channel, target.thread, body["thread"])
                message = await place.send(**sent, files=await files.attached(wanted, self._files))
        return self._posted(target, message)

    def _room_for(self, wanted: Sequence[Kept]) -> AbstractAsyncContextManager[object]:
        """What is in files is held in memory while they are sent: few messages at once do."""
        return self._with_files if wanted else nullcontext()

    async def edit(self, posted: Posted, body: Body) -> None:
        """Draws a posted message again."""
        channel, workspace = real_channel(posted.channel)
        message = self._client.get_partial_messageable(channel).get_partial_message(int(posted.message))
        drawn = finished(body, workspace=workspace)
        try:
            async with sorted_errors():
                there = await self._there(channel, message.id) if files.names_files(drawn) else {}
            components, wanted = await files.shown(drawn, self._files, dict(files.held(there)))
            async with self._room_for(wanted), sorted_errors():
                # These files and no other: one that is not shown any more goes.
                attached = await files.attached_to(there, wanted, self._files)
                await message.edit(view=Drawn(components), attachments=attached)
        except Unsure as unsure:  # drawn twice, a message shows the same thing
            raise TryLater(unsure.code) from unsure

    async def pin(self, posted: Posted, *, on: bool) -> None:
        """Pins a message in its channel, or takes its pin away; Discord takes a second time for a first."""
        place = self._client.get_partial_messageable(real_channel(posted.channel)[0])
        message = place.get_partial_message(int(posted.message))
        try:
            async with sorted_errors():
                await (message.pin() if on else message.unpin())
        except Unsure as unsure:  # pinned twice, a message is pinned
            raise TryLater(unsure.code) from unsure

    async def _there(self, channel: int, message: int) -> Mapping[str, Any]:
        found: Mapping[str, Any] = await self._client.http.get_message(channel, message)
        return found

    async def find(self, target: Target, key: str, since: datetime) -> Posted | None:
        """The message sent for `key`, by the mark of its container.

        Where the history cannot be read, None as long as Discord remembers the nonce: sending again cannot double it.
        Raises TryLater or CannotLook.
        """
        wanted, looked_at = mark(key), 0
        try:
            async with sorted_errors():
                place = await self._place(target)
                async for message in place.history(after=since, limit=limits.HISTORY, oldest_first=True):
                    looked_at += 1
                    if self._is_ours(message) and any(getattr(one, "id", None) == wanted for one in message.components):
                        return self._posted(target, message)
        except Unsure as unsure:
            raise TryLater(unsure.code) from unsure
        except Refused as refused:
            if refused.code == str(UNKNOWN_CHANNEL) or self._nonce_lasts(since):
                return None
            raise CannotLook(refused.code) from refused
        if looked_at == limits.HISTORY and not self._nonce_lasts(since):
            raise CannotLook("too_many_messages")
        return None

    async def profile(self, workspace: str, person: str) -> Profile | None:
        """What Discord says of a member; None when it does not answer or does not know them."""
        try:
            async with sorted_errors():
                guild = self._client.get_guild(int(workspace)) or await self._client.fetch_guild(int(workspace))
                return profile_of(await guild.fetch_member(int(person)))
        except (SendError, ValueError):
            return None

    async def audience(self, workspace: str, channel: str) -> int | None:
        """People of the server, for a channel open to all of them; None for others.

        Without the privileged members intent Discord tells how many members a server has, but neither who they are nor
        who sees a channel; so other bots are counted, and this one is not.
        """
        place = self._client.get_channel(real_channel(channel)[0])
        if isinstance(place, discord.Thread):
            place = place.parent
        if not isinstance(place, discord.abc.GuildChannel):
            return None
        if not place.permissions_for(place.guild.default_role).view_channel:
            return None
        try:
            async with sorted_errors():
                guild = await self._client.fetch_guild(int(workspace), with_counts=True)
        except SendError:
            return None
        members = guild.approximate_member_count or place.guild.member_count
        return members - 1 if members else None

    async def _place(self, target: Target) -> discord.PartialMessageable:
        """Where to send: a conversation with one person has no threads, so what continues simply follows."""
        if target.person:
            return self._client.get_partial_messageable(await self._conversation_with(target.person))
        return self._client.get_partial_messageable(int(target.thread or target.channel or 0))

    async def _conversation_with(self, person: str) -> int:
        known = self._conversations.get(person)
        if known is not None:
            return known
        opened = await self._client.http.request(Request("POST", "/users/@me/channels"), json={"recipient_id": person})
        return self._conversations.keep(person, int(opened["id"]))

    async def _begin_thread(self, channel: str, message: str, name: str) -> None:
        try:
            await self._client.http.start_thread_with_message(
                int(channel), int(message), name=name, auto_archive_duration=A_WEEK
            )
        except discord.HTTPException as error:
            if error.code != THREAD_ALREADY_THERE:
                raise

    def _posted(self, target: Target, message: discord.Message) -> Posted:
        channel = str(message.channel.id)
        return Posted(private_channel(channel, target.workspace) if target.person else channel, str(message.id))

    def _is_ours(self, message: discord.Message) -> bool:
        return self._client.user is not None and message.author.id == self._client.user.id

    @staticmethod
    def _nonce_lasts(since: datetime) -> bool:
        return datetime.now(UTC) - since < timedelta(seconds=limits.NONCE_LASTS_SECONDS)


def as_body(drawn: object) -> Body:
    """What `Renderer.draw` made, come back through the bot, which does not look inside."""
    return cast(Body, drawn)
