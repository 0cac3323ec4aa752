"""What people ask of the public page: where it is."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.replies import Reply, Tell
from handlers.chat.routes import Role, route
from handlers.desk import Desk
from handlers.wall import cards
from handlers.wall.rules import space_name
from storage import communities, wall
from storage.communities import ANIMATOR


@route("wall.show", who=Role.ANYONE, command="wall")
async def show(_ask: Ask, desk: Desk) -> Reply:
    """The page's address, where there is a page."""
    animates = bool(await communities.of_member(desk.db, desk.member.id, ANIMATOR))
    if not desk.wall_address:
        return Tell(cards.off(animates=animates))
    n = sum(shelf.n for shelf in await wall.shelves(desk.db, desk.workspace.id, desk.now))
    name = space_name(desk.workspace.platform, desk.workspace.external_id)
    return Tell(cards.address(n, f"{desk.wall_address}/{name}", animates=animates))
