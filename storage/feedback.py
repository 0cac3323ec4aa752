"""What attendees answer about a session, kept apart from who answered.

`answers` hold a seal (`storage.seals`) in the place of a member, `participations` who answered and in which week, and
nothing leads from one to the other: neither instants, nor the order of rows, nor how far somebody went, which is kept
by seal too (`climbs`). What people write is in `storage.verbatims`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, delete, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import told
from storage.database import LARGE, Db, Table, by_chance, insert_once
from storage.presence import CAME
from storage.seals import LENGTH, liker, own, seal, seals
from storage.session_times import tell_at
from storage.sessions import ENDED, Attendee, Course, Session
from storage.waiting import Whenever

HOT, COLD = "hot", "cold"
"""Just after a session, and what remains of it weeks later."""
STARS, RECOMMEND = "stars", "recommend"
"""The two questions that are asked both times: 1 to 5 stars, and 0 to 10 for "would you recommend it"."""
EMOTION, EFFORT, MINUTES, COLLEAGUE = "emotion", "effort", "minutes", "colleague"
"""Which of the five emotions (1 to 5), the effort felt (1 lighter than announced, 2 as announced, 3 heavier), the
minutes it really took, and 1 when a colleague is to be told of it."""
RESULT, PEDAGOGY, ORGANISATION = "result", "pedagogy", "organisation"
"""What is thought of each: 1 to be reviewed, 2 good enough, 3 very good."""
ASPECTS = (RESULT, PEDAGOGY, ORGANISATION)
APPLIED = "applied"
"""Weeks later: 0 nothing was applied, 1 a little, 2 a lot."""

_LOW = "question = 'stars' AND value <= 2 AND followed_at IS NULL"
"""Literal values: bound ones would miss the partial index of the low marks nobody has looked at."""


class Answer(Table):
    """What somebody answered to one question about a session. `respondent` is their seal, None once they are erased.

    `created_at`: the hour in which they first did (`hour_of`); the minute would lead to their message, drawn then.
    `followed_at`: when a low mark was looked at, to see whether somebody should come back to its author.
    """

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("session_id", "phase", "question", "respondent"),
        Index("ix_answers_respondent", "respondent"),
        Index("ix_answers_low", "created_at", sqlite_where=text(_LOW), postgresql_where=text(_LOW)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    phase: Mapped[str] = mapped_column(String(4))
    question: Mapped[str] = mapped_column(String(20))
    respondent: Mapped[str | None] = mapped_column(String(LENGTH))
    value: Mapped[int]
    created_at: Mapped[datetime]
    followed_at: Mapped[datetime | None]


class Participation(Table):
    """A member answered something about a session; what, is not told here.

    `week` is when they first did: its Monday in the session's zone (`2026-11-23`). A day would lead to their answers;
    so would numbers that follow one another, as those of answers do: these are drawn by chance.
    """

    __tablename__ = "participations"
    __table_args__ = (
        UniqueConstraint("session_id", "phase", "member_id"),
        Index("ix_participations_member_id", "member_id"),
    )

    id: Mapped[int] = mapped_column(LARGE, primary_key=True, autoincrement=False, default=by_chance)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    phase: Mapped[str] = mapped_column(String(4))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    week: Mapped[str] = mapped_column(String(10))


class Climb(Table):
    """How far somebody went in what they are asked about a session, by their seal, None once they are erased."""

    __tablename__ = "climbs"
    __table_args__ = (
        UniqueConstraint("session_id", "phase", "respondent"),
        Index("ix_climbs_respondent", "respondent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    phase: Mapped[str] = mapped_column(String(4))
    respondent: Mapped[str | None] = mapped_column(String(LENGTH))
    step: Mapped[str] = mapped_column(String(20), default="")


def hour_of(now: datetime) -> datetime:
    """The hour of an instant: what may be kept of when somebody spoke without a name."""
    return now.replace(minute=0, second=0, microsecond=0)


async def answer(
    db: Db, *, session: Session, member_id: int, question: str, value: int, now: datetime, phase: str = HOT
) -> None:
    """Keeps what a member answers to a question; answering again changes it."""
    await take_part(db, session, member_id, now, phase)
    respondent = await seal(db, member_id, session.id)
    mine = {"session_id": session.id, "phase": phase, "question": question, "respondent": respondent}
    if await insert_once(db, Answer, **mine, value=value, created_at=hour_of(now)):
        return
    await db.execute(
        update(Answer).filter_by(**mine).where(Answer.value != value).values(value=value, followed_at=None)
    )


async def take_part(db: Db, session: Session, member_id: int, now: datetime, phase: str = HOT) -> None:
    """Notes that a member answered something, once; what they do at the same time elsewhere waits for this."""
    day = now.astimezone(ZoneInfo(session.zone)).date()
    monday = day - timedelta(days=day.weekday())
    mine = {"session_id": session.id, "phase": phase, "member_id": member_id}
    if await insert_once(db, Participation, **mine, week=monday.isoformat()):
        # After the last round, or before the first of a session that was imported: what comes is told too.
        untold = update(Session).where(Session.id == session.id, Session.state == ENDED, Session.tell_at.is_(None))
        await db.execute(untold.values(tell_at=tell_at(now)))
    await begin(db, session.id, member_id, phase)


async def begin(db: Db, session_id: int, member_id: int, phase: str = HOT) -> None:
    """Notes that a member was shown something of a survey; what they do at the same time elsewhere waits for this."""
    mine = {"session_id": session_id, "phase": phase, "respondent": await seal(db, member_id, session_id)}
    await insert_once(db, Climb, **mine, step="")
    await db.execute(select(Climb.id).filter_by(**mine).with_for_update())


async def take_back(db: Db, session_id: int, member_id: int, question: str, phase: str = HOT) -> bool:
    """Forgets what a member answered to a question; tells whether they had. What was told of it is nobody's."""
    respondent = await seal(db, member_id, session_id)
    mine = {"session_id": session_id, "phase": phase, "question": question, "respondent": respondent}
    gone = delete(Answer).filter_by(**mine).returning(Answer.id)
    await told.forget(db, session_id, respondent, question, phase)
    return (await db.execute(gone)).first() is not None


async def forget(db: Db, session_id: int, member_id: int) -> None:
    """Forgets all a member answered about a session, then and weeks later; that they once answered stays."""
    respondent = await seal(db, member_id, session_id)
    await db.execute(delete(Answer).filter_by(session_id=session_id, respondent=respondent))
    await told.forget(db, session_id, respondent)
    await told.forget(db, session_id, await liker(db, member_id, session_id))


async def answers_of(db: Db, session_id: int, member_id: int, phase: str = HOT) -> dict[str, int]:
    """What a member answered, by question."""
    wanted = select(Answer.question, Answer.value).filter_by(session_id=session_id, phase=phase)
    rows = await db.execute(wanted.where(Answer.respondent == await seal(db, member_id, session_id)))
    return {question: value for question, value in rows}  # noqa: C416 - rows are no tuples to a type checker


async def stars(db: Db, session_id: int, member_id: int, phase: str = HOT) -> int | None:
    """The stars the member gave."""
    return (await answers_of(db, session_id, member_id, phase)).get(STARS)


async def step(db: Db, session_id: int, member_id: int, phase: str = HOT) -> str:
    """How far the member went on the ladder, "" before anything."""
    respondent = await seal(db, member_id, session_id)
    wanted = select(Climb.step).filter_by(session_id=session_id, phase=phase, respondent=respondent)
    return (await db.scalars(wanted)).one_or_none() or ""


async def move_to(db: Db, session_id: int, member_id: int, step: str, phase: str = HOT) -> None:
    """Notes how far a member went (`begin` or `take_part` comes first)."""
    mine = {"session_id": session_id, "phase": phase, "respondent": await seal(db, member_id, session_id)}
    await db.execute(update(Climb).filter_by(**mine).values(step=step))


async def stand_at(db: Db, member_id: int, step: str) -> Sequence[int]:
    """The sessions on whose ladder a member stands at this step."""
    wanted = select(Climb.session_id).where(Climb.respondent.in_(await own(db, member_id)), Climb.phase == HOT)
    return (await db.scalars(wanted.where(Climb.step == step))).all()


async def takes_part(db: Db, session_id: int, member_id: int, phase: str = HOT) -> bool:
    """Whether a member answered something."""
    wanted = select(Participation.id).filter_by(session_id=session_id, member_id=member_id, phase=phase)
    return (await db.scalars(wanted)).first() is not None


async def authors(db: Db, session_ids: Collection[int]) -> dict[str, int]:
    """The numbers of those who took part in what was asked about these sessions, by their seals there."""
    wanted = select(Participation.session_id, Participation.member_id).distinct()
    taken = wanted.where(Participation.session_id.in_(session_ids), Participation.member_id.is_not(None))
    people: dict[int, list[int]] = defaultdict(list)
    for session_id, member_id in await db.execute(taken):
        people[session_id].append(member_id or 0)
    return {
        mark: one for session_id, some in people.items() for mark, one in (await seals(db, some, session_id)).items()
    }


async def silent(db: Db, session_id: int, phase: str = HOT) -> Sequence[int]:
    """The numbers of those who came (see `storage.presence`) and answered nothing."""
    answered = select(Participation.id).where(
        Participation.session_id == session_id,
        Participation.phase == phase,
        Participation.member_id == Attendee.member_id,
    )
    wanted = select(Attendee.member_id).where(Attendee.session_id == session_id, CAME, Attendee.member_id.is_not(None))
    return [one for one in await db.scalars(wanted.where(~answered.exists())) if one is not None]


def low(before: Whenever) -> Select[Answer]:
    """One or two stars surely given before an instant that nobody has looked at, oldest first.

    The hour in which they were given is over: their minute is not known.
    """
    literally = text(f"answers.{_LOW.replace(' AND ', ' AND answers.')}")
    wanted = select(Answer).where(literally, Answer.created_at <= before - timedelta(hours=1))
    return wanted.order_by(Answer.created_at, Answer.id)


async def low_marks(db: Db, before: datetime, most: int) -> Sequence[Answer]:
    """The first of those that are `low`; those another process holds are left to it."""
    return (await db.scalars(low(before).limit(most).with_for_update(skip_locked=True))).all()


async def looked_at(db: Db, answer_ids: Collection[int], now: datetime) -> None:
    """Notes that these low marks were looked at."""
    await db.execute(update(Answer).where(Answer.id.in_(answer_ids)).values(followed_at=now))


async def count_of(db: Db, member_id: int) -> int:
    """How many sessions a member answered about."""
    wanted = select(Answer.session_id).where(Answer.respondent.in_(await own(db, member_id)))
    return len(set(await db.scalars(wanted)))


async def export_of(db: Db, member_id: int) -> list[dict[str, Any]]:
    """What a member answered, with the course and day of the session."""
    wanted = (
        select(Answer, Course.title, Session.starts_at)
        .join(Session, Session.id == Answer.session_id)
        .join(Course, Course.id == Session.course_id)
        .where(Answer.respondent.in_(await own(db, member_id)))
        .order_by(Answer.id)
    )
    return [
        {
            "course": course,
            "session": day.isoformat(),
            "when": one.phase,
            "question": one.question,
            "answer": one.value,
            "given_at": one.created_at.isoformat(),
        }
        for one, course, day in await db.execute(wanted)
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets who answered: the answers stay counted, and nothing stands for anybody any more."""
    theirs = await own(db, member_id)
    await db.execute(update(Answer).where(Answer.respondent.in_(theirs)).values(respondent=None))
    await db.execute(update(Climb).where(Climb.respondent.in_(theirs)).values(respondent=None))
    await db.execute(update(Participation).where(Participation.member_id == member_id).values(member_id=None))
