"""Quizzes: what each person answered, how often they tried, and when they were right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, case, false, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.capsules import Capsule
from storage.database import Db, Table, insert_once


class QuizAnswer(Table):
    """What one member answered to one quiz in one community, however often.

    `first_choice` and `last_choice` are the words chosen, one choice a line: they still say what was meant when the
    quiz is corrected. `right_at` is the number of the first try that was right (1: at once), None while none was;
    `last_right` tells of the last one. `member_id` is None once the person is erased, with the choices.
    """

    __tablename__ = "quiz_answers"
    __table_args__ = (
        UniqueConstraint("capsule_id", "community_id", "member_id", name="uq_quiz_answers_once"),
        Index("ix_quiz_answers_community_id", "community_id", "last_at"),
        Index("ix_quiz_answers_member_id", "member_id", "last_right"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    capsule_id: Mapped[int] = mapped_column(ForeignKey("capsules.id"))
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    tries: Mapped[int]
    first_choice: Mapped[str] = mapped_column(Text)
    last_choice: Mapped[str] = mapped_column(Text)
    right_at: Mapped[int | None]
    last_right: Mapped[bool]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]


@dataclass(frozen=True)
class Try:
    """One try at a quiz: by whom, where, the words chosen (one choice a line), and whether they are right."""

    capsule_id: int
    community_id: int
    member_id: int
    choice: str
    is_right: bool


async def first(db: Db, made: Try, now: datetime) -> bool:
    """Keeps a member's first try; False, and nothing kept, when they have tried before."""
    return await insert_once(
        db,
        QuizAnswer,
        capsule_id=made.capsule_id,
        community_id=made.community_id,
        member_id=made.member_id,
        tries=1,
        first_choice=made.choice,
        last_choice=made.choice,
        right_at=1 if made.is_right else None,
        last_right=made.is_right,
        first_at=now,
        last_at=now,
    )


async def mine(db: Db, made: Try) -> QuizAnswer:
    """What the member who made this try, not their first, had answered; who asks the same waits for this one."""
    whose = {"capsule_id": made.capsule_id, "community_id": made.community_id, "member_id": made.member_id}
    wanted = select(QuizAnswer).filter_by(**whose).with_for_update()
    return (await db.scalars(wanted.execution_options(populate_existing=True))).one()


async def again(db: Db, answer: QuizAnswer, made: Try, now: datetime) -> None:
    """Keeps one more try of the member whose answer `mine` gave."""
    answer.tries += 1
    answer.last_choice, answer.last_right, answer.last_at = made.choice, made.is_right, now
    if made.is_right and answer.right_at is None:
        answer.right_at = answer.tries
    await db.flush()


async def count(db: Db, capsule_id: int, community_id: int) -> int:
    """How many people answered a quiz in a community."""
    wanted = select(func.count(QuizAnswer.id)).filter_by(capsule_id=capsule_id, community_id=community_id)
    return (await db.scalars(wanted)).one()


@dataclass(frozen=True)
class Figures:
    """How a quiz went in a community: `people` who answered, all their `answers` (tries), how many were right at
    their first try, and how many in the end."""

    people: int
    answers: int
    right_at_first: int
    right_in_the_end: int


async def figures(db: Db, capsule_id: int, community_id: int) -> Figures:
    """How a quiz went in a community; all zero before anybody answered."""
    wanted = select(
        func.count(QuizAnswer.id),
        func.coalesce(func.sum(QuizAnswer.tries), 0),
        func.coalesce(func.sum(case((QuizAnswer.right_at == 1, 1), else_=0)), 0),
        func.count(QuizAnswer.right_at),
    )
    row = (await db.execute(wanted.filter_by(capsule_id=capsule_id, community_id=community_id))).one()
    return Figures(*row)


@dataclass(frozen=True)
class Wrong:
    """A quiz that somebody answered wrong the last time, and when that was."""

    capsule_id: int
    community_id: int
    tries: int
    last_at: datetime


async def wrong_of(db: Db, member_id: int) -> Sequence[Wrong]:
    """The quizzes whose last answer by this member was not right, longest ago first; withdrawn ones left out."""
    wanted = select(QuizAnswer.capsule_id, QuizAnswer.community_id, QuizAnswer.tries, QuizAnswer.last_at)
    wanted = wanted.join(Capsule, Capsule.id == QuizAnswer.capsule_id).where(Capsule.withdrawn_at.is_(None))
    mine_ = wanted.where(QuizAnswer.member_id == member_id, QuizAnswer.last_right == false())
    return [Wrong(*row) for row in await db.execute(mine_.order_by(QuizAnswer.last_at, QuizAnswer.id))]


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member answered, oldest first."""
    wanted = select(QuizAnswer, Capsule.title).join(Capsule, Capsule.id == QuizAnswer.capsule_id)
    rows = await db.execute(wanted.where(QuizAnswer.member_id == member_id).order_by(QuizAnswer.id))
    return [
        {
            "quiz": title,
            "tries": answer.tries,
            "first_choice": answer.first_choice.split("\n"),
            "last_choice": answer.last_choice.split("\n"),
            "right_at_try": answer.right_at,
            "first": answer.first_at.isoformat(),
            "last": answer.last_at.isoformat(),
        }
        for answer, title in rows
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets who answered, and what: each quiz keeps its counts."""
    gone = update(QuizAnswer).where(QuizAnswer.member_id == member_id)
    await db.execute(gone.values(member_id=None, first_choice="", last_choice=""))
