"""Decisions about the questions of a session, as pure functions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

SHORTEST, LONGEST = 5, 600
"""Characters of a question, whose card also holds the course and the answer."""
LONGEST_ANSWER = 1500
ASKED_UNTIL = timedelta(days=14)
"""How long after the end of a session its trainer may be asked."""
MOST_WAITING = 3
"""Questions of one person about one session that may wait for an answer: nobody fills a thread alone."""
MOST_LISTED = 4

NAMED, ANONYMOUS = "named", "anonymous"
NAMES = (NAMED, ANONYMOUS)


def clean(written: str, longest: int) -> str | None:
    """The words without the spaces around; None when they are shorter than 5 characters or longer than `longest`."""
    words = written.replace("\r\n", "\n").strip()
    return words if SHORTEST <= len(words) <= longest else None


def refusal(state: str, ends_at: datetime, now: datetime) -> Literal["cancelled", "too_late"] | None:
    """Why nothing can be asked about a session any more; None when it can."""
    if state == "cancelled":
        return "cancelled"
    return "too_late" if now > ends_at + ASKED_UNTIL else None
