"""Opening one's own page."""

from __future__ import annotations

from handlers.chat.asks import HOME_OPENED, Ask
from handlers.chat.replies import Home, Reply
from handlers.chat.routes import Role, route
from handlers.desk import Desk
from handlers.home import cards
from storage import communities, followup_reading
from storage.communities import ANIMATOR, MANAGER
from storage.followups import OPEN, TAKEN


@route(HOME_OPENED, who=Role.ANYONE)
async def open_(_ask: Ask, desk: Desk) -> Reply:
    """What the bot is for, the communities, and the buttons this person uses most."""
    found = await communities.every(desk.db, desk.workspace.id)
    animates = bool(await communities.of_member(desk.db, desk.member.id, ANIMATOR))
    manages = bool(await communities.of_member(desk.db, desk.member.id, MANAGER))
    waiting = await followup_reading.count_queue(desk.db, desk.member.id, OPEN, TAKEN)
    named = [(one.name, one.channel) for one in found]
    return Home(cards.home(desk.member.first_name, named, animates, manages, waiting))
