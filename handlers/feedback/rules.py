"""Decisions about ratings and verbatims, as pure functions."""

from __future__ import annotations

from datetime import datetime

FEWEST_STARS, MOST_STARS = 1, 5
SHORTEST_WORDS, LONGEST_WORDS = 10, 1000
"""Characters of a verbatim."""


def is_over(state: str, ends_at: datetime, now: datetime) -> bool:
    """Whether a session (not cancelled) can be rated: ended by an animator or by its hour."""
    return state == "ended" or ends_at <= now


def clean_words(written: str) -> str | None:
    """The words without the spaces around; None when they are shorter than 10 characters or longer than 1,000."""
    words = written.replace("\r\n", "\n").strip()
    return words if SHORTEST_WORDS <= len(words) <= LONGEST_WORDS else None
