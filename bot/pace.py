"""Pace: when a lane (one channel or one person) may be posted to again."""

from __future__ import annotations

import time


class Pace:
    """Keeps a platform's gap between two posts of the same lane, in seconds that no moved clock changes."""

    def __init__(self) -> None:
        self._free_at: dict[str, float] = {}

    def waiting(self) -> set[str]:
        """Lanes that may not be posted to yet; lanes free again are forgotten."""
        now = time.monotonic()
        self._free_at = {lane: at for lane, at in self._free_at.items() if at > now}
        return set(self._free_at)

    def hold(self, lane: str, seconds: float) -> None:
        """The lane is not free before this many seconds."""
        self._free_at[lane] = max(self._free_at.get(lane, 0.0), time.monotonic() + seconds)

    def next_free(self) -> float | None:
        """Seconds until a waiting lane is free; None when none waits."""
        if not self._free_at:
            return None
        return max(0.0, min(self._free_at.values()) - time.monotonic())
