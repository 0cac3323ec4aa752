"""Questions to the trainer of a session, with their answers.

A question without a name holds its author's seal (`storage.seals`) in the place of their number, and no message about
it leads to them: they are written to about their questions of a session, never about one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import outbox
from storage.communities import ANIMATOR, Community, CommunityRole
from storage.database import Db, Table
from storage.people import Member
from storage.seals import LENGTH, own, seal, seals
from storage.sessions import Course, Session


class Question(Table):
    """One question. Either `member_id` or `respondent` (the author's seal: asked without a name) is set, none once the
    author is erased.

    `words` are None once they are withdrawn or erased; `answer` is None until somebody answered, and once they are
    erased. `day` (`2026-11-24`, in the session's zone): an hour would lead to who asked.
    """

    __tablename__ = "session_questions"
    __table_args__ = (
        Index("ix_session_questions_session_id", "session_id"),
        Index("ix_session_questions_member_id", "member_id"),
        Index("ix_session_questions_respondent", "respondent"),
        Index("ix_session_questions_answered_by", "answered_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    respondent: Mapped[str | None] = mapped_column(String(LENGTH))
    words: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    day: Mapped[str] = mapped_column(String(10))


@dataclass(frozen=True)
class Asked:
    """A question with the session and course it is about, their community, and who asked if they gave their name."""

    question: Question
    session: Session
    course: str
    community: Community
    author: Member | None


_ASKED = (
    select(Question, Session, Course.title, Community, Member)
    .join(Session, Session.id == Question.session_id)
    .join(Course, Course.id == Session.course_id)
    .join(Community, Community.id == Session.community_id)
    .outerjoin(Member, Member.id == Question.member_id)
)


def subject(question_id: int) -> str:
    """What the messages that show a question are about."""
    return f"question:{question_id}"


def subject_for(session_id: int, member_id: int) -> str:
    """What the messages that tell somebody the answers to their questions are about."""
    return f"questions:{session_id}:{member_id}"


async def _mine(db: Db, member_id: int) -> ColumnElement[bool]:
    asked_about = await db.scalars(select(Question.session_id).where(Question.respondent.is_not(None)).distinct())
    return (Question.member_id == member_id) | Question.respondent.in_(await own(db, member_id, asked_about))


async def ask(db: Db, *, session_id: int, member_id: int, words: str, anonymous: bool, day: str) -> int:
    """Keeps a question; its number."""
    question = Question(
        session_id=session_id,
        member_id=None if anonymous else member_id,
        respondent=await seal(db, member_id, session_id) if anonymous else None,
        words=words,
        day=day,
    )
    db.add(question)
    await db.flush()
    return question.id


async def find(db: Db, question_id: int, workspace_id: int | None = None) -> Asked | None:
    """The question, only if it belongs to the workspace when one is given."""
    wanted = _ASKED.where(Question.id == question_id).execution_options(populate_existing=True)
    if workspace_id is not None:
        wanted = wanted.where(Community.workspace_id == workspace_id)
    found = (await db.execute(wanted)).one_or_none()
    return Asked(*found) if found else None


async def is_by(db: Db, question: Question, member_id: int) -> bool:
    """Whether the member asked it."""
    return question.member_id == member_id or question.respondent == await seal(db, member_id, question.session_id)


async def author_of(db: Db, asked: Asked) -> int | None:
    """Who asked it, to be told the answer: without a name, the member whose seal it is; None once they are erased."""
    question = asked.question
    if question.respondent is None:
        return question.member_id
    everybody = await db.scalars(select(Member.id).where(Member.workspace_id == asked.community.workspace_id))
    return (await seals(db, everybody.all(), question.session_id)).get(question.respondent)


async def of_member(db: Db, member_id: int, session_id: int | None = None, most: int | None = None) -> Sequence[Asked]:
    """The member's questions that are not withdrawn, newest first."""
    wanted = _ASKED.where(await _mine(db, member_id), Question.words.is_not(None)).order_by(Question.id.desc())
    if session_id is not None:
        wanted = wanted.where(Question.session_id == session_id)
    return [Asked(*row) for row in await db.execute(wanted.limit(most).execution_options(populate_existing=True))]


async def unanswered(db: Db, session_id: int, member_id: int) -> int:
    """How many of the member's questions about a session wait for an answer."""
    wanted = select(func.count(Question.id)).where(Question.session_id == session_id, await _mine(db, member_id))
    return (await db.scalars(wanted.where(Question.words.is_not(None), Question.answer.is_(None)))).one()


async def to_answer(db: Db, workspace_id: int, member_id: int, most: int) -> Sequence[Asked]:
    """Questions that wait for the member, trainer of their session or animator of its community; the oldest first."""
    animated = select(CommunityRole.community_id).filter_by(member_id=member_id, role=ANIMATOR)
    wanted = _ASKED.where(
        Community.workspace_id == workspace_id,
        Question.words.is_not(None),
        Question.answer.is_(None),
        or_(Session.trainer_id == member_id, Session.community_id.in_(animated)),
    )
    return [Asked(*row) for row in await db.execute(wanted.order_by(Question.id).limit(most))]


async def answer(db: Db, question_id: int, words: str, member_id: int) -> bool:
    """Keeps the answer, in the place of the one before; False when the question was withdrawn meanwhile."""
    kept = update(Question).where(Question.id == question_id, Question.words.is_not(None))
    values = kept.values(answer=words, answered_by=member_id).returning(Question.id)
    return (await db.scalars(values)).first() is not None


async def withdraw(db: Db, question_id: int) -> None:
    """Forgets the words of a question, and has what shows them drawn again."""
    await db.execute(update(Question).where(Question.id == question_id).values(words=None))
    await outbox.touch(db, subject(question_id))


async def export_of(db: Db, member_id: int) -> list[dict[str, Any]]:
    """What a member asked, and what they answered to others (without the questions, which are not theirs)."""
    said = [
        {
            "course": one.course,
            "session": one.session.starts_at.isoformat(),
            "asked": one.question.words,
            "with_my_name": one.question.member_id is not None,
            "answer": one.question.answer,
            "day": one.question.day,
        }
        for one in reversed(await of_member(db, member_id))
    ]
    answered = _ASKED.where(Question.answered_by == member_id, Question.answer.is_not(None)).order_by(Question.id)
    return [
        *said,
        *(
            {"course": title, "session": session.starts_at.isoformat(), "i_answered": question.answer}
            for question, session, title, _community, _author in await db.execute(answered)
        ),
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets what a member asked and answered; that something was asked stays."""
    asked = (await db.scalars(select(Question.id).where(await _mine(db, member_id)))).all()
    answered = (await db.scalars(select(Question.id).where(Question.answered_by == member_id))).all()
    for one in {*asked, *answered}:
        await outbox.touch(db, subject(one))
    forgotten = {"words": None, "member_id": None, "respondent": None}
    await db.execute(update(Question).where(Question.id.in_(asked)).values(**forgotten))
    await db.execute(update(Question).where(Question.id.in_(answered)).values(answer=None, answered_by=None))
