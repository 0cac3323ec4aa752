"""What time makes happen: capsules whose hour has come are owed to their channel."""

from __future__ import annotations

from datetime import datetime

from handlers.capsules import rules
from handlers.capsules.posting import owe
from storage import communities, schedules
from storage.database import Db
from storage.schedules import ACTIVE, DONE, Schedule

BATCH = 50


async def due(db: Db, now: datetime) -> int:
    """Posts, or notes as missed, the dates that have come; how many schedules moved on. Idle, it asks one question."""
    ready = await schedules.due(db, now, BATCH)
    for schedule in ready:
        await _do(db, schedule, now)
    return len(ready)


async def _do(db: Db, schedule: Schedule, now: datetime) -> None:
    """One date of one schedule. The move comes first: whoever makes it, and nobody else, owes the post."""
    planned_at = schedule.next_at
    if planned_at is None:
        return
    following = next(iter(rules.next_dates(schedule.local_start, schedule.rule, schedule.zone, planned_at, 1)), None)
    if not await schedules.move(db, schedule, DONE if following is None else ACTIVE, following):
        return
    community = await communities.by_id(db, schedule.community_id)
    if community is None or rules.is_missed(planned_at, following, now, community.late_hours):
        await schedules.note_post(db, schedule, planned_at, None)
    else:
        await owe(db, community, schedule, planned_at, now)
