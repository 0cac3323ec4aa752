"""Messages about one's own data."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.privacy import cards
from handlers.privacy.exporting import as_markdown, export_text
from storage.database import Db
from storage.personal import ERASED_DRAW, EXPORT_DRAW


@message(EXPORT_DRAW)
async def export(db: Db, member_id: int) -> Card:
    """To the member alone: everything known of them at the moment it is sent."""
    return cards.export(as_markdown(await export_text(db, member_id)))


@message(ERASED_DRAW)
async def gone(_db: Db) -> Card:
    """What is left of every message the bot had sent to somebody erased."""
    return cards.gone()
