"""The message that carries a handbook."""

from __future__ import annotations

from handlers.chat.cards import Card, Document
from handlers.chat.files import file_name
from handlers.chat.routes import message
from handlers.chat.words import Say
from handlers.handbook import cards
from storage import communities
from storage.database import Db


@message("handbook.written")
async def written(db: Db, community_id: int, html: int, markdown: int) -> Card | None:
    """To the animator who asked for it."""
    community = await communities.by_id(db, community_id)
    if community is None:
        return None
    again, name = Say("handbook.document_again"), community.name
    return cards.written(
        name,
        Document(file_name(html), Say("handbook.html", community=name), again),
        Document(file_name(markdown), Say("handbook.markdown", community=name), again),
    )
