"""What animators do with the card of the month, and the balance of the quarter for whoever may read it."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Reply, Tell
from handlers.chat.routes import Role, route, to
from handlers.chat.words import Say
from handlers.desk import Desk, refusal
from handlers.improvements import cards, views
from storage import communities, improvement_cards, improvement_rounds, outbox
from storage.communities import ANIMATOR, MANAGER, Community
from storage.improvement_cards import DRAFTED, DROPPED, POSTED, Card


@route("improvements.line", who=Role.ANIMATOR)
async def line(_ask: Ask, desk: Desk, card_id: int, improvement_id: int, left_out: int) -> Reply:
    """Leaves a line out of the card, or puts it back; once it is posted too."""
    card, _community = await _mine(desk, card_id)
    changed = card.state != DROPPED and await improvement_cards.leave_out(
        desk.db, card.id, improvement_id, left_out=bool(left_out)
    )
    if not changed:
        raise Mistake(Say("help.outdated"))
    await outbox.touch(desk.db, improvement_cards.card_subject(card.id))
    return Done()


@route("improvements.approve", who=Role.ANIMATOR)
async def approve(_ask: Ask, desk: Desk, card_id: int) -> Reply:
    """Posts the card in the home channel; the first decision holds."""
    card, community = await _mine(desk, card_id)
    if card.state == DRAFTED and all(item.left_out for item in (await views.sheet(desk.db, card.id)).items):
        raise Mistake(Say("improvements.card.nothing_left"))
    if not await improvement_cards.decide(desk.db, card, POSTED, desk.member.id):
        return Tell(Say(f"improvements.card.already.{card.state}"))
    subject = improvement_cards.card_subject(card.id)
    await outbox.owe(
        desk.db,
        about=f"{subject}:post",
        draw=str(to("improvements.post", card.id)),
        workspace_id=community.workspace_id,
        due_at=desk.now,
        language=community.language,
        channel=community.channel,
        community_id=community.id,
        subject=subject,
    )
    await outbox.touch(desk.db, subject)
    return Done()


@route("improvements.drop", who=Role.ANIMATOR)
async def drop(_ask: Ask, desk: Desk, card_id: int) -> Reply:
    """Nothing is posted this month."""
    card, _community = await _mine(desk, card_id)
    if not await improvement_cards.decide(desk.db, card, DROPPED, desk.member.id):
        return Tell(Say(f"improvements.card.already.{card.state}"))
    await outbox.touch(desk.db, improvement_cards.card_subject(card.id))
    return Done()


@route("improvements.balance", who=Role.ANYONE)
async def balance(ask: Ask, desk: Desk, community_id: int) -> Reply:
    """The last full quarter, for who animates or follows the community; 0: this channel's, else their first."""
    community = await _followed(ask, desk, community_id)
    last = improvement_rounds.quarter_of(community, desk.now) - 1
    return Tell(cards.balance(await views.balance(desk.db, community, last)))


async def _followed(ask: Ask, desk: Desk, community_id: int) -> Community:
    """The community asked for, among those the asker animates or follows. Raises Mistake."""
    found = [
        *await communities.of_member(desk.db, desk.member.id, ANIMATOR),
        *await communities.of_member(desk.db, desk.member.id, MANAGER),
    ]
    named = [one for one in found if one.id == community_id] if community_id else found
    if not named:
        raise Mistake(refusal(Role.MANAGER))
    return next((one for one in named if one.channel == ask.channel), named[0])


async def _mine(desk: Desk, card_id: int) -> tuple[Card, Community]:
    """A card of a community the asker animates. Raises Mistake, without telling whether it exists."""
    found = await improvement_cards.by_id(desk.db, card_id, desk.workspace.id)
    if found is None:
        raise Mistake(refusal(Role.ANIMATOR))
    return found, await desk.community(found.community_id, Role.ANIMATOR)
