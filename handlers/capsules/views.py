"""Private cards of capsules, with what storage knows of them."""

from __future__ import annotations

from handlers.capsules import cards
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.routes import Role
from handlers.chat.words import Say
from handlers.desk import Desk
from storage import capsules, coming, editing, people
from storage.capsules import Capsule
from storage.communities import Community


async def preview_of(desk: Desk, community: Community, capsule: Capsule) -> Card:
    """What the channel of the community will see, and what can be done with the capsule."""
    posted = await editing.was_posted(desk.db, capsule.id, community.id)
    by = await people.credited(desk.db, capsule.author_id if capsule.credited else None)
    return cards.preview(capsule, community.id, community.channel, posted=posted, by=by)


async def offered_to(
    desk: Desk, community_id: int, capsule_id: int, *, alone: bool = False
) -> tuple[Community, Capsule]:
    """A community the asker animates, and a capsule offered to it. Raises Mistake.

    `alone`: others who would change one of this community wait for this transaction, then see what it did.
    """
    community = await desk.community(community_id, Role.ANIMATOR)
    if alone:  # the community, not the capsule: its own copy of one of the shelf may be made meanwhile
        await coming.hold(desk.db, community.id)
    capsule = await capsules.offered_one(desk.db, capsule_id, community.id)
    if capsule is None:
        raise Mistake(Say("help.outdated"))
    return community, capsule
