"""Where questions and answers go: to the thread of the session, to who can answer, to who asked."""

from __future__ import annotations

from handlers.chat.routes import to
from handlers.desk import Desk
from storage import communities, outbox, questions
from storage.communities import ANIMATOR
from storage.outbox import Owed
from storage.questions import Asked


async def to_thread(desk: Desk, asked: Asked, what: str) -> bool:
    """Owes the question (`asked`) or its answer (`answered`) to the thread of the announcement, if it is posted."""
    post = await outbox.posted_about(desk.db, desk.workspace.id, f"session:{asked.session.id}")
    if post is None:
        return False
    question_id = asked.question.id
    message = Owed(
        about=f"question:{question_id}:{what}",
        draw=str(to(f"agenda.{what}", question_id)),
        workspace_id=desk.workspace.id,
        due_at=desk.now,
        language=post.language,
        channel=post.channel,
        community_id=asked.community.id,
        subject=questions.subject(question_id),
        parent_id=post.parent_id or post.id,
    )
    await outbox.owe_all(desk.db, [message])
    return True


async def to_trainer(desk: Desk, asked: Asked) -> None:
    """Owes the question to the trainer, or to each animator where the trainer is no member."""
    ids = [asked.session.trainer_id] if asked.session.trainer_id else []
    ids = ids or [one.id for one in await communities.people(desk.db, asked.community.id, ANIMATOR)]
    for member_id in ids:
        await outbox.owe(
            desk.db,
            about=f"question:{asked.question.id}:for:{member_id}",
            draw=str(to("agenda.to_answer", asked.question.id, member_id)),
            workspace_id=desk.workspace.id,
            due_at=desk.now,
            language=asked.community.language,
            member_id=member_id,
            community_id=asked.community.id,
            subject=questions.subject(asked.question.id),
        )


async def to_author(desk: Desk, asked: Asked, *, is_first: bool) -> None:
    """Tells who asked, in private: a message for a first answer, and what was sent before drawn again.

    It is about all their questions of the session: nothing kept with it says which one they asked.
    """
    author = await questions.author_of(desk.db, asked)
    if author is None:
        return
    session_id = asked.session.id
    subject = questions.subject_for(session_id, author)
    await outbox.touch(desk.db, subject)
    if is_first:
        await outbox.owe(
            desk.db,
            about=f"{subject}:{desk.now:%Y-%m-%dT%H:%M}",
            draw=str(to("agenda.answers", session_id, author)),
            workspace_id=desk.workspace.id,
            due_at=desk.now,
            language=asked.community.language,
            member_id=author,
            community_id=asked.community.id,
            subject=subject,
        )
