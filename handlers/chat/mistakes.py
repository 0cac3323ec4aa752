"""Mistakes: what people may get wrong, answered in their words with what to do next. Nothing is changed."""

from __future__ import annotations

from handlers.chat.words import Say


class Mistake(Exception):
    """Raised by an action: its transaction is undone and `say` is told to the asker, under `field` when given."""

    def __init__(self, say: Say, field: str | None = None) -> None:
        super().__init__(say.key)
        self.say = say
        self.field = field
