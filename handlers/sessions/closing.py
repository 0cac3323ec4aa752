"""Ending a session: those who came are asked what they think of it, once each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from handlers.chat.routes import to
from storage import outbox, presence, session_changes, session_times, sessions, solicitations
from storage.database import Db
from storage.outbox import Owed
from storage.people import Member
from storage.sessions import Outline


def subject(session_id: int) -> str:
    """What the messages that show a session are about."""
    return f"session:{session_id}"


async def close(db: Db, session_id: int, now: datetime) -> bool:
    """Ends a planned session and owes those who came the question; False when somebody else ended or cancelled it.

    Who came: see `storage.presence`. It is noted when they are asked once more, and what remains of it.
    """
    if not await sessions.end(db, session_id, now):
        return False
    outline = await sessions.outline(db, session_id)
    if outline is not None:
        await session_changes.follow(db, outline.session, outline.community, now)
        if session_times.is_fresh(outline.session.ends_at, now):
            await invite(db, outline, await presence.came(db, session_id), now)
        await outbox.touch(db, subject(session_id))
    return True


async def invite(db: Db, outline: Outline, members: Iterable[Member], now: datetime, *, at_once: bool = False) -> None:
    """Owes each of these attendees, in DM, the first step of the ladder, as far as they may be asked something.

    Nobody who does not want to be asked what they think of sessions. `at_once`: they have just said they came, and so
    asked for it.
    """
    session_id = outline.session.id
    messages = [
        Owed(
            about=f"rating:{session_id}:{member.id}",
            draw=str(to("feedback.ladder", session_id, member.id)),
            workspace_id=outline.community.workspace_id,
            due_at=now,
            language=outline.community.language,
            member_id=member.id,
            community_id=outline.community.id,
            subject=f"ladder:{session_id}:{member.id}",
        )
        for member in members
        if member.surveys
    ]
    if at_once:
        await outbox.owe_all(db, messages)
    else:
        await solicitations.ask_all(db, "rating", messages, now)
