"""What happened to each testimonial: every change of its state, by whom and when. Nothing here is ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.communities import Community
from storage.database import Db, Table
from storage.people import Member

AUTHOR, ANIMATOR, TIME = "author", "animator", "time"
"""Who does something to a testimonial: the person who wrote it, somebody who animates, or the hour that has come."""


class TestimonialAct(Table):
    """A testimonial went from the state `old` ("": it did not exist) to `new`.

    `by` is AUTHOR, ANIMATOR or TIME; `member_id` is the animator, None for others: the testimonial tells its author.
    `community_id`: what happened there alone (planned, held, posted), None for what is true everywhere.
    """

    __tablename__ = "testimonial_acts"
    __table_args__ = (
        Index("ix_testimonial_acts_testimonial_id", "testimonial_id"),
        Index("ix_testimonial_acts_member_id", "member_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    testimonial_id: Mapped[int] = mapped_column(ForeignKey("testimonials.id"))
    community_id: Mapped[int | None] = mapped_column(ForeignKey("communities.id"))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(10))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    old: Mapped[str] = mapped_column(String(10))
    new: Mapped[str] = mapped_column(String(10))


@dataclass(frozen=True)
class Who:
    """Who did something, and when (see `TestimonialAct`)."""

    by: str
    at: datetime
    member_id: int | None = None


@dataclass(frozen=True)
class Told:
    """An act, with the name of the animator ("" for others, and once erased) and of the community, if one is meant."""

    act: TestimonialAct
    animator: str
    community: str


async def note(db: Db, testimonial_id: int, who: Who, old: str, new: str, community_id: int | None = None) -> None:
    """Adds an act, in the transaction of what it says."""
    member_id = who.member_id if who.by == ANIMATOR else None
    db.add(
        TestimonialAct(
            testimonial_id=testimonial_id,
            community_id=community_id,
            at=who.at,
            by=who.by,
            member_id=member_id,
            old=old,
            new=new,
        )
    )
    await db.flush()


async def of_testimonial(db: Db, testimonial_id: int, most: int | None = None) -> Sequence[Told]:
    """Its acts, or the last `most` of them, oldest first."""
    wanted = (
        select(TestimonialAct, Member.name, Community.name)
        .outerjoin(Member, Member.id == TestimonialAct.member_id)
        .outerjoin(Community, Community.id == TestimonialAct.community_id)
        .where(TestimonialAct.testimonial_id == testimonial_id)
        .order_by(TestimonialAct.id.desc())
        .limit(most)
    )
    rows = (await db.execute(wanted)).all()
    return [Told(act, animator or "", community or "") for act, animator, community in reversed(rows)]


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member decided about testimonials as an animator, oldest first; never whose they were."""
    wanted = select(TestimonialAct).filter_by(member_id=member_id).order_by(TestimonialAct.id)
    return [{"from": act.old, "to": act.new, "when": act.at.isoformat()} for act in await db.scalars(wanted)]


async def erase_of(db: Db, member_id: int) -> None:
    """What was decided stays, without who decided it."""
    await db.execute(update(TestimonialAct).where(TestimonialAct.member_id == member_id).values(member_id=None))
