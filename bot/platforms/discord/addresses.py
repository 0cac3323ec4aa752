"""Addresses: what a `custom_id` says beside the link: the workspace of a private conversation, and "are you sure?".

`[@workspace in hexadecimal@][?question?|!]link`. In a conversation with one person Discord does not say which server a
button is about, so its address does. `?` asks the question first; `!` is the yes under that question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from bot.platforms.discord.limits import CUSTOM_ID
from handlers.chat.routes import BadLink, Link, read_link, to
from handlers.chat.words import Say

ROOM_FOR_WORKSPACE = 18
"""A snowflake of 64 bits in hexadecimal between two `@`."""

_ADDRESS = re.compile(r"(?:@(?P<workspace>[0-9a-f]+)@)?(?:(?P<ask>\?)(?P<question>[^?]*)\?|(?P<yes>!))?(?P<link>.*)")


@dataclass(frozen=True)
class Address:
    """Where a component leads. `asks` means that a question comes first, in the words `question` if they fitted."""

    link: str
    workspace: str | None = None
    asks: bool = False
    question: Say | None = None
    confirmed: bool = False

    def __str__(self) -> str:
        """Within 100 characters, the question's own words left out if need be. Raises BadLink when it cannot fit."""
        start = f"@{int(self.workspace):x}@" if self.workspace else ""
        for middle in self._middles():
            text = f"{start}{middle}{self.link}"
            if len(text) <= CUSTOM_ID:
                return text
        raise BadLink(f"{self.link!r} does not fit in a custom_id with what Discord needs beside it")

    def _middles(self) -> list[str]:
        if self.asks:
            return [f"?{_written(self.question)}?", "??"]
        return ["!" if self.confirmed else ""]

    def yes(self, *, in_its_place: bool = True) -> Address:
        """Where the yes to its question leads; `in_its_place`: what is answered takes the place of the question."""
        return replace(self, asks=False, question=None, confirmed=in_its_place)


def read(text: str) -> Address:
    """The address written in a `custom_id`; any text is one."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return Address(text)
    workspace = found["workspace"]
    return Address(
        link=found["link"],
        workspace=str(int(workspace, 16)) if workspace else None,
        asks=found["ask"] is not None,
        question=_read(found["question"]),
        confirmed=found["yes"] is not None,
    )


def of(link: Link, confirm: Say | None) -> str:
    """The `custom_id` of a button, leaving room for the workspace that may have to be added."""
    text = str(Address(str(link), asks=confirm is not None, question=confirm))
    if confirm is not None and len(text) > CUSTOM_ID - ROOM_FOR_WORKSPACE:
        return str(Address(str(link), asks=True))
    return text


def within(component: Any, workspace: str) -> Any:
    """The same component, its buttons saying which workspace they are about."""
    if isinstance(component, list):
        return [within(one, workspace) for one in component]
    if not isinstance(component, dict):
        return component
    changed = {key: within(value, workspace) for key, value in component.items()}
    if "custom_id" in component:
        changed["custom_id"] = str(replace(read(component["custom_id"]), workspace=workspace))
    return changed


def _written(question: Say | None) -> str:
    """The question by its key and values, each after the first letter of its kind; nothing when one is not plain."""
    if question is None or not all(isinstance(value, int | str) for value in question.values.values()):
        return ""
    values = [f"{'i' if isinstance(value, int) else 's'}{name}={value}" for name, value in question.values.items()]
    return _long(to(question.key, *values))


def _long(link: Link) -> str:
    try:
        return str(link)
    except BadLink:
        return ""


def _read(text: str | None) -> Say | None:
    if not text:
        return None
    link = read_link(text)
    values: dict[str, str | int] = {}
    for written in link.values:
        name, _, value = str(written).partition("=")
        values[name[1:]] = int(value) if name.startswith("i") else value
    return Say(link.route, **values)
