"""`/learn help`, and what answers a word nobody knows."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.replies import Reply, Tell
from handlers.chat.routes import Role, registry, route
from handlers.desk import Desk
from handlers.help import cards, rules
from handlers.help.cards import Command
from storage import communities


@route("help.show", who=Role.ANYONE, command="help")
async def show(ask: Ask, desk: Desk, words: str = "") -> Reply:
    """What the asker may do here; for a word that is no command, the nearest one they may use."""
    words = "" if rules.asks_for_help(words) else words
    roles = await roles_of(desk)
    allowed = [
        Command(found.command, found.name.split(".")[0], found.who)
        for found in registry.commands()
        if found.command and found.who in roles
    ]
    nearest = rules.nearest(words, [command.words for command in allowed]) if words else None
    home = await communities.by_channel(desk.db, desk.workspace.id, ask.channel) if ask.channel else None
    return Tell(cards.help_card(allowed, words, nearest, home.name if home else None))


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
