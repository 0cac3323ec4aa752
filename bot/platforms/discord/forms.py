"""Forms: what opens before a person, as a Discord modal."""

from __future__ import annotations

import re
from typing import Any

from bot.platforms.discord import limits
from bot.platforms.discord.words import cut
from bot.texts import Texts
from handlers.chat.forms import ChoiceField, DateField, Field, FileField, Form, PeopleField, TextField, TimeField
from handlers.chat.words import Say

LABEL, TEXT_INPUT, SELECT, PEOPLE_SELECT, FILE_UPLOAD = 18, 4, 3, 5, 19
SHORT, LONG = 1, 2

DATE, TIME = "date/", "time/"
"""Put before the name of fields Discord has no picker for, so that what was typed is read as a day or an hour."""
DATE_EXAMPLE, TIME_EXAMPLE = "2026-12-01", "09:00"

_ISO_DATE = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_HOUR = re.compile(r"(\d{1,2})\s*(?:[h:.]\s*(\d{2})?)?", re.IGNORECASE)


def modal(texts: Texts, form: Form, language: str, custom_id: str) -> dict[str, Any]:
    """The form as a modal. Discord names the sending button itself, so `submit` is not shown."""
    return {
        "custom_id": custom_id,
        "title": cut(texts.plain(form.title, language), limits.MODAL_TITLE),
        "components": [_label(texts, field, language) for field in form.fields],
    }


def _label(texts: Texts, field: Field, language: str) -> dict[str, Any]:
    """A field under its label; a label that is too long is said in full below."""
    whole = texts.plain(field.label, language)
    label = {"type": LABEL, "label": cut(whole, limits.FIELD_LABEL), "component": _component(texts, field, language)}
    hint: Say | None = getattr(field, "hint", None)
    description = texts.plain(hint, language) if hint is not None else whole if whole != label["label"] else ""
    if description:
        label["description"] = cut(description, limits.FIELD_DESCRIPTION)
    return label


def _component(texts: Texts, field: Field, language: str) -> dict[str, Any]:
    match field:
        case TextField():
            return _text(texts, field, language)
        case ChoiceField():
            options = [
                {
                    "label": cut(texts.plain(option.label, language), limits.OPTION),
                    "value": option.value,
                    "default": option.value == field.value,
                }
                for option in field.options
            ]
            return {"type": SELECT, "custom_id": field.name, "options": options, "required": field.required}
        case DateField():
            return _typed(DATE + field.name, field.value, DATE_EXAMPLE)
        case TimeField():
            return _typed(TIME + field.name, field.value, TIME_EXAMPLE)
        case PeopleField():
            chosen = [{"id": person, "type": "user"} for person in field.values]
            most = min(field.most, limits.CHOSEN_PEOPLE)
            people = {"type": PEOPLE_SELECT, "custom_id": field.name, "max_values": most, "required": field.required}
            return {**people, "default_values": chosen[:most]} if chosen else people
        case FileField():
            least = 1 if field.required else 0
            one = {"min_values": least, "max_values": 1, "required": field.required}
            return {"type": FILE_UPLOAD, "custom_id": field.name, **one}


def _text(texts: Texts, field: TextField, language: str) -> dict[str, Any]:
    component: dict[str, Any] = {
        "type": TEXT_INPUT,
        "custom_id": field.name,
        "style": LONG if field.long else SHORT,
        "required": field.required,
        "max_length": min(field.longest, limits.TEXT),
    }
    if field.shortest:
        component["min_length"] = field.shortest
    if field.value:
        component["value"] = field.value[: component["max_length"]]
    elif field.start is not None:
        component["value"] = texts.plain(field.start, language)[: component["max_length"]]
    return component


def _typed(custom_id: str, value: str | None, example: str) -> dict[str, Any]:
    component = {"type": TEXT_INPUT, "custom_id": custom_id, "style": SHORT, "required": True, "placeholder": example}
    return {**component, "value": value} if value else component


def answers(components: list[Any], locale: str) -> dict[str, str]:
    """What was filled in, by field name; days and hours as `2026-11-24` and `09:00` when they can be read so."""
    found: dict[str, str] = {}
    for label in components:
        filled = label.get("component", {})
        name = str(filled.get("custom_id", ""))
        value = " ".join(filled["values"]) if "values" in filled else str(filled.get("value") or "")
        if name.startswith(DATE):
            name, value = name.removeprefix(DATE), read_date(value, locale)
        elif name.startswith(TIME):
            name, value = name.removeprefix(TIME), read_time(value)
        found[name] = value
    return found


def written(components: list[Any]) -> list[str]:
    """The words typed in the text fields, in order."""
    filled = [label.get("component", {}) for label in components]
    return [one["value"] for one in filled if one.get("type") == TEXT_INPUT and one.get("value")]


def read_date(text: str, locale: str) -> str:
    """`2026-12-01` for what is plainly a day: `2026/12/1`, and `1/12/2026` except where months come first (`en-US`)."""
    text = text.strip()
    if found := _ISO_DATE.fullmatch(text):
        year, month, day = found.groups()
    elif (found := _DAY_FIRST.fullmatch(text)) and locale != "en-US":
        day, month, year = found.groups()
    else:
        return text
    return f"{year}-{int(month):02}-{int(day):02}"


def read_time(text: str) -> str:
    """`09:00` for what is plainly an hour: `9:00`, `9h`, `9h30`, `9`."""
    found = _HOUR.fullmatch(text.strip())
    return f"{int(found[1]):02}:{found[2] or '00'}" if found else text.strip()
