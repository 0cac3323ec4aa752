"""Decisions about the survey weeks after a session, as pure functions."""

from __future__ import annotations

from collections.abc import Mapping

from storage.feedback import APPLIED, RECOMMEND, STARS
from storage.surveys import WHAT_STOPPED, WHAT_WAS_APPLIED

SHORTEST_WORDS, LONGEST_WORDS = 3, 1000
"""Characters: "no time" already says what stopped somebody."""

VALUES: Mapping[str, range] = {STARS: range(1, 6), RECOMMEND: range(11), APPLIED: range(3)}
"""What may be answered to each question: the first two as just after the session, so that they can be compared."""

IN_WORDS, STOPPED, DONE = "in_words", "stopped", "done"
STEPS = (STARS, RECOMMEND, APPLIED, IN_WORDS, STOPPED, DONE)
"""One thing at a time: three answers of one tap, what was applied in a few words, what stood in the way."""

STEP_OF = {WHAT_WAS_APPLIED: IN_WORDS, WHAT_STOPPED: STOPPED}
"""At which step each kind of words is asked."""

NOTHING = 0
"""Nothing was applied: there is nothing to say of it in a few words."""


def past(reached: str, passed: str) -> str:
    """The step somebody is at, who had `reached` one ("" before any) and answered or skipped `passed`: never back."""
    at = STEPS.index(reached) if reached else 0
    return STEPS[max(at, STEPS.index(passed) + 1)]


def passed_by(question: str, value: int) -> str:
    """The last step this answer leaves behind."""
    return IN_WORDS if (question, value) == (APPLIED, NOTHING) else question


def clean_words(written: str) -> str | None:
    """The words without the spaces around; None when they are shorter than 3 characters or longer than 1,000."""
    words = written.replace("\r\n", "\n").strip()
    return words if SHORTEST_WORDS <= len(words) <= LONGEST_WORDS else None
