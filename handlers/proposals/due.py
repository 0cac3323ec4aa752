"""What time makes happen: authors learn that their words were posted; forms never sent are forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.chat.routes import to
from storage import communities, outbox, proposal_drafts, proposals, recognition
from storage.communities import Community
from storage.database import Db
from storage.proposals import Proposal, subject
from storage.waiting import Waits

BATCH = 50
A_FORM_LASTS = timedelta(days=1)


waits: Waits = (proposals.ALL_UNTOLD, lambda now: proposal_drafts.left(now - A_FORM_LASTS))


async def due(db: Db, now: datetime) -> int:
    """Owes each author one message, the first time their capsule is in a channel; forgets forms a day old."""
    found = await proposals.untold(db, BATCH)
    for one in found:
        community = await communities.by_id(db, one.community_id)
        if community is None:
            raise LookupError(f"proposal {one.id} is of a community that is gone")
        await outbox.owe(
            db,
            about=f"{subject(one.id)}:posted",
            draw=str(to("proposals.posted", one.id)),
            workspace_id=one.workspace_id,
            due_at=now,
            language=community.language,
            member_id=one.author_id,
            community_id=community.id,
            subject=subject(one.id),
        )
        await _thank(db, one, community, now)
    if found:
        await proposals.told(db, [one.id for one in found], now)
    return len(found) + await proposal_drafts.forget_before(db, now - A_FORM_LASTS, BATCH)


async def _thank(db: Db, one: Proposal, community: Community, now: datetime) -> None:
    """In the channel, once, who signed their words and agrees to be thanked."""
    if one.credited and await recognition.agreed(db, one.author_id):
        await outbox.owe(
            db,
            about=f"{subject(one.id)}:thanks",
            draw=str(to("proposals.thanks", one.id)),
            workspace_id=one.workspace_id,
            due_at=now,
            language=community.language,
            channel=community.channel,
            community_id=community.id,
            subject=subject(one.id),
        )
