"""What time makes happen: sessions end, however late the bot comes to know."""

from __future__ import annotations

from datetime import datetime

from handlers.sessions.closing import close
from storage import sessions
from storage.database import Db

MOST_AT_ONCE = 20


async def due(db: Db, now: datetime) -> int:
    """Ends the sessions whose end has come; how many this tick ended."""
    return sum([await close(db, session_id, now) for session_id in await sessions.over(db, now, MOST_AT_ONCE)])
