"""The three questions, one message each time that shows where its reader is, then what they knew."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.checks import cards, rules
from storage import check_plans, checks, outbox, sessions, surveys
from storage.checks import AFTER, BEFORE
from storage.database import Db
from storage.sessions import CANCELLED, PLANNED


@message("checks.asked")
async def asked(db: Db, session_id: int, phase: str, member_id: int) -> Card | None:
    """The next question, or what comes after the last one; None for who did not attend, was erased or wants no more."""
    outline = await sessions.outline(db, session_id)
    if outline is None or outline.session.state == CANCELLED:
        return None
    if not await sessions.attends(db, session_id, member_id):
        return None
    session = outline.session
    named = cards.Named(session.id, outline.course, session.starts_at, session.zone)
    if member_id in await checks.took_back(db, session_id):
        return cards.forgotten(named)
    questions = await check_plans.questions(db, session_id)
    given = await checks.answers_of(db, session_id, member_id, phase)
    position = rules.next_position(len(questions), given)
    if position is None:
        before = await checks.answers_of(db, session_id, member_id, BEFORE)
        return cards.results(named, questions, before, given) if phase == AFTER else cards.noted(named)
    over = phase == BEFORE and session.state != PLANNED
    if not await outbox.may_be_posted(db, checks.about(session_id, phase, member_id)):
        if over or not await surveys.accepts(db, member_id):
            return None
    elif over:
        return cards.closed(named)
    return cards.question(named, phase, position, questions)
