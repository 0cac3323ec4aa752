"""The table of Web API methods. Each module of this folder adds its own with `@method("chat.postMessage")`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from playground.core import Core
from playground.model import Json
from playground.web_api.args import Args

Handler = Callable[[Core, Args], Json]


@dataclass(frozen=True)
class Method:
    """A method: what it does, and whether it takes the app-level token instead of the bot's."""

    handle: Handler
    app_level: bool = False


METHODS: Final[dict[str, Method]] = {}


def method(name: str, *, app_level: bool = False) -> Callable[[Handler], Handler]:
    """Add a method to the table. What it returns is the answer without `ok`; errors are raised as Refused."""

    def add(handle: Handler) -> Handler:
        METHODS[name] = Method(handle, app_level)
        return handle

    return add
