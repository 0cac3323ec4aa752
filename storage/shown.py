"""Which capsules people were shown: only those may be answered."""

from __future__ import annotations

from sqlalchemy import or_, select

from storage.capsules import Capsule
from storage.database import Db
from storage.outbox import SENDING, SENT, UNCERTAIN, Delivery


async def capsule(db: Db, capsule_id: int, community_id: int, member_id: int) -> Capsule | None:
    """The capsule, if a message of this community showed it in a channel, or to this member in DM.

    None too when it was withdrawn since.
    """
    seen = select(Delivery.id).where(
        Delivery.subject == f"capsule:{capsule_id}",
        Delivery.community_id == community_id,
        Delivery.state.in_((SENDING, SENT, UNCERTAIN)),
        or_(Delivery.channel.is_not(None), Delivery.member_id == member_id),
    )
    wanted = select(Capsule).where(Capsule.id == capsule_id, Capsule.withdrawn_at.is_(None), seen.exists())
    return (await db.scalars(wanted)).one_or_none()
