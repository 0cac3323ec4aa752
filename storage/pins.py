"""Pins: messages that stay at hand in their channel.

A message is owed with its pin wanted, and is pinned once it is known to be posted: whoever dies in between leaves the
pin wanted. Pinned twice, it is pinned, so nothing needs to be looked for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select, text, update

from storage.database import Db, notify
from storage.outbox import Delivery

WANTED: Final = "wanted"
DONE: Final = "done"
REFUSED: Final = "refused"
"""The platform does not let the bot pin it; animators have yet to be told."""
TOLD: Final = "told"
UNWANTED: Final = "unwanted"
"""Perhaps pinned, and to be so no more."""

NOTICE_DRAW: Final = "deliveries.not_pinned"
"""The message of `handlers/deliveries` that tells animators."""


async def unwant(db: Db, subject: str, but: str = "") -> None:
    """What was pinned about `subject`, or was to be, is to be so no more: also where it may just be being pinned.

    `but`: the fact for which a message is owed that keeps its pin.
    """
    theirs = update(Delivery).where(Delivery.subject == subject, Delivery.about != but, Delivery.pin.is_not(None))
    await db.execute(theirs.values(pin=UNWANTED))
    await notify(db)


async def settle(db: Db, delivery: Delivery, again_at: datetime, failure: str | None) -> None:
    """Notes what became of the pin, or of its end, that was wanted when the message was taken.

    `failure`: the platform's word for why it was given up. The end of a pin that cannot be had is not told: the message
    says by itself what is over. Wanted otherwise meanwhile, it is done so next. `again_at`: not before.
    """
    after = None
    if delivery.pin == WANTED:
        after = DONE if failure is None else REFUSED
    same = update(Delivery).where(Delivery.id == delivery.id)
    await db.execute(same.values(edit_at=again_at, edit_tries=0))
    known = failure and failure[:60]
    await db.execute(same.where(Delivery.pin == delivery.pin).values(pin=after, pin_failure=known))


ALL_UNTOLD = select(Delivery).where(text("pin = 'refused'")).order_by(Delivery.id)
"""Messages that the platform does not pin, of which animators have yet to be told."""


async def untold(db: Db, most: int) -> Sequence[Delivery]:
    """The first of ALL_UNTOLD; those being told of are left to whoever tells."""
    return (await db.scalars(ALL_UNTOLD.limit(most).with_for_update(skip_locked=True))).all()


async def told(db: Db, delivery_ids: Collection[int]) -> None:
    """Notes that animators were told of these."""
    theirs = update(Delivery).where(Delivery.id.in_(delivery_ids), Delivery.pin == REFUSED)
    await db.execute(theirs.values(pin=TOLD))
