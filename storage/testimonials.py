"""Testimonials: words whose author agreed to have them published, from the question to the withdrawal."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import consents, outbox
from storage.communities import Community
from storage.database import Db, Table, insert_once
from storage.people import Member
from storage.sessions import Course, Session
from storage.verbatims import Verbatim

ASKED, REFUSED, WAITING, DECLINED, PUBLISHED, WITHDRAWN = (
    "asked",
    "refused",
    "waiting",
    "declined",
    "published",
    "withdrawn",
)
LIVE = (ASKED, WAITING, PUBLISHED)
"""States in which the words are kept and may be shown to somebody."""


class Testimonial(Table):
    """Life: asked -> refused, or waiting -> declined or published; withdrawn from any state that still holds the words.

    `words` are the verbatim's at the moment the author was asked: nobody changes them; None once refused, withdrawn or
    erased. `shown_as` (`full_name`, `first_name`, `anonymous`) is None until the author has chosen. `reason` is what an
    animator wrote when declining, and `decided_by` who decided.
    """

    __tablename__ = "testimonials"
    __table_args__ = (
        Index("ix_testimonials_community_id", "community_id", "state"),
        Index("ix_testimonials_member_id", "member_id"),
        Index("ix_testimonials_decided_by", "decided_by"),
        Index("ix_testimonials_published_at", "community_id", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    verbatim_id: Mapped[int] = mapped_column(ForeignKey("verbatims.id"), unique=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    words: Mapped[str | None] = mapped_column(Text)
    shown_as: Mapped[str | None] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default=ASKED)
    reason: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Unread:
    """A verbatim written or removed since it was last looked at."""

    verbatim: Verbatim
    community: Community


@dataclass(frozen=True)
class Story:
    """A testimonial with what is needed to show it. `agreed`: its author's consent holds at this very moment."""

    testimonial: Testimonial
    community: Community
    course: str
    author: Member | None
    decider: Member | None
    agreed: bool


def subject(testimonial_id: int) -> str:
    """What every message about a testimonial is about: touched, they are all drawn again."""
    return f"testimonial:{testimonial_id}"


async def unread(db: Db, most: int) -> Sequence[Unread]:
    """Verbatims not considered yet, oldest first, with those whose words were removed after they became a testimonial.

    Those another process holds are left to it.
    """
    wanted = (
        select(Verbatim, Community)
        .join(Session, Session.id == Verbatim.session_id)
        .join(Community, Community.id == Session.community_id)
        .where(Verbatim.considered_at.is_(None))
        .order_by(Verbatim.id)
        .limit(most)
        .with_for_update(of=Verbatim, skip_locked=True)
    )
    return [Unread(verbatim, community) for verbatim, community in await db.execute(wanted)]


async def considered(db: Db, verbatim_ids: Collection[int], now: datetime) -> None:
    """Notes that these verbatims have been looked at."""
    await db.execute(update(Verbatim).where(Verbatim.id.in_(verbatim_ids)).values(considered_at=now))


async def ask(db: Db, verbatim: Verbatim, community_id: int, now: datetime) -> Testimonial | None:
    """A testimonial whose author is to be asked; None when these words already have one."""
    made = await insert_once(
        db,
        Testimonial,
        community_id=community_id,
        verbatim_id=verbatim.id,
        member_id=verbatim.member_id,
        words=verbatim.words,
        state=ASKED,
        asked_at=now,
    )
    return (await db.scalars(select(Testimonial).filter_by(verbatim_id=verbatim.id))).one() if made else None


async def move(db: Db, testimonial: Testimonial, states: Collection[str], state: str, **values: object) -> bool:
    """Moves it on from one of these states, unless somebody else just moved it; tells whether it was done."""
    moved = await db.execute(
        update(Testimonial)
        .where(Testimonial.id == testimonial.id, Testimonial.state.in_(states))
        .values(state=state, **values)
        .returning(Testimonial.id)
    )
    done = moved.first() is not None
    await db.refresh(testimonial)
    return done


async def withdraw(db: Db, testimonial: Testimonial, now: datetime) -> bool:
    """Ends the consent and forgets the words; False when they were already gone."""
    done = await move(db, testimonial, LIVE, WITHDRAWN, words=None, withdrawn_at=now)
    if done:
        await consents.withdraw(db, subject(testimonial.id), now)
    return done


async def by_id(db: Db, testimonial_id: int, workspace_id: int) -> Testimonial | None:
    """The testimonial, only if it belongs to this workspace."""
    wanted = select(Testimonial).join(Community).where(Community.workspace_id == workspace_id)
    return (await db.scalars(wanted.where(Testimonial.id == testimonial_id))).one_or_none()


async def of_verbatim(db: Db, verbatim_id: int) -> Testimonial | None:
    """The testimonial these words became."""
    return (await db.scalars(select(Testimonial).filter_by(verbatim_id=verbatim_id))).one_or_none()


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


async def of_member(db: Db, member_id: int, *, skip: int = 0, most: int) -> Sequence[int]:
    """The ids of a member's testimonials, newest first."""
    wanted = select(Testimonial.id).filter_by(member_id=member_id).order_by(Testimonial.id.desc())
    return (await db.scalars(wanted.offset(skip).limit(most))).all()


async def count_of_member(db: Db, member_id: int) -> dict[str, int]:
    """How many testimonials a member has, by state."""
    wanted = select(Testimonial.state, func.count(Testimonial.id)).where(Testimonial.member_id == member_id)
    return dict((await db.execute(wanted.group_by(Testimonial.state))).all())


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """A member's testimonials, oldest first."""
    wanted = select(Testimonial).filter_by(member_id=member_id).order_by(Testimonial.id)
    return [
        {
            "words": one.words,
            "signed": one.shown_as,
            "state": one.state,
            "reason": one.reason,
            "asked_at": one.asked_at.isoformat(),
            "published_at": one.published_at.isoformat() if one.published_at else None,
            "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
        }
        for one in (await db.scalars(wanted)).all()
    ]


async def withdraw_all(db: Db, member_id: int, now: datetime) -> None:
    """Takes every testimonial of a member back, wherever it was shown."""
    mine = select(Testimonial).filter_by(member_id=member_id).execution_options(populate_existing=True)
    for one in (await db.scalars(mine)).all():
        if await withdraw(db, one, now):
            await outbox.touch(db, subject(one.id))


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets a member, as author and as animator: the reasons they were given, and gave, go too."""
    theirs = (Testimonial.member_id == member_id, Testimonial.decided_by == member_id)
    for column, held in zip(("member_id", "decided_by"), theirs, strict=True):
        forgotten = update(Testimonial).where(held).values({column: None, "reason": None}).returning(Testimonial.id)
        for testimonial_id in (await db.scalars(forgotten)).all():
            await outbox.touch(db, subject(testimonial_id))
