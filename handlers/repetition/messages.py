"""What comes back to one person, in private."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.repetition import cards
from storage import capsules, outbox, repetition
from storage.database import Db
from storage.formats import Quiz, read


def about(review_id: int, turn: int) -> str:
    """The fact for which the question is owed (`Delivery.about`)."""
    return f"review:{review_id}:{turn}"


@message("repetition.asked")
async def asked(db: Db, review_id: int, turn: int, capsule_id: int, community_id: int, member_id: int) -> Card | None:
    """A quiz they missed, or another that says the same. Not sent to who gave it up meanwhile."""
    seen = await outbox.may_be_posted(db, about(review_id, turn))
    capsule = await capsules.by_id(db, capsule_id)
    quiz = read(capsule.format, capsule.details)
    if capsule.withdrawn_at is not None or not isinstance(quiz, Quiz):
        return cards.gone() if seen else None
    if not seen and not await repetition.wants(db, member_id):
        return None
    return cards.asked(capsule, community_id, quiz)
