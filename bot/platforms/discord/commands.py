"""Commands: the tree of `/learn` and the menu of messages, made from the routes; Discord is told when they change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import discord
from discord.http import Route as Request

from bot.platforms.discord.limits import COMMAND_DESCRIPTION, SHORTCUT_NAME, SHORTCUTS, SUBCOMMANDS
from bot.platforms.discord.words import cut
from bot.texts import Texts
from handlers.chat.asks import HOME_OPENED
from handlers.chat.routes import Link, Registry, Route
from handlers.chat.words import Say

SUBCOMMAND, GROUP, STRING = 1, 2, 3
ON_A_MESSAGE = 3
"""Type of a command in the menu of every message."""
IN_SERVERS = 0
"""Both the context and the kind of installation: a command typed elsewhere would not say its workspace."""
WORDS = "words"
HOME = "home"
"""Discord has no page of one's own: this word stands for it."""

_COMPARED = ("name", "description", "type", "required", "name_localizations", "description_localizations", "contexts",
             "integration_types", "autocomplete")  # fmt: skip


def tree(name: str, texts: Texts, registry: Registry) -> dict[str, Any]:
    """The command as Discord is told it. Raises ValueError for words it cannot hold (a group named as a command…)."""
    options: dict[str, dict[str, Any]] = {}
    for words, route in typed(registry).items():
        first, *others = words.split(" ")
        leaf = _leaf(others[0] if others else first, words, route, texts)
        if len(others) > 1 or (first in options and (not others or options[first]["type"] == SUBCOMMAND)):
            raise ValueError(f"Discord cannot hold the command {words!r} beside the others")
        if others:
            group = options.setdefault(first, {"type": GROUP, "name": first, "description": first, "options": []})
            group["options"].append(leaf)
        else:
            options[first] = leaf
    if len(options) > SUBCOMMANDS or any(len(one["options"]) > SUBCOMMANDS for one in options.values()):
        raise ValueError(f"Discord holds {SUBCOMMANDS} commands at each level")
    return {
        "name": name,
        "type": 1,
        **_described("discord.command", texts),
        "options": list(options.values()),
        "contexts": [IN_SERVERS],
        "integration_types": [IN_SERVERS],
    }


def everything(name: str, texts: Texts, registry: Registry) -> list[dict[str, Any]]:
    """The command that is typed, and those in the menu of messages. Raises ValueError for what Discord cannot hold."""
    menu = [
        {
            "name": cut(texts.plain(Say(key), "en"), SHORTCUT_NAME),
            "name_localizations": {"fr": cut(texts.plain(Say(key), "fr"), SHORTCUT_NAME)},
            "type": ON_A_MESSAGE,
            "contexts": [IN_SERVERS],
            "integration_types": [IN_SERVERS],
        }
        for _route, key in registry.shortcuts()
    ]
    if len(menu) > SHORTCUTS:
        raise ValueError(f"Discord holds {SHORTCUTS} commands in the menu of a message")
    return [tree(name, texts, registry), *menu]


def shortcut_of(data: Mapping[str, Any], texts: Texts, registry: Registry) -> Link:
    """Where a command of the menu of messages leads. Discord tells the name it knows it by, no translation."""
    found = {cut(texts.plain(Say(key), "en"), SHORTCUT_NAME): route for route, key in registry.shortcuts()}
    route = found.get(data["name"])
    return Link(route.name if route else str(data["name"]))


def typed(registry: Registry) -> dict[str, Route]:
    """The routes by the words that lead to them."""
    found = {route.command: route for route in registry.commands() if route.command}
    if HOME_OPENED in registry.routes:
        found.setdefault(HOME, registry.routes[HOME_OPENED])
    return dict(sorted(found.items()))


def link_of(data: Mapping[str, Any], registry: Registry) -> Link:
    """Where a typed command leads."""
    words: list[str] = []
    values: tuple[str, ...] = ()
    options = data.get("options", [])
    while options:
        option = options[0]
        if option["type"] not in (SUBCOMMAND, GROUP):
            values = (str(option["value"]),)
            break
        words.append(option["name"])
        options = option.get("options", [])
    route = typed(registry).get(" ".join(words))
    return Link(route.name if route else " ".join(words), values)


def suggesting(data: Mapping[str, Any], registry: Registry) -> Link | None:
    """Where the words being typed after a command lead; None when nothing is suggested for them."""
    link = link_of(data, registry)
    route = registry.routes.get(link.route)
    return Link(route.suggests, link.values) if route and route.suggests else None


async def tell(client: discord.Client, wanted: list[dict[str, Any]]) -> bool:
    """Registers the commands with Discord unless it already has exactly these. Whether anything was changed."""
    address = {"application_id": str(client.application_id)}
    path = "/applications/{application_id}/commands"
    found = await client.http.request(Request("GET", path, **address), params={"with_localizations": "true"})
    if _by_name(found) == _by_name(wanted):
        return False
    await client.http.request(Request("PUT", path, **address), json=wanted)
    return True


def _leaf(name: str, words: str, route: Route, texts: Texts) -> dict[str, Any]:
    feature = route.name.split(".")[0]
    key = "discord.command.home" if words == HOME else f"{feature}.command.{words.replace(' ', '_')}"
    leaf = {"type": SUBCOMMAND, "name": name, **_described(key, texts), "options": []}
    takes = list(route.takes.values())
    if takes and takes[0] is str:
        required = route.optional < len(takes)
        option = {"type": STRING, "name": WORDS, "name_localizations": {"fr": "mots"}, "required": required}
        if route.suggests:
            option["autocomplete"] = True
        leaf["options"] = [{**option, **_described("discord.option.words", texts)}]
    return leaf


def _described(key: str, texts: Texts) -> dict[str, Any]:
    return {
        "description": cut(texts.plain(Say(key), "en"), COMMAND_DESCRIPTION),
        "description_localizations": {"fr": cut(texts.plain(Say(key), "fr"), COMMAND_DESCRIPTION)},
    }


def _by_name(commands: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What is ours in each: Discord gives them in any order."""
    return sorted((_essence(one) for one in commands), key=lambda one: (one.get("type", 1), one["name"]))


def _essence(command: Mapping[str, Any]) -> dict[str, Any]:
    """What is ours in a command as Discord tells it, without what it adds or leaves out."""
    essence = {key: command[key] for key in _COMPARED if command.get(key)}
    options: Iterable[Mapping[str, Any]] = command.get("options") or ()
    return {**essence, "options": [_essence(option) for option in options]}
