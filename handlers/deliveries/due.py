"""What time makes happen: animators are told of what was given up, once a day at most, and of what was not pinned."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.chat.routes import to
from handlers.deliveries import rules
from handlers.deliveries.rules import GONE
from storage import communities, failures, outbox, pins
from storage.communities import ANIMATOR, Community
from storage.database import Db
from storage.failures import NOTICE_DRAW
from storage.people import Member
from storage.waiting import Waits
from storage.zones import usable_zone

MOST_AT_ONCE = 50

waits: Waits = (failures.ALL_UNTOLD, pins.ALL_UNTOLD)


async def due(db: Db, now: datetime) -> int:
    """Owes animators the news of what was given up since they were last told; idle, it asks two indexed questions."""
    return await _tell_failed(db, now) + await _tell_unpinned(db, now)


async def _tell_unpinned(db: Db, now: datetime) -> int:
    """Each message is told of once, to those who may pin it by hand."""
    found = await pins.untold(db, MOST_AT_ONCE)
    for one in found:
        animators = await communities.people(db, one.community_id, ANIMATOR) if one.community_id else ()
        for animator in animators if rules.pin_reason(one.pin_failure or "") != GONE else ():
            await outbox.owe(
                db,
                about=f"not_pinned:{one.id}:{animator.id}",
                draw=str(to(pins.NOTICE_DRAW, one.id)),
                workspace_id=one.workspace_id,
                due_at=now,
                language=one.language,
                member_id=animator.id,
                community_id=one.community_id,
            )
    if found:
        await pins.told(db, [one.id for one in found])
    return len(found)


async def _tell_failed(db: Db, now: datetime) -> int:
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
