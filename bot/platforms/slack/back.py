"""The way back to who asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Back:
    """How to answer what was heard.

    `answer_at`: a `response_url`, good five times in half an hour; `trigger`: opens one form within three seconds;
    `is_private`: nobody else sees the message that was used, so it may be replaced.
    """

    user: str
    channel: str | None = None
    thread: str | None = None
    answer_at: str | None = None
    trigger: str | None = None
    is_private: bool = False
