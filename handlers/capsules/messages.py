"""Capsules as the channel sees them."""

from __future__ import annotations

from handlers.capsules import cards, formats, writing_cards
from handlers.capsules.bodies import Asked
from handlers.capsules.formats import Poll, Quiz
from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.chat.words import When
from storage import capsules, comments, communities, likes, outbox, people, polls, quizzes, schedules
from storage.capsules import Capsule
from storage.communities import Community
from storage.database import Db


@message("capsules.post")
async def post(db: Db, post_id: int) -> Card | None:
    """A posted capsule, with how many people liked it and what was answered in this community."""
    found = await schedules.post_by_id(db, post_id)
    if found is None:
        return None
    capsule, subject = await capsules.by_id(db, found.capsule_id), f"capsule:{found.capsule_id}"
    if capsule.withdrawn_at is not None:
        # A line where it may have been seen, no trace where it was not.
        seen = await outbox.may_be_posted(db, schedules.fact_of(found.schedule_id, found.planned_at))
        return writing_cards.gone() if seen else None
    community = await communities.by_id(db, found.community_id)
    return cards.post(
        capsule,
        await likes.count(db, subject, found.community_id),
        await comments.count(db, subject, found.community_id),
        await _asked(db, capsule, found.community_id),
        _edited(capsule, community),
        await people.credited(db, capsule.author_id if capsule.credited else None),
    )


@message("capsules.sample")
async def sample(db: Db, capsule_id: int, community_id: int) -> Card | None:
    """To the animator who asked for it: a capsule as it is, or was before it was withdrawn."""
    community = await communities.by_id(db, community_id)
    capsule = await capsules.offered_one(db, capsule_id, community_id)
    if community is None or capsule is None:
        return writing_cards.gone()
    by = await people.credited(db, capsule.author_id if capsule.credited else None)
    return cards.sample(capsule, community.name, community.id, _edited(capsule, community), by)


def _edited(capsule: Capsule, community: Community | None) -> When | None:
    """The day it was last corrected after a post, on the community's clocks."""
    if capsule.edited_at is None or community is None:
        return None
    return When(capsule.edited_at, community.zone, "day")


async def _asked(db: Db, capsule: Capsule, community_id: int) -> Asked:
    """What a quiz or a poll was answered in this community."""
    match formats.read(capsule.format, capsule.details):
        case Quiz():
            return Asked(community_id, await quizzes.count(db, capsule.id, community_id))
        case Poll(choices):
            results = await polls.results(db, capsule.id, community_id, choices)
            return Asked(community_id, results.people, [results.votes[words] for words in choices])
    return Asked(community_id)
