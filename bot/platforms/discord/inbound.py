"""Inbound: what Discord tells, into asks. Nothing here waits or answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import discord

from bot.platforms.discord import addresses, commands, forms
from bot.platforms.discord.addresses import Address
from bot.texts import Texts
from handlers.chat.asks import EMOJI_ADDED, EMOJI_REMOVED, REPLY_DELETED, REPLY_WRITTEN, Ask, Profile, Quoted, Workspace
from handlers.chat.routes import Registry, read_link, to

NAME = "discord"
PRIVATE = "@"
"""Between a private conversation's channel and the workspace it is about, in the ids given to the rest of the bot."""

_NAMED = re.compile(r"<(?P<sign>@&|@!?|#)(?P<id>\d+)>")
_OWN_EMOJI = re.compile(r"<a?(:\w+:)\d+>")
_SPOKEN = (discord.MessageType.default.value, discord.MessageType.reply.value)
"""Types of a message that somebody wrote, rather than Discord telling that a thread was begun."""


@dataclass(frozen=True)
class Post:
    """A message of ours that can be answered in its thread."""

    channel: str
    message: str


def private_channel(channel: str, workspace: str) -> str:
    """How a conversation with one person is named: Discord shares one between all servers, the bot keeps them apart."""
    return f"{channel}{PRIVATE}{workspace}"


def real_channel(channel: str) -> tuple[int, str | None]:
    """Discord's own channel, and the workspace when it is a conversation with one person."""
    number, _, workspace = channel.partition(PRIVATE)
    return int(number), workspace or None


def workspace_of(guild_id: int | str, guild: discord.Guild | None = None) -> Workspace:
    """A server as the bot knows it."""
    return Workspace(NAME, str(guild_id), guild.name if guild else "")


def data_of(interaction: discord.Interaction) -> dict[str, Any]:
    """What was sent with an interaction, as Discord wrote it."""
    return cast(dict[str, Any], interaction.data or {})


def address_of(interaction: discord.Interaction) -> Address:
    """Where the pressed button or the sent form leads."""
    return addresses.read(str(data_of(interaction).get("custom_id", "")))


def asked(interaction: discord.Interaction, texts: Texts, registry: Registry) -> Ask | None:
    """The ask of a command, a button or a form; None when it does not say which workspace it is about."""
    data, address = data_of(interaction), address_of(interaction)
    workspace = str(interaction.guild_id) if interaction.guild_id else address.workspace
    if workspace is None:
        return None
    is_command = interaction.type is discord.InteractionType.application_command
    locale = str(interaction.locale)
    is_form = interaction.type is discord.InteractionType.modal_submit
    quoted = None
    link = read_link(address.link)
    if is_command and data.get("type") == commands.ON_A_MESSAGE:
        link, quoted = commands.shortcut_of(data, texts, registry), quoted_in(data, interaction.guild)
    elif is_command:
        link = commands.link_of(data, registry)
    return Ask(
        key=f"{NAME}:{interaction.id}",
        workspace=workspace_of(workspace, interaction.client.get_guild(int(workspace))),
        who=str(interaction.user.id),
        link=link,
        answers=forms.answers(data.get("components", []), locale) if is_form else {},
        channel=_channel_of(interaction, workspace),
        message=quoted.message if quoted else str(interaction.message.id) if interaction.message else None,
        language=locale,
        quoted=quoted,
    )


def typing(interaction: discord.Interaction, registry: Registry) -> Ask | None:
    """What somebody is typing after a command, as an ask for suggestions; without a key, for it changes nothing."""
    link = commands.suggesting(data_of(interaction), registry)
    if link is None or interaction.guild_id is None:
        return None
    workspace = str(interaction.guild_id)
    return Ask(
        key=None,
        workspace=workspace_of(workspace, interaction.client.get_guild(interaction.guild_id)),
        who=str(interaction.user.id),
        link=link,
        channel=_channel_of(interaction, workspace),
        language=str(interaction.locale),
    )


def quoted_in(data: Mapping[str, Any], guild: discord.Guild | None) -> Quoted:
    """The message a command of its menu was used on. Discord tells its words, whatever the bot may otherwise read."""
    message = data["resolved"]["messages"][data["target_id"]]
    author = message["author"]
    is_theirs = not author.get("bot") and not message.get("webhook_id") and message["type"] in _SPOKEN
    words = as_read(message["content"], {one["id"]: one for one in message.get("mentions", ())}, guild)
    return Quoted(words.strip(), author["id"] if is_theirs else None, message["channel_id"], message["id"])


def as_read(content: str, mentioned: Mapping[str, Mapping[str, Any]], guild: discord.Guild | None) -> str:
    """Words as people read them: people, roles and channels by their names, the server's own emoji as `:name:`."""

    def name(found: re.Match[str]) -> str:
        if found["sign"] == "#":
            channel = guild.get_channel(int(found["id"])) if guild else None
            return f"#{channel.name}" if channel else "#…"
        if found["sign"] == "@&":
            role = guild.get_role(int(found["id"])) if guild else None
            return f"@{role.name}" if role else "@…"
        person = mentioned.get(found["id"], {})
        return f"@{person.get('global_name') or person.get('username') or '…'}"

    return _OWN_EMOJI.sub(r"\1", _NAMED.sub(name, content))


def _channel_of(interaction: discord.Interaction, workspace: str) -> str | None:
    """Where it happened: for a message, where it was posted; for a command typed in a thread, the channel around it."""
    if interaction.channel_id is None:
        return None
    if interaction.guild_id is None:
        return private_channel(str(interaction.channel_id), workspace)
    if interaction.message is None and isinstance(interaction.channel, discord.Thread):
        return str(interaction.channel.parent_id)
    return str(interaction.channel_id)


def reacted(event: discord.RawReactionActionEvent, us: int, guild: discord.Guild | None) -> Ask | None:
    """The ask of an emoji put or taken back; None when it is on somebody else's message, as far as Discord tells."""
    if event.guild_id is None or event.user_id == us or event.message_author_id not in (None, us):
        return None
    if event.member is not None and event.member.bot:
        return None
    return Ask(
        key=None,
        workspace=workspace_of(event.guild_id, guild),
        who=str(event.user_id),
        link=to(EMOJI_ADDED if event.event_type == "REACTION_ADD" else EMOJI_REMOVED, emoji_of(event.emoji)),
        channel=str(event.channel_id),
        message=str(event.message_id),
    )


def emoji_of(emoji: discord.PartialEmoji | discord.Emoji | str) -> str:
    """One Unicode emoji as it is, a server's own as `:name:`."""
    if isinstance(emoji, str):
        return emoji
    unicode = isinstance(emoji, discord.PartialEmoji) and emoji.is_unicode_emoji()
    return emoji.name if unicode else f":{emoji.name}:"


def replied_to(message: discord.Message, us: int) -> Post | None:
    """Our message that this one answers by Discord's own "reply"; None when it answers none of ours."""
    reference = message.reference
    if reference is None or reference.type is not discord.MessageReferenceType.reply:
        return None
    first = reference.resolved
    if not isinstance(first, discord.Message) or first.author.id != us:
        return None
    return Post(str(first.channel.id), str(first.id))


def replied(message: discord.Message, post: Post, route: str) -> Ask | None:
    """The ask of a reply to a post of ours, new or edited; None when its words are not ours to read."""
    return standing(message, post, route) if message.content else None


def standing(message: discord.Message, post: Post, route: str) -> Ask | None:
    """As `replied`, but a reply whose words are not ours to read is there too, with empty ones."""
    if message.author.bot or message.guild is None or not _is_spoken(message):
        return None
    return Ask(
        key=f"{NAME}:message:{message.id}" if route == REPLY_WRITTEN else None,
        workspace=workspace_of(message.guild.id, message.guild),
        who=str(message.author.id),
        link=to(route),
        answers={"words": message.clean_content},
        channel=post.channel,
        message=str(message.id),
        thread=post.message,
    )


def _is_spoken(message: discord.Message) -> bool:
    return message.type.value in _SPOKEN


def deleted(place: Post | str, message: int, guild: discord.Guild, us: int) -> Ask:
    """The ask of a message deleted in the thread of a post or in a channel, said by the bot itself.

    Discord tells neither who deleted it nor whose it was.
    """
    return Ask(
        key=None,
        workspace=workspace_of(guild.id, guild),
        who=str(us),
        link=to(REPLY_DELETED),
        channel=place.channel if isinstance(place, Post) else place,
        message=str(message),
        thread=place.message if isinstance(place, Post) else None,
    )


def profile_of(member: discord.Member) -> Profile:
    """What Discord says of a member. It tells no time zone, and the language only beside what a person does."""
    return Profile(
        external_id=str(member.id),
        name=member.display_name,
        is_admin=member.guild_permissions.manage_guild,
        is_bot=member.bot,
    )
