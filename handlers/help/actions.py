"""`/learn help`, and what answers a word nobody knows."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.routes import Role, registry, route
from handlers.desk import Desk
from handlers.help import cards, rules
from handlers.help.cards import Command
from storage import communities


@route("help.show", who=Role.ANYONE, command="help")
async def show(ask: Ask, desk: Desk, words: str = "") -> Reply:
    """What everybody may do here; the commands that begin with a word; or the nearest one to what is no command."""
    words = "" if rules.asks_for_help(words) else words
    allowed = await _allowed(desk)
    begun = words.casefold().strip()
    if begun in {rules.first_word(command.words) for command in allowed}:
        return Tell(cards.about(allowed, begun))
    nearest = rules.nearest(words, [command.words for command in allowed]) if words else None
    return Tell(cards.help_card(allowed, words, nearest, await _here(ask, desk)))


@route("help.roles", who=Role.ANYONE)
async def of_roles(ask: Ask, desk: Desk) -> Reply:
    """What the asker may do besides; who has no role any more is shown what everybody may."""
    allowed = await _allowed(desk)
    if all(command.who is Role.ANYONE for command in allowed):
        return await of_everybody(ask, desk)
    return Replace(cards.roles_card(allowed))


@route("help.everybody", who=Role.ANYONE)
async def of_everybody(ask: Ask, desk: Desk) -> Reply:
    """What everybody may do, and the way to the rest."""
    return Replace(cards.help_card(await _allowed(desk), "", None, await _here(ask, desk)))


async def _allowed(desk: Desk) -> list[Command]:
    roles = await roles_of(desk)
    return [
        Command(found.command, found.name.split(".")[0], found.who)
        for found in registry.commands()
        if found.command and found.who in roles
    ]


async def _here(ask: Ask, desk: Desk) -> str | None:
    """The community of the channel, if it has one."""
    home = await communities.by_channel(desk.db, desk.workspace.id, ask.channel) if ask.channel else None
    return home.name if home else None


async def roles_of(desk: Desk) -> set[Role]:
    """Every role the asker has somewhere in the workspace."""
    roles = {Role.ANYONE}
    if desk.member.is_admin:
        roles.add(Role.ADMIN)
    if await desk.leads():
        roles.add(Role.TRAINER)
    for role in (Role.ANIMATOR, Role.MANAGER):
        if await communities.of_member(desk.db, desk.member.id, role.value):
            roles |= {role, Role.TEAM}
    return roles
