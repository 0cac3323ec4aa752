"""Capsules as the channel sees them."""

from __future__ import annotations

from handlers.capsules import cards
from handlers.chat.cards import Card
from handlers.chat.routes import message
from storage import capsules, comments, likes, schedules
from storage.database import Db


@message("capsules.post")
async def post(db: Db, post_id: int) -> Card | None:
    """A posted capsule, with how many people liked it and what was answered in this community."""
    found = await schedules.post_by_id(db, post_id)
    if found is None:
        return None
    subject = f"capsule:{found.capsule_id}"
    return cards.post(
        await capsules.by_id(db, found.capsule_id),
        await likes.count(db, subject, found.community_id),
        await comments.count(db, subject, found.community_id),
    )
