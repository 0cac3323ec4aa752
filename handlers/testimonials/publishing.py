"""How approved words reach channels: they wait in each community their author agreed to, and leave at its slots."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from handlers.chat.routes import to
from handlers.testimonials import rotation, rules, slots, telling
from handlers.testimonials.rotation import Candidate, Turns
from storage import communities, outbox, testimonial_acts, testimonial_plans, testimonial_slots, testimonials
from storage.communities import Community
from storage.database import Db
from storage.testimonial_acts import TIME, Who
from storage.testimonial_plans import Planned
from storage.testimonial_slots import TestimonialPost
from storage.testimonials import APPROVED, COMMUNITY, PUBLISHED, Testimonial, subject
from storage.zones import usable_zone

PLANNED, HELD, POSTED = "planned", "held", "posted"
"""What a testimonial is in one community, in the list of what happened."""


async def queue(db: Db, one: Testimonial, home: Community, now: datetime) -> None:
    """An approved testimonial waits wherever its author agrees to, and nowhere else; what is posted stays posted."""
    where = [home] if one.place == COMMUNITY else await communities.every(db, home.workspace_id)
    await testimonial_slots.unqueue(db, one.id, besides=[community.id for community in where])
    for community in where:
        await testimonial_slots.queue(db, one.id, community.id, now)
        await testimonial_slots.begin(db, community.id, next_slot(community, now))


def next_slot(
    community: Community,
    now: datetime,
    days: str = testimonial_slots.DAYS,
    minute: int = testimonial_slots.MINUTE,
) -> datetime | None:
    """When a community's next slot is; None when it has none."""
    return next(slots.upcoming(days, minute, usable_zone(community.zone), now), None)


def candidates(waiting: Collection[Planned]) -> list[Candidate]:
    """Those that nobody holds, as the rule of the rotation sees them."""
    return [
        Candidate(one.post.id, one.author, one.course_id, one.post.queued_at, one.post.turn)
        for one in waiting
        if not one.post.held
    ]


async def turns(db: Db, community_id: int) -> Turns:
    """What the community has heard."""
    heard = await testimonial_plans.heard(db, community_id)
    return Turns(heard.courses, heard.authors, heard.last)


async def post_next(db: Db, community: Community, now: datetime) -> bool:
    """A slot has come: posts the one whose turn it is; False when nobody's is."""
    waiting = await testimonial_plans.planned(db, community.id)
    chosen = rotation.choose(candidates(waiting), await turns(db, community.id), now)
    found = next((one for one in waiting if chosen is not None and one.post.id == chosen.id), None)
    return found is not None and await post(db, found.testimonial, found.post, community, Who(TIME, now))


async def post(db: Db, one: Testimonial, where: TestimonialPost, community: Community, who: Who) -> bool:
    """Posts it in one community; the first time, its author is told. False when somebody else just did."""
    before = HELD if where.held else PLANNED
    if not await testimonial_slots.change(db, where, posted_at=who.at, held=False):
        return False
    await testimonial_acts.note(db, one.id, who, before, POSTED, community.id)
    await outbox.owe(
        db,
        about=f"{subject(one.id)}:post:{community.id}",
        draw=str(to("testimonials.post", one.id, community.id)),
        workspace_id=community.workspace_id,
        due_at=who.at,
        language=community.language,
        channel=community.channel,
        community_id=community.id,
        subject=subject(one.id),
    )
    if await testimonials.move(db, one, (APPROVED,), PUBLISHED, who, published_at=who.at):
        await testimonials.note(db, one, next_at=next_time(one, who.at))
        home = await communities.by_id(db, one.community_id)
        await telling.tell_author(db, one, home or community, "news", to("testimonials.news", one.id), who.at)
    await outbox.touch(db, subject(one.id))
    return True


def next_time(one: Testimonial, now: datetime) -> datetime | None:
    """When time next does something to it, as it is now."""
    return rules.next_time(
        now,
        expires_at=one.expires_at,
        published_at=one.published_at,
        renewal_asked=one.renewal_asked,
        reach_told=one.reach_told,
    )


async def in_order(
    db: Db, community: Community, now: datetime
) -> tuple[Sequence[tuple[Planned, datetime | None]], str, int]:
    """What waits there in the order in which it will leave, each with its slot (None: held, or no slot is near).

    Then the days and the minute of the slots.
    """
    chosen = await testimonial_slots.of_community(db, community.id)
    days, minute = (chosen.days, chosen.minute) if chosen else (testimonial_slots.DAYS, testimonial_slots.MINUTE)
    waiting = {one.post.id: one for one in await testimonial_plans.planned(db, community.id)}
    ahead = slots.upcoming(days, minute, usable_zone(community.zone), now)
    # Twice as many slots as needed: one may stay empty between two of the same author.
    instants = [at for at, _ in zip(ahead, range(2 * len(waiting) + 7), strict=False)]
    planned = rotation.plan(candidates(waiting.values()), await turns(db, community.id), instants)
    order: list[tuple[Planned, datetime | None]] = [(waiting.pop(post_id), at) for post_id, at in planned]
    return [*order, *((one, None) for one in waiting.values())], days, minute
