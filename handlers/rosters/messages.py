"""The message that carries a table of sessions."""

from __future__ import annotations

from handlers.chat.cards import Card, Document
from handlers.chat.files import file_name
from handlers.chat.routes import message
from handlers.chat.words import Say
from handlers.rosters import cards
from storage import communities
from storage.database import Db


@message("rosters.written")
async def written(db: Db, community_id: int, number: int) -> Card | None:
    """To the animator who asked for it."""
    community = await communities.by_id(db, community_id)
    if community is None:
        return None
    title = Say("rosters.document", community=community.name)
    return cards.written(community.name, Document(file_name(number), title, Say("rosters.document_again")))
