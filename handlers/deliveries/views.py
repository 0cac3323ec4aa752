"""What the cards of deliveries need, read from storage."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.chat.routes import Link, read_link
from handlers.chat.words import Say, When
from handlers.deliveries import rules
from handlers.deliveries.cards import Failed
from storage import capsules, communities, failures, schedules, sessions
from storage.database import Db
from storage.outbox import Delivery


async def failed(db: Db, found: Sequence[Delivery]) -> list[Failed]:
    """These messages, of any communities, as the list shows them."""
    return [await _one(db, delivery) for delivery in found]


async def _one(db: Db, delivery: Delivery) -> Failed:
    community = await communities.by_id(db, delivery.community_id or 0)
    if community is None:
        raise LookupError(f"delivery {delivery.id} is of a community that is gone")
    since = When(delivery.first_try_at or delivery.due_at, community.zone)
    return Failed(
        delivery.id,
        await what(db, delivery),
        delivery.channel,
        community.name,
        since,
        failures.code_of(delivery.failure),
        failures.may_be_there(delivery.failure),
    )


async def what(db: Db, delivery: Delivery) -> Say:
    """What a message is, in the words of the list."""
    link = read_link(delivery.draw)
    title = await _title(db, link)
    named = link.route in rules.NAMED and title is not None
    it = Say(f"deliveries.what.{link.route}", title=title or "") if named else Say("deliveries.what.other")
    return Say("deliveries.what.rest", what=it) if delivery.part else it


async def _title(db: Db, link: Link) -> str | None:
    """What the message is about, as its channel already knows it; None when that is gone, "" if nothing is needed."""
    if link.route == "capsules.post":
        post = await schedules.post_by_id(db, int(link.values[0]))
        return (await capsules.by_id(db, post.capsule_id)).title if post else None
    if link.route in rules.ABOUT_A_SESSION:
        outline = await sessions.outline(db, int(link.values[0]))
        return outline.course if outline else None
    return ""
