"""What waits for the slots of a community, and what it has heard already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text

from storage.database import Db
from storage.sessions import Session
from storage.testimonial_slots import TestimonialPost
from storage.testimonials import APPROVED, COMMUNITY, PUBLISHED, Testimonial
from storage.verbatims import Verbatim


@dataclass(frozen=True)
class Planned:
    """One that waits in a community, and what decides when it leaves. `author` stands for them and names nobody."""

    post: TestimonialPost
    testimonial: Testimonial
    course_id: int
    author: str


@dataclass(frozen=True)
class Heard:
    """When each course and author was last posted in a community, and who was the last author."""

    courses: dict[int, datetime]
    authors: dict[str, datetime]
    last: str | None


def _author(member_id: int | None, respondent: str | None) -> str:
    return f"member {member_id}" if member_id is not None else respondent or ""


async def planned(db: Db, community_id: int) -> Sequence[Planned]:
    """Everything that waits there, what is held too, the longest first."""
    wanted = (
        select(TestimonialPost, Testimonial, Session.course_id)
        .join(Testimonial, Testimonial.id == TestimonialPost.testimonial_id)
        .join(Verbatim, Verbatim.id == Testimonial.verbatim_id)
        .join(Session, Session.id == Verbatim.session_id)
        .where(text("testimonial_posts.posted_at IS NULL"), TestimonialPost.community_id == community_id)
        .where(Testimonial.state.in_((APPROVED, PUBLISHED)))
        .where((Testimonial.community_id == community_id) | (Testimonial.place != COMMUNITY))
        .order_by(TestimonialPost.queued_at, TestimonialPost.id)
    )
    rows = await db.execute(wanted.execution_options(populate_existing=True))
    return [Planned(post, one, course_id, _author(one.member_id, one.respondent)) for post, one, course_id in rows]


async def heard(db: Db, community_id: int) -> Heard:
    """What was posted there, whatever became of it since."""
    last_at = func.max(TestimonialPost.posted_at)
    posts = (
        select(Testimonial.member_id, Testimonial.respondent, Session.course_id, last_at)
        .join(TestimonialPost, TestimonialPost.testimonial_id == Testimonial.id)
        .join(Verbatim, Verbatim.id == Testimonial.verbatim_id)
        .join(Session, Session.id == Verbatim.session_id)
        .where(TestimonialPost.community_id == community_id, TestimonialPost.posted_at.is_not(None))
        .group_by(Testimonial.member_id, Testimonial.respondent, Session.course_id)
        .order_by(last_at)
    )
    courses: dict[int, datetime] = {}
    authors: dict[str, datetime] = {}
    last = None
    for member_id, respondent, course_id, at in await db.execute(posts):
        last = _author(member_id, respondent)
        if at is not None:
            courses[course_id] = authors[last] = at
    return Heard(courses, authors, last)
