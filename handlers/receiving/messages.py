"""Capsules as their readers see them in direct messages."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message, registry
from handlers.receiving import cards
from storage import communities, outbox, received
from storage.database import Db


@message("receiving.capsule")
async def capsule(db: Db, receipt_id: int) -> Card | None:
    """The post as its channel sees it now, and what its reader may choose."""
    found = await received.receipt(db, receipt_id)
    if found is None:
        return None
    _receipt, one, post = found
    if one.withdrawn_at is not None and not await outbox.may_be_posted(db, received.fact_of(receipt_id)):
        return None
    drawn: Card | None = await registry.messages["capsules.post"].draw(db, post.id)
    community = await communities.by_id(db, post.community_id)
    if drawn is None or community is None:
        return None
    return (
        drawn if one.withdrawn_at is not None else cards.received(drawn, receipt_id, community.name, community.channel)
    )
