"""Decisions about when capsules are posted, as pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

REPEATS = {
    "once": "",
    "daily": "FREQ=DAILY",
    "weekdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "weekly": "FREQ=WEEKLY",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
}
"""How often a capsule may come back, as RFC 5545 rules ("" once)."""

FURTHEST = timedelta(days=366 * 2)
"""How far ahead a first date may be: beyond, a slip of the pen is likelier than a plan."""

POSTED_JUST_BEFORE = timedelta(minutes=10)
"""How long "post now" is refused after the same capsule was posted: a second press is likelier than a second wish."""

MOST_PAGES = 100_000

MOST_CUTS = 16
"""Words of a date, at most, that is typed after a title: each way to cut them is read in two languages."""


def is_missed(planned_at: datetime, following: datetime | None, now: datetime, late_hours: int) -> bool:
    """Whether a date is not to be posted any more: too late, or the next one has come too (one catches up, not all)."""
    return now - planned_at > timedelta(hours=late_hours) or (following is not None and following <= now)


def repeat_of(rule: str) -> str | None:
    """The name of a rule in REPEATS, or None."""
    return next((name for name, known in REPEATS.items() if known == rule), None)


def read_day(written: str) -> date | None:
    """The day written `2026-11-24`; None when it is none."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None


def read_time(written: str) -> time | None:
    """The time of day written `09:00`, `9:00`, `9h` or `9h30`; None when it is none."""
    found = re.fullmatch(r"(\d{1,2})\s*[:hH]\s*(\d{2})?", written.strip(), re.ASCII)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


def stamp(at: datetime) -> int:
    """A date as a button carries it: whole minutes since 1970."""
    return int(at.timestamp()) // 60


def split_at_dates(words: str) -> Iterator[tuple[str, str]]:
    """ "Say what you saw every Tuesday 9:00": the ways to cut a title from a date, the longest date first."""
    parts = words.split()
    return ((" ".join(parts[:cut]), " ".join(parts[cut:])) for cut in range(max(1, len(parts) - MOST_CUTS), len(parts)))


def page_number(number: int) -> int:
    """A page that may exist, for a number that a button carried."""
    return min(max(number, 0), MOST_PAGES)
