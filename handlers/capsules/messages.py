"""Capsules as the channel sees them."""

from __future__ import annotations

from handlers.capsules import cards, formats
from handlers.capsules.bodies import Asked
from handlers.capsules.formats import Poll, Quiz
from handlers.chat.cards import Card
from handlers.chat.routes import message
from storage import capsules, comments, likes, polls, quizzes, schedules
from storage.capsules import Capsule
from storage.database import Db


@message("capsules.post")
async def post(db: Db, post_id: int) -> Card | None:
    """A posted capsule, with how many people liked it and what was answered in this community."""
    found = await schedules.post_by_id(db, post_id)
    if found is None:
        return None
    capsule, subject = await capsules.by_id(db, found.capsule_id), f"capsule:{found.capsule_id}"
    return cards.post(
        capsule,
        await likes.count(db, subject, found.community_id),
        await comments.count(db, subject, found.community_id),
        await _asked(db, capsule, found.community_id),
    )


async def _asked(db: Db, capsule: Capsule, community_id: int) -> Asked:
    """What a quiz or a poll was answered in this community."""
    match formats.read(capsule.format, capsule.details):
        case Quiz():
            return Asked(community_id, await quizzes.count(db, capsule.id, community_id))
        case Poll(choices):
            results = await polls.results(db, capsule.id, community_id, choices)
            return Asked(community_id, results.people, [results.votes[words] for words in choices])
    return Asked(community_id)
