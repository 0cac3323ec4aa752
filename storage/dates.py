"""Dates of a schedule: what its rule, its zone, its skips and its holidays mean, as pure functions.

Beside the tables because whoever reads a schedule needs them: the calendar, campaigns, the search for a free moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib import import_module
from itertools import islice, takewhile
from typing import Protocol
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

LONGEST_SEARCH = timedelta(days=366 * 4)
"""How far after a moment the following date is looked for: a rule that skips four years is a slip of the pen."""

SATURDAY = 5
MOST_TRIED = 2000
"""Dates of a rule looked at one after the other before it is said to be over: more than four years of days."""


class Planned(Protocol):
    """What a schedule says of its dates (see `storage.schedules.Schedule`)."""

    @property
    def local_start(self) -> str:
        """The first wall time, as `2026-11-24T09:00`."""

    @property
    def rule(self) -> str:
        """An RRULE (RFC 5545), or "" for once."""

    @property
    def zone(self) -> str:
        """The IANA name of the clocks it follows."""

    @property
    def skips(self) -> str:
        """Wall times left out, separated by spaces."""

    @property
    def holidays(self) -> str:
        """The country whose public holidays are left out (ISO 3166), or ""."""


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


def wall(at: datetime, zone: str) -> datetime:
    """The naive time that clocks of the zone show at an instant."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def written(local: datetime) -> str:
    """A wall time as it is kept: `2026-11-24T09:00`."""
    return local.isoformat(timespec="minutes")


def dates(planned: Planned, after: datetime) -> Iterator[datetime]:
    """The UTC instants later than `after` at which it falls: always at the same time on the zone's own clocks."""
    skipped = set(planned.skips.split())
    for local in _walls(planned, wall(after, planned.zone)):
        at = instant(local, planned.zone)
        if at <= after:
            continue
        if written(local) not in skipped and not _is_free(planned.holidays, local.date()):
            after = at  # a day that clocks jumped over ends where the next one begins: once is enough
            yield at


def _walls(planned: Planned, after: datetime) -> Iterator[datetime]:
    """The wall times of the rule alone, from a day before `after` on.

    A day earlier than needed: when clocks change, an instant and its wall time may disagree on "after".
    """
    start = datetime.fromisoformat(planned.local_start)
    if not planned.rule:
        return iter((start,))
    last = max(after, start) + LONGEST_SEARCH
    found = rrulestr(planned.rule, dtstart=start).xafter(after - timedelta(days=1))
    return islice(takewhile(lambda local: local <= last, found), MOST_TRIED)


def following(planned: Planned, after: datetime) -> datetime | None:
    """The first date later than `after`, or None when there is none any more."""
    return next(dates(planned, after), None)


def next_dates(planned: Planned, after: datetime, most: int = 3) -> list[datetime]:
    """The first few of `dates`."""
    return list(islice(dates(planned, after), most))


def dates_until(planned: Planned, after: datetime, end: datetime, most: int) -> list[datetime]:
    """Its dates later than `after` and no later than `end`, `most` at most."""
    return list(islice(takewhile(lambda at: at <= end, dates(planned, after)), most))


def wall_of(planned: Planned, at: datetime) -> str | None:
    """The wall time, as kept, that the rule gives for one of its dates; None when `at` is none.

    On the day clocks jump ahead it is not the time they show, and it is the one that `skips` must name.
    """
    around = _walls(planned, wall(at, planned.zone))
    near = takewhile(lambda local: local <= wall(at, planned.zone), around)
    return next((written(local) for local in near if instant(local, planned.zone) == at), None)


def _is_free(country: str, day: date) -> bool:
    return bool(country) and day in holidays_of(country, day.year)


@lru_cache(maxsize=256)
def holidays_of(country: str, year: int) -> frozenset[date]:
    """The public holidays of a country; none for a code that the library does not know."""
    if country not in countries():
        return frozenset()
    # Loaded when a schedule first leaves holidays out: it takes longer to import than a tick should last.
    found: dict[date, str] = import_module("holidays").country_holidays(country, years=year, expand=False)
    return frozenset(found)


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """The countries whose holidays are known, by ISO 3166 code."""
    return frozenset(code for code in import_module("holidays").list_supported_countries() if len(code) == 2)


def is_working_day(day: date, country: str) -> bool:
    """From Monday to Friday, without the public holidays of a country (ISO 3166; "": none)."""
    return day.weekday() < SATURDAY and not (country and day in holidays_of(country, day.year))


def next_working_day(day: date, country: str) -> date:
    """The first working day after this one."""
    day += timedelta(days=1)
    while not is_working_day(day, country):
        day += timedelta(days=1)
    return day


def deadline(day: date, working_days: int, country: str) -> date:
    """The last day to answer what was received on a day: that many working days later, the day itself not counted."""
    for _ in range(working_days):
        day = next_working_day(day, country)
    return day
