"""Decisions about testimonials, as pure functions."""

from __future__ import annotations

FULL_NAME, FIRST_NAME, ANONYMOUS = "full_name", "first_name", "anonymous"
SHORTEST_REASON, LONGEST_REASON = 3, 500


def choices(name: str) -> tuple[str, ...]:
    """How somebody of this name may sign: a name of one word is its own first name, no name at all leaves one way."""
    if not name.split():
        return (ANONYMOUS,)
    return (FULL_NAME, FIRST_NAME, ANONYMOUS) if len(name.split()) > 1 else (FULL_NAME, ANONYMOUS)


def clean_reason(written: str) -> str | None:
    """The reason given to an author, or None when it is shorter than 3 or longer than 500 characters."""
    reason = written.strip()
    return reason if SHORTEST_REASON <= len(reason) <= LONGEST_REASON else None
