"""Keeping capsules apart in a channel, as pure functions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import dates
from storage.dates import Planned

AHEAD = timedelta(weeks=8)
"""How far after its first date a new schedule is compared with the others: what is further will be told by whoever
plans then, and a rule for years need not be unrolled."""

MOST_DATES = 60
"""Dates of the new schedule that are compared: each day of those eight weeks."""

STEP_MINUTES = 15
LATEST_HOUR = 20
"""Free moments are looked for by quarters of an hour, until eight in the evening of the same day."""


def room(gap_minutes: int) -> timedelta:
    """How far apart two capsules must be: never at the same minute, whatever the gap."""
    return max(timedelta(minutes=gap_minutes), timedelta(minutes=1))


def compared(planned: Planned, after: datetime) -> list[datetime]:
    """The dates later than `after` that are compared with other schedules'; none when it is over."""
    first = dates.following(planned, after)
    return [] if first is None else dates.dates_until(planned, after, first + AHEAD, MOST_DATES)


def nearest(at: datetime, taken: Sequence[datetime], apart: timedelta) -> int | None:
    """The index in `taken` (sorted) of a date nearer to `at` than `apart`, or None."""
    around = bisect_left(taken, at)
    near = [index for index in (around - 1, around) if 0 <= index < len(taken) and abs(taken[index] - at) < apart]
    return min(near, key=lambda index: abs(taken[index] - at), default=None)


def free_shift(planned: Planned, after: datetime, taken: Sequence[datetime], apart: timedelta) -> int | None:
    """By how many minutes to move all its dates, later on their days, so that none is too near another; None: none."""
    start = datetime.fromisoformat(planned.local_start)
    latest = start.replace(hour=LATEST_HOUR, minute=0)
    for minutes in range(STEP_MINUTES, int((latest - start).total_seconds()) // 60 + 1, STEP_MINUTES):
        found = compared(shifted(planned, minutes), after)
        if found and all(nearest(at, taken, apart) is None for at in found):
            return minutes
    return None


@dataclass(frozen=True)
class Wanted:
    """What `storage.dates` reads of a schedule, for one that is not kept yet."""

    local_start: str
    rule: str
    zone: str
    skips: str = ""
    holidays: str = ""


def shifted(planned: Planned, minutes: int) -> Wanted:
    """The same dates, so many minutes later on their days."""
    skips = " ".join(_later(skip, minutes) for skip in planned.skips.split())
    return Wanted(_later(planned.local_start, minutes), planned.rule, planned.zone, skips, planned.holidays)


def later(at: datetime, zone: str, minutes: int) -> datetime:
    """The instant at which clocks of the zone show so many minutes more."""
    return dates.instant(dates.wall(at, zone) + timedelta(minutes=minutes), zone)


def _later(written: str, minutes: int) -> str:
    return dates.written(datetime.fromisoformat(written) + timedelta(minutes=minutes))
