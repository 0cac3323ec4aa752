"""The public page of a workspace: how many testimonials there are to read, by theme and by course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text

from storage.communities import Community
from storage.database import Db
from storage.sessions import Course, Session
from storage.testimonials import PUBLIC_NOW, Testimonial
from storage.verbatims import Verbatim


@dataclass(frozen=True)
class Shelf:
    """How many testimonials of a course a community has on the page."""

    community_id: int
    community: str
    course_id: int
    course: str
    n: int


async def shelves(db: Db, workspace_id: int, now: datetime) -> Sequence[Shelf]:
    """What is on the page of a workspace now, as `storage.testimonials.on_the_wall` tells it, by name."""
    n = func.count(Testimonial.id)
    wanted = (
        select(Community.id, Community.name, Course.id, Course.title, n)
        .select_from(Testimonial)
        .join(Community, Community.id == Testimonial.community_id)
        .join(Verbatim, Verbatim.id == Testimonial.verbatim_id)
        .join(Session, Session.id == Verbatim.session_id)
        .join(Course, Course.id == Session.course_id)
        .where(text(PUBLIC_NOW), Testimonial.words.is_not(None), Testimonial.expires_at > now)
        .where(Community.workspace_id == workspace_id)
        .group_by(Community.id, Community.name, Course.id, Course.title)
        .order_by(Community.name, Course.title)
    )
    return [Shelf(*row) for row in await db.execute(wanted)]
