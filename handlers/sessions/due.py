"""What time makes happen: doors open, those expected are reminded, sessions end, however late the bot comes to know."""

from __future__ import annotations

from datetime import datetime

from handlers.sessions import telling
from handlers.sessions.closing import close
from storage import presence
from storage.database import Db
from storage.waiting import Waits

MOST_AT_ONCE = 20

waits: Waits = (presence.ending, presence.beginning, presence.near)


async def due(db: Db, now: datetime) -> int:
    """Ends the sessions whose end has come, opens the doors of others and reminds of others; how many of all these."""
    ended = sum([await close(db, session_id, now) for session_id in await presence.over(db, now, MOST_AT_ONCE)])
    opened = await presence.open_doors(db, now, MOST_AT_ONCE)
    for session_id in opened:
        await telling.redraw(db, session_id)
    reminded = await presence.to_remind(db, now, MOST_AT_ONCE)
    for session_id in reminded:
        await telling.remind(db, session_id, now)
    return ended + len(opened) + len(reminded)
