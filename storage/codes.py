"""Codes of the day, by which people say that they are at a session, and the wrong ones they typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.communities import Community
from storage.database import Db, Table
from storage.people import Member
from storage.sessions import CANCELLED, Session

TRIES_COUNT = timedelta(minutes=10)
"""How long a wrong code is remembered."""
MOST_TRIES = 5
"""Wrong codes somebody may type within that time."""


class CodeTry(Table):
    """A member typed a code that is no session's of the day."""

    __tablename__ = "code_tries"
    __table_args__ = (Index("ix_code_tries_member_id", "member_id"), Index("ix_code_tries_tried_at", "tried_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    tried_at: Mapped[datetime]


async def of_code(db: Db, workspace_id: int, code: str, start: datetime, end: datetime) -> Sequence[Session]:
    """The workspace's sessions with this code that take place, at least in part, between two instants; first first."""
    wanted = select(Session).join(Community, Community.id == Session.community_id)
    wanted = wanted.where(Community.workspace_id == workspace_id, Session.code == code, Session.state != CANCELLED)
    near = wanted.where(Session.starts_at <= end, Session.ends_at >= start)
    return (await db.scalars(near.order_by(Session.starts_at, Session.id))).all()


async def may_try(db: Db, member_id: int, now: datetime) -> bool:
    """Whether a member may type a code: not after MOST_TRIES wrong ones within TRIES_COUNT.

    Their tries wait for one another, so that many at once are no more than as many in turn.
    """
    await db.execute(select(Member.id).filter_by(id=member_id).with_for_update(key_share=True))
    recent = select(func.count(CodeTry.id)).where(CodeTry.member_id == member_id, CodeTry.tried_at > now - TRIES_COUNT)
    return (await db.scalars(recent)).one() < MOST_TRIES


async def note_wrong(db: Db, member_id: int, now: datetime) -> None:
    """Notes that a member typed a wrong code, and forgets what no longer counts."""
    await db.execute(delete(CodeTry).where(CodeTry.tried_at <= now - TRIES_COUNT))
    db.add(CodeTry(member_id=member_id, tried_at=now))
    await db.flush()


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """When a member typed a wrong code, as long as it counts."""
    wanted = select(CodeTry.tried_at).filter_by(member_id=member_id).order_by(CodeTry.id)
    return [{"when": tried_at.isoformat()} for tried_at in await db.scalars(wanted)]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets the codes a member tried."""
    await db.execute(delete(CodeTry).where(CodeTry.member_id == member_id))
