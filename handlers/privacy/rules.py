"""Decisions about privacy, as pure functions."""

from __future__ import annotations

WORDS_TO_ERASE = ("ERASE", "EFFACER")
"""What has to be typed before anything is erased, in either language."""


def confirms(written: str) -> bool:
    """Whether somebody typed the word, whatever the capitals and spaces around it."""
    return written.strip().upper() in WORDS_TO_ERASE
