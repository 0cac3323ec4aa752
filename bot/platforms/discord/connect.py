"""Connect: the bot on Discord, from its token to the platform the rest of the bot speaks to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import discord
import structlog
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.platforms import CannotConnect, Door, Posted, Read, Target, Watched
from bot.platforms.discord import checks, commands, limits
from bot.platforms.discord.badges import DiscordBadges
from bot.platforms.discord.hearing import Hearing
from bot.platforms.discord.inbound import NAME
from bot.platforms.discord.invite import intents
from bot.platforms.discord.missed import Missed
from bot.platforms.discord.outbound import Outbound, as_body
from bot.platforms.discord.render import Renderer
from bot.texts import Texts
from handlers.chat.asks import Profile
from handlers.chat.cards import Card
from handlers.chat.routes import Registry

OUT_OF_REACH = "Discord cannot be reached ({}): check the network and status.discord.com, then try again."

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class DiscordSettings:
    """`base_url` and `gateway` lead elsewhere than to Discord (a proxy, a test server), for the whole process.

    `shard_ids`: which of the `shard_count` parts of its servers Discord tells this process of; empty: all of them.
    """

    token: str = field(repr=False)
    command: str = "learn"
    read_replies: bool = True
    base_url: str | None = None
    gateway: str | None = None
    shard_count: int = 1
    shard_ids: tuple[int, ...] = ()


class DiscordClient(discord.Client):
    """discord.py's client, which hears through `Hearing`. It keeps no message and no member: rows hold the truth."""

    def __init__(self, platform: DiscordPlatform, door: Door, **shards: Any) -> None:
        super().__init__(
            **shards,
            intents=intents(platform.settings.read_replies),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=limits.LONGEST_WAIT_SECONDS,
        )
        self._platform = platform
        self.hearing = Hearing(self, door, platform.texts, platform.registry)
        self.outbound = Outbound(self, door.files)
        self.ready = asyncio.Event()
        self._silent: set[int] = set()

    async def setup_hook(self) -> None:
        """Logged in: the command is told to Discord if it has changed."""
        wanted = commands.everything(self._platform.settings.command, self._platform.texts, self._platform.registry)
        if await commands.tell(self, wanted):
            log.info("discord.commands_told", commands=[one["name"] for one in wanted])

    async def on_ready(self) -> None:
        """Discord tells everything from now on. Not the first time, it means that events in between are lost."""
        if not self.ready.is_set():
            self.ready.set()
        else:
            await self._was_away()

    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        """Discord is in trouble, and tells nothing of this server for the time being."""
        self._silent.add(guild.id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Discord tells of this server; if it had ceased to, nobody heard what was done meanwhile."""
        if guild.id in self._silent:
            self._silent.discard(guild.id)
            await self._was_away()

    async def _was_away(self) -> None:
        if self._platform.on_absence is not None:
            log.info("discord.was_away")
            await self._platform.on_absence()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A command, a button, a form."""
        await self.hearing.hear(self.hearing.interaction(interaction))

    async def on_message(self, message: discord.Message) -> None:
        """A message."""
        await self.hearing.hear(self.hearing.message(message))

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """A message edited."""
        await self.hearing.hear(self.hearing.edit(event))

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """A message deleted."""
        await self.hearing.hear(self.hearing.deletion(event.guild_id, event.channel_id, {event.message_id}))

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Many messages deleted at once, by moderators."""
        await self.hearing.hear(self.hearing.deletion(event.guild_id, event.channel_id, event.message_ids))

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        """An emoji put on a message."""
        await self.hearing.hear(self.hearing.reaction(event))

    async def on_raw_reaction_remove(self, event: discord.RawReactionActionEvent) -> None:
        """An emoji taken back."""
        await self.hearing.hear(self.hearing.reaction(event))

    def is_told(self) -> bool:
        """Whether Discord can tell it anything now."""
        return self.is_ready() and self.ws.open


class ShardedClient(DiscordClient, discord.AutoShardedClient):
    """A client told of some of the bot's servers: one connection a shard. Any process sends to all of them."""

    def __init__(self, platform: DiscordPlatform, door: Door) -> None:
        settings = platform.settings
        shards = list(settings.shard_ids) or list(range(settings.shard_count))
        super().__init__(platform, door, shard_count=settings.shard_count, shard_ids=shards)
        self._told: set[int] = set()

    async def on_ready(self) -> None:
        """Every shard is told what happens."""
        self.ready.set()

    async def on_shard_ready(self, shard: int) -> None:
        """As `DiscordClient.on_ready`, for one shard."""
        if shard in self._told:
            await self._was_away()
        self._told.add(shard)

    def is_told(self) -> bool:
        """Whether Discord can tell all its shards anything now."""
        return self.is_ready() and not any(shard.is_closed() for shard in self.shards.values())


class DiscordPlatform:
    """Discord as the rest of the bot knows it."""

    name = NAME
    seconds_between_posts = limits.SECONDS_BETWEEN_POSTS
    seconds_between_all_posts = limits.SECONDS_BETWEEN_ALL_POSTS
    seconds_between_all_edits = limits.SECONDS_BETWEEN_ALL_EDITS
    paced_by_workspace = False

    def __init__(self, texts: Texts, registry: Registry, settings: DiscordSettings) -> None:
        own = Texts.load({NAME: Path(__file__).with_name("texts.toml")})
        self.texts = Texts({**own.phrases, **texts.phrases}, texts.command)
        self.registry = registry
        self.settings = settings
        self.on_absence: Callable[[], Awaitable[None]] | None = None
        """Awaited when Discord could not resume: what happened meanwhile is not told, only `missed` can read it."""
        self._renderer = Renderer(self.texts)
        self._client: DiscordClient | None = None
        self._connection: asyncio.Task[None] | None = None

    async def start(self, door: Door) -> None:
        """Logs in, tells the command, connects. Raises CannotConnect with what to do."""
        self._client = (ShardedClient if self.settings.shard_count > 1 else DiscordClient)(self, door)
        try:
            await self.join(self._client)
        except BaseException:
            await self.leave(self._client)
            raise

    async def stop(self) -> None:
        """Hears nothing more, finishes what was heard, closes."""
        if self._client is not None:
            await self._client.hearing.stop()
            await self.leave(self._client)

    async def is_connected(self) -> bool:
        """Whether the gateway is there now."""
        return self._client is not None and self._client.is_told()

    async def check(self) -> Sequence[str]:
        """As `checks.problems`."""
        return await checks.problems(self.settings.token, self.settings.read_replies)

    async def join(self, client: DiscordClient) -> None:
        """Connects a client; returns when it is told what happens."""
        if self.settings.base_url:
            Route.BASE = self.settings.base_url
        if self.settings.gateway:
            DiscordWebSocket.DEFAULT_GATEWAY = URL(self.settings.gateway)
        try:
            await client.login(self.settings.token)
        except discord.LoginFailure as error:
            raise CannotConnect(
                "Discord refuses the token: reset it in the developer portal, under Bot, and set DISCORD_TOKEN."
            ) from error
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            raise CannotConnect(OUT_OF_REACH.format(error)) from error
        self._connection = asyncio.create_task(client.connect(), name="discord")
        self._connection.add_done_callback(ended)
        ready = asyncio.create_task(client.ready.wait())
        await asyncio.wait({self._connection, ready}, return_when=asyncio.FIRST_COMPLETED)
        if ready.done():
            return
        ready.cancel()
        try:
            await self._connection
        except discord.PrivilegedIntentsRequired as error:
            raise CannotConnect(
                "Discord does not let the bot read replies: in the developer portal, under Bot, switch on Message"
                " Content Intent, or write read_replies = false under [discord] in config.toml."
            ) from error
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            raise CannotConnect(OUT_OF_REACH.format(error)) from error
        raise CannotConnect(OUT_OF_REACH.format("it closed the connection"))

    async def leave(self, client: DiscordClient) -> None:
        """Closes a client's connection."""
        await client.close()
        if self._connection is not None:
            await asyncio.gather(self._connection, return_exceptions=True)

    def draw(self, card: Card, language: str) -> Sequence[object]:
        """As `Renderer.draw`."""
        return self._renderer.draw(card, language)

    async def send(self, target: Target, drawn: object, key: str) -> Posted:
        """As `Outbound.send`."""
        return await self._joined.outbound.send(target, as_body(drawn), key)

    async def edit(self, posted: Posted, drawn: object) -> None:
        """As `Outbound.edit`."""
        await self._joined.outbound.edit(posted, as_body(drawn))

    async def pin(self, posted: Posted, *, on: bool) -> None:
        """As `Outbound.pin`."""
        await self._joined.outbound.pin(posted, on=on)

    @property
    def badges(self) -> DiscordBadges:
        """Roles of servers."""
        return DiscordBadges(self._joined)

    async def find(self, target: Target, key: str, since: datetime) -> Posted | None:
        """As `Outbound.find`."""
        return await self._joined.outbound.find(target, key, since)

    async def profile(self, workspace: str, person: str) -> Profile | None:
        """What Discord said of a person beside what they are doing, else what it answers."""
        known = self._joined.hearing.present(workspace, person)
        return known or await self._joined.outbound.profile(workspace, person)

    async def audience(self, workspace: str, channel: str) -> int | None:
        """As `Outbound.audience`."""
        return await self._joined.outbound.audience(workspace, channel)

    async def read_again(self, workspace: str, watched: Sequence[Watched]) -> Sequence[Read]:
        """As `Missed.read`."""
        return await Missed(self._joined).read(workspace, watched)

    @property
    def _joined(self) -> DiscordClient:
        if self._client is None:
            raise RuntimeError("the platform has not been started")
        return self._client


def ended(connection: asyncio.Task[None]) -> None:
    """Says so when the connection ends for good, for instance because the token was reset: the bot is then deaf."""
    if not connection.cancelled() and (error := connection.exception()) is not None:
        log.error("discord.connection_ended", exc_info=error)
