"""What is to be posted in a community, date by date: for a calendar, and to keep capsules apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from storage.capsules import Capsule
from storage.communities import Community
from storage.database import Db
from storage.dates import dates_until
from storage.schedules import Schedule

MOST_SCHEDULES = 300
"""Schedules expanded at once, those that post next first: a page of a year's work."""

MOST_DATES = 200
"""Dates of one schedule."""


@dataclass(frozen=True)
class Coming:
    """One date (UTC) on which a capsule is to be posted."""

    at: datetime
    schedule: Schedule
    capsule: Capsule


async def between(db: Db, community_id: int, start: datetime, end: datetime) -> Sequence[Coming]:
    """Everything active schedules are to post from `start` to `end`, both included, soonest first.

    What was posted or missed is in `storage.schedules.Post`. Bounds: MOST_SCHEDULES, MOST_DATES of each.
    """
    wanted = select(Schedule, Capsule).join(Capsule, Capsule.id == Schedule.capsule_id)
    wanted = wanted.where(Schedule.community_id == community_id, Schedule.next_at <= end)
    rows = await db.execute(wanted.order_by(Schedule.next_at, Schedule.id).limit(MOST_SCHEDULES))
    found = [Coming(at, schedule, capsule) for schedule, capsule in rows for at in _of(schedule, start, end)]
    return sorted(found, key=lambda one: (one.at, one.schedule.id))


def _of(schedule: Schedule, start: datetime, end: datetime) -> Sequence[datetime]:
    if schedule.next_at is None:
        return []
    just_before = max(start, schedule.next_at) - timedelta(microseconds=1)
    return dates_until(schedule, just_before, end, MOST_DATES)


async def hold(db: Db, community_id: int) -> None:
    """Makes others who would plan in this community wait for this transaction: no two find the same moment free."""
    await db.execute(select(Community.id).filter_by(id=community_id).with_for_update(key_share=True))
