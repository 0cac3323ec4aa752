"""Text, option, confirmation and other small objects that elements are made of.

docs.slack.dev/reference/block-kit/composition-objects
"""

from __future__ import annotations

from typing import Any

from playground.block_kit.checks import (
    Check,
    Findings,
    Shape,
    boolean,
    by_type,
    choice,
    items,
    listed,
    number,
    one_of,
    string,
    url,
)
from playground.block_kit.limits import LIMITS


def text(limit: str, *, plain_only: bool = False, markdown_only: bool = False, least: int = 1) -> Check:
    """A text object. `limit` names its length in LIMITS; `least` is 1 except where Slack takes an empty text."""
    words = string(LIMITS[limit], least)
    plain = Shape({"text": words, "emoji": boolean}, ("text",))
    marked = Shape({"text": words, "verbatim": boolean}, ("text",))
    if plain_only:
        return by_type({"plain_text": plain})
    if markdown_only:
        return by_type({"mrkdwn": marked})
    return by_type({"plain_text": plain, "mrkdwn": marked})


CONFIRM = Shape(
    {
        "title": text("confirmation.title.max_length", plain_only=True),
        "text": text("confirmation.text.max_length"),
        "confirm": text("confirmation.confirm.max_length", plain_only=True),
        "deny": text("confirmation.deny.max_length", plain_only=True),
        "style": choice(("primary", "danger")),
    },
    ("title", "text", "confirm", "deny"),
)


def option(*, plain_only: bool, with_url: bool = False) -> Shape:
    """One choice of a menu. Only radio buttons and checkboxes may mark up its words; only an overflow menu may link."""
    fields: dict[str, Check] = {
        "text": text("option.text.max_length", plain_only=plain_only),
        "value": string(LIMITS["option.value.max_length"], 1),
        "description": text("option.description.max_length", plain_only=plain_only),
    }
    if with_url:
        fields["url"] = url(LIMITS["option.url.max_length"])
    return Shape(fields, ("text", "value"))


def _values_are_different(value: Any, where: str, found: Findings) -> None:
    """Two choices of one menu may not carry the same value."""
    values = [held.get("value") for held in listed(value) if isinstance(held, dict)]
    if len(values) != len(set(map(str, values))):
        found.add("duplicate value in options", where)


def options(limit: str, *, plain_only: bool, with_url: bool = False) -> Check:
    """A menu's choices: one at least, as many as LIMITS[limit] at most."""
    each = items(option(plain_only=plain_only, with_url=with_url), LIMITS[limit])

    def check(value: Any, where: str, found: Findings) -> None:
        each(value, where, found)
        _values_are_different(value, where, found)

    return check


OPTION_GROUPS = items(
    Shape(
        {
            "label": text("option_group.label.max_length", plain_only=True),
            "options": options("option_group.options.max_items", plain_only=True),
        },
        ("label", "options"),
    ),
    LIMITS["select.option_groups.max_items"],
)

OPTIONS_OR_GROUPS = one_of("options", "option_groups")

PLACEHOLDER = text("select.placeholder.max_length", plain_only=True)

CONVERSATION_FILTER = Shape(
    {
        "include": items(choice(("im", "mpim", "private", "public"))),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    }
)

DISPATCH = Shape({"trigger_actions_on": items(choice(("on_enter_pressed", "on_character_entered")), 2)})

SLACK_FILE = Shape({"id": string(), "url": string()}, rule=one_of("id", "url"))

SELECTED_ITEMS = number(least=1)
