"""Likes: one positive reaction of a person to something posted, however they gave it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, case, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table, insert_once
from storage.people import Member

BUTTON = "button"


class Like(Table):
    """One way in which a member likes a subject (`capsule:42`) in a community: the button, or an emoji on a message.

    `source` is `button` or `emoji:👍`; `message` is the platform's id of the message the emoji is on ("" for the
    button): the same emoji may be on two posts of the same capsule. `member_id` is None once the person is erased.
    """

    __tablename__ = "likes"
    __table_args__ = (
        UniqueConstraint("subject", "community_id", "member_id", "source", "message", name="uq_likes_once"),
        Index("ix_likes_member_id", "member_id"),
        Index("ix_likes_community_id", "community_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(60))
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    source: Mapped[str] = mapped_column(String(60))
    message: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


@dataclass(frozen=True)
class Way:
    """One way of liking something, whoever does (see `Like`)."""

    subject: str
    community_id: int
    source: str
    message: str = ""


PEOPLE: ColumnElement[int] = func.count(Like.member_id.distinct()) + func.coalesce(
    func.sum(case((Like.member_id.is_(None), 1), else_=0)), 0
)
"""How many people there are behind some likes: one a member, and one a like that was kept without its author."""


async def count(db: Db, subject: str, community_id: int | None = None) -> int:
    """How many people like it, in one community or (None) in all of them."""
    wanted = select(PEOPLE).where(Like.subject == subject)
    if community_id is not None:
        wanted = wanted.where(Like.community_id == community_id)
    return (await db.scalars(wanted)).one()


async def counts(db: Db, subjects: Collection[str], community_id: int) -> dict[str, int]:
    """How many people of a community like each of these subjects; those that nobody likes are left out."""
    wanted = select(Like.subject, PEOPLE).where(Like.subject.in_(subjects), Like.community_id == community_id)
    return {subject: n for subject, n in await db.execute(wanted.group_by(Like.subject))}  # noqa: C416 - no tuples


async def by(db: Db, subject: str, member_id: int, community_id: int | None = None) -> set[str]:
    """In which ways a member likes it: `button`, `emoji:👍`…"""
    wanted = select(Like.source).filter_by(subject=subject, member_id=member_id)
    if community_id is not None:
        wanted = wanted.filter_by(community_id=community_id)
    return set((await db.scalars(wanted)).all())


async def add(db: Db, like: Way, member_id: int, now: datetime) -> bool:
    """Notes that a member likes something; False when it was already there."""
    return await insert_once(db, Like, **asdict(like), member_id=member_id, created_at=now)


async def take_back(db: Db, like: Way, member_id: int) -> bool:
    """Takes a like back; False when there was none."""
    mine = delete(Like).filter_by(**asdict(like), member_id=member_id)
    return (await db.execute(mine.returning(Like.id))).first() is not None


@dataclass(frozen=True)
class KeptEmoji:
    """A like given by an emoji. `id`: another one when it was taken back and given again; `who`: the platform's id."""

    id: int
    who: str
    source: str


async def by_emoji(db: Db, subject: str, community_id: int, message: str) -> Sequence[KeptEmoji]:
    """The likes that emoji on this message give, oldest first."""
    wanted = select(Like.id, Member.external_id, Like.source).join(Member, Member.id == Like.member_id)
    rows = await db.execute(
        wanted.where(
            Like.subject == subject, Like.community_id == community_id, Like.message == message, Like.source != BUTTON
        ).order_by(Like.id)
    )
    return [KeptEmoji(*row) for row in rows]


async def has_nameless(db: Db, subject: str, community_id: int) -> bool:
    """Whether somebody who was erased since liked it."""
    erased = select(Like.id).filter_by(subject=subject, community_id=community_id, member_id=None)
    return (await db.scalars(erased.limit(1))).first() is not None


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member likes, oldest first."""
    wanted = select(Like).filter_by(member_id=member_id).order_by(Like.id)
    return [
        {"about": like.subject, "how": like.source, "when": like.created_at.isoformat()}
        for like in (await db.scalars(wanted)).all()
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets who liked; each subject keeps the one person it counted."""
    kept = select(func.min(Like.id)).filter_by(member_id=member_id).group_by(Like.subject, Like.community_id)
    await db.execute(delete(Like).where(Like.member_id == member_id, Like.id.not_in(kept)))
    await db.execute(update(Like).where(Like.member_id == member_id).values(member_id=None, source=BUTTON, message=""))
