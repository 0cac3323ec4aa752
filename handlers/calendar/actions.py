"""What people do with calendars: look at a month, turn to another, get an address, take it back."""

from __future__ import annotations

from handlers.calendar import cards, rules, views
from handlers.calendar.cards import Shown
from handlers.calendar.rules import FARTHEST, Month
from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk
from storage import communities, feeds
from storage.communities import ANIMATOR, Community

ADDRESS = "/calendar/{}.ics"
"""Where `bot/web` answers, below the public address."""


@route("calendar.show", who=Role.ANYONE, command="calendar")
async def show(ask: Ask, desk: Desk) -> Reply:
    """This month of the channel's community; elsewhere of the only one there is, or: which one?"""
    found = await communities.every(desk.db, desk.workspace.id)
    if not found:
        raise Mistake(Say("calendar.mistake.none"))
    here = [one for one in found if one.channel == ask.channel] or found
    if len(here) == 1:
        return Tell(await _month(desk, here[0], rules.this_month(desk.now, here[0].zone)))
    mine = {one.id for one in await communities.of_member(desk.db, desk.member.id, ANIMATOR)}
    listed = sorted(here, key=lambda one: one.id not in mine)
    number = rules.this_month(desk.now, listed[0].zone).number
    return Tell(cards.choose([(one.id, one.name) for one in listed], number))


@route("calendar.month", who=Role.ANYONE)
async def month(_ask: Ask, desk: Desk, community_id: int, number: int, page: int = 0) -> Reply:
    """Another month, or another page of it, in the place of the same card."""
    community = await desk.community(community_id, Role.ANYONE)
    wanted = rules.month_of(number, desk.now, community.zone)
    if wanted is None:
        raise Mistake(Say("help.outdated"))
    return Replace(await _month(desk, community, wanted, page))


@route("calendar.get", who=Role.ANYONE)
async def get(_ask: Ask, desk: Desk, community_id: int) -> Reply:
    """The asker's address of this calendar, made now; one made before that still works cannot be shown again."""
    community = await _with_address(desk, community_id)
    feed = await feeds.of(desk.db, desk.member.id, community.id)
    if feed is None or (feed.everything and not await desk.may(Role.ANIMATOR, community)):
        return Tell(await _made(desk, community))
    return Tell(cards.has_one(community.id, community.name, feed.made_at, community.zone, everything=feed.everything))


@route("calendar.renew", who=Role.ANYONE)
async def renew(_ask: Ask, desk: Desk, community_id: int) -> Reply:
    """Another address; the one before opens nothing any more."""
    return Replace(await _made(desk, await _with_address(desk, community_id)))


@route("calendar.stop", who=Role.ANYONE)
async def stop(_ask: Ask, desk: Desk, community_id: int) -> Reply:
    """No address any more."""
    community = await desk.community(community_id, Role.ANYONE)
    if not await feeds.stop(desk.db, desk.member.id, community.id):
        raise Mistake(Say("help.outdated"))
    return Replace(cards.stopped(community.id, community.name))


async def _with_address(desk: Desk, community_id: int) -> Community:
    """The community. Raises Mistake where the bot cannot be reached from outside."""
    community = await desk.community(community_id, Role.ANYONE)
    if not desk.public_address:
        raise Mistake(Say("calendar.mistake.no_address"))
    return community


async def _made(desk: Desk, community: Community) -> Card:
    everything = await desk.may(Role.ANIMATOR, community)
    token = await feeds.make(desk.db, desk.member.id, community.id, everything=everything, now=desk.now)
    link = desk.public_address + ADDRESS.format(token)
    return cards.address(community.id, community.name, link, everything=everything)


async def _month(desk: Desk, community: Community, wanted: Month, page: int = 0) -> Card:
    everything = await desk.may(Role.ANIMATOR, community)
    entries = await views.month(desk.db, community, wanted, desk.now, everything=everything)
    shown = rules.page_of(entries, page)
    today = rules.this_month(desk.now, community.zone)
    return cards.month(
        Shown(
            community.id,
            community.name,
            community.zone,
            wanted,
            shown,
            shown.before // rules.PAGE,
            everything,
            earlier=wanted > today.plus(-FARTHEST),
            later=wanted < today.plus(FARTHEST),
        )
    )
