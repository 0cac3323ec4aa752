"""The command tree and the invitation."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import discord
import pytest

from bot.platforms.discord import commands
from bot.platforms.discord.invite import PERMISSIONS, intents, invitation
from bot.texts import Texts
from handlers.chat.asks import Ask
from handlers.chat.replies import Done, Reply
from handlers.chat.routes import Registry, Role, to
from tests.platforms import discord_contract
from tests.platforms.discord_fixture import PHRASES, registry, texts

OWN = Texts.load({"discord": Path(commands.__file__).with_name("texts.toml")}).phrases


def tree(routes: Registry) -> dict[str, Any]:
    return commands.tree("learn", Texts({**OWN, **texts().phrases}), routes)


def test_the_tree_says_every_command_in_both_languages(shared: Path) -> None:
    made = tree(registry())
    assert not list(discord_contract.wrong("PUT", "/applications/1/commands", [made]))
    words = [
        (option["name"], [inner["name"] for inner in option["options"]] if option["type"] == commands.GROUP else [])
        for option in made["options"]
    ]
    assert words == [("home", []), ("order", []), ("tea", ["list", "make"])]
    (order,) = [option for option in made["options"] if option["name"] == "order"]
    assert order["description"] == "Orders a tea"
    assert order["description_localizations"] == {"fr": "Commande un thé"}
    (option,) = order["options"]
    assert (option["name"], option["name_localizations"], option["required"]) == ("words", {"fr": "mots"}, True)
    assert made["contexts"] == [0]


def test_a_command_leads_to_its_route() -> None:
    data = {"options": [{"name": "tea", "type": 2, "options": [{"name": "list", "type": 1, "options": []}]}]}
    assert commands.link_of(data, registry()) == to("tea.list")
    asked = {"options": [{"name": "order", "type": 1, "options": [{"name": "words", "type": 3, "value": "a:b"}]}]}
    assert commands.link_of(asked, registry()) == to("tea.order", "a:b")
    assert commands.link_of({"options": [{"name": "gone", "type": 1}]}, registry()).route == "gone"


@pytest.mark.parametrize("words", ["tea", "order quickly", "tea list all"])
def test_words_discord_cannot_hold_together_are_refused(words: str) -> None:
    routes = registry()

    @routes.route("tea.other", who=Role.ANYONE, command=words)
    async def other(_ask: Ask, _desk: object) -> Reply:
        return Done()

    phrases = {**OWN, **PHRASES, f"tea.command.{words.replace(' ', '_')}": {"en": "x", "fr": "x"}}
    with pytest.raises(ValueError, match="Discord cannot hold"):
        commands.tree("learn", Texts(phrases), routes)


def test_the_invitation_asks_for_no_more_than_is_used() -> None:
    asked = parse_qs(urlparse(invitation("42")).query)
    assert asked["client_id"] == ["42"]
    assert set(asked["scope"][0].split()) == {"bot", "applications.commands"}
    assert discord.Permissions(int(asked["permissions"][0])) == PERMISSIONS
    assert not PERMISSIONS.administrator
    assert not PERMISSIONS.manage_messages
    assert not PERMISSIONS.mention_everyone


def test_only_reading_replies_asks_for_a_privileged_intent() -> None:
    privileged = discord.Intents(members=True, presences=True, message_content=True)
    assert intents(False).value & privileged.value == 0
    assert intents(True).value & privileged.value == discord.Intents(message_content=True).value
