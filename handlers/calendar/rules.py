"""Decisions about a month of a community's calendar, as pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal

from storage.dates import instant, wall

FARTHEST = 24
"""Months before and after this one that can be looked at: nothing is planned beyond."""

PAGE = 20
"""Dates on one page of a month: with their titles shortened they fit in one message everywhere."""

LONGEST_TITLE = 70

AT_ONCE = 7
"""Dates in one text: even written with nothing but signs that must be escaped, it stays within Slack's 3,000."""

Kind = Literal["planned", "paused", "posted", "missed", "session"]


@dataclass(frozen=True)
class Entry:
    """One date (UTC) of the calendar. `rule`: the RRULE by which it comes back, "" for once; sessions have an end."""

    at: datetime
    kind: Kind
    title: str
    rule: str = ""
    ends_at: datetime | None = None


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @property
    def number(self) -> int:
        """As a button carries it: 202611."""
        return self.year * 100 + self.month

    def plus(self, months: int) -> Month:
        """So many months later, or earlier."""
        count = self.year * 12 + self.month - 1 + months
        return Month(count // 12, count % 12 + 1)

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """The instants (UTC) at which it begins and ends on the clocks of a zone."""
        after = self.plus(1)
        return instant(datetime(self.year, self.month, 1), zone), instant(datetime(after.year, after.month, 1), zone)  # noqa: DTZ001 - wall times


def this_month(now: datetime, zone: str) -> Month:
    """The month that clocks of the zone are in."""
    local = wall(now, zone)
    return Month(local.year, local.month)


def month_of(number: int, now: datetime, zone: str) -> Month | None:
    """The month that a button carried; None when it is none, or too far from this one."""
    if not 1 <= number % 100 <= 12:
        return None
    found, today = Month(number // 100, number % 100), this_month(now, zone)
    return found if today.plus(-FARTHEST) <= found <= today.plus(FARTHEST) else None


@dataclass(frozen=True)
class Page:
    """Part of a month: `entries` by their order, how many come `before` and `after` them."""

    entries: Sequence[Entry]
    before: int
    after: int


def page_of(entries: Sequence[Entry], number: int) -> Page:
    """The page of this number, from 0; the last one when there is no such page any more."""
    last = max(len(entries) - 1, 0) // PAGE
    start = min(max(number, 0), last) * PAGE
    shown = entries[start : start + PAGE]
    return Page(shown, start, len(entries) - start - len(shown))


def by_week(entries: Sequence[Entry], zone: str) -> Iterator[tuple[datetime, Sequence[Entry]]]:
    """The entries of each week, with the instant at which its Monday begins on the clocks of the zone."""
    for monday, found in groupby(entries, key=lambda one: _monday(one.at, zone)):
        yield instant(datetime(monday.year, monday.month, monday.day), zone), list(found)  # noqa: DTZ001 - a wall time


def _monday(at: datetime, zone: str) -> date:
    day = wall(at, zone).date()
    return day - timedelta(days=day.weekday())


def every(rule: str) -> tuple[str, int] | None:
    """How often a rule comes back, roughly: ("weeks", 2); None for once."""
    parts = dict(part.split("=", 1) for part in rule.split(";")) if rule else {}
    unit = {"DAILY": "days", "WEEKLY": "weeks", "MONTHLY": "months", "YEARLY": "years"}.get(parts.get("FREQ", ""))
    return (unit, int(parts.get("INTERVAL", "1"))) if unit else None


def shortened(title: str) -> str:
    """A title that fits on its line, cut after a whole word."""
    if len(title) <= LONGEST_TITLE:
        return title
    kept = title[: LONGEST_TITLE - 1]
    space = kept.rfind(" ")
    return (kept[:space] if space > LONGEST_TITLE // 2 else kept).rstrip() + "…"
