"""Decisions about the report of a capsule, as pure functions."""

from __future__ import annotations

THRESHOLD = 5
"""People a figure about what they chose must come from to be shown: with fewer, somebody could be guessed."""

MOST_POSTS = 5
"""Posts listed, the last ones; the others are counted."""


def share(part: int, people: int) -> int | None:
    """How many in a hundred, rounded; None when so few people answered that it could point at somebody."""
    return round(100 * part / people) if people >= THRESHOLD else None
