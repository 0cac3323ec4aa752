"""Choices: what people choose from, each with its letter, and the buttons to choose with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import ascii_uppercase

from handlers.chat.cards import ROW, Button, Buttons
from handlers.chat.words import Line, Say

SHORT = 20
"""Characters of a choice that a button shows whole, with five of them on a line."""


def letter(number: int) -> str:
    """`B` for the choice number 1."""
    return ascii_uppercase[number]


def lettered(number: int, words: str) -> Say:
    """`B. words` for the choice number 1."""
    return Say("help.choice", letter=letter(number), words=words)


def labels(choices: Sequence[str]) -> tuple[Line, ...]:
    """What the button of each choice says: its letter, and its words where all are short."""
    short = all(len(words) <= SHORT for words in choices)
    return tuple(lettered(number, words) if short else letter(number) for number, words in enumerate(choices))


def rows(buttons: Iterable[Button]) -> tuple[Buttons, ...]:
    """The buttons in order, on as few lines as they fit."""
    every = tuple(buttons)
    return tuple(Buttons(*every[start : start + ROW]) for start in range(0, len(every), ROW))
