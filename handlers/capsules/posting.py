"""A post and the message that is owed for it, always together."""

from __future__ import annotations

from datetime import datetime

from handlers.chat.routes import to
from storage import outbox, schedules
from storage.communities import Community
from storage.database import Db
from storage.schedules import Schedule


async def owe(db: Db, community: Community, schedule: Schedule, planned_at: datetime, now: datetime) -> None:
    """Notes the post and owes its message to the community's channel; once, however often it is asked."""
    post = await schedules.note_post(db, schedule, planned_at, now)
    if post is None:
        return
    await outbox.owe(
        db,
        about=f"capsule:{schedule.id}@{planned_at.isoformat()}",
        draw=str(to("capsules.post", post.id)),
        workspace_id=community.workspace_id,
        due_at=now,
        language=community.language,
        channel=community.channel,
        community_id=community.id,
        subject=f"capsule:{schedule.capsule_id}",
    )
