"""Cards, tables, charts, plans and containers: blocks Slack added for apps that show data or work in progress."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from playground.block_kit.blocks import EVERYWHERE, MESSAGES
from playground.block_kit.checks import Check, Findings, Shape, boolean, by_type, choice, items, one_of, string, url
from playground.block_kit.data import CELL, DATA_TABLE, DATA_VISUALIZATION, same_width
from playground.block_kit.elements import BUTTON, IMAGE_ELEMENT
from playground.block_kit.limits import LIMITS
from playground.block_kit.rich_text import RICH_TEXT
from playground.block_kit.texts import text

_TASK: Final[dict[str, Check]] = {
    "task_id": string(least=1),
    "title": string(least=1),
    "details": RICH_TEXT,
    "output": RICH_TEXT,
    "sources": items(by_type({"url": Shape({"url": url(3000), "text": string(least=1)}, ("url", "text"))})),
    "status": choice(("pending", "in_progress", "complete", "error")),
}
_TASK_NEEDS = ("task_id", "title", "status")

_CARD = Shape(
    {
        "block_id": string(LIMITS["block_id.max_length"], 1),
        "hero_image": IMAGE_ELEMENT,
        "icon": IMAGE_ELEMENT,
        "slack_icon": by_type({"icon": Shape({"name": string(least=1)}, ("name",))}),
        "title": text("card.title.max_length"),
        "subtitle": text("card.subtitle.max_length"),
        "body": text("card.body.max_length"),
        "subtext": text("card.subtext.max_length"),
        "actions": items(by_type({"button": BUTTON}), LIMITS["card.actions.max_items"]),
    }
)

_TABLE = Shape(
    {
        "rows": items(items(CELL, LIMITS["table.columns.max_items"]), LIMITS["table.rows.max_items"]),
        "column_settings": items(
            Shape({"align": choice(("left", "center", "right")), "is_wrapped": boolean}),
            LIMITS["table.column_settings.max_items"],
            least=0,
        ),
    },
    ("rows",),
    same_width,
)

_ALERT = Shape(
    {"text": text("alert.text.max_length"), "level": choice(("default", "info", "warning", "error", "success"))},
    ("text",),
)

NEWER: Final[Mapping[str, tuple[Shape, frozenset[str]]]] = {
    "alert": (_ALERT, EVERYWHERE),
    "card": (_CARD, MESSAGES),
    "carousel": (
        Shape({"elements": items(by_type({"card": _CARD}), LIMITS["carousel.elements.max_items"])}, ("elements",)),
        MESSAGES,
    ),
    "data_table": (DATA_TABLE, MESSAGES),
    "data_visualization": (DATA_VISUALIZATION, MESSAGES),
    "plan": (
        Shape(
            {"title": string(least=1), "tasks": items(Shape(_TASK, _TASK_NEEDS), LIMITS["plan.tasks.max_items"])},
            ("title",),
        ),
        MESSAGES,
    ),
    "table": (_TABLE, MESSAGES),
    "task_card": (Shape(_TASK, _TASK_NEEDS), MESSAGES),
}


def container(child: Check) -> Shape:
    """A box around other blocks; `child` checks one of them."""

    def one_title(value: Any, where: str, found: Findings) -> None:
        one_of("title", "rich_text_title")(value, where, found)

    return Shape(
        {
            "title": text("container.title.max_length", plain_only=True),
            "rich_text_title": RICH_TEXT,
            "subtitle": text("container.subtitle.max_length"),
            "icon": IMAGE_ELEMENT,
            "child_blocks": items(child, LIMITS["container.child_blocks.max_items"]),
            "width": choice(("narrow", "standard", "wide", "full")),
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        ("child_blocks",),
        one_title,
    )
