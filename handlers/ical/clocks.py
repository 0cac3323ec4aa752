"""A time zone as calendar programs want it: a VTIMEZONE with the yearly rules of its clocks (RFC 5545, 3.6.5). Pure.

icalendar can make one, but dates the change to summer by the clocks of after it, an hour late, and lists changes one
by one up to a year. Here each is dated by the clocks of before, as the RFC says, and told by a rule wherever one holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

YEARS_BEFORE, YEARS_AFTER = 1, 6
"""Years of changes looked at around one: enough to see whether they follow a rule."""

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Change:
    """Clocks are changed: `local` is the time they showed until then."""

    local: datetime
    before: timedelta
    after: timedelta
    summer: bool
    name: str

    @property
    def kind(self) -> tuple[timedelta, timedelta, bool, str, int]:
        """Changes of one kind may follow one rule."""
        return self.before, self.after, self.summer, self.name, self.local.month


@lru_cache(maxsize=64)
def clocks(zone: str, year: int) -> Timezone:
    """The zone, for dates from the year before `year` on."""
    place = ZoneInfo(zone)
    start = datetime(year - YEARS_BEFORE, 1, 1, tzinfo=UTC)
    made = Timezone()
    made.add("TZID", zone)
    made.add_component(_component(_at(place, start, start)))
    changes = sorted(_changes(place, start), key=lambda one: one.kind)
    for _, found in groupby(changes, key=lambda one: one.kind):
        same = list(found)
        rule = _rule(same, range(year - YEARS_BEFORE, year + YEARS_AFTER))
        for change in same[:1] if rule else same:
            made.add_component(_component(change, rule))
    return made


def _changes(place: ZoneInfo, start: datetime) -> list[Change]:
    """Every change of the years around, found by halving the days on which the clocks differ in the evening."""
    found = []
    day, last = start, datetime(start.year + YEARS_BEFORE + YEARS_AFTER, 1, 1, tzinfo=UTC)
    while day < last:
        low, high = day, day + timedelta(days=1)
        if _clock(place, low) != _clock(place, high):
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) // 2
                middle = middle.replace(second=0, microsecond=0)
                low, high = (middle, high) if _clock(place, middle) == _clock(place, low) else (low, middle)
            found.append(_at(place, low, high))
        day += timedelta(days=1)
    return found


def _clock(place: ZoneInfo, at: datetime) -> tuple[timedelta | None, str | None]:
    local = at.astimezone(place)
    return local.utcoffset(), local.tzname()


def _at(place: ZoneInfo, before: datetime, at: datetime) -> Change:
    """What clocks become at an instant; the same two for how they were at first."""
    old, new = before.astimezone(place), at.astimezone(place)
    from_, to = old.utcoffset() or timedelta(), new.utcoffset() or timedelta()
    local = (at + from_).replace(tzinfo=None)
    return Change(local, from_, to, bool(new.dst()), new.tzname() or place.key)


def _rule(same: Sequence[Change], years: range) -> str:
    """The yearly rule that gives all these changes, one in each year; "" when there is none."""
    if [one.local.year for one in same] != list(years):
        return ""
    first = same[0].local
    if any((one.local.weekday(), one.local.time()) != (first.weekday(), first.time()) for one in same):
        return ""
    ranks = {(one.local.day - 1) // 7 + 1 for one in same}
    is_last = all((one.local + timedelta(days=7)).month != one.local.month for one in same)
    if not is_last and len(ranks) > 1:
        return ""
    rank = -1 if is_last else ranks.pop()
    return f"FREQ=YEARLY;BYMONTH={first.month};BYDAY={rank}{DAYS[first.weekday()]}"


def _component(change: Change, rule: str = "") -> TimezoneStandard | TimezoneDaylight:
    made = TimezoneDaylight() if change.summer else TimezoneStandard()
    made.add("TZNAME", change.name)
    made.add("DTSTART", change.local)
    made.add("TZOFFSETFROM", change.before)
    made.add("TZOFFSETTO", change.after)
    if rule:
        made.add("RRULE", vRecur.from_ical(rule))
    return made
