"""What the grammar of `plain_words` must be told of a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""RFC 5545 names, Monday first."""


@dataclass(frozen=True)
class Tongue:
    """Regular expressions, for words without capitals or accents.

    `weekdays` by RFC 5545 name; `months` from January; `ordinals` by rank in the month (-1: the last); `numbers` from
    one; `meant_days`: what people mean by so many days (in French, 15 are two weeks); `day_suffix` what follows a day
    of the month (1st, 1er). In `spoken`, `{n}` stands for a number and `{day}` for a weekday; "" for what the language
    has no word for. `noise`: words that add nothing.
    """

    weekdays: Mapping[str, str]
    months: tuple[str, ...]
    ordinals: Mapping[int, str]
    numbers: tuple[str, ...]
    meant_days: Mapping[int, int]
    day_suffix: str
    spoken: Mapping[str, str]
    noise: str

    @cached_property
    def weekday(self) -> str:
        """Any weekday, singular or plural."""
        return f"(?:{'|'.join(self.weekdays.values())})"

    @cached_property
    def month(self) -> str:
        """Any month."""
        return f"(?:{'|'.join(self.months)})"

    @cached_property
    def ordinal(self) -> str:
        """Any rank in the month."""
        return f"(?:{'|'.join(self.ordinals.values())})"

    @cached_property
    def number(self) -> str:
        """A number of one to three digits, or a small one in letters."""
        return rf"(?:\d{{1,3}}|{'|'.join(self.numbers)})"

    def says(self, name: str) -> str:
        """The expression of `spoken` called `name`, whole words only; "(?!)", which nothing matches, when empty."""
        pattern = self.spoken[name].replace("{n}", rf"(?P<n>{self.number})").replace("{day}", self.weekday)
        return rf"(?<!\w)(?:{pattern})(?!\w)" if pattern else "(?!)"
