"""What time makes happen: animators are told of what was given up, once a day at most."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.chat.routes import to
from storage import communities, failures, outbox
from storage.communities import ANIMATOR, Community
from storage.database import Db
from storage.failures import NOTICE_DRAW
from storage.people import Member
from storage.zones import usable_zone

MOST_AT_ONCE = 50


async def due(db: Db, now: datetime) -> int:
    """Owes animators the news of what was given up since they were last told; idle, it asks one indexed question."""
    found = await failures.untold(db, MOST_AT_ONCE)
    if not found:
        return 0
    notices = f"{NOTICE_DRAW}:"
    concerned = {one.community_id for one in found if one.community_id and not one.draw.startswith(notices)}
    for community_id in sorted(concerned):
        community = await communities.by_id(db, community_id)
        if community is not None:
            for animator in await communities.people(db, community_id, ANIMATOR):
                await _tell(db, community, animator, now)
    await failures.told(db, [one.id for one in found], now)
    return len(found)


async def _tell(db: Db, community: Community, animator: Member, now: datetime) -> None:
    """Owes today's message; tomorrow's when today's was sent without this failure."""
    zone = ZoneInfo(usable_zone(community.zone))
    today = now.astimezone(zone).date()
    if await _owe(db, community, animator, today, now):
        return
    if not await failures.is_waiting(db, _about(community, animator, today)):
        tomorrow = today + timedelta(days=1)
        await _owe(db, community, animator, tomorrow, datetime.combine(tomorrow, time(), zone).astimezone(UTC))


def _about(community: Community, animator: Member, day: date) -> str:
    return f"failed:{community.id}:{animator.id}:{day.isoformat()}"


async def _owe(db: Db, community: Community, animator: Member, day: date, due_at: datetime) -> bool:
    return await outbox.owe(
        db,
        about=_about(community, animator, day),
        draw=str(to(NOTICE_DRAW, community.id)),
        workspace_id=community.workspace_id,
        due_at=due_at,
        language=community.language,
        member_id=animator.id,
        community_id=community.id,
    )
