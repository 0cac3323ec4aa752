"""Going through blocks: the elements a person can act on, and the ids Slack gives when the app gave none."""

from __future__ import annotations

import copy
import secrets
from collections.abc import Iterator
from typing import Any

from playground.block_kit.elements import INTERACTIVE

Json = dict[str, Any]


def blocks_within(blocks: list[Json]) -> Iterator[Json]:
    """Every block, those inside containers and carousels too."""
    for block in blocks:
        yield block
        yield from blocks_within(block.get("child_blocks") or [])
        if block.get("type") == "carousel":
            yield from blocks_within(block.get("elements") or [])


def elements_of(block: Json) -> Iterator[Json]:
    """The interactive elements of one block, in reading order."""
    held = [block.get("accessory"), block.get("element"), *(block.get("actions") or [])]
    if block.get("type") in ("actions", "context_actions"):
        held.extend(block.get("elements") or [])
    for element in held:
        if isinstance(element, dict) and element.get("type") in INTERACTIVE:
            yield element


def elements_in(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """(block, element) for everything a person can act on."""
    for block in blocks_within(blocks):
        for element in elements_of(block):
            yield block, element


def with_ids(blocks: list[Json]) -> list[Json]:
    """A copy in which each block and each interactive element has an id, as Slack hands them back."""
    own = copy.deepcopy(blocks)
    for block in blocks_within(own):
        block.setdefault("block_id", secrets.token_urlsafe(4))
        for element in elements_of(block):
            element.setdefault("action_id", secrets.token_urlsafe(4))
    return own
