"""Capsules, when they are to be posted, and what was posted."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table, insert_once

ACTIVE, DONE, CANCELLED = "active", "done", "cancelled"
POSTED, MISSED = "posted", "missed"


class Capsule(Table):
    """One small piece of learning. `community_id` None: on the operator's shelf, offered to every community.

    `origin` says where it comes from (unique: imported again, it is changed, not doubled) and `digest` is the SHA-256
    of that source. `found_by` is what searches look into: title and theme without capitals or accents.
    """

    __tablename__ = "capsules"
    __table_args__ = (Index("ix_capsules_community_id", "community_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int | None] = mapped_column(ForeignKey("communities.id"))
    origin: Mapped[str] = mapped_column(String(300), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    theme: Mapped[str] = mapped_column(String(100))
    format: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(Text)
    key_message: Mapped[str] = mapped_column(String(500))
    minutes: Mapped[int]
    effort: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(5))
    digest: Mapped[str] = mapped_column(String(64))
    found_by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class Schedule(Table):
    """When a capsule is posted: from `local_start` (`2026-11-24T09:00`, on the clocks of `zone`), by `rule`.

    `rule` is the text of an RRULE (RFC 5545), or "" for once. `next_at` is None unless the state is active;
    `created_by` is None once that person is erased.
    """

    __tablename__ = "schedules"
    __table_args__ = (
        Index("ix_schedules_next_at", "next_at"),
        Index("ix_schedules_community_id", "community_id", "next_at"),
        Index("ix_schedules_created_by", "created_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    capsule_id: Mapped[int] = mapped_column(ForeignKey("capsules.id"))
    rule: Mapped[str] = mapped_column(String(200))
    local_start: Mapped[str] = mapped_column(String(16))
    zone: Mapped[str] = mapped_column(String(64))
    next_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(10))
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
class Source:
    """A capsule as its source says it, before it is kept (see `Capsule`)."""

    origin: str
    community_id: int | None
    title: str
    theme: str
    format: str
    body: str
    key_message: str
    minutes: int
    effort: str
    language: str
    digest: str


Kept = Literal["added", "updated", "unchanged"]


def fold(words: str) -> str:
    """The words without capitals, accents, ligatures or unusual spaces, as they are searched."""
    apart = unicodedata.normalize("NFKD", words)
    for _ in range(2):  # a sign without its capital or its accent may be one that has another
        apart = unicodedata.normalize("NFKD", apart.casefold())
    apart = apart.replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())


async def keep(db: Db, sources: Sequence[Source], now: datetime) -> Mapping[str, tuple[int, Kept]]:
    """Keeps each source as a capsule: its id and what became of it, by origin."""
    found = {one.origin: one for one in await _by_origin(db, [source.origin for source in sources])}
    kept: dict[str, tuple[int, Kept]] = {}
    for source in sources:
        values = asdict(source) | {"found_by": fold(f"{source.title} {source.theme}")}
        capsule = found.get(source.origin)
        if capsule is None:
            await insert_once(db, Capsule, **values, created_at=now)
            (capsule,) = await _by_origin(db, [source.origin])
            found[source.origin] = capsule
            kept[source.origin] = (capsule.id, "added")
        elif capsule.digest == source.digest:
            kept[source.origin] = (capsule.id, "unchanged")
        else:
            await db.execute(update(Capsule).where(Capsule.id == capsule.id).values(**values))
            kept[source.origin] = (capsule.id, "updated")
    return kept


async def _by_origin(db: Db, origins: Collection[str]) -> Sequence[Capsule]:
    return (await db.scalars(select(Capsule).where(Capsule.origin.in_(origins)))).all()


async def by_id(db: Db, capsule_id: int) -> Capsule:
    """The capsule with this id."""
    return await db.get_one(Capsule, capsule_id)


async def offered_one(db: Db, capsule_id: int, community_id: int, *, alone: bool = False) -> Capsule | None:
    """The capsule, if it is offered to this community. `alone`: others who ask the same wait for this transaction."""
    wanted = _offered(select(Capsule), community_id, "").where(Capsule.id == capsule_id)
    return (await db.scalars(wanted.with_for_update() if alone else wanted)).one_or_none()


async def offered(db: Db, community_id: int, words: str, *, skip: int = 0, most: int) -> Sequence[Capsule]:
    """The capsules a community may post whose title or theme holds all these words, in the order of their origins."""
    wanted = _offered(select(Capsule), community_id, words).order_by(Capsule.origin)
    return (await db.scalars(wanted.offset(skip).limit(most))).all()


async def count_offered(db: Db, community_id: int, words: str) -> int:
    """How many capsules `offered` finds."""
    count: int = (await db.scalars(_offered(select(func.count(Capsule.id)), community_id, words))).one()
    return count


def _offered(wanted: Select[Any], community_id: int, words: str) -> Select[Any]:
    wanted = wanted.where(or_(Capsule.community_id.is_(None), Capsule.community_id == community_id))
    for word in fold(words).split():
        wanted = wanted.where(Capsule.found_by.contains(word, autoescape=True))
    return wanted


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


async def schedule_by_id(db: Db, schedule_id: int) -> Schedule | None:
    """The schedule with this id."""
    return await db.get(Schedule, schedule_id)


async def coming(db: Db, community_id: int, *, skip: int = 0, most: int) -> Sequence[tuple[Schedule, Capsule]]:
    """What is planned in a community, soonest first."""
    wanted = select(Schedule, Capsule).join(Capsule, Capsule.id == Schedule.capsule_id)
    wanted = wanted.where(Schedule.community_id == community_id, Schedule.next_at.is_not(None))
    rows = await db.execute(wanted.order_by(Schedule.next_at, Schedule.id).offset(skip).limit(most))
    return [(schedule, capsule) for schedule, capsule in rows]


async def count_coming(db: Db, community_id: int) -> int:
    """How many schedules are still to post something."""
    wanted = select(func.count(Schedule.id)).where(Schedule.community_id == community_id, Schedule.next_at.is_not(None))
    return (await db.scalars(wanted)).one()


async def next_planned_at(db: Db, community_id: int) -> datetime | None:
    """When the community's next capsule is to be posted."""
    wanted = select(func.min(Schedule.next_at)).where(Schedule.community_id == community_id)
    return (await db.scalars(wanted)).one()


async def is_planned(db: Db, community_id: int, capsule_id: int, at: datetime) -> bool:
    """Whether this capsule is already to be posted there at this instant."""
    wanted = select(Schedule.id).filter_by(community_id=community_id, capsule_id=capsule_id, next_at=at)
    return (await db.scalars(wanted.limit(1))).first() is not None


async def due(db: Db, now: datetime, most: int) -> Sequence[Schedule]:
    """Schedules whose time has come, oldest first; those another process holds are left to it."""
    wanted = select(Schedule).where(Schedule.next_at <= now).order_by(Schedule.next_at).limit(most)
    return (await db.scalars(wanted.with_for_update(skip_locked=True))).all()


async def move(db: Db, schedule: Schedule, state: str, next_at: datetime | None) -> bool:
    """Gives the schedule its next state and date; False, and nothing done, when it has changed since it was read."""
    moved = await db.execute(
        update(Schedule)
        .where(Schedule.id == schedule.id, Schedule.state == schedule.state)
        .where(Schedule.next_at.is_not_distinct_from(schedule.next_at))
        .values(state=state, next_at=next_at)
        .returning(Schedule.id)
    )
    return moved.first() is not None


async def note_post(db: Db, schedule: Schedule, planned_at: datetime, posted_at: datetime | None) -> Post | None:
    """Notes what became of one date of a schedule (`posted_at` None: missed). None when it was noted before."""
    values = {"schedule_id": schedule.id, "planned_at": planned_at}
    made = await insert_once(
        db,
        Post,
        **values,
        community_id=schedule.community_id,
        capsule_id=schedule.capsule_id,
        state=MISSED if posted_at is None else POSTED,
        posted_at=posted_at,
    )
    return (await db.scalars(select(Post).filter_by(**values))).one() if made else None


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
