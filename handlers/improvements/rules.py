"""Decisions about improvements, as pure functions."""

from __future__ import annotations

from datetime import date

THRESHOLD = 5
"""Different people a figure must come from to be told."""
SHORTEST_TITLE, LONGEST_TITLE = 5, 150
SHORTEST_WORDS, LONGEST_WORDS = 3, 500
REVIEWS = ("none", "1", "3", "6")
"""In how many months the team looks at an improvement again, if it does."""
AS_IT_IS = "same"
"""The day that was chosen before stays."""
BALANCE = frozenset({"balance", "bilan"})
"""What may be typed after the command to see the balance of the quarter."""
PROMISE = frozenset({"promise", "promesse"})
"""What may be typed after it to see the promise."""


def clean(written: str, shortest: int, longest: int) -> str | None:
    """What somebody wrote, its spaces and line breaks made one; None when it is too short or too long."""
    words = " ".join(written.split())
    return words if shortest <= len(words) <= longest else None


def asks_for_balance(words: str) -> bool:
    """Whether what follows the command asks for the balance rather than for a course."""
    return words.strip().casefold() in BALANCE


def asks_for_promise(words: str) -> bool:
    """Whether what follows the command asks for the promise rather than for a course."""
    return words.strip().casefold() in PROMISE


def share(received: int, in_time: int) -> int | None:
    """The percentage answered in time; None when fewer than THRESHOLD were received: not enough to tell yet."""
    return round(100 * in_time / received) if received >= THRESHOLD else None


def review_day(today: date, months: int) -> date:
    """The same day some months later; the last of that month when it has no such day."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    for day in range(today.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(today.day, 28))


def told(total: int, people: int) -> int | None:
    """The figure, unless fewer than THRESHOLD different people are behind it."""
    return total if people >= THRESHOLD else None
