"""What time makes happen: cards of the month, balances, improvements to look at again, the promise kept up to date."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.chat.routes import to
from storage import communities, improvement_cards, improvement_rounds, improvements, outbox, promises
from storage.communities import ANIMATOR, MANAGER, Community
from storage.database import Db
from storage.waiting import Waits

MOST_AT_ONCE = 20
HALF_A_MONTH = timedelta(days=15)


waits: Waits = (improvement_rounds.come, improvements.ripe, promises.come)


async def due(db: Db, now: datetime) -> int:
    """Does what has come; how many communities and improvements were looked at."""
    rounds = await improvement_rounds.due(db, now, MOST_AT_ONCE)
    for community in rounds:
        await _round(db, community, now)
    reviews = await improvements.to_review(db, now, MOST_AT_ONCE)
    for one in reviews:
        found = await _community(db, one.community_id)
        draw, about = str(to("improvements.review", one.id)), f"improvement:{one.id}:{one.review_on}"
        await _tell_all(db, found, draw, about, now, ANIMATOR, subject=improvement_cards.improvement_subject(one.id))
    told = await promises.due(db, now, MOST_AT_ONCE)
    for post in told:
        kept = await promises.kept(db, await _community(db, post.community_id), now)
        if await promises.looked_at(db, post, f"{kept.in_time}/{kept.received}", now):
            await outbox.touch(db, promises.subject(post.community_id))
    return len(rounds) + len(reviews) + len(told)


async def _community(db: Db, community_id: int) -> Community:
    found = await communities.by_id(db, community_id)
    if found is None:
        raise LookupError(f"community {community_id} is gone")
    return found


async def _round(db: Db, community: Community, now: datetime) -> None:
    """The first working day of a month: what changed is drafted, and every third month the balance is told.

    One that was missed is caught up, once. The first time a community is met, only its date is noted.
    """
    before, zone = community.month_at, improvement_rounds.zone_of(community)
    put_off = await improvement_rounds.put_off(community, now) if before else None
    next_at = put_off or improvement_rounds.round_after(now, zone)
    if not await improvement_rounds.move(db, community, next_at) or before is None or put_off is not None:
        return
    card = await improvement_cards.draft(db, community.id, improvement_rounds.month_of(community, now))
    if card is not None:
        subject = improvement_cards.card_subject(card.id)
        await _tell_all(db, community, str(to("improvements.draft", card.id)), subject, now, ANIMATOR, subject=subject)
    last = improvement_rounds.quarter_of(community, now) - 1
    if last >= improvement_rounds.quarter_of(community, before - HALF_A_MONTH):
        found = await improvement_rounds.balance(db, community, last)
        if found.received.total:
            draw, about = str(to("improvements.balance_of", community.id, last)), f"balance:{community.id}:{last}"
            await _tell_all(db, community, draw, about, now, ANIMATOR, MANAGER, each=True)


async def _tell_all(
    db: Db,
    community: Community,
    draw: str,
    about: str,
    now: datetime,
    *roles: str,
    subject: str | None = None,
    each: bool = False,
) -> None:
    """Owes a message to those who have one of these roles; `each`: it also takes its reader."""
    readers = {member.id for role in roles for member in await communities.people(db, community.id, role)}
    for member_id in sorted(readers):
        await outbox.owe(
            db,
            about=f"{about}:{member_id}",
            draw=f"{draw}:{member_id}" if each else draw,
            workspace_id=community.workspace_id,
            due_at=now,
            language=community.language,
            member_id=member_id,
            community_id=community.id,
            subject=subject,
        )
