"""Decisions about capsules, as pure functions: when they are posted, and what a written date means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from handlers.chat.routes import BadLink, Link

REPEATS = {
    "once": "",
    "weekdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "weekly": "FREQ=WEEKLY",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
}
"""How often a capsule may come back, as RFC 5545 rules ("" once)."""

FURTHEST = timedelta(days=366 * 2)
"""How far ahead a first date may be: beyond, a slip of the pen is likelier than a plan."""

POSTED_JUST_BEFORE = timedelta(minutes=10)
"""How long "post now" is refused after the same capsule was posted: a second press is likelier than a second wish."""

SHOW_MISSED_FOR = timedelta(days=14)
"""How long animators are reminded of what was not posted."""

MOST_PAGES = 100_000


def exists(local: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks of the zone ever show this naive time: not in the hour they jump over in spring."""
    return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local


def instant(local: datetime, zone: str) -> datetime:
    """The UTC instant of a naive wall time (whole minutes).

    A time that the clocks jump over becomes the next minute they show; one they show twice is the first of the two.
    """
    place = ZoneInfo(zone)
    while not exists(local, place):
        local += timedelta(minutes=1)
    return local.replace(tzinfo=place, fold=0).astimezone(UTC)


def dates(local_start: datetime, rule: str, zone: str, after: datetime) -> Iterator[datetime]:
    """The UTC instants later than `after` at which the rule falls: always at the same time on the zone's own clocks."""
    if not rule:
        walls: Iterator[datetime] = iter((local_start,))
    else:
        # A day earlier than needed: on the day clocks change, an instant and its wall time may disagree on "after".
        eve = after.astimezone(ZoneInfo(zone)).replace(tzinfo=None) - timedelta(days=1)
        walls = rrulestr(rule, dtstart=local_start).xafter(eve)
    return (at for at in (instant(wall, zone) for wall in walls) if at > after)


def next_dates(local_start: str, rule: str, zone: str, after: datetime, most: int = 3) -> list[datetime]:
    """The first few of `dates`, for a start written `2026-11-24T09:00`."""
    return list(islice(dates(datetime.fromisoformat(local_start), rule, zone, after), most))


def is_missed(planned_at: datetime, following: datetime | None, now: datetime, late_hours: int) -> bool:
    """Whether a date is not to be posted any more: too late, or the next one has come too (one catches up, not all)."""
    return now - planned_at > timedelta(hours=late_hours) or (following is not None and following <= now)


def repeat_of(rule: str) -> str:
    """The name of a rule in REPEATS."""
    return next(name for name, known in REPEATS.items() if known == rule)


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


def short_words(words: str) -> str:
    """Searched words on one line, cut so that a button can carry them beside its route and two numbers."""
    kept = " ".join(words.split())
    while not _fits(kept):
        kept = kept[:-1]
    return kept.strip()


def page_number(number: int) -> int:
    """A page that may exist, for a number that a button carried."""
    return min(max(number, 0), MOST_PAGES)


def _fits(words: str) -> bool:
    try:
        return bool(str(Link("capsules.page", (10**12, MOST_PAGES, words))))
    except BadLink:
        return False
