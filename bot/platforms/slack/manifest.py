"""The app's manifest for Slack, made from what the code calls and hears so that the two cannot differ."""

from __future__ import annotations

from typing import Any, Final

from bot.platforms.slack.mrkdwn import shortened
from bot.platforms.slack.requests import PATH
from bot.texts import Texts
from handlers.chat.routes import Registry
from handlers.chat.words import Say

NAME: Final = "Portevoix"
COLOR: Final = "#4a2c6d"
DESCRIPTION: Final = 140
USAGE: Final = 100
SHORTCUT: Final = 24
SHORTCUT_DESCRIPTION: Final = 150

CALLS: Final[dict[str, tuple[str, ...]]] = {
    "apps.connections.open": (),
    "auth.test": (),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("channels:history", "groups:history", "im:history"),
    "conversations.join": ("channels:join",),
    "conversations.members": ("channels:read", "groups:read"),
    "conversations.open": ("im:write",),
    "conversations.replies": ("channels:history", "groups:history", "im:history"),
    "files.completeUploadExternal": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "files.info": ("files:read",),
    "pins.add": ("pins:write",),
    "pins.remove": ("pins:write",),
    "reactions.get": ("reactions:read",),
    "usergroups.disable": ("usergroups:write",),
    "usergroups.enable": ("usergroups:write",),
    "usergroups.list": ("usergroups:read",),
    "usergroups.users.list": ("usergroups:read",),
    "usergroups.users.update": ("usergroups:write",),
    "users.info": ("users:read",),
    "users.list": ("users:read",),
    "views.open": (),
    "views.publish": (),
}
"""Every method the code calls, and the scopes it takes for the kinds of conversations it calls it on."""

EVENTS: Final[dict[str, tuple[str, ...]]] = {
    "app_home_opened": (),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
}
"""Every event the code reads, and the scopes that let it be heard."""


def scopes() -> list[str]:
    """The bot scopes the code needs, and no other."""
    return sorted({scope for wanted in (*CALLS.values(), *EVENTS.values()) for scope in wanted} | {"commands"})


def manifest(registry: Registry, texts: Texts, url: str | None = None) -> dict[str, Any]:
    """A manifest of Slack's second format, to be pasted where an app is created.

    `url`: the bot's public address, where Slack sends requests; None by Socket Mode.
    """
    asked_at = {} if url is None else {"request_url": url.rstrip("/").removesuffix(PATH) + PATH}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": NAME,
            "description": shortened(texts.plain(Say("help.everywhere"), "en"), DESCRIPTION),
            "background_color": COLOR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            **_shortcuts(registry, texts),
            "slash_commands": [_command(registry, texts, asked_at.get("request_url"))],
        },
        "oauth_config": {"scopes": {"bot": scopes()}},
        "settings": {
            "event_subscriptions": {**asked_at, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **asked_at},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def _command(registry: Registry, texts: Texts, url: str | None) -> dict[str, Any]:
    """The one command people type."""
    words = sorted({(route.command or "").split()[0] for route in registry.commands()})
    return {
        "command": texts.command,
        **({"url": url} if url else {}),
        "description": texts.plain(Say("help.command.help"), "en"),
        "usage_hint": shortened(" | ".join(words), USAGE),
        "should_escape": False,
    }


def _shortcuts(registry: Registry, texts: Texts) -> dict[str, Any]:
    """What is in the menu of every message; its `callback_id` is the route. Slack refuses an empty list."""
    found = [
        {
            "name": shortened(texts.plain(Say(key), "en"), SHORTCUT),
            "type": "message",
            "callback_id": route.name,
            "description": shortened(texts.plain(Say(f"{key}_what"), "en"), SHORTCUT_DESCRIPTION),
        }
        for route, key in registry.shortcuts()
    ]
    return {"shortcuts": found} if found else {}
