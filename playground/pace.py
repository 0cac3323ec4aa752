"""Slack's speed limit for posts: about one a second in a channel.

docs.slack.dev/reference/methods/chat.postMessage#rate_limiting
"""

from __future__ import annotations

import math
from collections.abc import Callable

SECONDS_BETWEEN_POSTS = 1.0
TOLERANCE = 0.05
"""Seconds by which two posts sent exactly one second apart may arrive closer together."""


class Pace:
    """Remembers when each channel was last posted in. `monotonic`: seconds of a clock that never jumps."""

    def __init__(self, strict: bool, monotonic: Callable[[], float]) -> None:
        self.strict = strict
        self._monotonic = monotonic
        self._last: dict[str, float] = {}

    def seconds_to_wait(self, channel_id: str) -> int:
        """0 when a post may go through now (it is counted), else the whole seconds Slack writes in Retry-After."""
        if not self.strict:
            return 0
        now = self._monotonic()
        left = self._last.get(channel_id, -math.inf) + SECONDS_BETWEEN_POSTS - now
        if left > TOLERANCE:
            return math.ceil(left)
        self._last[channel_id] = now
        return 0
