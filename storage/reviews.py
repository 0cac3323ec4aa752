"""What people read of a course before they decide: its words, its next session; and who wants to know when it opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, delete, false, func, or_, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.communities import ANIMATOR, Community, CommunityRole
from storage.database import Db, Table, insert_once
from storage.people import Member
from storage.sessions import CANCELLED, OUTLINES, PLANNED, Course, Outline, Session
from storage.testimonials import COMMUNITY, PUBLIC, PUBLISHED, WORKSPACE, Testimonial, name_shown
from storage.verbatims import Verbatim


class CourseWatch(Table):
    """A member wants to know when a course opens. `session_id`: the one they were told of, which ends it.

    Should that one be cancelled, they are told of the next.
    """

    __tablename__ = "course_watches"
    __table_args__ = (
        UniqueConstraint("member_id", "course_id"),
        Index("ix_course_watches_course_id", "course_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"))


@dataclass(frozen=True)
class Opinion:
    """A published testimonial; `name` is None when its author is not named, else all that they show."""

    words: str
    name: str | None
    critical: bool


@dataclass(frozen=True)
class Opening:
    """A session that people waited for, and who is to be told of it."""

    session: Session
    community: Community
    member_ids: Sequence[int]


async def titles(db: Db, workspace_id: int) -> Mapping[int, str]:
    """The workspace's courses by number, the one whose session was set up last first."""
    wanted = select(Course.id, Course.title).outerjoin(Session, Session.course_id == Course.id)
    wanted = wanted.where(Course.workspace_id == workspace_id).group_by(Course.id, Course.title)
    rows = await db.execute(wanted.order_by(func.coalesce(func.max(Session.id), 0).desc(), Course.id.desc()))
    return {number: title for number, title in rows}  # noqa: C416 - rows are no tuples to a type checker


async def course(db: Db, course_id: int, workspace_id: int) -> Course | None:
    """The course, only if it belongs to this workspace."""
    return (await db.scalars(select(Course).filter_by(id=course_id, workspace_id=workspace_id))).one_or_none()


async def describe(db: Db, course: Course, suits: str) -> None:
    """Changes what is said of whom it suits; "" for nothing."""
    course.suits = suits
    await db.flush()


async def animates(db: Db, course_id: int, member_id: int) -> bool:
    """Whether a member animates a community that runs, or ran, the course."""
    wanted = (
        select(Session.id)
        .join(CommunityRole, CommunityRole.community_id == Session.community_id)
        .where(Session.course_id == course_id, Session.state != CANCELLED)
        .where(CommunityRole.member_id == member_id, CommunityRole.role == ANIMATOR)
    )
    return (await db.scalars(wanted.limit(1))).first() is not None


async def next_session(db: Db, course_id: int, now: datetime) -> Outline | None:
    """The nearest session of the course that is planned and has not begun."""
    wanted = OUTLINES.where(Session.course_id == course_id, Session.state == PLANNED, Session.starts_at > now)
    found = (await db.execute(wanted.order_by(Session.starts_at, Session.id).limit(1))).one_or_none()
    return Outline(*found) if found else None


async def opinions(
    db: Db, course_id: int, now: datetime, *, home: int | None, critical: bool, most: int
) -> Sequence[Opinion]:
    """What the authors of published words about a course let its readers read, newest first.

    `home`: the community in whose channel one asks, which also reads what was meant for it only.
    """
    wanted = (
        select(Testimonial, Member)
        .join(Verbatim, Verbatim.id == Testimonial.verbatim_id)
        .join(Session, Session.id == Verbatim.session_id)
        .outerjoin(Member, Member.id == Testimonial.member_id)
        .where(Session.course_id == course_id, Testimonial.state == PUBLISHED, Testimonial.words.is_not(None))
        .where(Testimonial.expires_at > now, Testimonial.critical.is_(critical))
        .where(
            or_(
                Testimonial.place.in_((WORKSPACE, PUBLIC)),
                (Testimonial.place == COMMUNITY) & (Testimonial.community_id == home),
            )
        )
        .order_by(Testimonial.published_at.desc(), Testimonial.id.desc())
        .limit(most)
    )
    rows = await db.execute(wanted)
    return [Opinion(one.words or "", name_shown(author, one.shown_as), one.critical) for one, author in rows]


_CANCELLED = select(Session.id).where(Session.state == CANCELLED)
_WAITS = CourseWatch.session_id.is_(None) | CourseWatch.session_id.in_(_CANCELLED)


async def watch(db: Db, member_id: int, course_id: int) -> None:
    """Notes that a member wants to know when the course opens."""
    mine = {"member_id": member_id, "course_id": course_id}
    if not await insert_once(db, CourseWatch, **mine):
        await db.execute(update(CourseWatch).filter_by(**mine).values(session_id=None))


async def unwatch(db: Db, member_id: int, course_id: int) -> None:
    """Notes that they no longer do."""
    await db.execute(delete(CourseWatch).filter_by(member_id=member_id, course_id=course_id))


async def watches(db: Db, member_id: int, course_id: int) -> bool:
    """Whether a member is to be told when the course opens."""
    wanted = select(CourseWatch.id).filter_by(member_id=member_id, course_id=course_id).where(_WAITS)
    return (await db.scalars(wanted)).first() is not None


_NEW = text("sessions.state = 'planned' AND NOT sessions.heralded")
UNHERALDED = select(Session.id).where(_NEW).order_by(Session.id)
"""The sessions set up since `take_openings` was asked last."""


async def take_openings(db: Db, now: datetime, most: int) -> Sequence[Opening]:
    """The first of UNHERALDED, each taken by one process, with who waits for their course.

    These are told of it, and of no other.
    """
    ids = (await db.scalars(UNHERALDED.limit(most))).all()
    if not ids:
        return ()
    taken = update(Session).where(Session.id.in_(ids), Session.heralded == false()).values(heralded=True)
    mine = (await db.scalars(taken.returning(Session.id))).all()
    found = []
    both = select(Session, Community).join(Community, Community.id == Session.community_id).where(Session.id.in_(mine))
    for session, community in await db.execute(both.order_by(Session.starts_at, Session.id)):
        waiting = update(CourseWatch).where(CourseWatch.course_id == session.course_id, _WAITS)
        if session.starts_at > now:
            told = waiting.values(session_id=session.id).returning(CourseWatch.member_id)
            found.append(Opening(session, community, sorted(await db.scalars(told))))
        else:
            found.append(Opening(session, community, ()))
    return found


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """The courses of which a member wanted to know when they open."""
    wanted = select(Course.title, CourseWatch.session_id).join(Course, Course.id == CourseWatch.course_id)
    rows = await db.execute(wanted.where(CourseWatch.member_id == member_id).order_by(CourseWatch.id))
    return [{"course": title, "told": session_id is not None} for title, session_id in rows]


async def erase_of(db: Db, member_id: int) -> None:
    """Nobody is told any more."""
    await db.execute(delete(CourseWatch).where(CourseWatch.member_id == member_id))
