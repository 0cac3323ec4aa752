"""What `/learn testimonials` shows to who asks."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.desk import Desk
from handlers.testimonials import cards
from handlers.testimonials.cards import Listed, Offer
from handlers.testimonials.plan_cards import Rate
from handlers.testimonials.views import view
from storage import communities, sessions, testimonial_views, testimonials, verbatims
from storage.communities import ANIMATOR, MANAGER, Community
from storage.sessions import Outline
from storage.testimonials import DECLINED, REFUSED
from storage.verbatims import LIVED

MOST_SHOWN = 3
"""Testimonials shown at once in each list: what a message holds on every platform, with their buttons."""

MOST_OFFERS = 2

LOOKED_AT = 10
"""How many of somebody's last words are looked at, to find some that they may offer."""


async def listed(desk: Desk, skip: int) -> Card:
    """One's own testimonials and, for animators, those that wait for them."""
    animated = await communities.of_member(desk.db, desk.member.id, ANIMATOR)
    ids = [community.id for community in animated]
    queue = await testimonial_views.waiting(desk.db, ids, most=MOST_SHOWN)
    mine = await testimonial_views.of_member(desk.db, desk.member.id, skip=skip, most=MOST_SHOWN + 1)
    followed = {one.id: one for one in [*animated, *await communities.of_member(desk.db, desk.member.id, MANAGER)]}
    return cards.listed(
        Listed(
            queue=[await view(desk.db, one) for one in queue] if animated else None,
            more_waiting=await testimonial_views.count_waiting(desk.db, ids) - len(queue),
            rates=[rate for community in followed.values() for rate in await _rates(desk, community)],
            plans=[(community.id, community.name) for community in animated],
            mine=[await view(desk.db, one) for one in mine[:MOST_SHOWN]],
            next_skip=skip + MOST_SHOWN if len(mine) > MOST_SHOWN else None,
            offers=await _offers(desk) if not skip else [],
        )
    )


async def session(desk: Desk, session_id: int) -> Outline | None:
    """A session of the asker's workspace."""
    return await sessions.outline(desk.db, session_id, desk.workspace.id)


async def _rates(desk: Desk, community: Community) -> list[Rate]:
    found = await testimonial_views.decided(desk.db, [community.id])
    return [Rate(community.name, critical, one.decided, one.declined) for critical, one in found.items() if one.decided]


async def _offers(desk: Desk) -> list[Offer]:
    """Their last words that are no testimonial, or were refused or declined as one."""
    offers = []
    for one in await verbatims.written_by(desk.db, desk.member.id, most=LOOKED_AT):
        before = await testimonials.of_verbatim(desk.db, one.verbatim.id)
        free = before is None or before.state in (REFUSED, DECLINED)
        if free and one.verbatim.about == LIVED and one.verbatim.words is not None:
            offers.append(Offer(one.verbatim.session_id, one.course, one.verbatim.words))
    return offers[:MOST_OFFERS]
