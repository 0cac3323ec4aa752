"""What managers ask of digests: the last full week, and how the present one looks so far."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Reply, Tell
from handlers.chat.routes import Role, route
from handlers.desk import Desk, refusal
from handlers.digests import cards
from handlers.digests.messages import drawn
from handlers.digests.reports import last_full_week, so_far
from storage import communities
from storage.communities import MANAGER, Community


@route("digests.show", who=Role.MANAGER, command="digest")
async def show(ask: Ask, desk: Desk, words: str = "") -> Reply:
    """The last full week of the community named, else of this channel's, else of the first the asker follows."""
    found = await communities.of_member(desk.db, desk.member.id, MANAGER)
    if not found:
        raise Mistake(refusal(Role.MANAGER))
    named = [one for one in found if words and words.casefold() in one.name.casefold()]
    here = [one for one in found if one.channel == ask.channel]
    return await _last(desk, (named or here or list(found))[0], list(found))


@route("digests.of", who=Role.MANAGER)
async def of(_ask: Ask, desk: Desk, community_id: int) -> Reply:
    """The last full week of one community."""
    community = await desk.community(community_id, Role.MANAGER)
    return await _last(desk, community, list(await communities.of_member(desk.db, desk.member.id, MANAGER)))


@route("digests.so_far", who=Role.MANAGER)
async def present(_ask: Ask, desk: Desk, community_id: int) -> Reply:
    """The present week until now."""
    community = await desk.community(community_id, Role.MANAGER)
    return Tell(cards.so_far(community.name, await so_far(desk.db, community, desk.now)))


async def _last(desk: Desk, community: Community, found: list[Community]) -> Reply:
    digest = await last_full_week(desk.db, community, desk.member.id, desk.now)
    others = [(other.id, other.name) for other in found if other.id != community.id]
    return Tell(cards.with_others(await drawn(desk.db, digest), others))
