"""The message to who waited for a course, drawn when it is sent and again when its session changed."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.reviews import cards
from handlers.reviews.telling import about
from handlers.reviews.views import ahead
from storage import outbox, sessions
from storage.database import Db
from storage.sessions import PLANNED


@message("reviews.opened")
async def opened(db: Db, session_id: int, member_id: int) -> Card | None:
    """When and where the course takes place; nothing when that is over before it was sent."""
    outline = await sessions.outline(db, session_id)
    if outline is None:
        return None
    course = (outline.session.course_id, outline.course)
    if outline.session.state == PLANNED:
        return cards.opened(course, ahead(outline, coming=False))
    return cards.closed(course) if await outbox.may_be_posted(db, about(session_id, member_id)) else None
