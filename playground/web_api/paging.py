"""Cursors: how Slack hands out long lists (docs.slack.dev/apis/web-api/pagination)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from playground.model import Json, Refused
from playground.web_api.args import Args

T = TypeVar("T")


def encode(kind: str, value: str) -> str:
    """An opaque cursor."""
    return base64.b64encode(f"{kind}:{value}".encode()).decode()


def decode(kind: str, cursor: object) -> str | None:
    """What a cursor holds; None for none, Refused("invalid_cursor") when it is not one of ours."""
    if cursor is None:
        return None
    try:
        held, _, value = base64.b64decode(str(cursor), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Refused("invalid_cursor") from None
    if held != kind or not value:
        raise Refused("invalid_cursor")
    return value


def page(everything: Sequence[T], args: Args, kind: str, *, default: int = 100) -> tuple[list[T], Json]:
    """One page of a list, and the response_metadata that leads to the next (an empty cursor at the end)."""
    limit = args.number("limit", default, most=1000)
    held = decode(kind, args.get("cursor"))
    if held is not None and not held.isdigit():
        raise Refused("invalid_cursor")
    start = int(held or 0)
    end = start + limit
    following = encode(kind, str(end)) if end < len(everything) else ""
    return list(everything[start:end]), {"next_cursor": following}
