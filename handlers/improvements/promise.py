"""What animators do with the promise: look at it, post it, take it down."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.routes import Role, route, to
from handlers.chat.words import Channel, Say
from handlers.desk import Desk, refusal
from handlers.improvements import pinned, views
from storage import communities, outbox, pins, promises
from storage.communities import ANIMATOR, Community


@route("improvements.promise", who=Role.ANYONE)
async def promise(ask: Ask, desk: Desk, community_id: int) -> Reply:
    """What the team promises and how it keeps it, to be posted; 0: of this channel's community, else of their first."""
    if community_id:
        community = await desk.community(community_id, Role.ANIMATOR)
    elif await communities.of_member(desk.db, desk.member.id, ANIMATOR):
        community = await desk.animated(ask.channel)
    else:
        raise Mistake(refusal(Role.ANIMATOR))
    return Tell(await _preview(desk, community))


@route("improvements.promise_post", who=Role.ANIMATOR)
async def post(_ask: Ask, desk: Desk, community_id: int, seen: int) -> Reply:
    """Posts it in the home channel, pinned there if the bot may; one posted before gives way to it."""
    community = await desk.community(community_id, Role.ANIMATOR)
    posting = await promises.show(desk.db, community.id, seen, desk.now)
    if posting is None:
        return Replace(await _preview(desk, community))
    about = f"{promises.subject(community.id)}:{posting}"
    await outbox.owe(
        desk.db,
        about=about,
        draw=str(to("improvements.promised", community.id, posting)),
        workspace_id=community.workspace_id,
        due_at=desk.now,
        language=community.language,
        channel=community.channel,
        community_id=community.id,
        subject=promises.subject(community.id),
        pin=pins.WANTED,
    )
    await outbox.touch(desk.db, promises.subject(community.id))
    await pins.unwant(desk.db, promises.subject(community.id), but=about)
    return Tell(Say("improvements.promise.pin", channel=Channel(community.channel)))


@route("improvements.promise_down", who=Role.ANIMATOR)
async def down(_ask: Ask, desk: Desk, community_id: int) -> Reply:
    """It is told there no more."""
    community = await desk.community(community_id, Role.ANIMATOR)
    if await promises.take_down(desk.db, community.id):
        await outbox.touch(desk.db, promises.subject(community.id))
        await pins.unwant(desk.db, promises.subject(community.id))
    return Replace(await _preview(desk, community))


async def _preview(desk: Desk, community: Community) -> Card:
    held = await promises.of_community(desk.db, community.id)
    is_posted = held is not None and held.look_at is not None
    shown = await views.promise(desk.db, community, desk.now)
    return pinned.preview(shown, community.channel, held.posting if held else 0, is_posted=is_posted)
