"""Claiming and settling as the sender does, for tests that play the network themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select

from bot.clock import Clock
from storage import pins, sending
from storage.database import Db
from storage.lanes import Rate
from storage.outbox import Delivery
from storage.people import Workspace
from storage.sending import Sent

LEASE = timedelta(minutes=1)


async def claim(db: Db, clock: Clock) -> Sequence[Delivery]:
    """What may be sent now, without any limit of pace."""
    rates = await _no_limit(db)
    return await sending.claim(db, now=clock.now(), real=clock.real(), lease=LEASE, rates=rates, most=50)


async def posted(db: Db, clock: Clock, delivery: Delivery, channel: str, message: str) -> bool:
    """Records a message as posted, its lane free at once."""
    place = {"channel": channel, "message": message}
    sent = Sent(delivery, **place, revision=delivery.revision, now=clock.now(), free_at=clock.real())
    return delivery.id in await sending.sent(db, [sent])


async def changed(db: Db, clock: Clock) -> Sequence[Delivery]:
    """Posted messages to draw again."""
    return await sending.stale(db, real=clock.real(), lease=LEASE, rates=await _no_limit(db), most=500)


async def _no_limit(db: Db) -> Mapping[str, Rate]:
    return {name: Rate(0, per_workspace=True) for name in (await db.scalars(select(Workspace.platform))).all()}


async def redrawn(db: Db, clock: Clock, delivery: Delivery) -> None:
    """Records a message as showing all that is known or, where it already did, as pinned or not as was wanted."""
    if delivery.revision > delivery.shown:
        await sending.shown(db, delivery, delivery.revision, clock.real())
    else:
        await pins.settle(db, delivery, clock.real(), None)
