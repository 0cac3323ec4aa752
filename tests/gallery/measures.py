"""How much of what a platform allows is taken, from its own `limits`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.platforms.discord import limits as discord
from bot.platforms.slack import limits as slack
from bot.platforms.slack.render import text_length
from bot.texts import Texts
from handlers.chat.cards import Buttons, Card
from handlers.chat.forms import ChoiceField, FileField, Form, TextField
from handlers.chat.words import Line

TITLE = {"slack": slack.VIEW_TITLE, "discord": discord.MODAL_TITLE}
OPTION = {"slack": slack.OPTION, "discord": discord.OPTION}
BUTTON = {"slack": slack.BUTTON, "discord": discord.BUTTON_LABEL}


@dataclass(frozen=True)
class Measure:
    """`used` of `allowed`; of words, their length before anything is cut."""

    what: str
    used: int
    allowed: int


@dataclass(frozen=True)
class Words:
    """Lines in one language."""

    texts: Texts
    language: str

    def length(self, line: Line) -> int:
        """In characters, whole and without markup."""
        return len(self.texts.plain(line, self.language))


def of_slack(bodies: list[dict[str, Any]]) -> Iterator[Measure]:
    """The fullest message's blocks and text."""
    most = slack.HOME_BLOCKS if bodies[0].get("type") == "home" else slack.MESSAGE_BLOCKS
    yield Measure("blocks", max(len(body["blocks"]) for body in bodies), most)
    yield Measure("characters", max(text_length(body["blocks"]) for body in bodies), slack.MESSAGE_TEXT)


def of_discord(bodies: list[dict[str, Any]]) -> Iterator[Measure]:
    """The fullest message's components and text."""
    flat = [list(_components(body["components"])) for body in bodies]
    yield Measure("components", max(len(one) for one in flat), discord.COMPONENTS)
    yield Measure("characters", max(sum(len(c.get("content", "")) for c in one) for one in flat), discord.TEXT)


def _components(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in components:
        yield one
        yield from _components(one.get("components", []))


def of_labels(words: Words, card: Card, platform: str) -> Iterator[Measure]:
    """The longest button."""
    labels = [button.label for part in card.parts if isinstance(part, Buttons) for button in part.row]
    if labels:
        yield Measure("button", max(map(words.length, labels)), BUTTON[platform])


def of_form(words: Words, form: Form, platform: str) -> list[Measure]:
    """Its title and what is longest in its fields. Discord shows no `submit`; a label too long goes where hints do."""
    longest: dict[tuple[str, int], int] = {("title", TITLE[platform]): words.length(form.title)}

    def told(what: str, line: Line, allowed: int) -> None:
        longest[what, allowed] = max(words.length(line), longest.get((what, allowed), 0))

    if platform == "slack":
        told("sending button", form.submit, slack.VIEW_TITLE)
    for field in form.fields:
        hint = field.hint if isinstance(field, TextField | FileField) else None
        if platform == "discord":
            told("label", field.label, discord.FIELD_LABEL if hint else discord.FIELD_DESCRIPTION)
        if hint:
            told("hint", hint, discord.FIELD_DESCRIPTION if platform == "discord" else slack.LABEL)
        if isinstance(field, ChoiceField):
            for option in field.options:
                told("option", option.label, OPTION[platform])
    return [Measure(what, used, allowed) for (what, allowed), used in longest.items()]
