"""Decisions about capsules, as pure functions."""

from __future__ import annotations

from datetime import timedelta

from handlers.chat.routes import LONGEST_LINK, fits, to

SHOW_MISSED_FOR = timedelta(days=14)
"""How long animators are reminded of what was not posted."""

MOST_PAGES = 100_000


def short_words(words: str) -> str:
    """Searched words on one line, cut so that a button can carry them beside its route and two numbers."""
    kept = " ".join(words.split())[:LONGEST_LINK]  # what is further never fits, and trying it takes as long as it is
    while not fits(to("capsules.page", 10**12, MOST_PAGES, kept)):
        kept = kept[:-1]
    return kept.strip()


def page_number(number: int) -> int:
    """A page that may exist, for a number that a button carried."""
    return min(max(number, 0), MOST_PAGES)
