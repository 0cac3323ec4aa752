"""Decisions about privacy, as pure functions."""

from __future__ import annotations

from collections.abc import Mapping

from storage.quiet import Hours
from storage.solicitations import MOST_A_WEEK

WORDS_TO_ERASE = ("ERASE", "EFFACER")
"""What has to be typed before anything is erased, in either language."""


YES, NO = "yes", "no"


def read_hours(answers: Mapping[str, str]) -> Hours | None:
    """When somebody wants to be written to, as they filled it in; None when that is no part of a day."""
    try:
        return Hours(int(answers.get("start", "")), int(answers.get("end", "")), answers.get("weekends") == YES)
    except ValueError:
        return None


def read_questions(written: str) -> int | None:
    """How many things a week somebody wants to be asked; None when that is no choice of the form."""
    return next((n for n in range(MOST_A_WEEK + 1) if str(n) == written), None)


def read_yes(written: str) -> bool | None:
    """Whether somebody chose yes; None when they chose neither."""
    return {YES: True, NO: False}.get(written)


def confirms(written: str) -> bool:
    """Whether somebody typed the word, whatever the capitals and spaces around it."""
    return written.strip().upper() in WORDS_TO_ERASE
