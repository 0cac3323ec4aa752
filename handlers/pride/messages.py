"""Messages about wins, drawn from what is known at the moment they are sent or shown again."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.pride import cards, role_cards
from handlers.pride.ambassadors import held
from handlers.pride.views import view
from storage import ambassadors, badges, communities, outbox
from storage.ambassadors import NOT_NOW
from storage.database import Db
from storage.wins import subject


@message("pride.post")
async def post(db: Db, win_id: int) -> Card | None:
    """In the home channel of its community; taken back before anybody may have read it, it leaves no trace."""
    shown = await view(db, win_id)
    if shown.words is None and not await outbox.may_be_posted(db, f"{subject(win_id)}:post"):
        return None
    return cards.posted(shown)


@message("pride.taken_out")
async def taken_out(db: Db, win_id: int) -> Card | None:
    """To its author, once: an animator took it out of the channel, and why."""
    return cards.taken_out(await view(db, win_id))


@message("pride.mission_offered")
async def mission_offered(db: Db, ambassador_id: int, turn: int) -> Card | None:
    """To an ambassador: a small mission, then what they answered; an older one, left unanswered, is let go."""
    one = await ambassadors.by_id(db, ambassador_id)
    community = await communities.by_id(db, one.community_id) if one else None
    if one is None or community is None:
        return await _if_seen(db, f"{ambassadors.subject(ambassador_id)}:mission:{turn}")
    return role_cards.mission(community.name, one.id, turn, one.answer if one.turn == turn else NOT_NOW)


@message("pride.role_ends")
async def role_ends(db: Db, ambassador_id: int) -> Card | None:
    """To an ambassador, near the end: shall it go on? Then what became of it."""
    one = await ambassadors.by_id(db, ambassador_id)
    community = await communities.by_id(db, one.community_id) if one else None
    if one is None or community is None:
        return role_cards.ended()
    shown = held(one, community)
    return role_cards.renewal(shown) if one.renewal_asked else role_cards.taken(shown)


@message(badges.NOTICE_DRAW)
async def not_badged(db: Db, badge_id: int) -> Card | None:
    """To an animator: ambassadors do not wear what was chosen; nothing once it is tried again, or wanted no more."""
    one = await badges.by_id(db, badge_id)
    community = await communities.by_id(db, one.community_id) if one else None
    if one is None or community is None or one.state != badges.TOLD:
        return None
    return role_cards.not_badged(community.name, one.name, one.failure or "", was_given=one.member_id is None)


async def _if_seen(db: Db, about: str) -> Card | None:
    return role_cards.ended() if await outbox.may_be_posted(db, about) else None
