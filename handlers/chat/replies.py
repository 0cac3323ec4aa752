"""Replies: how an ask is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handlers.chat.cards import Card
    from handlers.chat.forms import Form
    from handlers.chat.words import Line, Say


@dataclass(frozen=True)
class Tell:
    """Shown to the asker alone.

    `mistaken`: nothing was changed, so a form stays open with what was written in it, where the platform allows;
    `field` is the one that is wrong, if only one is.
    """

    what: Card | Say
    field: str | None = None
    mistaken: bool = False


@dataclass(frozen=True)
class Replace:
    """Takes the place of the private card whose button was pressed (a message of the outbox redraws itself instead)."""

    what: Card


@dataclass(frozen=True)
class Open:
    """A form, opened before the asker."""

    form: Form


@dataclass(frozen=True)
class Home:
    """The asker's own page, where the platform has one."""

    what: Card


@dataclass(frozen=True)
class Done:
    """Nothing to say: the message itself shows what changed."""


@dataclass(frozen=True)
class Suggest:
    """What the words being typed may become, likeliest first, where the platform shows it as one types."""

    lines: tuple[Line, ...]


Reply = Tell | Replace | Open | Home | Done | Suggest
