"""Comments the bot posts for their authors."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.chat.words import Person, Say
from handlers.comments import cards
from storage import comments, people
from storage.database import Db


@message("comments.posted")
async def posted(db: Db, comment_id: int) -> Card | None:
    """A comment written through the button, in the thread of what it is about."""
    comment = await comments.by_id(db, comment_id)
    if comment is None:
        return None
    if comment.words is None or comment.member_id is None:
        return cards.taken_back()
    author = await people.member_by_id(db, comment.member_id)
    return cards.posted(comment.words, author.name or Say("comments.by", person=Person(author.external_id)))
