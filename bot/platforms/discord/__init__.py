"""Discord, through discord.py."""

from __future__ import annotations

from bot.config import Config
from bot.platforms import Platform
from bot.platforms.discord.connect import DiscordPlatform, DiscordSettings
from bot.texts import Texts
from handlers.chat.routes import Registry


def make(config: Config, texts: Texts, registry: Registry) -> Platform:
    """The platform as the configuration wants it."""
    settings = DiscordSettings(
        token=config.discord.token.get_secret_value(),
        command=config.bot.command,
        read_replies=config.discord.read_replies,
        shard_count=config.discord.shard_count,
        shard_ids=tuple(config.discord.shard_ids),
    )
    return DiscordPlatform(texts, registry, settings)
