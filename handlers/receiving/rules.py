"""Decisions about capsules in direct messages, as pure functions."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import available_timezones

from storage.dates import instant, wall

ON_TIME = timedelta(hours=1)
"""How late a capsule may still leave at an hour outside those at which its reader may be written to: they chose it."""

LONGEST_PAUSE = timedelta(days=366)
A_WEEK = 7
"""Days of the pause that one press gives."""

YES, NO = "yes", "no"


def read_hour(written: str) -> str | None:
    """The hour written `8:30`, `08:30`, `8h30` or `8h`, as `08:30`; None when it is none."""
    found = re.fullmatch(r"(\d{1,2})\s*[:hH]\s*(\d{2})?", written.strip(), re.ASCII)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0)).isoformat("minutes")


def read_zone(written: str) -> str | None:
    """The IANA zone somebody wrote, whatever the capitals and spaces (`europe / lisbon`); None when unknown."""
    wanted = written.replace(" ", "").casefold()
    return next((zone for zone in available_timezones() if zone.casefold() == wanted), None)


def read_day(written: str) -> date | None:
    """The day written `2026-12-01`; None when it is none."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None


def pause_end(day: date, zone: str, now: datetime) -> datetime | None:
    """The first instant of a day to come, within a year, on the clocks of `zone`; None for any other day."""
    if not now.date() - timedelta(days=1) <= day <= (now + LONGEST_PAUSE).date():
        return None
    end = instant(datetime.combine(day, time()), zone)
    return end if end > now else None


def day_after(days: int, zone: str, now: datetime) -> datetime:
    """The first instant of the day that comes so many days after today, on the clocks of `zone`."""
    today = datetime.combine(wall(now, zone).date(), time())
    return instant(today + timedelta(days=days), zone)
