"""When and where approved testimonials are posted: the slots of each community, and what waits for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Table

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
