"""Forms: what people are asked to fill in, five fields at most (Discord's limit for a modal)."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.chat.files import Kind
from handlers.chat.routes import Link
from handlers.chat.words import Line, Say

MOST_FIELDS = 5
LONGEST_TEXT = 3000
"""Characters one text field may take: Slack's limit for an input, below Discord's 4,000."""


@dataclass(frozen=True)
class TextField:
    """Words to write; `long` gives several lines. Lengths are in characters.

    `start`: how they begin, already typed, where there is no `value` yet.
    """

    name: str
    label: Say
    hint: Say | None = None
    value: str = ""
    long: bool = False
    required: bool = True
    shortest: int = 0
    longest: int = LONGEST_TEXT
    start: Say | None = None


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen."""

    value: str
    label: Line


@dataclass(frozen=True)
class ChoiceField:
    """One option out of at most 25; `value` is the one already chosen."""

    name: str
    label: Say
    options: tuple[Option, ...]
    value: str | None = None
    required: bool = True


@dataclass(frozen=True)
class DateField:
    """A day, answered as `2026-11-24`."""

    name: str
    label: Say
    value: str | None = None


@dataclass(frozen=True)
class TimeField:
    """A time of day, answered as `09:00`."""

    name: str
    label: Say
    value: str | None = None


@dataclass(frozen=True)
class PeopleField:
    """People of the workspace, answered as their external ids separated by spaces."""

    name: str
    label: Say
    values: tuple[str, ...] = ()
    required: bool = False
    most: int = 20


@dataclass(frozen=True)
class FileField:
    """A file to send, answered as `file:12` once it is kept, empty when none was given: `Desk.file` reads it."""

    name: str
    label: Say
    kinds: tuple[Kind, ...] = ("image",)
    hint: Say | None = None
    required: bool = False


Field = TextField | ChoiceField | DateField | TimeField | PeopleField | FileField


@dataclass(frozen=True)
class Form:
    """What opens before the person; sending it takes the route `to` with the answers by field name."""

    title: Say
    submit: Say
    to: Link
    fields: tuple[Field, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.fields) <= MOST_FIELDS:
            raise ValueError("a form has one to five fields")
