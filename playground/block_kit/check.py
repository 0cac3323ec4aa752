"""Is this what Slack would accept? Blocks of a message, and views."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from playground.block_kit.blocks import EVERYWHERE, SHAPES
from playground.block_kit.checks import Check, Findings, Shape, boolean, by_type, choice, items, kind_of, listed, string
from playground.block_kit.limits import ALL_BLOCKS_TEXT, LIMITS, VIEW_BYTES
from playground.block_kit.newer import NEWER, container
from playground.block_kit.texts import OPTION_GROUPS, OPTIONS_OR_GROUPS, options, text

_BLOCK_ID = string(LIMITS["block_id.max_length"], 1)


def _block(value: Any, where: str, found: Findings) -> None:
    """One block: a known type, allowed on this surface, of the right shape, with a block_id of its own."""
    kind = kind_of(value)
    if kind is None:
        found.add("missing required field: type", where)
        return
    shape, surfaces = _ALL.get(kind, (None, frozenset()))
    if shape is None or found.surface not in surfaces:
        found.add(f"unsupported type: {kind}", f"{where}/type")
        return
    block_id = value.get("block_id")
    if block_id is not None:
        _BLOCK_ID(block_id, f"{where}/block_id", found)
        if str(block_id) in found.block_ids:
            found.add(f"block_id '{block_id}' already exists", f"{where}/block_id")
        found.block_ids.add(str(block_id))
    shape({name: held for name, held in value.items() if name != "block_id"}, where, found)


_ALL: Final[dict[str, tuple[Shape, frozenset[str]]]] = {**SHAPES, **NEWER, "container": (container(_block), EVERYWHERE)}


def _markdown_total(blocks: list[Any], where: str, found: Findings) -> None:
    """All `markdown` blocks of one message share 12,000 characters."""
    held = [block for block in blocks if kind_of(block) == "markdown"]
    total = sum(len(str(block.get("text", ""))) for block in held)
    if len(held) > 1 and total > LIMITS["markdown.total_text.max_length"]:
        found.add(
            f"markdown blocks hold {total} characters together, {LIMITS['markdown.total_text.max_length']} allowed",
            where,
        )


def check_blocks(blocks: list[Any], surface: str = "message", where: str = "/blocks") -> list[str]:
    """What Slack would say against these blocks; empty when it would take them. `surface`: message, modal or home."""
    found = Findings(surface)
    most = LIMITS["message.blocks.max_items" if surface == "message" else "view.blocks.max_items"]
    items(_block, most, least=0)(blocks, where, found)
    _markdown_total(blocks, where, found)
    return found.messages


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, held in value.items():
            if name == "text" and isinstance(held, str):
                yield held
            else:
                yield from _texts(held)
    elif isinstance(value, list):
        for held in value:
            yield from _texts(held)


def too_long_together(blocks: list[Any]) -> bool:
    """More text than one posted message may hold, all blocks counted (see ALL_BLOCKS_TEXT)."""
    return sum(map(len, _texts(blocks))) > ALL_BLOCKS_TEXT


_VIEW_FIELDS: Final[dict[str, Check]] = {
    "blocks": items(_block, LIMITS["view.blocks.max_items"], least=0),
    "private_metadata": string(LIMITS["view.private_metadata.max_length"]),
    "callback_id": string(LIMITS["view.callback_id.max_length"]),
    "external_id": string(LIMITS["view.external_id.max_length"]),
}


def _submit_when_asked(value: Any, where: str, found: Findings) -> None:
    """A form with something to fill in needs a button to send it."""
    asks = any(kind_of(block) == "input" for block in listed(value.get("blocks")))
    if asks and value.get("submit") is None:
        found.add("missing required field: submit", where)


VIEWS: Final[dict[str, Check]] = {
    "modal": Shape(
        {
            **_VIEW_FIELDS,
            "blocks": items(_block, LIMITS["view.blocks.max_items"]),
            "title": text("view.title.max_length", plain_only=True),
            "close": text("view.close.max_length", plain_only=True),
            "submit": text("view.submit.max_length", plain_only=True),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
        ("title", "blocks"),
        _submit_when_asked,
    ),
    "home": Shape(_VIEW_FIELDS, ("blocks",)),
}


def check_view(view: Any, kind: str) -> list[str]:
    """What Slack would say against this view; `kind` is modal or home."""
    found = Findings(kind)
    if kind_of(view) in VIEWS:
        choice((kind,))(kind_of(view), "/view/type", found)
    by_type(VIEWS)(view, "/view", found)
    return found.messages


_FOUND = Shape(
    {"options": options("select.options.max_items", plain_only=True), "option_groups": OPTION_GROUPS},
    rule=OPTIONS_OR_GROUPS,
)


def check_options(found: Any) -> list[str]:
    """What Slack would say against the options an app gives for an external menu; none at all is fine."""
    findings = Findings("message")
    if not isinstance(found, dict) or found.get("options") != []:
        _FOUND(found, "", findings)
    return findings.messages


def view_too_large(view: Any) -> bool:
    """Above 250 kB of JSON."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES
