"""What time makes happen: those who answered nothing are asked once more, and never again."""

from __future__ import annotations

from datetime import datetime

from handlers.chat.routes import to
from handlers.feedback.messages import REMINDER, reminded, subject
from storage import feedback, ladders, session_times, sessions, solicitations
from storage.database import Db
from storage.outbox import Owed
from storage.sessions import CANCELLED, Outline
from storage.waiting import Waits

MOST_AT_ONCE = 20

waits: Waits = (ladders.reminders,)


async def due(db: Db, now: datetime) -> int:
    """Asks again about the sessions whose reminder has come; how many. Idle, it asks one indexed question."""
    come = await ladders.to_remind(db, now, MOST_AT_ONCE)
    for session_id in come:
        outline = await sessions.outline(db, session_id)
        if outline is None or outline.session.state == CANCELLED:
            continue
        if session_times.is_fresh(outline.session.ends_at, now):
            await _remind(db, outline, now)
    return len(come)


async def _remind(db: Db, outline: Outline, now: datetime) -> None:
    """As far as their week has room, and they want to be asked; not those whom the first question did not reach."""
    session_id = outline.session.id
    silent = await feedback.silent(db, session_id)
    closed = await ladders.not_reached(db, [f"rating:{session_id}:{member_id}" for member_id in silent])
    messages = [
        Owed(
            about=reminded(session_id, member_id),
            draw=str(to(REMINDER, session_id, member_id)),
            workspace_id=outline.community.workspace_id,
            due_at=now,
            language=outline.community.language,
            member_id=member_id,
            community_id=outline.community.id,
            subject=subject(session_id, member_id),
        )
        for member_id in silent
        if f"rating:{session_id}:{member_id}" not in closed
    ]
    await solicitations.ask_all(db, "reminder", messages, now)
