"""Messages about the questions of a session and its file, drawn from what is kept when they are sent or shown again."""

from __future__ import annotations

from handlers.agenda import cards
from handlers.agenda.views import shown
from handlers.chat.cards import Card, Document
from handlers.chat.files import file_name
from handlers.chat.routes import message
from handlers.chat.words import Say, When
from storage import outbox, questions, sessions
from storage.database import Db
from storage.sessions import CANCELLED


@message("agenda.asked")
async def asked(db: Db, question_id: int) -> Card | None:
    """In the thread of the session: the question, until its author withdraws it."""
    found = await questions.find(db, question_id)
    if found is None or (found.question.words is None and not await _may_be_seen(db, f"question:{question_id}:asked")):
        return None
    return cards.asked(await shown(db, found))


@message("agenda.answered")
async def answered(db: Db, question_id: int) -> Card | None:
    """In the same thread: the answer."""
    found = await questions.find(db, question_id)
    return cards.answered(await shown(db, found)) if found else None


@message("agenda.to_answer")
async def to_answer(db: Db, question_id: int, member_id: int) -> Card | None:
    """To the trainer, or to each animator where the trainer is no member: the question, then its answer."""
    found = await questions.find(db, question_id)
    seen = f"question:{question_id}:for:{member_id}"
    if found is None or (found.question.words is None and not await _may_be_seen(db, seen)):
        return None
    return cards.to_answer(await shown(db, found))


@message("agenda.answers")
async def answers(db: Db, session_id: int, member_id: int) -> Card | None:
    """To who asked: every answer to their questions about the session."""
    outline = await sessions.outline(db, session_id)
    if outline is None:
        return None
    found = await questions.of_member(db, member_id, session_id)
    told = [await shown(db, one) for one in reversed(found) if one.question.answer is not None]
    return cards.answers(outline.course, told)


@message("agenda.file_sent")
async def file_sent(db: Db, session_id: int, number: int) -> Card | None:
    """The file that puts a session in a calendar."""
    outline = await sessions.outline(db, session_id)
    if outline is None:
        return None
    session = outline.session
    title = Say("agenda.document", course=outline.course)
    document = Document(file_name(number), title, Say("agenda.document_again"))
    when = When(session.starts_at, session.zone)
    return cards.file_sent(outline.course, when, document, cancelled=session.state == CANCELLED)


async def _may_be_seen(db: Db, about: str) -> bool:
    """What is withdrawn leaves a line where it may have been seen, and no trace where it was not."""
    return await outbox.may_be_posted(db, about)
