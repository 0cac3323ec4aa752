"""What time makes happen: answers are told, whether anybody looks or not; digests and pages read what was told."""

from __future__ import annotations

from datetime import datetime

from handlers.results.telling import tell
from storage import telling
from storage.database import Db
from storage.waiting import Waits

MOST_AT_ONCE = 20

waits: Waits = (telling.come,)


async def due(db: Db, now: datetime) -> int:
    """Tells the answers about the sessions whose hour has come; how many sessions. Idle, it asks one question."""
    taken = await telling.take_due(db, now, MOST_AT_ONCE)
    # Once for all the sessions of a course in a community: they are told together.
    for session in {(one.course_id, one.community_id): one for one in taken}.values():
        await tell(db, now, session)
    return len(taken)
