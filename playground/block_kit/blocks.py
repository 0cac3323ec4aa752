"""The blocks themselves: what each may hold and where each may stand (docs.slack.dev/reference/block-kit/blocks)."""

from __future__ import annotations

from typing import Any, Final

from playground.block_kit.checks import (
    Findings,
    Shape,
    all_of,
    boolean,
    by_type,
    items,
    listed,
    one_of,
    string,
    url,
)
from playground.block_kit.elements import (
    ELEMENTS,
    IMAGE_ELEMENT,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
)
from playground.block_kit.limits import LIMITS
from playground.block_kit.rich_text import RICH_TEXT_FIELDS
from playground.block_kit.texts import SLACK_FILE, text

EVERYWHERE = frozenset({"message", "modal", "home"})
MESSAGES = frozenset({"message"})


def _different_actions(value: Any, where: str, found: Findings) -> None:
    """Two elements of one block may not answer to the same action_id."""
    seen: set[str] = set()
    for index, element in enumerate(listed(value.get("elements"))):
        action = element.get("action_id") if isinstance(element, dict) else None
        if action is not None and str(action) in seen:
            found.add(f"action_id '{action}' already exists in this block", f"{where}/elements/{index}/action_id")
        seen.add(str(action))


def _something_to_say(value: Any, where: str, found: Findings) -> None:
    if value.get("text") is None and not value.get("fields"):
        found.add("must define either `text` or `fields`", where)


def _no_file_as_posted(value: Any, where: str, found: Findings) -> None:
    if value.get("source") != "remote":
        found.add("must be a valid enum value: remote", f"{where}/source")


_ACCESSORY = by_type(ELEMENTS, IN_SECTION)
_FIELD = text("section.fields.item_max_length")
_TITLE = text("image.title.max_length", plain_only=True)
SHAPES: Final[dict[str, tuple[Shape, frozenset[str]]]] = {
    "actions": (
        Shape(
            {"elements": items(by_type(ELEMENTS, IN_ACTIONS), LIMITS["actions.elements.max_items"])},
            ("elements",),
            _different_actions,
        ),
        EVERYWHERE,
    ),
    "context": (
        Shape(
            {
                "elements": items(
                    by_type(
                        {"image": IMAGE_ELEMENT, **{kind: text("text.max_length") for kind in ("plain_text", "mrkdwn")}}
                    ),
                    LIMITS["context.elements.max_items"],
                )
            },
            ("elements",),
        ),
        EVERYWHERE,
    ),
    "context_actions": (
        Shape(
            {"elements": items(by_type(ELEMENTS, IN_CONTEXT_ACTIONS), LIMITS["context_actions.elements.max_items"])},
            ("elements",),
            _different_actions,
        ),
        MESSAGES,
    ),
    "divider": (Shape({}), EVERYWHERE),
    "file": (
        Shape({"external_id": string(least=1), "source": string()}, ("external_id", "source"), _no_file_as_posted),
        MESSAGES,
    ),
    "header": (Shape({"text": text("header.text.max_length", plain_only=True)}, ("text",)), EVERYWHERE),
    "image": (
        Shape(
            {
                "image_url": url(LIMITS["image.image_url.max_length"]),
                "slack_file": SLACK_FILE,
                "alt_text": string(LIMITS["image.alt_text.max_length"], 1),
                "title": _TITLE,
            },
            ("alt_text",),
            one_of("image_url", "slack_file"),
        ),
        EVERYWHERE,
    ),
    "input": (
        Shape(
            {
                "label": text("input.label.max_length", plain_only=True),
                "element": by_type(ELEMENTS, IN_INPUT),
                "hint": text("input.hint.max_length", plain_only=True),
                "optional": boolean,
                "dispatch_action": boolean,
            },
            ("label", "element"),
        ),
        EVERYWHERE,
    ),
    "markdown": (Shape({"text": string(LIMITS["markdown.text.max_length"], 1)}, ("text",)), MESSAGES),
    "rich_text": (Shape(RICH_TEXT_FIELDS, ("elements",)), EVERYWHERE),
    "section": (
        Shape(
            {
                "text": text("section.text.max_length"),
                "fields": items(_FIELD, LIMITS["section.fields.max_items"]),
                "accessory": _ACCESSORY,
                "expand": boolean,
            },
            rule=all_of(_something_to_say),
        ),
        EVERYWHERE,
    ),
    "video": (
        Shape(
            {
                "alt_text": string(LIMITS["video.alt_text.max_length"], 1),
                "author_name": string(LIMITS["video.author_name.max_length"]),
                "description": text("video.description.max_length", plain_only=True),
                "provider_icon_url": url(3000),
                "provider_name": string(LIMITS["video.provider_name.max_length"]),
                "title": text("video.title.max_length", plain_only=True),
                "title_url": url(3000),
                "thumbnail_url": url(LIMITS["video.thumbnail_url.max_length"]),
                "video_url": url(LIMITS["video.video_url.max_length"]),
            },
            ("alt_text", "title", "thumbnail_url", "video_url"),
        ),
        EVERYWHERE,
    ),
}
