"""When capsules are posted, and what became of each date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.capsules import Capsule
from storage.communities import Community
from storage.database import Db, Table, inserting
from storage.waiting import Whenever

ACTIVE, PAUSED, DONE, CANCELLED, DRAFT = "active", "paused", "done", "cancelled", "draft"
POSTED, MISSED = "posted", "missed"

_LISTED = text("(next_at IS NOT NULL OR schedules.state = 'paused')")
_DRAFTS = "state = 'draft'"
"""Literal: a bound value would miss the partial index."""


class Schedule(Table):
    """When a capsule is posted: from `local_start` (`2026-11-24T09:00`, on the clocks of `zone`), by `rule`.

    `rule` is the text of an RRULE (RFC 5545), or "" for once. `skips` are the local dates left out, as
    `2026-11-24T09:00` separated by spaces; `holidays` the country (ISO 3166: `FR`) whose holidays are, or "".
    `next_at` is None unless the state is active; `created_by` is None once that person is erased.
    `words`: how it was said, or "". A draft, made at `drafted_at`, waits to be confirmed and is never due; `replaces`
    is the schedule whose place it takes then.
    """

    __tablename__ = "schedules"
    __table_args__ = (
        Index("ix_schedules_next_at", "next_at"),
        Index("ix_schedules_community_id", "community_id", "next_at"),
        Index("ix_schedules_created_by", "created_by"),
        Index("ix_schedules_replaces", "replaces"),
        Index("ix_schedules_drafts", "drafted_at", sqlite_where=text(_DRAFTS), postgresql_where=text(_DRAFTS)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    capsule_id: Mapped[int] = mapped_column(ForeignKey("capsules.id"))
    rule: Mapped[str] = mapped_column(String(200))
    local_start: Mapped[str] = mapped_column(String(16))
    zone: Mapped[str] = mapped_column(String(64))
    skips: Mapped[str] = mapped_column(Text, default="", server_default="")
    holidays: Mapped[str] = mapped_column(String(10), default="", server_default="")
    next_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(String(200), default="", server_default="")
    replaces: Mapped[int | None] = mapped_column(ForeignKey("schedules.id"))
    drafted_at: Mapped[datetime | None]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))


class Post(Table):
    """A capsule given to the outbox (`posted`), or too late to be (`missed`, without `posted_at`)."""

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("schedule_id", "planned_at"),
        Index("ix_posts_community_id", "community_id", "planned_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedules.id"))
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    capsule_id: Mapped[int] = mapped_column(ForeignKey("capsules.id"))
    planned_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    posted_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Date:
    """One date of a schedule (UTC), and when its capsule was given to the outbox: None when it was missed."""

    schedule: Schedule
    planned_at: datetime
    posted_at: datetime | None


_rows = Schedule.metadata.tables["schedules"]
_MOVE = (
    update(_rows)
    .where(_rows.c.id == bindparam("schedule_id"))
    .values(next_at=bindparam("next_at"), state=bindparam("state"))
)
"""On the plain table: the ORM would ask which rows changed, one by one."""


async def plan(
    db: Db,
    *,
    community_id: int,
    capsule_id: int,
    rule: str,
    local_start: str,
    zone: str,
    next_at: datetime | None,
    created_by: int,
) -> Schedule:
    """A new schedule: active until it has posted all it has to; without `next_at`, done from the start."""
    schedule = Schedule(
        community_id=community_id,
        capsule_id=capsule_id,
        rule=rule,
        local_start=local_start,
        zone=zone,
        next_at=next_at,
        state=DONE if next_at is None else ACTIVE,
        created_by=created_by,
    )
    db.add(schedule)
    await db.flush()
    return schedule


async def draft(db: Db, schedule: Schedule, now: datetime) -> Schedule:
    """Keeps a schedule that nobody has confirmed yet: it is never due, and swept after a day (`sweep`)."""
    schedule.state, schedule.next_at, schedule.drafted_at = DRAFT, None, now
    db.add(schedule)
    await db.flush()
    return schedule


async def shift(db: Db, drafted: Schedule, local_start: str, skips: str, words: str) -> bool:
    """Gives a draft another hour, and words that say it; False, and nothing done, when it is no draft any more."""
    moved = update(Schedule).where(Schedule.id == drafted.id, Schedule.state == DRAFT)
    values = {"local_start": local_start, "skips": skips, "words": words}
    found = await db.execute(moved.values(values).returning(Schedule.id))
    return found.first() is not None


async def sweep(db: Db, before: datetime) -> None:
    """Forgets drafts that nobody confirmed since then."""
    await db.execute(delete(Schedule).where(text(_DRAFTS), Schedule.drafted_at < before))


async def by_id(db: Db, schedule_id: int) -> Schedule | None:
    """The schedule with this id."""
    return await db.get(Schedule, schedule_id)


async def coming(db: Db, community_id: int, *, skip: int = 0, most: int) -> Sequence[tuple[Schedule, Capsule]]:
    """What is planned in a community, soonest first; then what is paused."""
    wanted = select(Schedule, Capsule).join(Capsule, Capsule.id == Schedule.capsule_id)
    wanted = wanted.where(Schedule.community_id == community_id, _LISTED)
    soonest = wanted.order_by(Schedule.next_at.is_(None), Schedule.next_at, Schedule.id)
    rows = await db.execute(soonest.offset(skip).limit(most))
    return [(schedule, capsule) for schedule, capsule in rows]


async def count_coming(db: Db, community_id: int) -> int:
    """How many schedules `coming` gives."""
    wanted = select(func.count(Schedule.id)).where(Schedule.community_id == community_id, _LISTED)
    return (await db.scalars(wanted)).one()


async def next_planned_at(db: Db, community_id: int) -> datetime | None:
    """When the community's next capsule is to be posted."""
    wanted = select(func.min(Schedule.next_at)).where(Schedule.community_id == community_id)
    return (await db.scalars(wanted)).one()


async def read_again(db: Db, schedule: Schedule) -> Schedule:
    """The schedule as it is kept now."""
    return await db.get_one(Schedule, schedule.id, populate_existing=True)


async def is_replaced(db: Db, schedule_id: int) -> bool:
    """Whether another schedule took its place."""
    wanted = select(Schedule.id).where(Schedule.replaces == schedule_id, Schedule.state.in_((ACTIVE, PAUSED, DONE)))
    return (await db.scalars(wanted.limit(1))).first() is not None


def come(now: Whenever) -> Select[Schedule, Community]:
    """Schedules whose time has come, oldest first, and their communities."""
    wanted = select(Schedule, Community).join(Community, Community.id == Schedule.community_id)
    return wanted.where(Schedule.next_at <= now).order_by(Schedule.next_at)


async def due(db: Db, now: datetime, most: int) -> Sequence[tuple[Schedule, Community]]:
    """Those that have `come`, held by this transaction; those another process holds are left to it."""
    rows = await db.execute(come(now).limit(most).with_for_update(of=Schedule, skip_locked=True))
    return [(schedule, community) for schedule, community in rows]


async def move_all(db: Db, moves: Sequence[tuple[Schedule, datetime | None]]) -> None:
    """Gives schedules that this transaction holds (see `due`) their next dates; None: they are done."""
    rows = [
        {"schedule_id": schedule.id, "next_at": next_at, "state": DONE if next_at is None else ACTIVE}
        for schedule, next_at in moves
    ]
    if rows:
        await db.execute(_MOVE, rows)


async def move(db: Db, schedule: Schedule, state: str, next_at: datetime | None, *, skips: str | None = None) -> bool:
    """Gives the schedule its next state, date and skips; False, and nothing done, when it changed since it was read."""
    moved = await db.execute(
        update(Schedule)
        .where(Schedule.id == schedule.id, Schedule.state == schedule.state)
        .where(Schedule.next_at.is_not_distinct_from(schedule.next_at), Schedule.skips == schedule.skips)
        .values(state=state, next_at=next_at, skips=schedule.skips if skips is None else skips)
        .returning(Schedule.id)
    )
    return moved.first() is not None


async def note_posts(db: Db, dates: Sequence[Date]) -> Sequence[tuple[Date, int]]:
    """Notes what became of dates of schedules: those that were not noted before, with the ids of their posts."""
    rows = [
        {
            "schedule_id": date.schedule.id,
            "planned_at": date.planned_at,
            "community_id": date.schedule.community_id,
            "capsule_id": date.schedule.capsule_id,
            "state": MISSED if date.posted_at is None else POSTED,
            "posted_at": date.posted_at,
        }
        for date in dates
    ]
    if not rows:
        return []
    wanted = inserting(db, Post).on_conflict_do_nothing().returning(Post.id, Post.schedule_id, Post.planned_at)
    new = {(schedule_id, at): number for number, schedule_id, at in await db.execute(wanted, rows)}
    found = [(date, new.get((date.schedule.id, date.planned_at))) for date in dates]
    return [(date, number) for date, number in found if number is not None]


def fact_of(schedule_id: int, planned_at: datetime) -> str:
    """The fact for which the message of a post is owed (`Delivery.about`)."""
    return f"capsule:{schedule_id}@{planned_at.isoformat()}"


async def post_by_id(db: Db, post_id: int) -> Post | None:
    """The post with this id."""
    return await db.get(Post, post_id)


async def missed(db: Db, community_id: int, since: datetime, most: int) -> Sequence[tuple[Post, Capsule]]:
    """What could not be posted in time since then, newest first."""
    wanted = select(Post, Capsule).join(Capsule, Capsule.id == Post.capsule_id)
    wanted = wanted.where(Post.community_id == community_id, Post.planned_at >= since, Post.state == MISSED)
    rows = await db.execute(wanted.order_by(Post.planned_at.desc()).limit(most))
    return [(post, capsule) for post, capsule in rows]


async def was_posted(db: Db, community_id: int, capsule_id: int, since: datetime) -> bool:
    """Whether this capsule was posted there since then."""
    wanted = select(Post.id).filter_by(community_id=community_id, capsule_id=capsule_id, state=POSTED)
    return (await db.scalars(wanted.where(Post.planned_at >= since).limit(1))).first() is not None


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member planned."""
    wanted = select(Schedule, Capsule.title).join(Capsule, Capsule.id == Schedule.capsule_id)
    rows = await db.execute(wanted.where(Schedule.created_by == member_id).order_by(Schedule.id))
    return [
        {"capsule": title, "from": schedule.local_start, "zone": schedule.zone, "rule": schedule.rule}
        for schedule, title in rows
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets who planned; what is planned stays."""
    await db.execute(update(Schedule).where(Schedule.created_by == member_id).values(created_by=None))
