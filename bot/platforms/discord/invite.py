"""Invite: the least the bot needs to be given on a server, and to hear."""

from __future__ import annotations

import discord

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    read_message_history=True,  # to recognise a message after a cut connection, and to read what was missed
    create_public_threads=True,  # long capsules continue there
    send_messages_in_threads=True,
    attach_files=True,  # the pictures and sounds of capsules
    manage_roles=True,  # the role of ambassadors, where one is chosen; without it they just have none
    pin_messages=True,  # the promise; since February 2026 Discord asks for this, no longer for Manage Messages
)


def invitation(client_id: str) -> str:
    """The link that brings the bot to a server. Hearing replies is not asked here but in the developer portal."""
    return discord.utils.oauth_url(client_id, permissions=PERMISSIONS, scopes=("bot", "applications.commands"))


def intents(read_replies: bool) -> discord.Intents:
    """What Discord tells the bot.

    `read_replies` asks for the privileged message content intent: without it the words of a reply reach the bot only
    when the reply calls it, and other replies are not kept as comments. Likes and deletions are told in both cases.
    """
    wanted = discord.Intents.none()
    wanted.guilds = wanted.guild_messages = wanted.guild_reactions = True
    wanted.message_content = read_replies
    return wanted
