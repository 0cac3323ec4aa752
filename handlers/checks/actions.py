"""What attendees do with the three questions: answer each once, say that they do not know, take it all back."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.choices import numbers_in
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.checks import cards, choosing, rules  # noqa: F401 - importing `choosing` declares its routes
from handlers.checks.telling import tell
from handlers.desk import Desk
from storage import check_plans, checks, outbox, sessions
from storage.check_plans import Question
from storage.checks import AFTER, BEFORE
from storage.sessions import Outline


@route("checks.answer", who=Role.ANYONE)
async def answer(_ask: Ask, desk: Desk, session_id: int, phase: str, position: int, choice: int) -> Reply:
    """Keeps one choice, or that they do not know; what was right is not said before the second time."""
    outline, question = await _asked(desk, session_id, phase, position)
    quiz = question.quiz
    if choice != cards.NO_IDEA and (quiz.several or not 0 <= choice < len(quiz.choices)):
        raise Mistake(Say("help.outdated"))
    await _keep(desk, outline, phase, position, is_right=quiz.is_right(frozenset({choice})))
    return Done()


@route("checks.open", who=Role.ANYONE)
async def open_(_ask: Ask, desk: Desk, session_id: int, phase: str, position: int) -> Reply:
    """A question with several right answers, to the asker alone."""
    _outline, question = await _asked(desk, session_id, phase, position)
    _marked(question, 0)
    return Tell(cards.several(session_id, phase, position, question, frozenset()))


@route("checks.mark", who=Role.ANYONE)
async def mark(_ask: Ask, desk: Desk, session_id: int, phase: str, position: int, marks: int) -> Reply:
    """One more choice marked, or one less; nothing is kept before they send it."""
    _outline, question = await _asked(desk, session_id, phase, position)
    return Replace(cards.several(session_id, phase, position, question, _marked(question, marks)))


@route("checks.send", who=Role.ANYONE)
async def send(_ask: Ask, desk: Desk, session_id: int, phase: str, position: int, marks: int) -> Reply:
    """The marked choices together."""
    outline, question = await _asked(desk, session_id, phase, position)
    marked = _marked(question, marks)
    if not marked:
        raise Mistake(Say("checks.mark_one"))
    await _keep(desk, outline, phase, position, is_right=question.quiz.is_right(marked))
    return Replace(cards.sent())


@route("checks.forget", who=Role.ANYONE)
async def forget(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Forgets what the asker answered, both times; they are asked no more about this session."""
    await _attended(desk, session_id)
    await checks.take_back(desk.db, session_id, desk.member.id)
    await outbox.touch(desk.db, checks.subject(session_id, desk.member.id))
    return Done()


async def _attended(desk: Desk, session_id: int) -> Outline:
    """The session the asker comes or came to. Raises Mistake."""
    outline = await sessions.outline(desk.db, session_id, desk.workspace.id)
    if outline is None or not await sessions.attends(desk.db, session_id, desk.member.id):
        raise Mistake(Say("help.outdated"))
    return outline


async def _asked(desk: Desk, session_id: int, phase: str, position: int) -> tuple[Outline, Question]:
    """The question, while it may be answered. Raises Mistake."""
    outline = await _attended(desk, session_id)
    questions = await check_plans.questions(desk.db, session_id)
    stage, session = await check_plans.stage(desk.db, session_id), outline.session
    left = desk.member.id in await checks.took_back(desk.db, session_id)
    if left or not 0 <= position < len(questions):
        raise Mistake(Say("help.outdated"))
    if not rules.may_answer(phase, stage, session.state, session.starts_at, desk.now):
        has_begun = phase == BEFORE and session.starts_at <= desk.now
        raise Mistake(Say("checks.too_late", course=outline.course) if has_begun else Say("help.outdated"))
    return outline, questions[position]


def _marked(question: Question, marks: int) -> frozenset[int]:
    """The choices marked. Raises Mistake where several cannot be, or for one that does not exist."""
    marked = numbers_in(marks, len(question.quiz.choices))
    if marked is None or not question.quiz.several:
        raise Mistake(Say("help.outdated"))
    return marked


async def _keep(desk: Desk, outline: Outline, phase: str, position: int, *, is_right: bool) -> None:
    await checks.answer(
        desk.db,
        session=outline.session,
        member_id=desk.member.id,
        phase=phase,
        position=position,
        is_right=is_right,
    )
    if phase == AFTER:
        await tell(desk.db, await check_plans.held(desk.db, outline.session.id))
    await outbox.touch(desk.db, checks.subject(outline.session.id, desk.member.id))
