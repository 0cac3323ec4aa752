"""What time makes happen: weeks after a session, who came is asked what remains of it, once, a month late at most."""

from __future__ import annotations

from datetime import datetime

from handlers.chat.routes import to
from storage import session_times, sessions, solicitations, surveys
from storage.database import Db
from storage.outbox import Owed
from storage.sessions import ENDED
from storage.waiting import Waits

MOST_AT_ONCE = 10

waits: Waits = (surveys.come,)


async def due(db: Db, now: datetime) -> int:
    """Asks about the sessions whose day has come; how many. Idle, it asks one question."""
    taken = await surveys.take_due(db, now, MOST_AT_ONCE)
    for session_id in taken:
        await _ask(db, session_id, now)
    return len(taken)


async def _ask(db: Db, session_id: int, now: datetime) -> None:
    """Asks whoever came and accepts to be asked; nobody where the community has turned these surveys off since."""
    outline = await sessions.outline(db, session_id)
    if outline is None or outline.session.state != ENDED:
        return
    if not session_times.may_ask_later(outline.session.ends_at, outline.community.cold_days, now):
        return
    questions = [
        Owed(
            about=surveys.subject(session_id, member_id),
            draw=str(to("surveys.cold", session_id, member_id)),
            workspace_id=outline.community.workspace_id,
            due_at=now,
            language=outline.community.language,
            member_id=member_id,
            community_id=outline.community.id,
            subject=surveys.subject(session_id, member_id),
        )
        for member_id in await surveys.to_ask(db, session_id)
    ]
    await solicitations.ask_all(db, "cold", questions, now)
