"""Messages owed to those who wait for a course."""

from __future__ import annotations

from datetime import datetime

from handlers.chat.routes import to
from storage import outbox
from storage.database import Db
from storage.reviews import Opening


def about(session_id: int, member_id: int) -> str:
    """The fact for which somebody is told that a course opens."""
    return f"opened:{session_id}:{member_id}"


async def tell(db: Db, opening: Opening, now: datetime) -> None:
    """Owes each of them, within their hours, what they asked for: that the course opens."""
    session, community = opening.session, opening.community
    for member_id in opening.member_ids:
        await outbox.owe(
            db,
            about=about(session.id, member_id),
            draw=str(to("reviews.opened", session.id, member_id)),
            workspace_id=community.workspace_id,
            due_at=now,
            language=community.language,
            member_id=member_id,
            community_id=community.id,
            subject=f"session:{session.id}",
        )
