"""Messages about wins, drawn from what is known at the moment they are sent or shown again."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.pride import cards
from handlers.pride.views import view
from storage import outbox
from storage.database import Db
from storage.wins import subject


@message("pride.post")
async def post(db: Db, win_id: int) -> Card | None:
    """In the home channel of its community; taken back before anybody may have read it, it leaves no trace."""
    shown = await view(db, win_id)
    if shown.words is None and not await outbox.may_be_posted(db, f"{subject(win_id)}:post"):
        return None
    return cards.posted(shown)


@message("pride.taken_out")
async def taken_out(db: Db, win_id: int) -> Card | None:
    """To its author, once: an animator took it out of the channel, and why."""
    return cards.taken_out(await view(db, win_id))
