"""Decisions about quizzes, as pure functions."""

from __future__ import annotations

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
    """What these choices, by number, are worth; not right, they are partly right when one is worth something."""
    if quiz.is_right(chosen):
        return Verdict.RIGHT
    return Verdict.PARTLY if any(quiz.choices[number].is_right for number in chosen) else Verdict.WRONG


def is_same_try(choice: str, last_choice: str, last_at: datetime, now: datetime) -> bool:
    """Whether somebody pressed again what they had just chosen."""
    return choice == last_choice and now - last_at < SAME_PRESS
