"""Promises: the message of a home channel that tells how soon the team answers, and how often it does."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, Select, String, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.communities import Community, country_of
from storage.database import Db, Table, insert_once
from storage.dates import deadline
from storage.followup_reading import Promise, promise
from storage.waiting import Whenever
from storage.zones import usable_zone

WINDOW = timedelta(days=90)
A_DAY = timedelta(days=1)
_SHOWN = "look_at IS NOT NULL"


class PromisePost(Table):
    """The promise is posted in a community's home channel, for the `posting`-th time; None: it was never.

    `figures` is what it said when it was last looked at; `look_at`: when it is looked at again, None once taken down.
    """

    __tablename__ = "promise_posts"
    __table_args__ = (
        Index("ix_promise_posts_look_at", "look_at", sqlite_where=text(_SHOWN), postgresql_where=text(_SHOWN)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), unique=True)
    posting: Mapped[int] = mapped_column(default=0)
    figures: Mapped[str] = mapped_column(String(40), default="")
    look_at: Mapped[datetime | None]


def subject(community_id: int) -> str:
    """What every message that tells a community's promise is about."""
    return f"promise:{community_id}"


async def of_community(db: Db, community_id: int) -> PromisePost | None:
    """Where its promise stands; None when it was never posted."""
    wanted = select(PromisePost).filter_by(community_id=community_id).execution_options(populate_existing=True)
    return (await db.scalars(wanted)).one_or_none()


async def show(db: Db, community_id: int, seen: int, now: datetime) -> int | None:
    """Notes that it is posted once more, in the place of the `seen`-th time: its number, or None."""
    if seen == 0:
        made = await insert_once(db, PromisePost, community_id=community_id, posting=1, figures="", look_at=now + A_DAY)
        return 1 if made else None
    again = update(PromisePost).filter_by(community_id=community_id, posting=seen)
    again = again.values(posting=seen + 1, look_at=now + A_DAY).returning(PromisePost.posting)
    return (await db.scalars(again)).one_or_none()


async def take_down(db: Db, community_id: int) -> bool:
    """The promise is told there no more; False when it was not."""
    down = update(PromisePost).where(PromisePost.community_id == community_id, text(_SHOWN)).values(look_at=None)
    return (await db.execute(down.returning(PromisePost.id))).first() is not None


def come(now: Whenever) -> Select[PromisePost]:
    """Those to look at again today."""
    return select(PromisePost).where(PromisePost.look_at <= now).order_by(PromisePost.look_at)


async def due(db: Db, now: datetime, most: int) -> Sequence[PromisePost]:
    """The first that have `come`; those another process holds are left to it."""
    return (await db.scalars(come(now).limit(most).with_for_update(skip_locked=True))).all()


async def looked_at(db: Db, one: PromisePost, figures: str, now: datetime) -> bool:
    """Notes what it says now, to be looked at again in a day; tells whether that has changed."""
    changed = one.figures != figures
    one.figures, one.look_at = figures, now + A_DAY
    await db.flush()
    return changed


async def kept(db: Db, community: Community, now: datetime) -> Promise:
    """What became of what was received over the last 90 days, without what still has time to be answered."""
    today = now.astimezone(ZoneInfo(usable_zone(community.zone))).date()
    # In a thread: the first time, a library that knows holidays is imported.
    end = await asyncio.to_thread(first_with_time_left, today, community.answer_days, country_of(community))
    return await promise(db, community.id, today - WINDOW, end)


def first_with_time_left(today: date, answer_days: int, country: str) -> date:
    """The first day for which an answer may still come in time: what was received before is over."""
    day = today
    while deadline(day - A_DAY, answer_days, country) >= today:
        day -= A_DAY
    return day
