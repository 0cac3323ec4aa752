"""What people know before a session and after it: answers to the same three questions, which name nobody.

Answers hold a seal (`storage.seals`) and no instant; who answered is kept apart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    and_,
    case,
    delete,
    false,
    func,
    select,
    true,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.check_plans import QUESTIONS, TOLD, Check, CheckQuestion, move
from storage.database import LARGE, Db, Table, by_chance, insert_once
from storage.presence import CAME
from storage.seals import LENGTH, own, seal
from storage.sessions import Attendee, Course, Session

BEFORE, AFTER = "before", "after"


class CheckAnswer(Table):
    """Whether somebody was right, before or after. `respondent` is their seal, None once they are erased.

    `is_told`: it is in the lift that was told, and stays there.
    """

    __tablename__ = "check_answers"
    __table_args__ = (
        UniqueConstraint("session_id", "phase", "position", "respondent", name="uq_check_answers_once"),
        Index("ix_check_answers_respondent", "respondent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    position: Mapped[int]
    phase: Mapped[str] = mapped_column(String(6))
    respondent: Mapped[str | None] = mapped_column(String(LENGTH))
    is_right: Mapped[bool]
    is_told: Mapped[bool] = mapped_column(default=False, server_default=false())


class CheckParticipation(Table):
    """A member answered something of a check; `took_back`: and took it back.

    Nothing tells when, and the numbers of rows are drawn by chance: their order would be that of the answers.
    """

    __tablename__ = "check_participations"
    __table_args__ = (
        UniqueConstraint("session_id", "phase", "member_id", name="uq_check_participations_once"),
        Index("ix_check_participations_member_id", "member_id"),
    )

    id: Mapped[int] = mapped_column(LARGE, primary_key=True, autoincrement=False, default=by_chance)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    phase: Mapped[str] = mapped_column(String(6))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    took_back: Mapped[bool] = mapped_column(default=False, server_default=false())


def subject(session_id: int, member_id: int) -> str:
    """What somebody's messages of a check are about."""
    return f"check:{session_id}:{member_id}"


def about(session_id: int, phase: str, member_id: int) -> str:
    """The fact for which somebody is asked before, or after."""
    return f"check:{session_id}:{phase}:{member_id}"


async def answer(db: Db, *, session: Session, member_id: int, phase: str, position: int, is_right: bool) -> None:
    """Keeps whether the member was right; the first answer stays, so that nobody tries until they are."""
    who = {"session_id": session.id, "phase": phase, "member_id": member_id}
    await insert_once(db, CheckParticipation, **who, took_back=False)
    mine = {
        "session_id": session.id,
        "phase": phase,
        "position": position,
        "respondent": await seal(db, member_id, session.id),
    }
    await insert_once(db, CheckAnswer, **mine, is_right=is_right)


async def answers_of(db: Db, session_id: int, member_id: int, phase: str) -> Mapping[int, bool]:
    """The questions the member answered, by position: whether they were right."""
    wanted = select(CheckAnswer.position, CheckAnswer.is_right).filter_by(session_id=session_id, phase=phase)
    rows = await db.execute(wanted.where(CheckAnswer.respondent == await seal(db, member_id, session_id)))
    return {position: is_right for position, is_right in rows}  # noqa: C416 - rows are no tuples to a type checker


async def take_back(db: Db, session_id: int, member_id: int) -> None:
    """Forgets what the member answered, both times; they are asked no more.

    What is in the lift that was told stays, as nobody's: a lift that moved would tell what they had answered.
    """
    mine = (CheckAnswer.session_id == session_id, CheckAnswer.respondent == await seal(db, member_id, session_id))
    await db.execute(delete(CheckAnswer).where(*mine, CheckAnswer.is_told == false()))
    await db.execute(update(CheckAnswer).where(*mine).values(respondent=None))
    took_part = update(CheckParticipation).filter_by(session_id=session_id, member_id=member_id)
    await db.execute(took_part.values(took_back=True))


async def took_back(db: Db, session_id: int) -> set[int]:
    """The numbers of the members who took their answers back."""
    wanted = select(CheckParticipation.member_id).where(
        CheckParticipation.session_id == session_id, CheckParticipation.took_back == true()
    )
    return {member_id for member_id in await db.scalars(wanted) if member_id is not None}


@dataclass(frozen=True)
class Marked:
    """That somebody (their seal) answered one question of a session."""

    respondent: str
    phase: str
    position: int


async def untold(db: Db, session_id: int) -> Sequence[Marked]:
    """Which questions people answered who are in no lift yet; not those erased since."""
    wanted = select(CheckAnswer.respondent, CheckAnswer.phase, CheckAnswer.position).where(
        CheckAnswer.session_id == session_id, CheckAnswer.is_told == false(), CheckAnswer.respondent.is_not(None)
    )
    return [Marked(who, phase, position) for who, phase, position in await db.execute(wanted) if who is not None]


async def tell(db: Db, check: Check, respondents: Collection[str]) -> None:
    """The lift of a check that is held comes from these people, now and for good."""
    theirs = CheckAnswer.respondent.in_(respondents)
    told = update(CheckAnswer).where(CheckAnswer.session_id == check.session_id, theirs)
    await db.execute(told.values(is_told=True))
    await move(db, check, TOLD)


@dataclass(frozen=True)
class Lift:
    """Shares (0 to 1) of right answers of the `people` who answered every question both times, out of `attendees`."""

    people: int
    attendees: int
    before: float
    after: float


async def lift(db: Db, session_ids: Collection[int]) -> Lift | None:
    """What groups learnt at these sessions, one or many; None before anything is told (`handlers.checks.rules`)."""
    wanted = (
        select(CheckAnswer.phase, func.count(), func.sum(case((CheckAnswer.is_right, 1), else_=0)))
        .where(CheckAnswer.session_id.in_(session_ids), CheckAnswer.is_told == true())
        .group_by(CheckAnswer.phase)
    )
    told = {phase: (n, right) for phase, n, right in await db.execute(wanted)}
    if not told:
        return None
    before, after = (right / n for n, right in (told[BEFORE], told[AFTER]))
    return Lift(told[BEFORE][0] // QUESTIONS, await attendees(db, session_ids), before, after)


async def attendees(db: Db, session_ids: Collection[int]) -> int:
    """How many came to these sessions (see `storage.presence`)."""
    wanted = select(func.count(Attendee.id)).where(Attendee.session_id.in_(session_ids), CAME)
    return (await db.scalars(wanted)).one()


async def export_of(db: Db, member_id: int) -> list[dict[str, Any]]:
    """What a member answered, with the course and day of the session."""
    wanted = (
        select(CheckAnswer, Course.title, Session.starts_at, CheckQuestion.title)
        .join(Session, Session.id == CheckAnswer.session_id)
        .join(Course, Course.id == Session.course_id)
        .join(
            CheckQuestion,
            and_(CheckQuestion.session_id == CheckAnswer.session_id, CheckQuestion.position == CheckAnswer.position),
        )
        .where(CheckAnswer.respondent.in_(await own(db, member_id)))
        .order_by(CheckAnswer.id)
    )
    return [
        {"course": course, "session": day.isoformat(), "when": one.phase, "question": title, "right": one.is_right}
        for one, course, day, title in await db.execute(wanted)
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets who answered: answers stay, and nothing stands for anybody any more."""
    mine = CheckAnswer.respondent.in_(await own(db, member_id))
    await db.execute(update(CheckAnswer).where(mine).values(respondent=None))
    gone = update(CheckParticipation).where(CheckParticipation.member_id == member_id)
    await db.execute(gone.values(member_id=None))
