"""An improvement as everybody reads it."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.chat.cards import Part, Text
from handlers.chat.words import Say, When


@dataclass(frozen=True)
class View:
    """An improvement as everybody reads it. `mine`: its reader may change it. `heard`: somebody's words led to it."""

    id: int
    course: str
    title: str
    state: str
    words: str
    since: When
    review: When | None = None
    heard: bool = False
    mine: bool = False


def line(view: View) -> list[Part]:
    """What is made better, how far it is, and what the team says of it."""
    return [Text(Say(f"improvements.line.{view.state}", title=view.title, since=view.since)), Text(view.words)]
