"""What people do with the role of ambassador: see it, take it, answer a mission, go on, stop."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say, When
from handlers.desk import Desk
from handlers.pride import agreement, role_cards, rules
from handlers.pride.role_cards import Around, Held
from storage import ambassadors, communities, consents
from storage.ambassadors import DONE, NOT_NOW, Ambassador
from storage.communities import ANIMATOR, Community

SCOPE = "ambassador"


@route("pride.roles", who=Role.ANYONE)
async def roles(_ask: Ask, desk: Desk) -> Reply:
    """What the role is, the asker's own and, for animators, who is ambassador."""
    return Tell(await _roles(desk))


@route("pride.role", who=Role.ANYONE, opens_form=True)
async def role(ask: Ask, desk: Desk) -> Reply:
    """The form to take it."""
    found = (await communities.every(desk.db, desk.workspace.id))[: rules.MOST_COMMUNITIES]
    if not found:
        raise Mistake(Say("pride.wrong.no_community"))
    here = next((community.id for community in found if community.channel == ask.channel), None)
    return Open(role_cards.role_form([(community.id, community.name) for community in found], here))


@route("pride.take_role", who=Role.ANYONE)
async def take_role(ask: Ask, desk: Desk) -> Reply:
    """The asker is ambassador from now on, and agrees to be seen as such; asked for again, only the rhythm changes."""
    number = rules.chosen_number(ask.answers.get("community", ""))
    every = rules.chosen_number(ask.answers.get("every", ""))
    if not number:
        raise Mistake(Say("pride.wrong.role_community"), "community")
    if every not in rules.RHYTHMS:
        raise Mistake(Say("pride.wrong.every"), "every")
    community = await desk.community(number, Role.ANYONE)
    one = await ambassadors.take(desk.db, community, desk.member, every, desk.now)
    if await consents.live(desk.db, ambassadors.subject(one.id)) is None:
        await _consent(desk, one)
    return Tell(role_cards.taken(held(one, community)))


@route("pride.mission", who=Role.ANYONE)
async def mission(_ask: Ask, desk: Desk, ambassador_id: int, turn: int, said: str) -> Reply:
    """Done, or not now: nobody else is told, and nothing is counted."""
    one = await _mine(desk, ambassador_id)
    if said not in (DONE, NOT_NOW) or not await ambassadors.answer(desk.db, one, turn, said):
        raise Mistake(Say("help.outdated"))
    return Done()


@route("pride.renew_role", who=Role.ANYONE)
async def renew_role(_ask: Ask, desk: Desk, ambassador_id: int) -> Reply:
    """Six months more, when the end is near."""
    one = await _mine(desk, ambassador_id)
    if not one.renewal_asked:
        raise Mistake(Say("help.outdated"))
    await ambassadors.renew(desk.db, one, desk.now)
    await _consent(desk, one)
    return Done()


@route("pride.stop_role", who=Role.ANYONE)
async def stop_role(_ask: Ask, desk: Desk, ambassador_id: int) -> Reply:
    """The asker is not ambassador any more, from now on."""
    await ambassadors.end(desk.db, await _mine(desk, ambassador_id), desk.now)
    return Replace(await _roles(desk))


@route("pride.badge", who=Role.ANIMATOR, opens_form=True)
async def badge(_ask: Ask, desk: Desk, community_id: int) -> Reply:
    """The form of what ambassadors wear on the platform."""
    community = await desk.community(community_id, Role.ANIMATOR)
    return Open(role_cards.badge_form(community.id, community.badge))


@route("pride.choose_badge", who=Role.ANIMATOR)
async def choose_badge(ask: Ask, desk: Desk, community_id: int) -> Reply:
    """Ambassadors wear it from now on, if the platform lets the bot give it."""
    community = await desk.community(community_id, Role.ANIMATOR)
    name = rules.clean_badge(ask.answers.get("badge", ""))
    if name is None:
        raise Mistake(Say("pride.wrong.badge"), "badge")
    await ambassadors.choose_badge(desk.db, community, name, desk.now)
    return Tell(role_cards.badge_chosen(community.name, name))


def held(one: Ambassador, community: Community) -> Held:
    """The role as it is shown."""
    return Held(one.id, community.name, When(one.until, community.zone, "day"), one.every_days)


async def _roles(desk: Desk) -> Card:
    mine = [held(one, community) for one, community in await ambassadors.of_member(desk.db, desk.member.id)]
    around = []
    for community in await communities.of_member(desk.db, desk.member.id, ANIMATOR):
        found = await ambassadors.of_community(desk.db, community.id)
        people = [(who.name, When(until, community.zone, "day")) for who, until in found]
        around.append(Around(community.id, community.name, community.badge, people))
    return role_cards.roles(mine, around)


async def _consent(desk: Desk, one: Ambassador) -> None:
    """Keeps the sentence they read: animators may see that they hold the role, until it ends."""
    await consents.give(
        desk.db,
        member_id=desk.member.id,
        subject=ambassadors.subject(one.id),
        text=agreement.to_be_ambassador(desk.language),
        scope=SCOPE,
        language=desk.language,
        expires_at=one.until,
        now=desk.now,
    )


async def _mine(desk: Desk, ambassador_id: int) -> Ambassador:
    """The asker's own role. Raises Mistake, without telling whether there is one."""
    one = await ambassadors.by_id(desk.db, ambassador_id)
    if one is None or one.member_id != desk.member.id:
        raise Mistake(Say("help.outdated"))
    return one
