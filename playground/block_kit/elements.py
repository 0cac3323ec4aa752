"""Interactive elements and images (docs.slack.dev/reference/block-kit/block-elements)."""

from __future__ import annotations

import re
from typing import Any, Final

from playground.block_kit.checks import Check, Findings, Shape, boolean, choice, items, number, one_of, string, url
from playground.block_kit.limits import LIMITS
from playground.block_kit.rich_text import RICH_TEXT
from playground.block_kit.texts import (
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH,
    OPTION_GROUPS,
    OPTIONS_OR_GROUPS,
    PLACEHOLDER,
    SELECTED_ITEMS,
    SLACK_FILE,
    option,
    options,
    text,
)

ACTION: Final[dict[str, Check]] = {"action_id": string(LIMITS["action_id.max_length"], 1)}
_CONFIRMED: Final[dict[str, Check]] = {**ACTION, "confirm": CONFIRM}
_FOCUS: Final[dict[str, Check]] = {"focus_on_load": boolean}
_MENU: Final[dict[str, Check]] = {**_CONFIRMED, **_FOCUS, "placeholder": PLACEHOLDER}
_TYPED: Final[dict[str, Check]] = {
    **ACTION,
    **_FOCUS,
    "placeholder": PLACEHOLDER,
    "initial_value": string(),
    "dispatch_action_config": DISPATCH,
}
_STYLE = choice(("primary", "danger"))
_PLAIN_OPTION = option(plain_only=True)
_STATIC: Final[dict[str, Check]] = {
    "options": options("select.options.max_items", plain_only=True),
    "option_groups": OPTION_GROUPS,
}
_SEVERAL: Final[dict[str, Check]] = {**_MENU, "max_selected_items": SELECTED_ITEMS}
_IDS = items(string(least=1), least=0)


def _matching(pattern: str, what: str) -> Check:
    shape = re.compile(pattern)

    def check(value: Any, where: str, found: Findings) -> None:
        if not isinstance(value, str) or not shape.fullmatch(value):
            found.add(f"must be a valid {what}", where)

    return check


DATE = _matching(r"\d{4}-\d{2}-\d{2}", "date")
TIME = _matching(r"\d{2}:\d{2}", "time")


def _ordered_bounds(value: Any, where: str, found: Findings) -> None:
    """The least may not be above the most."""
    for low, high in (("min_value", "max_value"), ("min_length", "max_length"), ("min_lines", "max_lines")):
        bounds = value.get(low), value.get(high)
        try:
            inverted = None not in bounds and float(str(bounds[0])) > float(str(bounds[1]))
        except ValueError:
            found.add("must be a valid number", where)
            return
        if inverted:
            found.add(f"{low} must be less than or equal to {high}", where)


BUTTON = Shape(
    {
        **_CONFIRMED,
        "text": text("button.text.max_length", plain_only=True),
        "url": url(LIMITS["button.url.max_length"]),
        "value": string(LIMITS["button.value.max_length"]),
        "style": _STYLE,
        "accessibility_label": string(LIMITS["button.accessibility_label.max_length"]),
    },
    ("text",),
)

IMAGE_ELEMENT = Shape(
    {
        "image_url": url(LIMITS["image.image_url.max_length"]),
        "slack_file": SLACK_FILE,
        "alt_text": string(LIMITS["image.alt_text.max_length"]),
    },
    ("alt_text",),
    one_of("image_url", "slack_file"),
)

_FEEDBACK_BUTTON = Shape(
    {
        "text": text("feedback_button.text.max_length", plain_only=True),
        "value": string(LIMITS["feedback_button.value.max_length"]),
        "accessibility_label": string(LIMITS["feedback_button.accessibility_label.max_length"]),
    },
    ("text", "value"),
)


def _chosen_from(limit: str) -> Shape:
    """Checkboxes: several of a list shown in full; their words may be marked up."""
    one = option(plain_only=False)
    return Shape(
        {**_CONFIRMED, **_FOCUS, "options": options(limit, plain_only=False), "initial_options": items(one)},
        ("options",),
    )


ELEMENTS: Final[dict[str, Check]] = {
    "button": BUTTON,
    "workflow_button": Shape(
        {
            **ACTION,
            "text": text("button.text.max_length", plain_only=True),
            "workflow": Shape(
                {
                    "trigger": Shape(
                        {
                            "url": url(3000),
                            "customizable_input_parameters": items(Shape({"name": string(), "value": string()})),
                        },
                        ("url",),
                    )
                },
                ("trigger",),
            ),
            "style": _STYLE,
            "accessibility_label": string(LIMITS["button.accessibility_label.max_length"]),
        },
        ("text", "workflow"),
    ),
    "overflow": Shape(
        {**_CONFIRMED, "options": options("overflow.options.max_items", plain_only=True, with_url=True)}, ("options",)
    ),
    "static_select": Shape({**_MENU, **_STATIC, "initial_option": _PLAIN_OPTION}, rule=OPTIONS_OR_GROUPS),
    "multi_static_select": Shape(
        {**_SEVERAL, **_STATIC, "initial_options": items(_PLAIN_OPTION)}, rule=OPTIONS_OR_GROUPS
    ),
    "external_select": Shape({**_MENU, "initial_option": _PLAIN_OPTION, "min_query_length": number(0)}),
    "multi_external_select": Shape(
        {**_SEVERAL, "initial_options": items(_PLAIN_OPTION), "min_query_length": number(0)}
    ),
    "users_select": Shape({**_MENU, "initial_user": string()}),
    "multi_users_select": Shape({**_SEVERAL, "initial_users": _IDS}),
    "channels_select": Shape({**_MENU, "initial_channel": string(), "response_url_enabled": boolean}),
    "multi_channels_select": Shape({**_SEVERAL, "initial_channels": _IDS}),
    "conversations_select": Shape(
        {
            **_MENU,
            "initial_conversation": string(),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": CONVERSATION_FILTER,
        }
    ),
    "multi_conversations_select": Shape(
        {
            **_SEVERAL,
            "initial_conversations": _IDS,
            "default_to_current_conversation": boolean,
            "filter": CONVERSATION_FILTER,
        }
    ),
    "radio_buttons": Shape(
        {
            **_CONFIRMED,
            **_FOCUS,
            "options": options("radio_buttons.options.max_items", plain_only=False),
            "initial_option": option(plain_only=False),
        },
        ("options",),
    ),
    "checkboxes": _chosen_from("checkboxes.options.max_items"),
    "datepicker": Shape({**_MENU, "initial_date": DATE}),
    "timepicker": Shape({**_MENU, "initial_time": TIME, "timezone": string(least=1)}),
    "datetimepicker": Shape({**_CONFIRMED, **_FOCUS, "initial_date_time": number(0)}),
    "plain_text_input": Shape(
        {
            **_TYPED,
            "multiline": boolean,
            "min_length": number(0, LIMITS["plain_text_input.max_length.max"]),
            "max_length": number(1, LIMITS["plain_text_input.max_length.max"]),
        },
        rule=_ordered_bounds,
    ),
    "email_text_input": Shape(_TYPED),
    "url_text_input": Shape(_TYPED),
    "number_input": Shape(
        {**_TYPED, "is_decimal_allowed": boolean, "min_value": string(), "max_value": string()},
        ("is_decimal_allowed",),
        _ordered_bounds,
    ),
    "rich_text_input": Shape(
        {
            **_TYPED,
            "initial_value": RICH_TEXT,
            "min_lines": number(1, LIMITS["rich_text_input.max_lines.max"]),
            "max_lines": number(1, LIMITS["rich_text_input.max_lines.max"]),
        },
        rule=_ordered_bounds,
    ),
    "file_input": Shape(
        {**ACTION, "filetypes": items(string(least=1)), "max_files": number(1, LIMITS["file_input.max_files.max"])}
    ),
    "feedback_buttons": Shape(
        {**ACTION, "positive_button": _FEEDBACK_BUTTON, "negative_button": _FEEDBACK_BUTTON},
        ("positive_button", "negative_button"),
    ),
    "icon_button": Shape(
        {
            **_CONFIRMED,
            "icon": choice(("trash",)),
            "text": text("button.text.max_length", plain_only=True),
            "value": string(LIMITS["icon_button.value.max_length"]),
            "accessibility_label": string(LIMITS["icon_button.accessibility_label.max_length"]),
            "visible_to_user_ids": items(string(least=1), LIMITS["icon_button.visible_to_user_ids.max_items"]),
        },
        ("icon", "text"),
    ),
    "image": IMAGE_ELEMENT,
}

MENUS = frozenset(name for name in ELEMENTS if name.endswith("_select"))
IN_ACTIONS = MENUS | {
    "button",
    "workflow_button",
    "overflow",
    "radio_buttons",
    "checkboxes",
    "datepicker",
    "timepicker",
    "datetimepicker",
    "rich_text_input",
}
IN_SECTION = (IN_ACTIONS | {"image"}) - {"datetimepicker", "rich_text_input"}
IN_INPUT = MENUS | {
    "radio_buttons",
    "checkboxes",
    "datepicker",
    "timepicker",
    "datetimepicker",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
}
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})
INTERACTIVE = frozenset(ELEMENTS) - {"image"}
