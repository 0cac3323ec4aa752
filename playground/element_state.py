"""The state of an element: what a person typed or chose, in the form payloads carry it.

A plain value (a word, an option's value, a list of them) is turned into that form, and a form that could not come from
this element is refused: a client cannot send a choice that is not on the menu.
"""

from __future__ import annotations

import re
from typing import Any, Final

from playground.model import Json, PlayError

_TYPED: Final = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
_SIMPLE: Final = {
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "file_input": ("files", ""),
}
_ONE: Final = ("static_select", "external_select", "radio_buttons", "overflow")
_SEVERAL: Final = ("multi_static_select", "multi_external_select", "checkboxes")
Complaint = tuple[str, dict[str, object]]
"""A sentence in English, and the values it holds (playground.words)."""
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def initial_state(element: Json, *, in_form: bool) -> Json | None:
    """What an element holds before anyone touched it; None for buttons and for empty fields of messages."""
    kind = element["type"]
    if kind in _TYPED:
        value = element.get("initial_value")
        return {"type": kind, "value": value} if value is not None or in_form else None
    if kind in _SIMPLE:
        name, initial = _SIMPLE[kind]
        held = element.get(initial, [] if kind.startswith("multi_") or kind == "file_input" else None)
        return {"type": kind, name: held}
    if kind in _SEVERAL:
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    if kind in _ONE and kind != "overflow":
        return {"type": kind, "selected_option": element.get("initial_option")}
    return None


def options_of(element: Json) -> list[Json]:
    """The choices written in an element, groups opened."""
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(option for group in groups for option in group["options"])]


def _option(element: Json, wanted: Any) -> Json:
    value = wanted.get("value") if isinstance(wanted, dict) else wanted
    if "external" in element["type"]:
        if isinstance(wanted, dict):
            return wanted
        return {"text": {"type": "plain_text", "text": str(value), "emoji": True}, "value": str(value)}
    for option in options_of(element):
        if option["value"] == value:
            return option
    choices = ", ".join(str(held["value"]) for held in options_of(element))
    raise PlayError("{value} is not among the choices: {choices}.", value=repr(value), choices=choices)


def state_of(element: Json, value: Any) -> Json:
    """The state that goes with a value. `value` may already be a state (a dict with `type`), which is checked."""
    kind = element["type"]
    given = value if isinstance(value, dict) and value.get("type") == kind else None
    if kind in _TYPED:
        typed = given.get("value") if given is not None else value
        return {"type": kind, "value": None if typed in (None, "") else str(typed)}
    if kind in _SIMPLE:
        name = _SIMPLE[kind][0]
        return {"type": kind, name: given.get(name) if given is not None else value}
    if kind in _SEVERAL:
        wanted = (given.get("selected_options") if given is not None else value) or []
        return {"type": kind, "selected_options": [_option(element, one) for one in wanted]}
    if kind in _ONE:
        one = given.get("selected_option") if given is not None else value
        return {"type": kind, "selected_option": None if one is None else _option(element, one)}
    return {"type": kind, "value": element.get("value")}


def is_empty(state: Json | None) -> bool:
    """Nothing typed, nothing chosen."""
    return state is None or not any(value for name, value in state.items() if name != "type")


def complaint(block: Json, state: Json | None) -> Complaint | None:
    """What a client says under a field before it sends the form, or None when it is fine."""
    if is_empty(state):
        return None if block.get("optional") else ("Please complete this required field.", {})
    element, value = block["element"], (state or {}).get("value")
    kind = element["type"]
    if kind == "plain_text_input" and value is not None:
        return _length_complaint(element, value)
    if kind == "email_text_input" and not _EMAIL.fullmatch(str(value)):
        return "Please enter a valid email address.", {}
    if kind == "url_text_input" and "://" not in str(value):
        return "Please enter a valid URL.", {}
    if kind == "number_input":
        return _number_complaint(element, str(value))
    return None


def _length_complaint(element: Json, value: str) -> Complaint | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return "Please enter at least {least} characters.", {"least": least}
    return ("Please enter at most {most} characters.", {"most": most}) if len(value) > most else None


def _number_complaint(element: Json, value: str) -> Complaint | None:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "Please enter a valid number.", {}
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and float(value) < float(low):
        return "Please enter a number of at least {low}.", {"low": low}
    too_high = high is not None and float(value) > float(high)
    return ("Please enter a number of at most {high}.", {"high": high}) if too_high else None
