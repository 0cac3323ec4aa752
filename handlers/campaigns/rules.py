"""Decisions about campaigns, as pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches

from storage.campaigns import FURTHEST_DAYS, Named, Step
from storage.placing import Wish
from storage.words import fold

FURTHEST = timedelta(days=366 * 2)
"""How far ahead a campaign may begin: beyond, a slip of the pen is likelier than a plan."""

MOST_WEEKS = 104

_DAY = re.compile(r"(?:[dj]\s*)?(?:([+\-−–])\s*)?(\d{1,3})|[dj]", re.ASCII | re.IGNORECASE)


def read_day(written: str) -> int | None:
    """How many days `D-7`, `J+1`, `D+0`, `D` or `+30` is from the campaign's day; None when it is none of these."""
    found = _DAY.fullmatch(written.strip())
    if found is None:
        return None
    days = int(found[2] or 0) * (-1 if found[1] and found[1] != "+" else 1)
    return days if abs(days) <= FURTHEST_DAYS else None


def nearest(title: str, known: Sequence[Named]) -> str | None:
    """The title most like these words, or None."""
    by_words = {fold(one.title): one.title for one in known}
    found = get_close_matches(fold(title), by_words, n=1, cutoff=0.5)
    return by_words[found[0]] if found else None


def wishes(steps: Sequence[Step], day: date, hour: str) -> list[Wish]:
    """When each step is to be posted, by the number of its capsule, in order."""
    ordered = sorted(steps, key=lambda step: (step.slot(hour), step.id))
    return [
        Wish(
            step.capsule_id,
            datetime.combine(day + timedelta(days=step.days), time.fromisoformat(step.hour or hour)),
        )
        for step in ordered
    ]


def same_slot(steps: Sequence[Step], days: int, hour: str, default: str, but: int = 0) -> Step | None:
    """The step that is posted at that very moment, other than `but`; `default`: the campaign's hour."""
    wanted = days, hour or default
    return next((step for step in steps if step.slot(default) == wanted and step.id != but), None)


def moved(local: str, days: int) -> str:
    """A wall time as it is kept, so many days later, at the same hour."""
    return (datetime.fromisoformat(local) + timedelta(days=days)).isoformat(timespec="minutes")


def days_between(before: datetime, after: datetime) -> int:
    """Days of the calendar from one wall time to another."""
    return (after.date() - before.date()).days


def weeks_to_catch_up(first: datetime, now: datetime) -> int:
    """Whole weeks by which a wall time must be moved to be later than `now` (a wall time too); 0 when it is."""
    if first > now:
        return 0
    return min((now - first) // timedelta(weeks=1) + 1, MOST_WEEKS)


def page_number(number: int) -> int:
    """A page that may exist, for a number that a button carried."""
    return min(max(number, 0), 100_000)
