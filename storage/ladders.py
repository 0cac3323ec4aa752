"""What the learner's ladder needs to know beside answers: moments and their likes, themes, past sessions, reminders."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, String, cast, delete, exists, func, literal, or_, select, update

from storage import feedback
from storage import moments as agendas
from storage.communities import Community
from storage.database import Db
from storage.feedback import HOT, Participation
from storage.likes import Like
from storage.outbox import FAILED, Delivery
from storage.presence import CAME
from storage.sessions import CANCELLED, ENDED, PLANNED, Attendee, Course, Outline, Session
from storage.waiting import Whenever

_ASKED = literal("rating:") + cast(Attendee.session_id, String) + literal(":") + cast(Attendee.member_id, String)
"""The fact for which an attendee is owed the first step of the ladder."""

MOMENT = "moment"
"""A like of an item of an agenda is about `moment:12`."""


@dataclass(frozen=True)
class LikedMoment:
    """An item of a session's agenda, and whether somebody likes it."""

    id: int
    title: str
    liked: bool


async def moments(db: Db, session_id: int, member_id: int) -> list[LikedMoment]:
    """A session's agenda in order, with what a member likes of it, whenever and however they said so."""
    found = await agendas.of(db, session_id)
    subjects = [f"{MOMENT}:{one.id}" for one in found]
    wanted = select(Like.subject).where(Like.member_id == member_id, Like.subject.in_(subjects))
    liked = set(await db.scalars(wanted)) if found else set()
    return [LikedMoment(one.id, one.title, f"{MOMENT}:{one.id}" in liked) for one in found]


async def forget_likes(db: Db, subjects: Collection[str], member_id: int) -> None:
    """Takes back what a member likes of these, in every way they said so."""
    await db.execute(delete(Like).where(Like.member_id == member_id, Like.subject.in_(subjects)))


async def other_communities(db: Db, outline: Outline) -> Sequence[tuple[int, str]]:
    """The ids and names of the other communities of a session's workspace, by name."""
    wanted = select(Community.id, Community.name).where(
        Community.workspace_id == outline.community.workspace_id, Community.id != outline.community.id
    )
    return [(number, name) for number, name in await db.execute(wanted.order_by(Community.name))]


async def other_courses(db: Db, outline: Outline) -> Sequence[tuple[int, str]]:
    """The ids and titles of the workspace's other courses, those last taught (or soonest to be) first."""
    wanted = (
        select(Course.id, Course.title)
        .join(Session, Session.course_id == Course.id)
        .where(
            Course.workspace_id == outline.community.workspace_id,
            Course.id != outline.session.course_id,
            Session.state != CANCELLED,
        )
        .group_by(Course.id, Course.title)
        .order_by(func.max(Session.starts_at).desc(), Course.id)
    )
    return [(number, title) for number, title in await db.execute(wanted)]


async def next_date(db: Db, outline: Outline, now: datetime) -> Session | None:
    """The next planned session of the same course."""
    wanted = select(Session).where(Session.course_id == outline.session.course_id, Session.state == PLANNED)
    return (await db.scalars(wanted.where(Session.starts_at > now).order_by(Session.starts_at).limit(1))).first()


_CLIMBS = or_(
    CAME,
    exists().where(Participation.session_id == Attendee.session_id, Participation.member_id == Attendee.member_id),
    exists().where(Delivery.about == _ASKED),
)
"""Whether who is on the list may answer: they came, or were asked or answered before others were known to have come."""


async def may_climb(db: Db, session_id: int, member_id: int) -> bool:
    """Whether a member may say what they think of a session."""
    mine = select(Attendee.id).where(Attendee.session_id == session_id, Attendee.member_id == member_id, _CLIMBS)
    return (await db.scalars(mine)).first() is not None


async def attended(
    db: Db, member_id: int, now: datetime, *, skip: int, most: int, but: str | None = None
) -> Sequence[tuple[Session, str]]:
    """Sessions that are over and about which a member may answer, with their courses, the latest first.

    `but`: only those they answered about, without those where they stand at this step of the ladder.
    """
    wanted = (
        select(Session, Course.title)
        .join(Attendee, Attendee.session_id == Session.id)
        .join(Course, Course.id == Session.course_id)
        .where(Attendee.member_id == member_id, Session.state != CANCELLED, _CLIMBS)
        .where(or_(Session.state == ENDED, Session.ends_at <= now))
    )
    if but is not None:
        answered = select(Participation.session_id).filter_by(member_id=member_id, phase=HOT)
        forgotten = await feedback.stand_at(db, member_id, but)
        wanted = wanted.where(Session.id.in_(answered), Session.id.not_in(forgotten))
    ordered = wanted.order_by(Session.ends_at.desc(), Session.id.desc()).offset(skip).limit(most)
    return [(session, title) for session, title in await db.execute(ordered)]


def reminders(now: Whenever) -> Select[int]:
    """The sessions whose reminder has come."""
    return select(Session.id).where(Session.nudge_at <= now).order_by(Session.nudge_at)


async def to_remind(db: Db, now: datetime, most: int) -> Sequence[int]:
    """Takes the first of `reminders`, each once: from now on none of them has one to come."""
    come = reminders(now).limit(most)
    taken = update(Session).where(Session.id.in_(come.with_for_update(skip_locked=True)), Session.nudge_at <= now)
    return sorted(await db.scalars(taken.values(nudge_at=None).returning(Session.id)))


async def not_reached(db: Db, abouts: Collection[str]) -> set[str]:
    """Which of the messages owed for these facts were given up: their readers take no direct message from the bot."""
    wanted = select(Delivery.about).where(Delivery.about.in_(abouts), Delivery.state == FAILED)
    return set(await db.scalars(wanted))
