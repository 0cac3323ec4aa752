"""What time makes happen: capsules whose hour has come are owed to their channel."""

from __future__ import annotations

from datetime import datetime

from handlers.schedules import posting, rules
from storage import schedules
from storage.communities import Community
from storage.database import Db
from storage.dates import following
from storage.schedules import Date, Schedule
from storage.waiting import Waits

BATCH = 200
"""Schedules moved in one transaction: enough to share its cost, few enough for a click to pass in between."""

waits: Waits = (schedules.come,)


async def due(db: Db, now: datetime) -> int:
    """Posts, or notes as missed, the dates that have come; how many schedules moved on. Idle, it asks one question.

    Whoever holds a schedule moves it on, and nobody else, in the transaction that owes its post.
    """
    come = await schedules.due(db, now, BATCH)
    dates: list[tuple[Date, Community]] = []
    moves: list[tuple[Schedule, datetime | None]] = []
    for schedule, community in come:
        if (planned_at := schedule.next_at) is None:
            continue
        next_at = following(schedule, planned_at)
        is_missed = rules.is_missed(planned_at, next_at, now, community.late_hours)
        dates.append((Date(schedule, planned_at, None if is_missed else now), community))
        moves.append((schedule, next_at))
    await schedules.move_all(db, moves)
    await posting.owe(db, dates, now)
    return len(come)
