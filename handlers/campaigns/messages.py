"""What whoever started a campaign is told when its session was moved or cancelled."""

from __future__ import annotations

from handlers.campaigns import cards
from handlers.chat.cards import Card
from handlers.chat.routes import message
from storage import runs
from storage.database import Db


@message("campaigns.news")
async def news(db: Db, run_id: int, what: str) -> Card | None:
    """The session was cancelled (`stopped`) or moved (`moved`), and the campaign with it."""
    run = await runs.find(db, run_id)
    if run is None:
        return None
    return cards.news(run.id, run.name, "stopped" if what == "stopped" else "moved")
