"""What time makes happen: an erasure ends once every message of the person has been emptied."""

from __future__ import annotations

from datetime import datetime

from storage import personal
from storage.database import Db

MOST_AT_ONCE = 20


async def due(db: Db, now: datetime) -> int:
    """Finishes the erasures that can be; a restart in the middle changes nothing, the rows remember."""
    return await personal.finish_erasures(db, now, MOST_AT_ONCE)
