"""What is planned in many communities at once, by the instants alone: to find room there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from storage.database import Db
from storage.dates import dates_until
from storage.schedules import Schedule

MOST_DATES = 400
"""Dates of one schedule: a year of working days, and more."""

COMMUNITIES_AT_ONCE = 400


async def between(
    db: Db, community_ids: Collection[int], start: datetime, end: datetime, *, but: Collection[int] = ()
) -> Mapping[int, list[datetime]]:
    """When active schedules post from `start` to `end`, by community; `but`: schedules left out."""
    found: dict[int, list[datetime]] = {community_id: [] for community_id in community_ids}
    ids = list(found)
    for first in range(0, len(ids), COMMUNITIES_AT_ONCE):
        wanted = select(Schedule).where(Schedule.community_id.in_(ids[first : first + COMMUNITIES_AT_ONCE]))
        for schedule in await db.scalars(wanted.where(Schedule.next_at <= end)):
            if schedule.next_at is None or schedule.id in but:
                continue
            if not schedule.rule:
                found[schedule.community_id].append(schedule.next_at)
                continue
            just_before = max(start, schedule.next_at) - timedelta(microseconds=1)
            found[schedule.community_id] += dates_until(schedule, just_before, end, MOST_DATES)
    return found
