"""Decisions about sessions, as pure functions."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

LONGEST_TITLE = 100
LONGEST_PLACE = 200
LONGEST_TRAINER = 100
LONGEST_MOMENT, MOST_MOMENTS = 100, 10
"""Moments of an agenda: each has its button, and ten fit on a phone."""
LONGEST_AGENDA = 1500
LONGEST_ZONE = 64
LONGEST_COST = 60
LONGEST_HOURS, MOST_HOURS = 12, 500
"""Characters, and hours of work: beyond, it is no session."""
SHORTEST_MINUTES, LONGEST_MINUTES = 5, 24 * 60
FARTHEST = timedelta(days=2 * 366)
"""How far ahead a session may be planned: beyond, it is most likely a slip in the year."""
CHECK_IN_LASTS = timedelta(hours=24)
"""How long after the end people may still say that they were there."""


def one_line(written: str, longest: int) -> str | None:
    """The words on one line; None when they take more than `longest` characters."""
    line = " ".join(written.split())
    return line if len(line) <= longest else None


_LENGTH = re.compile(r"(?P<hours>[0-9]{1,2})[h:](?P<minutes>[0-5][0-9])?|(?P<alone>[0-9]{1,4})")


def minutes(written: str) -> int | None:
    """A length in minutes, written as such or in hours (`90`, `1h30`, `1:30`, `2 h`); None when it is no length.

    It is from 5 to 1,440, a day.
    """
    read = _LENGTH.fullmatch("".join(written.lower().split()))
    if read is None:
        return None
    found = 60 * int(read["hours"] or 0) + int(read["minutes"] or read["alone"] or 0)
    return found if SHORTEST_MINUTES <= found <= LONGEST_MINUTES else None


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


def known_zone(written: str) -> str | None:
    """The IANA zone somebody wrote, whatever the capitals and spaces (`europe / paris`); None when unknown."""
    wanted = "_".join(re.sub(r"\s*/\s*", "/", written.strip()).split()).casefold()
    return next((zone for zone in available_timezones() if zone.casefold() == wanted), None)


def may_check_in(state: str, starts_at: datetime, ends_at: datetime, zone: str, now: datetime) -> bool:
    """Whether one may say "I was there": from the day of the session (in its zone) until 24 hours after its end."""
    if state == "cancelled":
        return False
    begun = now.astimezone(ZoneInfo(zone)).date() >= starts_at.astimezone(ZoneInfo(zone)).date()
    return begun and now <= ends_at + CHECK_IN_LASTS


def may_join(state: str, ends_at: datetime, now: datetime) -> bool:
    """Whether one may still be put on the list: any time before, then as long as one may check in."""
    return state != "cancelled" and now <= ends_at + CHECK_IN_LASTS


def may_be_here(state: str, *, began: bool, checked_in: int, here: bool, listed: bool) -> bool:
    """Whether "I'm here" is still to be said by somebody who may check in.

    Not before people arrive. After the end of a session at which nobody checked in, the list stands for those who came:
    who is on it has nothing to say any more.
    """
    if here or not began:
        return False
    return state == "planned" or checked_in > 0 or not listed


def counts_as_presence(state: str, *, began: bool, checked_in: int) -> bool:
    """Whether coming forward now means "I am, or was, there", rather than "put me on the list".

    After the end of a session at which nobody checked in, it means the list: one late person must not turn everybody
    else who was there into somebody who was not.
    """
    return began and (state == "planned" or checked_in > 0)


def code(written: str) -> str:
    """A code as it is kept, however it was typed: capitals, without spaces or signs between."""
    return "".join(sign for sign in written.upper() if sign.isalnum())


_WORK = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*(?:h|hours?|heures?)?|(\d{1,3})\s*h\s*([0-5]\d)", re.ASCII | re.I)


def work_hours(written: str) -> float | None:
    """Hours of work (`7`, `1.5`, `1,5 h`, `1h30`), rounded to hundredths; None when it is not from 0 to 500 hours."""
    found = _WORK.fullmatch(written.strip())
    if found is None:
        return None
    whole, decimals, hours, minutes = found.groups()
    read = float(f"{whole}.{decimals or 0}") if whole else round(int(hours) + int(minutes) / 60, 2)
    return read if 0 < read <= MOST_HOURS else None
