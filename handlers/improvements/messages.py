"""Messages about improvements, drawn from what is known at the moment they are sent or shown again."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.improvements import cards, pinned, sheets, views
from storage import communities, improvement_news, improvements, outbox, people, promises
from storage.communities import ANIMATOR, MANAGER
from storage.database import Db
from storage.improvement_cards import POSTED
from storage.improvements import REMOVED


@message("improvements.news_of")
async def news_of(db: Db, member_id: int, mark: str) -> Card | None:
    """To somebody whose words led to an improvement: how far it is. Of a state that it has left, nothing is sent.

    Nor to who wishes no such news; what they were told before stays true.
    """
    found = await improvement_news.news(db, member_id, mark)
    state = found.shown.improvement.state if found else REMOVED
    is_current = found is not None and state == found.state and found.words is not None
    is_current = is_current and (await people.member_by_id(db, member_id)).news
    if not is_current and not await outbox.may_be_posted(db, improvement_news.news_subject(mark)):
        return None
    if found is None or state == REMOVED:
        return cards.gone()
    return cards.news(views.view(found.shown), found.words)


@message("improvements.review")
async def review(db: Db, improvement_id: int) -> Card | None:
    """To the animators: the day has come to look at an improvement again."""
    found = (await improvements.shown(db, [improvement_id])).get(improvement_id)
    if found is None or found.improvement.state == REMOVED:
        return cards.gone()
    return cards.review(views.view(found))


@message("improvements.draft")
async def draft(db: Db, card_id: int) -> Card | None:
    """To each animator: the card of the month, to be approved or not."""
    return sheets.draft(await views.sheet(db, card_id))


@message("improvements.post")
async def post(db: Db, card_id: int) -> Card | None:
    """In the home channel: you said, we did."""
    shown = await views.sheet(db, card_id)
    return sheets.posted(shown) if shown.state == POSTED else None


@message("improvements.promised")
async def promised(db: Db, community_id: int, posting: int) -> Card | None:
    """In the home channel: the promise and how it is kept; a neutral line once it is taken down or posted again."""
    community, held = await communities.by_id(db, community_id), await promises.of_community(db, community_id)
    if community is None or held is None or held.look_at is None or held.posting != posting:
        about = f"{promises.subject(community_id)}:{posting}"
        return pinned.taken_down() if await outbox.may_be_posted(db, about) else None
    # As of the day it was last looked at: drawn again for another reason, it says the same.
    return pinned.promised(await views.promise(db, community, held.look_at - promises.A_DAY))


@message("improvements.balance_of")
async def balance_of(db: Db, community_id: int, quarter: int, member_id: int) -> Card | None:
    """To who animates or follows a community: what became of the words of a quarter."""
    community = await communities.by_id(db, community_id)
    roles = [await communities.has_role(db, community_id, member_id, role) for role in (ANIMATOR, MANAGER)]
    if community is None or not any(roles):
        return None
    return cards.balance(await views.balance(db, community, quarter))
