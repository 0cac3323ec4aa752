"""Slack: cards as Block Kit, heard by Socket Mode or HTTP. The only folder that imports its libraries."""

from __future__ import annotations

from bot.config import Config
from bot.platforms import Platform
from bot.platforms.slack.connect import SlackPlatform
from bot.platforms.slack.settings import SlackSettings
from bot.texts import Texts
from handlers.chat.routes import Registry


def make(config: Config, texts: Texts, registry: Registry) -> Platform:
    """The platform as the configuration wants it."""
    settings = SlackSettings(
        bot_token=config.slack.bot_token.get_secret_value(),
        app_token=config.slack.app_token.get_secret_value(),
        base_url=config.slack.base_url,
        mode=config.slack.mode,
        signing_secret=config.slack.signing_secret.get_secret_value(),
    )
    return SlackPlatform(texts, registry, settings)
