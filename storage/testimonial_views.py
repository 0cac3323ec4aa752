"""Testimonials as people see them: one with all that its messages show, and those that wait for an animator."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from storage import consents
from storage.communities import Community
from storage.database import Db
from storage.people import Member
from storage.sessions import Course, Session
from storage.testimonials import WAITING, Testimonial, subject
from storage.verbatims import Verbatim


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


async def waiting(db: Db, community_ids: Collection[int], *, most: int) -> Sequence[int]:
    """The ids of those that wait for an animator of these communities, oldest first."""
    wanted = select(Testimonial.id).where(Testimonial.community_id.in_(community_ids), Testimonial.state == WAITING)
    return (await db.scalars(wanted.order_by(Testimonial.id).limit(most))).all()


async def count_waiting(db: Db, community_ids: Collection[int]) -> int:
    """How many wait for an animator of these communities."""
    wanted = select(func.count(Testimonial.id)).where(Testimonial.community_id.in_(community_ids))
    return (await db.scalars(wanted.where(Testimonial.state == WAITING))).one()
