"""Decisions about comments, as pure functions."""

from __future__ import annotations

COMMENTABLE = ("capsule", "testimonial", "win")
"""Kinds of subjects that can be commented."""

LONGEST_COMMENT = 1500
"""Characters of a comment written through the button: what fits in one message everywhere, quoted."""


def clean(words: str) -> str | None:
    """The words without the spaces around them; None when nothing is left or they are too long."""
    kept = words.strip()
    return kept if 1 <= len(kept) <= LONGEST_COMMENT else None
