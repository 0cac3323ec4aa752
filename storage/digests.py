"""Digests: when each manager's next one is due, the figures of one week of a community, and what was told of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import improvement_news, outbox, verbatims
from storage.communities import A_MANAGER, Community, CommunityRole
from storage.database import Db, Table, insert_once
from storage.people import Member
from storage.sessions import Session
from storage.verbatims import ALERT, LIVED, TEAM, Verbatim
from storage.waiting import Whenever

DIGEST_TIME = time(9)
"""When a digest arrives on Monday, on the manager's clocks."""


class Digest(Table):
    """What a manager is told of a week. `figures` is JSON, nameless, with what must stay hidden already left out.

    They are kept so that every manager reads the same figures whenever they look: the difference between two readings
    would tell about one person. `week_start` is the Monday (`2026-11-16`); `member_id` is None once they are erased.
    """

    __tablename__ = "digests"
    __table_args__ = (
        UniqueConstraint("community_id", "week_start", "member_id"),
        Index("ix_digests_member_id", "member_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    week_start: Mapped[str] = mapped_column(String(10))
    figures: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


def next_digest_at(now: datetime, zone: str) -> datetime:
    """The first Monday 09:00 after `now` on the clocks of `zone`, in UTC, whatever those clocks do meanwhile."""
    here = ZoneInfo(zone)
    monday = monday_of(now, zone)
    coming = datetime.combine(monday, DIGEST_TIME, here).astimezone(UTC)
    if coming <= now:
        coming = datetime.combine(monday + timedelta(days=7), DIGEST_TIME, here).astimezone(UTC)
    return coming


def monday_of(now: datetime, zone: str) -> date:
    """The Monday that began the week of `now` on the clocks of `zone`."""
    today = now.astimezone(ZoneInfo(zone)).date()
    return today - timedelta(days=today.weekday())


def week_from(monday: date, zone: str) -> tuple[datetime, datetime]:
    """The instants from which and before which it is that week in `zone`, in UTC."""
    here = ZoneInfo(zone)
    start = datetime.combine(monday, time(), here)
    end = datetime.combine(monday + timedelta(days=7), time(), here)
    return start.astimezone(UTC), end.astimezone(UTC)


def subject(community_id: int, week_start: str) -> str:
    """What the digests of a week are about: touched, they are drawn again."""
    return f"digest:{community_id}:{week_start}"


def managers(now: Whenever) -> Select[CommunityRole, Community, Member]:
    """Managers whose digest is due, or who have no date for it yet."""
    return (
        select(CommunityRole, Community, Member)
        .join(Community, Community.id == CommunityRole.community_id)
        .join(Member, Member.id == CommunityRole.member_id)
        .where(text(f"community_roles.{A_MANAGER}"))
        .where(CommunityRole.next_digest_at.is_(None) | (CommunityRole.next_digest_at <= now))
        .order_by(CommunityRole.next_digest_at)
    )


async def due_managers(db: Db, now: datetime, most: int) -> Sequence[tuple[CommunityRole, Community, Member]]:
    """The first of these `managers`; those another process holds are left to it."""
    wanted = managers(now).limit(most).with_for_update(of=CommunityRole, skip_locked=True)
    return [(role, community, member) for role, community, member in await db.execute(wanted)]


async def move(db: Db, role: CommunityRole, next_at: datetime) -> bool:
    """Gives a manager's next date, unless it was moved since it was read; tells whether it was done."""
    moved = await db.execute(
        update(CommunityRole)
        .where(CommunityRole.id == role.id)
        .where(CommunityRole.next_digest_at.is_not_distinct_from(role.next_digest_at))
        .values(next_digest_at=next_at)
        .returning(CommunityRole.id)
    )
    return moved.first() is not None


async def told(db: Db, community_id: int, week_start: str) -> Digest | None:
    """What was already told of a week to any manager: the next ones are told the same."""
    wanted = select(Digest).filter_by(community_id=community_id, week_start=week_start).order_by(Digest.id)
    return (await db.scalars(wanted)).first()


async def keep(db: Db, community_id: int, member_id: int, week_start: str, figures: str, now: datetime) -> Digest:
    """Keeps what a manager is told of a week; the first time counts."""
    mine = {"community_id": community_id, "member_id": member_id, "week_start": week_start}
    await insert_once(db, Digest, **mine, figures=figures, created_at=now)
    return (await db.scalars(select(Digest).filter_by(**mine))).one()


async def by_id(db: Db, digest_id: int) -> Digest:
    """The digest with this id."""
    return await db.get_one(Digest, digest_id, populate_existing=True)


async def quoted(db: Db, verbatim_ids: Sequence[int]) -> Sequence[tuple[Verbatim, Member | None]]:
    """Those of these words that may be quoted at this very moment, and their authors, unless they chose no name."""
    wanted = select(Verbatim, Member).outerjoin(Member, Member.id == Verbatim.member_id)
    wanted = wanted.where(Verbatim.id.in_(verbatim_ids), Verbatim.scope != TEAM, Verbatim.words.is_not(None))
    wanted = wanted.where(Verbatim.calls_for != ALERT)
    rows = await db.execute(wanted.order_by(Verbatim.id).execution_options(populate_existing=True))
    return [(verbatim, author) for verbatim, author in rows]


async def words_changed(db: Db, session_id: int, member_id: int, about: str = LIVED) -> None:
    """Somebody changed, removed or re-scoped their words (call it before they go): what quotes them follows."""
    await improvement_news.words_change(db, session_id, member_id)
    community = (await db.scalars(select(Community).join(Session).where(Session.id == session_id))).one_or_none()
    said = await verbatims.of_member(db, session_id, member_id, about)
    if community is not None and said is not None:
        await outbox.touch(db, subject(community.id, monday_of(said.created_at, community.zone).isoformat()))


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """The weeks a manager was told of."""
    wanted = select(Digest.week_start, Community.name).join(Community, Community.id == Digest.community_id)
    rows = await db.execute(wanted.where(Digest.member_id == member_id).order_by(Digest.id))
    return [{"week": week_start, "community": name} for week_start, name in rows]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets who was told, and draws again what quoted their words; the nameless figures stay."""
    for one in await verbatims.written_by(db, member_id):
        await words_changed(db, one.verbatim.session_id, member_id, one.verbatim.about)
    await db.execute(update(Digest).where(Digest.member_id == member_id).values(member_id=None))
