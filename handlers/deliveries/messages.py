"""The messages that tell animators that something could not be posted, or pinned."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.deliveries import cards, views
from storage import communities, failures, outbox, pins
from storage.database import Db
from storage.failures import NOTICE_DRAW

MOST_NAMED = 3
"""How many failures the message names; the list shows them all."""


@message(NOTICE_DRAW)
async def failed(db: Db, community_id: int) -> Card | None:
    """To an animator: what waits for a decision when it is sent; nothing if all was decided meanwhile."""
    community = await communities.by_id(db, community_id)
    newest = await failures.page(db, [community_id], skip=0, most=MOST_NAMED)
    if community is None or not newest:
        return None
    total = await failures.count(db, [community_id])
    return cards.notice(community.name, await views.failed(db, newest), total)


@message(pins.NOTICE_DRAW)
async def not_pinned(db: Db, delivery_id: int) -> Card | None:
    """To an animator: a message is posted but not pinned; nothing if it is wanted no more."""
    delivery = await outbox.by_id(db, delivery_id)
    if delivery.pin not in (pins.REFUSED, pins.TOLD):
        return None
    return cards.not_pinned(await views.what(db, delivery), delivery.channel or "", delivery.pin_failure or "")
