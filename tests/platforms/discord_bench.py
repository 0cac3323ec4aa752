"""Discord as a bench: the real discord.py client against simcord's Discord, in this process."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import discord
from simcord import Env
from simcord._clock import Clock
from simcord.backend.models import Message
from simcord.builders import ChannelHandle, GuildHandle
from simcord.components import walk_components

from bot.platforms import Door, Files
from bot.platforms.discord import addresses
from bot.platforms.discord.connect import DiscordClient, DiscordPlatform, DiscordSettings
from bot.platforms.discord.inbound import private_channel
from bot.platforms.discord.invite import PERMISSIONS
from bot.texts import Texts
from handlers.chat.asks import Ask
from handlers.chat.replies import Reply, Tell
from handlers.chat.routes import Registry
from tests.platforms import discord_contract
from tests.platforms.bench import Seen, SentBody
from tests.platforms.discord_person import DiscordPerson

BUTTON, TEXT = 2, 10


class BenchClock(Clock):
    """Simcord's clock begins in January; ours says what time it is, so that messages are as old as they are."""

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        self._now = now

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._now(), UTC)


class Listened(Door):
    """A door that remembers which asks were mistaken: Discord shows a mistake as any private message."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.mistaken = False

    @property
    def files(self) -> Files:
        return self._door.files

    async def handle(self, ask: Ask) -> Reply | None:
        reply = await self._door.handle(ask)
        self.mistaken = isinstance(reply, Tell) and reply.mistaken
        return reply

    async def language_of(self, ask: Ask) -> str:
        return await self._door.language_of(ask)


class InProcess(DiscordPlatform):
    """The platform, its client joined to simcord instead of Discord's addresses."""

    env: Env | None = None
    now: Callable[[], float]

    async def join(self, client: DiscordClient) -> None:
        if self.env is not None:
            await self.env.restart_bot(client)
            return
        self.env = Env(client)
        self.env.backend.clock = BenchClock(self.now)
        await self.env.start()

    async def leave(self, client: DiscordClient) -> None:
        """The client stays plugged in, deaf: an absence during which people go on talking."""


class DiscordBench:
    """One server with three channels. The bot has the permissions of its invitation and no other.

    `now`: seconds since 1970 on its clock.
    """

    name = "discord"

    def __init__(
        self, texts: Texts, registry: Registry, now: Callable[[], float] = time.time, *, read_replies: bool = True
    ) -> None:
        self.platform = InProcess(texts, registry, DiscordSettings(token="none", read_replies=read_replies))
        self.platform.now = now
        self.registry = registry
        self.workspace = self.channel = self.other_channel = self.closed_channel = ""
        self.locales: dict[str, str] = {}

    @property
    def env(self) -> Env:
        assert self.platform.env is not None, "the bench has not been started"
        return self.platform.env

    @property
    def guild(self) -> GuildHandle:
        return self.env.guild

    async def start(self, door: Door) -> None:
        self.door = Listened(door)
        await self.platform.start(self.door)
        guild = self.env.create_guild("Bench")
        self._give_only(guild, PERMISSIONS)
        guild.remove_member(guild.owner)  # made up by simcord; nobody plays them
        self.workspace = str(guild.id)
        self.channel = str(guild.create_text_channel("learning").id)
        self.other_channel = str(guild.create_text_channel("elsewhere").id)
        assert self.env.bot.user is not None
        silent = discord.PermissionOverwrite(send_messages=False, create_public_threads=False)
        self.closed_channel = str(guild.create_text_channel("closed", overwrites={self.env.bot.user: silent}).id)
        self._tell_more()
        self._pin_as_now()
        self._count_members()
        await self.settle()

    def _count_members(self) -> None:
        """Simcord leaves out how many members a server has when it is asked for."""
        http = self.env.bot.http
        real = http.request

        async def counted(route: discord.http.Route, **options: Any) -> Any:
            answer = await real(route, **options)
            if (options.get("params") or {}).get("with_counts"):
                answer = {**answer, "approximate_member_count": len(self.guild.member_ids())}
            return answer

        http.request = counted  # type: ignore[method-assign]

    async def stop(self) -> None:
        await self.platform.stop()
        await self.env.shutdown()
        self.env.raise_errors()

    async def disconnect(self) -> None:
        await self.platform.stop()

    async def reconnect(self) -> None:
        await self.platform.start(self.door)
        self._count_members()

    async def person(
        self, name: str, *, language: str = "en", zone: str = "Europe/Paris", admin: bool = False
    ) -> DiscordPerson:
        user = self.env.create_user(name.lower(), global_name=name)
        roles = [self.guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))] if admin else []
        member = self.guild.add_member(user, roles=roles)
        self.locales[str(user.id)] = {"en": "en-GB"}.get(language, language)
        await self.settle()
        return DiscordPerson(self, member, name)

    def seen(self, channel: str) -> Sequence[Seen]:
        return [
            self.as_seen(one) for one in self.messages(int(channel)) if not one.is_ephemeral and one.type in (0, 19)
        ]

    def thread(self, seen: Seen) -> Sequence[Seen]:
        return self.seen(seen.id)

    async def settle(self) -> None:
        await self.env.settle()

    async def lose_next_answer(self) -> None:
        http = self.env.bot.http
        real = http.request

        async def lossy(route: discord.http.Route, **options: Any) -> Any:
            answer = await real(route, **options)
            if route.method == "POST" and route.path.endswith("/messages"):
                http.request = real  # type: ignore[method-assign]
                raise discord.DiscordServerError(LostAnswer(), "the answer was lost")
            return answer

        http.request = lossy  # type: ignore[method-assign]

    async def forbid_pins(self) -> None:
        wanted = discord.Permissions(PERMISSIONS.value)
        wanted.pin_messages = False
        self._give_only(self.guild, wanted)
        await self.settle()

    def make_badge(self, name: str, *people: str) -> None:
        role = self.guild.create_role(name, position=0)
        for one in people:
            self.env.backend.add_member_role(self.guild.id, int(one), role.id)

    def wearers(self, name: str) -> set[str]:
        guild = self.env.backend.get_guild(self.guild.id)
        role = next(one for one in guild.roles.values() if one.name == name)
        return {str(number) for number, member in guild.members.items() if role.id in member.role_ids}

    async def forbid_badges(self) -> None:
        wanted = discord.Permissions(PERMISSIONS.value)
        wanted.manage_roles = False
        self._give_only(self.guild, wanted)
        await self.settle()

    def sent_bodies(self) -> Sequence[SentBody]:
        return [
            SentBody(f"{one.method} {one.path}", one.json)
            for one in self.env.http_requests
            if isinstance(one.json, Mapping)
        ]

    def complaints(self) -> Sequence[str]:
        return discord_contract.complaints(self.env.http_requests)

    def handle(self, channel: int) -> ChannelHandle:
        """A channel, a thread or a conversation, as people of the bench use it."""
        found = self.env.backend.get_channel(channel)
        return ChannelHandle(self.env, self.guild if found.guild_id else None, found)

    def messages(self, channel: int) -> list[Message]:
        kept = self.env.backend.messages.get(channel, {})
        return [kept[number] for number in sorted(kept)]

    def message(self, number: int) -> Message:
        return next(kept[number] for kept in self.env.backend.messages.values() if number in kept)

    def as_seen(self, message: Message) -> Seen:
        components = list(walk_components(message.components))
        channel = str(message.channel_id)
        if self.env.backend.get_channel(message.channel_id).guild_id is None:
            channel = private_channel(channel, self.workspace)
        return Seen(
            id=str(message.id),
            channel=channel,
            author_is_bot=message.author_id == self.env.backend.bot_user.id,
            text="\n".join([message.content, *(one["content"] for one in components if one["type"] == TEXT)]).strip(),
            buttons={
                one["label"]: addresses.read(one["custom_id"]).link for one in components if one["type"] == BUTTON
            },
            edited=message.edited_timestamp is not None,
            files={
                media["url"].rpartition("/")[2]: self.env.backend.cdn.get(media["url"]) or b""
                for one in components
                for media in [*(item["media"] for item in one.get("items", ())), one.get("file") or {}]
                if media.get("attachment_id")
            },
            pinned=message.pinned,
        )

    def _give_only(self, guild: GuildHandle, permissions: discord.Permissions) -> None:
        backend = self.env.backend
        mine = next(role for role in backend.get_guild(guild.id).roles.values() if role.managed)
        mine.permissions = permissions.value
        backend.edit_guild(guild.id, {})

    def _pin_as_now(self) -> None:
        """Simcord still asks for Manage Messages to pin; the bot asks Discord for nothing else which that allows."""
        real = self.env.backend.require_permissions

        def require(guild_id: int | None, user_id: int, channel_id: int | None, *names: str) -> None:
            real(
                guild_id,
                user_id,
                channel_id,
                *("pin_messages" if name == "manage_messages" else name for name in names),
            )

        self.env.backend.require_permissions = require  # type: ignore[method-assign]

    def _tell_more(self) -> None:
        """What Discord tells and simcord does not: each person's language, whose message an emoji is put on."""
        real = self.env.backend.emit

        def emit(event: str, payload: Mapping[str, Any]) -> None:
            if event == "INTERACTION_CREATE":
                who = (payload.get("member") or payload)["user"]["id"]
                payload = {**payload, "locale": self.locales.get(who, "en-US")}
            if event == "MESSAGE_REACTION_ADD":
                payload = {**payload, "message_author_id": str(self.message(int(payload["message_id"])).author_id)}
            real(event, payload)

        self.env.backend.emit = emit  # type: ignore[method-assign]


class LostAnswer:
    """Just what discord.py reads of a response that is an error."""

    status = 503
    reason = "Service Unavailable"
