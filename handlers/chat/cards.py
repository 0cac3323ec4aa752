"""Cards: what people see, said without knowing where it will be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from handlers.chat.routes import Link
from handlers.chat.words import Line, Say


@dataclass(frozen=True)
class Heading:
    """The card's title, or the title of one of its parts."""

    words: Line


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    words: Line


@dataclass(frozen=True)
class Note:
    """A small line: dates, counts, where this comes from."""

    words: Line


@dataclass(frozen=True)
class Prose:
    """Standard Markdown written by an animator, of any length: what does not fit continues in the thread."""

    markdown: str


@dataclass(frozen=True)
class Quote:
    """Somebody's exact words, and how their author wished to be named."""

    words: str
    by: Line | None = None


@dataclass(frozen=True)
class Facts:
    """Short pairs of a name and its value, side by side where there is room."""

    pairs: tuple[tuple[Line, Line], ...]


@dataclass(frozen=True)
class Picture:
    """A picture by its https address, or `file:12` for one that is kept (see `handlers.chat.files`).

    `alternative` says what it shows to who does not see it.
    """

    address: str
    alternative: Line


@dataclass(frozen=True)
class Sound:
    """A sound that is kept (`file:12`), to be played where it is posted; `title` is short, and says what it is."""

    address: str
    title: Line


@dataclass(frozen=True)
class Document:
    """A document that is kept for a while (`file:12`, see `storage.files.keep_document`), carried by its message.

    `title` is short, and says what it is. `again`: how to ask for it again, said once it is not kept any more.
    """

    address: str
    title: Line
    again: Line

    @property
    def gone(self) -> Say:
        """What is said once it is not kept any more."""
        return Say("help.file.gone", title=self.title, again=self.again)


@dataclass(frozen=True)
class Elsewhere:
    """A page, a sound or a film at an https address, to which these words lead."""

    words: Line
    address: str


@dataclass(frozen=True)
class Divider:
    """A thin line between two parts."""


@dataclass(frozen=True)
class Button:
    """Something to press. `confirm` asks "are you sure?" in these words where the platform can."""

    label: Line
    to: Link
    style: Literal["plain", "good", "danger"] = "plain"
    confirm: Say | None = None


ROW = 5
"""Buttons that fit on a line everywhere."""


@dataclass(frozen=True)
class Buttons:
    """A row of buttons; five at most, which is what fits on a line everywhere."""

    row: tuple[Button, ...]

    def __init__(self, *row: Button) -> None:
        if not 1 <= len(row) <= ROW:
            raise ValueError("a row holds one to five buttons")
        object.__setattr__(self, "row", row)


Part = Heading | Text | Note | Prose | Quote | Facts | Picture | Sound | Document | Elsewhere | Divider | Buttons


@dataclass(frozen=True)
class Card:
    """A message. `summary` is what a notification or a screen reader says of it."""

    summary: Line
    parts: tuple[Part, ...]

    def links(self) -> Iterator[Link]:
        """Where its buttons lead."""
        for part in self.parts:
            if isinstance(part, Buttons):
                yield from (button.to for button in part.row)


def card(summary: Line, *parts: Part | None) -> Card:
    """A card of these parts, leaving out the ones that are None."""
    return Card(summary, tuple(part for part in parts if part is not None))
