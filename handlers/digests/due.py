"""What time makes happen: on Monday at 09:00 on their own clocks, each manager is owed the week that is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.chat.routes import to
from handlers.digests import reports
from storage import digests, outbox
from storage.communities import Community, CommunityRole
from storage.database import Db
from storage.people import Member
from storage.waiting import Waits
from storage.zones import usable_zone

MOST_AT_ONCE = 20

waits: Waits = (digests.managers,)


async def due(db: Db, now: datetime) -> int:
    """Owes the digests whose time has come, the latest week only; gives a date to managers who have none."""
    found = await digests.due_managers(db, now, MOST_AT_ONCE)
    for role, community, member in found:
        zone = usable_zone(member.zone, community.zone)
        monday = digests.monday_of(now, zone)
        _start, week_ends = digests.week_from(monday - timedelta(days=7), usable_zone(community.zone))
        if role.next_digest_at is None:
            await digests.move(db, role, digests.next_digest_at(now, zone))
        elif week_ends > now:
            # Monday comes sooner to this manager than to the community: its Sunday is first let end.
            await digests.move(db, role, week_ends)
        elif await digests.move(db, role, digests.next_digest_at(now, zone)):
            await _owe(db, role, community, member, now)
    return len(found)


async def _owe(db: Db, role: CommunityRole, community: Community, member: Member, now: datetime) -> None:
    monday = digests.monday_of(now, usable_zone(member.zone, community.zone)) - timedelta(days=7)
    digest = await reports.of_week(db, community, role.member_id, monday, now)
    await outbox.owe(
        db,
        about=f"digest:{digest.id}",
        draw=str(to("digests.weekly", digest.id)),
        workspace_id=community.workspace_id,
        due_at=now,
        language=community.language,
        member_id=role.member_id,
        community_id=community.id,
        subject=digests.subject(community.id, digest.week_start),
        at_once=True,  # it has an hour of its own
    )
