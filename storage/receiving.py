"""Capsules in direct messages: who asked for them, and when each next one is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ForeignKey,
    Index,
    Select,
    String,
    UniqueConstraint,
    bindparam,
    delete,
    false,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.communities import Community
from storage.database import Db, Table, insert_once
from storage.dates import following, wall
from storage.people import Member
from storage.waiting import Whenever

RHYTHMS = {
    "workdays": "MO,TU,WE,TH,FR",
    "twice": "TU,TH",
    "monday": "MO",
    "tuesday": "TU",
    "wednesday": "WE",
    "thursday": "TH",
    "friday": "FR",
}
"""On which days capsules come, as RFC 5545 names them: each working day, twice a week, or once."""

_FOR_ALL = "community_id IS NULL"


class Subscription(Table):
    """A member receives the capsules of a community (None: of all in their workspace) in direct messages.

    They come by `rhythm` (a key of RHYTHMS) at `hour` (`08:30`) on the clocks of `zone`; `next_at` is when the next one
    is looked for, None once a message did not reach them, until they resume (`resumed_at`: when they last said that
    they want them). `since`: what was posted later is new; `earlier`: when nothing is new, older ones come, in order.
    """

    __tablename__ = "subscriptions"
    __table_args__ = (
        UniqueConstraint("member_id", "community_id"),
        Index(
            "uq_subscriptions_all",
            "member_id",
            unique=True,
            sqlite_where=text(_FOR_ALL),
            postgresql_where=text(_FOR_ALL),
        ),
        Index("ix_subscriptions_next_at", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    community_id: Mapped[int | None] = mapped_column(ForeignKey("communities.id"))
    rhythm: Mapped[str] = mapped_column(String(10))
    hour: Mapped[str] = mapped_column(String(5))
    zone: Mapped[str] = mapped_column(String(64))
    earlier: Mapped[bool] = mapped_column(default=False, server_default=false())
    since: Mapped[datetime]
    resumed_at: Mapped[datetime]
    paused_until: Mapped[datetime | None]
    next_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Rhythm:
    """When capsules come: a key of RHYTHMS, an hour (`08:30`), and the IANA name of the clocks that show it."""

    name: str
    hour: str
    zone: str

    def next_after(self, after: datetime) -> datetime:
        """The first of its instants (UTC) later than `after`, whatever clocks do meanwhile."""
        eve = wall(after, self.zone).date() - timedelta(days=1)
        planned = _Dates(f"{eve.isoformat()}T{self.hour}", f"FREQ=WEEKLY;BYDAY={RHYTHMS[self.name]}", self.zone)
        found = following(planned, after)
        if found is None:
            raise LookupError(f"{self} has no date after {after}")
        return found


@dataclass(frozen=True)
class _Dates:
    """What `storage.dates` asks of a schedule."""

    local_start: str
    rule: str
    zone: str
    skips: str = ""
    holidays: str = ""


def rhythm_of(one: Subscription) -> Rhythm:
    """When this member's capsules come."""
    return Rhythm(one.rhythm, one.hour, one.zone)


async def subscribe(
    db: Db, member_id: int, community_id: int | None, rhythm: Rhythm, now: datetime, *, earlier: bool
) -> Subscription:
    """Subscribes a member, or changes how; to all communities ends the others, and to one of them ends that to all."""
    others = delete(Subscription).where(Subscription.member_id == member_id)
    other = Subscription.community_id.is_(None) if community_id else Subscription.community_id.is_not(None)
    await db.execute(others.where(other))
    chosen = {
        "rhythm": rhythm.name,
        "hour": rhythm.hour,
        "zone": rhythm.zone,
        "earlier": earlier,
        "resumed_at": now,
        "paused_until": None,
        "next_at": rhythm.next_after(now),
    }
    await insert_once(db, Subscription, member_id=member_id, community_id=community_id, since=now, **chosen)
    mine = select(Subscription).filter_by(member_id=member_id, community_id=community_id)
    kept = (await db.scalars(mine.with_for_update())).one()
    await _set(db, kept, **chosen)
    return kept


async def _set(db: Db, one: Subscription, **values: object) -> None:
    await db.execute(update(Subscription).where(Subscription.id == one.id).values(**values))
    await db.refresh(one)


async def pause(db: Db, one: Subscription, until: datetime) -> None:
    """Nothing comes before `until`; then it goes on by itself."""
    await _set(db, one, paused_until=until, next_at=rhythm_of(one).next_after(until - timedelta(minutes=1)))


async def resume(db: Db, one: Subscription, now: datetime) -> None:
    """Goes on now, whatever held it back."""
    await _set(db, one, paused_until=None, resumed_at=now, next_at=rhythm_of(one).next_after(now))


async def stop(db: Db, one: Subscription) -> None:
    """Ends it; what was received is remembered, so that it never comes twice."""
    await db.execute(delete(Subscription).where(Subscription.id == one.id))


async def of_member(db: Db, member_id: int) -> Sequence[tuple[Subscription, Community | None]]:
    """A member's subscriptions, each with its community (None: all of them), by name."""
    wanted = select(Subscription, Community).outerjoin(Community, Community.id == Subscription.community_id)
    rows = await db.execute(wanted.where(Subscription.member_id == member_id).order_by(Community.name))
    return [(one, community) for one, community in rows]


async def find(db: Db, subscription_id: int, member_id: int) -> Subscription | None:
    """The subscription with this id, if it is the member's."""
    return (await db.scalars(select(Subscription).filter_by(id=subscription_id, member_id=member_id))).one_or_none()


async def covering(db: Db, member_id: int, community_id: int) -> Subscription | None:
    """The member's subscription by which capsules of this community come."""
    theirs = or_(Subscription.community_id == community_id, Subscription.community_id.is_(None))
    return (await db.scalars(select(Subscription).where(Subscription.member_id == member_id, theirs))).first()


def come(now: Whenever) -> Select[Subscription, Member]:
    """Subscriptions whose hour has come, oldest first."""
    wanted = select(Subscription, Member).join(Member, Member.id == Subscription.member_id)
    return wanted.where(Subscription.next_at <= now).order_by(Subscription.next_at)


async def due(db: Db, now: datetime, most: int) -> Sequence[tuple[Subscription, Member]]:
    """Those that have `come`, held by this transaction; those another process holds are left to it."""
    rows = await db.execute(come(now).limit(most).with_for_update(of=Subscription, skip_locked=True))
    return [(one, member) for one, member in rows]


_rows = Subscription.metadata.tables["subscriptions"]
_MOVE = (
    update(_rows)
    .where(_rows.c.id == bindparam("subscription_id"))
    .values(next_at=bindparam("at"), zone=bindparam("in_zone"), paused_until=None)
)
"""On the plain table: the ORM would ask which rows changed, one by one."""


async def move_all(db: Db, moves: Sequence[tuple[Subscription, datetime | None, str]]) -> None:
    """Gives subscriptions that this transaction holds (see `due`) their next instants and zones; None: held back."""
    rows = [{"subscription_id": one.id, "at": at, "in_zone": zone} for one, at, zone in moves]
    if rows:
        await db.execute(_MOVE, rows)


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member chose to receive."""
    return [
        {
            "community": community.name if community else "all",
            "rhythm": one.rhythm,
            "hour": one.hour,
            "zone": one.zone,
            "earlier_ones_too": one.earlier,
            "since": one.since.isoformat(),
            "paused_until": one.paused_until.isoformat() if one.paused_until else None,
        }
        for one, community in await of_member(db, member_id)
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Nothing is sent any more."""
    await db.execute(delete(Subscription).where(Subscription.member_id == member_id))
