"""What animators do with capsules: look for one, see it as its channel will."""

from __future__ import annotations

from handlers.capsules import cards, editing, rules, writing
from handlers.capsules.cards import FIRST_COMING, PAGE, Coming, Page
from handlers.capsules.views import offered_to, preview_of
from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say, When
from handlers.desk import Desk
from storage import capsules, schedules
from storage.communities import Community

__all__ = ["editing", "writing"]
"""Actions of capsules too: importing these modules declares them."""


@route("capsules.list", who=Role.ANIMATOR, command="capsule list")
async def list_(ask: Ask, desk: Desk, words: str = "") -> Reply:
    """What comes next, and the capsules to choose from, or those that hold these words."""
    return Tell(await _page(desk, await desk.animated(ask.channel), 0, words))


@route("capsules.page", who=Role.ANIMATOR)
async def page(_ask: Ask, desk: Desk, community_id: int, number: int, words: str = "") -> Reply:
    """Another page of the same list."""
    community = await desk.community(community_id, Role.ANIMATOR)
    return Replace(await _page(desk, community, rules.page_number(number), words))


@route("capsules.preview", who=Role.ANIMATOR, command="capsule preview")
async def preview(ask: Ask, desk: Desk, words: str = "") -> Reply:
    """The capsule that these words find, as its channel will see it; several: the list to choose from."""
    community = await desk.animated(ask.channel)
    found = await capsules.meant(desk.db, community.id, words, 2) if words.strip() else []
    if words.strip() and not found:
        raise Mistake(Say("capsules.mistake.none", words=words))
    if len(found) != 1:
        return Tell(await _page(desk, community, 0, words))
    return Tell(await preview_of(desk, community, found[0]))


@route("capsules.look", who=Role.ANIMATOR)
async def look(_ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """One capsule as its channel will see it."""
    return Tell(await preview_of(desk, *await offered_to(desk, community_id, capsule_id)))


async def _page(desk: Desk, community: Community, number: int, words: str) -> Card:
    words = rules.short_words(words)
    missed = await schedules.missed(desk.db, community.id, desk.now - rules.SHOW_MISSED_FOR, 2)
    return cards.page(
        Page(
            community.id,
            community.name,
            await capsules.offered(desk.db, community.id, words, skip=number * PAGE, most=PAGE),
            await capsules.count_offered(desk.db, community.id, words),
            number,
            words,
            await _coming(desk, community, 0, FIRST_COMING),
            await schedules.count_coming(desk.db, community.id),
            [(capsule.title, When(post.planned_at, community.zone)) for post, capsule in missed],
        )
    )


async def _coming(desk: Desk, community: Community, skip: int, most: int) -> list[Coming]:
    return [
        Coming(found.id, capsule.title, found.next_at, found.zone, bool(found.rule))
        for found, capsule in await schedules.coming(desk.db, community.id, skip=skip, most=most)
        if found.next_at is not None
    ]
