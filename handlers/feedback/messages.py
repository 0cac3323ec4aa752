"""The ladder, one message that shows where its reader is on it."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.feedback import cards
from storage import feedback, sessions, verbatims
from storage.database import Db
from storage.sessions import CANCELLED, Outline


@message("feedback.ladder")
async def ladder(db: Db, session_id: int, member_id: int) -> Card | None:
    """The question, the thanks or the words, from what is kept now; None for who did not attend or was erased."""
    outline = await sessions.outline(db, session_id)
    if outline is None or outline.session.state == CANCELLED:
        return None
    if not await sessions.attends(db, session_id, member_id):
        return None
    stars = await feedback.stars(db, session_id, member_id)
    if stars is None:
        return cards.question(rated(outline))
    verbatim = await verbatims.of_member(db, session_id, member_id)
    if verbatim is None or verbatim.words is None:
        return cards.thanks(rated(outline), stars)
    return cards.said(rated(outline), stars, verbatim.words, verbatim.scope)


def rated(outline: Outline) -> cards.Rated:
    """The session as the ladder names it."""
    session = outline.session
    return cards.Rated(session.id, outline.course, session.starts_at, session.zone)
