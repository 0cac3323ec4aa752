"""Choices: what people choose from, each with its letter, and the buttons to choose with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import ascii_uppercase

from handlers.chat.cards import ROW, Button, Buttons
from handlers.chat.words import Line, Say

SHORT = 20
"""Characters of a choice that a button shows whole, with five of them on a line."""
DIGITS = 3
"""Numbers on a line: 0 to 10 in even lines, on the narrowest phone too."""
ALONE = 26
"""Characters of a title that a button shows whole on a phone, beside a sign or two."""


def letter(number: int) -> str:
    """`B` for the choice number 1."""
    return ascii_uppercase[number]


def lettered(number: int, words: str) -> Say:
    """`B. words` for the choice number 1."""
    return Say("help.choice", letter=letter(number), words=words)


def is_choice(label: Line) -> bool:
    """Whether a button says a choice in full."""
    return isinstance(label, Say) and label.key == "help.choice"


def are_short(choices: Sequence[str]) -> bool:
    """Whether the buttons say the choices in full: these need not be listed above them."""
    return all(len(words) <= SHORT for words in choices)


def labels(choices: Sequence[str]) -> tuple[Line, ...]:
    """What the button of each choice says: its letter, and its words where all are short."""
    short = are_short(choices)
    return tuple(lettered(number, words) if short else letter(number) for number, words in enumerate(choices))


def cut(title: str) -> str:
    """A title as a button shows it: whole words, as many as fit on a phone."""
    if len(title) <= ALONE:
        return title
    return title[: ALONE - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-") + "…"


def rows(buttons: Iterable[Button], width: int = ROW) -> tuple[Buttons, ...]:
    """The buttons in order, on as few lines as they fit; `DIGITS` is the width of the numbers of a scale."""
    every = tuple(buttons)
    return tuple(Buttons(*every[start : start + width]) for start in range(0, len(every), width))


def numbers_in(marks: int, choices: int) -> frozenset[int] | None:
    """The numbers of the choices marked, one a bit; None for marks beyond the last choice."""
    if not 0 <= marks < 2**choices:
        return None
    return frozenset(number for number in range(choices) if marks >> number & 1)


def marks_of(numbers: Iterable[int]) -> int:
    """What `numbers_in` reads."""
    return sum(1 << number for number in numbers)
