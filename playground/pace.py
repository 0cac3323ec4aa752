"""Slack's speed limits: posts in a channel and in a workspace, and what may be called in a minute.

docs.slack.dev/apis/web-api/rate-limits, docs.slack.dev/reference/methods/chat.postMessage#rate_limiting
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable

SECONDS_BETWEEN_POSTS = 1.0
TOLERANCE = 0.05
"""Seconds by which two posts sent exactly one second apart may arrive closer together."""

A_MINUTE = {
    "chat.postMessage": 600,
    "chat.update": 60,
    "conversations.history": 60,
    "conversations.replies": 60,
    "pins.add": 20,
    "pins.remove": 20,
    "usergroups.disable": 20,
    "usergroups.enable": 20,
    "usergroups.list": 20,
    "usergroups.users.list": 20,
    "usergroups.users.update": 20,
}
"""Calls of a method in any minute. Slack says "several hundred" posts, "50+" for its third tier, bursts allowed, and
"20+" for its second."""


class Pace:
    """Remembers when each channel was last posted in, and each method called. `monotonic`: seconds, never jumping."""

    def __init__(self, strict: bool, monotonic: Callable[[], float]) -> None:
        self.strict = strict
        self._monotonic = monotonic
        self._last: dict[str, float] = {}
        self._minute: defaultdict[str, deque[float]] = defaultdict(deque)

    def seconds_to_wait(self, method: str, channel_id: str) -> int:
        """0 when a call may go through now (it is counted), else the whole seconds Slack writes in Retry-After."""
        if not self.strict or method not in A_MINUTE:
            return 0
        now, recent = self._monotonic(), self._minute[method]
        while recent and recent[0] <= now - 60:
            recent.popleft()
        if len(recent) >= A_MINUTE[method]:
            return max(1, math.ceil(recent[0] + 60 - now))
        if method == "chat.postMessage":
            left = self._last.get(channel_id, -math.inf) + SECONDS_BETWEEN_POSTS - now
            if left > TOLERANCE:
                return math.ceil(left)
            self._last[channel_id] = now
        recent.append(now)
        return 0
