"""What members decide about what comes back to them."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.desk import Desk
from handlers.repetition import cards, planning
from storage import repetition
from storage.zones import usable_zone

__all__ = ["planning"]
"""Actions of repetition too: importing this module declares them."""


@route("repetition.mine", who=Role.ANYONE, command="repetition mine")
async def mine(_ask: Ask, desk: Desk) -> Reply:
    """Whether what the asker misses comes back to them, and when."""
    return Tell(await _mine(desk))


@route("repetition.take", who=Role.ANYONE)
async def take(_ask: Ask, desk: Desk, again: int = 0) -> Reply:
    """Brings back what they miss, from now on. `again`: pressed on the card that says so, which it replaces."""
    await repetition.choose(desk.db, desk.member.id, desk.now)
    return await _told(desk, again)


@route("repetition.give_up", who=Role.ANYONE)
async def give_up(_ask: Ask, desk: Desk, again: int = 0) -> Reply:
    """Brings nothing back any more, at once."""
    await repetition.give_up(desk.db, desk.member.id)
    return await _told(desk, again)


async def _told(desk: Desk, again: int) -> Reply:
    card = await _mine(desk)
    return Replace(card) if again else Tell(card)


async def _mine(desk: Desk) -> Card:
    wants = await repetition.wants(desk.db, desk.member.id)
    found = await repetition.mine(desk.db, desk.member.id) if wants else None
    return cards.mine(found, usable_zone(desk.member.zone, None))
