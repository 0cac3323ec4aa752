"""Decisions about quizzes, as pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from storage.formats import Quiz

SAME_PRESS = timedelta(seconds=30)
"""How long the same choice again is the same try: a second press is likelier than a second thought."""


class Verdict(StrEnum):
    """What an answer is worth."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


def judge(quiz: Quiz, chosen: frozenset[int]) -> Verdict:
    """What these choices, by number, are worth, by the weights of Moodle's GIFT format.

    One to choose: right when none is worth more, partly right when it is worth something. Several: right when they
    are all those worth something and no other, partly right when one of them is.
    """
    weights = [choice.weight for choice in quiz.choices]
    worth = frozenset(number for number, weight in enumerate(weights) if weight > 0)
    best = worth if quiz.several else frozenset(number for number in worth if weights[number] == max(weights))
    if chosen and (chosen == best if quiz.several else chosen <= best):
        return Verdict.RIGHT
    return Verdict.PARTLY if chosen & worth else Verdict.WRONG


def is_same_try(choice: str, last_choice: str, last_at: datetime, now: datetime) -> bool:
    """Whether somebody pressed again what they had just chosen."""
    return choice == last_choice and now - last_at < SAME_PRESS


def numbers_in(marks: int, choices: int) -> frozenset[int] | None:
    """The numbers of the choices marked, one a bit; None for marks beyond the last choice."""
    if not 0 <= marks < 2**choices:
        return None
    return frozenset(number for number in range(choices) if marks >> number & 1)


def marks_of(numbers: Iterable[int]) -> int:
    """What `numbers_in` reads."""
    return sum(1 << number for number in numbers)
