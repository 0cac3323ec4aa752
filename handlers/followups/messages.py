"""Messages about follow-ups, drawn from what is known at the moment they are sent or shown again."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.followups import author_cards, cards
from handlers.followups.views import item, shown
from storage import communities, followup_reading, followups, seals
from storage.database import Db
from storage.followups import OPEN, REOPENED, REPLY, FollowUp


@message("followups.arrived")
async def arrived(db: Db, member_id: int) -> Card | None:
    """To an animator: how many are nobody's yet."""
    return cards.arrived(await followup_reading.count_queue(db, member_id, OPEN))


@message("followups.late")
async def late(db: Db, member_id: int) -> Card | None:
    """To who is to act: what is late, which is what they were reminded of at least once."""
    found = await followup_reading.owed_by(db, member_id)
    return cards.late([await shown(db, one, whole=False) for one, _community in found if one.reminded])


@message("followups.alert")
async def alert(db: Db, follow_up_id: int, member_id: int) -> Card | None:
    """To who is trusted with what cannot wait."""
    one = await _readable(db, follow_up_id, member_id)
    return cards.over() if one is None else cards.alert(await shown(db, one, whole=False))


@message("followups.given_to_you")
async def given(db: Db, follow_up_id: int, member_id: int) -> Card | None:
    """To an animator: a colleague gave them this one."""
    one = await _readable(db, follow_up_id, member_id)
    if one is None or one.owner_id != member_id:
        return cards.over()
    return cards.given(await shown(db, one, whole=False))


@message("followups.answered")
async def answered(db: Db, line_id: int, member_id: int) -> Card | None:
    """To who is to act: what the author said, as long as they leave it there."""
    line = await followup_reading.line(db, line_id)
    one = await _readable(db, line.follow_up_id, member_id)
    if one is None:
        return cards.over()
    view = await shown(db, one, whole=False)
    return cards.answered(view, item(followup_reading.Line(line, None), view.zone))


@message("followups.news")
async def news(db: Db, secret: str) -> Card | None:
    """To an author: what this message brings, and what they answered to it; the newest one has the buttons."""
    line = await followup_reading.of_ticket(db, await seals.ticket(db, secret))
    one = None if line is None else await followups.by_id(db, line.follow_up_id)
    if one is None or line is None:
        return None
    view = await shown(db, one)
    if view.gone:
        return cards.over()
    after = [each for each in await followup_reading.lines(db, one.id) if each.line.id >= line.id]
    until = next((n for n, each in enumerate(after) if n and each.line.said not in (REPLY, REOPENED)), len(after))
    return author_cards.news(view, [item(each, view.zone) for each in after[:until]], latest=until == len(after))


async def _readable(db: Db, follow_up_id: int, member_id: int) -> FollowUp | None:
    """The follow-up, as long as this member may see it."""
    one = await followups.by_id(db, follow_up_id)
    community = await communities.by_id(db, one.community_id) if one else None
    if one is None or community is None:
        return None
    return one if member_id in [member.id for member in await followup_reading.readers(db, one, community)] else None
