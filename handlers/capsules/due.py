"""What time makes happen: what was typed and never finished is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import drafts
from storage.database import Db
from storage.waiting import Waits

KEPT_FOR = timedelta(days=30)
"""How long a draft waits for its author."""

MOST_AT_ONCE = 100

waits: Waits = (lambda now: drafts.left(now - KEPT_FOR),)


async def due(db: Db, now: datetime) -> int:
    """Forgets the drafts nobody came back to; how many."""
    return await drafts.sweep(db, now - KEPT_FOR, MOST_AT_ONCE)
