"""What became of one capsule in one community: where it was posted, and what people did. Nobody is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from storage.capsules import Capsule
from storage.database import Db
from storage.outbox import SENT, Delivery


@dataclass(frozen=True)
class Shown:
    """One message that shows a capsule: its channel, by the platform's own id, and when it was posted."""

    channel: str
    at: datetime


async def capsule_of(db: Db, capsule_id: int, community_id: int) -> Capsule | None:
    """A capsule that a community has or had, withdrawn or not; its own copy where it has one of the shelf's."""
    meant = or_(Capsule.id == capsule_id, Capsule.copy_of_id == capsule_id)
    theirs = or_(Capsule.community_id == community_id, Capsule.community_id.is_(None))
    copies_first = select(Capsule).where(meant, theirs).order_by(Capsule.copy_of_id.is_(None)).limit(1)
    return (await db.scalars(copies_first)).one_or_none()


async def posts(db: Db, capsule_id: int, community_id: int, most: int) -> tuple[int, Sequence[Shown]]:
    """How many messages of a community's channels show a capsule, and the last ones, newest first."""
    there = (
        Delivery.subject == f"capsule:{capsule_id}",
        Delivery.community_id == community_id,
        Delivery.state == SENT,
        Delivery.posted_channel.is_not(None),
        Delivery.channel.is_not(None),
        Delivery.parent_id.is_(None),
    )
    total = (await db.scalars(select(func.count(Delivery.id)).where(*there))).one()
    wanted = select(Delivery.posted_channel, Delivery.sent_at).where(*there).order_by(Delivery.id.desc()).limit(most)
    return total, [Shown(channel, at) for channel, at in await db.execute(wanted) if channel and at]
