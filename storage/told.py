"""Answers that are in figures: each with its value at that time, whoever changes their mind afterwards.

Beside what was answered because a figure that was told must not move by one person (`storage.results`).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table
from storage.seals import LENGTH, own
from storage.sessions import Course, Session

MOMENT, WISH = "moment:", "wish:"
"""Likes of a moment are told as answers to the question of this name and its number, wishes to that of their theme."""


class ToldAnswer(Table):
    """One answer that was told, with its value at that time. `respondent`: its author's seal, None once erased.

    Of a moment's likes: `storage.seals.liker`. `day`: on which it was told, in its community's zone (`2026-11-24`).
    `alone`: in a round of its session; else in one of several sessions of the same course in the same community, which
    only their sum may show.
    """

    __tablename__ = "told_answers"
    __table_args__ = (
        UniqueConstraint("session_id", "phase", "question", "respondent"),
        Index("ix_told_answers_respondent", "respondent"),
        Index("ix_told_answers_day", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    phase: Mapped[str] = mapped_column(String(4))
    question: Mapped[str] = mapped_column(String(40))
    respondent: Mapped[str | None] = mapped_column(String(LENGTH))
    value: Mapped[int]
    alone: Mapped[bool]
    day: Mapped[str] = mapped_column(String(10))


async def first_told(db: Db, session_ids: Sequence[int]) -> set[int]:
    """Which of these sessions had a round of their own."""
    wanted = select(ToldAnswer.session_id).where(ToldAnswer.session_id.in_(session_ids), ToldAnswer.alone)
    return set((await db.scalars(wanted.distinct())).all())


async def forget(db: Db, session_id: int, respondent: str, question: str | None = None, phase: str = "") -> None:
    """Somebody took back an answer about a session, or (None) all: what was told of them stays, as nobody's."""
    mine = update(ToldAnswer).where(ToldAnswer.session_id == session_id, ToldAnswer.respondent == respondent)
    if question is not None:
        mine = mine.where(ToldAnswer.question == question, ToldAnswer.phase == phase)
    await db.execute(mine.values(respondent=None))


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """The member's answers that are in figures, as they were when they were told."""
    theirs = await own(db, member_id)
    wanted = (
        select(ToldAnswer, Course.title, Session.starts_at)
        .join(Session, Session.id == ToldAnswer.session_id)
        .join(Course, Course.id == Session.course_id)
        .where(ToldAnswer.respondent.in_(theirs))
        .order_by(ToldAnswer.id)
    )
    return [
        {"course": course, "session": day.isoformat(), "when": one.phase, "question": one.question, "answer": one.value}
        for one, course, day in await db.execute(wanted)
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets whose they were: figures that were told stay as they are."""
    mine = ToldAnswer.respondent.in_(await own(db, member_id))
    await db.execute(update(ToldAnswer).where(mine).values(respondent=None))
