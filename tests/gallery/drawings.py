"""Every card and form of every feature, as each platform is told to draw it, in each language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from bot.platforms.discord import forms as discord_forms
from bot.platforms.discord.connect import DiscordPlatform, DiscordSettings
from bot.platforms.discord.render import Renderer as DiscordRenderer
from bot.platforms.slack import forms as slack_forms
from bot.platforms.slack.back import Back
from bot.platforms.slack.render import DOCUMENT
from bot.platforms.slack.render import Renderer as SlackRenderer
from bot.texts import Texts
from handlers import FEATURES, load
from handlers.chat.cards import Card
from handlers.chat.forms import Form
from handlers.chat.routes import registry
from handlers.chat.words import LANGUAGES
from tests.gallery.measures import Measure, Words, of_discord, of_form, of_labels, of_slack

PLATFORMS = ("slack", "discord")
HOME = "home"
"""The feature whose cards are a page of their own in Slack."""

_PEOPLE = ("Lina Moreau", "Amina Diallo", "Hugo Petit", "Marc Leroy", "Sam Taylor")
_CHANNELS = ("giving-feedback", "donner-du-feedback", "sales-academy", "premiers-pas")


@dataclass(frozen=True)
class Drawing:
    """One example on one platform in one language. `shape`: messages, home or form."""

    platform: str
    language: str
    shape: str
    bodies: list[dict[str, Any]]
    measures: list[Measure]

    def texts(self) -> Iterator[str]:
        """The words people see."""
        yield from _seen(self.bodies)


@dataclass(frozen=True)
class Example:
    """An example, and its four drawings."""

    feature: str
    name: str
    drawings: list[Drawing] = field(default_factory=list)


def every() -> list[Example]:
    """All examples of all features, in the order in which they are declared."""
    found = []
    texts = DiscordPlatform(Texts.load(load().texts), registry, DiscordSettings("none")).texts
    for feature in FEATURES:
        if find_spec(f"handlers.{feature}.cards"):
            for name, shown in import_module(f"handlers.{feature}.cards").examples().items():
                found.append(Example(feature, name, _drawn(texts, feature, shown)))
    return found


def _drawn(texts: Texts, feature: str, shown: Card | Form) -> list[Drawing]:
    return [
        _slack(texts, language, feature, shown) if platform == "slack" else _discord(texts, language, shown)
        for platform in PLATFORMS
        for language in LANGUAGES[::-1]
    ]


def _slack(texts: Texts, language: str, feature: str, shown: Card | Form) -> Drawing:
    renderer, words = SlackRenderer(texts, language), Words(texts, language)
    if isinstance(shown, Form):
        view = slack_forms.view(renderer, shown, Back("U1", "C1"))
        return Drawing("slack", language, "form", [view], of_form(words, shown, "slack"))
    bodies = [renderer.home(shown)] if feature == HOME else renderer.message(shown)
    for body in bodies:
        body["blocks"] = [_carried(block) for block in body["blocks"]]
    measures = [*of_slack(bodies), *of_labels(words, shown, "slack")]
    return Drawing("slack", language, "home" if feature == HOME else "messages", bodies, measures)


def _carried(block: dict[str, Any]) -> dict[str, Any]:
    """A document is no block: the message carries it. It is drawn as a line with its title."""
    if block["type"] != DOCUMENT:
        return block
    return {"type": "context", "elements": [{"type": "plain_text", "text": f"📎 {block['title']}"}]}


def _discord(texts: Texts, language: str, shown: Card | Form) -> Drawing:
    words = Words(texts, language)
    if isinstance(shown, Form):
        modal = discord_forms.modal(texts, shown, language, str(shown.to))
        return Drawing("discord", language, "form", [modal], of_form(words, shown, "discord"))
    bodies: list[dict[str, Any]] = [dict(body) for body in DiscordRenderer(texts).draw(shown, language)]
    measures = [*of_discord(bodies), *of_labels(words, shown, "discord")]
    return Drawing("discord", language, "messages", bodies, measures)


def names(examples: list[Example]) -> dict[str, dict[str, str]]:
    """A name for each person and channel that the examples know by id only."""
    told = json.dumps([drawing.bodies for example in examples for drawing in example.drawings])
    people, channels = (sorted(set(re.findall(rf"\b{sign}\d+\b", told))) for sign in "UC")
    return {
        "people": {one: _PEOPLE[at % len(_PEOPLE)] for at, one in enumerate(people)},
        "channels": {one: _CHANNELS[at % len(_CHANNELS)] for at, one in enumerate(channels)},
    }


_NOT_SEEN = {"type", "action_id", "block_id", "custom_id", "value", "url", "image_url", "id", "private_metadata"}
_NOT_SEEN |= {"callback_id", "style", "slack_file", "filetypes", "initial_date", "initial_time", "initial_users"}


def _seen(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, held in value.items():
            if name not in _NOT_SEEN:
                yield from _seen(held)
    elif isinstance(value, list):
        for held in value:
            yield from _seen(held)
