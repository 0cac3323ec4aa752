"""Decisions about sessions, as pure functions."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST_TITLE = 100
LONGEST_PLACE = 200
LONGEST_TRAINER = 100
SHORTEST_MINUTES, LONGEST_MINUTES = 5, 24 * 60
FARTHEST = timedelta(days=2 * 366)
"""How far ahead a session may be planned: beyond, it is most likely a slip in the year."""
CHECK_IN_LASTS = timedelta(hours=24)
"""How long after the end people may still say that they were there."""


def one_line(written: str, longest: int) -> str | None:
    """The words on one line; None when they take more than `longest` characters."""
    line = " ".join(written.split())
    return line if len(line) <= longest else None


def minutes(written: str) -> int | None:
    """A length in minutes; None when it is not a whole number from 5 to 1,440 (a day)."""
    figures = written.strip()
    if not (figures.isascii() and figures.isdigit() and len(figures) <= 4):
        return None
    return int(figures) if SHORTEST_MINUTES <= int(figures) <= LONGEST_MINUTES else None


def hour(written: str) -> time | None:
    """The time of day somebody wrote (`14:00`, `9:30`, `14h`, `9h30`); None when it is none."""
    hours, _sign, rest = written.strip().lower().replace("h", ":").partition(":")
    if not (hours.isascii() and hours.isdigit() and len(hours) <= 2) or not (rest == "" or _two_figures(rest)):
        return None
    try:
        return time(int(hours), int(rest or "0"))
    except ValueError:
        return None


def _two_figures(written: str) -> bool:
    return len(written) == 2 and written.isascii() and written.isdigit()


def day(written: str) -> datetime | None:
    """The day (`2026-11-24`) at midnight, without a zone; None when it is not a day of the calendar."""
    try:
        return datetime.strptime(written.strip(), "%Y-%m-%d")  # noqa: DTZ007 - a day of the calendar has no zone
    except ValueError:
        return None


def instant(on: datetime, at: time, zone: str) -> datetime:
    """That day and time in that zone, in UTC; of an hour told twice in autumn, the first."""
    return datetime.combine(on.date(), at, ZoneInfo(zone)).astimezone(UTC)


def may_check_in(state: str, starts_at: datetime, ends_at: datetime, zone: str, now: datetime) -> bool:
    """Whether one may say "I was there": from the day of the session (in its zone) until 24 hours after its end."""
    if state == "cancelled":
        return False
    begun = now.astimezone(ZoneInfo(zone)).date() >= starts_at.astimezone(ZoneInfo(zone)).date()
    return begun and now <= ends_at + CHECK_IN_LASTS


def may_join(state: str, ends_at: datetime, now: datetime) -> bool:
    """Whether one may still be put on the list: any time before, then as long as one may check in."""
    return state != "cancelled" and now <= ends_at + CHECK_IN_LASTS
