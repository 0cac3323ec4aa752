"""Testimonials: words whose author agreed to have them published, from the question to the withdrawal."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, false, func, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import consents, testimonial_acts, testimonial_slots
from storage.communities import Community
from storage.database import Db, Table, insert_once
from storage.people import Member
from storage.seals import LENGTH, own
from storage.sessions import Course, Session
from storage.testimonial_acts import AUTHOR, TIME, Who
from storage.verbatims import FIRST_NAME, FULL_NAME, Verbatim

ASKED, REFUSED, WAITING, SUGGESTED, DECLINED = "asked", "refused", "waiting", "suggested", "declined"
APPROVED, PUBLISHED, WITHDRAWN, EXPIRED = "approved", "published", "withdrawn", "expired"
LIVE = (ASKED, WAITING, SUGGESTED, APPROVED, PUBLISHED)
"""States in which the words are kept and may be shown to somebody."""

COMMUNITY, WORKSPACE, PUBLIC = "community", "workspace", "public"
PLACES = (COMMUNITY, WORKSPACE, PUBLIC)
"""Where words may be shown, from the narrowest: their community, all those of the workspace, the public page too."""

HAPPY = "testimonial"
"""What happy words are read to call for (`Verbatim.calls_for`); any other are critical, or say neither."""

_ON_THE_WALL = "state = 'published' AND place = 'public'"
PUBLIC_NOW = "testimonials.state = 'published' AND testimonials.place = 'public'"
"""Literal: bound values would miss the partial index."""
_TIMED = "next_at IS NOT NULL"


class Testimonial(Table):
    """Life: asked -> refused, or waiting -> declined or approved -> published; suggested is waiting for its author.

    Withdrawn or expired from any state that still holds the words. `member_id` is the author; `respondent`, their seal,
    stands in its place when the verbatim was written without a name; none once they are erased. `words` are the
    verbatim's when the author was asked: only they change them, by accepting an animator's `suggestion`; None once
    refused, declined, withdrawn, expired or erased. `shown_as` (`full_name`, `first_name`, `anonymous`), `place` (one
    of PLACES) and `expires_at` are what the author chose last, as their consent keeps it; None before. `critical`: not
    happy words. `reason` is what an animator wrote when declining, and `decided_by` who decided.
    `next_at`: when time does something to it; `renewal_asked` and `reach_told` say what it has done already.
    """

    __tablename__ = "testimonials"
    # Literal states: a bound value would miss these partial indexes.
    __table_args__ = (
        Index("ix_testimonials_community_id", "community_id", "state"),
        Index("ix_testimonials_member_id", "member_id"),
        Index("ix_testimonials_respondent", "respondent"),
        Index("ix_testimonials_decided_by", "decided_by"),
        Index("ix_testimonials_published_at", "community_id", "published_at"),
        Index("ix_testimonials_next_at", "next_at", sqlite_where=text(_TIMED), postgresql_where=text(_TIMED)),
        Index(
            "ix_testimonials_wall", "published_at", sqlite_where=text(_ON_THE_WALL), postgresql_where=text(_ON_THE_WALL)
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    verbatim_id: Mapped[int] = mapped_column(ForeignKey("verbatims.id"), unique=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    respondent: Mapped[str | None] = mapped_column(String(LENGTH))
    words: Mapped[str | None] = mapped_column(Text)
    suggestion: Mapped[str | None] = mapped_column(Text)
    shown_as: Mapped[str | None] = mapped_column(String(20))
    place: Mapped[str | None] = mapped_column(String(10))
    critical: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[str] = mapped_column(String(10), default=ASKED)
    reason: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    renewal_asked: Mapped[bool] = mapped_column(default=False, server_default=false())
    reach_told: Mapped[bool] = mapped_column(default=False, server_default=false())


@dataclass(frozen=True)
class Unread:
    """A verbatim written or removed since it was last looked at."""

    verbatim: Verbatim
    community: Community


def subject(testimonial_id: int) -> str:
    """What every message about a testimonial is about: touched, they are all drawn again."""
    return f"testimonial:{testimonial_id}"


UNREAD = (
    select(Verbatim, Community)
    .join(Session, Session.id == Verbatim.session_id)
    .join(Community, Community.id == Session.community_id)
    .where(Verbatim.considered_at.is_(None))
    .order_by(Verbatim.id)
)
"""Verbatims not considered yet, oldest first, with those whose words went after they became a testimonial."""


async def unread(db: Db, most: int) -> Sequence[Unread]:
    """The first of UNREAD; those another process holds are left to it."""
    free = UNREAD.limit(most).with_for_update(of=Verbatim, skip_locked=True)
    return [Unread(verbatim, community) for verbatim, community in await db.execute(free)]


async def considered(db: Db, verbatim_ids: Collection[int], now: datetime) -> None:
    """Notes that these verbatims have been looked at."""
    await db.execute(update(Verbatim).where(Verbatim.id.in_(verbatim_ids)).values(considered_at=now))


async def ask(
    db: Db, verbatim: Verbatim, community_id: int, now: datetime, who: Who | None = None
) -> Testimonial | None:
    """A testimonial whose author is to be asked; None when these words already have one. `who`: made by them."""
    made = await insert_once(
        db,
        Testimonial,
        community_id=community_id,
        verbatim_id=verbatim.id,
        member_id=verbatim.member_id,
        respondent=verbatim.respondent,
        critical=verbatim.calls_for != HAPPY,
        words=verbatim.words,
        state=ASKED,
        asked_at=now,
    )
    one = await of_verbatim(db, verbatim.id)
    if not made or one is None:
        return None
    await testimonial_acts.note(db, one.id, who or Who(TIME, now), "", ASKED)
    return one


async def offer(db: Db, verbatim: Verbatim, community_id: int, now: datetime) -> Testimonial:
    """The testimonial of words that their author brings forward; what was refused or declined before is asked again."""
    author = Who(AUTHOR, now)
    one = await of_verbatim(db, verbatim.id) or await ask(db, verbatim, community_id, now, author)
    if one is None:
        raise LookupError(f"the testimonial of verbatim {verbatim.id} was made by nobody")
    again: dict[str, Any] = {"words": verbatim.words, "critical": verbatim.calls_for != HAPPY, "asked_at": now}
    undecided = {"reason": None, "decided_by": None, "decided_at": None}
    await move(db, one, (REFUSED, DECLINED), ASKED, author, **again, **undecided)
    return one


async def move(
    db: Db, testimonial: Testimonial, states: Collection[str], state: str, who: Who, **values: object
) -> bool:
    """Moves it on from one of these states, and notes it; False when somebody else just moved it."""
    old = testimonial.state
    moved = await db.execute(
        update(Testimonial)
        .where(Testimonial.id == testimonial.id, Testimonial.state == old, Testimonial.state.in_(states))
        .values(state=state, **values)
        .returning(Testimonial.id)
    )
    done = moved.first() is not None
    await db.refresh(testimonial)
    if done:
        await testimonial_acts.note(db, testimonial.id, who, old, state)
    return done


async def withdraw(db: Db, testimonial: Testimonial, now: datetime) -> bool:
    """Its author ends the consent: the words are forgotten; False when they were already gone."""
    return await _end(db, testimonial, WITHDRAWN, Who(AUTHOR, now))


async def expire(db: Db, testimonial: Testimonial, now: datetime) -> bool:
    """The time its author granted is over: the words are forgotten; False when they were already gone."""
    return await _end(db, testimonial, EXPIRED, Who(TIME, now))


async def _end(db: Db, testimonial: Testimonial, state: str, who: Who) -> bool:
    done = await move(db, testimonial, LIVE, state, who, words=None, suggestion=None, withdrawn_at=who.at, next_at=None)
    if done:
        await consents.withdraw(db, subject(testimonial.id), who.at)
        await testimonial_slots.unqueue(db, testimonial.id)
    return done


async def note(db: Db, testimonial: Testimonial, **values: object) -> None:
    """Changes what is known of it, without moving it on."""
    await db.execute(update(Testimonial).where(Testimonial.id == testimonial.id).values(**values))
    await db.refresh(testimonial)


async def is_of(db: Db, testimonial: Testimonial, member_id: int) -> bool:
    """Whether a member wrote it, be it without a name."""
    if testimonial.respondent is not None:
        return testimonial.respondent in await own(db, member_id)
    return testimonial.member_id == member_id


async def theirs(db: Db, member_id: int) -> ColumnElement[bool]:
    """Those a member wrote, be it without a name."""
    return (Testimonial.member_id == member_id) | (Testimonial.respondent.in_(await own(db, member_id)))


async def by_id(db: Db, testimonial_id: int, workspace_id: int) -> Testimonial | None:
    """The testimonial, only if it belongs to this workspace."""
    wanted = select(Testimonial).join(Community).where(Community.workspace_id == workspace_id)
    return (await db.scalars(wanted.where(Testimonial.id == testimonial_id))).one_or_none()


async def of_verbatim(db: Db, verbatim_id: int) -> Testimonial | None:
    """The testimonial these words became."""
    return (await db.scalars(select(Testimonial).filter_by(verbatim_id=verbatim_id))).one_or_none()


async def count_of_member(db: Db, member_id: int) -> dict[str, int]:
    """How many testimonials a member has, by state."""
    wanted = select(Testimonial.state, func.count(Testimonial.id)).where(await theirs(db, member_id))
    return dict((await db.execute(wanted.group_by(Testimonial.state))).all())


@dataclass(frozen=True)
class Voice:
    """A testimonial as anybody may read it. `name` is None when its author is not named, else all that they show."""

    id: int
    community_id: int
    community: str
    course_id: int
    course: str
    words: str
    name: str | None
    critical: bool
    language: str
    published_at: datetime


def name_shown(author: Member | None, shown_as: str | None) -> str | None:
    """How an author is named: never by more than they chose, None when not at all."""
    if author is None or not author.name or shown_as not in (FULL_NAME, FIRST_NAME):
        return None
    return author.name if shown_as == FULL_NAME else author.first_name


_VOICES = (
    select(Testimonial, Community, Course, Verbatim.language, Member)
    .join(Community, Community.id == Testimonial.community_id)
    .join(Verbatim, Verbatim.id == Testimonial.verbatim_id)
    .join(Session, Session.id == Verbatim.session_id)
    .join(Course, Course.id == Session.course_id)
    .outerjoin(Member, Member.id == Testimonial.member_id)
    .where(text(PUBLIC_NOW), Testimonial.words.is_not(None))
)


async def on_the_wall(
    db: Db,
    now: datetime,
    *,
    workspace_id: int | None = None,
    community_id: int | None = None,
    course_id: int | None = None,
    skip: int = 0,
    most: int | None = None,
) -> Sequence[Voice]:
    """What its authors let anybody read on the public page, newest first; not a moment longer than they agreed to."""
    wanted = _VOICES.where(Testimonial.expires_at > now)
    for column, value in (
        (Community.workspace_id, workspace_id),
        (Testimonial.community_id, community_id),
        (Course.id, course_id),
    ):
        if value is not None:
            wanted = wanted.where(column == value)
    ordered = wanted.order_by(Testimonial.published_at.desc(), Testimonial.id.desc()).offset(skip).limit(most)
    return [
        Voice(
            id=one.id,
            community_id=community.id,
            community=community.name,
            course_id=course.id,
            course=course.title,
            words=one.words or "",
            name=name_shown(author, one.shown_as),
            critical=one.critical,
            language=language,
            published_at=one.published_at or now,
        )
        for one, community, course, language, author in await db.execute(ordered)
    ]
