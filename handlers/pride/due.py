"""What time makes happen: ambassadors are offered a small mission, asked whether to go on, and their role ends.

Animators are told of what the platform does not let ambassadors wear.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.chat.routes import Link, to
from handlers.pride.rules import HAS_LEFT
from storage import ambassadors, badges, communities, outbox, solicitations
from storage.ambassadors import ASKED_BEFORE, Ambassador, subject
from storage.communities import ANIMATOR, Community
from storage.database import Db
from storage.outbox import Owed
from storage.waiting import Waits

BATCH = 50

waits: Waits = (ambassadors.come, badges.ALL_UNTOLD)


async def due(db: Db, now: datetime) -> int:
    """Idle, it asks two indexed questions."""
    return await _roles(db, now) + await _tell_refused(db, now)


async def _tell_refused(db: Db, now: datetime) -> int:
    """Once for what is refused for the same reason, until the badge is chosen again."""
    found = await badges.untold(db, BATCH)
    for badge, community in found:
        if not await badges.tell(db, badge) or badge.failure in HAS_LEFT:
            continue
        for animator in await communities.people(db, community.id, ANIMATOR):
            await outbox.owe(
                db,
                about=f"badge:{badge.id}:{int(now.timestamp())}:{animator.id}",
                draw=str(to(badges.NOTICE_DRAW, badge.id)),
                workspace_id=community.workspace_id,
                due_at=now,
                language=community.language,
                member_id=animator.id,
                community_id=community.id,
            )
    return len(found)


async def _roles(db: Db, now: datetime) -> int:
    found = await ambassadors.due(db, now, BATCH)
    for one, community in found:
        if one.until <= now:
            await ambassadors.end(db, one, now)
        elif not one.renewal_asked and now >= one.until - ASKED_BEFORE:
            if await ambassadors.note_renewal(db, one, one.until):
                about = f"renewal:{one.until.date().isoformat()}"
                await _ask(db, "renewal", one, community, about, to("pride.role_ends", one.id), now)
        elif await ambassadors.offer(db, one, next_time(one, now)):
            link = to("pride.mission_offered", one.id, one.turn)
            await _ask(db, "mission", one, community, f"mission:{one.turn}", link, now)
            await outbox.touch(db, subject(one.id))  # an older one that was left is let go
    return len(found)


def next_time(one: Ambassador, now: datetime) -> datetime:
    """When the next mission is offered, they are asked to go on, or the role ends: whichever comes first."""
    ends = one.until if one.renewal_asked else one.until - ASKED_BEFORE
    return min(now + timedelta(days=one.every_days), ends)


async def _ask(db: Db, kind: str, one: Ambassador, community: Community, about: str, draw: Link, now: datetime) -> None:
    """Within their hours, and only when their week has room for a question."""
    question = Owed(
        about=f"{subject(one.id)}:{about}",
        draw=str(draw),
        workspace_id=community.workspace_id,
        due_at=now,
        language=community.language,
        member_id=one.member_id,
        community_id=community.id,
        subject=subject(one.id),
    )
    await solicitations.ask_all(db, kind, [question], now)
