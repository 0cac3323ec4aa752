"""Ambassadors: members who agreed to be seen as such in a community, for a while, and are offered small missions.

Nothing is kept of what they did but whether the last mission offered was answered: nobody's missions are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, delete, false, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import badges, consents, outbox
from storage.communities import Community
from storage.database import Db, Table, insert_once
from storage.people import Member
from storage.waiting import Whenever

LASTS = timedelta(days=183)
"""Six months, after which the role ends unless it was renewed."""
ASKED_BEFORE = timedelta(days=14)
"""How long before the end an ambassador is asked, once, whether to go on."""

OFFERED, DONE, NOT_NOW = "offered", "done", "not_now"


class Ambassador(Table):
    """A member's role in a community, `until` a day. `every_days`: how far apart missions are, as they chose.

    `turn` is the mission offered last (0: none yet) and `answer` what became of it; `next_at`: when time next does
    something; `renewal_asked`: whether they were asked to go on.
    """

    __tablename__ = "ambassadors"
    __table_args__ = (
        UniqueConstraint("community_id", "member_id"),
        Index("ix_ambassadors_member_id", "member_id"),
        Index("ix_ambassadors_next_at", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    since: Mapped[datetime]
    until: Mapped[datetime]
    every_days: Mapped[int]
    turn: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str] = mapped_column(String(10), default=OFFERED)
    next_at: Mapped[datetime]
    renewal_asked: Mapped[bool] = mapped_column(default=False, server_default=false())


def subject(ambassador_id: int) -> str:
    """What every message about the role is about, and the consent to be seen in it."""
    return f"ambassador:{ambassador_id}"


async def take(db: Db, community: Community, member: Member, every_days: int, now: datetime) -> Ambassador:
    """The role, from now on; taken again, it only changes its rhythm."""
    dates = {"since": now, "until": now + LASTS, "next_at": now}
    whose = {"community_id": community.id, "member_id": member.id}
    made = await insert_once(db, Ambassador, **whose, **dates, every_days=every_days, turn=0, answer=OFFERED)
    one = (await db.scalars(select(Ambassador).filter_by(**whose))).one()
    if not made:
        one.every_days = every_days
        await db.flush()
    await db.refresh(community, ["badge"], with_for_update=True)  # it may be chosen at this very moment
    if community.badge:
        await badges.want(db, community, member, now)
    return one


async def choose_badge(db: Db, community: Community, name: str, now: datetime) -> None:
    """What ambassadors of a community wear from now on ("": nothing); chosen again, what was refused is tried again."""
    community.badge = name
    await db.flush()
    await badges.rename(db, community, now)
    for member, _until in await of_community(db, community.id) if name else ():
        await badges.want(db, community, member, now)


async def by_id(db: Db, ambassador_id: int) -> Ambassador | None:
    """The role, None once it has ended."""
    return (await db.scalars(select(Ambassador).filter_by(id=ambassador_id))).one_or_none()


async def of_member(db: Db, member_id: int) -> Sequence[tuple[Ambassador, Community]]:
    """The roles of a member, by community."""
    wanted = select(Ambassador, Community).join(Community).where(Ambassador.member_id == member_id)
    return [(one, community) for one, community in await db.execute(wanted.order_by(Community.name))]


async def of_community(db: Db, community_id: int) -> Sequence[tuple[Member, datetime]]:
    """Who is ambassador there, by name, and until when."""
    wanted = select(Member, Ambassador.until).join(Ambassador, Ambassador.member_id == Member.id)
    rows = await db.execute(wanted.where(Ambassador.community_id == community_id).order_by(Member.name))
    return [(member, until) for member, until in rows]


def come(now: Whenever) -> Select[Ambassador, Community]:
    """Those for whom something has come."""
    return select(Ambassador, Community).join(Community).where(Ambassador.next_at <= now).order_by(Ambassador.next_at)


async def due(db: Db, now: datetime, most: int) -> Sequence[tuple[Ambassador, Community]]:
    """The first that have `come`; those another process holds are left to it."""
    held = come(now).limit(most).with_for_update(of=Ambassador, skip_locked=True)
    return [(one, community) for one, community in await db.execute(held)]


async def offer(db: Db, one: Ambassador, next_at: datetime) -> bool:
    """Moves on to the next mission; False when another process did."""
    return await _move(db, one, turn=one.turn + 1, answer=OFFERED, next_at=next_at)


async def note_renewal(db: Db, one: Ambassador, next_at: datetime) -> bool:
    """They are asked whether to go on; False when another process asked."""
    return await _move(db, one, renewal_asked=True, next_at=next_at)


async def _move(db: Db, one: Ambassador, **values: object) -> bool:
    same = (Ambassador.id == one.id, Ambassador.next_at == one.next_at)
    moved = await db.execute(update(Ambassador).where(*same).values(**values).returning(Ambassador.id))
    done = moved.first() is not None
    await db.refresh(one)
    return done


async def renew(db: Db, one: Ambassador, now: datetime) -> None:
    """For as long again, from now."""
    one.until, one.renewal_asked = now + LASTS, False
    await db.flush()
    await outbox.touch(db, subject(one.id))


async def answer(db: Db, one: Ambassador, turn: int, said: str) -> bool:
    """Notes what became of a mission; False when it is not the last one, or was answered already."""
    open_ = update(Ambassador).where(Ambassador.id == one.id, Ambassador.turn == turn, Ambassador.answer == OFFERED)
    done = (await db.execute(open_.values(answer=said).returning(Ambassador.id))).first() is not None
    if done:
        await outbox.touch(db, subject(one.id))
    return done


async def end(db: Db, one: Ambassador, now: datetime) -> None:
    """The role is over, and the consent to be seen in it: nothing of it stays."""
    await consents.withdraw(db, subject(one.id), now)
    await outbox.touch(db, subject(one.id))
    await badges.unwant_of(db, one.community_id, one.member_id)
    await db.execute(delete(Ambassador).filter_by(id=one.id))


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """The roles a member holds."""
    return [
        {
            "community": community.name,
            "since": one.since.isoformat(),
            "until": one.until.isoformat(),
            "every_days": one.every_days,
        }
        for one, community in await of_member(db, member_id)
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Nothing stays."""
    await db.execute(delete(Ambassador).filter_by(member_id=member_id))
