"""Words that wait for their reader: a phrase is named in code and written in French or English only when drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

LANGUAGES = ("en", "fr")
"""Languages every phrase exists in, the first being the one used when nothing else is known."""

Shape = Literal["day", "time", "day_time", "short_day", "month"]


@dataclass(frozen=True)
class When:
    """An instant to be written as people read it: `at` is aware, shown in `zone` (an IANA name)."""

    at: datetime
    zone: str
    shape: Shape = "day_time"


@dataclass(frozen=True)
class Person:
    """A person to be named by the platform itself (`@Lina`), without ringing their phone."""

    external_id: str


@dataclass(frozen=True)
class Channel:
    """A channel to be shown as a link to it."""

    external_id: str


@dataclass(frozen=True)
class Country:
    """A country by its ISO 3166 code (`FR`), to be named in the reader's language."""

    code: str


Value = str | int | float | When | Person | Channel | Country
"""What a phrase may need, besides other phrases."""


@dataclass(frozen=True, init=False)
class Say:
    """A phrase by its key (`feedback.thanks`) and the values it needs.

    A `str` value is somebody's words or a name: it is escaped where it is drawn, never read as markup.
    A value called `n` chooses the singular or the plural.
    """

    key: str
    values: Mapping[str, Value | Say]

    def __init__(self, key: str, /, **values: Value | Say) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "values", values)

    def __hash__(self) -> int:
        return hash((self.key, tuple(sorted(self.values.items(), key=lambda pair: pair[0]))))


Line = Say | str
"""One line to show: a phrase of ours, or (a `str`) somebody's own words."""
