"""What Slack's published contracts say against the calls the bot made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema_rs

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "contracts" / "slack"
MESSAGES = ("chat.postMessage", "chat.postEphemeral", "chat.update")
VIEWS = ("views.open", "views.publish", "views.update", "views.push")
IN_MESSAGE = ("text", "blocks", "metadata")

LENGTHS = {
    ("button", "text"): "button.text.max_length",
    ("button", "value"): "button.value.max_length",
    ("button", "action_id"): "action_id.max_length",
    ("header", "text"): "header.text.max_length",
    ("section", "text"): "section.text.max_length",
    ("markdown", "text"): "markdown.text.max_length",
    ("image", "alt_text"): "image.alt_text.max_length",
    ("image", "image_url"): "image.image_url.max_length",
    ("input", "label"): "input.label.max_length",
    ("input", "hint"): "input.hint.max_length",
    ("modal", "title"): "view.title.max_length",
    ("modal", "submit"): "view.submit.max_length",
    ("modal", "close"): "view.close.max_length",
    ("modal", "private_metadata"): "view.private_metadata.max_length",
}


@lru_cache
def schema(name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(
        json.loads((FOLDER / "json-schema-from-slack-types" / f"{name}.schema.json").read_text("utf-8"))
    )


@lru_cache
def methods() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "web-api-methods-2026-05.json").read_text("utf-8"))["methods"]
    return found


@lru_cache
def limits() -> dict[str, int]:
    found: dict[str, int] = json.loads((FOLDER / "block-kit-limits.json").read_text("utf-8"))["slackblocks"]
    return found


def complaints(calls: Iterable[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """One sentence for each thing wrong; none where the contracts are missing."""
    if not FOLDER.is_dir():
        return []
    return [f"{method}: {wrong}" for method, body in calls for wrong in wrongs(method, body)]


def wrongs(method: str, body: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with one call."""
    known = methods().get(method)
    if known is not None:
        yield from (f"needs {name}" for name in known["required"] if name not in body)
        yield from (f"has no argument {name}" for name in body if name not in known["required"] + known["optional"])
    if method in MESSAGES:
        yield from message_wrongs({name: body[name] for name in IN_MESSAGE if name in body})
    if method in VIEWS:
        yield from view_wrongs(body["view"])


def message_wrongs(body: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the text and blocks of a message."""
    yield from shape_wrongs("MessagePayload", body)
    if not body.get("text"):
        yield "has no text for notifications and screen readers"
    blocks = body.get("blocks", [])
    if len(blocks) > limits()["message.blocks.max_items"]:
        yield f"has {len(blocks)} blocks"
    prose = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if prose > limits()["markdown.total_text.max_length"]:
        yield f"has {prose} characters of markdown"
    yield from length_wrongs(blocks)


def view_wrongs(view: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a modal or a Home tab."""
    yield from shape_wrongs("Home" if view["type"] == "home" else "Modal", view)
    if len(view["blocks"]) > limits()["view.blocks.max_items"]:
        yield f"has {len(view['blocks'])} blocks"
    yield from length_wrongs(view)


def shape_wrongs(name: str, value: Mapping[str, Any]) -> Iterator[str]:
    for error in schema(name).iter_errors(dict(value)):
        yield f"{error.message[:300]} at {list(error.instance_path)}"


def length_wrongs(value: Any) -> Iterator[str]:
    """Texts longer than Slack's own tables allow, wherever they stand."""
    if isinstance(value, list):
        for one in value:
            yield from length_wrongs(one)
    if not isinstance(value, dict):
        return
    for name, held in value.items():
        limit = limits().get(LENGTHS.get((value.get("type", ""), name), ""))
        words = held.get("text") if isinstance(held, dict) else held
        if limit is not None and isinstance(words, str) and len(words) > limit:
            yield f"{value['type']}.{name} has {len(words)} characters, {limit} allowed"
        yield from length_wrongs(held)
