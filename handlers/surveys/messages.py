"""The survey weeks after a session, one message that shows where its reader is in it."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.surveys import cards
from storage import feedback, outbox, sessions, surveys, verbatims
from storage.database import Db
from storage.feedback import COLD
from storage.sessions import Outline


@message("surveys.cold")
async def cold(db: Db, session_id: int, member_id: int) -> Card | None:
    """The question its reader is at, or what they said; None for who did not attend, was erased or wants no more."""
    outline = await sessions.outline(db, session_id)
    if outline is None or not await sessions.attends(db, session_id, member_id):
        return None
    seen = await outbox.may_be_posted(db, surveys.subject(session_id, member_id))
    if not seen and not await surveys.accepts(db, member_id):
        return None
    return cards.survey(await said(db, outline, member_id), await feedback.step(db, session_id, member_id, COLD))


async def said(db: Db, outline: Outline, member_id: int) -> cards.Said:
    """What a member said of a session weeks after it."""
    session = outline.session
    found = {about: await verbatims.of_member(db, session.id, member_id, about) for about in cards.WORDS}
    return cards.Said(
        session.id,
        outline.course,
        session.starts_at,
        session.zone,
        await feedback.answers_of(db, session.id, member_id, COLD),
        {about: (one.words, one.scope) for about, one in found.items() if one is not None and one.words is not None},
    )
