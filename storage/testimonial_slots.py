"""When and where approved testimonials are posted: the slots of each community, and what waits for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, delete, false, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.communities import Community
from storage.database import Db, Table, insert_once
from storage.waiting import Whenever

DAYS, MINUTE = "24", 10 * 60
"""Unless a community chose otherwise: Tuesday and Thursday at 10:00 on its clocks, so two a week."""

_NEXT = "next_at IS NOT NULL"
_PLANNED = "posted_at IS NULL"


class TestimonialSlots(Table):
    """The days (ISO: `24` is Tuesday and Thursday; "": none) and minute of the day at which one leaves, and the next.

    A community that chose nothing has a row from its first approved testimonial on.
    """

    __tablename__ = "testimonial_slots"
    __table_args__ = (
        Index("ix_testimonial_slots_next_at", "next_at", sqlite_where=text(_NEXT), postgresql_where=text(_NEXT)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), unique=True)
    days: Mapped[str] = mapped_column(String(7), default=DAYS)
    minute: Mapped[int] = mapped_column(default=MINUTE)
    next_at: Mapped[datetime | None]


class TestimonialPost(Table):
    """An approved testimonial in one community: it waits there since `queued_at`, until `posted_at`.

    `held`: an animator keeps it back. `turn`: the smallest go first, 0 unless an animator put it before the others.
    """

    __tablename__ = "testimonial_posts"
    __table_args__ = (
        UniqueConstraint("testimonial_id", "community_id"),
        Index(
            "ix_testimonial_posts_planned",
            "community_id",
            sqlite_where=text(_PLANNED),
            postgresql_where=text(_PLANNED),
        ),
        Index("ix_testimonial_posts_community_id", "community_id", "posted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    testimonial_id: Mapped[int] = mapped_column(ForeignKey("testimonials.id"))
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    queued_at: Mapped[datetime]
    held: Mapped[bool] = mapped_column(default=False, server_default=false())
    turn: Mapped[int] = mapped_column(default=0, server_default="0")
    posted_at: Mapped[datetime | None]


async def of_community(db: Db, community_id: int) -> TestimonialSlots | None:
    """The slots of a community; None while it has chosen none and nothing was approved there."""
    wanted = select(TestimonialSlots).filter_by(community_id=community_id).execution_options(populate_existing=True)
    return (await db.scalars(wanted)).one_or_none()


async def begin(db: Db, community_id: int, next_at: datetime | None) -> None:
    """Gives a community the usual slots, the next one at `next_at`, unless it has slots already."""
    await insert_once(db, TestimonialSlots, community_id=community_id, days=DAYS, minute=MINUTE, next_at=next_at)


async def choose(db: Db, community_id: int, days: str, minute: int, next_at: datetime | None) -> None:
    """Changes the slots of a community."""
    await begin(db, community_id, next_at)
    chosen = update(TestimonialSlots).where(TestimonialSlots.community_id == community_id)
    await db.execute(chosen.values(days=days, minute=minute, next_at=next_at))


def come(now: Whenever) -> Select[TestimonialSlots, Community]:
    """The slots that have come, the oldest first."""
    wanted = select(TestimonialSlots, Community).join(Community, Community.id == TestimonialSlots.community_id)
    return wanted.where(TestimonialSlots.next_at <= now).order_by(TestimonialSlots.next_at)


async def due(db: Db, now: datetime, most: int) -> Sequence[tuple[TestimonialSlots, Community]]:
    """The first that have `come`; those another process holds are left to it."""
    wanted = come(now).limit(most).with_for_update(of=TestimonialSlots, skip_locked=True)
    return [(slots, community) for slots, community in await db.execute(wanted)]


async def move_on(db: Db, slots: TestimonialSlots, next_at: datetime | None) -> None:
    """The slot that came is over; the next one is at `next_at`."""
    slots.next_at = next_at
    await db.flush()


async def queue(db: Db, testimonial_id: int, community_id: int, now: datetime) -> bool:
    """An approved testimonial waits in a community; False when it did already, or was posted there."""
    return await insert_once(
        db, TestimonialPost, testimonial_id=testimonial_id, community_id=community_id, queued_at=now
    )


async def unqueue(db: Db, testimonial_id: int, besides: Collection[int] = ()) -> None:
    """It waits nowhere any more, `besides` these communities; where it was posted is remembered."""
    waits = delete(TestimonialPost).where(TestimonialPost.testimonial_id == testimonial_id, text(_PLANNED))
    await db.execute(waits.where(TestimonialPost.community_id.not_in(besides)))


async def post_in(db: Db, testimonial_id: int, community_id: int) -> TestimonialPost | None:
    """The testimonial in this community, if it is to be posted there or was."""
    wanted = select(TestimonialPost).filter_by(testimonial_id=testimonial_id, community_id=community_id)
    return (await db.scalars(wanted.execution_options(populate_existing=True))).one_or_none()


async def change(db: Db, post: TestimonialPost, **values: object) -> bool:
    """Changes one that still waits; False when it was posted meanwhile, or waits no more."""
    waits = update(TestimonialPost).where(TestimonialPost.id == post.id, text(_PLANNED))
    return (await db.execute(waits.values(**values).returning(TestimonialPost.id))).first() is not None


async def of_testimonial(db: Db, testimonial_id: int) -> Sequence[tuple[TestimonialPost, Community]]:
    """Where it waits or was posted, in the order of the communities' names."""
    wanted = select(TestimonialPost, Community).join(Community).filter(TestimonialPost.testimonial_id == testimonial_id)
    rows = await db.execute(wanted.order_by(Community.name).execution_options(populate_existing=True))
    return [(post, community) for post, community in rows]
