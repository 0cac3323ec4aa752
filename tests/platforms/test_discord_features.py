"""Every card, form and command the bot has, as Discord takes them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.platforms.discord import commands, forms
from bot.platforms.discord.addresses import Address
from bot.platforms.discord.connect import DiscordPlatform, DiscordSettings
from bot.platforms.discord.render import Renderer, finished
from bot.texts import Texts
from handlers import FEATURES, load
from handlers.chat.cards import Card
from handlers.chat.forms import Form
from handlers.chat.routes import registry
from handlers.chat.words import LANGUAGES
from tests.platforms import discord_contract

LONGEST_SNOWFLAKE = str(2**64 - 1)


def examples() -> Iterator[tuple[str, Card | Form]]:
    for feature in FEATURES:
        if find_spec(f"handlers.{feature}.cards"):
            for name, example in import_module(f"handlers.{feature}.cards").examples().items():
                yield f"{feature}.{name}", example


@pytest.fixture(scope="module")
def texts() -> Texts:
    return DiscordPlatform(Texts.load(load().texts), registry, DiscordSettings("none")).texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_and_form_is_accepted_even_in_a_private_conversation(
    texts: Texts, language: str, shared: Path
) -> None:
    wrong = [
        f"{name}: {reason}"
        for name, example in examples()
        for address, body in bodies(texts, example, language)
        for reason in discord_contract.wrong("POST", address, body)
    ]
    assert not wrong


def bodies(texts: Texts, example: Card | Form, language: str) -> Iterator[tuple[str, object]]:
    if isinstance(example, Form):
        custom_id = str(Address(str(example.to), workspace=LONGEST_SNOWFLAKE))
        modal = json.dumps(forms.modal(texts, example, language, custom_id))
        data = json.loads(re.sub(r'"id": "U(\d+)"', r'"id": "10\1"', modal))  # the people of examples have Slack's ids
        yield "/interactions/1/token/callback", {"type": 9, "data": data}
        return
    for body in Renderer(texts).draw(example, language):
        yield "/channels/1/messages", {"components": finished(body, workspace=LONGEST_SNOWFLAKE), "flags": 1 << 15}


def test_every_command_is_accepted(texts: Texts, shared: Path) -> None:
    wanted = commands.tree("learn", texts, registry)
    assert wanted["options"]
    assert not list(discord_contract.wrong("PUT", "/applications/1/commands", [wanted]))
