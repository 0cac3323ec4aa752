"""Forms as Slack's modals, and what was filled in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.platforms.slack import limits
from bot.platforms.slack.back import Back
from bot.platforms.slack.mrkdwn import Json, plain_text
from bot.platforms.slack.render import Renderer
from handlers.chat.forms import ChoiceField, DateField, Field, FileField, Form, PeopleField, TextField, TimeField
from handlers.chat.routes import Link, read_link
from handlers.chat.words import Line, Say

CALLBACK = "form"
ANSWER = "answer"

ENDINGS = {
    "image": ("png", "jpg", "jpeg", "gif", "webp"),
    "audio": ("mp3", "ogg", "oga", "m4a", "wav"),
    "table": ("csv", "tsv", "txt"),
}
"""What Slack lets people choose; what a file is, its content says."""


@dataclass(frozen=True)
class Carried:
    """What a form brings back: where it leads, and the way back to where it was opened."""

    to: Link
    channel: str | None = None
    answer_at: str | None = None
    is_private: bool = False

    def written(self) -> str:
        """As a view's `private_metadata`."""
        return json.dumps({**asdict(self), "to": str(self.to)})


def read_carried(private_metadata: str) -> Carried:
    """What `Carried.written` wrote. Raises ValueError for anything else."""
    try:
        held = json.loads(private_metadata)
        return Carried(read_link(held["to"]), held["channel"], held["answer_at"], held["is_private"])
    except (TypeError, KeyError) as error:
        raise ValueError("this is not one of our forms") from error


def view(renderer: Renderer, form: Form, back: Back) -> Json:
    """The form as a modal."""
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": Carried(form.to, back.channel, back.answer_at, back.is_private).written(),
        "title": plain_text(renderer.plain(form.title, limits.VIEW_TITLE), limits.VIEW_TITLE),
        "submit": plain_text(renderer.plain(form.submit, limits.VIEW_TITLE), limits.VIEW_TITLE),
        "close": plain_text(renderer.plain(Say("help.form.close"), limits.VIEW_TITLE), limits.VIEW_TITLE),
        "blocks": [_input(renderer, field) for field in form.fields],
    }


def _input(renderer: Renderer, field: Field) -> Json:
    block: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain_text(renderer.plain(field.label, limits.LABEL), limits.LABEL),
        "element": {**_element(renderer, field), "action_id": ANSWER},
        "optional": isinstance(field, TextField | ChoiceField | PeopleField | FileField) and not field.required,
    }
    if isinstance(field, TextField | FileField) and field.hint is not None:
        block["hint"] = plain_text(renderer.plain(field.hint, limits.LABEL), limits.LABEL)
    return block


def _element(renderer: Renderer, field: Field) -> Json:
    match field:
        case TextField():
            return _text(renderer, field)
        case ChoiceField():
            options = [_option(renderer, option.value, option.label) for option in field.options]
            chosen = [option for option in options if option["value"] == field.value]
            return {"type": "static_select", "options": options, **({"initial_option": chosen[0]} if chosen else {})}
        case DateField():
            return {"type": "datepicker", **({"initial_date": field.value} if field.value else {})}
        case TimeField():
            return {"type": "timepicker", **({"initial_time": field.value} if field.value else {})}
        case PeopleField():
            people: Json = {"type": "multi_users_select", "max_selected_items": field.most}
            return {**people, "initial_users": list(field.values)} if field.values else people
        case FileField(kinds=kinds):
            return {"type": "file_input", "filetypes": [end for kind in kinds for end in ENDINGS[kind]], "max_files": 1}


def _text(renderer: Renderer, field: TextField) -> Json:
    element: Json = {
        "type": "plain_text_input",
        "multiline": field.long,
        "max_length": min(field.longest, limits.INPUT),
    }
    if field.shortest:
        element["min_length"] = field.shortest
    if field.value:
        element["initial_value"] = field.value[: element["max_length"]]
    elif field.start is not None:
        element["initial_value"] = renderer.plain(field.start, element["max_length"])
    return element


def _option(renderer: Renderer, value: str, label: Line) -> Json:
    return {"text": plain_text(renderer.plain(label, limits.OPTION), limits.OPTION), "value": value}


def answers(values: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, str]:
    """What was filled in, by field name; an empty field gives an empty answer."""
    return {name: _answer(next(iter(elements.values()))) for name, elements in values.items()}


def _answer(state: Mapping[str, Any]) -> str:
    match state["type"]:
        case "static_select":
            return str((state.get("selected_option") or {}).get("value", ""))
        case "datepicker":
            return state.get("selected_date") or ""
        case "timepicker":
            return state.get("selected_time") or ""
        case "multi_users_select":
            return " ".join(state.get("selected_users") or [])
        case "file_input":
            return " ".join(file["id"] for file in state.get("files") or [])
        case _:
            return state.get("value") or ""
