"""Hearing: Discord's events taken to the door, and interactions answered. Kept first, then acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

import discord
import structlog
from discord.app_commands import Choice

from bot.platforms import Door
from bot.platforms.discord import files, inbound, limits
from bot.platforms.discord.answers import Answers, defer
from bot.platforms.discord.inbound import Post
from bot.platforms.discord.limits import DEFER_AFTER_SECONDS
from bot.platforms.discord.threads import Threads
from bot.platforms.discord.words import cut
from bot.texts import Texts, known_language
from handlers.chat.asks import REPLY_EDITED, REPLY_WRITTEN, Ask, Profile
from handlers.chat.replies import Reply, Suggest, Tell
from handlers.chat.routes import Registry
from handlers.chat.words import LANGUAGES, Say
from storage.troubles import Trouble

HEARD = (
    discord.InteractionType.application_command,
    discord.InteractionType.component,
    discord.InteractionType.modal_submit,
)

LAST_SECONDS = 10.0

log = structlog.get_logger(__name__)


class Hearing:
    """What the client hears, until it is told to stop."""

    def __init__(self, client: discord.Client, door: Door, texts: Texts, registry: Registry) -> None:
        self._client = client
        self._door = door
        self._texts = texts
        self._registry = registry
        self._answers = Answers(texts, door.files)
        self._threads = Threads(client)
        self._present: dict[tuple[str, str], Profile] = {}
        self._under_way: set[asyncio.Task[Any]] = set()
        self._listens = True

    async def stop(self) -> None:
        """Hears nothing more, and finishes what was heard, within the time a stopping process is given."""
        self._listens = False
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=LAST_SECONDS)

    def present(self, workspace: str, person: str) -> Profile | None:
        """What Discord said of somebody beside what they did, while that is being done."""
        return self._present.get((workspace, person))

    async def hear(self, work: Coroutine[Any, Any, None]) -> None:
        """Does what an event asks for, unless hearing has stopped."""
        if not self._listens:
            work.close()
            return
        task = asyncio.create_task(work)
        self._under_way.add(task)
        try:
            await task
        finally:
            self._under_way.discard(task)

    async def interaction(self, interaction: discord.Interaction) -> None:
        """A command, a button or a form."""
        if interaction.type is discord.InteractionType.autocomplete:
            await self._suggest(interaction)
        if interaction.type not in HEARD:
            return
        address, ask = inbound.address_of(interaction), inbound.asked(interaction, self._texts, self._registry)
        try:
            if ask is None:
                language = known_language(str(interaction.locale)) or LANGUAGES[0]
                await self._answers.give(interaction, Tell(Say("help.outdated")), language)
            elif address.asks:
                await self._answers.ask_first(interaction, address, await self._door.language_of(ask))
            else:
                with self._knowing(interaction.user):
                    reply = await self._done(interaction, ask)
                await self._answers.give(interaction, reply, await self._door.language_of(ask))
        except discord.HTTPException as error:  # what was asked is done; only its answer is lost (a token lives 3 s)
            log.warning("discord.not_answered", status=error.status, code=error.code, link=address.link)

    async def _suggest(self, interaction: discord.Interaction) -> None:
        """What may be typed next. Whatever goes wrong, people go on typing: there is nobody to tell."""
        ask = inbound.typing(interaction, self._registry)
        choices: list[Choice[str]] = []
        with suppress(Trouble, discord.HTTPException):
            if ask is not None:
                with self._knowing(interaction.user):
                    reply = await self._door.handle(ask)
                language = await self._door.language_of(ask)
                lines = reply.lines if isinstance(reply, Suggest) else ()
                words = [cut(self._texts.plain(line, language), limits.OPTION) for line in lines]
                choices = [Choice(name=one, value=one) for one in dict.fromkeys(words)][: limits.SUGGESTIONS]
            await interaction.response.autocomplete(choices)

    async def _done(self, interaction: discord.Interaction, ask: Ask) -> Reply | None:
        """Does what was asked. What takes long is announced, except a form, which can only come first."""
        route = self._registry.routes.get(ask.link.route)
        work = asyncio.ensure_future(self._handle(interaction, ask))
        if route is None or not route.opens_form:
            await asyncio.wait({work}, timeout=DEFER_AFTER_SECONDS)
            if not work.done():
                await defer(interaction)
        try:
            return await work
        except Exception:  # whatever went wrong, the person who pressed must be told, and nothing was kept
            log.exception("discord.not_done", route=ask.link.route)
            return Tell(Say("help.trouble"))

    async def _handle(self, interaction: discord.Interaction, ask: Ask) -> Reply | None:
        return await self._door.handle(replace(ask, uploads=await files.uploads_of(interaction)))

    async def reaction(self, event: discord.RawReactionActionEvent) -> None:
        """An emoji put on a message, or taken back."""
        ask = inbound.reacted(event, self._us, self._guild(event.guild_id))
        if ask is not None:
            with self._knowing(event.member):
                await self._door.handle(ask)

    async def message(self, message: discord.Message, route: str = REPLY_WRITTEN) -> None:
        """A message, new or edited: ours to keep when it answers a post of ours."""
        if message.author.bot or message.guild is None:
            return
        post = await self._answered(message)
        ask = inbound.replied(message, post, route) if post else None
        if ask is not None:
            with self._knowing(message.author):
                await self._door.handle(ask)

    async def edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """A message edited; Discord also tells so when it adds a preview of a link, which changes no words."""
        if event.message.edited_at is not None:
            await self.message(event.message, REPLY_EDITED)

    async def deletion(self, guild_id: int | None, channel: int, messages: set[int]) -> None:
        """Messages deleted: perhaps replies that were kept."""
        guild = self._guild(guild_id)
        if guild is None:
            return
        place: Post | str | None = str(channel)
        if guild.get_channel(channel) is None:
            place = await self._threads.post_of(channel)
        if place is None:
            return
        for message in sorted(messages):
            await self._door.handle(inbound.deleted(place, message, guild, self._us))

    async def _answered(self, message: discord.Message) -> Post | None:
        if message.guild is not None and message.guild.get_channel(message.channel.id) is not None:
            return inbound.replied_to(message, self._us)
        return await self._threads.post_of(message.channel.id)

    @contextmanager
    def _knowing(self, person: discord.User | discord.Member | None) -> Iterator[None]:
        """Saves asking Discord about somebody it has just described."""
        if not isinstance(person, discord.Member):
            yield
            return
        key = str(person.guild.id), str(person.id)
        self._present[key] = inbound.profile_of(person)
        try:
            yield
        finally:
            self._present.pop(key, None)

    def _guild(self, guild_id: int | None) -> discord.Guild | None:
        return self._client.get_guild(guild_id) if guild_id else None

    @property
    def _us(self) -> int:
        return self._client.user.id if self._client.user else 0
