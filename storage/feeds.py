"""Addresses at which one member's calendar program reads a community's calendar.

The address is the only key: it is long, drawn by chance, shown once, and kept only as its SHA-256. Whoever reads the
database cannot open a calendar with what is in it.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.communities import ANIMATOR, Community, CommunityRole
from storage.database import Db, Table, inserting
from storage.people import Member

TOKEN_BYTES = 32
"""As much chance as a 256-bit key: nobody finds one by trying."""


class Feed(Table):
    """One member's address of one community's calendar. `everything`: with what is planned, as its animators see it."""

    __tablename__ = "feeds"
    __table_args__ = (
        UniqueConstraint("member_id", "community_id"),
        Index("ix_feeds_community_id", "community_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64), unique=True)
    everything: Mapped[bool]
    made_at: Mapped[datetime]


@dataclass(frozen=True)
class Opened:
    """What an address opens: a community's calendar, in the language of whoever asked for the address."""

    community: Community
    everything: bool
    language: str | None


def key_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


async def make(db: Db, member_id: int, community_id: int, *, everything: bool, now: datetime) -> str:
    """A new token for this member, 43 signs that an address can hold; the one before opens nothing any more."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    kept = {"key": key_of(token), "everything": everything, "made_at": now}
    made = inserting(db, Feed).values(member_id=member_id, community_id=community_id, **kept)
    await db.execute(made.on_conflict_do_update(index_elements=["member_id", "community_id"], set_=kept))
    return token


async def of(db: Db, member_id: int, community_id: int) -> Feed | None:
    """The member's address there, without its token, which nobody knows but them."""
    wanted = select(Feed).filter_by(member_id=member_id, community_id=community_id)
    return (await db.scalars(wanted.execution_options(populate_existing=True))).one_or_none()


async def stop(db: Db, member_id: int, community_id: int) -> bool:
    """Makes the member's address open nothing any more; False when there was none."""
    gone = delete(Feed).filter_by(member_id=member_id, community_id=community_id).returning(Feed.id)
    return (await db.execute(gone)).first() is not None


async def opened(db: Db, token: str) -> Opened | None:
    """What a token opens now: nothing once it was replaced or stopped, its owner erased, or no animator any more.

    An address made by an animator does not go on with less: whoever has it should learn that it stopped.
    """
    wanted = (
        select(Feed.everything, Community, Member.language, CommunityRole.id.is_not(None))
        .join(Community, Community.id == Feed.community_id)
        .join(Member, Member.id == Feed.member_id)
        .outerjoin(
            CommunityRole,
            (CommunityRole.community_id == Feed.community_id)
            & (CommunityRole.member_id == Feed.member_id)
            & (CommunityRole.role == ANIMATOR),
        )
        .where(Feed.key == key_of(token))
    )
    found = (await db.execute(wanted)).one_or_none()
    if found is None:
        return None
    everything, community, language, animates = found
    return None if everything and not animates else Opened(community, everything, language)


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """For which communities a member has an address, and since when."""
    wanted = select(Feed, Community.name).join(Community, Community.id == Feed.community_id)
    rows = await db.execute(wanted.where(Feed.member_id == member_id).order_by(Feed.id))
    return [
        {"community": name, "made_at": feed.made_at.isoformat(), "everything_planned": feed.everything}
        for feed, name in rows
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Makes all the member's addresses open nothing."""
    await db.execute(delete(Feed).filter_by(member_id=member_id))
