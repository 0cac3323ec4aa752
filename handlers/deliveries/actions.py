"""What animators do with what could not be posted: see it, have it tried again, drop it."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.deliveries import cards, rules, views
from handlers.deliveries.rules import PAGE
from handlers.desk import Desk, refusal
from storage import communities, failures, outbox
from storage.communities import ANIMATOR
from storage.outbox import Delivery


@route("deliveries.list", who=Role.ANIMATOR, command="deliveries")
async def list_(_ask: Ask, desk: Desk) -> Reply:
    """What could not be posted in the communities the asker animates."""
    return Tell(await _page(desk, 0))


@route("deliveries.page", who=Role.ANIMATOR)
async def page(_ask: Ask, desk: Desk, number: int) -> Reply:
    """Another page of the same list."""
    return Replace(await _page(desk, number))


@route("deliveries.try_again", who=Role.ANIMATOR)
async def try_again(_ask: Ask, desk: Desk, delivery_id: int, number: int) -> Reply:
    """Owes a message again; a direct message still waits for its reader's hours."""
    found = await _given_up(desk, delivery_id)
    kept = await failures.try_again(desk.db, found, desk.now)
    return Replace(await _page(desk, number, "try_again" if kept else "already"))


@route("deliveries.drop", who=Role.ANIMATOR)
async def drop(_ask: Ask, desk: Desk, delivery_id: int, number: int) -> Reply:
    """A message will never be posted."""
    kept = await failures.drop(desk.db, await _given_up(desk, delivery_id))
    return Replace(await _page(desk, number, "drop" if kept else "already"))


async def _given_up(desk: Desk, delivery_id: int) -> Delivery:
    """A message of a community the asker animates. Raises Mistake, without telling whether it exists."""
    found = await outbox.find(desk.db, delivery_id, desk.workspace.id)
    if found is None or found.community_id is None:
        raise Mistake(refusal(Role.ANIMATOR))
    await desk.community(found.community_id, Role.ANIMATOR)
    return found


async def _page(desk: Desk, number: int, done: str | None = None) -> Card:
    ids = [community.id for community in await communities.of_member(desk.db, desk.member.id, ANIMATOR)]
    total = await failures.count(desk.db, ids)
    number = rules.page_number(number, total)
    found = await failures.page(desk.db, ids, skip=number * PAGE, most=PAGE)
    said = Say(f"deliveries.done.{done}") if done else None
    return cards.page(await views.failed(desk.db, found), total, number, said)
