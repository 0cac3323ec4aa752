"""What time makes happen: a course opens, and those who wait for it are told."""

from __future__ import annotations

from datetime import datetime

from handlers.reviews.telling import tell
from storage import reviews
from storage.database import Db
from storage.waiting import Waits

MOST_AT_ONCE = 20

waits: Waits = (reviews.UNHERALDED,)


async def due(db: Db, now: datetime) -> int:
    """Tells of the sessions set up since the last time; how many. Idle, it asks one question."""
    openings = await reviews.take_openings(db, now, MOST_AT_ONCE)
    for opening in openings:
        await tell(db, opening, now)
    return len(openings)
