"""How long the sender waits before it tries again."""

from __future__ import annotations

from bot.delivery import backoff


def test_waits_grow_and_stay_under_ten_minutes() -> None:
    waits = [backoff(attempt) for attempt in range(1, 20)]
    assert waits == sorted(waits)
    assert waits[:3] == [2, 4, 8]
    assert max(waits) == 600
