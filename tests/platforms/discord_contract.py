"""What Discord's own OpenAPI description says of the requests the bot sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema_rs
from simcord.types import HttpLogEntry

OPENAPI = Path(__file__).resolve().parents[3] / "shared" / "contracts" / "discord" / "openapi.json"


def complaints(requests: Sequence[HttpLogEntry]) -> list[str]:
    """Each request with a body that the description refuses, and why; none when the description is not there."""
    if not OPENAPI.exists():
        return []
    return [
        f"{entry.method} {entry.path}: {reason}"
        for entry in requests
        if entry.json is not None
        for reason in wrong(entry.method, entry.path, as_described(entry.json))
    ]


def as_described(body: Any) -> Any:
    """The number of a file sent along is a number in Discord's own examples, and text in its description."""
    if isinstance(body, dict):
        changed = {name: as_described(held) for name, held in body.items()}
        for one in changed.get("attachments") or ():
            one["id"] = str(one["id"])
        return changed
    return [as_described(one) for one in body] if isinstance(body, list) else body


def wrong(method: str, path: str, body: Any) -> Iterator[str]:
    """What is wrong with one request."""
    template = _template(method.lower(), path)
    if template is None:
        yield "Discord has no such address"
    elif (validator := _validator(method.lower(), template)) is None:
        yield "this address takes no body"
    else:
        for error in validator.iter_errors(body):
            yield f"{error.message} at {list(error.instance_path)}"


@cache
def _openapi() -> dict[str, Any]:
    described: dict[str, Any] = json.loads(OPENAPI.read_text("utf-8"))
    return described


def _template(method: str, path: str) -> str | None:
    """The address as the description writes it; the one with most words of its own wins."""
    fitting = [
        template
        for template, operations in _openapi()["paths"].items()
        if method in operations and re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template)), path)
    ]
    return min(fitting, key=lambda template: template.count("{"), default=None)


@cache
def _validator(method: str, template: str) -> jsonschema_rs.Validator | None:
    taken = _openapi()["paths"][template][method].get("requestBody", {}).get("content", {})
    if "application/json" not in taken:
        return None
    pointer = "/".join(
        part.replace("~", "~0").replace("/", "~1")
        for part in ("paths", template, method, "requestBody", "content", "application/json", "schema")
    )
    schema = {"$ref": f"urn:discord#/{quote(pointer, safe='/~')}"}
    registry = jsonschema_rs.Registry([("urn:discord", _openapi())])
    return jsonschema_rs.Draft202012Validator(schema, registry=registry)
