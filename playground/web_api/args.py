"""The arguments of a Web API call, from JSON, a form or the query, with Slack's errors when they are wrong."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from playground.model import Json, Refused

_STRUCTURED = frozenset({"blocks", "attachments", "metadata", "view", "files", "unfurls"})
"""Arguments that hold JSON even when they come in a form."""


class Args:
    """`values` as the app sent them, structured ones decoded. `token` is apart: it is no argument."""

    def __init__(self, values: Json, token: str | None) -> None:
        self.values = values
        self.token = token

    def get(self, name: str) -> Any:
        """The value, or None when it was not given (an empty string counts as not given)."""
        value = self.values.get(name)
        return None if value == "" else value

    def text(self, name: str) -> str:
        """A required string."""
        value = self.get(name)
        if value is None:
            raise invalid(f"missing required field: {name}")
        if isinstance(value, (dict, list)):
            raise invalid(f"must be a string [json-pointer:/{name}]")
        return str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """true, 1, "true", "1" are yes."""
        value = self.get(name)
        return default if value is None else value is True or str(value).lower() in ("true", "1")

    def number(self, name: str, default: int, least: int = 1, most: int = 1000) -> int:
        """A whole number inside its bounds."""
        value = self.get(name)
        try:
            number = default if value is None else int(value)
        except (TypeError, ValueError):
            raise invalid(f"must be an integer [json-pointer:/{name}]") from None
        if not least <= number <= most:
            raise Refused("invalid_limit" if name == "limit" else "invalid_arguments")
        return number

    def listed(self, name: str) -> list[str]:
        """A comma-separated list, or a JSON one."""
        value = self.get(name)
        if value is None:
            return []
        return [str(one).strip() for one in (value if isinstance(value, list) else str(value).split(","))]


def invalid(reason: str) -> Refused:
    """Slack's `invalid_arguments`, with its reason where Slack puts it."""
    return Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] {reason}"]})


def _decoded(name: str, value: Any) -> Any:
    if name in _STRUCTURED and isinstance(value, str) and value.strip():
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            return value
    return value


async def read_args(request: web.Request) -> Args:
    """The arguments of this request. The token comes from the Authorization header, or as an argument."""
    values: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            sent = await request.json()
        except json.JSONDecodeError:
            raise Refused("invalid_json") from None
        if not isinstance(sent, dict):
            raise Refused("json_not_object")
        values |= sent
    elif request.can_read_body:
        values |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    token = bearer if scheme.lower() == "bearer" and bearer else values.get("token")
    values.pop("token", None)
    return Args({name: _decoded(name, value) for name, value in values.items()}, token)
