"""Messages about sessions, drawn when they are sent and again when something changed."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.sessions import cards
from handlers.sessions.views import shown
from storage import sessions
from storage.database import Db


@message("sessions.announcement")
async def announcement(db: Db, session_id: int) -> Card | None:
    """The session in its community's channel."""
    outline = await sessions.outline(db, session_id)
    return cards.announcement(shown(outline)) if outline else None


@message("sessions.cancelled")
async def cancelled(db: Db, session_id: int) -> Card | None:
    """What those who were expected receive when a session is cancelled."""
    outline = await sessions.outline(db, session_id)
    return cards.cancelled(shown(outline)) if outline else None
