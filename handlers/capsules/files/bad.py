"""Why a file cannot be taken in."""

from __future__ import annotations

from handlers.chat.words import Say


class BadFileError(Exception):
    """Why a file cannot become a capsule, and on which line (from 1) when there is one."""

    def __init__(self, reason: Say, line: int | None = None) -> None:
        super().__init__(reason.key)
        self.reason = reason
        self.line = line
