"""A post and the message that is owed for it, always together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.chat.routes import to
from storage import outbox, schedules
from storage.communities import Community
from storage.database import Db
from storage.outbox import Owed
from storage.schedules import Date


async def owe(db: Db, dates: Sequence[tuple[Date, Community]], now: datetime) -> None:
    """Notes what became of these dates, and owes the posts to their communities' channels.

    Once, however often it is asked; a date without `posted_at` was missed, and owes nothing.
    """
    homes = {community.id: community for _, community in dates}
    noted = await schedules.note_posts(db, [date for date, _ in dates])
    await outbox.owe_all(
        db,
        [_message(date, post_id, homes[date.schedule.community_id], now) for date, post_id in noted if date.posted_at],
    )


def _message(date: Date, post_id: int, community: Community, now: datetime) -> Owed:
    return Owed(
        about=schedules.fact_of(date.schedule.id, date.planned_at),
        draw=str(to("capsules.post", post_id)),
        workspace_id=community.workspace_id,
        due_at=now,
        language=community.language,
        channel=community.channel,
        community_id=community.id,
        subject=f"capsule:{date.schedule.capsule_id}",
    )
