"""What time makes happen: capsules leave at the hour their reader chose; questions that waited find room."""

from __future__ import annotations

from datetime import datetime

from handlers.chat.routes import to
from handlers.receiving import rules
from storage import outbox, quiet, received, receiving, solicitations
from storage.database import Db
from storage.outbox import Owed
from storage.people import Member
from storage.received import Given
from storage.receiving import Rhythm, Subscription
from storage.waiting import Waits
from storage.zones import usable_zone

BATCH = 200
"""Subscriptions, or questions, looked at in one transaction: few enough for a click to pass in between."""

waits: Waits = (receiving.come, solicitations.to_try)


async def due(db: Db, now: datetime) -> int:
    """Owes what has come, once, in the transaction that moves its subscription on; how many things were looked at."""
    return await _give(db, now) + await solicitations.try_again(db, now, BATCH)


async def _give(db: Db, now: datetime) -> int:
    """One capsule a subscription; however many of its hours were missed, the next one is to come.

    A reader who changed zone meanwhile waits for the hour on their new clocks, and one whom the last capsule did not
    reach until they ask again.
    """
    come = await receiving.due(db, now, BATCH)
    unreached = await received.unreached(db, [one.id for one, _ in come]) if come else set()
    moves: list[tuple[Subscription, datetime | None, str]] = []
    leaves_at: dict[int, datetime] = {}
    for one, member in come:
        zone = usable_zone(member.zone, one.zone)
        next_at = Rhythm(one.rhythm, one.hour, zone).next_after(now)
        moves.append((one, None if one.id in unreached else next_at, zone))
        if zone == one.zone and one.id not in unreached:
            leaves_at[one.id] = _leaves_at(one, member, now)
    await receiving.move_all(db, moves)
    given = await received.give(db, [one for one, _ in come if one.id in leaves_at], now)
    await outbox.owe_all(db, [_message(one, leaves_at[one.subscription_id]) for one in given])
    return len(come)


def _leaves_at(one: Subscription, member: Member, now: datetime) -> datetime:
    """Now, at the hour that was chosen; late, within the hours at which its reader may be written to."""
    if one.next_at is not None and now - one.next_at <= rules.ON_TIME:
        return now
    return quiet.next_allowed(now, one.zone, quiet.hours_of(member))


def _message(one: Given, due_at: datetime) -> Owed:
    return Owed(
        about=received.fact_of(one.receipt_id),
        draw=str(to("receiving.capsule", one.receipt_id)),
        workspace_id=one.community.workspace_id,
        due_at=due_at,
        language=one.community.language,
        member_id=one.member_id,
        community_id=one.community.id,
        subject=f"capsule:{one.capsule_id}",
    )
