"""Courses, their sessions, and who attends."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, case, delete, func, literal, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.communities import Community
from storage.database import Db, Table, UtcTime, insert_once
from storage.people import Member
from storage.session_times import OPENS_BEFORE

PLANNED, ENDED, CANCELLED = "planned", "ended", "cancelled"
_PLANNED = "state = 'planned'"
_UNHERALDED = f"{_PLANNED} AND NOT heralded"

CODE_SIGNS = "2346789ACDEFHJKMNPQRTUVWXY"
"""What codes are made of: none of them is taken for another on a board (0 and O, 1, I and L, 5 and S, B, G, Z)."""
CODE_LENGTH = 4
"""Half a million codes: nobody finds today's by chance with the few tries they have."""


def _due_index(name: str) -> Index:
    """An index of the few sessions for which this instant is still to come."""
    waits = text(f"{name} IS NOT NULL")
    return Index(f"ix_sessions_{name}", name, sqlite_where=waits, postgresql_where=waits)


class Course(Table):
    """What sessions are instances of; the thing that has reviews. `suits`: whom it suits, in an animator's words."""

    __tablename__ = "courses"
    __table_args__ = (UniqueConstraint("workspace_id", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    title: Mapped[str] = mapped_column(String(100))
    suits: Mapped[str] = mapped_column(String(300), default="", server_default="")


class Session(Table):
    """A training event. Life: planned -> ended or cancelled. `zone` is the IANA zone its hours are told in.

    `place` is a room, an address or a link. `trainer` is a name; `trainer_id` is the trainer, when they are a member
    whom attendees may ask. `cost` is told as it was written; `hours` of work are announced, all included. `code` checks
    in who is there. When attendees are told beforehand (`remind_at`), its announcement lets them check in (`opens_at`),
    they are asked once more for their opinion (`nudge_at`), what remains of it (`cold_at`), and their answers are told
    (`tell_at`, see `storage.telling`): None once it is done, or when it is not to be. `heralded`: who wanted to know
    when the course opens was told.
    """

    __tablename__ = "sessions"
    # A literal state: a bound value would miss the partial index.
    __table_args__ = (
        Index("ix_sessions_planned", "ends_at", sqlite_where=text(_PLANNED), postgresql_where=text(_PLANNED)),
        Index("ix_sessions_community_id", "community_id", "ends_at"),
        Index("ix_sessions_course_id", "course_id"),
        Index("ix_sessions_created_by", "created_by"),
        Index("ix_sessions_trainer_id", "trainer_id"),
        *(_due_index(name) for name in ("remind_at", "opens_at", "nudge_at", "cold_at", "tell_at")),
        Index("ix_sessions_unheralded", "id", sqlite_where=text(_UNHERALDED), postgresql_where=text(_UNHERALDED)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(200), default="")
    trainer: Mapped[str] = mapped_column(String(100), default="")
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    cost: Mapped[str] = mapped_column(String(60), default="", server_default="")
    hours: Mapped[float | None]
    code: Mapped[str] = mapped_column(String(8), default="", server_default="")
    remind_at: Mapped[datetime | None]
    opens_at: Mapped[datetime | None]
    nudge_at: Mapped[datetime | None]
    cold_at: Mapped[datetime | None]
    tell_at: Mapped[datetime | None]
    heralded: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    state: Mapped[str] = mapped_column(String(10), default=PLANNED)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))


class Moment(Table):
    """An item of a session's agenda, in order; `minute` is how long after the start it begins, when that is told."""

    __tablename__ = "moments"
    __table_args__ = (UniqueConstraint("session_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(100))
    minute: Mapped[int | None]


class Attendee(Table):
    """Somebody on the list of a session; `checked_in_at`: when they said, or a code showed, that they were there.

    Erasing a member leaves the row without a name: counts stay true.
    """

    __tablename__ = "attendees"
    __table_args__ = (UniqueConstraint("session_id", "member_id"), Index("ix_attendees_member_id", "member_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    checked_in_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Outline:
    """A session with what is needed to name it, how many are on its list, and how many of them checked in."""

    session: Session
    course: str
    community: Community
    attendees: int
    checked_in: int

    @property
    def came(self) -> int:
        """How many came: who checked in, if anybody did, else the list stands for it (see `storage.presence`)."""
        return self.checked_in or self.attendees


async def course(db: Db, workspace_id: int, title: str) -> Course:
    """The workspace's course of that title, noted the first time it is named."""
    await insert_once(db, Course, workspace_id=workspace_id, title=title)
    return (await db.scalars(select(Course).filter_by(workspace_id=workspace_id, title=title))).one()


async def create(
    db: Db,
    *,
    community: Community,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    created_by: int | None,
    zone: str | None = None,
    place: str = "",
    trainer: str = "",
    trainer_id: int | None = None,
    cost: str = "",
    hours: float | None = None,
    remind_at: datetime | None = None,
) -> Session:
    """A planned session of the course called `title`, told in this zone or the community's, with a code of its own.

    `remind_at`: see `storage.session_times.remind_at`. Nothing is owed yet: it is announced by who sets it up.
    """
    made = Session(
        community_id=community.id,
        course_id=(await course(db, community.workspace_id, title)).id,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=zone or community.zone,
        place=place,
        trainer=trainer,
        trainer_id=trainer_id,
        cost=cost,
        hours=hours,
        code="".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH)),
        remind_at=remind_at,
        opens_at=starts_at - OPENS_BEFORE,
        state=PLANNED,
        created_by=created_by,
    )
    db.add(made)
    await db.flush()
    return made


_ATTENDEES = select(func.count(Attendee.id)).where(Attendee.session_id == Session.id).scalar_subquery()
_CHECKED_IN = select(func.count(Attendee.checked_in_at)).where(Attendee.session_id == Session.id).scalar_subquery()
OUTLINES = (
    select(Session, Course.title, Community, _ATTENDEES, _CHECKED_IN)
    .join(Course, Course.id == Session.course_id)
    .join(Community, Community.id == Session.community_id)
)


async def outline(db: Db, session_id: int, workspace_id: int | None = None) -> Outline | None:
    """The session, only if it belongs to the workspace when one is given."""
    wanted = OUTLINES.where(Session.id == session_id).execution_options(populate_existing=True)
    if workspace_id is not None:
        wanted = wanted.where(Community.workspace_id == workspace_id)
    found = (await db.execute(wanted)).one_or_none()
    return Outline(*found) if found else None


async def coming(db: Db, workspace_id: int, most: int) -> Sequence[Outline]:
    """The workspace's planned sessions, the nearest first."""
    wanted = OUTLINES.where(Community.workspace_id == workspace_id, text("sessions.state = 'planned'"))
    return [Outline(*row) for row in await db.execute(wanted.order_by(Session.starts_at, Session.id).limit(most))]


async def past(db: Db, workspace_id: int, most: int) -> Sequence[Outline]:
    """The workspace's ended sessions, the latest first."""
    wanted = OUTLINES.where(Community.workspace_id == workspace_id, Session.state == ENDED)
    ordered = wanted.order_by(Session.ends_at.desc(), Session.id.desc())
    return [Outline(*row) for row in await db.execute(ordered.limit(most))]


async def between(db: Db, workspace_id: int, start: datetime, end: datetime, most: int) -> Sequence[Outline]:
    """The workspace's sessions that take place, at least in part, between two instants; not the cancelled ones."""
    wanted = OUTLINES.where(
        Community.workspace_id == workspace_id,
        Session.state != CANCELLED,
        Session.starts_at <= end,
        Session.ends_at >= start,
    )
    return [Outline(*row) for row in await db.execute(wanted.order_by(Session.starts_at, Session.id).limit(most))]


async def next_end(db: Db, community_id: int) -> datetime | None:
    """When the next planned session of a community ends."""
    wanted = select(func.min(Session.ends_at)).where(Session.community_id == community_id, text(f"sessions.{_PLANNED}"))
    return (await db.scalars(wanted)).one()


_NOTHING_BEFORE = {"remind_at": None, "opens_at": None}
"""What is over has nobody to remind and no door to open."""


async def end(db: Db, session_id: int, now: datetime) -> bool:
    """Planned -> ended, at the planned end or now if that is sooner. False when somebody else moved it before."""
    ends_at = case((Session.ends_at > now, literal(now, UtcTime())), else_=Session.ends_at)
    ended = update(Session).where(Session.id == session_id, Session.state == PLANNED)
    values = ended.values(state=ENDED, ends_at=ends_at, **_NOTHING_BEFORE)
    return (await db.execute(values.returning(Session.id))).first() is not None


async def cancel(db: Db, session_id: int) -> bool:
    """Planned -> cancelled. False when it was no longer planned."""
    cancelled = update(Session).where(Session.id == session_id, Session.state == PLANNED)
    values = cancelled.values(state=CANCELLED, **_NOTHING_BEFORE)
    return (await db.execute(values.returning(Session.id))).first() is not None


async def attend(db: Db, session_id: int, member_id: int) -> bool:
    """Notes that a member comes or came; tells whether it is new."""
    return await insert_once(db, Attendee, session_id=session_id, member_id=member_id)


async def leads_any(db: Db, member_id: int) -> bool:
    """Whether a member is the trainer of some session."""
    return (await db.scalars(select(Session.id).filter_by(trainer_id=member_id).limit(1))).first() is not None


async def leave(db: Db, session_id: int, member_id: int) -> bool:
    """Notes that a member does not come after all; tells whether they were expected."""
    gone = delete(Attendee).filter_by(session_id=session_id, member_id=member_id).returning(Attendee.id)
    return (await db.execute(gone)).first() is not None


async def attends(db: Db, session_id: int, member_id: int) -> bool:
    """Whether the member comes or came."""
    wanted = select(Attendee.id).filter_by(session_id=session_id, member_id=member_id)
    return (await db.scalars(wanted)).first() is not None


async def attendees(db: Db, session_id: int) -> Sequence[Member]:
    """The members who come or came, by name."""
    wanted = select(Member).join(Attendee, Attendee.member_id == Member.id).where(Attendee.session_id == session_id)
    return (await db.scalars(wanted.order_by(Member.name, Member.id))).all()


async def attended_by(db: Db, member_id: int, session_ids: Sequence[int]) -> set[int]:
    """Which of these sessions the member comes or came to."""
    wanted = select(Attendee.session_id).where(Attendee.member_id == member_id, Attendee.session_id.in_(session_ids))
    return set((await db.scalars(wanted)).all())
