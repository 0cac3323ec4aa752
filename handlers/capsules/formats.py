"""What each format of capsule holds: records of storage, because quizzes and polls read them too."""

from __future__ import annotations

from storage.formats import (
    FORMATS,
    MOST_CHOICES,
    Choice,
    Details,
    Media,
    Page,
    Poll,
    Quiz,
    choices_of,
    read,
    version,
    written,
)

__all__ = (
    "FORMATS",
    "MOST_CHOICES",
    "Choice",
    "Details",
    "Media",
    "Page",
    "Poll",
    "Quiz",
    "choices_of",
    "read",
    "version",
    "written",
)
