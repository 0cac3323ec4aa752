"""Which sessions have a knowledge check, with which questions, and how far each is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, and_, delete, or_, select, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.capsules import Capsule
from storage.database import Db, Table, insert_once
from storage.formats import Quiz, read
from storage.sessions import CANCELLED, ENDED, PLANNED, Session
from storage.waiting import Whenever

QUESTIONS = 3
PREPARED, ASKED, BEGUN, AGAIN, LATE, TOLD, DROPPED = "prepared", "asked", "begun", "again", "late", "told", "dropped"

_OPEN = "stage NOT IN ('late', 'told', 'dropped')"
"""Literal stages: bound ones would miss the partial index of the checks to which time still brings something."""


class Check(Table):
    """The knowledge check of a session. Life: prepared -> asked (the day before) -> begun -> again (asked) -> told.

    Late: too few people had answered when it was to be told; the next ones make it told. Dropped: the session was
    cancelled, or nobody could be asked before it.
    """

    __tablename__ = "checks"
    __table_args__ = (
        UniqueConstraint("session_id"),
        Index("ix_checks_open", "session_id", sqlite_where=text(_OPEN), postgresql_where=text(_OPEN)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    stage: Mapped[str] = mapped_column(String(10))


class CheckQuestion(Table):
    """A question of a check: what the quiz capsule said when it was chosen, whatever it says since."""

    __tablename__ = "check_questions"
    __table_args__ = (UniqueConstraint("session_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    position: Mapped[int]
    capsule_id: Mapped[int] = mapped_column(ForeignKey("capsules.id"))
    title: Mapped[str] = mapped_column(String(200))
    words: Mapped[str] = mapped_column(Text)
    details: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True)
class Question:
    """A question as it is asked."""

    capsule_id: int
    title: str
    words: str
    quiz: Quiz


async def stage(db: Db, session_id: int) -> str | None:
    """How far the check of a session is; None where there is none."""
    return (await db.scalars(select(Check.stage).filter_by(session_id=session_id))).one_or_none()


async def attach(db: Db, session_id: int, capsules: Sequence[Capsule]) -> bool:
    """Copies these quizzes as the session's questions, in the place of those before; False once they were asked."""
    if not await _may_change(db, session_id):
        return False
    await db.execute(delete(CheckQuestion).filter_by(session_id=session_id))
    db.add_all(
        CheckQuestion(
            session_id=session_id,
            position=position,
            capsule_id=capsule.id,
            title=capsule.title,
            words=capsule.body,
            details=capsule.details,
        )
        for position, capsule in enumerate(capsules)
    )
    await db.flush()
    return True


async def detach(db: Db, session_id: int) -> bool:
    """Leaves a session without a check; False once its questions were asked."""
    if not await _may_change(db, session_id):
        return False
    await db.execute(delete(CheckQuestion).filter_by(session_id=session_id))
    await db.execute(delete(Check).filter_by(session_id=session_id))
    return True


async def _may_change(db: Db, session_id: int) -> bool:
    """Holds the check, made if there is none: who asks or chooses at the same time waits."""
    await insert_once(db, Check, session_id=session_id, stage=PREPARED)
    held = select(Check.stage).filter_by(session_id=session_id).with_for_update()
    return (await db.scalars(held)).one() == PREPARED


async def questions(db: Db, session_id: int) -> Sequence[Question]:
    """The questions of a session, in order; none where there is no check."""
    wanted = select(CheckQuestion).filter_by(session_id=session_id).order_by(CheckQuestion.position)
    found = []
    for one in await db.scalars(wanted.execution_options(populate_existing=True)):
        quiz = read("quiz", one.details)
        if isinstance(quiz, Quiz):
            found.append(Question(one.capsule_id, one.title, one.words, quiz))
    return found


async def checked(db: Db, session_ids: Collection[int]) -> set[int]:
    """Which of these sessions have a check."""
    return set(await db.scalars(select(Check.session_id).where(Check.session_id.in_(session_ids))))


@dataclass(frozen=True)
class Hours:
    """When sessions start or have ended, for something to be done about their checks (see `pending`)."""

    soon: Whenever
    now: Whenever
    past: Whenever
    long_past: Whenever


def pending(hours: Hours) -> Select[Check, Session]:
    """Checks to be asked: before sessions that start until `soon`, when they start, and after those ended by `past`.

    And those to be told, of sessions ended by `long_past`; those of cancelled sessions too. Sessions are looked at as
    they are now: whoever moved one is noticed.
    """
    planned, ended = Session.state == PLANNED, Session.state == ENDED
    return (
        select(Check, Session)
        .join(Session, Session.id == Check.session_id)
        .where(
            text(f"checks.{_OPEN}"),
            or_(
                Session.state == CANCELLED,
                and_(ended, Check.stage != AGAIN, Session.ends_at <= hours.past),
                and_(ended, Check.stage == AGAIN, Session.ends_at <= hours.long_past),
                and_(planned, Check.stage == PREPARED, Session.starts_at <= hours.soon),
                and_(planned, Check.stage == ASKED, Session.starts_at <= hours.now),
            ),
        )
        .order_by(Check.session_id)
    )


async def take(db: Db, hours: Hours, most: int) -> Sequence[tuple[Check, Session]]:
    """The first of `pending`, held; those another process holds are left to it."""
    free = (
        pending(hours).limit(most).with_for_update(of=Check, skip_locked=True).execution_options(populate_existing=True)
    )
    return [(check, session) for check, session in await db.execute(free)]


async def held(db: Db, session_id: int) -> Check:
    """The check of a session that has one; whoever asks the same waits."""
    wanted = select(Check).filter_by(session_id=session_id).with_for_update()
    return (await db.scalars(wanted.execution_options(populate_existing=True))).one()


async def move(db: Db, check: Check, stage: str) -> None:
    """The check that is held goes on."""
    check.stage = stage
    await db.flush()
