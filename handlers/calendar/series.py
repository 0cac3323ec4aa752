"""A schedule as calendar programs understand it (RFC 5545): a first time, a rule, and what differs from the rule. Pure.

`storage.dates` says when a capsule is posted; here it is said so that a program which knows nothing of holidays, skips
or of our rule for hours that clocks jump over finds the same dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from storage import dates
from storage.dates import Planned

YEARS_AHEAD = 1
"""What differs is said until the end of the year after the next date; programs ask again long before."""


MOST_REMEMBERED = 2000
"""Schedules whose dates are not looked for again as long as nothing of them changes: programs ask all day."""


@dataclass(frozen=True)
class _Plan:
    """What makes the dates of a schedule what they are, as something that can be remembered."""

    local_start: str
    rule: str
    zone: str
    skips: str
    holidays: str


@dataclass(frozen=True)
class Series:
    """Dates from `start` on, by `rule` ("" for once), without `left_out`: wall times of the schedule's zone.

    `alone`: dates (UTC) that no rule gives. `start` None: there are only those.
    """

    start: datetime | None
    rule: str = ""
    left_out: Sequence[datetime] = ()
    alone: Sequence[datetime] = field(default=())


def series(planned: Planned, first: datetime) -> Series:
    """The dates of a schedule from `first` (UTC, included) on.

    Where public holidays are left out, and where the rule ends before, they are told until the horizon only.
    """
    plan = _Plan(planned.local_start, planned.rule, planned.zone, planned.skips, planned.holidays)
    return _series(plan, first)


@lru_cache(maxsize=MOST_REMEMBERED)
def _series(planned: _Plan, first: datetime) -> Series:
    just_before = first - timedelta(microseconds=1)
    end = _horizon(planned, just_before)
    if not planned.rule:
        return Series(None, alone=dates.next_dates(planned, just_before))
    wanted = set(dates.dates_until(planned, just_before, dates.instant(end, planned.zone), dates.MOST_TRIED))
    walls = _walls(planned, end)
    kept = [local for local in walls if _plain(local, planned.zone) in wanted]
    alone = sorted(wanted - {dates.instant(local, planned.zone) for local in kept})
    if not kept:
        return Series(None, alone=alone)
    left_out = [local for local in walls if local > kept[0] and local not in set(kept)]
    rule = _rule(planned, walls, kept, end)
    return Series(kept[0], rule, left_out if rule else (), alone)


def _horizon(planned: Planned, after: datetime) -> datetime:
    """The wall time at which the year after that of the next date ends."""
    following = dates.following(planned, after) or after
    return datetime(dates.wall(following, planned.zone).year + YEARS_AHEAD, 12, 31, 23, 59)  # noqa: DTZ001 - a wall time


def _walls(planned: Planned, end: datetime) -> list[datetime]:
    """The wall times the rule gives until then, from its very first."""
    found = rrulestr(planned.rule, dtstart=datetime.fromisoformat(planned.local_start))
    return list(takewhile(lambda local: local <= end, found))


def _plain(local: datetime, zone: str) -> datetime | None:
    """The instant of a wall time, where every program finds the same: None for one that clocks jump over."""
    return dates.instant(local, zone) if dates.exists(local, ZoneInfo(zone)) else None


def _rule(planned: Planned, walls: Sequence[datetime], kept: Sequence[datetime], end: datetime) -> str:
    """The rule as it goes on from the first date that is kept; "" when that is the only one.

    COUNT then counts fewer; UNTIL is an instant, as RFC 5545 wants it beside a time zone (3.3.10).
    """
    parts = dict(part.split("=", 1) for part in planned.rule.split(";"))
    if planned.holidays or not _goes_on(planned, end):
        parts.pop("COUNT", None)
        parts["UNTIL"] = _utc(kept[-1], planned.zone)
        if len(kept) == 1:
            return ""
    elif "COUNT" in parts:
        parts["COUNT"] = str(int(parts["COUNT"]) - walls.index(kept[0]))
    elif "UNTIL" in parts:
        parts["UNTIL"] = _utc(datetime.fromisoformat(parts["UNTIL"]), planned.zone)
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _goes_on(planned: Planned, end: datetime) -> bool:
    rule = rrulestr(planned.rule, dtstart=datetime.fromisoformat(planned.local_start))
    return rule.after(end) is not None


def _utc(local: datetime, zone: str) -> str:
    return dates.instant(local, zone).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
