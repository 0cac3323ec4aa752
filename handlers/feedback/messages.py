"""The ladder, one message that shows where its reader is on it; and its only reminder, which goes on likewise."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.feedback import cards, views
from storage import feedback, outbox, people, sessions
from storage.database import Db
from storage.sessions import CANCELLED

REMINDER = "feedback.reminder"


@message("feedback.ladder")
async def ladder(db: Db, session_id: int, member_id: int) -> Card | None:
    """The next step, from what is kept now; None for who did not attend or was erased."""
    return await _drawn(db, session_id, member_id, again=False)


@message(REMINDER)
async def reminder(db: Db, session_id: int, member_id: int) -> Card | None:
    """The same, asked once more; None when it comes too late, or is no longer wanted, and was not posted yet."""
    if not await outbox.may_be_posted(db, reminded(session_id, member_id)):
        member = await people.member_by_id(db, member_id)
        if not member.surveys or await feedback.takes_part(db, session_id, member_id):
            return None
    return await _drawn(db, session_id, member_id, again=True)


def reminded(session_id: int, member_id: int) -> str:
    """The fact for which a reminder is owed."""
    return f"reminder:{session_id}:{member_id}"


def subject(session_id: int, member_id: int) -> str:
    """What the messages that show somebody's ladder are about: that they attended, nothing of what they answered."""
    return f"ladder:{session_id}:{member_id}"


async def _drawn(db: Db, session_id: int, member_id: int, *, again: bool) -> Card | None:
    outline = await sessions.outline(db, session_id)
    if outline is None or outline.session.state == CANCELLED:
        return None
    if not await sessions.attends(db, session_id, member_id):
        return None
    given = await views.first(db, outline, member_id) or await views.given(db, outline, member_id)
    return cards.ladder(views.rated(outline), given, again=again)
