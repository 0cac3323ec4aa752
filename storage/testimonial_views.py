"""Testimonials as people see them: one with all that its messages show, and those that wait for an animator."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, select

from storage import consents
from storage.comments import Comment
from storage.communities import Community
from storage.database import Db
from storage.likes import Like
from storage.outbox import SENT, Delivery
from storage.people import Member
from storage.seals import seals
from storage.sessions import Course, Session
from storage.testimonials import DECLINED, WAITING, Testimonial, subject, theirs
from storage.verbatims import Verbatim
from storage.waiting import Whenever


@dataclass(frozen=True)
class Story:
    """A testimonial with what is needed to show it. `agreed`: its author's consent holds at this very moment."""

    testimonial: Testimonial
    community: Community
    course: str
    author: Member | None
    decider: Member | None
    agreed: bool


async def story(db: Db, testimonial_id: int) -> Story:
    """Everything its messages show, read at once."""
    testimonial = await db.get_one(Testimonial, testimonial_id, populate_existing=True)
    course = select(Course.title).join(Session).join(Verbatim, Verbatim.session_id == Session.id)
    return Story(
        testimonial=testimonial,
        community=await db.get_one(Community, testimonial.community_id),
        course=(await db.scalars(course.where(Verbatim.id == testimonial.verbatim_id))).one(),
        author=await db.get(Member, testimonial.member_id) if testimonial.member_id else None,
        decider=await db.get(Member, testimonial.decided_by) if testimonial.decided_by else None,
        agreed=await consents.live(db, subject(testimonial_id)) is not None,
    )


def ripe(now: Whenever) -> Select[Testimonial]:
    """Those to which time does something now, the oldest first."""
    return select(Testimonial).where(Testimonial.next_at <= now).order_by(Testimonial.next_at)


async def timed(db: Db, now: datetime, most: int) -> Sequence[Testimonial]:
    """The first that are `ripe`; those another process holds are left to it."""
    return (await db.scalars(ripe(now).limit(most).with_for_update(skip_locked=True))).all()


async def of_member(db: Db, member_id: int, *, skip: int = 0, most: int) -> Sequence[int]:
    """The ids of a member's testimonials, newest first."""
    wanted = select(Testimonial.id).where(await theirs(db, member_id)).order_by(Testimonial.id.desc())
    return (await db.scalars(wanted.offset(skip).limit(most))).all()


async def waiting(db: Db, community_ids: Collection[int], *, most: int) -> Sequence[int]:
    """The ids of those that wait for an animator of these communities, oldest first."""
    wanted = select(Testimonial.id).where(Testimonial.community_id.in_(community_ids), Testimonial.state == WAITING)
    return (await db.scalars(wanted.order_by(Testimonial.id).limit(most))).all()


async def count_waiting(db: Db, community_ids: Collection[int]) -> int:
    """How many wait for an animator of these communities."""
    wanted = select(func.count(Testimonial.id)).where(Testimonial.community_id.in_(community_ids))
    return (await db.scalars(wanted.where(Testimonial.state == WAITING))).one()


@dataclass(frozen=True)
class Decided:
    """How many testimonials animators decided, and declined, of happy or of critical words."""

    decided: int
    declined: int


async def decided(db: Db, community_ids: Collection[int]) -> dict[bool, Decided]:
    """What animators of these communities decided, by `critical`; what became of it since changes nothing."""
    declined = func.sum(case((Testimonial.state == DECLINED, 1), else_=0))
    wanted = select(Testimonial.critical, func.count(Testimonial.id), declined).where(
        Testimonial.community_id.in_(community_ids), Testimonial.decided_at.is_not(None)
    )
    rows = await db.execute(wanted.group_by(Testimonial.critical))
    found = {critical: Decided(number, no) for critical, number, no in rows}
    return {critical: found.get(critical, Decided(0, 0)) for critical in (False, True)}


async def touched(db: Db, testimonial_id: int) -> int:
    """How many people liked or commented it, in all communities, without its author and those who were erased."""
    testimonial, about = await db.get_one(Testimonial, testimonial_id), subject(testimonial_id)
    likers = select(Like.member_id).where(Like.subject == about)
    commenters = select(Comment.member_id).where(Comment.subject == about, Comment.deleted_at.is_(None))
    people = {one for one in [*await db.scalars(likers), *await db.scalars(commenters)] if one is not None}
    if testimonial.respondent is None:
        return len(people - {testimonial.member_id})
    said_about = select(Verbatim.session_id).where(Verbatim.id == testimonial.verbatim_id)
    known = await seals(db, people, (await db.scalars(said_about)).one())
    return len(people - {known.get(testimonial.respondent)})


@dataclass(frozen=True)
class Copy:
    """A channel in which a copy was posted; `failure` is the platform's word for why it could not be changed last."""

    channel: str
    failure: str | None


async def copies(db: Db, testimonial: Testimonial) -> Sequence[Copy]:
    """The copies in channels, oldest first."""
    wanted = select(Delivery.channel, Delivery.failure).where(
        Delivery.subject == subject(testimonial.id), Delivery.channel.is_not(None), Delivery.state == SENT
    )
    return [Copy(channel or "", failure) for channel, failure in await db.execute(wanted.order_by(Delivery.id))]


async def was_seen(db: Db, testimonial_id: int, draw: str) -> bool:
    """Whether people may have seen a message about it that is drawn so; False while it is tried for the first time."""
    tried = Delivery.posted_id.is_not(None) | (Delivery.attempts > 1)
    wanted = select(Delivery.id).where(Delivery.subject == subject(testimonial_id), Delivery.draw == draw, tried)
    return (await db.scalars(wanted.limit(1))).first() is not None
