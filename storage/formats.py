"""What each format of capsule holds besides its words, and how that is kept: `Capsule.details`, as JSON. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2s
from typing import Any

FORMATS = ("text", "link", "image", "audio", "video", "quiz", "poll", "challenge")
"""Capability 9 of the product: every way one small piece of learning may be given."""

MOST_CHOICES = 10
"""Answers of a quiz or a poll: what still reads well in a chat, and fits under a message as buttons everywhere."""


@dataclass(frozen=True)
class Choice:
    """One answer of a quiz. `weight`: what it is worth, in percent (100: right; below 0: a wrong one that costs)."""

    words: str
    weight: float
    feedback: str = ""

    @property
    def is_right(self) -> bool:
        """Whether choosing it is right: it is worth something."""
        return self.weight > 0


@dataclass(frozen=True)
class Quiz:
    """A question, in the capsule's own words (its body). `several`: all the right answers are to be chosen together."""

    choices: tuple[Choice, ...]
    several: bool = False
    explanation: str = ""

    @property
    def best(self) -> frozenset[int]:
        """The numbers of the choices that are right: all those worth something, or, one to choose, worth the most."""
        worth = frozenset(number for number, choice in enumerate(self.choices) if choice.is_right)
        if self.several or not worth:
            return worth
        most = max(choice.weight for choice in self.choices)
        return frozenset(number for number in worth if self.choices[number].weight == most)

    def is_right(self, chosen: frozenset[int]) -> bool:
        """Whether these choices are the right answer, by the weights of Moodle's GIFT format.

        One to choose: when none is worth more. Several: when they are all those worth something and no other.
        """
        return bool(chosen) and (chosen == self.best if self.several else chosen <= self.best)


@dataclass(frozen=True)
class Poll:
    """A question without a right answer. `several`: a person may choose more than one."""

    choices: tuple[str, ...]
    several: bool = False


@dataclass(frozen=True)
class Media:
    """A picture, a sound or a film. `address` is https, or `file:<id>` of `storage.files` for one that was uploaded.

    `alternative` says what it shows or says to who cannot see or hear it. `fallback`: another https address, for
    those whose device or network refuses the first; "" for none.
    """

    address: str
    alternative: str
    fallback: str = ""


@dataclass(frozen=True)
class Page:
    """A page elsewhere: its https address, its title and a short description, as the animator gives them."""

    address: str
    title: str
    description: str = ""


Details = Quiz | Poll | Media | Page | None
"""None: a text or a challenge, which are their words."""


def written(details: Details) -> str:
    """What is kept in `Capsule.details`; the same for the same details, always."""
    if details is None:
        return ""
    values = asdict(details)
    if isinstance(details, Quiz):  # 100 and 100.0 are the same worth
        values["choices"] = [choice | {"weight": float(choice["weight"])} for choice in values["choices"]]
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def read(format_: str, kept: str) -> Details:
    """The details that `written` kept for a capsule of this format."""
    if not kept:
        return None
    values: dict[str, Any] = json.loads(kept)
    match format_:
        case "quiz":
            choices = tuple(Choice(**choice) for choice in values.pop("choices"))
            return Quiz(choices=choices, **values)
        case "poll":
            return Poll(tuple(values["choices"]), values["several"])
        case "image" | "audio" | "video":
            return Media(**values)
        case "link":
            return Page(**values)
    return None


def choices_of(details: Details) -> tuple[str, ...]:
    """The words of each choice, in order; none for what nobody chooses from."""
    match details:
        case Quiz(choices):
            return tuple(choice.words for choice in choices)
        case Poll(choices):
            return choices
    return ()


def version(choices: Sequence[str]) -> str:
    """Eight signs that a button carries beside the number of a choice: others as soon as any choice is reworded.

    A number pressed on a message that shows the choices as they were would mean another choice now.
    """
    return blake2s(json.dumps(list(choices)).encode(), digest_size=4).hexdigest()
